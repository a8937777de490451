from __future__ import annotations

import libcst as cst

from nb2pipe.syntax.walk import children, walk


def names(source: str) -> list[str]:
    return [node.value for node in walk(cst.parse_module(source)) if isinstance(node, cst.Name)]


def test_walk_goes_in_source_order() -> None:
    assert names("f(a)[b] + c\nif d: e") == ["f", "a", "b", "c", "d", "e"]


def test_children_carry_meaning_only() -> None:
    (line,) = cst.parse_module("( a ,  b )  # comment").body
    kinds = {type(node).__name__ for node in walk(line)}
    assert not kinds & {"Comma", "LeftParen", "RightParen", "TrailingWhitespace", "SimpleWhitespace", "Comment"}
    assert names("( a ,  b )  # comment") == ["a", "b"]


def test_every_name_is_reached() -> None:
    source = "@d\nclass A(B, k=c):\n    async def m(self, *p: t, **q) -> r:\n        return [await x async for x in f'{y:{z}}' if w]"
    assert set(names(source)) == set("dABkcmptqrxyzw") | {"self"}


def test_children_are_direct() -> None:
    node = cst.parse_expression("a + b * c")
    assert isinstance(node, cst.BinaryOperation)
    assert list(children(node)) == [node.left, node.operator, node.right]
