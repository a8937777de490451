"""Lines of code -> which columns a table has, and from which columns others are made, as far as the code shows it."""

from __future__ import annotations

from dataclasses import replace

import libcst as cst

from nb2pipe.hazards.column_choices import by_kind, place_of
from nb2pipe.hazards.column_names import ColumnNames
from nb2pipe.hazards.known_columns import Column, Table, numbered
from nb2pipe.hazards.learning import Line, positional
from nb2pipe.hazards.made_columns import columns_of_new, expressions_of_new, owner_of_columns, written_sources
from nb2pipe.hazards.origins import Origins
from nb2pipe.hazards.tree import root_of
from nb2pipe.syntax.arguments import keyword_value, keywords_of
from nb2pipe.syntax.chains import called_name
from nb2pipe.syntax.walk import walk

#: Methods of a table that give one with the same columns.
_KEEPING_COLUMNS = {"copy", "dropna", "reset_index", "fillna", "to_numpy", "astype", "sort_values", "head", "tail",
                    "sample", "to_pandas", "collect", "drop_nulls", "sort", "fill_null", "drop_duplicates"}  # fmt: skip
#: Methods of a column that give its values in another form.
_KEEPING_VALUES = {"to_numpy", "astype", "copy", "ravel", "to_list", "tolist", "cast"}
_MAKING_COLUMNS = {"assign", "with_columns"}
#: Functions that give a table with what was in the columns of another.
_GIVING_TABLES = {"add_constant", "get_dummies"}
_CHANGING = ("pop", "drop", "insert", "remove", "append", "extend")
_GIVING = _KEEPING_COLUMNS | _MAKING_COLUMNS | _GIVING_TABLES | {"DataFrame", "drop", "reindex", "select",
                                                                 "select_dtypes"}  # fmt: skip
#: Kinds of expressions that can be a table, a column, or names: asked first, since most expressions are none of them.
_TABLES = (cst.Call, cst.Subscript, cst.Attribute)
_COLUMNS = (cst.Attribute, cst.Subscript, cst.Call)
_TELLING = {*_TABLES, cst.Name, cst.SimpleString, cst.List, cst.Tuple, cst.ListComp}
#: Stands for a column that was dropped, nobody knows which.
_UNKNOWN = "<some column>"


