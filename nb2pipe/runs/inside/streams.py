"""Global random generators -> for each step a stream of numbers of its own, the same in the notebook and in the package.

A notebook that never seeds a generator takes whatever numbers come. So it may as well get numbers that the package
gets, too, and what it makes of them can be compared. Only a comparison does that; a run draws anew.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import importlib.util
import pickle
import random
import sys
from collections.abc import Callable, Iterable
from typing import Any


class Streams:
    """The generators of some libraries, switched from one step's stream to another's.

    numpy's are taken over when `numpy.random` is imported: they must not be the reason that it is.
    """

    def __init__(self, libraries: Iterable[str], *, watches_seeds: bool = False) -> None:
        self._step = ""
        self._generators: list[_Generator] = []
        #: By generator and step.
        self._states: dict[tuple[str, str], bytes] = {}
        self._at_entry: dict[str, bytes] = {}
        self._drawn: set[str] = set()
        self._seeded: set[str] = set()
        self._watches_seeds = watches_seeds
        if "python" in libraries:
            self._take_over(_Python)
        if "numpy" in libraries:
            _when_imported("numpy.random", lambda: self._take_over(_Numpy, _NumpyEntropy))

    def enter(self, step: str) -> None:
        """Go on with the stream of that step, or begin it."""
        for generator in self._generators:
            self._leave(generator)
        self._step = step
        for generator in self._generators:
            self._begin(generator)

    def drawn(self) -> list[str]:
        """Names of the generators that have been drawn from."""
        self.enter(self._step)
        return sorted(self._drawn)

    def seeded(self) -> list[str]:
        """Libraries whose generator was seeded after all, by code that nobody has looked at."""
        return sorted(self._seeded)

    def _take_over(self, *kinds: type[_Generator]) -> None:
        for kind in kinds:
            generator = kind()
            if self._watches_seeds:
                generator.watch(functools.partial(self._seeded.add, generator.library))
            self._generators.append(generator)
            self._begin(generator)

    def _leave(self, generator: _Generator) -> None:
        state = generator.state()
        self._states[generator.name, self._step] = state
        if state != self._at_entry[generator.name]:
            self._drawn.add(generator.name)

    def _begin(self, generator: _Generator) -> None:
        state = self._states.get((generator.name, self._step))
        if state is None:
            generator.seed(int.from_bytes(hashlib.sha256(self._step.encode()).digest()[:4], "little"))
        else:
            generator.restore(state)
        self._at_entry[generator.name] = generator.state()


class _Generator:
    """A source of random numbers with functions of its own, which the user's code may have replaced."""

    library: str
    name: str
    _seed: Callable[[Any], object]
    _get: Callable[[], Any]
    _set: Callable[[Any], object]

    def state(self) -> bytes:
        return pickle.dumps(self._get(), protocol=5)

    def restore(self, state: bytes) -> None:
        self._set(pickle.loads(state))  # noqa: S301  our own bytes

    def seed(self, number: int) -> None:
        self._seed(number)

    def watch(self, on_seed: Callable[[], None]) -> None:
        """Call the function whenever the user's code sets the state."""


class _Python(_Generator):
    library = "python"
    name = "random"

    def __init__(self) -> None:
        self._seed, self._get, self._set = random.seed, random.getstate, random.setstate

    def watch(self, on_seed: Callable[[], None]) -> None:
        _watch(random, ("seed", "setstate"), on_seed)


class _Numpy(_Generator):
    library = "numpy"
    name = "numpy.random"

    def __init__(self) -> None:
        self._module: Any = sys.modules["numpy.random"]
        self._seed, self._get, self._set = self._module.seed, self._module.get_state, self._module.set_state

    def watch(self, on_seed: Callable[[], None]) -> None:
        _watch(self._module, ("seed", "set_state"), on_seed)


class _NumpyEntropy(_Generator):
    """What numpy seeds `default_rng()` and `RandomState()` with; a numpy that gets it elsewhere keeps it."""

    library = "numpy"
    name = "numpy.random.default_rng"

    def __init__(self) -> None:
        source = random.Random()  # noqa: S311  no secret
        self._seed, self._get, self._set = source.seed, source.getstate, source.setstate
        module: Any = sys.modules.get("numpy.random.bit_generator")
        if hasattr(module, "randbits"):
            module.randbits = source.getrandbits


def _watch(module: Any, names: Iterable[str], on_seed: Callable[[], None]) -> None:
    for name in names:
        setattr(module, name, _watched(getattr(module, name), on_seed))


def _watched(function: Callable[..., object], on_seed: Callable[[], None]) -> Callable[..., object]:
    @functools.wraps(function)
    def call(*arguments: Any, **options: Any) -> object:
        on_seed()
        return function(*arguments, **options)

    return call


def _when_imported(module: str, then: Callable[[], None]) -> None:
    if module in sys.modules:
        then()
    else:
        sys.meta_path.insert(0, _Waiting(module, then))  # type: ignore[arg-type]  # a finder needs one method only


class _Waiting:
    """A finder that finds nothing by itself and notices when one module is imported."""

    def __init__(self, module: str, then: Callable[[], None]) -> None:
        self._module = module
        self._then = then

    def find_spec(self, name: str, path: object = None, target: object = None) -> Any:  # noqa: ARG002
        if name != self._module:
            return None
        with contextlib.suppress(ValueError):
            sys.meta_path.remove(self)  # type: ignore[arg-type]  # see above
        spec: Any = importlib.util.find_spec(name)
        if spec is None or spec.loader is None:
            return spec
        loader = spec.loader

        def execute(module: object) -> None:
            del loader.exec_module
            loader.exec_module(module)
            self._then()

        loader.exec_module = execute
        return spec
