"""Facts of a cell -> how strongly it speaks for each kind of step, and why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import libcst as cst

from nb2pipe.model.accesses import BindingKind, WriteKind
from nb2pipe.model.analysis import CellFacts
from nb2pipe.model.ids import VarName, is_pseudo
from nb2pipe.model.notebook import StepKind
from nb2pipe.tagging.acts import acts_of, files_used, own_calls
from nb2pipe.tagging.habits import FEATURE_NAMES, FUNCTION_WORDS, HEADING_WORDS, MEANINGS, UNSPACED_WORDS, Act
from nb2pipe.tagging.needs import Needs, binds_value, loop_targets
from nb2pipe.tagging.outline import Heading
from nb2pipe.tagging.rows import ROW_ACTS, is_made_by_hand, learned_rows, makes_container, read_to_predict

#: What a heading adds for the kind that it names.
_HEADING_WEIGHT = 0.7
_AFTER_FIT_WEIGHT = 0.8
#: What the name of a function adds that the cell calls.
_FUNCTION_WEIGHT = 1.3
#: Variables with rows that were kept from training, and these with those that were not.
_HELD_OUT = re.compile(r"(^|_)(test|valid|validation|val|holdout|hold_out)($|_)", re.IGNORECASE)
_TRAINING = re.compile(r"(^|_)(train|training)($|_)", re.IGNORECASE)
#: Where rows come from.
_SOURCES = frozenset({Act.READ, Act.GENERATE})
_READS_AND_PREDICTS = frozenset({Act.READ, Act.PREDICT})
_MODELLING = frozenset({Act.FIT, Act.EVALUATE, Act.SPLIT})


@dataclass(frozen=True, slots=True)
class Clue:
    """One thing about a cell that speaks for a kind."""

    kind: StepKind
    weight: float
    reason: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """All clues of a cell."""

    clues: tuple[Clue, ...]

    def score(self, kind: StepKind) -> float:
        """How much speaks for the kind."""
        return sum(clue.weight for clue in self.clues if clue.kind is kind)

    def reason(self, kind: StepKind) -> str:
        """The strongest reason for the kind; empty if nothing speaks for it."""
        found = [clue for clue in self.clues if clue.kind is kind and clue.reason]
        return max(found, key=lambda clue: clue.weight).reason if found else ""

    def margin(self, kind: StepKind) -> float:
        """By how much the kind is ahead of the next one; negative if it is behind."""
        return self.score(kind) - max(self.score(other) for other in StepKind if other is not kind)


def weigh(
    cells: Iterable[CellFacts],
    needs: Needs,
    headings: Sequence[Heading],
    *,
    learners: frozenset[str],
    last_fit: int,
    serving: Mapping[int, str],
) -> dict[int, Evidence]:
    """Evidence for each of these cells, which are all that a pipeline computes, in document order.

    Functions named in `learners` fit a model. After cell `last_fit` no model is fitted or evaluated any more;
    `serving` are functions that predict, by cell.
    """
    cells = tuple(cells)
    acts = {facts.index: acts_of(facts, learners) for facts in cells}
    fitted = _fitted_cells(cells, acts, needs)
    asked_for = read_to_predict(cells, acts, needs, last_fit)
    learned = learned_rows(cells, acts, needs)
    has_model, new_rows = False, set[int]()
    found: dict[int, Evidence] = {}
    for facts in cells:
        own = acts[facts.index]
        taken = tuple(need for need in needs.values_of(facts.index) if not is_pseudo(need.name))
        takes_new = any(need.producer in new_rows for need in taken)
        is_late = (
            Act.PREDICT in own
            and facts.index > last_fit
            and not any(_HELD_OUT.search(need.name) or (need.producer, need.name) in learned for need in taken)
        )
        is_new = own.keys() <= ROW_ACTS and (takes_new or is_late)
        if has_model and (is_new or is_made_by_hand(facts, own)):
            new_rows.add(facts.index)
        clues = [
            *_call_clues(facts, own, has_model),
            *_name_clues(facts, is_raw=not taken and (bool(_SOURCES & own.keys()) or bool(_rows_written(facts, own)))),
            *(() if taken or has_model else _rows_written(facts, own)),
            *(() if {Act.SPLIT, Act.READ} & own.keys() else _split_clues(facts)),
            *_made_class_clues(facts),
            *_function_clues(facts),
            *_heading_clues(headings[facts.index]),
        ]
        if facts.index in serving:
            clues.append(Clue(StepKind.SERVE, 4.5, f"defines {serving[facts.index]}, which predicts for others"))
        elif has_model and own.keys() >= _READS_AND_PREDICTS and not _MODELLING & own.keys():
            # Reading and preparing its rows is part of it.
            new_rows.add(facts.index)
            clues = [clue for clue in clues if clue.kind in (StepKind.TRAIN, StepKind.SERVE)]
            clues.append(Clue(StepKind.SERVE, 5.0, "predicts the rows that it reads"))
        elif {Act.READ, Act.EVALUATE} <= own.keys() and facts.index in fitted:
            clues.append(Clue(StepKind.TRAIN, 2.5, "judges a fitted model on the rows that it reads"))
        elif files_used(facts) and facts.index in fitted and not (_MODELLING | {Act.SAVE}) & own.keys():
            clues.append(Clue(StepKind.SERVE, 4.5, "uses what was fitted on the rows that it reads"))
        elif has_model and own.keys() >= {Act.LOAD, Act.PREDICT} and not _MODELLING & own.keys():
            clues.append(Clue(StepKind.SERVE, 2.0, "predicts with a saved model"))
        elif facts.index in asked_for:
            new_rows.add(facts.index)
            clues.append(Clue(StepKind.SERVE, 4.5, "reads new rows"))
        elif is_new and has_model:
            words = "predicts new rows" if Act.PREDICT in own else "prepares new rows"
            clues.append(Clue(StepKind.SERVE, 3.5, words))
        elif facts.index in fitted and Act.FIT not in own:
            clues.append(Clue(StepKind.TRAIN, _AFTER_FIT_WEIGHT, "uses a fitted model"))
        has_model = has_model or Act.FIT in own
        found[facts.index] = Evidence(tuple(clues))
    return found


def _call_clues(facts: CellFacts, acts: Mapping[Act, str], has_model: bool) -> Iterator[Clue]:
    binds = _bound_names(facts)
    estimator = acts.get(Act.ESTIMATOR) or acts.get(Act.ENCODE) or "a model"
    for act, name in acts.items():
        meaning = MEANINGS[act]
        words = meaning.words.format(name=name, binds=binds or "a value", estimator=estimator)
        if act is Act.READ and (files := files_used(facts)):
            words = f"reads {files[0]}" + (" …" if len(files) > 1 else "")
        if act is Act.ESTIMATOR and name[:1].islower() and not name.startswith("make_"):
            words = f"calls {name}"
        if act is Act.SAVE and not (has_model or Act.FIT in acts):
            # Some other object: it is saved where it is made.
            continue
        if act is Act.LOAD and not has_model:
            yield Clue(StepKind.DATA, meaning.weight, f"loads {binds or 'a saved object'}")
        elif act is Act.FIT and _fits_only_transformers(acts):
            yield Clue(StepKind.FEATURE, meaning.weight, words)
        else:
            yield Clue(meaning.kind, meaning.weight, words)


def _fits_only_transformers(acts: Mapping[Act, str]) -> bool:
    others = {Act.ESTIMATOR, Act.EVALUATE, Act.PREDICT}
    learns_by_hand = acts.get(Act.FIT) == ""
    return not learns_by_hand and not others & acts.keys() and bool({Act.ENCODE, Act.TRANSFORM} & acts.keys())


def _name_clues(facts: CellFacts, *, is_raw: bool) -> Iterator[Clue]:
    """Names of features and targets, but for what is raw: made of no other cell's values."""
    chosen = sorted(name for name, write in facts.writes.items() if name in FEATURE_NAMES and binds_value(write))
    if chosen and not is_raw:
        yield Clue(StepKind.FEATURE, 1.2, f"makes {_join(chosen)}")
    frames = sorted(
        name
        for name, w in facts.writes.items()
        if w.kind is WriteKind.MUTATE and w.type == "DataFrame" and not w.is_guess
    )
    if frames:
        yield Clue(StepKind.FEATURE, 0.7, f"changes {_join(frames)}")


