"""PipelinePlan -> `parameters.py`: one frozen dataclass, its defaults those of the parameters cell."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Mapping, Sequence

import libcst as cst

from nb2pipe.emitters.annotations import ModuleNames, imports_of_plan, resolve_annotations
from nb2pipe.emitters.imports import by_name, from_import, import_statements
from nb2pipe.emitters.nodes import (
    annotated,
    call,
    comment_lines,
    docstring,
    dotted,
    render,
    statements_of,
    with_blank_before,
)
from nb2pipe.emitters.scopes import names_read
from nb2pipe.model.ids import VarName
from nb2pipe.model.plan import Import, Parameter, PipelinePlan

_BUILTINS = frozenset(vars(builtins))
_METHODS = '''
class Parameters:
    def __post_init__(self) -> None:
        complete(self)

    @classmethod
    def from_strings(cls, values: Mapping[str, str]) -> "Parameters":
        """Read values from text; the other parameters keep their defaults."""
        return cls(**read(cls, values))
'''


def emit_parameters(plan: PipelinePlan) -> bytes:
    """Every parameter a checked field; what is computed from others follows them unless it is given."""
    names = {parameter.name for parameter in plan.parameters}
    helpers = _helpers(plan, names)
    # A field hides what has its name from the annotations below it in the class.
    hidden = _private_names(plan.parameters)
    annotations = resolve_annotations(
        [parameter.annotation for parameter in plan.parameters],
        ModuleNames(
            imports=by_name(each for parameter in plan.parameters for each in parameter.imports),
            definitions=frozenset(),
            elsewhere=imports_of_plan(plan),
            packages=frozenset(),
            any_name=helpers["Any"].binds,
            evaluated=True,
        ),
    )
    fields = [_field(parameter, annotations.of(parameter.annotation), helpers, hidden) for parameter in plan.parameters]
    if fields:
        fields[0] = with_blank_before(fields[0])
    definition = _class(plan, fields, {name: each.binds for name, each in helpers.items()} | dict(hidden))
    wanted = {each for parameter in plan.parameters for each in parameter.imports} | annotations.imports
    wanted |= {Import(VarName(hidden[each.binds]), each.module, each.member) for each in wanted if each.binds in hidden}
    candidates = [*sorted(wanted, key=str), *helpers.values(), Import(VarName("_builtins"), "builtins", None)]
    read = names_read([definition])
    imports = import_statements([each for each in candidates if each.binds in read], package=plan.name)
    doc = docstring("The parameters of the pipeline; the defaults are the notebook's.", indent=0)
    return render([doc, with_blank_before(imports[0]), *imports[1:], definition])


def _helpers(plan: PipelinePlan, names: set[VarName]) -> Mapping[str, Import]:
    """What the class body needs, under private names where parameters have the public ones."""
    checks = f"{plan.name}.checks"
    modules = {"Any": "typing", "Mapping": "collections.abc", "dataclass": "dataclasses", "field": "dataclasses"}
    modules |= {"complete": checks, "derived": checks, "read": checks}
    return {
        name: from_import(module, name, alias=f"_{name}" if VarName(name) in names else None)
        for name, module in modules.items()
    }


def _private_names(parameters: Sequence[Parameter]) -> Mapping[str, str]:
    """What annotations call a builtin or an import whose name is a parameter's."""
    imported = {each.binds for parameter in parameters for each in parameter.imports}
    names = {parameter.name for parameter in parameters}
    renamed: dict[str, str] = {name: f"_builtins.{name}" for name in names & _BUILTINS}
    return renamed | {name: f"_{name}" for name in names & imported}


def _field(
    parameter: Parameter, annotation: cst.BaseExpression, helpers: Mapping[str, Import], hidden: Mapping[str, str]
) -> cst.BaseStatement:
    default = cst.parse_expression(parameter.default)
    if parameter.derived_from:
        sources = cst.Parameters([cst.Param(cst.Name(name)) for name in parameter.derived_from])
        default = call(cst.Name(helpers["derived"].binds), cst.Lambda(sources, default))
    elif not _is_constant(parameter.default):
        default = call(cst.Name(helpers["field"].binds), default_factory=_factory(default, parameter.default, hidden))
    statement = annotated(parameter.name, _renamed(annotation, hidden), default)
    return statement.with_changes(leading_lines=comment_lines(parameter.comment, marker="#:"))


def _factory(default: cst.BaseExpression, text: str, hidden: Mapping[str, str]) -> cst.BaseExpression:
    """What makes the default anew: of an empty container, its type."""
    empty = {"[]": "list", "{}": "dict"}.get(text)
    return _renamed(cst.Name(empty), hidden) if empty else cst.Lambda(cst.Parameters(), default)


def _class(plan: PipelinePlan, fields: Sequence[cst.BaseStatement], names: Mapping[str, str]) -> cst.ClassDef:
    doc = "What a run of the pipeline can be given." if fields else "This pipeline takes no parameters."
    if any(parameter.derived_from for parameter in plan.parameters):
        doc += "\n\nA `derived` default is computed from other parameters, unless the parameter itself is given."
    template = statements_of(cst.parse_module(_METHODS))[0]
    renamed = template.visit(_Renamer(names))
    methods = renamed.body.body if isinstance(renamed, cst.ClassDef) else ()
    frozen = call(cst.Name(names["dataclass"]), frozen=cst.Name("True"))
    body = [docstring(doc, indent=4), *fields, *(with_blank_before(each) for each in methods)]  # type: ignore[arg-type]  # a block holds statements
    return cst.ClassDef(
        name=cst.Name("Parameters"),
        body=cst.IndentedBlock(body),
        decorators=[cst.Decorator(frozen)],
        leading_lines=[cst.EmptyLine(indent=False), cst.EmptyLine(indent=False)],
    )


_ARITHMETIC = (ast.BinOp, ast.UnaryOp, ast.operator, ast.unaryop, ast.Constant)


def _is_constant(default: str) -> bool:
    """A literal that instances can share, or arithmetic with numbers."""
    try:
        hash(ast.literal_eval(default))
    except (ValueError, TypeError, SyntaxError):
        tree = ast.parse(default, mode="eval").body
        return isinstance(tree, ast.BinOp) and all(isinstance(node, _ARITHMETIC) for node in ast.walk(tree))
    return True


class _Renamer(cst.CSTTransformer):
    """Renames what is looked up, not attributes."""

    def __init__(self, names: Mapping[str, str]) -> None:
        super().__init__()
        self._names = names

    def leave_Attribute(self, original_node: cst.Attribute, updated_node: cst.Attribute) -> cst.Attribute:
        return updated_node.with_changes(attr=original_node.attr)

    def leave_Name(self, original_node: cst.Name, updated_node: cst.Name) -> cst.BaseExpression:
        return dotted(self._names[updated_node.value]) if updated_node.value in self._names else updated_node


def _renamed(expression: cst.BaseExpression, names: Mapping[str, str]) -> cst.BaseExpression:
    result = expression.visit(_Renamer(names))
    return result if isinstance(result, cst.BaseExpression) else expression
