"""Models and layers of Keras by settings and weights, tensors of TensorFlow by values -> nodes.

Their own state would say in which process they were made: names count all layers there, and functions are traced there.
"""

from __future__ import annotations

from typing import Any

from .graph import Builder, Node, is_of, opaque

#: What a callback knows of the model that it was last given to.
_OF_MODEL = frozenset({"_model", "model", "validation_data"})
#: Settings that name a layer, which may be another name in another process.
_NAMES = frozenset({"name", "module", "registered_name"})


def shape_keras(value: Any, builder: Builder) -> Node | None:
    """A model, a layer, an optimizer, a callback or what else has settings; None for anything else of Keras."""
    if is_of(value, "keras", "Variable", "KerasTensor"):
        return shape_tensorflow(value, builder)
    if is_of(value, "keras.callbacks", "Callback"):
        parts = [(f".{name}", part) for name, part in sorted(vars(value).items()) if name not in _OF_MODEL]
    elif is_of(value, "keras", "Model"):
        layers = [(builder.label(type(layer)), _settings(layer)) for layer in value.layers]
        parts = [
            (".layers", layers),
            (".get_weights()", value.get_weights()),
            (".optimizer", getattr(value, "optimizer", None)),
        ]
    elif is_of(value, "keras.layers", "Layer"):
        parts = [(".get_config()", _settings(value)), (".get_weights()", value.get_weights())]
    elif is_of(value, "keras.optimizers", "Optimizer"):
        variables = value.variables() if callable(value.variables) else value.variables
        parts = [(".get_config()", _settings(value)), (".variables", [each.numpy() for each in variables])]
    elif hasattr(value, "get_config"):
        parts = [(".get_config()", _settings(value))]
    else:
        return None
    return ("object", builder.label(type(value)), None, builder.children(parts))


def shape_tensorflow(value: Any, builder: Builder) -> Node | None:
    """A tensor or a variable by its values; None for anything else of TensorFlow."""
    label = builder.label(type(value))
    if is_of(value, "tensorflow.data", "Dataset"):
        return opaque(label, "what it gives can't be read without going through it")
    if not hasattr(value, "numpy"):
        return None
    return ("object", label, str(value.dtype), builder.children([(".numpy()", value.numpy())]))


def _settings(value: Any) -> object:
    return _without_names(value.get_config())


def _without_names(settings: object) -> object:
    if isinstance(settings, dict):
        return {key: _without_names(part) for key, part in settings.items() if key not in _NAMES}
    if isinstance(settings, (list, tuple)):
        return [_without_names(part) for part in settings]
    return settings
