"""ParsedNotebook and Analysis -> proposed tags, each with its reason."""

from nb2pipe.model.tagging import TagProposal
from nb2pipe.tagging.suggest import suggest_tags

__all__ = ["TagProposal", "suggest_tags"]
