"""NB305: a path that exists on one machine only."""

from __future__ import annotations

import re
from collections.abc import Iterator

import libcst as cst

from nb2pipe.hazards.context import Context
from nb2pipe.hazards.editing import replace_node
from nb2pipe.hazards.rule import Rule, cell, notebook
from nb2pipe.hazards.tree import Tree
from nb2pipe.model.analysis import Role
from nb2pipe.model.findings import Finding, Fix, Severity
from nb2pipe.model.ids import RuleCode
from nb2pipe.syntax.literals import literal_text

_ABSOLUTE = re.compile(
    r"(?:(?:dbfs:|file://)?/(?:home|(?-i:Users)|root|mnt|media|data|srv|opt|tmp|var|Volumes|content|kaggle|dbfs|workspace|scratch|FileStore)/"
    r"[^\s\"'<>]+(?: [^\s\"'<>]+)*"
    r"|[A-Za-z]:[\\/](?![\\/])[^\s\"'<>|?*]+(?: [^\s\"'<>|?*]+)*|~[\\/][^\s\"']+|\\\\[\w.$-]+\\\w+.*"
    r"|%(?:USERPROFILE|HOMEPATH|APPDATA|LOCALAPPDATA|TEMP|TMP)%[\\/].*)\Z",
    re.IGNORECASE,
)
#: How an f-string begins that goes on with a user's name or a file's.
_BEGINNING = re.compile(r"(?:(?:dbfs:|file://)?/(?:home|Users|root|mnt|media)/|[A-Za-z]:[\\/]+Users[\\/]|~[\\/])\w*")


class AbsolutePath(Rule):
    """A string holds an absolute path, or one in a user's home folder.

    It exists on the machine of whoever wrote the notebook.

    Put the data beside the notebook and use a relative path, or make the folder a parameter.
    """

    code = RuleCode("NB305")
    name = "absolute-path"
    severity = Severity.WARNING
    VALID = (
        notebook("path = 'data/x.csv'"),
        notebook("url = 'https://example.org/data/x.csv'"),
        notebook("route = '/api/users'\nprofile = '/users/1'"),
        notebook("text = 'C: no path'"),
        notebook("def f():\n    '/home/me/x.csv'"),
        notebook(cell("path = '/home/me/x.csv'", "step:skip")),
    )
    INVALID = (
        notebook("path = '/home/me/x.csv'"),
        notebook("path = r'C:\\Users\\me\\x.csv'"),
        notebook("import pandas as pd\ndf = pd.read_csv('/data/x.csv')"),
        notebook("path = '~/x.csv'"),
        notebook("path = 'dbfs:/mnt/x.csv'"),
        notebook("path = 'C:/Users/My Name/x.csv'"),
        notebook("path = r'\\\\server\\share\\x.csv'"),
        notebook("path = r'%USERPROFILE%\\x.csv'"),
        notebook("path = f'/home/{user}/x.csv'"),
    )
    UNSAFE_FIXED = (
        (
            notebook("path = '/home/me/project/data/x.csv'  # raw"),
            notebook("path = 'data/x.csv'  # raw"),
        ),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each string."""
        for facts, tree in context.trees():
            if facts.role is Role.SKIP:
                continue
            for node in tree.recall("absolute paths", _absolute_paths, tree):
                yield self.found(
                    facts.index,
                    context.span(facts.index, node),
                    message="this path exists on one machine only",
                    hint="use a path relative to the notebook, or make the folder a parameter",
                    fix=_relative(context, facts.index, node) if isinstance(node, cst.SimpleString) else None,
                )


def _absolute_paths(tree: Tree) -> list[cst.SimpleString | cst.FormattedString]:
    texts = (node for node in tree.all(cst.SimpleString) if len(node.value) >= 6)
    plain = [node for node in texts if _is_absolute(node) and not isinstance(tree.parents.get(node), cst.Expr)]
    return [*plain, *(node for node in tree.all(cst.FormattedString) if _begins_absolute(node))]


def _is_absolute(node: cst.SimpleString) -> bool:
    if not any(sign in node.value for sign in "/\\%"):
        return False
    text = literal_text(node)
    return isinstance(text, str) and _ABSOLUTE.match(text) is not None


def _begins_absolute(node: cst.FormattedString) -> bool:
    first = node.parts[0] if node.parts else None
    return isinstance(first, cst.FormattedStringText) and _BEGINNING.match(first.value) is not None


def _relative(context: Context, cell_index: int, node: cst.SimpleString) -> Fix | None:
    """The path from the notebook's folder, if it lies in it."""
    folder, text = context.folder, str(node.evaluated_value)
    if not folder or not text.startswith(f"{folder}/") or "\\" in node.value:
        return None
    inside = text.removeprefix(f"{folder}/")
    edit = replace_node(context, cell_index, node, node.value.replace(text, inside)) if inside else None
    return Fix(f"write `{inside}`, as the notebook's folder has it", (edit,), is_safe=False) if edit else None
