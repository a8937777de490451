"""A statement of a notebook -> the same in a module: it runs as `__main__`, and what it shows is closed."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import libcst as cst
from libcst.metadata import ExpressionContext, ExpressionContextProvider, MetadataWrapper

from nb2pipe.emitters.nodes import code_of, dotted, module_of, statements_of
from nb2pipe.model.plan import Import

_PYPLOT = frozenset({"matplotlib.pyplot", "matplotlib.pylab", "pylab"})


@dataclass(frozen=True, slots=True)
class Habits:
    """What stands for pyplot in a piece of code."""

    #: Dotted names of the module, such as `plt` or `matplotlib.pyplot`.
    pyplot: frozenset[str] = frozenset()
    #: Names bound to `pyplot.show` itself.
    show: frozenset[str] = frozenset()
    #: The name under which the emitted code closes figures; empty if there is none.
    closer: str = ""


def habits_of(imports: Iterable[Import], *, hidden: Collection[str] = ()) -> Habits:
    """Read pyplot's names off the imports, apart from those that other variables hide."""
    visible = [each for each in imports if each.binds not in hidden]
    modules = frozenset(name for each in visible if (name := _pyplot_name(each)))
    show = frozenset(each.binds for each in visible if each.module in _PYPLOT and each.member == "show")
    return Habits(modules, show, closer=min(modules, default=""))


def _pyplot_name(each: Import) -> str:
    """The dotted name of pyplot that the import makes usable; empty for other imports."""
    if each.member is None and each.module in _PYPLOT:
        return each.module if each.binds == each.root else each.binds
    return each.binds if f"{each.module}.{each.member}" in _PYPLOT else ""


def at_home(statement: cst.BaseStatement, habits: Habits) -> list[cst.BaseStatement]:
    """Rewrite what a notebook does differently anywhere: indentation, `plt.show()`, `__name__`."""
    code = code_of([statement])
    statements = statements_of(module_of([statement]).visit(_PlainHabits(habits)))
    if "__name__" in code:
        statements = [_with_main_name(each) for each in statements]
    return statements


class _PlainHabits(cst.CSTTransformer):
    """Indentation by four, figures closed where they were shown, no main guard."""

    def __init__(self, habits: Habits) -> None:
        super().__init__()
        self._habits = habits
        self._elifs: set[cst.CSTNode] = set()

    def leave_IndentedBlock(self, original_node: cst.IndentedBlock, updated_node: cst.IndentedBlock) -> cst.BaseSuite:
        return updated_node.with_changes(indent=None)

    def leave_Expr(self, original_node: cst.Expr, updated_node: cst.Expr) -> cst.Expr:
        value = updated_node.value
        if not isinstance(value, cst.Call):
            return updated_node
        function = value.func
        if isinstance(function, cst.Name) and function.value in self._habits.show and self._habits.closer:
            return close_figures(self._habits.closer)
        if isinstance(function, cst.Attribute) and function.attr.value == "show":
            module = _dotted_name(function.value)
            return close_figures(module) if module in self._habits.pyplot else updated_node
        return updated_node

    def visit_If(self, node: cst.If) -> None:
        if isinstance(node.orelse, cst.If):
            self._elifs.add(node.orelse)

    def leave_If(self, original_node: cst.If, updated_node: cst.If) -> cst.If | cst.FlattenSentinel[cst.BaseStatement]:
        if original_node in self._elifs or not _is_main_guard(updated_node):
            return updated_node
        body = updated_node.body
        if not isinstance(body, cst.IndentedBlock) or any(each.comment for each in body.footer):
            return updated_node
        first, *rest = body.body
        above = [*updated_node.leading_lines, *getattr(first, "leading_lines", ())]
        return cst.FlattenSentinel([first.with_changes(leading_lines=above), *rest])


def close_figures(module: str) -> cst.Expr:
    """`plt.close("all")`."""
    return cst.Expr(cst.Call(cst.Attribute(dotted(module), cst.Name("close")), [cst.Arg(cst.SimpleString('"all"'))]))


def _is_main_guard(node: cst.If) -> bool:
    test = node.test
    if node.orelse is not None or not isinstance(test, cst.Comparison) or len(test.comparisons) != 1:
        return False
    sides = [test.left, test.comparisons[0].comparator]
    names = [side.value for side in sides if isinstance(side, cst.Name)]
    strings = [side.evaluated_value for side in sides if isinstance(side, cst.SimpleString)]
    return isinstance(test.comparisons[0].operator, cst.Equal) and names == ["__name__"] and strings == ["__main__"]


def _dotted_name(node: cst.BaseExpression) -> str:
    if isinstance(node, cst.Name):
        return node.value
    if isinstance(node, cst.Attribute):
        return f"{_dotted_name(node.value)}.{node.attr.value}"
    return ""


def _with_main_name(statement: cst.BaseStatement) -> cst.BaseStatement:
    wrapper = MetadataWrapper(module_of([statement]))
    contexts = wrapper.resolve(ExpressionContextProvider)
    names = [node for node in contexts if isinstance(node, cst.Name) and node.value == "__name__"]
    if any(contexts[node] is not ExpressionContext.LOAD for node in names):
        return statement
    return statements_of(wrapper.module.visit(_MainName(names)))[0]


class _MainName(cst.CSTTransformer):
    """`__name__` -> `"__main__"`, in quotes that the f-string around it does not use."""

    def __init__(self, names: Collection[cst.Name]) -> None:
        super().__init__()
        self._names = set(names)
        self._quotes: list[str] = []

    def visit_FormattedString(self, node: cst.FormattedString) -> None:
        self._quotes.append(node.quote[0])

    def leave_FormattedString(
        self, original_node: cst.FormattedString, updated_node: cst.FormattedString
    ) -> cst.FormattedString:
        self._quotes.pop()
        return updated_node

    def leave_Name(self, original_node: cst.Name, updated_node: cst.Name) -> cst.BaseExpression:
        quote = "'" if '"' in self._quotes else '"'
        return cst.SimpleString(f"{quote}__main__{quote}") if original_node in self._names else updated_node
