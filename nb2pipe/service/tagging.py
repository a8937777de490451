"""Proposed tags and what they make of the cells' tags.

schema_version history of the document: 1, first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nb2pipe.model.notebook import Notebook

if TYPE_CHECKING:
    from nb2pipe.tagging import TagProposal

#: Version of the JSON document's form.
SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True)
class TagReport:
    """What `tag` proposes, or removes, for one notebook."""

    notebook: Notebook
    proposals: tuple[TagProposal, ...]
    #: Index of each cell that changes -> all its tags after the change.
    changes: Mapping[int, tuple[str, ...]]
    #: The file has been changed.
    is_written: bool

    def to_dict(self) -> dict[str, object]:
        """The document that `nb2pipe tag --format json` prints."""
        return {
            "schema_version": SCHEMA_VERSION,
            "path": self.notebook.path,
            "proposals": [
                {
                    "cell": proposal.cell,
                    "id": self.notebook.cells[proposal.cell].id,
                    "tag": proposal.tag,
                    "reason": proposal.reason,
                    "confidence": proposal.confidence,
                }
                for proposal in self.proposals
            ],
            "changes": [{"cell": cell, "tags": list(tags)} for cell, tags in sorted(self.changes.items())],
            "written": self.is_written,
        }


def add_proposals(notebook: Notebook, proposals: Sequence[TagProposal]) -> dict[int, tuple[str, ...]]:
    """The tags of the cells that get one more; tags that are there stay."""
    changes: dict[int, tuple[str, ...]] = {}
    for proposal in proposals:
        tags = changes.get(proposal.cell, notebook.cells[proposal.cell].tags)
        if proposal.tag not in tags:
            changes[proposal.cell] = (*tags, proposal.tag)
    return changes


def remove_step_tags(notebook: Notebook) -> dict[int, tuple[str, ...]]:
    """The tags of the cells that lose their step tags; `parameters` is papermill's and stays."""
    kept = {cell.index: tuple(tag for tag in cell.tags if not tag.startswith("step:")) for cell in notebook.cells}
    return {index: tags for index, tags in kept.items() if tags != notebook.cells[index].tags}
