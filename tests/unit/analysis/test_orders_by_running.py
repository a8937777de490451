"""Recorded orders, stale cells and what groups of cells need, against generated notebooks that are run."""

from __future__ import annotations

import re
import warnings
from collections.abc import Collection, Mapping, Sequence

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from nb2pipe.model.accesses import WriteKind
from nb2pipe.model.groups import live_in
from nb2pipe.model.reach import backward
from tests.support.notebooks import analysis_of
from tests.support.programs import Raises, programs, snapshots
from tests.support.values import shown_values

_NUMBER = re.compile(r"(?<![\w\['])\d(?![\w\]'])")
_KINDS = ("plain", "nested", "functions", "flow")


def values_after(cells: Sequence[str]) -> list[Mapping[str, str]]:
    try:
        return snapshots(cells)
    except Raises:
        assume(False)
        raise


@given(data=st.data())
@settings(deadline=None, derandomize=True, max_examples=60)
def test_slice_of_the_recorded_order_is_enough_in_that_order(data: st.DataObject) -> None:
    run = data.draw(programs(_KINDS))
    truth = values_after(run)[-1]
    places = data.draw(st.permutations(range(len(run))))
    count_at = {place: 3 * at + data.draw(st.integers(1, 3)) for at, place in enumerate(places)}
    document = [run[places.index(place)] for place in range(len(run))]
    analysis = analysis_of(*document, counts=[count_at[place] for place in range(len(run))])
    assume(analysis.recorded_order)
    assert analysis.recorded_order == tuple(places)
    pairs = [(edge.source, edge.target) for edge in analysis.recorded_edges]
    last = backward(pairs, [places[-1]])
    kept = frozenset(at for at, place in enumerate(places) if place in last)
    made = [name for name in truth if name in analysis.cells[places[-1]].defs]
    found = snapshots(run, kept)[-1]
    assert {name: found.get(name) for name in made} == {name: truth[name] for name in made}


@given(data=st.data())
@settings(deadline=None, derandomize=True, max_examples=60)
def test_cells_that_are_not_stale_do_the_same_after_a_change(data: st.DataObject) -> None:
    cells = data.draw(programs(_KINDS))
    changed = data.draw(st.integers(0, len(cells) - 1))
    source = _NUMBER.sub(lambda match: str((int(match[0]) + 3) % 10), cells[changed])
    assume(source != cells[changed])
    before = values_after(cells)
    after = values_after([*cells[:changed], source, *cells[changed + 1 :]])
    analysis = analysis_of(*cells)
    stale = analysis.stale_after(changed)
    for index in set(range(changed + 1, len(cells))) - set(stale):
        writes = analysis.cells[index].writes.values()
        for name in (write.name for write in writes if write.kind in (WriteKind.BIND, WriteKind.MUTATE)):
            rounds = [(run[index - 1].get(name), run[index].get(name)) for run in (before, after)]
            # A branch that is not taken leaves what others made.
            is_left = all(old == new for old, new in rounds)
            assert is_left or rounds[0][1] == rounds[1][1], f"cell {index} is stale after {changed}"


def values_without(cells: Sequence[str], group: Collection[int], names: Collection[str]) -> Mapping[str, str]:
    """The last values if cells of the group see, of what others have made, only the names."""
    space: dict[str, object] = {"__name__": "__main__"}
    makers: dict[str, int] = {}
    for index, source in enumerate(cells):
        seen = {name for name in space if makers.get(name, index) in group or name in names or name.startswith("__")}
        hidden = {name: space.pop(name) for name in set(space) - seen} if index in group else {}
        before = {name: id(value) for name, value in space.items()}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            exec(compile(source, f"cell {index}", "exec"), space)  # noqa: S102  the program under test
        makers.update({name: index for name, value in space.items() if before.get(name) != id(value)})
        # Functions look their globals up in this very dict.
        space.update({name: value for name, value in hidden.items() if name not in space})
    return shown_values({name: value for name, value in space.items() if name[1:].isdecimal()})


@given(data=st.data())
@settings(deadline=None, derandomize=True, max_examples=60)
def test_group_needs_no_names_but_those_that_are_live_in(data: st.DataObject) -> None:
    cells = data.draw(programs(_KINDS))
    truth = values_after(cells)[-1]
    group = data.draw(st.sets(st.integers(1, len(cells) - 1), min_size=1))
    assert values_without(cells, group, live_in(analysis_of(*cells).edges, group)) == truth
