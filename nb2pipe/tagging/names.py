"""Runs of cells -> their step tags: named after headings, calls or variables where a kind occurs more than once."""

from __future__ import annotations

import builtins
import keyword
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import count

from nb2pipe.model.accesses import WriteKind
from nb2pipe.model.analysis import Analysis, CellFacts
from nb2pipe.model.effects import EffectKind
from nb2pipe.model.ids import is_pseudo
from nb2pipe.model.notebook import STEP_NAME, StepKind, StepTag
from nb2pipe.tagging.acts import act_of, acts_of
from nb2pipe.tagging.habits import Act
from nb2pipe.tagging.needs import binds_value
from nb2pipe.tagging.outline import Heading
from nb2pipe.tagging.runs import Run

LONGEST_NAME = 24
_VERBS = {StepKind.DATA: "prepare", StepKind.FEATURE: "build", StepKind.TRAIN: "fit", StepKind.SERVE: "predict"}
#: Names that an emitted package has already.
_TAKEN = frozenset({
    "parameters", "pipeline", "steps", "library", "contracts", "main", "run", "tests", "notebooks", *StepKind,
})  # fmt: skip
_FILLERS = frozenset(
    {"a", "an", "the", "in", "depth", "example", "of", "and", "for", "to", "with", "our", "on", "using"}
)
_MARKUP = re.compile(r"\$[^$]*\$|<[^>]*>|`+|\*+|https?://\S+|\]\([^)]*\)|\[|\]")
#: Words with which no name ends.
_LEADING_ON = frozenset(
    {"at", "by", "from", "into", "is", "its", "or", "per", "that", "the", "their", "this", "via", "vs"}
)
_NUMBERING = re.compile(
    r"\A\s*(?:(?:chapter|section|part|step|lab|exercise)\s+)?(?:\d+(?:\.\d+)*|[IVX]+\.)[.:)]?\s+", re.IGNORECASE
)


def name_runs(
    runs: Sequence[Run], analysis: Analysis, headings: Sequence[Heading], *, learners: frozenset[str]
) -> list[StepTag]:
    """A tag for each run; what the user has tagged keeps its tag. Functions named in `learners` fit a model."""
    taken = _names_in_use(analysis) | {run.tag.name for run in runs if run.tag is not None and run.tag.name}
    unnamed = {run.tag.kind for run in runs if run.tag is not None and run.tag.name is None}
    of_kind = Counter(run.kind for run in runs)
    tags: list[StepTag] = []
    for run in runs:
        if run.tag is not None:
            tags.append(run.tag)
        elif of_kind[run.kind] == 1 and run.kind not in unnamed:
            tags.append(StepTag(run.kind))
        else:
            cells = [analysis.cells[index] for index in run.cells]
            name = next(n for n in _candidates(run, cells, headings[run.cells[0]], learners) if n not in taken)
            taken = taken | {name}
            tags.append(StepTag(run.kind, name))
    return tags


def slug_of(text: str) -> str:
    """A short identifier from a heading; empty if nothing of it can be one."""
    plain = _NUMBERING.sub("", _MARKUP.sub(" ", text), count=1)
    folded = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode().lower().replace("'", "")
    words = [word for word in re.findall(r"[a-z0-9]+", folded) if word not in _FILLERS]
    while words and words[0].isdigit():
        words.pop(0)
    slug = _fit_words(words, LONGEST_NAME)
    return slug if STEP_NAME.match(slug) else ""


def _fit_words(words: Sequence[str], longest: int) -> str:
    """As many words as there is room for."""
    kept: list[str] = []
    for word in words:
        if len("_".join([*kept, word])) > longest:
            break
        kept.append(word)
    while len(kept) > 1 and kept[-1] in _LEADING_ON:
        kept.pop()
    return "_".join(kept) if kept else "".join(words[:1])[:longest]


