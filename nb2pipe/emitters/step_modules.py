"""PipelinePlan -> `steps/*.py`, one module for the steps of a kind, and `library.py`."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Sequence

import libcst as cst

from nb2pipe.emitters.alternative_imports import with_kept_imports
from nb2pipe.emitters.annotations import Annotations, ModuleNames, imports_of_plan, resolve_annotations
from nb2pipe.emitters.bodies import Body, arguments_of, body_of
from nb2pipe.emitters.frame import Frame, check_imports, definition_statements, frame_of
from nb2pipe.emitters.habits import at_home, habits_of
from nb2pipe.emitters.handed_hints import Hints, handed_hints, with_hints
from nb2pipe.emitters.imports import by_name, from_import, future_statement, import_statements
from nb2pipe.emitters.nodes import BLANK_LINE, docstring, render, with_blank_before
from nb2pipe.emitters.scopes import names_read
from nb2pipe.emitters.step_functions import result_name, step_statements
from nb2pipe.emitters.wording import english_list
from nb2pipe.model.notebook import StepKind
from nb2pipe.model.plan import Definition, Import, PipelinePlan, Step
from nb2pipe.syntax.formulas import names_in_formulas

#: Names whose use makes annotations, or the features that are switched on, matter to what code computes.
_COMPILERS = frozenset({"eval", "exec", "compile"})
_NO_HINTS: Hints = {}


def emit_step_module(plan: PipelinePlan, kind: StepKind) -> bytes:
    """All steps of a kind, in the order in which they run."""
    steps = [step for step in plan.steps if step.kind is kind]
    bodies = [body_of(step) for step in steps]
    frame = frame_of(plan, bodies)
    user_code = [*_of_notebook(frame.definitions), *(s for body in bodies for s in body.statements)]
    features = _future_features(plan, user_code)
    evaluated = "annotations" not in features
    own = frozenset(each.name for each in frame.definitions)
    hints = handed_hints(plan, frame.definitions, unnamable=own if evaluated else frozenset())
    annotations = _annotations(plan, steps, frame, hints, evaluated=evaluated)

    statements = _definitions(frame.definitions, hints, annotations)
    taken = _all_names(bodies, frame)
    for body in bodies:
        result = result_name(body.step, taken)
        taken.add(result)
        statements += step_statements(plan, body, frame, annotations, result=result)

    names = english_list(f"`{step.name}`" for step in steps)
    doc = f"The {kind} step{'s' if len(steps) > 1 else ''} of the pipeline: {names}."
    header = _header(plan, doc, features, frame, annotations, statements)
    return render([*header, *statements])


def emit_library(plan: PipelinePlan) -> bytes:
    """Functions, classes and constants that several steps share."""
    statements = with_kept_imports(_definitions(plan.library))
    user_code = _of_notebook(plan.library)
    imports = list(dict.fromkeys([*plan.library_imports, *(i for each in plan.library for i in each.imports)]))
    check_imports(imports)
    return render(
        [
            docstring("What several steps share.", indent=0),
            *_separated(future_statement(_future_features(plan, user_code))),
            *_separated(_imports_of_code(imports, names_read(statements), statements, package=plan.name)),
            *statements,
        ]
    )


def _of_notebook(definitions: Iterable[Definition]) -> list[cst.BaseStatement]:
    return [each.statement for each in definitions if not each.is_made]


def _future_features(plan: PipelinePlan, user_code: Sequence[cst.BaseStatement]) -> tuple[str, ...]:
    """The notebook's own features; lazy annotations too, where no annotation of the notebook would notice."""
    finder = _AnnotationFinder()
    for statement in user_code:
        statement.visit(finder)
    return plan.future if finder.found else (*plan.future, "annotations")


class _AnnotationFinder(cst.CSTVisitor):
    def __init__(self) -> None:
        super().__init__()
        self.found = False

    def visit_Annotation(self, node: cst.Annotation) -> bool:
        self.found = True
        return False

    def visit_Name(self, node: cst.Name) -> None:
        self.found = self.found or node.value in _COMPILERS


