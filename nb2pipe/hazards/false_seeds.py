"""Cells -> calls that seed a generator by something that is another in each run: the time, or nothing at all."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from nb2pipe.hazards.context import Context
from nb2pipe.model.analysis import Role
from nb2pipe.model.effects import EffectKind
from nb2pipe.syntax.chains import called_name
from nb2pipe.syntax.walk import walk

#: What gives another number in each run.
_EVER_NEW = {
    "time",
    "time_ns",
    "perf_counter",
    "now",
    "utcnow",
    "urandom",
    "getpid",
    "uuid4",
    "randbits",
    "token_bytes",
}
#: Functions that make a generator, or a key, by a seed that they are given, and that no effect tells.
_SEEDED = {"jax.random.PRNGKey", "jax.random.key", "numpy.random.default_rng", "numpy.random.RandomState",
           "random.Random"}  # fmt: skip


def false_seeds(context: Context) -> Iterator[tuple[int, cst.Call]]:
    """Each such call with its cell, in document order."""
    for facts in context.code:
        if facts.role is Role.SKIP:
            continue
        seeds = [effect.node for effect in facts.effects if effect.kind is EffectKind.SEED]
        yield from ((facts.index, node) for node in seeds if isinstance(node, cst.Call) and _is_false(node))
        made = {name.rpartition(".")[2] for name in _SEEDED if name in facts.calls}
        for call in context.tree(facts.index).all(cst.Call) if made else ():
            if called_name(call) in made and _is_ever_new(call):
                yield facts.index, call


def _is_false(call: cst.Call) -> bool:
    """Whether `random.seed()`, `np.random.seed(None)` or `seed(time.time())` leaves the seed to chance."""
    if not call.args:
        return called_name(call) == "seed"
    first = call.args[0].value
    return (isinstance(first, cst.Name) and first.value == "None") or _is_ever_new(call)


def _is_ever_new(call: cst.Call) -> bool:
    inner = (node for argument in call.args for node in walk(argument.value))
    return any(isinstance(node, cst.Call) and called_name(node) in _EVER_NEW for node in inner)
