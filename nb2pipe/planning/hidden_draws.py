"""Which steps draw from the generator of torch or TensorFlow: after a seed, every one that may touch the library.

Iterating a loader, a layer's dropout or the making of a network draws, and no call shows it. So the state goes through
all steps that use the library, or values that were made with it.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import replace

from nb2pipe.model.accesses import Read, Source, Via, Write, WriteKind
from nb2pipe.model.analysis import Analysis, CellFacts, Role
from nb2pipe.model.effects import EffectKind
from nb2pipe.model.ids import VarName, is_pseudo
from nb2pipe.planning.defined import imports_in
from nb2pipe.syntax.free_names import free_names
from nb2pipe.syntax.scopes import names_of_block

#: Library -> modules that have nothing of it, though they have something of the other.
_WITHOUT = {
    "torch": frozenset({"tensorflow", "keras", "tf_keras"}),
    "tensorflow": frozenset({"torch", "torchvision", "torchaudio", "torchmetrics", "lightning", "pytorch_lightning"}),
}
_WITHOUT_EITHER = frozenset(sys.stdlib_module_names) | {
    "numpy", "pandas", "scipy", "sklearn", "matplotlib", "seaborn", "statsmodels", "IPython", "tqdm", "PIL", "plotly",
    "joblib", "requests", "yaml", "pyarrow", "polars", "networkx", "sympy", "cv2", "xgboost", "lightgbm", "nltk",
}  # fmt: skip
#: Types of values that hold nothing of such a library.
_PLAIN = {"int", "float", "str", "bool", "ndarray", "DataFrame", "Series", "estimator", "figure"}


def with_hidden_draws(analysis: Analysis) -> Analysis:
    """The same facts, where each step cell that may draw from a seeded generator of these reads and changes it."""
    for library in _WITHOUT:
        if any(VarName(f"random:{library}") in facts.writes for facts in analysis.cells):
            analysis = _with_draws_from(library, analysis)
    return analysis


def _with_draws_from(library: str, analysis: Analysis) -> Analysis:
    state = VarName(f"random:{library}")
    touched: set[VarName] = set()
    latest: int | None = None
    cells: list[CellFacts] = []
    for facts in analysis.cells:
        may_draw = facts.role is Role.STEP and not touched.isdisjoint(facts.reads)
        has_seeded = any(e.kind is EffectKind.SEED and e.target == library for e in facts.effects)
        touched = _touched_after(facts, touched, _WITHOUT_EITHER | _WITHOUT[library])
        if latest is not None and (may_draw or state in facts.reads):
            facts = _drawing(facts, state, latest)  # the same cell, seen better
        if state in facts.writes and (latest is not None or has_seeded):
            latest = facts.index
        cells.append(facts)
    return replace(analysis, cells=tuple(cells))


def _touched_after(facts: CellFacts, before: set[VarName], without: frozenset[str]) -> set[VarName]:
    """Names that may stand for something of the library when the cell ends."""
    touched = set(before)
    for statement in facts.statements:
        if statement.is_import:
            touched.update(i.binds for i in imports_in(statement.node, {}) if i.root not in without)
        elif statement.defines and not touched.isdisjoint(VarName(n) for n in free_names([statement.node]).all):
            touched.add(VarName(statement.defines))
        elif not touched.isdisjoint(VarName(n) for n in free_names([statement.node]).all) or (
            not touched.isdisjoint(statement.reads)
        ):
            bound = {VarName(n) for n in names_of_block([statement.node]).local} | statement.writes
            touched |= {name for name in bound if not is_pseudo(name) and not _is_plain(facts.writes, name)}
    return touched


def _is_plain(writes: Mapping[VarName, Write], name: VarName) -> bool:
    return name in writes and writes[name].type in _PLAIN


def _drawing(facts: CellFacts, state: VarName, latest: int) -> CellFacts:
    reads, writes = dict(facts.reads), dict(facts.writes)
    source = (Source(latest, Via.RANDOM),)
    if state in reads:
        reads[state] = replace(reads[state], producer=latest, sources=source)
    elif not (state in writes and writes[state].kind is WriteKind.BIND):
        reads[state] = Read(state, 0, None, Via.RANDOM, latest, source)
    writes.setdefault(
        state, Write(state, WriteKind.MUTATE, passes=False, certain=True, is_guess=True, statement=0, node=None)
    )
    return replace(facts, reads=reads, writes=writes)
