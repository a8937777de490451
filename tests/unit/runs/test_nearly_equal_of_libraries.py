"""The same as `test_nearly_equal` for models, figures, tensors and graphs, each where its library is installed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from tests.support.pairs import check_pair


def fitted(name: str, **changes: object) -> object:
    model: Any = unfitted(name)
    model.fit(np.array([[0.0, 1], [1, 1], [2, 0], [3, 0]]), [0, 0, 1, 1])
    vars(model).update(changes)
    return model


def unfitted(name: str) -> object:
    return getattr(pytest.importorskip("sklearn.linear_model"), name)()


def scaled(mean: float) -> object:
    make_pipeline = pytest.importorskip("sklearn.pipeline").make_pipeline
    scaler = pytest.importorskip("sklearn.preprocessing").StandardScaler
    model = make_pipeline(scaler(), fitted("Ridge")).fit(np.arange(8.0).reshape(4, 2), [0, 0, 1, 1])
    model[0].mean_[1] = mean
    return model


def forest(threshold: float) -> object:
    trees = pytest.importorskip("sklearn.ensemble").RandomForestClassifier(2, random_state=0)
    trees.fit(np.arange(8.0).reshape(4, 2), [0, 0, 1, 1])
    trees.estimators_[1].tree_.threshold[0] += threshold
    return trees


def drawn(draw: Callable[[Any], object]) -> object:
    axes = pytest.importorskip("matplotlib.figure").Figure().subplots()
    draw(axes)
    return axes.figure


def tensor(values: object, **options: object) -> object:
    return pytest.importorskip("torch").tensor(values, **options)


def layer(weight: float) -> object:
    torch = pytest.importorskip("torch")
    made = torch.nn.Linear(2, 1)
    with torch.no_grad():
        made.weight[:], made.bias[:] = weight, 0.0
    return made


def network(weight: float = 1.0, *, rate: float = 0.1, units: int = 2) -> object:
    keras = pytest.importorskip("keras")
    made = keras.Sequential([keras.Input((3,)), keras.layers.Dense(units, kernel_initializer="ones")])
    made.compile(keras.optimizers.SGD(rate), "mse")
    made.layers[0].set_weights([np.full((3, units), weight), np.zeros(units)])
    return made


def callback(network: object, patience: int) -> object:
    made = pytest.importorskip("keras").callbacks.EarlyStopping(patience=patience)
    made.set_model(network)
    return made


def graph(**attributes: object) -> object:
    made = pytest.importorskip("networkx").Graph()
    made.add_edge(1, 2, **attributes)
    return made


#: The same for libraries that may not be here, each side made when it is needed.
OF_LIBRARIES: dict[str, tuple[Callable[[], object], Callable[[], object], str | None]] = {
    "a coefficient": (lambda: fitted("Ridge"), lambda: fitted("Ridge", intercept_=0.0), "v.intercept_"),
    "the same fit": (lambda: fitted("Ridge"), lambda: fitted("Ridge"), None),
    "a setting": (lambda: fitted("Ridge"), lambda: fitted("Ridge", alpha=2.0), "v.alpha"),
    "kinds of models": (lambda: fitted("Ridge"), lambda: fitted("LinearRegression"), "v"),
    "classes that were learnt": (
        lambda: fitted("LogisticRegression"),
        lambda: fitted("LogisticRegression", classes_=np.array([0, 2])),
        "v.classes_[1]",
    ),
    "a mean inside a pipeline": (lambda: scaled(1.0), lambda: scaled(1.5), "v.steps[0][1].mean_[1]"),
    "a threshold of a tree": (lambda: forest(0.0), lambda: forest(0.1), "v.estimators_[1].tree_"),
    "fitted or not": (lambda: fitted("Ridge"), lambda: unfitted("Ridge"), "v.coef_"),
    "a point of a line": (
        lambda: drawn(lambda axes: axes.plot([1, 2, 3])),
        lambda: drawn(lambda axes: axes.plot([1, 2, 4])),
        "v.axes[0].lines[0].get_xydata()[2, 1]",
    ),
    "the same network made twice": (network, network, None),
    "a weight of a network": (network, lambda: network(2.0), "v.get_weights()"),
    "units of a network": (network, lambda: network(units=3), "v.layers[0]"),
    "rate of an optimizer": (network, lambda: network(rate=0.2), "v.optimizer.get_config()['learning_rate']"),
    "a callback with another network": (lambda: callback(network(), 1), lambda: callback(network(2.0), 1), None),
    "a setting of a callback": (lambda: callback(network(), 1), lambda: callback(network(), 2), "v.patience"),
    "a tensor of TensorFlow": (
        lambda: pytest.importorskip("tensorflow").constant([1.0, 2]),
        lambda: pytest.importorskip("tensorflow").constant([1.0, 3]),
        "v.numpy()[1]",
    ),
    "a bar": (
        lambda: drawn(lambda axes: axes.bar([1, 2], [3, 4])),
        lambda: drawn(lambda axes: axes.bar([1, 2], [3, 5])),
        "v.axes[0].patches[1]",
    ),
    "a point of a cloud": (
        lambda: drawn(lambda axes: axes.scatter([1, 2], [3, 4])),
        lambda: drawn(lambda axes: axes.scatter([1, 2], [3, 5])),
        "v.axes[0].collections[0].get_offsets()",
    ),
    "size of the points of a cloud": (
        lambda: drawn(lambda axes: axes.scatter([1, 2], [3, 4], s=[5, 6])),
        lambda: drawn(lambda axes: axes.scatter([1, 2], [3, 4], s=[5, 7])),
        "v.axes[0].collections[0]",
    ),
    "a pixel": (
        lambda: drawn(lambda axes: axes.imshow([[1, 2], [3, 4]])),
        lambda: drawn(lambda axes: axes.imshow([[1, 2], [3, 5]])),
        "v.axes[0].images[0]",
    ),
    "an error bar": (
        lambda: drawn(lambda axes: axes.errorbar([1], [2], yerr=[1])),
        lambda: drawn(lambda axes: axes.errorbar([1], [2], yerr=[2])),
        "v.axes[0]",
    ),
    "a filled area": (
        lambda: drawn(lambda axes: axes.fill_between([1, 2], [3, 4])),
        lambda: drawn(lambda axes: axes.fill_between([1, 2], [3, 5])),
        "v.axes[0]",
    ),
    "a piece of a pie": (
        lambda: drawn(lambda axes: axes.pie([1, 2])),
        lambda: drawn(lambda axes: axes.pie([1, 3])),
        "v.axes[0].patches[0]",
    ),
    "a title": (
        lambda: drawn(lambda axes: axes.set_title("a")),
        lambda: drawn(lambda axes: axes.set_title("b")),
        "v.axes[0].get_title()",
    ),
    "a label of a tick": (
        lambda: drawn(lambda axes: axes.set_xticks([0, 1], ["a", "b"])),
        lambda: drawn(lambda axes: axes.set_xticks([0, 1], ["a", "c"])),
        "v.axes[0]",
    ),
    "an annotation's place": (
        lambda: drawn(lambda axes: axes.text(0, 0, "a")),
        lambda: drawn(lambda axes: axes.text(0, 1, "a")),
        "v.axes[0].texts[0]",
    ),
    "a value of a tensor": (lambda: tensor([1.0, 2]), lambda: tensor([1.0, 3]), "v.numpy()[1]"),
    "type of a tensor": (lambda: tensor([1]), lambda: tensor([1.0]), "v"),
    "a tensor that learns": (lambda: tensor([1.0], requires_grad=True), lambda: tensor([1.0]), "v"),
    "brain floats": (
        lambda: tensor([1.0]).bfloat16(),  # type: ignore[attr-defined]  # torch's
        lambda: tensor([2.0]).bfloat16(),  # type: ignore[attr-defined]
        "v.numpy()[0]",
    ),
    "sparse tensors": (
        lambda: tensor([0.0, 1.0]).to_sparse(),  # type: ignore[attr-defined]
        lambda: tensor([0.0, 2.0]).to_sparse(),  # type: ignore[attr-defined]
        "v",
    ),
    "a weight": (lambda: layer(1.0), lambda: layer(2.0), "v"),
    "the same layer": (lambda: layer(1.0), lambda: layer(1.0), None),
    "an edge's weight": (lambda: graph(weight=1), lambda: graph(weight=2), "v"),
    "the same graph": (lambda: graph(weight=1), lambda: graph(weight=1), None),
}


@pytest.mark.parametrize("name", OF_LIBRARIES)
def test_a_pair_of_a_library_is_told_apart_where_it_differs(name: str) -> None:
    left, right, place = OF_LIBRARIES[name]
    check_pair(left(), right(), place)
