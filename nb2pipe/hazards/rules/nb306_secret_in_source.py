"""NB306: a password, key or token stands in the code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import libcst as cst

from nb2pipe.hazards.context import Context
from nb2pipe.hazards.rule import Rule, notebook
from nb2pipe.hazards.secrets import holds_secret, is_placeholder, secrets_in
from nb2pipe.hazards.tree import Tree
from nb2pipe.model.findings import Finding, Position, Severity, Span
from nb2pipe.model.ids import RuleCode
from nb2pipe.syntax.chains import called_name
from nb2pipe.syntax.literals import literal_text

_PASSWORD = re.compile(
    r"(?:^|_)(?:password|passwd|pwd|pw|passphrase"
    # German, French, Spanish, Portuguese, Italian, Chinese and Japanese.
    r"|passwort|kennwort|mot_de_passe|mdp|contrase(?:ñ|n)a|senha|密码|口令|密钥|パスワード)$",
    re.IGNORECASE,
)
_KEY = re.compile(
    r"(?:(?:^|_)(?:secret|secret_key|access_key|private_key|subscription_key|auth_key)|(?:^|_)\w*api_?key|^appid)$",
    re.IGNORECASE,
)
#: What many things are called that are no secret; the text must look like one.
_PERHAPS = re.compile(r"(?:^|_)(?:token|key|credentials?)$", re.IGNORECASE)
_COMMAND = re.compile(r"^[ \t]*[!%]", re.MULTILINE)
_TURN = re.compile(r"(?<=[A-Za-z])\d|(?<=\d)[A-Za-z]")


class SecretInSource(Rule):
    """A string, a comment or a command looks like or holds a password, a key or a token.

    Everybody who gets the notebook, the package or its history gets the secret.

    Read it from the environment (`os.environ["API_KEY"]`) or from a secret store, and replace it: it is known now.
    """

    code = RuleCode("NB306")
    name = "secret-in-source"
    severity = Severity.WARNING
    VALID = (
        notebook("import os\napi_key = os.environ['API_KEY']"),
        notebook("password = ''\ntoken = '<token>'\nsecret = 'your-secret-here'"),
        notebook("token = ' '\ntokens = ['a', 'b']\npad_token = '[PAD]'"),
        notebook("url = 'postgresql://user:{password}@db/x'\nlocal = 'postgresql://user:password@localhost/db'"),
        notebook("start_token = 'startofsequence1'\nsort_key = 'created_at_2024'\nkey = 'sk-xxxxxxxxxxxxxxxxxxxxxxxx'"),
    )
    INVALID = (
        notebook("api_key = 'f81d4fae7dec11d0a765'"),
        notebook("import wandb\nwandb.login(key='0123456789abcdef01234567')"),
        notebook("login(password='hunter2secure!')"),
        notebook("db_passwort = 'Geheim!2024'"),
        notebook("import requests\nrequests.get(url, auth=('anna', 's3cr3tPass!'))"),
        notebook("headers = {'Authorization': 'Bearer " + "0123456789abcdef" * 2 + "'}"),
        notebook("url = f'postgresql://{user}:S3cretPw99@db.example.org/sales'"),
        notebook("%env DB_PASSWORD=hunter2secret\n!curl -u me: https://example.org?token=f81d4fae7dec11d0a765"),
        notebook("# the old key was ghp_" + "16C7e42F292c6912E7710c838347Ae178B4a\nx = 1"),
        notebook("import os\nos.environ.setdefault('KAGGLE_KEY', '0123456789abcdef0123456789abcdef')"),
        notebook("headers = {'X-RapidAPI-Key': '9f86d081884c7d659a2feaa0c55ad015'}"),
        notebook("db = connect('host=db user=anna password=Tr0ub4dor3')"),
        notebook("cfg = {'secret': 'c29tZXRoaW5nLXNlY3JldA'}"),
        notebook("url = 'postgresql://me:hunter2@db.example.org/sales'"),
        notebook("key = 'AKIA" + "ABCDEFGHIJKLMNOP'"),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each string, and each key elsewhere in a cell; the message never repeats it."""
        lines: set[tuple[int, int]] = set()
        for facts, tree in context.trees():
            for node in tree.all(cst.SimpleString):
                if len(node.value) < 8:
                    continue
                text = literal_text(node)
                if isinstance(text, str) and _is_secret(tree, node, text):
                    span = context.span(facts.index, node)
                    lines |= {(facts.index, line) for line in range(span.start.line, span.end.line + 1)}
                    yield self._said(facts.index, span)
        for cell in context.notebook.cells:
            for line, start, end in _secrets_of(cell.source):
                if (cell.index, line) not in lines:
                    lines.add((cell.index, line))
                    yield self._said(cell.index, Span(Position(line, start), Position(line, end)))

    def _said(self, cell: int, span: Span) -> Finding:
        return self.found(
            cell,
            span,
            message="this looks like a password, a key or a token",
            hint="read it from the environment, and replace it: it is known now",
        )


