"""ParsedNotebook and Analysis -> PipelinePlan, or the findings that say why there can be none."""

from __future__ import annotations

import keyword
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from nb2pipe.errors import Refused
from nb2pipe.model.accesses import BindingKind
from nb2pipe.model.analysis import Analysis, Role
from nb2pipe.model.code import ParsedNotebook
from nb2pipe.model.effects import EffectKind
from nb2pipe.model.findings import Finding
from nb2pipe.model.ids import StepName, VarName
from nb2pipe.model.notebook import CellType
from nb2pipe.model.plan import Parameter, PipelinePlan, Step
from nb2pipe.planning.blockers import blockers, guarded_notices
from nb2pipe.planning.body_names import used_names
from nb2pipe.planning.definitions import Definitions
from nb2pipe.planning.early_values import with_early_values
from nb2pipe.planning.handing import free_functions
from nb2pipe.planning.hidden_draws import with_hidden_draws
from nb2pipe.planning.leftovers import STUCK, leftovers
from nb2pipe.planning.library import place_definitions
from nb2pipe.planning.log_handlers import with_guarded_handlers
from nb2pipe.planning.missing_results import missing_results
from nb2pipe.planning.needs import Need, demands, needs_of_cells
from nb2pipe.planning.notices import fused_notice, leftover_notice, report_notice, split_notices
from nb2pipe.planning.offers import Offers, find_offers
from nb2pipe.planning.ordering import order_of
from nb2pipe.planning.outputs import wanted_values
from nb2pipe.planning.parameter_effects import hand_parameters
from nb2pipe.planning.parameters import injected_values, parameters_of
from nb2pipe.planning.path_order import keep_file_order
from nb2pipe.planning.problems import Obstacle, obstacles
from nb2pipe.planning.prose import file_name, title_of
from nb2pipe.planning.records import cell_records, optional_requirements, requirements_of
from nb2pipe.planning.registries import with_registries
from nb2pipe.planning.segments import Fused, Segment, make_segments, step_names
from nb2pipe.planning.served import serve_called_functions
from nb2pipe.planning.shared_settings import share_settings
from nb2pipe.planning.state import Setting, late_imports, seeds_of, settings_of
from nb2pipe.planning.steps import build_step
from nb2pipe.planning.texts import texts_of_parameters
from nb2pipe.planning.timeline import Timeline, steps_of
from nb2pipe.planning.twin import twin_cells
from nb2pipe.planning.twin_settings import place_settings
from nb2pipe.planning.twin_setup import code_of, stands_alone, twin_setup
from nb2pipe.planning.workshop import Workshop
from nb2pipe.syntax.free_names import free_names

NO_EXPORTS: Mapping[str, frozenset[str]] = {}


def find_blockers(
    parsed: ParsedNotebook, analysis: Analysis, *, star_exports: Mapping[str, frozenset[str]] = NO_EXPORTS
) -> tuple[Finding, ...]:
    """Everything for which `make_plan` would raise `Refused`, without making the plan."""
    return tuple(_look(parsed, analysis, star_exports).blocking)