def _annotations(
    plan: PipelinePlan, steps: Sequence[Step], frame: Frame, hints: Hints, *, evaluated: bool
) -> Annotations:
    sources = [each.annotation for step in steps for each in arguments_of(step)]
    sources += [output.annotation for step in steps for output in step.outputs]
    sources += [text for types in hints.values() for text in types.values()]
    elsewhere = {**_classes_of_other_steps(plan, steps, evaluated=evaluated), **imports_of_plan(plan)}
    names = ModuleNames(
        imports=by_name(frame.imports),
        definitions=frozenset(definition.name for definition in frame.definitions),
        elsewhere={name: each for name, each in elsewhere.items() if name not in frame.top_level},
        packages=frozenset(plan.requirements) - frame.top_level,
        any_name=frame.helper("Any"),
        evaluated=evaluated,
    )
    return resolve_annotations(sources, names)


def _classes_of_other_steps(plan: PipelinePlan, steps: Sequence[Step], *, evaluated: bool) -> dict[str, Import]:
    """Classes of the other modules; if they are imported for good, of earlier ones, which import none from here."""
    own = {step.kind for step in steps}
    earlier = list(itertools.takewhile(lambda step: step.kind not in own, plan.steps))
    return {
        each.name: from_import(f"{plan.name}.steps.{step.kind}", each.name)
        for step in (earlier if evaluated else plan.steps)
        if step.kind not in own
        for each in step.definitions
        if isinstance(each.statement, cst.ClassDef)
    }


def _definitions(
    definitions: Iterable[Definition], hints: Hints = _NO_HINTS, annotations: Annotations | None = None
) -> list[cst.BaseStatement]:
    statements: list[cst.BaseStatement] = []
    for definition, statement in definition_statements(definitions):
        if annotations is not None and definition.name in hints:
            types = {name: annotations.of(text) for name, text in hints[definition.name].items()}
            statement = with_hints(statement, types)
        first, *rest = at_home(statement, habits_of(definition.imports))
        blank, *comments = with_blank_before(first).leading_lines  # type: ignore[attr-defined]  # every statement has them
        is_next_constant = bool(statements) and _is_line(first) and _is_line(statements[-1])
        lines = ([blank] if comments else []) if is_next_constant else [BLANK_LINE, blank]
        statements += [first.with_changes(leading_lines=[*lines, *comments]), *rest]
    return statements


def _is_line(statement: cst.BaseStatement) -> bool:
    return isinstance(statement, cst.SimpleStatementLine)


def _header(
    plan: PipelinePlan,
    doc: str,
    features: Sequence[str],
    frame: Frame,
    annotations: Annotations,
    statements: Sequence[cst.BaseStatement],
) -> list[cst.BaseStatement]:
    read = names_read(statements)
    for_annotations = [each for each in sorted(annotations.imports, key=str) if each.binds in read]
    for_types = for_annotations if "annotations" in features else []
    imports = [*frame.imports, *(each for each in frame.helpers.values() if each.binds in read)]
    if for_types:
        imports.append(frame.helpers["TYPE_CHECKING"])
        read |= {frame.helper("TYPE_CHECKING")}
    else:
        imports += for_annotations
    return [
        docstring(doc, indent=0),
        *_separated(future_statement(features)),
        *_separated(_imports_of_code(imports, read, statements, package=plan.name)),
        *_separated(_for_type_checkers(for_types, frame, package=plan.name)),
    ]


def _imports_of_code(
    imports: Sequence[Import], read: Collection[str], statements: Sequence[cst.BaseStatement], *, package: str
) -> list[cst.BaseStatement]:
    in_formulas = frozenset[str]().union(*map(names_in_formulas, statements))
    # Another library's import may register something; a name of the package's own does nothing unread.
    wanted = [each for each in imports if each.binds in read or each.binds in in_formulas or each.root != package]
    unread = {
        each: "a formula uses it" if each.binds in in_formulas else "imported for its effect"
        for each in wanted
        if each.binds not in read
    }
    return import_statements(wanted, package=package, unread=unread)


def _for_type_checkers(imports: Sequence[Import], frame: Frame, *, package: str) -> list[cst.BaseStatement]:
    if not imports:
        return []
    body = import_statements(imports, package=package)
    return [cst.If(cst.Name(frame.helper("TYPE_CHECKING")), cst.IndentedBlock(body))]


def _separated(statements: list[cst.BaseStatement]) -> list[cst.BaseStatement]:
    return [with_blank_before(statements[0]), *statements[1:]] if statements else []


def _all_names(bodies: Sequence[Body], frame: Frame) -> set[str]:
    """Every name that means something anywhere in the module."""
    names = set(frame.top_level) | {each.binds for each in frame.helpers.values()}
    names |= {each.binds for imports in frame.local_imports.values() for each in imports}
    return names.union(*(body.scope.bound | body.scope.free for body in bodies))
