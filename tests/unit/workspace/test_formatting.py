from __future__ import annotations

from nb2pipe.model.files import FileTree
from nb2pipe.workspace.formatting import format_tree

UGLY = b"from churn import x\nimport sys, os\nimport pandas as pd\n\ndef f( a ):\n  return pd.DataFrame( a ), x, sys\n"
FORMATTED = """\
import sys

import pandas as pd

from churn import x


def f(a):
    return pd.DataFrame(a), x, sys
"""


def test_imports_are_sorted_and_trimmed_and_code_is_formatted() -> None:
    tree = FileTree({"src/churn/a.py": UGLY, "src/churn/__init__.py": b"", "README.md": b"from churn"})
    formatted = format_tree(tree)
    assert formatted.files["src/churn/a.py"].decode() == FORMATTED
    assert formatted.files["README.md"] == b"from churn"


def test_formatting_twice_changes_nothing() -> None:
    once = format_tree(FileTree({"src/churn/a.py": UGLY, "src/churn/__init__.py": b""}))
    assert format_tree(once) == once


def test_tree_without_python_stays() -> None:
    tree = FileTree({"README.md": b"x"})
    assert format_tree(tree) is tree