def make_plan(
    parsed: ParsedNotebook, analysis: Analysis, *, name: str, star_exports: Mapping[str, frozenset[str]] = NO_EXPORTS
) -> PipelinePlan:
    """Make the pipeline of a tagged notebook.

    Raises `Refused` with the findings where no pipeline is sure to compute what the notebook computes.
    """
    seen = _look(parsed, analysis, star_exports)
    if seen.blocking:
        raise Refused(parsed.notebook.path, tuple(seen.blocking))
    analysis, settings, definitions = seen.analysis, seen.settings, seen.definitions
    needs, wanted, given = seen.needs, seen.wanted, seen.given
    barriers = {setting.cell for setting in settings if setting.in_step and setting.moves_generators}
    segments, fused = _segments(analysis, seen.timeline, definitions, needs, given, barriers)
    names = [StepName(n) for n in step_names(segments)]
    parameters: dict[str, Parameter] = {p.name: p for p in parameters_of(parsed, analysis, definitions)}
    hand_parameters(segments[0], analysis, settings, parameters)
    shop = Workshop(
        parsed,
        analysis,
        definitions,
        needs,
        settings,
        parameters,
        segments,
        names,
        [
            _outputs(analysis, segment, wanted, _kept_inside(segment, fused, given, analysis, definitions))
            for segment in segments
        ],
        seen.offers,
        {cell: i for i, segment in enumerate(segments) for cell in segment.cells},
        frozenset(f.index for f in analysis.cells if f.role is Role.PARAMETERS),
    )
    return _assemble(shop, name, fused)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What cells need of each other, before they are grouped into steps."""

    analysis: Analysis
    timeline: Timeline
    settings: tuple[Setting, ...]
    definitions: Definitions
    needs: dict[int, Need]
    wanted: dict[int, set[VarName]]
    given: dict[int, dict[VarName, int]]
    offers: Offers
    blocking: list[Finding]


def _look(parsed: ParsedNotebook, analysis: Analysis, star_exports: Mapping[str, frozenset[str]]) -> _Seen:
    analysis, definitions = with_registries(
        with_guarded_handlers(with_early_values(with_hidden_draws(analysis))), star_exports, late_imports(analysis)
    )
    timeline = Timeline(analysis)
    settings = settings_of(analysis)
    offers = find_offers(analysis, timeline, definitions)
    needs = needs_of_cells(analysis, timeline, definitions, settings, seeds_of(analysis), offers)
    wanted = wanted_values(parsed, analysis, timeline, definitions)
    given = demands(analysis, timeline, needs, wanted, settings)
    blocking = blockers(parsed, analysis, timeline, definitions, needs, given, settings, star_exports)
    return _Seen(analysis, timeline, settings, definitions, needs, wanted, given, offers, blocking)


def _segments(
    analysis: Analysis,
    timeline: Timeline,
    definitions: Definitions,
    needs: Mapping[int, Need],
    given: dict[int, dict[VarName, int]],
    barriers: Collection[int],
) -> tuple[list[Segment], list[Obstacle]]:
    """Steps, and what made some of them be fused: repeated until nothing has to cross that cannot."""
    cells = steps_of(analysis)
    after = {cell: need.after for cell, need in needs.items()}
    only_set = {cell: need.only_set for cell, need in needs.items()}
    fused: list[Obstacle] = []
    ranges: list[Fused] = []
    while True:
        segments = make_segments(cells, given, after, ranges, barriers, only_set)
        if keep_file_order(analysis, segments, after):
            continue
        new = [
            o
            for o in obstacles(analysis, timeline, definitions, needs, given, segments)
            if (o.first, o.last) not in ranges
        ]
        if not new:
            return segments, fused
        fused.append(new[0])
        ranges = _merged([*ranges, (new[0].first, new[0].last)])


def _merged(ranges: Sequence[Fused]) -> list[Fused]:
    merged: list[Fused] = []
    for first, last in sorted(ranges):
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return [*merged, *(r for r in ranges if r not in merged)]


def _kept_inside(
    segment: Segment,
    fused: Sequence[Obstacle],
    given: Mapping[int, Mapping[VarName, int]],
    analysis: Analysis,
    definitions: Definitions,
) -> set[VarName]:
    """Values that cells of a fused step hand to each other: the user meant them to be seen."""
    names: set[VarName] = set()
    for obstacle in fused:
        inside = [cell for cell in segment.cells if obstacle.first <= cell <= obstacle.last]
        for cell in inside:
            for name, producer in given.get(cell, {}).items():
                write = analysis.cells[producer].writes.get(name)
                if producer not in segment.cells or segment.held.get(name) != producer or write is None:
                    continue
                if (
                    not definitions.why_held(write.holds)
                    and not write.uncrossable
                    and write.binding is not BindingKind.IMPORT
                    and write.certain
                    and not write.maybe_unbound
                    and not name.startswith("random:")
                ):
                    names.add(name)
    return names


def _outputs(
    analysis: Analysis, segment: Segment, wanted: Mapping[int, set[VarName]], kept: set[VarName]
) -> tuple[VarName, ...]:
    """What others take, and what is wanted, as it is when the step ends; in the order in which it was made."""
    names = {name for name, producer in segment.given} | kept
    for cell in segment.cells:
        names |= {n for n in wanted.get(cell, ()) if segment.held.get(n) == cell}
    return tuple(sorted(names & segment.held.keys(), key=lambda n: order_of(analysis, n, segment.held[n])))


def _assemble(shop: Workshop, name: str, fused: Sequence[Obstacle]) -> PipelinePlan:
    parsed, analysis = shop.parsed, shop.analysis
    places = twin_cells(
        parsed, analysis, Timeline(analysis), shop.segments, shop.names, shop.outputs, shop.definitions, shop.offers
    )
    shop = replace(shop, kept=places.kept, drawn=places.drawn)
    steps = tuple(build_step(shop, position) for position in range(len(shop.segments)))
    steps, freed = free_functions(shop, steps)
    steps = serve_called_functions(shop, steps, freed)
    shared = share_settings(shop, steps)
    steps, library, library_imports = place_definitions(shop, shared.steps, (*freed, *shared.functions))
    steps = tuple(step for step in steps if step.body or step.outputs)
    kept = {step.name for step in steps}
    reasons = places.left_out
    twin = tuple(cell for cell in places.cells if cell.step is None or cell.step in kept)
    reports = [
        f.index
        for f in analysis.cells
        if f.role is Role.REPORT and f.type is CellType.CODE and f.index not in reasons and f.index in shop.needs
    ]
    settings = place_settings(
        twin,
        [each for each in shop.settings if not each.is_mixed],
        of_steps={step.name: shared.of_step(shop, step) for step in steps},
        can_stand_alone=lambda setting: stands_alone(parsed, shop.definitions, setting),
        code=lambda setting: code_of(parsed, setting.cell, setting.node),
    )
    undefined = leftovers(shop, steps, library, reports, places.displays)
    findings: list[Finding] = [
        *split_notices(shop.segments, shop.names),
        *(fused_notice(obstacle) for obstacle in fused),
        *guarded_notices(parsed, analysis),
        *(report_notice(cell, reason) for cell, reason in sorted(reasons.items())),
        *missing_results(shop, steps),
        *texts_of_parameters(steps),
        *injected_values(parsed, analysis),
        *(
            leftover_notice(cell, name, reason, is_for_serving=(cell, name) in shop.offers.kept_back or reason == STUCK)
            for cell, names in undefined.items()
            for name, reason in names.items()
        ),
    ]
    notebook = parsed.notebook
    return PipelinePlan(
        name=name,
        notebook=file_name(notebook.path),
        notebook_digest=notebook.digest,
        title=title_of(notebook.cells, name),
        parameters=tuple(shop.parameters.values()),
        steps=_named_functions(steps),
        library=library,
        library_imports=library_imports,
        future=_future(shop.definitions),
        cells=cell_records(shop, places, undefined, kept),
        twin=settings.cells,
        twin_setup=twin_setup(
            parsed,
            analysis,
            shop.definitions,
            shop.needs,
            shop.settings,
            reports,
            places.displays.values(),
            {made.name: step.cells[-1] for step in steps for made in step.outputs if made.binds is not None},
            settings.first,
        ),
        requirements=requirements_of(shop, steps, library_imports),
        uses_pyplot=any(f.closes_figures for s in steps for f in s.body),
        findings=tuple(findings),
        optional_requirements=optional_requirements(shop),
        bound=frozenset(name for facts in analysis.cells for name in facts.writes),
        reads_files=any(
            e.kind is EffectKind.READ_FILE for s in steps for c in s.cells for e in analysis.cells[c].effects
        ),
    )


def _future(definitions: Definitions) -> tuple[str, ...]:
    found = {i.item.member for group in definitions.imported.values() for i in group if i.item.module == "__future__"}
    return tuple(sorted(member for member in found if member))


def _named_functions(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """Give a step's function another name where the step's own would hide something that its module uses."""
    renamed: list[Step] = []
    for step in steps:
        siblings = [other for other in steps if other.kind is step.kind]
        used: set[str] = set()
        for other in siblings:
            used |= used_names(other.body) | {i.binds for i in other.imports} | set(other.from_library)
            used |= {d.name for d in other.definitions}
            used |= {n for d in other.definitions for n in free_names([d.statement]).all}
        name = step.function
        used |= {other.function for other in siblings if other is not step}
        while name in used or keyword.iskeyword(name):
            name = f"{name}_step"
        renamed.append(replace(step, function=name))
    return tuple(renamed)
