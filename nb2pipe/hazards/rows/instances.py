"""Objects of the notebook's classes: what their attributes hold, and what their methods do with rows."""

from __future__ import annotations

from collections.abc import Mapping

import libcst as cst

from nb2pipe.hazards.rows.following import Following
from nb2pipe.hazards.rows.given import Given
from nb2pipe.hazards.rows.values import NOTHING, Instance, Routine, Value
from nb2pipe.syntax.scopes import dotted_name

#: Methods of what stands for a model, a layer or a set of rows by itself.
_OF_MODELS = {"fit", "transform", "fit_transform", "predict", "forward", "call", "__call__", "__getitem__", "__iter__"}


def methods_of(node: cst.ClassDef, cell: int, known: Mapping[str, Mapping[str, Routine]]) -> dict[str, Routine]:
    """The methods of a class whose objects are followed; none where it stands for a model or has bases unknown here."""
    bases = [dotted_name(base.value) for base in node.bases]
    own = {each.name.value: Routine(each, cell) for each in node.body.body if isinstance(each, cst.FunctionDef)}
    if not all(base in known for base in bases) or not _OF_MODELS.isdisjoint(own):
        return {}
    return {name: method for methods in (*(known[base] for base in bases), own) for name, method in methods.items()}


def call_of_own_class(lineage: Following, given: Given) -> Value | None:
    """What a call gives that makes such an object, or that calls a method of one; None for any other."""
    if isinstance(given.receiver, Instance) and given.name in given.receiver.methods:
        return _call_method(lineage, given.receiver, given.receiver.methods[given.name], given)
    methods = lineage.methods(given.name) if isinstance(given.node.func, cst.Name) else {}
    if not methods:
        return None
    made = Instance(methods)
    if "__init__" in methods:
        _call_method(lineage, made, methods["__init__"], given)
    return made


def _call_method(lineage: Following, instance: Instance, method: Routine, given: Given) -> Value:
    is_static = "staticmethod" in _decorators(method)
    return lineage.run(method, given.positional if is_static else (instance, *given.positional), given.keywords)


def attribute_of(lineage: Following, instance: Instance, name: str) -> Value:
    """What an attribute holds, or a property gives."""
    method = instance.methods.get(name)
    if method is not None and "property" in _decorators(method):
        return lineage.run(method, (instance,), {})
    return instance.attributes.get(name, NOTHING)


def held(lineage: Following, node: cst.BaseExpression) -> Value | None:
    """What a variable, or an attribute of such an object, holds; None if nothing here has bound it."""
    match node:
        case cst.Name(value=name):
            return lineage.bound(name)
        case cst.Attribute(value=cst.Name(value=name), attr=cst.Name(value=attribute)):
            owner = lineage.bound(name)
            return owner.attributes.get(attribute) if isinstance(owner, Instance) else None
    return None


def _decorators(method: Routine) -> list[str]:
    decorators = method.node.decorators if isinstance(method.node, cst.FunctionDef) else ()
    return [dotted_name(each.decorator).rpartition(".")[2] for each in decorators]
