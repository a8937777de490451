"""NB401: a magic has no meaning outside IPython."""

from __future__ import annotations

from collections.abc import Iterator

from nb2pipe.hazards.context import Context, quoted
from nb2pipe.hazards.guards import automagic_word
from nb2pipe.hazards.magic_fixes import name_pylab, with_percent
from nb2pipe.hazards.rule import Rule, cell, notebook
from nb2pipe.model.analysis import CellFacts, Role
from nb2pipe.model.code import Magic, MagicFate
from nb2pipe.model.findings import Finding, Fix, Severity, Span
from nb2pipe.model.ids import RuleCode, VarName


class UnsupportedMagic(Rule):
    """A magic does something that plain Python cannot say: `%run`, `%store`, `%pylab`, `%%R`, `%%sql`.

    The same goes for a shell line into which IPython would put a variable (`$name`).

    A package runs without IPython. Magics that only show something, measure time or set up the notebook are left
    out; `%cd`, `%env`, `!command`, `%%bash` and `%%writefile` are translated. This one is neither.

    Write it in Python: import the names that `%run` or `%pylab` would give, call `subprocess.run` with the values,
    read the captured output from the function's result. Or tag the cell `step:skip` if no step needs it.

    `nb2pipe fix` writes the imports that `%pylab` stands for, with the names that the notebook uses, and the `%` of a
    magic without one.
    """

    code = RuleCode("NB401")
    name = "unsupported-magic"
    severity = Severity.WARNING
    VALID = (
        notebook("%matplotlib inline\nx = 1"),
        notebook(cell("%%time\nx = 1", "step:data")),
        notebook(cell("!ls", "step:data")),
        notebook(cell("%%capture out\nx = 1", "step:data"), cell("x", "step:train")),
        notebook("x = 7 % 2"),
    )
    INVALID = (
        notebook("%run helpers.py", "clean(1)"),
        notebook(cell("%store -r df", "step:data")),
        notebook(cell("%%bash -s a.txt\ntouch $1", "step:data")),
        notebook(cell("%%R\nx <- 1", "step:data")),
        notebook(cell("%%capture out\nprint(1)", "step:data"), cell("text = out.stdout", "step:train")),
        notebook("cd data"),
        notebook(cell("%%bash --err listing\nls", "step:data"), cell("n = len(listing)", "step:train")),
    )
    FIXED = (
        (
            notebook("%pylab inline\nx = linspace(0, 1)", "plot(x, np.sin(x))\ntitle = 'wave'"),
            notebook(
                "%matplotlib inline\nimport numpy as np\nfrom matplotlib.pylab import plot\n"
                "from numpy import linspace\nx = linspace(0, 1)",
                "plot(x, np.sin(x))\ntitle = 'wave'",
            ),
        ),
        (notebook("cd ..", "x = 1"), notebook("%cd ..", "x = 1")),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each such magic."""
        depending = _dependents(context)
        for facts in context.cells:
            source = context.source(facts.index)
            for magic in source.magics:
                span = context.line(facts.index, magic.line)
                needed = depending.get(facts.index, [])
                if magic.fate is MagicFate.UNSUPPORTED or (needed and magic.fate is MagicFate.TRANSLATED):
                    fix = name_pylab(context, facts, magic)
                    yield self._unsupported(context, facts, span, magic.text.strip(), needed, fix=fix)
                elif magic.defines and self._is_used(context, facts, magic):
                    yield self.found(
                        facts.index,
                        span,
                        message=f"`{magic.name}` binds `{magic.defines}`, which a step needs",
                        hint="return the value from a function instead of capturing what is printed",
                        severity=Severity.ERROR,
                        blocks=True,
                    )
            if source.fault is not None:
                lines = source.cell.source.split("\n")
                line = min(max(source.fault.line, 1), len(lines))
                if automagic_word(lines[line - 1]):
                    span = context.line(facts.index, line)
                    text, fix = lines[line - 1].strip(), with_percent(context, facts.index, line)
                    yield self._unsupported(context, facts, span, text, [], is_bare=True, fix=fix)

    def _unsupported(
        self,
        context: Context,
        facts: CellFacts,
        span: Span,
        text: str,
        names: list[VarName],
        *,
        is_bare: bool = False,
        fix: Fix | None = None,
    ) -> Finding:
        is_needed = context.has_steps and bool(names)
        # A report cell's magic is in the run notebook as it stands.
        is_error = (
            facts.role in (Role.STEP, Role.PARAMETERS) or is_needed or (is_bare and context.is_converted(facts.index))
        )
        needs = f"; {quoted(names[:3])} may come from it" if names else ""
        first = text.split("\n", 1)[0]
        shown = first if len(first) <= 40 else first[:39] + "…"
        missing = " without its `%`" if is_bare else ""
        return self.found(
            facts.index,
            span,
            message=f"`{shown}` is a magic{missing} that has no translation into Python{needs}",
            hint=f"write `%{text}`" if is_bare else "write it in Python, or tag the cell `step:skip`",
            severity=Severity.ERROR if is_error else None,
            blocks=is_error,
            fix=fix,
        )

    def _is_used(self, context: Context, facts: CellFacts, magic: Magic) -> bool:
        readers = context.readers.get((facts.index, VarName(magic.defines)), ())
        return any(context.is_converted(reader) for reader in readers)


def _dependents(context: Context) -> dict[int, list[VarName]]:
    """Names that no cell binds, by the cell whose magic may have bound them."""
    found: dict[int, list[VarName]] = {}
    for facts, read in context.reads():
        if read.producer is None and read.deleted_in is None and read.name not in context.binders:
            source = context.legibility.opaque_source(read.name, facts.index)
            if source is not None and read.name not in found.get(source, []):
                found.setdefault(source, []).append(read.name)
    return found
