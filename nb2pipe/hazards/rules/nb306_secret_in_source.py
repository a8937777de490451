"""NB306: a password, key or token stands in the code."""

from __future__ import annotations

import re
from collections.abc import Iterator

import libcst as cst

from nb2pipe.hazards.context import Context
from nb2pipe.hazards.rule import Rule, notebook
from nb2pipe.hazards.secrets import KEY, LOGIN
from nb2pipe.hazards.tree import Tree
from nb2pipe.model.findings import Finding, Severity
from nb2pipe.model.ids import RuleCode
from nb2pipe.syntax.chains import called_name
from nb2pipe.syntax.literals import literal_text

_NAME = re.compile(
    r"(?:^|_)(?:password|passwd|pwd|secret|secret_key|api_?key|access_key|(?:\w+_)?token|private_key"
    # German, French, Spanish, Portuguese, Italian, Chinese and Japanese.
    r"|passwort|kennwort|mot_de_passe|mdp|contrase(?:ñ|n)a|senha|密码|口令|密钥|パスワード)$",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(
    r"(?:x+|\*+|\.+|<.*>|\{.*\}|\$.*|your.*|my.*|change.*|todo|none|null|test|example.*|secret|password|token"
    r"|.*\s.*|.*[_ -]here)\Z",
    re.IGNORECASE,
)


class SecretInSource(Rule):
    """A string looks like a password, a key or a token.

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
        notebook("url = 'postgresql://user:{password}@db/x'"),
    )
    INVALID = (
        notebook("api_key = 'f81d4fae7dec11d0a765'"),
        notebook("import wandb\nwandb.login(key='0123456789abcdef01234567')"),
        notebook("login(password='hunter2secure!')"),
        notebook("db_passwort = 'Geheim!2024'"),
        notebook("import requests\nrequests.get(url, auth=('anna', 's3cr3tPass!'))"),
        notebook("headers = {'Authorization': 'Bearer " + "0123456789abcdef" * 2 + "'}"),
        notebook("cfg = {'secret': 'c29tZXRoaW5nLXNlY3JldA'}"),
        notebook("url = 'postgresql://me:hunter2@db.example.org/sales'"),
        notebook("key = 'AKIA" + "ABCDEFGHIJKLMNOP'"),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each string; the message never repeats it."""
        for facts, tree in context.trees():
            for node in tree.all(cst.SimpleString):
                if len(node.value) < 8:
                    continue
                text = literal_text(node)
                if isinstance(text, str) and _is_secret(tree, node, text):
                    yield self.found(
                        facts.index,
                        context.span(facts.index, node),
                        message="this looks like a password, a key or a token",
                        hint="read it from the environment, and replace it: it is known now",
                    )


def _is_secret(tree: Tree, node: cst.SimpleString, text: str) -> bool:
    if KEY.search(text) or LOGIN.match(text):
        return True
    if len(text) < 8 or _PLACEHOLDER.match(text) or text.startswith("["):
        return False
    has_mixture = any(c.isdigit() for c in text) or len(text) >= 16
    return has_mixture and _NAME.search(_label(tree, node)) is not None


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


def _is_login(tree: Tree, element: cst.Element) -> bool:
    """Whether it is the second part of `auth=("user", "password")`."""
    pair = tree.parents.get(element)
    given = tree.parents.get(pair) if isinstance(pair, cst.Tuple) and pair.elements[1:] == (element,) else None
    return isinstance(given, cst.Arg) and given.keyword is not None and given.keyword.value in ("auth", "basic_auth")
