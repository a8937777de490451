"""A code object -> its instructions, as they would be if no call handed on variables under their own names.

A function that stands in a module of the package is handed what it looks up in the notebook: `score(x)`
becomes `score(x, limit=limit)`. A function that calls it and is kept, in a list or by an animation, does the same on
both sides.
"""

from __future__ import annotations

import dis
import types

_LOADS = ("LOAD_NAME", "LOAD_GLOBAL", "LOAD_FAST", "LOAD_DEREF", "LOAD_CLASSDEREF", "LOAD_FROM_DICT_OR_")
_CALLS_WITH_NAMES = frozenset({"CALL_KW", "CALL_FUNCTION_KW"})


def instructions_of(code: types.CodeType) -> list[dis.Instruction]:
    """The code's instructions without the last keyword arguments of calls that are all of the kind `name=name`."""
    found: list[dis.Instruction] = []
    steps = list(dis.get_instructions(code))
    for step, after in zip(steps, [*steps[1:], None], strict=True):
        if _names_keywords(step, after):
            # Python 3.11 gives no argval here.
            keywords = code.co_consts[step.arg or 0]
            handed = _handed_on(found, keywords)
            del found[len(found) - handed :]
            if handed < len(keywords):
                found.append(step._replace(argval=keywords[: len(keywords) - handed]))
        else:
            found.append(step)
    return found


def _names_keywords(step: dis.Instruction, after: dis.Instruction | None) -> bool:
    """Whether the instruction says how the keyword arguments of the call that follows are called."""
    if step.opname == "KW_NAMES":
        return True
    return step.opname == "LOAD_CONST" and after is not None and after.opname in _CALLS_WITH_NAMES


def _handed_on(before: list[dis.Instruction], keywords: tuple[str, ...]) -> int:
    count = 0
    for step, keyword in zip(reversed(before), reversed(keywords), strict=False):
        if not step.opname.startswith(_LOADS) or step.argval != keyword:
            break
        count += 1
    return count
