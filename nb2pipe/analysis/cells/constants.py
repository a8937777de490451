"""Which variables are constants: bound once, to what is the same wherever it is computed, and never changed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import libcst as cst

from nb2pipe.analysis.cells.fixed_values import FixedValue, fixed_value
from nb2pipe.analysis.cells.plain_functions import is_module_constant, is_plain_function
from nb2pipe.analysis.cells.writes import Followed
from nb2pipe.model.analysis import EffectKind
from nb2pipe.model.ids import VarName
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
    #: Name -> what it takes out of a module, as it is written, and the number of the statement.
    taken: Mapping[str, tuple[str, int]]
    #: Members of libraries that it replaces, with the number of the statement.
    replaced: tuple[tuple[str, int], ...]


def bindings_of(followed: Followed) -> Bindings:
    """What a cell has to say about which names are constants."""
    parsed, recorder = followed.parsed, followed.recorder
    assert parsed.module is not None
    fixed, imported = dict[str, FixedValue](), dict[str, str]()
    written = Counter(chain.from_iterable(recorder.statement_writes.values()))
    assignments = Counter(assigned(node)[0] for node in parsed.module.body)
    is_step = any(parse_step_tag(tag) for tag in parsed.cell.tags)
    taken = dict[str, tuple[str, int]]()
    for index, node in enumerate(parsed.module.body):
        name, value = assigned(node)
        is_alone = value is not None and assignments[name] == 1 and not has_parameters(parsed.cell.tags)
        found = fixed_value(value) if value is not None and is_alone else None
        # What an untagged cell works out is a value that somebody wants to see, unless its name says otherwise.
        if found is not None and (is_step or name.isupper() or not (found.names or found.builtins or found.either)):
            fixed[name] = found
        if is_alone and isinstance(value, cst.Attribute) and (dotted := dotted_name(value)):
            taken[name] = dotted, index
        imported.update(_imports(node))
    replaced = tuple((e.target, e.statement) for e in recorder.effects if e.kind is EffectKind.MONKEYPATCH)
    changed = (*recorder.changes, *followed.joined)
    several = frozenset(name for name, times in written.items() if times > 1)
    return Bindings((*recorder.binds, *recorder.deletes), changed, fixed, imported, several, taken, replaced)


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
    known = _Known(bound, modules, frozenset().union(*(cell.several for cell in cells)))
    for cell in cells:
        for name, value in cell.fixed.items():
            if bound[name] == 1 and name not in changed and known.has(value):
                known.constants[name] = known.is_unordered(value)
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

    def __init__(self, bound: Mapping[str, int], modules: Mapping[str, str], several: frozenset[str]) -> None:
        self._bound, self._modules, self._several = bound, modules, several
        #: Packages whose options or functions the notebook sets: what they give depends on when they are asked.
        self._set = frozenset(name.removeprefix(_OPTION) for name in bound if name.startswith(_OPTION))
        #: Constant -> whether it has the order of a set.
        self.constants: dict[str, bool] = {}

    def has(self, value: FixedValue) -> bool:
        """Whether all that the value depends on is a constant, a builtin, or of a library that is known."""
        return value.is_literal or (
            all(name in self.constants for name in value.names)
            and self._several.isdisjoint(value.names)
            and not any(self.constants.get(name) for name in value.in_order)
            and not any(self._bound.get(name) or "builtins" in self._set for name in value.builtins)
            and all(self._is_plain(dotted) or is_module_constant(self._full(dotted)) for dotted in value.library)
            and all(self._has_either(dotted) for dotted in value.either)
        )

    def is_unordered(self, value: FixedValue) -> bool:
        """Whether its elements may have another order in another process."""
        return any(not name or self.constants.get(name, False) for name in value.flow)

    def _has_either(self, dotted: str) -> bool:
        root = dotted.partition(".")[0]
        if root in self._modules:
            return self._is_plain(dotted)
        return root in self.constants and dotted.count(".") == 1

    def _is_plain(self, dotted: str) -> bool:
        return is_plain_function(self._full(dotted))

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
    name, value = assigned(node)
    found = fixed_value(value) if value is not None else None
    return name if found is not None and found.is_literal else ""


def assigned(node: cst.CSTNode) -> tuple[str, cst.BaseExpression | None]:
    """The name and the value of `name = value`; nothing for any other statement."""
    if type(node) is not cst.SimpleStatementLine or len(node.body) != 1:
        return "", None
    assign = node.body[0]
    if type(assign) is not cst.Assign or len(assign.targets) != 1:
        return "", None
    target = assign.targets[0].target
    return (target.value, assign.value) if type(target) is cst.Name else ("", None)


def _imports(node: cst.CSTNode) -> Iterable[tuple[str, str]]:
    for small in node.body if type(node) is cst.SimpleStatementLine else ():
        if type(small) is cst.Import:
            for name, alias in import_bindings(small):
                yield name, dotted_name(alias.name) if alias.asname is not None else name
        elif type(small) is cst.ImportFrom and not small.relative:
            for name, alias in import_bindings(small):
                yield name, f"{dotted_name(small.module)}.{dotted_name(alias.name)}"