@lru_cache(maxsize=2_048)
def _secrets_of(source: str) -> tuple[tuple[int, int, int], ...]:
    """Keys anywhere in a cell, comments and shell lines too: line, column and end of each."""
    if not holds_secret(source) and not _COMMAND.search(source):
        return ()
    found: list[tuple[int, int, int]] = []
    is_shell = source.startswith("%%")
    for number, line in enumerate(source.split("\n"), 1):
        is_command = is_shell or _COMMAND.match(line) is not None
        if is_command or holds_secret(line):
            found += [(number, *match.span()) for match in secrets_in(line, with_settings=is_command)]
    return tuple(found)


def _is_secret(tree: Tree, node: cst.SimpleString, text: str) -> bool:
    if holds_secret(text, with_settings=True):
        return True
    if len(text) < 6 or is_placeholder(text) or text.startswith("["):
        return False
    label = _label(tree, node).replace("-", "_")
    has_digit = any(c.isdigit() for c in text)
    if _PASSWORD.search(label):
        return has_digit or len(text) >= (16 if isinstance(tree.parents.get(node), cst.DictElement) else 8)
    if _KEY.search(label):
        return len(text) >= 8 and (has_digit or len(text) >= 16)
    return _PERHAPS.search(label) is not None and _looks_random(text)


def _looks_random(text: str) -> bool:
    """Whether letters and digits alternate as nobody would write them: `f81d4fae7dec`, but not `start_2024`."""
    is_one_word = re.fullmatch(r"[\w+/=.~-]{10,}", text) is not None
    return is_one_word and len(_TURN.findall(text)) >= 3


def _label(tree: Tree, node: cst.CSTNode) -> str:
    """What the string is called where it stands: a variable, a keyword, a key."""
    match tree.parents.get(node):
        case cst.Element() as element if _is_login(tree, element):
            return "password"
        case cst.Assign(targets=[cst.AssignTarget(target=cst.Name(value=name)), *_]):
            return name
        case cst.Assign(targets=[cst.AssignTarget(target=cst.Attribute(attr=cst.Name(value=name))), *_]):
            return name
        case cst.AnnAssign(target=cst.Name(value=name)):
            return name
        case cst.Arg(keyword=None) as argument:
            return _set_in_environment(tree, argument)
        case cst.Arg(keyword=cst.Name(value=name)) as argument:
            call = tree.parents.get(argument)
            is_login = isinstance(call, cst.Call) and called_name(call) in ("login", "authenticate")
            return "api_key" if name == "key" and is_login else name
        case cst.Param(name=cst.Name(value=name)):
            return name
        case cst.DictElement(key=cst.SimpleString() as key) if key is not node:
            return str(key.evaluated_value)
        case cst.Assign(
            targets=[cst.AssignTarget(target=cst.Subscript(slice=[cst.SubscriptElement(slice=index)])), *_]
        ):
            inner = index.value if isinstance(index, cst.Index) else None
            return str(inner.evaluated_value) if isinstance(inner, cst.SimpleString) else ""
    return ""


def _set_in_environment(tree: Tree, argument: cst.Arg) -> str:
    """The variable in `os.environ.setdefault("API_KEY", "…")`."""
    call = tree.parents.get(argument)
    if not isinstance(call, cst.Call) or called_name(call) not in ("setdefault", "putenv") or len(call.args) != 2:
        return ""
    name = call.args[0].value
    return str(name.evaluated_value) if isinstance(name, cst.SimpleString) and argument is call.args[1] else ""


def _is_login(tree: Tree, element: cst.Element) -> bool:
    """Whether it is the second part of `auth=("user", "password")`."""
    pair = tree.parents.get(element)
    given = tree.parents.get(pair) if isinstance(pair, cst.Tuple) and pair.elements[1:] == (element,) else None
    return isinstance(given, cst.Arg) and given.keyword is not None and given.keyword.value in ("auth", "basic_auth")
