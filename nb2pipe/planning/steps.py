"""Segments -> steps: inputs, outputs, copies, statements in order, and what stands at the top of the module."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from nb2pipe.model.accesses import Write, WriteKind
from nb2pipe.model.analysis import CellFacts
from nb2pipe.model.ids import StepName, VarName
from nb2pipe.model.plan import (
    GENERATOR_STATES,
    CopyMethod,
    Input,
    InputCopy,
    Output,
    Parameter,
    Step,
)
from nb2pipe.planning.annotations import annotation_for
from nb2pipe.planning.body_names import (
    MODULE_FILE,
    awaits,
    bound_names,
    declared_global,
    shadowed_builtins_of,
    used_names,
)
from nb2pipe.planning.copying import answers_everything
from nb2pipe.planning.fragments import fragments_of, imports_of_copies, with_generators, with_unbound_as_none
from nb2pipe.planning.helpers import offered_definitions
from nb2pipe.planning.lifting import offered_output, with_offers
from nb2pipe.planning.ordering import order_of
from nb2pipe.planning.outputs import is_maybe_unbound
from nb2pipe.planning.prose import doc_above
from nb2pipe.planning.segments import Segment
from nb2pipe.planning.step_imports import imports_of_code
from nb2pipe.planning.workshop import Workshop


def build_step(shop: Workshop, position: int) -> Step:
    """One step, ready to be written."""
    segment, name = shop.segments[position], shop.names[position]
    cells = [shop.analysis.cells[index] for index in segment.cells]
    fragments = fragments_of(shop, position, segment, cells)
    fragments = with_unbound_as_none(shop, segment, fragments, shop.outputs[position])
    fragments, states = with_generators(shop, segment, fragments, shop.outputs[position])
    inputs, parameters = _inputs(shop, segment)
    used = used_names(fragments)
    imports = imports_of_code(shop, used, segment.cells, fragments)
    bound = bound_names(fragments)
    taken = {i.name for i in inputs} | {p.name for p in parameters}
    outputs = _outputs(shop, position)
    offers = [offer for cell in segment.cells for offer in shop.offers.of_cell(cell)]
    return Step(
        name=name,
        kind=segment.tag.kind,
        function=name,
        cells=tuple(segment.cells),
        inputs=inputs,
        parameters=parameters,
        outputs=(*outputs, *map(offered_output, offers)),
        artifacts=with_offers(_files_of(_artifacts(shop, segment, shop.outputs[position]), outputs), offers),
        copies=_copies(shop, segment, cells, taken),
        after=_after(shop, position),
        imports=tuple(sorted({*imports, *states, *imports_of_copies(shop, position)})),
        definitions=tuple(
            each
            for offer in offers
            if not shop.definitions.is_closed(offer.function.name)
            for each in offered_definitions(offer, shop.definitions)
        ),
        from_library=(),
        preamble=(),
        body=tuple(fragments),
        doc=doc_above(shop.analysis.notebook.cells, segment.cells[0]),
        is_async=any(awaits(node) for fragment in fragments for node in fragment.statements),
        shadowed_builtins=shadowed_builtins_of(fragments, taken),
        declared=tuple(
            sorted(VarName(n) for n in (declared_global(fragments) | ({MODULE_FILE} & used)) - bound - taken)
        ),
    )


def _inputs(shop: Workshop, segment: Segment) -> tuple[tuple[Input, ...], tuple[Parameter, ...]]:
    inputs: list[Input] = []
    parameters: list[Parameter] = []
    order = {name: index for index, name in enumerate(shop.parameters)}
    for name, producer in sorted(segment.taken.items(), key=lambda item: order_of(shop.analysis, *item)):
        if producer in shop.parameter_cells and name in shop.parameters:
            parameters.append(shop.parameters[name])
        elif producer in shop.of_cell:
            source = shop.of_cell[producer]
            write = shop.analysis.cells[producer].writes.get(name)
            annotation = (
                annotation_for(write, shop.definitions, shop.analysis.cells[producer]) if write is not None else "Any"
            )
            inputs.append(Input(GENERATOR_STATES.get(name, name), shop.names[source], annotation))
    return tuple(inputs), tuple(sorted(parameters, key=lambda p: order[p.name]))


def _outputs(shop: Workshop, position: int) -> tuple[Output, ...]:
    """The outputs, and versions that are only shown, in the order in which they are made."""
    segment, analysis = shop.segments[position], shop.analysis
    made = [
        (order_of(analysis, n, segment.held[n]), Output(GENERATOR_STATES.get(n, n), _annotation(shop, segment, n)))
        for n in shop.outputs[position]
    ]
    for each in shop.kept.get(position, ()):
        write = analysis.cells[each.made_in].writes[each.name]
        made.append(
            (
                order_of(analysis, each.name, each.made_in),
                Output(
                    each.output, annotation_for(write, shop.definitions, analysis.cells[each.made_in]), shows=each.name
                ),
            )
        )
    return tuple(output for _, output in sorted(made, key=lambda pair: pair[0]))


def _files_of(artifacts: tuple[tuple[VarName, ...], ...], outputs: Sequence[Output]) -> tuple[tuple[VarName, ...], ...]:
    """The same, with a file for each output that shares nothing with the others."""
    stored = {name for group in artifacts for name in group}
    return (*artifacts, *((output.name,) for output in outputs if output.name not in stored))


def _annotation(shop: Workshop, segment: Segment, name: VarName) -> str:
    write = shop.analysis.cells[segment.held[name]].writes.get(name) if name in segment.held else None
    if write is None:
        return "Any"
    annotation = annotation_for(write, shop.definitions, shop.analysis.cells[segment.held[name]])
    has_none = annotation == "Any" or annotation.endswith("| None")
    is_optional = not has_none and is_maybe_unbound(shop.analysis, name, segment.held[name])
    return f"{annotation} | None" if is_optional else annotation


def _artifacts(shop: Workshop, segment: Segment, outputs: Sequence[VarName]) -> tuple[tuple[VarName, ...], ...]:
    groups: list[list[VarName]] = []
    for name in outputs:
        write = _last_write(shop, segment, name)
        shared = write.shares_with if write is not None else frozenset()
        joined = [g for g in groups if any(n in shared or name in _shared(shop, segment, n) for n in g)]
        merged = [n for group in joined for n in group] + [name]
        groups = [g for g in groups if g not in joined] + [merged]
    return tuple(tuple(VarName(GENERATOR_STATES.get(n, n)) for n in group) for group in groups)


def _shared(shop: Workshop, segment: Segment, name: VarName) -> AbstractSet[VarName]:
    write = _last_write(shop, segment, name)
    return write.shares_with if write is not None else frozenset()


def _last_write(shop: Workshop, segment: Segment, name: VarName) -> Write | None:
    cell = segment.held.get(name)
    return shop.analysis.cells[cell].writes.get(name) if cell is not None else None


def _copies(shop: Workshop, segment: Segment, cells: Sequence[CellFacts], taken: set[VarName]) -> tuple[InputCopy, ...]:
    """Inputs that the step changes, each with those that came in one artifact with it: they may share objects."""
    changed: set[VarName] = set()
    rebound: set[VarName] = set()
    types: dict[VarName, str] = {}
    for facts in cells:
        found = {
            name
            for name, write in facts.writes.items()
            if write.kind in (WriteKind.MUTATE, WriteKind.ALIAS) or write.is_changed
        }
        for name in sorted(((found | facts.changed_inputs) & taken) - rebound):
            changed.add(name)
            write = facts.writes.get(name)
            types.setdefault(name, _type_given(shop, segment, name) or _type_changed(write))
        rebound |= {name for name, write in facts.writes.items() if _is_new(write)}
    together = _input_groups(shop, segment)
    own = {name for name, producer in segment.taken.items() if producer in shop.parameter_cells}
    for name in changed & own & set(shop.parameters):
        write = next((f.writes[name] for f in cells if name in f.writes), None)
        together[name] = {name} | (set(write.shares_with) & own if write is not None else set())
    groups = {tuple(sorted(together.get(name, {name}) & taken)) for name in changed}
    return tuple(InputCopy(group, _method(shop, segment, set(group), types)) for group in sorted(groups))


def _type_given(shop: Workshop, segment: Segment, name: VarName) -> str:
    """The type of the value that the step is given, where that is sure."""
    write = shop.analysis.cells[segment.taken[name]].writes.get(name)
    return write.type if write is not None and write.certain and write.is_exact else ""


def _type_changed(write: Write | None) -> str:
    return write.type if write is not None and write.kind is not WriteKind.BIND else ""


def _is_new(write: Write) -> bool:
    """The name stands for an object that the step has not been given."""
    return write.kind is WriteKind.BIND and not (write.passes or write.is_changed or write.keeps_old)


def _input_groups(shop: Workshop, segment: Segment) -> dict[VarName, set[VarName]]:
    """Input -> the inputs that one artifact brings with it."""
    groups: dict[VarName, set[VarName]] = {}
    for source in {shop.of_cell[p] for p in segment.taken.values() if p in shop.of_cell}:
        for artifact in _artifacts(shop, shop.segments[source], [VarName(n) for n in shop.outputs[source]]):
            own = {n for n in artifact if segment.taken.get(n) in shop.segments[source].cells}
            groups.update(dict.fromkeys(own, own))
    return groups


def _method(shop: Workshop, segment: Segment, group: set[VarName], types: Mapping[VarName, str]) -> CopyMethod:
    if len(group) == 1 and types.get(next(iter(group))) in ("DataFrame", "Series", "ndarray"):
        return CopyMethod.COPY
    found = (shop.analysis.cells[segment.taken[name]].writes.get(name) for name in group)
    given = [write for write in found if write is not None]
    held = {name for write in given for name in write.holds}
    is_whole_in_pickle = any(write.needs_pickle for write in given)
    is_whole_in_pickle = is_whole_in_pickle or any(answers_everything(name, shop.definitions) for name in held)
    return CopyMethod.PICKLE if is_whole_in_pickle else CopyMethod.DEEPCOPY


def _after(shop: Workshop, position: int) -> tuple[StepName, ...]:
    segment = shop.segments[position]
    given = {shop.of_cell[p] for p in segment.taken.values() if p in shop.of_cell}
    earlier = {shop.of_cell[p] for c in segment.cells for p in shop.needs[c].after if p in shop.of_cell}
    return tuple(shop.names[i] for i in sorted(earlier - given - {position}))
