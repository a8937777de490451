"""NB301: random numbers without a seed."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from nb2pipe.hazards.context import Context
from nb2pipe.hazards.drawing import unseeded_draws
from nb2pipe.hazards.false_seeds import false_seeds
from nb2pipe.hazards.imported import full_name
from nb2pipe.hazards.outside import is_seeded
from nb2pipe.hazards.rule import Rule, notebook
from nb2pipe.hazards.seeding import drawn_weights, seed_fix, state_fix
from nb2pipe.hazards.tree import Tree
from nb2pipe.model.analysis import CellFacts, Role
from nb2pipe.model.effects import Effect, EffectKind
from nb2pipe.model.findings import Finding, Fix, Severity
from nb2pipe.model.ids import RuleCode
from nb2pipe.syntax.chains import called_name
from nb2pipe.syntax.scopes import dotted_name

_OWN_GENERATORS = {
    "default_rng": "numpy.random.default_rng",
    "RandomState": "numpy.random.RandomState",
    "Random": "random.Random",
    **{name: f"numpy.random.{name}" for name in ("SeedSequence", "PCG64", "MT19937", "Philox", "SFC64")},
    "SystemRandom": "random.SystemRandom",
    "from_non_deterministic_state": "tensorflow.random.Generator.from_non_deterministic_state",
}
#: Stands for the statement where one seed is enough for all draws of a cell.
_OF_CELL = -1
#: Library -> what to draw from rather than its global generator.
_INSTEAD = {
    "numpy": "draw from a generator that has a seed: `rng = np.random.default_rng(seed)`",
    "python": "draw from a generator that has a seed: `random.Random(seed)`",
    "torch": "call `torch.manual_seed` above, or give it a `generator=`",
}


class UnseededRandomness(Rule):
    """Random numbers are drawn, and no seed was set: by `np.random.*`, `random.*`, `train_test_split`, `KMeans`, …

    A seed that is another in each run, such as the time, is none.

    Each run gives other results. They cannot be compared with those of the last run, and `nb2pipe verify` can
    only say that the notebook differs from itself.

    Give the call a `random_state`, draw from a generator of your own (`rng = np.random.default_rng(seed)`), and
    make the seed a parameter.
    """

    code = RuleCode("NB301")
    name = "unseeded-randomness"
    severity = Severity.WARNING
    VALID = (
        notebook("import numpy as np\nnp.random.seed(0)", "x = np.random.rand()"),
        notebook("import numpy as np\nrng = np.random.default_rng(0)", "x = rng.normal()"),
        notebook(
            "from sklearn.model_selection import train_test_split", "a, b = train_test_split([1, 2], random_state=0)"
        ),
        notebook("from sklearn.decomposition import PCA", "PCA(svd_solver='full').fit([[1], [2]])"),
        notebook("import random", "r = random.Random(3)\nr.random()"),
        notebook(
            "from sklearn.cluster import KMeans\nsettings = {'random_state': 0}", "KMeans(**settings).fit([[1], [2]])"
        ),
        notebook("import torch\ng = torch.Generator().manual_seed(1)", "order = torch.randperm(9, generator=g)"),
        notebook("import keras\nkeras.utils.set_random_seed(0)", "net = keras.Sequential([keras.layers.Dense(1)])"),
        notebook("from sklearn.model_selection import train_test_split", "a, b = train_test_split([1], shuffle=False)"),
        notebook("from sklearn.model_selection import KFold", "parts = list(KFold(2, shuffle=False).split([1, 2]))"),
        notebook("import polars as pl\ndf = pl.read_csv('a.csv')", "few = df.sample(9, seed=1)"),
        notebook(
            "import torch\ntorch.manual_seed(0)",
            "from torch.utils.data import DataLoader\nrows = DataLoader([1, 2], shuffle=True)",
        ),
        notebook("from torch.utils.data import DataLoader\nrows = DataLoader(data, 9)", "seen = [row for row in rows]"),
        notebook(
            "class P:\n    def __hash__(self):\n        return hash(self.name)\nprint(hash(3), hash('a') == hash(b))"
        ),
        notebook("import optuna", "study = optuna.create_study(sampler=optuna.samplers.TPESampler(seed=0))"),
        notebook(
            "from functools import partial\nfrom sklearn.cluster import KMeans\nmake = partial(KMeans, random_state=3)",
            "make().fit([[1], [2]])",
        ),
        notebook("from faker import Faker\nFaker.seed(0)\nname = Faker().name()"),
    )
    INVALID = (
        notebook("import polars as pl\ndf = pl.read_csv('a.csv').drop_nulls()", "few = df.sample(9)"),
        notebook("import pymc as pm\nwith pm.Model():\n    trace = pm.sample()"),
        notebook("import numpy as np, time\nnp.random.seed(int(time.time()))", "x = np.random.rand()"),
        notebook("import random\nrandom.seed()\nx = random.random()"),
        notebook("import random\nx = random.SystemRandom().random()"),
        notebook("from sklearn.cluster import KMeans\nsettings = dict(n_init=3)", "KMeans(**settings).fit([[1], [2]])"),
        notebook("from torch.utils.data import DataLoader", "rows = DataLoader([1, 2], shuffle=True)"),
        notebook("import tensorflow as tf", "rows = tf.data.Dataset.range(9)", "rows = rows.shuffle(9).batch(2)"),
        notebook("import optuna", "study = optuna.create_study(direction='maximize')"),
        notebook("import numpy as np\nx = np.random.rand()"),
        notebook("import random\nx = random.choice([1, 2])"),
        notebook("names = ['a', 'b']", "test = [name for name in names if hash(name) % 5 == 0]"),
        notebook("from tensorflow import keras", "net = keras.Sequential([keras.layers.Dense(1)])"),
        notebook("from torch.utils.data import random_split", "train, test = random_split(range(10), [8, 2])"),
        notebook("from sklearn.model_selection import train_test_split", "a, b = train_test_split([1, 2])"),
        notebook("import numpy as np\nrng = np.random.default_rng()"),
        notebook("import numpy as np\nrng = np.random.default_rng(None)"),
        notebook("import numpy as np\nx = np.random.rand()", "np.random.seed(0)"),
        notebook("from sklearn.cluster import KMeans", "KMeans(2, random_state=None).fit([[1], [2]])"),
    )
    UNSAFE_FIXED = (
        (
            notebook("%matplotlib inline\nimport numpy as np\nx = np.random.rand(3)"),
            notebook("%matplotlib inline\nimport numpy as np\nnp.random.seed(0)\nx = np.random.rand(3)"),
        ),
        (
            notebook("from random import random", "x = random()"),
            notebook("from random import random", "from random import seed\nseed(0)\nx = random()"),
        ),
        (
            notebook("import numpy as np; x = np.random.rand(3)"),
            notebook("import numpy as np; np.random.seed(0); x = np.random.rand(3)"),
        ),
        (
            notebook("import numpy as np\ndef draw():\n    return np.random.rand(3)", "x = draw()"),
            notebook("import numpy as np\ndef draw():\n    return np.random.rand(3)", "np.random.seed(0)\nx = draw()"),
        ),
        (
            notebook("import torch\nfrom torch import nn", "net = nn.Linear(2, 1)"),
            notebook("import torch\nfrom torch import nn", "torch.manual_seed(0)\nnet = nn.Linear(2, 1)"),
        ),
        (
            notebook("import numpy as np\n# noise\nx = np.random.rand(3)", "y = np.random.rand(3)"),
            notebook("import numpy as np\n# noise\nnp.random.seed(0)\nx = np.random.rand(3)", "y = np.random.rand(3)"),
        ),
        (
            notebook("from sklearn.model_selection import train_test_split\na, b = train_test_split(\n    [1, 2],\n)"),
            notebook(
                "from sklearn.model_selection import train_test_split\n"
                "a, b = train_test_split(\n    [1, 2],\n    random_state=0,\n)"
            ),
        ),
        (
            notebook(
                "from sklearn.model_selection import train_test_split\n"
                "a, b = train_test_split(\n    [1, 2],\n    test_size=1,  # one\n)"
            ),
            notebook(
                "from sklearn.model_selection import train_test_split\n"
                "a, b = train_test_split(\n    [1, 2],\n    test_size=1,  # one\n    random_state=0,\n)"
            ),
        ),
        (
            notebook("from sklearn.cluster import KMeans\nmodel = KMeans()  # three", "model.fit([[1], [2]])"),
            notebook(
                "from sklearn.cluster import KMeans\nmodel = KMeans(random_state=0)  # three", "model.fit([[1], [2]])"
            ),
        ),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each cell that draws and library, and for each statement that needs a state of its own."""
        seen: set[tuple[int, str, int]] = set()
        repaired: set[tuple[int | None, str]] = set()
        for facts, effect in context.effects(EffectKind.DRAW):
            library = effect.target
            key = (facts.index, library, _OF_CELL if _is_own_call(context, effect) else effect.statement)
            if effect.is_guess or facts.role is Role.SKIP or key in seen:
                continue
            if is_seeded(context, library, facts.index, effect.statement):
                continue
            # One seed is enough for all that comes after it, one fix for all states that a cell's calls need.
            fixed = (None, library) if key[2] == _OF_CELL else (facts.index, library)
            is_first = fixed not in repaired
            repaired.add(fixed)
            seen.add(key)
            yield self.found(
                facts.index,
                context.effect_span(facts, effect),
                message=f"this draws from `{library}`'s global generator, which nothing has seeded",
                hint=_hint(context, effect),
                severity=Severity.INFO if _only_jitters(effect) else None,
                fix=self._fix(context, facts, effect, is_first=is_first),
            )
        for facts in context.code:
            if facts.role is not Role.SKIP:
                yield from self._own_generators(context, facts)
        told: set[tuple[int, str]] = set()
        for draw in unseeded_draws(context):
            if (draw.cell, draw.hint) in told:
                continue
            told.add((draw.cell, draw.hint))
            yield self.found(
                draw.cell,
                context.span(draw.cell, draw.call),
                message="this draws random numbers, and nothing has seeded their generator",
                hint=draw.hint,
            )
        for cell, call in false_seeds(context):
            yield self.found(
                cell,
                context.span(cell, call),
                message="this seeds the generator by another number in each run",
                hint="give it a number, and make the number a parameter",
            )
        yield from self._hashes(context)
        yield from self._weights(context)

    def _fix(self, context: Context, facts: CellFacts, effect: Effect, *, is_first: bool) -> Fix | None:
        if not _is_own_call(context, effect):
            return state_fix(context, facts) if is_first else None
        return seed_fix(context, facts, effect) if is_first else None

    def _weights(self, context: Context) -> Iterator[Finding]:
        """The first cell that makes layers of Keras, whose weights are drawn."""
        for facts in context.code:
            layer = drawn_weights(facts) if facts.role is not Role.SKIP else ""
            if not layer:
                continue
            if not is_seeded(context, "tensorflow", facts.index):
                node = next((c for c in context.tree(facts.index).all(cst.Call) if called_name(c) == layer), None)
                yield self.found(
                    facts.index,
                    context.span(facts.index, node) if node is not None else context.statement_span(facts.index, 0),
                    message="the first weights of these layers are drawn, and nothing has seeded the generator",
                    hint="call `keras.utils.set_random_seed` above",
                )
            return

    def _hashes(self, context: Context) -> Iterator[Finding]:
        """`hash(name) % 10` of texts: Python gives other numbers in each process."""
        for facts in context.code:
            is_hashing = "builtins.hash" in (*facts.calls, *facts.calls_inside) and facts.role is not Role.SKIP
            for call in context.tree(facts.index).all(cst.Call) if is_hashing else ():
                if _hashes_text(context.tree(facts.index), call):
                    yield self.found(
                        facts.index,
                        context.span(facts.index, call),
                        message="`hash` gives another number for the same text in each run",
                        hint="use `zlib.crc32(text.encode())`, or a digest of `hashlib`",
                    )

    def _own_generators(self, context: Context, facts: CellFacts) -> Iterator[Finding]:
        if not set(_OWN_GENERATORS.values()) & set(facts.calls):
            return
        for node in context.tree(facts.index).all(cst.Call):
            name = called_name(node)
            if _OWN_GENERATORS.get(name, "") in facts.calls and _has_no_seed(node):
                yield self.found(
                    facts.index,
                    context.span(facts.index, node),
                    message=f"`{name}()` without a seed gives other numbers each time",
                    hint="give it a seed, and make the seed a parameter",
                )


