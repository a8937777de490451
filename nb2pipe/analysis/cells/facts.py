"""What cells were seen to do -> facts and roles."""

from __future__ import annotations

from collections.abc import Container, Iterable

import libcst as cst

from nb2pipe.analysis.cells.constants import assigned, literal_name
from nb2pipe.analysis.cells.edges import told_apart
from nb2pipe.analysis.cells.interpreter import is_expression
from nb2pipe.analysis.cells.plain_functions import asks_for_folder
from nb2pipe.analysis.cells.writes import Followed
from nb2pipe.analysis.knowledge.printing import PRINTING_CALLS
from nb2pipe.analysis.language.declarations import class_made_by
from nb2pipe.analysis.state.recorder import Recorder
from nb2pipe.model.accesses import WriteKind
from nb2pipe.model.analysis import CellFacts, Certainty, Role, StatementFacts
from nb2pipe.model.code import ParsedCell
from nb2pipe.model.effects import Effect, EffectKind
from nb2pipe.model.ids import VarName, is_pseudo
from nb2pipe.model.notebook import Cell, CellType, StepTag, has_parameters, parse_step_tag
from nb2pipe.syntax.chains import called_name
from nb2pipe.syntax.scopes import dotted_name, names_of_block
from nb2pipe.syntax.walk import children, walk

#: Effects that a report cell may have.
_HARMLESS = {
    EffectKind.SHOW, EffectKind.PYPLOT, EffectKind.USE_LIBRARY, EffectKind.READ_FILE, EffectKind.TIME,
    EffectKind.READ_ENVIRONMENT,
}  # fmt: skip


def facts_of(followed: Followed, constants: frozenset[str] = frozenset()) -> CellFacts:
    """All facts of one cell; `constants` are names of its own that are the same wherever they are computed."""
    cell, recorder = followed.parsed.cell, followed.recorder
    tag = step_tag(cell)
    statements = tuple(_statements(followed, constants))
    binds = [name for name in recorder.binds if not is_pseudo(name) and recorder.binds[name].kind is WriteKind.BIND]
    mutates = [n for n, change in recorder.changes.items() if not change.is_guess and change.kind is WriteKind.MUTATE]
    guessed = [
        name for name, change in recorder.changes.items() if change.is_guess and change.kind is not WriteKind.JOIN
    ]
    return CellFacts(
        index=cell.index,
        id=cell.id,
        type=cell.type,
        step=tag.kind.value if tag else None,
        name=tag.name if tag else None,
        role=_role(cell, tag, recorder, statements, followed),
        defs=tuple(sorted(name for name in binds if name in followed.writes or name in recorder.deletes)),
        refs=tuple(sorted(name for name in {**recorder.reads, **recorder.asides} if not is_pseudo(name))),
        mutates=tuple(sorted(mutates)),
        deletes=tuple(sorted(recorder.deletes)),
        reads_files=_files(recorder, EffectKind.READ_FILE),
        writes_files=_files(recorder, EffectKind.WRITE_FILE),
        reads=told_apart(recorder.reads, recorder),
        asides=told_apart(recorder.asides, recorder),
        unsure=dict(recorder.unsure),
        writes=followed.writes,
        effects=tuple(recorder.effects),
        statements=statements,
        calls=tuple(name for name, depth in recorder.calls if not depth),
        calls_inside=tuple(name for name, depth in recorder.calls if depth),
        may_mutate=tuple(sorted(guessed)),
        certainty=_certainty(recorder, guessed),
        changed_inputs=followed.changed_inputs,
        tag=tag,
    )


_HIDING = {
    EffectKind.DYNAMIC, EffectKind.STAR_IMPORT, EffectKind.HISTORY, EffectKind.IPYTHON, EffectKind.TOO_COMPLEX,
    EffectKind.SHELL,
}  # fmt: skip


def _certainty(recorder: Recorder, guessed: list[VarName]) -> Certainty:
    if any(effect.kind in _HIDING for effect in recorder.effects):
        return Certainty.OPEN
    return Certainty.ASSUMED if guessed else Certainty.CERTAIN


