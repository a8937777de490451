"""Small notebooks of plain Python, made up by hypothesis: aliases, functions that use globals, branches and loops.

Every program runs without an error and ends. Names tell their type: `n…` numbers, `l…` lists of numbers, `g…` lists
of lists, `d…` dicts of lists, `b…` instances with a list, `f…` functions.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from hypothesis import strategies as st

from tests.support.values import shown_values

_HEAD = "import random\n\nrandom.seed(7)\n\nclass Box:\n    def __init__(self, items):\n        self.items = items\n"
_NUMBERS, _LISTS = ("n0", "n1", "n2"), ("l0", "l1", "l2")
#: Templates: `{n}` a number that exists, `{l}` a list that exists, `{N}` and `{L}` any name of theirs, and so on.
_STATEMENTS = {
    "plain": (
        "{N} = {i}", "{N} = {n} + {m}", "{n} += {m}", "{N} = len({l})", "{N} = sum({l})", "{L} = [{n}, {i}]",
        "{L} = {l}", "{L} = list({l})", "{L} = {l} + [{n}]", "{l}.append({n})", "{l} += [{n}]", "{l}[:1] = [{n}]",
        "{L} = [v + {n} for v in {l}]", "{l}.extend(list({k}))", "{L}, {L2} = {l}, {k}", "{l}.sort()",
        "{N} = {l}.pop() if {l} else {n}", "{N} = {n} if {l} is {k} else {m}", "{L} = {l} or {k}",
    ),
    "nested": (
        "{G} = [{l}, {k}]", "{g}[0].append({n})", "{L} = {g}[-1]", "{g}.append({l})", "{G} = {g}[:1] + [{l}]",
        "{D} = {{'k': {l}}}", "{d}['k'].append({n})", "{L} = {d}['k']", "{d}['k'] = {l}", "{D} = dict({d})",
        "{B} = Box({l})", "{b}.items.append({n})", "{L} = {b}.items", "{b}.items = {l}", "{D} = {{'k': {g}[0]}}",
        "{N} = len({g}) + len({d}['k'])", "{B} = Box({b}.items)", "{N} = len({b}.items)",
    ),
    "parts": (
        "{D} = {{'k': {l}, 'n': {n}}}", "{d}['n'] = {n}", "{d}['m'] = {i}", "{d}['k'] = [{n}]", "{d}['m'] = {d}['k']",
        "{N} = len({d}['k'])", "{L} = {d}['k'] + [{i}]", "{d}['d'] = {d}", "{N} = sum({d}['k'])", "{d}['k'] += [{n}]",
        "{b}.extra = {n}", "{b}.extra = {b}", "{N} = sum({b}.items)", "{b}.items = [{n}, {i}]", "{D}, {B} = {d}, {b}",
        "if {n} > {m}:\n    {d}['n'] = {i}", "def {F}(v):\n    {d}['n'] = v\n    return len({d}['k'])",
    ),
    "functions": (
        "def {F}(v):\n    return v + {n}", "def {F}(v):\n    {l}.append(v)\n    return len({l})",
        "def {F}(v):\n    global {n}\n    {n} += v\n    return {n}", "def {F}(v, into={l}):\n    into.append(v)\n    return v",
        "def {F}(v, start={n}):\n    return v + start", "{F} = lambda v: v + len({l})",
        "def {F}(v):\n    global {L}\n    {L} = [v]\n    return v", "{N} = {f}({n})", "{f}({i})", "{l}.append({f}({n}))",
        "{L} = [{f}(v) for v in {l}[:3]]", "{F} = {f}",
    ),
    "flow": (
        "if {n} % 2:\n    {L} = {l}", "if {n} > {m}:\n    {l}.append({i})\nelse:\n    {L} = {k}",
        "for i in range(2):\n    {l}.append(i + {n})", "for v in {l}[:3]:\n    {n} += v",
        "while len({l}) < 4:\n    {l}.append({n})", "for {L} in ({l}, {k}):\n    {L}.append({i})",
        "try:\n    {l}.append({n})\n    {N} = 1 // ({n} % 2)\nexcept ZeroDivisionError:\n    {L} = {k}",
        "for i in range(3):\n    if i == {n}:\n        break\n    {N} = i", "with open(__import__('os').devnull) as h:\n    {l}.append({n})",
    ),
    "random": ("random.seed({i})", "{N} = random.randint(0, 9)", "random.shuffle({l})", "{L} = random.sample([1, 2, 3, 4], 3)"),
}  # fmt: skip
ALL_KINDS = tuple(_STATEMENTS)


@dataclass
class _Names:
    """Names that exist so far, by type."""

    by_type: dict[str, list[str]] = field(default_factory=lambda: {"n": ["n0"], "l": ["l0"]})

    def note(self, name: str) -> None:
        known = self.by_type.setdefault(name[0], [])
        if name not in known:
            known.append(name)


#: Placeholder -> type of an existing name.
_READ = {"n": "n", "m": "n", "l": "l", "k": "l", "g": "g", "d": "d", "b": "b", "f": "f"}
_WRITTEN = {
    "N": _NUMBERS,
    "L": _LISTS,
    "L2": _LISTS,
    "G": ("g0", "g1"),
    "D": ("d0", "d1"),
    "B": ("b0", "b1"),
    "F": ("f0", "f1"),
}


@st.composite
def programs(
    draw: Callable[[st.SearchStrategy[object]], object],
    kinds: Sequence[str] = ALL_KINDS,
    *,
    min_cells: int = 3,
    max_cells: int = 7,
) -> tuple[str, ...]:
    """Sources of the cells, each of one to three statements; the first binds `n0`, `l0` and `Box`."""
    names = _Names()
    pool = [template for kind in kinds for template in _STATEMENTS[kind]]
    cells = [f"{_HEAD}\nn0 = 3\nl0 = [1]"]
    for _ in range(int(str(draw(st.integers(min_cells, max_cells))))):
        count = int(str(draw(st.integers(1, 3))))
        cells.append("\n".join(_statement(draw, pool, names) for _ in range(count)))
    return tuple(cells)


def _statement(draw: Callable[..., object], pool: Sequence[str], names: _Names) -> str:
    usable = [t for t in pool if all(f"{{{p}}}" not in t or names.by_type.get(kind) for p, kind in _READ.items())]
    template = str(draw(st.sampled_from(usable)))
    chosen = {p: str(draw(st.sampled_from(names.by_type[k]))) for p, k in _READ.items() if f"{{{p}}}" in template}
    written = {p: str(draw(st.sampled_from(some))) for p, some in _WRITTEN.items() if f"{{{p}}}" in template}
    text = template.format(i=draw(st.integers(0, 9)), **chosen, **written)
    # A name that only a function or one branch binds may not exist.
    is_sure = not template.startswith(("if", "def {F}(v):\n    global {L}", "try", "for i"))
    for placeholder, name in written.items():
        if is_sure or placeholder == "F":
            names.note(name)
    return text


class Raises(Exception):
    """The program itself stops with an error."""


def snapshots(cells: Sequence[str], keep: frozenset[int] | None = None) -> list[Mapping[str, str]]:
    """The text of every value after each cell; with `keep`, only those cells are run."""
    space: dict[str, object] = {"__name__": "__main__"}
    found: list[Mapping[str, str]] = []
    for index, source in enumerate(cells):
        if keep is None or index in keep:
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    exec(compile(source, f"cell {index}", "exec"), space)  # noqa: S102  the program under test
            except Exception as error:
                raise Raises(f"cell {index}: {error!r}") from error
        found.append(shown_values({name: value for name, value in space.items() if name[1:].isdecimal()}))
    return found