def _only_jitters(effect: Effect) -> bool:
    """Whether the numbers only move the points of a plot apart."""
    return isinstance(effect.node, cst.Call) and called_name(effect.node) in ("stripplot", "catplot")


def _hashes_text(tree: Tree, call: cst.Call) -> bool:
    """Whether it is `hash` of what may be a text, and not how a class hashes its instances."""
    if dotted_name(call.func) != "hash" or not call.args or isinstance(call.args[0].value, (cst.Integer, cst.Float)):
        return False
    function = tree.enclosing(call, lambda outer: isinstance(outer, cst.FunctionDef))
    is_own = isinstance(function, cst.FunctionDef) and function.name.value == "__hash__"
    # What only tells two values apart is the same in each run.
    is_compared = isinstance(tree.parents.get(call), (cst.Comparison, cst.ComparisonTarget))
    return not is_own and not is_compared


def _has_no_seed(call: cst.Call) -> bool:
    first = call.args[0].value if call.args else None
    return first is None or (isinstance(first, cst.Name) and first.value == "None")


def _hint(context: Context, effect: Effect) -> str:
    if _is_own_call(context, effect):
        return _INSTEAD.get(effect.target, "seed the generator above")
    if effect.in_function:
        return "seed the generator above this call, or give the function one of its own to draw from"
    return "pass `random_state=`, or seed the generator above"


def _is_own_call(context: Context, effect: Effect) -> bool:
    """Whether the call is of a module that is all about random numbers, and not of something that uses it."""
    function = effect.node.func if isinstance(effect.node, cst.Call) else cst.Name("_")
    name = full_name(context, function) or dotted_name(function)
    return effect.target == "torch" or ".random." in f".{name}" or name.startswith("random.")
