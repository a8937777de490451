"""What keys, tokens and logins look like wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator

#: Keys and tokens that a service marks as its own.
_KEY = re.compile(
    r"(?:AKIA|ASIA)[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{30,}|github_pat_\w{40,}|glpat-[\w-]{20}"
    r"|\bsk-[A-Za-z0-9_-]{20,}|\b[rs]k_(?:live|test)_[A-Za-z0-9]{16,}|xox[abprs]-[\w-]{10,}|AIza[\w-]{35}|ya29\.[\w-]{20,}"
    r"|\bhf_[A-Za-z0-9]{30,}|\bnpm_[A-Za-z0-9]{30,}|\bpypi-AgE[\w-]{20,}|\bdapi[0-9a-f]{32}"
    r"|\bSG\.[\w-]{16,}\.[\w-]{16,}|\bSK[0-9a-f]{32}\b|\b\d{8,10}:AA[\w-]{30,}"
    r"|hooks\.slack\.com/services/T\w+/B\w+/\w{8,}|discord(?:app)?\.com/api/webhooks/\d+/[\w-]{20,}"
    r"|-----BEGIN [A-Z ]*PRIVATE KEY-----|\bAccountKey=[\w+/=]{20,}"
    r"|\b(?:Bearer|Basic)\s+(?=[\w.~+/-]*\d)[\w.~+/-]{16,}"
    r"|\beyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}"
)
#: One of these stands in each of them: most texts have none, which is found out sooner so.
_SIGNS = ("AKIA", "ASIA", "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-", "sk-", "k_live_", "k_test_",
          "xox", "AIza", "ya29.", "hf_", "npm_", "pypi-", "dapi", "SG.", "SK", ":AA", "hooks.slack", "/webhooks/",
          "PRIVATE KEY", "AccountKey=", "Bearer", "Basic", "eyJ")  # fmt: skip
#: A URL with a password; bounded, so that a long saved output is gone through in a moment.
_LOGIN = re.compile(r"(?<![a-z0-9+])[a-z][a-z0-9+]{0,30}://[^\s/:@]{0,200}:(?P<password>[^\s/@{}<$*]{1,200})@")
#: `password=…` in a connection string, a URL or a shell line.
_SETTING = re.compile(
    r"(?<![\w.-])(?:[\w-]{0,60}(?:password|passwd|secret|token|api_?key|access_?key)|pwd|sig|appid|key)"
    r"=['\"]?(?P<password>(?=[^\s;&]*\d)[^\s;&,'\"(){}<>$*]{8,200})",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(
    r"(?:x+|\*+|\.+|<.*>|\{.*\}|\$.*|.*your.*|my.*|change.*|todo|none|null|test|example.*|secret|pass(?:word|wd)?|pwd|pw"
    r"|token|(?:insert|replace|enter|put|dummy|fake)[-_ ].*|.*\.\.\.|.*…|.*\s.*|.*[_ -]here)\Z",
    re.IGNORECASE,
)
_BLANKED = re.compile(r"x{6}|X{6}|\*{4}|\.{3}")


def secrets_in(text: str, *, with_settings: bool = False) -> Iterator[re.Match[str]]:
    """Where keys and logins stand in a text; those that only show where one would stand are none."""
    if any(sign in text for sign in _SIGNS):
        yield from (found for found in _KEY.finditer(text) if not _BLANKED.search(found[0]))
    patterns = [_LOGIN] if "://" in text else []
    patterns += [_SETTING] if with_settings and "=" in text else []
    for pattern in patterns:
        yield from (found for found in pattern.finditer(text) if not is_placeholder(found["password"]))


def holds_secret(text: str, *, with_settings: bool = False) -> bool:
    """Whether a key or a login stands in a text."""
    return next(secrets_in(text, with_settings=with_settings), None) is not None


def is_placeholder(text: str) -> bool:
    """Whether a text only shows where a secret would stand: `<token>`, `your-key-here`."""
    return _PLACEHOLDER.match(text) is not None or _BLANKED.search(text) is not None
