"""NB405: a cell speaks to the IPython shell."""

from __future__ import annotations

import re
from collections.abc import Iterator

import libcst as cst

from nb2pipe.hazards.context import Context
from nb2pipe.hazards.editing import replace_node
from nb2pipe.hazards.guards import is_guarded
from nb2pipe.hazards.rule import Rule, cell, notebook
from nb2pipe.model.analysis import CellFacts, Role
from nb2pipe.model.effects import Effect, EffectKind
from nb2pipe.model.findings import Finding, Fix, Severity
from nb2pipe.model.ids import RuleCode
from nb2pipe.syntax.lines import shares_line


class GetIpython(Rule):
    """A cell calls `get_ipython()`.

    Through the shell a cell can run magics and make names that the code does not show. Outside IPython there is
    no shell: `get_ipython` is not defined, or gives `None`.

    Write the magic as a line of its own (`%env NAME=value`), or do in Python what it does. A call inside
    `try: … except NameError` is left as it is.

    `nb2pipe fix` writes a call that stands alone in its line back as the magic or shell line that it comes from:
    `get_ipython().run_line_magic("matplotlib", "inline")`, `.magic("cd data")`, `.system("ls")`, and
    `files = get_ipython().getoutput("ls")`.
    """

    code = RuleCode("NB405")
    name = "get-ipython"
    severity = Severity.ERROR
    VALID = (
        notebook("try:\n    shell = get_ipython().__class__.__name__\nexcept NameError:\n    shell = None"),
        notebook("%matplotlib inline"),
    )
    INVALID = (
        notebook(cell("get_ipython().run_line_magic('env', 'A=1')", "step:data")),
        notebook("get_ipython().user_ns['x'] = 1", "print(x)"),
        notebook("ip = get_ipython()"),
    )
    FIXED = (
        (notebook("get_ipython().run_line_magic('env', 'A=1')\nx = 1"), notebook("%env A=1\nx = 1")),
        (notebook("if True:\n    get_ipython().system('true')"), notebook("if True:\n    !true")),
        (notebook("names = get_ipython().getoutput('echo a')"), notebook("names = !echo a")),
        (notebook("get_ipython().run_cell_magic('time', '', 'x = 1\\n')"), notebook("%%time\nx = 1\n")),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """An error in a cell that is converted, a warning in others."""
        for facts, effect in context.effects(EffectKind.IPYTHON):
            home = context.home_of(effect.node, facts.index)
            if home is not None and is_guarded(context.tree(home), effect.node, "get_ipython"):
                continue
            is_error = facts.role in (Role.STEP, Role.PARAMETERS)
            yield self.found(
                facts.index,
                context.effect_span(facts, effect),
                message="`get_ipython()` gives nothing outside IPython",
                hint="write the magic as a line of its own, or do the same in Python",
                severity=None if is_error else Severity.WARNING,
                blocks=is_error,
                fix=_as_magic(context, facts, effect),
            )


def _as_magic(context: Context, facts: CellFacts, effect: Effect) -> Fix | None:
    """The line from which IPython makes such a call."""
    if effect.node is None or effect.node not in context.tree(facts.index).parents:
        return None
    tree = context.tree(facts.index)
    line = tree.enclosing(effect.node, lambda outer: isinstance(outer, cst.SimpleStatementLine))
    module = context.source(facts.index).module
    if not isinstance(line, cst.SimpleStatementLine) or tree.in_function(line) or module is None:
        return None
    statement = line.body[0]
    # A semicolon would become part of what the magic is told.
    if shares_line(module, line) or isinstance(statement.semicolon, cst.Semicolon):
        return None
    if line.trailing_whitespace.comment is not None or not isinstance(statement, (cst.Expr, cst.Assign)):
        return None
    call = statement.value
    arguments = _arguments_of(call, effect.node)
    if arguments is None or not isinstance(call, cst.Call) or not isinstance(call.func, cst.Attribute):
        return None
    text = _magic_text(call.func.attr.value, arguments, statement, is_alone=_is_alone(context, facts, statement))
    edit = replace_node(context, facts.index, statement, text) if text else None
    return Fix(f"write `{text.splitlines()[0]}`", (edit,)) if edit is not None else None


def _is_alone(context: Context, facts: CellFacts, statement: cst.BaseSmallStatement) -> bool:
    return context.source(facts.index).cell.source.strip() == cst.Module([]).code_for_node(statement)


def _arguments_of(call: cst.CSTNode, shell: cst.CSTNode) -> list[str] | None:
    """The literal arguments of a call of the shell's method."""
    if not isinstance(call, cst.Call) or not isinstance(call.func, cst.Attribute) or call.func.value is not shell:
        return None
    values = [
        arg.value.evaluated_value
        for arg in call.args
        if isinstance(arg.value, cst.SimpleString) and arg.keyword is None and not arg.star
    ]
    texts = [value for value in values if isinstance(value, str)]
    return texts if len(texts) == len(call.args) else None


def _magic_text(method: str, arguments: list[str], statement: cst.Expr | cst.Assign, *, is_alone: bool) -> str:
    """Empty where no magic says the same."""
    if isinstance(statement, cst.Expr) and method == "run_cell_magic" and len(arguments) == 3:
        name, line, body = arguments
        return f"%%{name} {line}".rstrip() + f"\n{body}" if is_alone and "\n" not in line else ""
    if any("\n" in text or text != text.strip() or text.endswith(("?", "\\")) for text in arguments):
        return ""
    match method, arguments:
        case "run_line_magic", [name, line] if name.isidentifier():
            right = f"%{name} {line}".rstrip()
        case "magic", [line] if re.match(r"%?\w", line):
            right = f"%{line.removeprefix('%')}"
        case (("system" | "getoutput"), [line]) if (method == "system") is isinstance(statement, cst.Expr):
            right = f"!{line}" if line and not line.startswith("!") else ""
        case _:
            return ""
    if isinstance(statement, cst.Expr) or not right:
        return right
    targets = [target.target for target in statement.targets]
    return f"{targets[0].value} = {right}" if len(targets) == 1 and isinstance(targets[0], cst.Name) else ""
