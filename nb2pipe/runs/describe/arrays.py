"""numpy, scipy.sparse and torch values -> nodes; arrays keep their bytes.

The libraries are never imported: a value of theirs can only exist where they are loaded already.
"""

from __future__ import annotations

import sys
from typing import Any

from .graph import Builder, Node, is_of, leaf

GLOBAL_GENERATOR = leaf("numpy's global generator", None)


def shape_numpy(value: Any, builder: Builder) -> Node | None:
    """An array, a scalar, a dtype or a source of randomness; None for anything else of numpy."""
    if is_of(value, "numpy.ma", "MaskedArray"):
        return _shape_masked(value, builder)
    if is_of(value, "numpy", "ndarray", "generic"):
        return shape_array(value, builder)
    if is_of(value, "numpy", "dtype", "ufunc"):
        return leaf(type(value).__name__, str(value))
    if is_of(value, "numpy.random", "RandomState"):
        if value is getattr(sys.modules.get("numpy.random.mtrand"), "_rand", None):
            # Steps that need its state are given it; all others hold it without drawing from it.
            return GLOBAL_GENERATOR
        return _random(value, value.get_state(legacy=False), builder)
    if is_of(value, "numpy.random", "Generator"):
        return _random(value, value.bit_generator.state, builder)
    if is_of(value, "numpy.random", "BitGenerator", "SeedSequence"):
        return _random(value, value.state, builder)
    return None


def _shape_masked(value: Any, builder: Builder) -> Node:
    """Values, mask and what masked values are filled with: of objects, a scalar of numpy's until it is pickled."""
    fill = value.fill_value
    if value.dtype.hasobject and is_of(fill, "numpy", "generic"):
        fill = fill.item()
    parts = [(".data", value.filled(fill)), (".mask", value.mask), (".fill_value", fill)]
    return ("object", builder.label(type(value)), None, builder.children(parts))


def shape_array(value: Any, builder: Builder) -> Node:
    """Type and shape, then bytes in native order; a record's fields apart, for the padding between them is random."""
    label, dtype = builder.label(type(value)), value.dtype
    kind = "array" if is_of(value, "numpy", "ndarray") else "scalar"
    if dtype.names:
        fields = ((f"[{name!r}]", value[name]) for name in dtype.names)
        return (kind, label, (str(dtype), tuple(value.shape), b""), builder.children(fields))
    if not dtype.hasobject:
        data = value.astype(dtype.newbyteorder("="), copy=False).tobytes()
        return (kind, label, (dtype.str, tuple(value.shape), data), ())
    items = [("" if value.ndim == 1 else ".flat", value.ravel().tolist())]
    return (kind, label, ("|O", tuple(value.shape), b""), builder.children(items))


def shape_scipy(value: Any, builder: Builder) -> Node | None:
    """A sparse matrix by the arrays that it stores; None for anything else of scipy."""
    if not is_of(value, "scipy.sparse", "spmatrix", "sparray"):
        return None
    names: tuple[str, ...] = ("data", "indices", "indptr")
    if value.format not in ("csr", "csc", "bsr"):
        value, names = value.tocoo(), ("data", "row", "col") if value.ndim == 2 else ("data", "coords")
    parts = builder.children((f".{name}", getattr(value, name)) for name in names)
    return ("object", builder.label(type(value)), tuple(value.shape), parts)


def shape_torch(value: Any, builder: Builder) -> Node | None:
    """A tensor by its values; None for anything else of torch."""
    if not is_of(value, "torch", "Tensor") or value.is_sparse:
        return None
    plain = value.detach().cpu()
    if str(plain.dtype) == "torch.bfloat16":  # numpy has no such type
        plain = plain.float()
    payload = (str(value.dtype), value.requires_grad)
    return ("object", builder.label(type(value)), payload, builder.children([(".numpy()", plain.numpy())]))


def _random(value: Any, state: object, builder: Builder) -> Node:
    return ("object", builder.label(type(value)), None, builder.children([(".state", state)]))
