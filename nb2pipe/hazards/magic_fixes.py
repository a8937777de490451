"""Repairs of magics: the imports behind `%pylab`, the percent sign that automagic leaves out."""

from __future__ import annotations

from nb2pipe.hazards.context import Context, quoted
from nb2pipe.hazards.editing import replace_line
from nb2pipe.hazards.occurrences import names_taken_after
from nb2pipe.model.analysis import CellFacts
from nb2pipe.model.code import Magic, MagicFate
from nb2pipe.model.findings import Edit, Fix, Position, Span
from nb2pipe.syntax.magics import rewrite_magics

#: Name -> the import by which `%pylab` binds it, beside the two star imports (`IPython.core.pylabtools.import_pylab`).
_PYLAB_NAMES = {
    "numpy": "import numpy",
    "matplotlib": "import matplotlib",
    "np": "import numpy as np",
    "pylab": "from matplotlib import pylab",
    "mlab": "from matplotlib import mlab",
    "pyplot": "from matplotlib import pyplot",
    "plt": "import matplotlib.pyplot as plt",
    "display": "from IPython.display import display",
    "figsize": "from IPython.core.pylabtools import figsize",
    "getfigs": "from IPython.core.pylabtools import getfigs",
}


def name_pylab(context: Context, facts: CellFacts, magic: Magic) -> Fix | None:
    """The imports that `%pylab` stands for; None where it cannot be seen which names the notebook takes from it."""
    words = magic.text.split()
    from_pylab, from_numpy = context.star_exports.get("matplotlib.pylab"), context.star_exports.get("numpy")
    if magic.name != "%pylab" or from_pylab is None or from_numpy is None:
        return None
    if not context.legibility.is_whole(apart_from=facts.index) or not _is_at_margin(context, facts.index, magic.line):
        return None
    taken = names_taken_after(context, facts.index, 0)
    lines = [line for name, line in _PYLAB_NAMES.items() if name in taken]
    named: set[str] = {name for name in _PYLAB_NAMES if name in taken}
    if "--no-import-all" not in words:
        # numpy's names come last and hide those of the same name.
        for module, exported in (("matplotlib.pylab", from_pylab - from_numpy), ("numpy", from_numpy)):
            names = sorted((exported & taken) - named)
            named.update(names)
            lines += [f"from {module} import {', '.join(names)}"] if names else []
    backend = next((word for word in words[1:] if not word.startswith("-")), "")
    text = "\n".join([f"%matplotlib {backend}".rstrip(), *lines])
    title = f"import {quoted(sorted(named))} by name" if named else f"write `%matplotlib {backend}`"
    return Fix(title, (replace_line(context, facts.index, magic.line, text),))


def with_percent(context: Context, cell: int, line: int) -> Fix | None:
    """The magic with its percent sign, if it then means something outside IPython too."""
    span = context.line(cell, line)
    source = context.source(cell).cell.source.strip()
    text = source.split("\n")[0]
    # IPython looks for magics without their sign in cells of one line only.
    if text != source:
        return None
    _, magics, _ = rewrite_magics(f"%{text}")
    if not magics or any(magic.fate is MagicFate.UNSUPPORTED for magic in magics):
        return None
    start = Position(line, span.start.column)
    return Fix(f"write `%{text}`", (Edit(cell, Span(start, start), "%"),))


def _is_at_margin(context: Context, cell: int, line: int) -> bool:
    source = context.source(cell).cell.source.split("\n")
    return line <= len(source) and source[line - 1].startswith("%")
