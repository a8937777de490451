from __future__ import annotations

import libcst as cst
import pytest

from nb2pipe.syntax.literals import literal_text


@pytest.mark.parametrize(
    "text", ["''", '"a"', "'a b'", "'a\\n'", "'''a\nb'''", "r'\\d'", "b'a'", "u'a'", "'\\x41'", "'é'"]
)
def test_the_text_of_a_string_is_what_python_reads(text: str) -> None:
    node = cst.SimpleString(text)
    assert literal_text(node) == node.evaluated_value
