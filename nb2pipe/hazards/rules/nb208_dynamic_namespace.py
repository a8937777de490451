"""NB208: names are made or read in a way that the code does not show."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import libcst as cst

from nb2pipe.hazards.context import Context, quoted
from nb2pipe.hazards.rule import Rule, cell, notebook
from nb2pipe.model.accesses import Read
from nb2pipe.model.analysis import CellFacts
from nb2pipe.model.effects import Effect, EffectKind
from nb2pipe.model.findings import Finding, Severity
from nb2pipe.model.ids import RuleCode


class DynamicNamespace(Rule):
    """`exec`, `eval`, `globals()` or `locals()` make or read names that the code does not show.

    Steps of a package are functions: they have no common namespace to look into, and which names travel from step
    to step is decided by reading the code.

    Write the names out, or keep such values in a dict of their own. In a function, `locals()` is harmless.
    """

    code = RuleCode("NB208")
    name = "dynamic-namespace"
    severity = Severity.WARNING
    VALID = (
        notebook("d = {'a': 1}", "d['a']"),
        notebook("import pandas as pd\ndf = pd.DataFrame()", "df.eval('a + b')"),
        notebook("there = 'x' in globals()"),
        notebook("v = eval('1 + 2')"),
        notebook("def f(a):\n    return '{a}'.format(**locals())", "f(1)"),
        notebook("value = globals().get('x')"),
        notebook("from zoo import net", cell("net.eval()", "step:train")),
    )
    INVALID = (
        notebook("exec('a' + ' = 1')"),
        notebook("import __main__", "__main__.rate = 3", "x = rate"),
        notebook("import sys", "setattr(sys.modules[__name__], 'rate', 3)", "x = rate"),
        notebook(cell("for k in 'ab':\n    globals()[k] = 1", "step:data")),
        notebook("cfg = {'w': 1}", cell("globals().update(cfg)", "step:data"), cell("print(w)", "step:train")),
        notebook("def run(code):\n    exec(code)", cell("run('x = 1')", "step:data")),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each statement that does it."""
        depending = _dependents(context)
        shown: set[cst.CSTNode] = set()
        for facts, effect in context.effects(EffectKind.DYNAMIC):
            if not effect.may_bind_any_name or _is_harmless(context, facts, effect):
                continue
            missing = depending.get(facts.index, [])
            is_error = context.is_converted(facts.index) or (context.has_steps and bool(missing))
            # One call in a function is said once, unless each of its callers stops the conversion.
            if effect.node is not None and effect.node in shown and not is_error:
                continue
            shown.update([effect.node] if effect.node is not None else [])
            needs = f", such as {quoted(missing[:3])}" if missing else ""
            call = f"`{effect.target}`" if effect.target in ("exec", "eval", "__main__") else f"`{effect.target}()`"
            yield self.found(
                facts.index,
                context.effect_span(facts, effect),
                message=f"{call} makes or reads names that the code does not show{needs}",
                hint="write the names out, or keep the values in a dict",
                severity=Severity.ERROR if is_error else None,
                blocks=is_error,
            )


def _dependents(context: Context) -> dict[int, list[str]]:
    """Names that no cell binds, by the cell whose dynamic code may have bound them."""
    found: dict[int, list[str]] = {}
    for facts, read in context.reads():
        if _is_missing(context, read):
            source = context.legibility.opaque_source(read.name, facts.index)
            if source is not None and read.name not in found.get(source, []):
                found.setdefault(source, []).append(read.name)
    return found


def _is_missing(context: Context, read: Read) -> bool:
    return read.producer is None and read.deleted_in is None and read.name not in context.binders


def _is_harmless(context: Context, facts: CellFacts, effect: Effect) -> bool:
    """Whether the namespace is only asked for one name, or is a function's own."""
    if isinstance(effect.node, cst.Call) and _evaluates_no_name(effect.node):
        return True
    home = context.home_of(effect.node, facts.index)
    if home is None or effect.node is None or effect.target not in ("globals", "locals", "vars"):
        return False
    tree = context.tree(home)
    if effect.target in ("locals", "vars") and tree.in_function(effect.node):
        return True
    outer = tree.parents.get(effect.node)
    if isinstance(outer, cst.Attribute) and outer.attr.value == "get":
        call = tree.parents.get(outer)
        return isinstance(call, cst.Call) and all(isinstance(arg.value, cst.SimpleString) for arg in call.args[:1])
    if isinstance(outer, cst.ComparisonTarget):
        comparison = tree.parents.get(outer)
        return (
            isinstance(outer.operator, (cst.In, cst.NotIn))
            and isinstance(comparison, cst.Comparison)
            and isinstance(comparison.left, cst.SimpleString)
        )
    if isinstance(outer, cst.Subscript) and outer.value is effect.node:
        is_target = isinstance(tree.parents.get(outer), (cst.AssignTarget, cst.Del, cst.AugAssign))
        key = outer.slice[0].slice
        return not is_target and isinstance(key, cst.Index) and isinstance(key.value, cst.SimpleString)
    return False


def _evaluates_no_name(call: cst.Call) -> bool:
    """Whether it is `eval` of a literal text in which no name stands: `eval("1 + 2")`."""
    text = call.args[0].value if len(call.args) == 1 else None
    if not isinstance(text, cst.SimpleString) or not isinstance(text.evaluated_value, str):
        return False
    try:
        tree = ast.parse(text.evaluated_value.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return not any(isinstance(node, (ast.Name, ast.Call, ast.Await)) for node in ast.walk(tree))
