"""What code touches beside its variables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from nb2pipe.model.words import Word

if TYPE_CHECKING:
    import libcst as cst

#: What Python asks for modules before it looks into folders.
WHERE_MODULES_ARE = ("sys.modules", "sys.meta_path", "sys.path_hooks")


class EffectKind(Word):
    """What code touches beside its variables."""

    READ_FILE = "read-file"
    WRITE_FILE = "write-file"
    #: Sets the state of a global random generator; the target is the library.
    SEED = "seed"
    #: Draws from a global random generator.
    DRAW = "draw"
    #: Takes numbers from a global random generator that decide nothing: only who draws after it notices.
    ADVANCE = "advance"
    TIME = "time"
    NETWORK = "network"
    #: Sets an environment variable; the target is its name.
    SET_ENVIRONMENT = "set-environment"
    READ_ENVIRONMENT = "read-environment"
    CHANGE_DIRECTORY = "change-directory"
    SEARCH_PATH = "search-path"
    #: Sets an option of a library; the target is the library.
    SET_OPTION = "set-option"
    #: Uses a library whose options may have been set.
    USE_LIBRARY = "use-library"
    #: Adds to or replaces an attribute of an imported module or class.
    MONKEYPATCH = "monkeypatch"
    SHELL = "shell"
    INPUT = "input"
    #: `exec`, `eval`, `globals()`, `locals()`: names that the code does not show.
    DYNAMIC = "dynamic"
    STAR_IMPORT = "star-import"
    #: `_`, `_3`, `In`, `Out`.
    HISTORY = "history"
    #: `get_ipython()`.
    IPYTHON = "ipython"
    #: Draws with pyplot's current figure.
    PYPLOT = "pyplot"
    #: `print`, `display`.
    SHOW = "show"
    #: The code was too deep or too long to follow.
    TOO_COMPLEX = "too-complex"


@dataclass(frozen=True, slots=True)
class Effect:
    """Something that a statement does beside computing values."""

    kind: EffectKind
    target: str
    #: Index of the top-level statement in its cell.
    statement: int
    node: cst.CSTNode | None
    #: False where it stands in a branch, in a loop, or in a function that may not do it.
    certain: bool = True
    #: The effect happens in a function of the notebook that the statement calls.
    in_function: bool = False
    #: Only a call of which nothing is known may have the effect.
    is_guess: bool = False

    @property
    def may_bind_any_name(self) -> bool:
        """Whether names may be bound by it that the code does not show."""
        if self.kind is EffectKind.DYNAMIC:
            return self.target in ("exec", "eval", "globals", "locals", "vars", "__main__")
        return self.kind in (EffectKind.IPYTHON, EffectKind.TOO_COMPLEX)