def _names_in_use(analysis: Analysis) -> frozenset[str]:
    found: set[str] = set(_TAKEN) | set(keyword.kwlist) | set(keyword.softkwlist) | set(dir(builtins))
    for facts in analysis.cells:
        found.update(facts.writes, facts.defs, facts.refs)
    return frozenset(name.lower() for name in found) | found


def _candidates(run: Run, cells: Sequence[CellFacts], heading: Heading, learners: frozenset[str]) -> Iterator[str]:
    slug = "" if heading.is_title else slug_of(heading.text)
    if slug:
        yield slug
    if run.kind is StepKind.FEATURE and any(act_of(call) is Act.SPLIT for facts in cells for call in _all_calls(facts)):
        yield "split_data"
    if _only_seeds(cells):
        yield "seed_generator"
    verb = _VERBS[run.kind] if run.kind is not StepKind.TRAIN or _fits(cells, learners) else "evaluate"
    stems = [slug_of(f"{verb} {stem}") for stem in _stems(run.kind, cells)]
    files = [slug_of(f"load {stem}") for stem in _files(cells)] if run.kind is StepKind.DATA else []
    names = [name for name in (*files, *stems) if name not in ("", "load")]
    yield from names
    if slug:
        yield f"{_fit_words(slug.split('_'), LONGEST_NAME - len(run.kind) - 1)}_{run.kind}"
    base = names[0] if names and not slug else run.kind
    yield from (f"{base}_{number}" for number in count(2))


def _fits(cells: Sequence[CellFacts], learners: frozenset[str]) -> bool:
    """Whether a model is made or fitted there."""
    return any({Act.FIT, Act.ESTIMATOR, Act.OPTIMIZE} & acts_of(facts, learners).keys() for facts in cells)


#: Values of these types name a step only where there is nothing else.
_PLAIN_TYPES = ("rng", "int", "float", "bool", "str", "scalar", "range", "NoneType")


def _only_seeds(cells: Sequence[CellFacts]) -> bool:
    """Whether generators of random numbers are all that the run makes."""
    types = {write.type for facts in cells for write in facts.writes.values() if binds_value(write)}
    return types == {"rng"}


def _files(cells: Sequence[CellFacts]) -> Iterator[str]:
    """Names of the files that the run reads, without folders and endings, in their order."""
    for effect in (effect for facts in cells for effect in facts.effects if effect.kind is EffectKind.READ_FILE):
        stem, dot, _ = effect.target.replace("\\", "/").rpartition("/")[2].partition(".")
        if dot and not set(stem) & set("*?[{"):
            yield stem


def _stems(kind: StepKind, cells: Sequence[CellFacts]) -> Iterator[str]:
    """What the run is about: its estimators, its file, or the variables that it binds, the last ones first."""
    wanted = {StepKind.TRAIN: (Act.ESTIMATOR,), StepKind.FEATURE: (Act.ENCODE,)}.get(kind, ())
    # What its own lines make says more about it than what happens in functions.
    for calls in (*(facts.calls for facts in cells), *(facts.calls_inside for facts in cells)):
        for call in calls:
            last = call.rpartition(".")[2]
            if act_of(call) in wanted and last[:1].isupper():
                yield _snake(last)
    writes = [write for facts in reversed(cells) for write in sorted(facts.writes.values(), key=lambda w: -w.statement)]
    models = [write.name for write in writes if write.type in ("estimator", "booster")]
    values = [write.name for write in writes if binds_value(write) and write.certain and write.type != "figure"]
    changed = [w.name for w in writes if w.kind is WriteKind.MUTATE and not w.is_guess and not is_pseudo(w.name)]
    plain = {write.name for write in writes if write.type in _PLAIN_TYPES}
    telling = [name for name in [*models, *values] if len(name.strip("_")) > 2 and name not in plain]
    for name in [*telling, *models, *values, *changed]:
        if not name.startswith("_"):
            yield _snake(name)


def _all_calls(facts: CellFacts) -> tuple[str, ...]:
    return (*facts.calls, *facts.calls_inside)


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()
