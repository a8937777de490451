"""Process state: statements that set options, the directory, the environment or seeds, and how later steps get it."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

import libcst as cst

from nb2pipe.model.accesses import Write, WriteKind
from nb2pipe.model.analysis import Analysis, CellFacts, Role, StatementFacts
from nb2pipe.model.effects import WHERE_MODULES_ARE, Effect, EffectKind
from nb2pipe.model.ids import VarName, is_pseudo
from nb2pipe.model.plan import GENERATOR_STATES
from nb2pipe.planning.defined import imports_in
from nb2pipe.planning.displays import draws
from nb2pipe.planning.log_handlers import MODES_ANEW, adds_anew, gives_new_handler
from nb2pipe.syntax.chains import called_name
from nb2pipe.syntax.free_names import free_names
from nb2pipe.syntax.own_names import own_names
from nb2pipe.syntax.scopes import target_names
from nb2pipe.syntax.walk import walk

#: State that is replayed: the statement that sets it runs again in every later step.
REPLAYED = {
    EffectKind.SET_OPTION, EffectKind.CHANGE_DIRECTORY, EffectKind.SET_ENVIRONMENT, EffectKind.SEARCH_PATH,
    EffectKind.MONKEYPATCH,
}  # fmt: skip
_REPEATABLE = REPLAYED | {
    EffectKind.SEED, EffectKind.DRAW, EffectKind.USE_LIBRARY, EffectKind.READ_ENVIRONMENT, EffectKind.TIME,
    EffectKind.SHOW, EffectKind.ADVANCE,
}  # fmt: skip
#: What is not to happen twice.
_ONCE = {EffectKind.WRITE_FILE, EffectKind.SHELL, EffectKind.INPUT}
_RANDOM = {EffectKind.SEED, EffectKind.DRAW, EffectKind.ADVANCE}
#: Options that only decide how figures look.
_DRAWING = {"matplotlib", "plotly"}
#: Packages that no notebook has lying in a folder beside it.
_INSTALLED_EVERYWHERE = {"numpy", "pandas", "scipy", "sklearn", "matplotlib", "seaborn", "statsmodels", "IPython"}


@dataclass(frozen=True, slots=True)
class Setting:
    """A statement that sets process state."""

    cell: int
    statement: int
    node: cst.BaseStatement
    libraries: frozenset[str]
    kinds: frozenset[EffectKind]
    #: The statement computes values as well: it cannot simply run again.
    is_mixed: bool
    in_step: bool
    #: Generators that are in the state to which it sets them when its cell ends; of cells that are in no step.
    seeds: frozenset[VarName] = frozenset()

    #: Running it again seeds a generator again, or draws from it.
    moves_generators: bool = False
    #: A function that draws sets it by the way: to set it again is to draw that figure again.
    draws: bool = False

    @property
    def only_seeds(self) -> bool:
        """Whether it matters to nobody but the first who draws after it."""
        return not self.kinds

    @property
    def only_draws(self) -> bool:
        """Whether it can make no difference to a step without figures."""
        return self.kinds == {EffectKind.SET_OPTION} and self.libraries <= _DRAWING


def settings_of(analysis: Analysis) -> tuple[Setting, ...]:
    """Every top-level statement that sets process state, in document order."""
    taken = {name for facts in analysis.cells for name in facts.reads}
    anew = adds_anew(analysis)
    return tuple(setting for facts in analysis.cells for setting in _in_cell(facts, taken, anew))


def _in_cell(facts: CellFacts, taken: Collection[VarName], anew: Collection[str]) -> Iterator[Setting]:
    """The settings of a cell; `taken` are the names whose values some cell takes from another.

    `anew` are functions that add a handler to a logger with each call.
    """
    if facts.role is Role.SKIP:
        return
    for statement in facts.statements:
        effects = [e for e in facts.effects if e.statement == statement.index and e.kind in REPLAYED]
        effects = [e for e in effects if not e.target.startswith("function:")]
        # What stays in the cell, such as the variable of a loop over options, makes no difference to who repeats it.
        writes = {
            name for name in statement.writes if name in taken and not is_pseudo(name) and name != statement.defines
        }
        seeds = frozenset() if writes else _seeded_by(facts, statement)
        if not effects and not seeds:
            continue
        node = statement.node
        if writes and not any(e.in_function for e in effects) and _only_binds_the_old_value(node):
            node = _without_target(node)
            writes = set()
        yield Setting(
            facts.index,
            statement.index,
            node,
            frozenset(e.target for e in effects if e.kind is EffectKind.SET_OPTION),
            frozenset(e.kind for e in effects),
            bool(writes) or _does_more(facts, statement) or gives_new_handler(statement, anew),
            facts.role is Role.STEP,
            seeds,
            any(e.statement == statement.index and e.kind in _RANDOM for e in facts.effects),
            draws(facts, statement) and all(e.in_function for e in effects),
        )


def _seeded_by(facts: CellFacts, statement: StatementFacts) -> frozenset[VarName]:
    """Generators whose state, as the cell leaves it, follows from the statement alone: it can run again elsewhere."""
    effects = [effect for effect in facts.effects if effect.statement == statement.index]
    if facts.role is Role.STEP or not {effect.kind for effect in effects} <= _REPEATABLE:
        return frozenset()
    last = {name for name, write in facts.writes.items() if write.statement == statement.index and _is_anew(write)}
    return frozenset(
        name
        for name in (VarName(f"random:{effect.target}") for effect in effects if effect.kind is EffectKind.SEED)
        if name in GENERATOR_STATES and name in last
    )


def _does_more(facts: CellFacts, statement: StatementFacts) -> bool:
    """Whether to set the state again would do something else again."""
    return any(e.statement == statement.index and e.kind in _ONCE and not _can_repeat(e.node) for e in facts.effects)


def _can_repeat(node: cst.CSTNode | None) -> bool:
    """Whether it is no matter that a call writes twice: a folder is there, and a log goes on in its file."""
    if not isinstance(node, cst.Call):
        return False
    if called_name(node) in ("basicConfig", "FileHandler"):
        return not any(
            isinstance(arg.value, cst.SimpleString) and arg.value.raw_value in MODES_ANEW for arg in node.args
        )
    return called_name(node) in ("makedirs", "mkdir")


def _is_anew(write: Write) -> bool:
    return write.kind is WriteKind.BIND and write.certain and not write.passes


def _only_binds_the_old_value(node: cst.BaseStatement) -> bool:
    """`old = np.seterr(all="raise")`: the call sets the state, the name keeps what it was."""
    if not isinstance(node, cst.SimpleStatementLine) or len(node.body) != 1:
        return False
    assign = node.body[0]
    return isinstance(assign, cst.Assign) and isinstance(assign.value, cst.Call)


def _without_target(node: cst.BaseStatement) -> cst.BaseStatement:
    assert isinstance(node, cst.SimpleStatementLine)
    assign = node.body[0]
    assert isinstance(assign, cst.Assign)
    return node.with_changes(body=[cst.Expr(assign.value)])


def pure_settings(settings: Iterable[Setting]) -> frozenset[tuple[int, int]]:
    """Statements that do nothing but set state, outside the cells of steps."""
    return frozenset((s.cell, s.statement) for s in settings if not s.is_mixed and not s.in_step)


def applies_to(setting: Setting, cells: Sequence[CellFacts]) -> bool:
    """Whether a later step with these cells may notice the state."""
    if setting.only_seeds:
        return any(draws_first_after(setting, facts) for facts in cells)
    if not setting.only_draws:
        return True
    if setting.draws and not any(_saves_figures(facts) for facts in cells):
        return False
    return any(_draws(facts) for facts in cells)


def draws_first_after(setting: Setting, facts: CellFacts) -> bool:
    """Whether the cell finds a generator as the statement has set it."""
    return any(name in facts.reads and facts.reads[name].producer == setting.cell for name in setting.seeds)


def seeded_outside(settings: Iterable[Setting]) -> frozenset[tuple[int, VarName]]:
    """States of generators that a statement sets which is repeated where it is needed: by cell and pseudo variable."""
    return frozenset((setting.cell, name) for setting in settings if not setting.is_mixed for name in setting.seeds)


def _saves_figures(facts: CellFacts) -> bool:
    return any(call.endswith("savefig") for call in (*facts.calls, *facts.calls_inside))


def _draws(facts: CellFacts) -> bool:
    if any(effect.kind is EffectKind.PYPLOT for effect in facts.effects) or _reads_options_of_drawing(facts):
        return True
    return any(write.type == "figure" for write in facts.writes.values()) or _saves_figures(facts)


def _reads_options_of_drawing(facts: CellFacts) -> bool:
    """Whether the cell looks at how figures are to be drawn: `plt.rcParams["font.size"]`, `sns.color_palette()`."""
    if any(call.startswith(("seaborn.", "matplotlib.")) for call in (*facts.calls, *facts.calls_inside)):
        return True
    return any(_names_options(statement.node) for statement in facts.statements if not statement.is_import)


def _names_options(node: cst.CSTNode) -> bool:
    names = (each.value for each in walk(node) if isinstance(each, cst.Name))
    return any(name in ("rcParams", "rc_params") for name in names)


def seeds_of(analysis: Analysis) -> dict[str, int]:
    """Pseudo variable of each global generator -> the first cell that seeds it."""
    first: dict[str, int] = {}
    for facts in analysis.cells:
        for effect in facts.effects:
            if effect.kind is EffectKind.SEED:
                first.setdefault(f"random:{effect.target}", facts.index)
    return first


def late_imports(analysis: Analysis) -> frozenset[tuple[int, int]]:
    """Imports that must stay where they are: the notebook changes where or how modules are found before them.

    An import of a module that a cell writes is late as well.
    """
    late: set[tuple[int, int]] = set()
    known_roots = set(sys.stdlib_module_names) | _INSTALLED_EVERYWHERE
    moved = False
    for facts in analysis.cells:
        reads_module = any(name.startswith("file:") and name.endswith(".py") for name in facts.reads)
        for statement in facts.statements:
            effects = [e for e in facts.effects if e.statement == statement.index]
            if statement.is_import and (moved or reads_module) and not _roots(statement) <= known_roots:
                late.add((facts.index, statement.index))
            moved = moved or any(_moves_modules(effect) for effect in effects)
    return frozenset(late)


def _moves_modules(effect: Effect) -> bool:
    """Whether Python may find other modules afterwards."""
    if effect.kind is EffectKind.MONKEYPATCH:
        return effect.target.startswith(WHERE_MODULES_ARE)
    return effect.kind in (EffectKind.SEARCH_PATH, EffectKind.CHANGE_DIRECTORY, EffectKind.SET_ENVIRONMENT)


def _roots(statement: StatementFacts) -> frozenset[str]:
    return frozenset(item.root for item in imports_in(statement.node, {}))


def names_in(setting: Setting) -> frozenset[str]:
    """Names that the statement needs."""
    own = target_names(setting.node.target) if isinstance(setting.node, cst.For) else ()
    return free_names([setting.node]).all.difference(own) - own_names(setting.node)