def facts_without_code(parsed: ParsedCell) -> CellFacts:
    """Facts of a cell that is no Python: markdown, raw text, or code that cannot be parsed."""
    cell = parsed.cell
    tag = step_tag(cell)
    role = Role.REPORT if cell.type is not CellType.CODE else _tagged_role(cell, tag) or Role.UNTAGGED
    return CellFacts(
        cell.index, cell.id, cell.type, tag.kind.value if tag else None, tag.name if tag else None, role, tag=tag
    )


def step_tag(cell: Cell) -> StepTag | None:
    """The cell's step tag; the first, where a user gave it several (which is a finding)."""
    for tag in cell.tags:
        parsed = parse_step_tag(tag)
        if parsed is not None:
            return parsed
    return None


def _files(recorder: Recorder, kind: EffectKind) -> tuple[str, ...]:
    found = (effect.target for effect in recorder.effects if effect.kind is kind and effect.target != "*")
    return tuple(sorted(set(found)))


def _statements_with(recorder: Recorder, *kinds: EffectKind) -> set[int]:
    """Statements with an effect of one of the kinds."""
    return {effect.statement for effect in recorder.effects if effect.kind in kinds}


def _statements(followed: Followed, constants: frozenset[str]) -> Iterable[StatementFacts]:
    recorder, module = followed.recorder, followed.parsed.module
    assert module is not None
    affected = {effect.statement for effect in recorder.effects if effect.kind not in _HARMLESS}
    affected |= {effect.statement for effect in recorder.effects if effect.target in PRINTING_CALLS}
    is_step = step_tag(followed.parsed.cell) is not None
    drawing = _statements_with(recorder, EffectKind.PYPLOT)
    checks = recorder.checking_statements - drawing
    affected |= checks
    works = {i for i in drawing if recorder.statement_writes.get(i) or not is_expression(module.body[i])}
    if drawing and (works or _keeps_figures(followed)):
        affected |= drawing
    for index, node in enumerate(module.body):
        writes = frozenset(recorder.statement_writes.get(index, ()))
        is_quiet = index not in affected and index not in recorder.impure_statements and not writes
        several = tuple(sorted({name for name, _ in assigned(node, several=not is_step)})) if constants else ()
        defines = _defined_name(node)
        is_constant = bool(several) and not defines and constants.issuperset(several) and index not in affected
        yield StatementFacts(
            index=index,
            node=node,
            reads=frozenset(recorder.statement_reads.get(index, ())),
            writes=writes,
            is_display=is_quiet and is_expression(node),
            defines=defines,
            is_import=_is_import(node),
            alternatives=several if is_constant and len(several) > 1 else _alternatives(node, writes),
            is_constant=is_constant,
            asks_for_folder=is_constant and any(map(_asks_for_folder, walk(node))),
            is_noise=_is_noise(node),
            is_check=index in checks,
        )


def _asks_for_folder(node: cst.CSTNode) -> bool:
    name = dotted_name(node.func).rpartition(".")[2] if isinstance(node, cst.Call) else ""
    return bool(name) and asks_for_folder(name)


_FIGURE_KEEPERS = (".gcf", ".gca", ".savefig", ".get_fignums", ".get_figlabels")


def _keeps_figures(followed: Followed) -> bool:
    """Whether the cell does more with a figure than show it: drawing on it is then no display."""
    keeps = any(call.endswith(_FIGURE_KEEPERS) for call, _ in followed.recorder.calls)
    return keeps or any(write.type == "figure" for write in followed.writes.values())


_IMPORTS = frozenset({cst.Import, cst.ImportFrom})


def _is_import(node: cst.CSTNode) -> bool:
    return type(node) is cst.SimpleStatementLine and _IMPORTS.issuperset(map(type, node.body))


def _alternatives(node: cst.CSTNode, writes: frozenset[VarName]) -> tuple[str, ...]:
    if type(node) is not cst.Try and type(node) is not cst.If:
        return ()
    defines = False
    stack: list[cst.CSTNode] = [node]
    while stack:
        inner = stack.pop()
        if isinstance(inner, (cst.FunctionDef, cst.ClassDef)):
            defines = True
            continue
        if isinstance(inner, (cst.Import, cst.ImportFrom)):
            defines = defines or not isinstance(inner.names, cst.ImportStar)
        elif isinstance(inner, cst.SimpleStatementLine):
            if _defined_name(inner):
                defines = True
                continue
            if not (_is_import(inner) or literal_name(inner) or _is_noise(inner) or _is_message(inner)):
                return ()
        elif isinstance(inner, cst.BaseCompoundStatement) and not isinstance(inner, (cst.Try, cst.If)):
            return ()
        stack += children(inner)
    names = names_of_block([node]).local if defines else frozenset()
    return tuple(sorted(names)) if writes <= names else ()