def _rows_written(facts: CellFacts, acts: Mapping[Act, str]) -> tuple[Clue, ...]:
    """A table or an array that stands in the code: raw data, whatever it is called."""
    if not acts.keys() <= {Act.BUILD, Act.CLEAN} or any(statement.defines for statement in facts.statements):
        return ()
    filled_later = {each.index for each in facts.statements if makes_container(each.node)}
    types = {
        write.type: name
        for name, write in facts.writes.items()
        if binds_value(write) and write.statement not in filled_later
    }
    for type_, weight in (("DataFrame", 2.4), ("Series", 2.4), ("ndarray", 1.6)):
        if type_ in types:
            return (Clue(StepKind.DATA, weight, f"writes {types[type_]} down"),)
    return ()


def _split_clues(facts: CellFacts) -> Iterator[Clue]:
    """`train, test = rows[:cut], rows[cut:]`; not `test = prepared(test)`."""
    bound = [name for name, write in facts.writes.items() if binds_value(write) and name not in facts.reads]
    if any(map(_TRAINING.search, bound)) and any(map(_HELD_OUT.search, bound)):
        yield Clue(StepKind.FEATURE, 2.5, "splits off test data")


def _made_class_clues(facts: CellFacts) -> Iterator[Clue]:
    """A class of the notebook that fits and transforms, or fits and predicts."""
    for statement in facts.statements:
        if isinstance(statement.node, cst.ClassDef):
            methods = {each.name.value for each in statement.node.body.body if isinstance(each, cst.FunctionDef)}
            if {"fit", "predict"} <= methods:
                yield Clue(StepKind.TRAIN, 1.5, f"defines the model {statement.defines}")
            elif {"fit", "transform"} <= methods:
                yield Clue(StepKind.FEATURE, 1.5, f"defines the transformer {statement.defines}")


