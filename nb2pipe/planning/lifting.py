"""A function that uses variables of the notebook -> one that takes them as keyword-only parameters."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import libcst as cst

from nb2pipe.model.ids import VarName
from nb2pipe.model.plan import Definition, Import, Output
from nb2pipe.planning.defined import Defined
from nb2pipe.planning.definitions import Definitions
from nb2pipe.planning.lambdas import function_in
from nb2pipe.planning.offers import Offer
from nb2pipe.syntax.lines import on_own_line


def offered_output(offer: Offer) -> Output:
    """What the step returns: the function, with the variables bound to it."""
    bound = {name: str(name) for name in offer.bound}
    return Output(offer.function.name, "Callable[..., Any]", binds={**bound, **offer.defaults})


def with_offers(artifacts: Sequence[tuple[VarName, ...]], offers: Sequence[Offer]) -> tuple[tuple[VarName, ...], ...]:
    """The outputs parted into files: a function stands with the outputs that are bound to it."""
    parted = tuple(artifacts)
    for offer in offers:
        parted = with_function(parted, offer.function.name, offer.values)
    return parted


def with_function(
    artifacts: Sequence[tuple[VarName, ...]], function: VarName, values: Iterable[VarName]
) -> tuple[tuple[VarName, ...], ...]:
    """The same with one more function, in the file of the outputs that are bound to it."""
    order = {name: place for place, name in enumerate(name for group in artifacts for name in group)}
    order[function] = len(order)
    joined = [group for group in artifacts if {*group} & {*values}]
    groups = [group for group in artifacts if group not in joined]
    together = {function, *(name for group in joined for name in group)}
    return tuple(sorted([*groups, tuple(sorted(together, key=order.__getitem__))], key=lambda group: order[group[0]]))


def offered_definition(offer: Offer, definitions: Definitions) -> Definition:
    """The function as it stands at the top level of the step's module."""
    needs: set[VarName] = set()
    imports: set[Import] = set()
    helpers = {helper.name for helper in offer.helpers}
    for defined in (offer.function, *offer.helpers):
        needed, imported = definitions.needs_of(defined.name)
        needs |= {name for name in needed if name not in helpers and name not in offer.values}
        imports |= set(imported)
    order = sorted(imports, key=lambda item: (item.module, item.binds))
    own = offer.function
    return Definition(own.name, _lifted(offer), own.cell, tuple(sorted(needs)), tuple(order), place=own.statement)


def _lifted(offer: Offer) -> cst.BaseStatement:
    node = function_in(on_own_line(offer.function.node))
    assert node is not None  # it is a function that is offered
    return lifted(node.with_changes(body=_body(node.body, offer.helpers)), offer.bound, computed=offer.defaults)


def lifted(node: cst.FunctionDef, variables: Sequence[VarName], *, computed: Collection[str] = ()) -> cst.FunctionDef:
    """The function with the variables, and the parameters whose defaults are computed, behind `*`."""
    return node.with_changes(params=with_keywords(node.params, variables, computed=computed))


def with_keywords(
    parameters: cst.Parameters, variables: Sequence[str], *, computed: Collection[str] = ()
) -> cst.Parameters:
    """The same with the variables behind `*`, and those parameters whose defaults are computed."""
    names = [each.name.value for each in parameters.params]
    first = next((place for place, name in enumerate(names) if name in computed), len(names))
    kept, moved = parameters.params[:first], parameters.params[first:]
    keywords = [_without_default(each, computed) for each in (*parameters.kwonly_params, *moved)]
    keywords += [cst.Param(cst.Name(name)) for name in variables]
    if not keywords:
        return parameters
    comma = cst.Comma(whitespace_after=cst.SimpleWhitespace(" "))
    last = cst.MaybeSentinel.DEFAULT if parameters.star_kwarg is None else comma
    keywords = [*(each.with_changes(comma=comma) for each in keywords[:-1]), keywords[-1].with_changes(comma=last)]
    return parameters.with_changes(params=[each.with_changes(comma=comma) for each in kept], kwonly_params=keywords)


def _without_default(parameter: cst.Param, computed: Collection[str]) -> cst.Param:
    if parameter.name.value not in computed:
        return parameter
    return parameter.with_changes(default=None, equal=cst.MaybeSentinel.DEFAULT)


def _body(body: cst.BaseSuite, helpers: Sequence[Defined]) -> cst.BaseSuite:
    """The helpers first, below the docstring."""
    if not helpers:
        return body
    statements = _statements(body)
    documented = 1 if _is_docstring(statements[0]) else 0
    doc, rest = statements[:documented], statements[documented:]
    nested = [_below_blank_line(on_own_line(helper.node)) for helper in helpers]
    if not doc:
        nested[0] = nested[0].with_changes(leading_lines=nested[0].leading_lines[1:])  # type: ignore[attr-defined]  # set above
    return cst.IndentedBlock([*doc, *nested, *map(_below_blank_line, rest[:1]), *rest[1:]])


def _statements(body: cst.BaseSuite) -> list[cst.BaseStatement]:
    """The statements of a block, or those of `def f(x): return x`."""
    if isinstance(body, cst.SimpleStatementSuite):
        return [cst.SimpleStatementLine(body.body)]
    return [each for each in body.body if isinstance(each, cst.BaseStatement)]


def _is_docstring(statement: cst.BaseStatement) -> bool:
    return (
        isinstance(statement, cst.SimpleStatementLine)
        and isinstance(statement.body[0], cst.Expr)
        and isinstance(statement.body[0].value, (cst.SimpleString, cst.ConcatenatedString))
    )


def _below_blank_line(statement: cst.BaseStatement) -> cst.BaseStatement:
    comments = [each for each in getattr(statement, "leading_lines", ()) if each.comment is not None]
    return statement.with_changes(leading_lines=[cst.EmptyLine(indent=False), *comments])
