"""Which files the usual commands of a shell read and write, by their operands."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Operands:
    """How a command uses its operands: which it reads and which it writes, as slices of their list."""

    reads: slice | None = None
    writes: slice | None = None
    #: Options whose value is the next word, and no operand.
    valued: frozenset[str] = frozenset()
    #: Options whose value is a file or folder that is written.
    outputs: frozenset[str] = frozenset()
    #: Options that have no value and change nothing about which files these are.
    plain: frozenset[str] = frozenset()


def _options(letters: str, *long: str) -> frozenset[str]:
    return frozenset({*(f"-{letter}" for letter in letters), *long})


_ALL, _FIRST, _LAST, _BUT_FIRST, _BUT_LAST = slice(None), slice(1), slice(-1, None), slice(1, None), slice(-1)

#: Command -> its operands.
COMMANDS: dict[str, Operands] = {
    **dict.fromkeys(
        ("cat", "head", "tail", "wc", "uniq", "less", "more", "file", "stat", "diff", "cmp", "md5sum", "sha256sum"),
        Operands(reads=_ALL, valued=_options("nc")),
    ),
    **dict.fromkeys(("ls", "ll", "tree", "du"), Operands(reads=_ALL, valued=_options("IL"))),
    **dict.fromkeys(
        ("grep", "egrep", "zgrep", "awk", "jq"), Operands(reads=_BUT_FIRST, valued=_options("mABCFv"))
    ),
    "sort": Operands(reads=_ALL, valued=_options("kt"), outputs=_options("o")),
    "cut": Operands(reads=_ALL, valued=_options("dfc")),
    "sed": Operands(reads=_BUT_FIRST),
    "cp": Operands(_BUT_LAST, _LAST, plain=_options("rRfivnaupdHL", "--recursive", "--force", "--archive")),
    "ln": Operands(_BUT_LAST, _LAST, plain=_options("sfnvi")),
    "mv": Operands(_BUT_LAST, _ALL, plain=_options("fivnu", "--force")),
    **dict.fromkeys(
        ("rm", "rmdir", "mkdir", "touch", "truncate"),
        Operands(None, _ALL, valued=_options("sdm"), plain=_options("rRfivpac", "--parents", "--force")),
    ),
    "chmod": Operands(None, _BUT_FIRST, plain=_options("Rxrwv")),
    "tee": Operands(None, _ALL, plain=_options("ai")),
    **dict.fromkeys(("python", "python3", "bash", "sh", "Rscript"), Operands(reads=_FIRST)),
    "zip": Operands(_BUT_FIRST, _FIRST, plain=_options("rqjvy")),
    **dict.fromkeys(
        ("echo", "printf", "pwd", "date", "which", "true", "sleep", "nvidia-smi", "free", "df"), Operands()
    ),
}  # fmt: skip
#: Commands that run programs, which may write any file.
RUNNERS = frozenset({"python", "python3", "bash", "sh", "Rscript", "sed"})

#: Commands that are read in ways of their own.
WGET = Operands(
    valued=_options("OPoUtT", "--output-document", "--directory-prefix", "--header"),
    plain=_options("qcNnv", "--quiet", "--no-check-certificate", "--show-progress", "--continue", "--no-verbose"),
)
CURL = Operands(
    valued=_options("oHdXuAbe", "--output", "--header", "--data", "--request"),
    plain=_options("sSLfkgOJ#", "--silent", "--location", "--fail", "--insecure", "--remote-name"),
)
UNZIP = Operands(valued=_options("dx"), plain=_options("oqnjul"))
TAR = Operands(valued=_options("C"), plain=_options("xcztvjJfpkh"))
GZIP = Operands(plain=_options("dkfvqcl"))
GIT = Operands(valued=_options("b", "--depth", "--branch"), plain=_options("q", "--quiet", "--single-branch"))