def _function_clues(facts: CellFacts) -> Iterator[Clue]:
    """`train = add_features(train)`: functions of the notebook that are named for what they do."""
    called = [name for name in sorted(own_calls(facts)) if _is_own_function(facts, name)]
    for kind, beginnings in FUNCTION_WORDS.items():
        named = [name for name in called if any(word.startswith(beginnings) for word in name.lower().split("_"))]
        if named:
            yield Clue(kind, _FUNCTION_WEIGHT, f"calls {named[0]}")


def _is_own_function(facts: CellFacts, name: str) -> bool:
    read = facts.reads.get(VarName(name))
    return read is not None and read.binding is BindingKind.DEFINITION


def _heading_clues(heading: Heading) -> Iterator[Clue]:
    if heading.is_title:
        return
    words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", heading.text.lower())
    for kind, beginnings in HEADING_WORDS.items():
        is_unspaced = any(word in heading.text for word in UNSPACED_WORDS[kind])
        if is_unspaced or any(word.startswith(beginnings) for word in words):
            yield Clue(kind, _HEADING_WEIGHT, f"stands under “{heading.text[:40]}”")


def _fitted_cells(cells: Iterable[CellFacts], acts: Mapping[int, Mapping[Act, str]], needs: Needs) -> frozenset[int]:
    """Cells that take something, directly or through others, from a cell that fits a model."""
    fitted: set[int] = set()
    for facts in cells:
        own = acts[facts.index]
        fits = Act.OPTIMIZE in own or (Act.FIT in own and not _fits_only_transformers(own))
        if fits or any(need.producer in fitted for need in needs.values_of(facts.index)):
            fitted.add(facts.index)
    return frozenset(fitted)


def _bound_names(facts: CellFacts) -> str:
    names = [name for name, write in facts.writes.items() if binds_value(write) and write.type != "figure"]
    # Constants and the variables of loops are not what a cell is there for.
    aside = loop_targets(facts).union(*(each.writes for each in facts.statements if each.is_constant))
    return _join([name for name in names if name not in aside] or names)


def _join(names: Sequence[str]) -> str:
    return ", ".join(names[:3]) + (" …" if len(names) > 3 else "")
