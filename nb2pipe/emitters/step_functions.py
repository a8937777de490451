"""Body and frame -> the step's function, and the type of its result."""

from __future__ import annotations

import re
from collections.abc import Collection

import libcst as cst

from nb2pipe.emitters.annotations import Annotations
from nb2pipe.emitters.bodies import Body, arguments_of
from nb2pipe.emitters.frame import Frame
from nb2pipe.emitters.imports import import_statements
from nb2pipe.emitters.nesting import Place, in_function, variables_through_global
from nb2pipe.emitters.nodes import (
    BLANK_LINE,
    annotated,
    assign,
    call,
    docstring,
    line,
    literal,
    names_tuple,
    with_blank_before,
    without_blank_before,
)
from nb2pipe.emitters.wording import english_list
from nb2pipe.model.plan import GENERATOR_STATES, CopyMethod, InputCopy, Output, PipelinePlan, Step

_INDENT = 4
#: The number of a section.
_NUMBER = re.compile(r"^\d{1,2}(?:\.\d+)*(?:[.):]\s+(?=\D)|\s+(?=[A-Z]))")
#: Methods of tuples that a NamedTuple's field can hide.
_OF_TUPLES = frozenset({"count", "index"})
#: A heading of no more is a label, not a sentence.
_FEW_WORDS = 2
#: More outputs than these are read off the class of the result; the first few stand for them.
_MOST_NAMED, _FEW_NAMES = 8, 4


def step_statements(
    plan: PipelinePlan, body: Body, frame: Frame, annotations: Annotations, *, result: str
) -> list[cst.BaseStatement]:
    """The function of a step and, if it returns several values, the NamedTuple of that name above it."""
    function = _function(plan, body, frame, annotations, result=result)
    if len(body.step.outputs) < 2:
        return [function]
    return [_result_class(body.step, frame, annotations, name=result), function]


def result_name(step: Step, taken: Collection[str]) -> str:
    """`BaselineResult` for `baseline`, or what is free."""
    name = "".join(part[:1].upper() + part[1:] for part in step.function.split("_")) + "Result"
    while name in taken:
        name += "_"
    return name


def result_fields(step: Step) -> tuple[str, ...]:
    """The outputs' names, but without the underscores that a NamedTuple forbids at the start."""
    fields: list[str] = []
    public = {output.name for output in step.outputs if not output.name.startswith("_")}
    for output in step.outputs:
        name: str = output.name.lstrip("_") if output.name.startswith("_") else output.name
        name = name if name.isidentifier() else "value"
        while name in fields or (name in public and name != output.name):
            name += "_"
        fields.append(name)
    return tuple(fields)


def _result_class(step: Step, frame: Frame, annotations: Annotations, *, name: str) -> cst.ClassDef:
    fields = [
        _field(field, annotations.of(output.annotation))
        for field, output in zip(result_fields(step), step.outputs, strict=True)
    ]
    doc = docstring(_doc_of_result(step), indent=_INDENT)
    return cst.ClassDef(
        name=cst.Name(name),
        bases=[cst.Arg(cst.Name(frame.helper("NamedTuple")))],
        body=cst.IndentedBlock([doc, with_blank_before(fields[0]), *fields[1:]]),
        leading_lines=[BLANK_LINE, BLANK_LINE],
    )


def _field(name: str, annotation: cst.BaseExpression) -> cst.SimpleStatementLine:
    field = annotated(name, annotation)
    if name not in _OF_TUPLES:
        return field
    comment = cst.Comment("# type: ignore[assignment]  # hides the method of tuples")
    return field.with_changes(
        trailing_whitespace=cst.TrailingWhitespace(whitespace=cst.SimpleWhitespace("  "), comment=comment)
    )


def _function(
    plan: PipelinePlan, body: Body, frame: Frame, annotations: Annotations, *, result: str
) -> cst.FunctionDef:
    step = body.step
    place = Place(plan.notebook, step.cells[0] if step.cells else -1)
    start = _start(plan, body, frame)
    written = in_function(body.statements, body.scope, module_names=frame.top_level, place=place)
    end = _return(step, frame, result)
    statements = [*start, *written]
    if statements:
        statements[0] = without_blank_before(statements[0])
    if end is not None:
        end = end.with_changes(leading_lines=body.trailing)
        statements.append(end)
    arguments = [_param(each.name, annotations.of(each.annotation)) for each in arguments_of(step)]
    doc = docstring(_doc_of(step), indent=_INDENT)
    return cst.FunctionDef(
        name=cst.Name(step.function),
        params=cst.Parameters(arguments),
        returns=cst.Annotation(_returned(step, annotations, result)),
        body=cst.IndentedBlock([doc, *statements], footer=() if end is not None else body.trailing),
        asynchronous=cst.Asynchronous() if step.is_async else None,
        leading_lines=[BLANK_LINE, BLANK_LINE],
    )


