"""Which variables are constants: bound once, to what is the same wherever it is computed, and never changed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import libcst as cst

from nb2pipe.analysis.cells.fixed_values import FixedValue, fixed_value
from nb2pipe.analysis.cells.own_definitions import OwnDefinitions, own_definitions
from nb2pipe.analysis.cells.plain_functions import asks_for_folder, is_member, is_plain_function
from nb2pipe.analysis.cells.writes import Followed
from nb2pipe.model.effects import EffectKind
from nb2pipe.model.ids import CWD, VarName
from nb2pipe.model.notebook import has_parameters, parse_step_tag
from nb2pipe.syntax.scopes import dotted_name, import_bindings

#: The name of a package's options begins so.
_OPTION = "option:"


@dataclass(frozen=True, slots=True)
class Bindings:
    """How a cell binds and changes names."""

    bound: tuple[VarName, ...]
    changed: tuple[VarName, ...]
    #: Name -> the value that a statement gives it, in the order of the statements.
    fixed: Mapping[str, FixedValue]
    #: Name -> the full name of what the cell imports by it.
    imported: Mapping[str, str]
    #: Names that several of its statements bind.
    several: frozenset[str]
    #: Names of values that somebody wants to see if they are worked out from others.
    shown: frozenset[str]
    #: Name -> what it takes out of a module, as it is written, and the number of the statement.
    taken: Mapping[str, tuple[str, int]]
    #: Members of libraries that it replaces, with the number of the statement.
    replaced: tuple[tuple[str, int], ...]
    #: Its functions and classes.
    own: OwnDefinitions


def bindings_of(followed: Followed) -> Bindings:
    """What a cell has to say about which names are constants."""
    parsed, recorder = followed.parsed, followed.recorder
    assert parsed.module is not None
    fixed, imported, shown = dict[str, FixedValue](), dict[str, str](), set[str]()
    written = Counter(chain.from_iterable(recorder.statement_writes.values()))
    is_step = any(parse_step_tag(tag) for tag in parsed.cell.tags)
    has_plain_values = not has_parameters(parsed.cell.tags)
    assigned_here = [assigned(node, several=not is_step) for node in parsed.module.body]
    assignments = Counter(name for pairs in assigned_here for name, _ in pairs)
    taken = dict[str, tuple[str, int]]()
    for index, pairs in enumerate(assigned_here):
        for name, value in pairs:
            if assignments[name] != 1:
                continue
            if len(pairs) == 1 and isinstance(value, cst.Attribute) and (dotted := dotted_name(value)):
                taken[name] = dotted, index
            found = fixed_value(value) if has_plain_values else None
            if found is not None:
                fixed[name] = found
                # What an untagged cell works out is a value that somebody wants to see, unless its name says otherwise.
                if not (is_step or name.isupper()):
                    shown.add(name)
        imported.update(_imports(parsed.module.body[index]))
    replaced = tuple((e.target, e.statement) for e in recorder.effects if e.kind is EffectKind.MONKEYPATCH)
    changed = (*recorder.changes, *followed.joined)
    several = frozenset(name for name, times in written.items() if times > 1)
    binds = (*recorder.binds, *recorder.deletes)
    own = own_definitions(parsed.module.body)
    return Bindings(binds, changed, fixed, imported, several, frozenset(shown), taken, replaced, own)


def constants_of(cells: Iterable[Bindings]) -> frozenset[str]:
    """Names that the notebook binds once, to what is the same wherever it is computed, and never changes."""
    cells = tuple(cells)
    bound: Counter[str] = Counter()
    changed: set[str] = set()
    imports: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for cell in cells:
        bound.update(cell.bound)
        changed.update(cell.changed)
        for name, path in cell.imported.items():
            imports[name][path] += 1
    modules = {name: path for name, found in imports.items() for path, times in found.items() if times == bound[name]}
    own = {n: c.own.records.get(n) for c in cells for n in c.own.names if bound[n] == 1 and n not in changed}
    known = _Known(bound, modules, frozenset().union(*(cell.several for cell in cells)), own)
    for cell in cells:
        for name, value in cell.fixed.items():
            if bound[name] != 1 or name in changed:
                continue
            is_type = known.is_type(value)
            if is_type or (not (name in cell.shown and known.works_out(value)) and known.has(value)):
                known.add(name, value, is_type=is_type)
    known.constants.update(dict.fromkeys(_taken_before(cells, known, bound, changed), False))
    return frozenset(known.constants)


def _taken_before(
    cells: Sequence[Bindings], known: _Known, bound: Mapping[str, int], changed: Collection[str]
) -> Iterator[str]:
    """`OLD = np.mean` above `np.mean = own`: a module that is imported before anything is replaced has the same."""
    replaced: dict[str, tuple[int, int]] = {}
    for position, cell in enumerate(cells):
        for path, statement in cell.replaced:
            replaced.setdefault(path, (position, statement))
    for position, cell in enumerate(cells):
        for name, (dotted, statement) in cell.taken.items():
            first = replaced.get(known.full_name(dotted))
            if first is not None and (position, statement) < first and bound[name] == 1 and name not in changed:
                yield name


class _Known:
    """What is known of names by the time that a statement uses them."""

    def __init__(
        self,
        bound: Mapping[str, int],
        modules: Mapping[str, str],
        several: frozenset[str],
        own: Mapping[str, tuple[FixedValue, ...] | None],
    ) -> None:
        self._bound, self._modules, self._several = bound, modules, several
        #: Function or class of the notebook -> what the defaults of a record are made of; None for any other.
        self._own = own
        #: Packages whose options or functions the notebook sets: what they give depends on when they are asked.
        self._set = frozenset(name.removeprefix(_OPTION) for name in bound if name.startswith(_OPTION))
        #: Constant -> whether it has the order of a set.
        self.constants: dict[str, bool] = {}
        self._types: set[str] = set()
        #: Classes whose defaults are being looked at: one may make instances of its own.
        self._making: set[str] = set()

    def add(self, name: str, value: FixedValue, *, is_type: bool) -> None:
        """Note that a name is a constant."""
        self.constants[name] = any(not each or self.constants.get(each, False) for each in value.flow)
        if is_type:
            self._types.add(name)

    def is_type(self, value: FixedValue) -> bool:
        """Whether the value is a type, made of types that are known."""
        names = all(name in self._types or name not in self.constants for name in value.names)
        return value.is_type and names and self.has(value)

    def works_out(self, value: FixedValue) -> bool:
        """Whether the value is made of others of the notebook or by a builtin, or is an array."""
        makes_arrays = any(self._full(call).startswith("numpy.") for call in value.calls)
        names = all(name in self._own or self._is_member(name) for name in value.names)
        return bool(value.builtins or value.either or makes_arrays) or not names

    def has(self, value: FixedValue) -> bool:
        """Whether all that the value depends on is a constant, a builtin, or of a library that is known."""
        return value.is_literal or (
            all(name in self.constants or name in self._own or self._is_member(name) for name in value.names)
            and self._several.isdisjoint(value.names)
            and not any(self.constants.get(name) for name in value.in_order)
            and not any(self._bound.get(name) or "builtins" in self._set for name in value.builtins)
            and all(self._is_plain(call) or self._makes_record(call) for call in value.calls)
            and all(map(self._is_member, value.members))
            and all(self._has_either(dotted) for dotted in value.either)
        )

    def _makes_record(self, name: str) -> bool:
        defaults = self._own.get(name)
        if defaults is None or name in self._making:
            return False
        self._making.add(name)
        makes = all(map(self.has, defaults))
        self._making.discard(name)
        return makes

    def _has_either(self, dotted: str) -> bool:
        root = dotted.partition(".")[0]
        if root in self._modules:
            return self._is_plain(dotted)
        return root in self.constants and dotted.count(".") == 1

    def _is_plain(self, dotted: str) -> bool:
        path = self._full(dotted)
        return is_plain_function(path) or (CWD not in self._bound and asks_for_folder(path))

    def _is_member(self, dotted: str) -> bool:
        return is_member(self._full(dotted))

    def _full(self, dotted: str) -> str:
        """The same; empty as well where the notebook sets something in the package."""
        path = self.full_name(dotted)
        return "" if path.partition(".")[0] in self._set else path

    def full_name(self, dotted: str) -> str:
        """The full name of something imported; empty if its root is not imported, or not always the same."""
        root, _, rest = dotted.partition(".")
        path = self._modules.get(root, "")
        return f"{path}.{rest}" if path and rest else path


def literal_name(node: cst.CSTNode) -> str:
    """The name in `NAME = literal`; empty for any other statement."""
    for name, value in assigned(node, several=False):
        found = fixed_value(value)
        return name if found is not None and found.is_literal else ""
    return ""


def assigned(node: cst.CSTNode, *, several: bool) -> list[tuple[str, cst.BaseExpression]]:
    """Names and values of `name = value`, `name: hint = value` or `type name = value`; of none for any other statement.

    Where it may be `several`, those of `a, b = 1, 2` and `a = b = 1` as well.
    """
    if type(node) is not cst.SimpleStatementLine or len(node.body) != 1:
        return []
    match node.body[0]:
        case cst.Assign([cst.AssignTarget(cst.Name(name))], value):
            return [(name, value)]
        case cst.AnnAssign(cst.Name(name), _, cst.BaseExpression() as value):
            return [(name, value)]
        case cst.TypeAlias(cst.Name(name), value, None):
            return [(name, value)]
        case cst.Assign(targets, value) if several:
            return [pair for each in targets for pair in _unpacked(each.target, value)]
    return []


def _unpacked(target: cst.CSTNode, value: cst.BaseExpression) -> list[tuple[str, cst.BaseExpression]]:
    """Names of a target and the values that they get; none if the values are not written one by one."""
    match target, value:
        case cst.Name(name), _:
            return [(name, value)]
        case cst.Tuple(names) | cst.List(names), cst.Tuple(values) | cst.List(values) if len(names) == len(values):
            pairs = [_unpacked(left.value, right.value) for left, right in zip(names, values, strict=True)]
            return [pair for each in pairs for pair in each] if all(pairs) else []
    return []


def _imports(node: cst.CSTNode) -> Iterable[tuple[str, str]]:
    for small in node.body if type(node) is cst.SimpleStatementLine else ():
        if type(small) is cst.Import:
            for name, alias in import_bindings(small):
                yield name, dotted_name(alias.name) if alias.asname is not None else name
        elif type(small) is cst.ImportFrom and not small.relative:
            for name, alias in import_bindings(small):
                yield name, f"{dotted_name(small.module)}.{dotted_name(alias.name)}"
