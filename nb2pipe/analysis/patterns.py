"""Patterns of `match` followed."""

from __future__ import annotations

import libcst as cst

from nb2pipe.analysis.frames import Frame
from nb2pipe.analysis.heap import SCALAR, elements, hold
from nb2pipe.analysis.machine import Machine
from nb2pipe.analysis.objects import Value
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
                m.evaluate(element.key, frame)
                follow_pattern(m, element.pattern, parts, frame)
            if pattern.rest is not None:
                rest = m.make(pattern, "dict")
                hold(rest, parts)
                m.bind(pattern.rest.value, (rest,), frame, pattern.rest)
        case cst.MatchClass():
            m.evaluate(pattern.cls, frame)
            for positional in pattern.patterns:
                follow_pattern(m, positional.value, parts, frame)
            for keyword in pattern.kwds:
                follow_pattern(m, keyword.pattern, parts, frame)
        case cst.MatchValue():
            m.evaluate(pattern.value, frame)
        case cst.MatchOr():
            for option in pattern.patterns:
                follow_pattern(m, option.pattern, subject, frame)
        case cst.MatchSequenceElement():
            follow_pattern(m, pattern.value, parts, frame)
        case _:
            for child in children(pattern):
                follow_pattern(m, child, parts, frame)
