"""Calls that set what a library does from then on, and contexts that put it back."""

from __future__ import annotations

import sys
from operator import attrgetter
from pkgutil import resolve_name

import pytest

from nb2pipe.analysis.knowledge.settings import SCOPING_CALLS, SETTING_CALLS, SETTING_CONTEXTS
from nb2pipe.model.effects import EffectKind
from tests.support.notebooks import analysis_of


def set_by(source: str) -> set[str]:
    """Libraries whose options the cell sets."""
    effects = analysis_of(source).cells[0].effects
    return {effect.target for effect in effects if effect.kind is EffectKind.SET_OPTION}


def _written(call: str) -> str:
    return call.replace(".*", ".anything")


@pytest.mark.parametrize(("library", "calls"), sorted(SETTING_CALLS.items()))
def test_call_sets_its_library(library: str, calls: tuple[str, ...]) -> None:
    for call in calls:
        root = call.partition(".")[0]
        assert library in set_by(f"import {root}\n{_written(call)}(1)"), call


@pytest.mark.parametrize("module", ["matplotlib", "matplotlib.pyplot", "matplotlib.pylab", "pylab"])
def test_settings_of_matplotlib_are_the_same_by_any_name(module: str) -> None:
    source = f"from {module} import rcParams\nrcParams['figure.figsize'] = 10, 6"
    assert {(e.kind, e.target) for e in analysis_of(source).cells[0].effects} == {(EffectKind.SET_OPTION, "matplotlib")}


def test_calls_of_the_standard_library_exist() -> None:
    named = (call for calls in SETTING_CALLS.values() for call in calls if "()" not in call)
    for call in named:
        root, _, rest = call.partition(".")
        if root in sys.stdlib_module_names:
            module = rest.rpartition(".")[0]
            found = resolve_name(f"{root}.{module}" if module else root)
            assert callable(attrgetter(rest.rpartition(".")[2])(found)), call


@pytest.mark.parametrize(("context", "library"), sorted(SCOPING_CALLS.items()))
def test_context_puts_back_its_own_library_alone(context: str, library: str) -> None:
    root = context.partition(".")[0]
    inside = "\n".join(f"    {_written(calls[0])}(1)" for calls in SETTING_CALLS.values())
    roots = "\n".join(f"    import {calls[0].partition('.')[0]}" for calls in SETTING_CALLS.values())
    found = set_by(f"import {root}\nwith {context}():\n{roots}\n{inside}")
    assert found == SETTING_CALLS.keys() - {library}


@pytest.mark.parametrize(("call", "library"), sorted(SETTING_CONTEXTS.items()))
def test_setting_that_is_a_context_ends_with_it(call: str, library: str) -> None:
    root = call.partition(".")[0]
    assert set_by(f"import {root}\nwith {call}(False):\n    pass") == set()
    assert set_by(f"import {root}\n{call}(False)") == {library}
