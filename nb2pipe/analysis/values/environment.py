"""The environment of the process, and where it looks for modules: read one by one or looked through, and set."""

from __future__ import annotations

import libcst as cst

from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Value
from nb2pipe.analysis.values.texts import constant_texts
from nb2pipe.model.accesses import Via
from nb2pipe.model.effects import EffectKind
from nb2pipe.model.ids import SEARCH_PATH

#: What holds it.
ENVIRONMENT = "os.environ"
#: Any of its variables.
ANY = "*"
FOLDERS_OF_MODULES = "sys.path"


def read_environment(m: Machine, name: str, node: cst.CSTNode) -> None:
    """A variable of the environment is read, which may have been set under a name that the code does not show."""
    names = (
        {f"env:{name}", f"env:{ANY}"} if name != ANY else {each for each in m.world.slots if each.startswith("env:")}
    )
    for each in sorted(names):
        m.read_world(each, node, Via.OPTION)


def ask_environment(m: Machine, names: list[str], node: cst.CSTNode) -> None:
    """The code reads variables of the environment; any of them if it does not show which."""
    for name in names or [ANY]:
        m.effect(EffectKind.READ_ENVIRONMENT, name, node)
        read_environment(m, name, node)


def set_environment(m: Machine, name: str, node: cst.CSTNode) -> None:
    """The code sets or deletes a variable of the environment."""
    m.effect(EffectKind.SET_ENVIRONMENT, name, node)
    m.write_world(f"env:{name}", node, Via.OPTION, replaces=name != ANY)


def looks_for_variable(m: Machine, wanted: Value, among: Value, node: cst.CSTNode) -> bool:
    """Whether the code asks `"NAME" in os.environ`, which is noted."""
    is_asked = len(among) == 1 and among[0].name == ENVIRONMENT
    if is_asked:
        ask_environment(m, constant_texts(wanted), node)
    return is_asked


def look_through(m: Machine, value: Value, node: cst.CSTNode) -> None:
    """`dict(os.environ)`, `for name in os.environ`, `"lib" in sys.path`."""
    for obj in value:
        if obj.name == ENVIRONMENT:
            ask_environment(m, [], node)
        elif obj.name == FOLDERS_OF_MODULES:
            m.read_world(SEARCH_PATH, node, Via.OPTION)
