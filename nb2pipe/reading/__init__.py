"""Bytes of a notebook file -> Notebook, and back: the same bytes with other tags."""

from nb2pipe.reading.notebooks import read_notebook
from nb2pipe.reading.sources import with_sources
from nb2pipe.reading.tags import with_tags

__all__ = ["read_notebook", "with_sources", "with_tags"]
