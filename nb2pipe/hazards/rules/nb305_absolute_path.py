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
from nb2pipe.syntax.scopes import dotted_name

_ABSOLUTE = re.compile(
    r"(?:(?:dbfs:|file://)?/(?:home|(?-i:Users)|root|mnt|media|data|srv|opt|tmp|var|Volumes|content|kaggle|dbfs|workspace|scratch|FileStore)/"
    r"[^\s\"'<>]+(?: [^\s\"'<>]+)*"
    r"|[A-Za-z]:[\\/](?![\\/])[^\s\"'<>|?*]+(?: [^\s\"'<>|?*]+)*|~[\\/][^\s\"']+|\\\\[\w.$-]+\\\w+.*"
    r"|%(?:USERPROFILE|HOMEPATH|APPDATA|LOCALAPPDATA|TEMP|TMP)%[\\/].*)\Z",
    re.IGNORECASE,
)
#: How an f-string begins that goes on with a user's name or a file's.
_BEGINNING = re.compile(r"(?:(?:dbfs:|file://)?/(?:home|Users|root|mnt|media)/|[A-Za-z]:[\\/]+Users[\\/]|~[\\/])\w*")
#: Such a path among the words of a shell line.
_IN_SHELL = re.compile(
    r"(?<![\w.:/=-])(?:/(?:home|Users|root|mnt|media|data|Volumes|content|kaggle)/|~/|[A-Za-z]:\\)[^\s\"'|;&)]+"
)
#: Magics whose line, or whose cell, is for a shell or names a file.
_OF_SHELL = {"!", "!!", "%%bash", "%%sh", "%%script", "%run", "%load", "%cp", "%mv", "%system", "%sx"}
#: How the first part of a path is written that is put together from several.
_FIRST_PART = re.compile(r"(?:/|/(?:home|Users|root|mnt|media|Volumes|content|kaggle|data)/?|[A-Za-z]:[\\/]*|~)\Z")
_HOMES = {"HOME", "USERPROFILE", "HOMEPATH", "APPDATA"}


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
        notebook("!ls data/x.csv https://example.org/data/x.csv\n!cp a/home/b ../data/c"),
        notebook("import os\npath = os.path.join('data', 'home', 'x.csv')\nuser = os.environ['USER']"),
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
        notebook("from pathlib import Path\npath = Path.home() / 'data' / 'x.csv'"),
        notebook("import os\npath = os.path.join('/home', 'me', 'x.csv')"),
        notebook("import os\npath = os.environ['HOME'] + '/x.csv'"),
        notebook("import os\npath = os.path.join(os.path.expanduser('~'), 'x.csv')"),
        notebook("!cp /home/me/x.csv ."),
        notebook("%run /home/me/start.py"),
        notebook("%%bash\nls\ncat ~/data/x.csv"),
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
                    message="this is the home folder of whoever runs the notebook"
                    if isinstance(node, cst.Subscript) or (isinstance(node, cst.Call) and _is_home(node))
                    else "this path exists on one machine only",
                    hint="use a path relative to the notebook, or make the folder a parameter",
                    fix=_relative(context, facts.index, node) if isinstance(node, cst.SimpleString) else None,
                )
            for line in _shell_lines(context, facts.index):
                yield self.found(
                    facts.index,
                    context.line(facts.index, line),
                    message="this path exists on one machine only",
                    hint="use a path relative to the notebook",
                )


def _shell_lines(context: Context, cell_index: int) -> Iterator[int]:
    """The lines for a shell that name an absolute path."""
    parsed = context.source(cell_index)
    for magic in parsed.magics:
        if magic.name in _OF_SHELL:
            lines = parsed.cell.source.split("\n") if magic.name.startswith("%%") else [magic.text]
            yield from (magic.line + at for at, line in enumerate(lines) if _IN_SHELL.search(line))


def _absolute_paths(tree: Tree) -> list[cst.BaseExpression]:
    texts = (node for node in tree.all(cst.SimpleString) if len(node.value) >= 6)
    plain = [node for node in texts if _is_absolute(node) and not isinstance(tree.parents.get(node), cst.Expr)]
    begun = [node for node in tree.all(cst.FormattedString) if _begins_absolute(node)]
    composed = [call for call in tree.all(cst.Call) if _is_home(call) or _joins_absolute(call)]
    return [*plain, *begun, *composed, *filter(_is_home_variable, tree.all(cst.Subscript))]


def _is_home(call: cst.Call) -> bool:
    """`Path.home()`, `os.path.expanduser("~")`, `os.getenv("HOME")`."""
    if not isinstance(call.func, cst.Attribute):
        return False
    name, text = call.func.attr.value, _first_text(call)
    if name == "home" and not call.args:
        return isinstance(call.func.value, (cst.Name, cst.Attribute)) and dotted_name(call.func.value).endswith("Path")
    is_asked = name in ("getenv", "get") and dotted_name(call.func) in ("os.getenv", "os.environ.get")
    return (name == "expanduser" and text == "~") or (is_asked and text in _HOMES)


def _is_home_variable(node: cst.Subscript) -> bool:
    """`os.environ["HOME"]`."""
    if not isinstance(node.value, cst.Attribute) or node.value.attr.value != "environ":
        return False
    key = node.slice[0].slice
    return isinstance(key, cst.Index) and isinstance(key.value, cst.SimpleString) and literal_text(key.value) in _HOMES


def _joins_absolute(call: cst.Call) -> bool:
    """`os.path.join("/home", "me", "x.csv")`, `Path("/", "data")`."""
    is_joining = dotted_name(call.func) in ("os.path.join", "path.join", "join", "Path", "pathlib.Path")
    return is_joining and len(call.args) > 1 and _FIRST_PART.match(_first_text(call)) is not None


def _first_text(call: cst.Call) -> str:
    first = call.args[0].value if call.args else None
    text = literal_text(first) if isinstance(first, cst.SimpleString) else None
    return text if isinstance(text, str) else ""


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
