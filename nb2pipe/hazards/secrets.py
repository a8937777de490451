"""What keys, tokens and logins look like wherever they stand."""

from __future__ import annotations

import re

#: Keys and tokens that a service marks as its own.
KEY = re.compile(
    r"AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{30,}|github_pat_\w{40,}|sk-[A-Za-z0-9_-]{20,}|xox[abprs]-[\w-]{10,}"
    r"|AIza[\w-]{35}|hf_[A-Za-z0-9]{30,}|glpat-[\w-]{20}|-----BEGIN [A-Z ]*PRIVATE KEY-----"
    r"|\b(?:Bearer|Basic)\s+(?=[\w.~+/-]*\d)[\w.~+/-]{16,}"
    r"|eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}"
)
#: A URL with a password; bounded, so that a long saved output is gone through in a moment.
LOGIN = re.compile(r"(?<![a-z0-9+])[a-z][a-z0-9+]{0,30}://[^\s/:@]{1,200}:(?P<password>[^\s/@{}<$*]{1,200})@")