def _defined_name(node: cst.CSTNode) -> str:
    if type(node) is cst.FunctionDef or type(node) is cst.ClassDef:
        return node.name.value
    if type(node) is cst.SimpleStatementLine and len(node.body) == 1:
        assign = node.body[0]
        if type(assign) is not cst.Assign or len(assign.targets) != 1:
            return ""
        target = assign.targets[0].target
        if type(target) is cst.Name and (type(assign.value) is cst.Lambda or class_made_by(assign.value) is not None):
            return target.value
    return ""


def _tagged_role(cell: Cell, tag: StepTag | None) -> Role | None:
    if has_parameters(cell.tags):
        return Role.PARAMETERS
    if tag is not None:
        return Role.STEP
    if "step:skip" in cell.tags:
        return Role.SKIP
    if "step:report" in cell.tags:
        return Role.REPORT
    return None


def _role(
    cell: Cell, tag: StepTag | None, recorder: Recorder, statements: tuple[StatementFacts, ...], followed: Followed
) -> Role:
    tagged = _tagged_role(cell, tag)
    if tagged is not None:
        return tagged
    working = [s for s in statements if not s.is_display and not s.is_noise]
    settings = _statements_with(recorder, EffectKind.SET_OPTION, EffectKind.SEARCH_PATH)
    # A function that draws sets options for what it draws.
    settings -= _statements_with(recorder, EffectKind.PYPLOT, EffectKind.DRAW)
    if not working:
        return Role.REPORT if statements else Role.SKIP
    if all(s.is_import or (s.alternatives and not s.is_constant) or s.index in settings for s in working):
        return Role.IMPORT
    if all(s.is_import or s.alternatives or s.defines or s.is_constant or s.index in settings for s in working):
        return Role.DEFINITION
    if _only_shows(recorder, followed, working):
        return Role.REPORT
    return Role.UNTAGGED


def _is_noise(node: cst.CSTNode) -> bool:
    """`pass`, which a magic left behind, and strings that are comments."""
    if type(node) is not cst.SimpleStatementLine:
        return False
    for small in node.body:
        if type(small) is not cst.Pass and not (type(small) is cst.Expr and type(small.value) in _TEXTS):
            return False
    return True


def _is_message(node: cst.SimpleStatementLine) -> bool:
    """`print("not installed")`, `raise`: all that is done where an import fails."""
    small = node.body[0]
    if type(small) is cst.Raise:
        return True
    return isinstance(small, cst.Expr) and isinstance(small.value, cst.Call) and called_name(small.value) in _MESSAGES


_MESSAGES = frozenset({"print", "warn", "warning", "info", "error"})
_TEXTS = (cst.SimpleString, cst.ConcatenatedString)


def _only_shows(recorder: Recorder, followed: Followed, working: list[StatementFacts]) -> bool:
    drawing = _statements_with(recorder, EffectKind.PYPLOT)
    if not all(effect.kind in _HARMLESS or _sets_up_figure(effect, drawing) for effect in recorder.effects):
        return False
    own_figures = {name for name, write in followed.writes.items() if write.type == "figure" and name in recorder.binds}
    if any(not change.is_guess and name not in own_figures for name, change in recorder.changes.items()):
        return False
    shows = any(effect.kind in (EffectKind.SHOW, EffectKind.PYPLOT) for effect in recorder.effects)
    figures = any(write.type == "figure" for write in followed.writes.values())
    return (shows or figures or not recorder.binds) and bool(working)


def _sets_up_figure(effect: Effect, drawing: Container[int]) -> bool:
    """Whether it sets options of matplotlib for a figure that the same statement draws."""
    return effect.kind is EffectKind.SET_OPTION and effect.target == "matplotlib" and effect.statement in drawing
