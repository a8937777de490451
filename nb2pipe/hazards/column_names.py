"""Lines of code -> which names of columns their variables hold."""

from __future__ import annotations

import libcst as cst

from nb2pipe.hazards.column_choices import NO_NUMBERS, asks_for_numbers, conditions_on_columns, left_out_by, of_polars
from nb2pipe.hazards.learning import positional
from nb2pipe.hazards.made_columns import meaning
from nb2pipe.syntax.chains import called_name

#: Calls that give names of columns of a table.
_OF_COLUMNS = {"tolist", "to_list", "copy", "list", "drop", "difference"}


class ColumnNames:
    """Texts, lists of texts, and all columns but some, that variables hold."""

    def __init__(self) -> None:
        #: Variable -> the text that it holds: `target = "price"`.
        self._words: dict[str, str] = {}
        self._lists: dict[str, tuple[str, ...]] = {}
        #: Variable -> the columns that its list leaves out of all.
        self._all_but: dict[str, frozenset[str]] = {}

    def inside(self) -> ColumnNames:
        """The same at the beginning of a function's body."""
        inner = ColumnNames()
        inner._words, inner._lists, inner._all_but = dict(self._words), dict(self._lists), dict(self._all_but)
        return inner

    def name(self, node: cst.BaseExpression) -> str:
        """The text of a literal, or of a variable that holds one; empty if there is none."""
        if type(node) is cst.Name:
            return self._words.get(node.value, "")
        return meaning(node.value) if type(node) is cst.SimpleString else ""

    def names(self, node: cst.BaseExpression) -> tuple[str, ...] | None:
        """The texts of a list; None if they are not all known."""
        if type(node) is cst.Name:
            return self._lists.get(node.value)
        if type(node) is not cst.List and type(node) is not cst.Tuple:
            return None
        texts = [name for e in node.elements if (name := self.name(e.value))]
        return tuple(texts) if len(texts) == len(node.elements) and texts else None

    def one_or_more(self, node: cst.BaseExpression) -> tuple[str, ...] | None:
        """The texts of a list, or a single one."""
        name = self.name(node)
        return self.names(node) or ((name,) if name else None)

    def left_out(self, node: cst.BaseExpression) -> frozenset[str] | None:
        """The columns that `[c for c in df.columns if c != "price"]` leaves out, or a variable with such a list."""
        kind = type(node)
        if kind is cst.Name:
            return self._all_but.get(node.value)  # type: ignore[attr-defined]  # mypy does not narrow by `is`
        if kind is cst.Attribute:
            return frozenset() if node.attr.value == "columns" else None  # type: ignore[attr-defined]
        if kind is cst.ListComp:
            return self._left_out_by_conditions(node)  # type: ignore[arg-type]
        return self._left_out_of_call(node) if isinstance(node, cst.Call) else None

    def _left_out_of_call(self, node: cst.Call) -> frozenset[str] | None:
        if called_name(node) not in _OF_COLUMNS:
            left_out = of_polars(node)
            if left_out is None or isinstance(left_out, frozenset):
                return left_out
            return self._also_without(frozenset(), left_out)
        match node:
            case cst.Call(func=cst.Name(value="list"), args=[cst.Arg(value=inner)]):
                return self.left_out(inner)
            case cst.Call(func=cst.Attribute(value=inner, attr=cst.Name(value="tolist" | "to_list" | "copy")), args=[]):
                return self.left_out(inner)
            case cst.Call(func=cst.Attribute(value=inner), args=[cst.Arg(value=others), *_]):
                return self._also_without(self.left_out(inner), others)
        return None

    def _also_without(self, left_out: frozenset[str] | None, others: cst.BaseExpression) -> frozenset[str] | None:
        named = self.one_or_more(others) if left_out is not None else None
        return left_out.union(named) if left_out is not None and named else None

    def _left_out_by_conditions(self, node: cst.ListComp) -> frozenset[str] | None:
        asked = conditions_on_columns(node)
        if asked is None:
            return None
        column, iterated, tests = asked
        found = self.left_out(iterated)
        for test in tests if found is not None else ():
            if asks_for_numbers(test):
                found = found.union({NO_NUMBERS}) if found is not None else None
                continue
            others = left_out_by(test, column)
            found = self._also_without(found, others) if others is not None else None
        return found

    def note(self, name: str, value: cst.BaseExpression, left_out: frozenset[str] | None) -> bool:
        """Remember what a variable is bound to, if it is names."""
        names = self.names(value)
        if isinstance(value, cst.SimpleString):
            self._words[name] = meaning(value.value)
        elif names is not None and isinstance(value, (cst.List, cst.Tuple)):
            self._lists[name] = names
        elif left_out is not None:
            self._all_but[name] = left_out
        else:
            return False
        return True

    def change(self, name: str, call: cst.Call) -> None:
        """`features.remove("price")`; a list that is changed in another way is not known any more."""
        others = self._all_but.get(name)
        if name not in self._lists and others is None:
            return
        column = self.name(positional(call)[0]) if positional(call) else ""
        self.forget(name)
        if others is not None and column and called_name(call) == "remove":
            self._all_but[name] = others | {column}

    def forget(self, name: str) -> None:
        """A variable holds something else."""
        self._words.pop(name, None)
        self._lists.pop(name, None)
        self._all_but.pop(name, None)
