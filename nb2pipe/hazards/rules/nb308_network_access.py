"""NB308: a cell needs the network."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from nb2pipe.hazards.context import Context
from nb2pipe.hazards.rule import Rule, notebook
from nb2pipe.model.analysis import CellFacts
from nb2pipe.model.effects import Effect, EffectKind
from nb2pipe.model.findings import Finding, Severity
from nb2pipe.model.ids import RuleCode
from nb2pipe.syntax.arguments import keywords_of
from nb2pipe.syntax.scopes import dotted_name


class NetworkAccess(Rule):
    """A cell reads from a URL, asks a service or downloads a data set.

    What it gets may be something else tomorrow, or nothing at all, and the machine that runs the pipeline may have no
    network.

    Keep the download in a data step of its own, with `retries` in its settings; store what it gets.
    """

    code = RuleCode("NB308")
    name = "network-access"
    severity = Severity.WARNING
    VALID = (
        notebook("import pandas as pd\ndf = pd.read_csv('a.csv')"),
        notebook("url = 'https://example.org/a.csv'"),
        notebook("from sklearn.datasets import load_iris\nload_iris()"),
        notebook("from torchvision.datasets import ImageFolder\nImageFolder('photos')"),
        notebook("from transformers import AutoModel\nAutoModel.from_pretrained('./model')"),
        notebook("from torchvision.datasets import MNIST\nMNIST('data', train=True)"),
    )
    INVALID = (
        notebook("from torchvision.datasets import MNIST\nMNIST('data', download=True)"),
        notebook("import pandas as pd\ndf = pd.read_csv('https://example.org/a.csv')"),
        notebook("import requests\nr = requests.get('https://example.org')"),
        notebook("from transformers import AutoModel\nAutoModel.from_pretrained('bert-base-uncased')"),
        notebook("from sklearn.datasets import fetch_openml\nX = fetch_openml('mnist')"),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each statement."""
        for facts, effect in context.live_effects(EffectKind.NETWORK):
            if _reads_what_is_there(facts, effect):
                continue
            yield self.found(
                facts.index,
                context.effect_span(facts, effect),
                message="this needs the network, and may get something else tomorrow",
                hint="keep the download in a data step of its own and store what it gets",
            )


def _reads_what_is_there(facts: CellFacts, effect: Effect) -> bool:
    """Whether it is a data set of torchvision that is not told to download: it reads its folder."""
    if not isinstance(effect.node, cst.Call):
        return False
    made = f"torchvision.datasets.{dotted_name(effect.node.func).rpartition('.')[2]}"
    return made in (*facts.calls, *facts.calls_inside) and "download" not in keywords_of(effect.node)
