"""Process state that the notebook sets before it computes a parameter's value.

The defaults of a package's parameters are computed before any step runs: what the notebook seeds, sets or writes above
them has not happened then.
"""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from nb2pipe.model.analysis import Analysis, CellFacts, Role, StatementFacts
from nb2pipe.model.effects import Effect, EffectKind
from nb2pipe.planning.parameters import assigned_names
from nb2pipe.syntax.walk import walk

#: What a value takes from the process -> what of the notebook decides it.
_DECIDED_BY = {
    EffectKind.DRAW: EffectKind.SEED,
    EffectKind.READ_ENVIRONMENT: EffectKind.SET_ENVIRONMENT,
    EffectKind.READ_FILE: EffectKind.WRITE_FILE,
}
#: Functions, methods and attributes whose value depends on the current folder, and on options of a library.
_OF_FOLDER = frozenset(
    {"getcwd", "cwd", "abspath", "realpath", "absolute", "resolve", "listdir", "glob", "rglob", "iterdir", "exists"}
)
_OF_OPTIONS = frozenset(
    {"get_option", "options", "rcParams", "get_printoptions", "geterr", "get_config", "str", "repr", "to_string"}
)


def why_not_at_start(analysis: Analysis, facts: CellFacts, statement: StatementFacts) -> str:
    """Why a parameter has another value before any step runs than in the notebook; empty if it has the same."""
    name = next(iter(assigned_names(statement.node)), "")
    before = list(_effects_above(analysis, facts, statement)) if name else []
    own = [effect for effect in facts.effects if effect.statement == statement.index]
    kinds = {effect.kind for effect in own if any(_decides(other, effect) for other in before)}
    words = {node.value for node in walk(statement.node) if isinstance(node, cst.Name)} if before else set[str]()
    set_before = {effect.kind for effect in before}
    if EffectKind.DRAW in kinds:
        return f"the value of `{name}` is drawn at random from a generator that the notebook seeds first"
    if EffectKind.READ_ENVIRONMENT in kinds:
        return f"the value of `{name}` depends on an environment variable that the notebook sets first"
    if EffectKind.READ_FILE in kinds:
        return f"the value of `{name}` depends on a file that the notebook writes first"
    in_folder = words & _OF_FOLDER or any(effect.kind is EffectKind.READ_FILE for effect in own)
    if EffectKind.CHANGE_DIRECTORY in set_before and in_folder:
        return f"the value of `{name}` depends on the current folder, which the notebook changes first"
    if EffectKind.SET_OPTION in set_before and words & _OF_OPTIONS:
        return f"the value of `{name}` depends on options that the notebook sets first"
    return ""


def _effects_above(analysis: Analysis, facts: CellFacts, statement: StatementFacts) -> Iterator[Effect]:
    for other in analysis.cells:
        if other.index < facts.index and other.role is not Role.SKIP:
            yield from other.effects
    yield from (effect for effect in facts.effects if effect.statement < statement.index)


def _decides(earlier: Effect, effect: Effect) -> bool:
    """Whether what happens first may decide what the other finds; an empty target, or `*`, may be any."""
    is_same = earlier.target == effect.target or not {"", "*"}.isdisjoint((earlier.target, effect.target))
    return earlier.kind is _DECIDED_BY.get(effect.kind) and is_same