class Columns:
    """What is known about tables and columns after the lines that it has followed."""

    def __init__(self) -> None:
        self._tables: dict[str, Table] = {}
        self._columns: dict[str, Column] = {}
        self._names = ColumnNames()
        #: From which columns others were made.
        self.origins = Origins()
        self._frames = 0

    def inside(self) -> Columns:
        """The same at the beginning of a function's body: what that says of tables, nobody else knows."""
        inner = Columns()
        inner.__dict__ |= vars(self) | {
            "_tables": dict(self._tables),
            "_columns": dict(self._columns),
            "_names": self._names.inside(),
        }
        return inner

    def table(self, node: cst.BaseExpression) -> Table | None:
        """The table that an expression gives, if it is one of known columns."""
        kind = type(node)
        if kind is cst.Name:
            return self._tables.get(node.value)  # type: ignore[attr-defined]  # mypy does not narrow by `is`
        if kind not in _TABLES:
            return None
        return self._given_by(node) if isinstance(node, cst.Call) else self._part(node)

    def _given_by(self, node: cst.Call) -> Table | None:
        """The table that a method gives."""
        if not isinstance(node.func, cst.Attribute) or (method := node.func.attr.value) not in _GIVING:
            return None
        inner = node.func.value
        if method == "DataFrame":
            return self._new(columns_of_new(node))
        if method in _GIVING_TABLES:
            return self.table(node.args[0].value) if node.args else None
        table = self.table(inner)
        if method in _KEEPING_COLUMNS or table is None:
            return table
        if method in _MAKING_COLUMNS:
            return table.with_new({name for name, _, _ in expressions_of_new(node)})
        if method == "drop":
            dropped = self._dropped(node)
            return table.without(dropped) if dropped is not None else None
        if method == "select_dtypes":
            left_out = by_kind(node)
            return table.without(left_out) if left_out is not None else None
        columns = keyword_value(node, "columns") if method == "reindex" else _only_argument(node)
        return self._choose(inner, columns) if columns is not None else None

    def _part(self, node: cst.BaseExpression) -> Table | None:
        """Rows or columns of a table."""
        match node:
            case cst.Attribute(value=inner, attr=cst.Name(value="values")):
                return self.table(inner)
            case cst.Subscript(value=cst.Attribute(value=inner, attr=cst.Name(value="loc" | "iloc")), slice=[_]):
                return self.table(inner)
            case cst.Subscript(value=cst.Attribute(value=inner, attr=cst.Name(value="iloc")), slice=[_, _]):
                table, place = self.table(inner), place_of(node)
                return table.at(place) if table is not None and isinstance(place, tuple) else None
            case cst.Subscript(
                value=cst.Attribute(value=inner, attr=cst.Name(value="loc")),
                slice=[cst.SubscriptElement(slice=cst.Slice()), cst.SubscriptElement(slice=cst.Index(value=key))],
            ):
                return self._choose(inner, key)
            case cst.Subscript(
                value=inner, slice=[cst.SubscriptElement(slice=cst.Slice() | cst.Index(value=cst.Comparison()))]
            ):
                return self.table(inner)
            case cst.Subscript(value=inner, slice=[cst.SubscriptElement(slice=cst.Index(value=key))]):
                return self._choose(inner, key)
        return None

    def _choose(self, inner: cst.BaseExpression, key: cst.BaseExpression) -> Table | None:
        """`df[["a", "b"]]`, `df[features]`, and all columns but some."""
        table, names, others = self.table(inner), self._names.names(key), self._but(key)
        if table is None or (names is None and others is None):
            return None
        if names is not None:
            return replace(table, only=frozenset(names), order=names)
        return table.without(others or frozenset())

    def _but(self, key: cst.BaseExpression) -> frozenset[str] | None:
        """The columns that a list of all others leaves out, those included that its own table has not."""
        left_out = self._names.left_out(key)
        owner = owner_of_columns(key) if left_out is not None else None
        if left_out is None or owner is None:
            return left_out
        table = self.table(owner)
        return left_out | table.dropped if table is not None and table.only is None else None

    def _new(self, only: frozenset[str] | None = None) -> Table:
        self._frames += 1
        return Table(self._frames, only=only)

    def column(self, node: cst.BaseExpression) -> Column | None:
        """The column that an expression gives."""
        kind = type(node)
        if kind is cst.Name:
            return self._columns.get(node.value)  # type: ignore[attr-defined]  # mypy does not narrow by `is`
        if kind not in _COLUMNS:
            return None
        if isinstance(node, cst.Call):
            func = node.func
            keeps = isinstance(func, cst.Attribute) and func.attr.value in _KEEPING_VALUES
            return self.column(func.value) if keeps else None  # type: ignore[attr-defined]  # an attribute
        match node:
            case cst.Subscript(value=cst.Attribute(value=inner, attr=cst.Name(value="iloc")), slice=[_, _]):
                table, place = self.table(inner), place_of(node)
                return Column(table.frame, numbered(place)) if table is not None and isinstance(place, int) else None
            case cst.Subscript(
                value=cst.Attribute(value=cst.Name(value=name), attr=cst.Name(value="loc")),
                slice=[cst.SubscriptElement(slice=cst.Slice()), cst.SubscriptElement(slice=cst.Index(value=key))],
            ):
                table, text = self._tables.get(name), self._names.name(key)
                return Column(table.frame, text) if table is not None and text else None
            case cst.Attribute(value=inner, attr=cst.Name(value="values")):
                return self.column(inner)
            case cst.Attribute(value=cst.Name(value=name), attr=cst.Name(value=column)):
                table = self._tables.get(name)
                return Column(table.frame, column) if table is not None and column.islower() else None
            case cst.Subscript(value=cst.Name(value=name), slice=[cst.SubscriptElement(slice=cst.Index(value=key))]):
                table = self._tables.get(name)
                text = self._names.name(key)
                return Column(table.frame, text) if table is not None and text else None
        return None

    def note_unknown(self, name: str) -> None:
        """A name that stands for some table, such as a parameter of a function."""
        self._forget(name)
        self._tables[name] = self._new()

    def follow(self, line: Line) -> None:
        """Take in what a line does."""
        node = line.node
        if type(node) is cst.Del and isinstance(node.target, cst.Subscript):
            self._drop(node.target.value, node.target)
        for call in () if line.called.isdisjoint(_CHANGING) else line.calls:
            if isinstance(call.func, cst.Attribute) and called_name(call) in _CHANGING:
                self._change(call)
        if type(node) is not cst.Assign:
            for name in line.targets:
                self._forget(name)
            return
        target = node.targets[0].target
        if type(target) is cst.Name:
            self._bind(target.value, node.value)
        elif isinstance(target, cst.Subscript):
            self._set_item(target, node.value)
        else:
            parts = self._parts(node.value, len(line.targets)) if len(node.targets) == 1 else []
            for position, name in enumerate(line.targets):
                self._forget(name)
                part = parts[position] if parts else None
                if isinstance(part, Table):
                    self._tables[name] = part
                elif isinstance(part, Column):
                    self._columns[name] = part

    def _parts(self, value: cst.BaseExpression, count: int) -> list[Table | Column | None]:
        """What `train_test_split` takes apart, each into two, or what is written out: `df[:-30], df[-30:]`."""
        given: list[cst.BaseExpression] = []
        if isinstance(value, cst.Tuple):
            given = [element.value for element in value.elements]
        elif isinstance(value, cst.Call) and called_name(value) == "train_test_split":
            given = [argument for argument in positional(value) for _ in range(2)]
        return [self.column(each) or self.table(each) for each in given] if len(given) == count else []

    def _bind(self, name: str, value: cst.BaseExpression) -> None:
        if type(value) not in _TELLING:
            self._forget(name)
            return
        table, column, others = self.table(value), self.column(value), self._but(value)
        self._forget(name)
        if self._names.note(name, value, others):
            return
        if table is not None:
            self._tables[name] = table
        elif column is not None:
            self._columns[name] = column
        elif type(value) is cst.Call and called_name(value) != "pop":
            self._tables[name] = self._new(columns_of_new(value))
        if name in self._tables:
            self._note_made(value, name)

    def _set_item(self, target: cst.Subscript, value: cst.BaseExpression) -> None:
        owner, key = target.value, target.slice[-1].slice
        if isinstance(owner, cst.Attribute) and owner.attr.value == "loc" and len(target.slice) == 2:
            is_all = isinstance(target.slice[0].slice, cst.Slice)
            owner = owner.value if is_all else owner
        if isinstance(owner, cst.Name) and isinstance(key, cst.Index):
            self._set_column(owner.value, self._names.name(key.value), value)

    def _set_column(self, name: str, column: str, value: cst.BaseExpression) -> None:
        table = self._tables.get(name)
        if table is not None and column:
            self._tables[name] = table.with_new({column})
            self.origins.note((table.frame, column), self._sources(value, name), value)

    def _note_made(self, value: cst.BaseExpression, name: str) -> None:
        """Note from which columns `assign` and `with_columns` make others, in what a name is bound to."""
        while isinstance(value, cst.Call) and isinstance(value.func, cst.Attribute):
            if value.func.attr.value in _MAKING_COLUMNS:
                for column, expression, frame in expressions_of_new(value):
                    sources = self._sources(expression, name) | written_sources(expression, {frame, name} - {""})
                    self.origins.note((self._tables[name].frame, column), sources, expression)
            value = value.func.value

    def _sources(self, value: cst.BaseExpression, frame: str) -> set[str]:
        """Columns of the frame in an expression; a second one where something else is in it."""
        found: set[str] = set()
        for node in walk(value):
            kind = type(node)
            if (kind is cst.Subscript or kind is cst.Attribute) and type(node.value) is cst.Name:  # type: ignore[attr-defined]
                column = self.column(node) if node.value.value == frame else None  # type: ignore[arg-type, attr-defined]
                found |= {column.name} if column is not None else set()
        return found

    def _change(self, call: cst.Call) -> None:
        name = root_of(call.func.value) if isinstance(call.func, cst.Attribute) else ""
        self._names.change(name, call)
        is_plain = isinstance(call.func, cst.Attribute) and isinstance(call.func.value, cst.Name)
        if name not in self._tables or not is_plain:
            return
        method = called_name(call)
        if method == "pop" or (method == "drop" and "inplace" in keywords_of(call)):
            dropped = self._dropped(call)
            table = self._tables[name]
            if dropped is None:
                self._forget(name)
            else:
                self._tables[name] = replace(table, dropped=table.dropped | dropped)
        elif method == "insert" and len(positional(call)) == 3:
            _, key, value = positional(call)
            self._set_column(name, self._names.name(key), value)

    def _drop(self, frame: cst.BaseExpression, target: cst.Subscript) -> None:
        key = target.slice[0].slice
        if isinstance(frame, cst.Name) and frame.value in self._tables and isinstance(key, cst.Index):
            names = self._names.one_or_more(key.value) or (_UNKNOWN,)
            table = self._tables[frame.value]
            self._tables[frame.value] = replace(table, dropped=table.dropped.union(names))

    def _dropped(self, call: cst.Call) -> frozenset[str] | None:
        """Column names that `drop` or `pop` takes away; None where they are not known, or where rows are dropped."""
        named = keyword_value(call, "columns") or keyword_value(call, "labels")
        value = named or next(iter(positional(call)), None)
        names = None if value is None else self._names.one_or_more(value)
        return None if names is None else frozenset(names)

    def _forget(self, name: str) -> None:
        self._tables.pop(name, None)
        self._columns.pop(name, None)
        self._names.forget(name)


def _only_argument(call: cst.Call) -> cst.BaseExpression | None:
    return call.args[0].value if len(call.args) == 1 and call.args[0].keyword is None else None