def _start(plan: PipelinePlan, body: Body, frame: Frame) -> list[cst.BaseStatement]:
    """What must be in place before the notebook's code: imports, hidden names, declarations, copies."""
    step, scope = body.step, body.scope
    statements = import_statements(frame.local_imports[step.name], package=plan.name)
    for name in frame.hidden_definitions[step.name]:
        outer = cst.Subscript(
            call(cst.Name("globals")), [cst.SubscriptElement(cst.Index(cst.SimpleString(f'"{name}"')))]
        )
        statements.append(assign(cst.Name(name), outer))
    for name in frame.hidden_builtins[step.name]:
        outer_builtin = cst.Attribute(cst.Name(frame.helper("builtins")), cst.Name(name))
        statements.append(assign(cst.Name(name), outer_builtin))
    # A bare annotation makes the variable one of this function, so that `nonlocal` in a nested one finds it.
    through_global = variables_through_global(scope, frame.top_level)
    for variable in sorted(through_global.union(step.declared) - scope.bound):
        statements.append(annotated(variable, cst.Name(frame.helper("Any"))))
    statements += [_copy(each, frame) for each in step.copies]
    return statements


def _copy(each: InputCopy, frame: Frame) -> cst.SimpleStatementLine:
    target = names_tuple(each.names)
    if each.method is CopyMethod.COPY and len(each.names) == 1:
        return assign(target, call(cst.Attribute(cst.Name(each.names[0]), cst.Name("copy"))))
    values = names_tuple(each.names, parenthesized=True)
    if each.method is CopyMethod.PICKLE:
        pickle = cst.Name(frame.helper("pickle"))
        stored = call(cst.Attribute(pickle, cst.Name("dumps")), values)
        return assign(target, call(cst.Attribute(pickle, cst.Name("loads")), stored))
    return assign(target, call(cst.Attribute(cst.Name(frame.helper("copy")), cst.Name("deepcopy")), values))


def _return(step: Step, frame: Frame, result: str) -> cst.SimpleStatementLine | None:
    values = [_value(output, frame) for output in step.outputs]
    if not values:
        return None
    return line(cst.Return(values[0] if len(values) == 1 else call(cst.Name(result), *values)))


def _value(output: Output, frame: Frame) -> cst.BaseExpression:
    """What is returned: a variable, or a function with variables bound to it."""
    if not output.binds:
        return cst.Name(output.name)
    bound = {name: cst.parse_expression(source) for name, source in output.binds.items()}
    return call(cst.Name(frame.helper("partial")), cst.Name(output.name), **bound)


def _returned(step: Step, annotations: Annotations, result: str) -> cst.BaseExpression:
    if not step.outputs:
        return literal(None)
    return annotations.of(step.outputs[0].annotation) if len(step.outputs) == 1 else cst.Name(result)


def _param(name: str, annotation: cst.BaseExpression) -> cst.Param:
    return cst.Param(cst.Name(name), cst.Annotation(annotation))


def _doc_of(step: Step) -> str:
    """What the markdown says of the step; a heading such as `2 Data` says nothing that its name does not."""
    heading, _, rest = _NUMBER.sub("", step.doc, count=1).partition("\n\n")
    if len(heading.split()) > _FEW_WORDS or (not rest and " " in heading):
        return f"{heading}\n\n{rest}" if rest else heading
    return rest or _default_doc(step)


def _doc_of_result(step: Step) -> str:
    shown: dict[str, list[str]] = {}
    for field, output in zip(result_fields(step), step.outputs, strict=True):
        if output.shows is not None:
            shown.setdefault(output.shows, []).append(f"`{field}`")
    lines = [
        f"{english_list(fields)} {'is' if len(fields) == 1 else 'are'} `{variable}` as the notebook shows it, "
        "before the step changes it."
        for variable, fields in shown.items()
    ]
    return "\n\n".join([f"What `{step.function}` returns.", *(["\n".join(lines)] if lines else [])])


def _default_doc(step: Step) -> str:
    states = GENERATOR_STATES.values()
    names = [f"`{each.name}`" for each in step.outputs if each.name not in states and each.shows is None]
    if len(names) > _MOST_NAMED:
        return f"Compute {english_list(names[:_FEW_NAMES])}, among others."
    return f"Compute {english_list(names)}." if names else f"Run the step `{step.name}` for its effects."
