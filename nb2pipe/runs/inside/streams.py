"""Global random generators -> a stream of numbers for each step, the same in the notebook and in the package.

A notebook that never seeds a generator takes whatever numbers come. So it may as well get numbers that the package
gets, too, and what it makes of them can be compared. Only a comparison does that; a run draws anew.

Modules draw while they are imported (scipy, rich), and notebook and package do not import at the same moments: so each
import has a stream of its own as well.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import pickle
import random
import sys
from collections.abc import Callable, Iterable
from typing import Any

#: Begins the names of streams that are no step's.
_IMPORT = "import "


class Streams:
    """The generators of some libraries, switched from one step's stream to another's.

    numpy's are taken over when `numpy.random` is imported: they must not be the reason that it is. All this lasts as
    long as the process.
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
        self._is_in_library = False
        self._waits_for_numpy = "numpy" in libraries
        if "python" in libraries:
            self._take_over(_Python)
        self._look_for_numpy()
        sys.meta_path.insert(0, _Imports(self._execute_import))

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

    def _execute_import(self, spec: Any, execute: Callable[[], None]) -> None:
        if self._is_in_library:  # which imports 2000 modules: to switch for each takes seconds
            execute()
            self._look_for_numpy()
            return
        step = self._step
        self._is_in_library = _is_library(spec)
        self.enter(f"{_IMPORT}{spec.name}")
        try:
            execute()
        finally:
            self._is_in_library = False
            self._look_for_numpy()
            self.enter(step)

    def _look_for_numpy(self) -> None:
        module = sys.modules.get("numpy.random")
        if self._waits_for_numpy and hasattr(module, "set_state"):
            self._waits_for_numpy = False
            self._take_over(_Numpy, _NumpyEntropy)

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
        if state != self._at_entry[generator.name] and generator.is_asked() and not self._step.startswith(_IMPORT):
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

    def is_asked(self) -> bool:
        """Whether a change of the state means that the user's code has asked for numbers."""
        return True

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
        self._source = random.Random()  # noqa: S311  no secret
        self._get = self._source.getstate
        self._is_asked = False
        module: Any = sys.modules.get("numpy.random.bit_generator")
        if hasattr(module, "randbits"):
            module.randbits = self._draw

    def restore(self, state: bytes) -> None:
        self._is_asked = False
        self._source.setstate(pickle.loads(state))  # noqa: S301  our own bytes

    def seed(self, number: int) -> None:
        self._is_asked = False
        self._source.seed(number)

    def is_asked(self) -> bool:
        """Whether `default_rng` was called: `RandomState(42)` draws as well, but does not use what it gets."""
        return self._is_asked

    def _draw(self, bits: int) -> int:
        # Functions of numpy have no frames: this is their caller's.
        self._is_asked = self._is_asked or "default_rng" in sys._getframe(1).f_code.co_names  # noqa: SLF001
        return self._source.getrandbits(bits)


def _watch(module: Any, names: Iterable[str], on_seed: Callable[[], None]) -> None:
    for name in names:
        setattr(module, name, _watched(getattr(module, name), on_seed))


def _watched(function: Callable[..., object], on_seed: Callable[[], None]) -> Callable[..., object]:
    @functools.wraps(function)
    def call(*arguments: Any, **options: Any) -> object:
        on_seed()
        return function(*arguments, **options)

    return call


class _Imports:
    """A finder that finds what the others find, and is there when it is executed."""

    def __init__(self, execute_import: Callable[[Any, Callable[[], None]], None]) -> None:
        self._execute_import = execute_import

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        finders = (getattr(finder, "find_spec", None) for finder in sys.meta_path if finder is not self)
        specs = (find(name, path, target) for find in finders if find is not None)
        spec: Any = next((spec for spec in specs if spec is not None), None)
        loader = getattr(spec, "loader", None)
        # Built-in and frozen modules have a class as their loader, which all of them share.
        if loader is None or isinstance(loader, type) or not hasattr(loader, "exec_module"):
            return spec

        def execute(module: object) -> None:
            del loader.exec_module
            self._execute_import(spec, functools.partial(loader.exec_module, module))

        with contextlib.suppress(AttributeError):  # the loader takes no attributes
            loader.exec_module = execute
        return spec


def _is_library(spec: Any) -> bool:
    is_standard = spec.name.partition(".")[0] in sys.stdlib_module_names
    return is_standard or "site-packages" in str(spec.origin) or "dist-packages" in str(spec.origin)
