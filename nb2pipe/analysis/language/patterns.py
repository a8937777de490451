"""Patterns of `match` followed."""

from __future__ import annotations

import libcst as cst

from nb2pipe.analysis.state.heap import NOTHING, SCALAR, elements, hold, join, part_of
from nb2pipe.analysis.state.iterating import known_elements
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Frame, Value
from nb2pipe.analysis.values.access import attribute
from nb2pipe.analysis.values.callables import run_operator
from nb2pipe.analysis.values.members import find_member
from nb2pipe.analysis.values.records import is_record, record_fields
from nb2pipe.analysis.values.texts import constant_texts
from nb2pipe.syntax.walk import children


def follow_pattern(  # noqa: C901  # one case per kind of pattern
    m: Machine, pattern: cst.CSTNode, subject: Value, frame: Frame
) -> None:
    """Bind the names of a pattern, and evaluate what it compares with."""
    parts = elements(subject) or subject or SCALAR
    match pattern:
        case cst.MatchAs():
            if pattern.pattern is not None:
                follow_pattern(m, pattern.pattern, subject, frame)
            if pattern.name is not None:
                m.bind(pattern.name.value, subject or SCALAR, frame, pattern.name)
        case cst.MatchStar():
            if pattern.name is not None:
                rest = m.make(pattern, "list")
                hold(rest, parts)
                m.bind(pattern.name.value, (rest,), frame, pattern.name)
        case cst.MatchMapping():
            for element in pattern.elements:
                key = m.evaluate(element.key, frame)
                constant = key[0].constant if len(key) == 1 else None
                follow_pattern(m, element.pattern, part_of(subject, f"[{constant!r}]") or parts, frame)
            if pattern.rest is not None:
                rest = m.make(pattern, "dict")
                hold(rest, parts)
                m.bind(pattern.rest.value, (rest,), frame, pattern.rest)
        case cst.MatchClass():
            m.evaluate(pattern.cls, frame)
            instances = tuple(obj for obj in subject if obj.type == "instance")
            for index, positional in enumerate(pattern.patterns):
                names = _positional_names(instances, index)
                given = join(*(attribute(m, positional, instances, name) for name in names))
                follow_pattern(m, positional.value, given or parts, frame)
            for keyword in pattern.kwds:
                given = attribute(m, keyword, instances, keyword.key.value)
                follow_pattern(m, keyword.pattern, given or part_of(subject, keyword.key.value) or parts, frame)
        case cst.MatchValue():
            compared = join(subject, m.evaluate(pattern.value, frame))
            run_operator(m, compared, ("__eq__",), [(compared, None)], pattern)
        case cst.MatchOr():
            options = []
            for option in pattern.patterns:
                m.journal.begin()
                follow_pattern(m, option.pattern, subject, frame)
                options.append(m.journal.rollback())
            m.journal.merge(options)
        case cst.MatchList() | cst.MatchTuple():
            _follow_sequence(m, pattern, subject, frame)
        case _:
            for child in children(pattern):
                follow_pattern(m, child, parts, frame)


def _positional_names(instances: Value, index: int) -> list[str]:
    """The attributes that the classes of the instances let a pattern name by its place."""
    classes = [class_ for instance in instances for class_ in instance.bases]
    named = join(*(find_member(class_, "__match_args__") for class_ in classes))
    fields = [[*record_fields(class_)][index : index + 1] for class_ in classes if is_record(class_)]
    return [*constant_texts(part_of(named, f"[{index}]")), *(name for field in fields for name in field)]


def _follow_sequence(m: Machine, pattern: cst.MatchList | cst.MatchTuple, subject: Value, frame: Frame) -> None:
    """Each element takes its own part of the subject, where the subject tells its parts apart."""
    is_exact = True
    for index, element in enumerate(pattern.patterns):
        if isinstance(element, cst.MatchStar):
            is_exact = False
            follow_pattern(m, element, subject, frame)
            continue
        exact = part_of(subject, f"[{index}]") if is_exact else NOTHING
        follow_pattern(m, element.value, exact or known_elements(subject) or SCALAR, frame)
