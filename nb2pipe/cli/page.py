"""GraphView -> one HTML page: the picture, with the cells' code and what depends on what under the pointer."""

from __future__ import annotations

import base64
import hashlib
import json
from html import escape
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING

from nb2pipe.cli.picture import draw_svg
from nb2pipe.cli.sources import printable

if TYPE_CHECKING:
    from nb2pipe.service.graphs import GraphView

_PAGE, _SCRIPT = "graph.html", "graph.js"


def draw_html(view: GraphView) -> str:
    """A page that loads nothing and runs no code but its own."""
    folder = files(__package__).joinpath("assets")
    script = folder.joinpath(_SCRIPT).read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    page = Template(folder.joinpath(_PAGE).read_text(encoding="utf-8"))
    return page.substitute(
        title=escape(printable(view.notebook.path)),
        digest=digest,
        script=script,
        svg=draw_svg(view),
        sources=_sources(view),
    )


def _sources(view: GraphView) -> str:
    """Node -> its code, as JSON that cannot end the element it stands in."""
    cells = view.notebook.cells
    sources = {node.name: [[cell, cells[cell].source] for cell in node.cells] for node in view.nodes}
    text = json.dumps(sources)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
