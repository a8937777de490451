"""What draws from the global generators of random numbers, as data."""

from __future__ import annotations

from nb2pipe.analysis.knowledge.tensors import DRAWING_FUNCTIONALS

#: Global generators: module whose lower-case functions draw -> library, and those that do not draw.
DRAWING_MODULES = {
    "numpy.random": "numpy",
    "random": "python",
    "torch": "",
    "scipy.stats": "",
    "tensorflow.random": "tensorflow",
    "torch.nn.init": "torch",
}
NOT_DRAWING = {
    "numpy.random.seed", "numpy.random.default_rng", "numpy.random.get_state", "numpy.random.set_state",
    "random.seed", "random.getstate", "random.setstate", "numpy.random.mtrand", "tensorflow.random.set_seed",
    "tensorflow.random.get_global_generator",
}  # fmt: skip
#: Layers of torch that draw their weights when they are made.
_TORCH_LAYERS = {
    "Linear",
    "Bilinear",
    "Conv1d",
    "Conv2d",
    "Conv3d",
    "ConvTranspose1d",
    "ConvTranspose2d",
    "ConvTranspose3d",
    "RNN",
    "LSTM",
    "GRU",
    "RNNCell",
    "LSTMCell",
    "GRUCell",
    "Embedding",
    "EmbeddingBag",
    "MultiheadAttention",
    "Transformer",
    "TransformerEncoderLayer",
    "TransformerDecoderLayer",
    "LazyLinear",
    "LazyConv2d",
}
_TORCH_DRAWS = {
    "rand", "randn", "randint", "randperm", "normal", "bernoulli", "multinomial", "poisson", "rand_like", "randn_like",
    "randint_like",
}  # fmt: skip


def draws_from_torch(module: str, function: str) -> bool:
    """Whether a call draws from torch's global generator unless it is given one of its own."""
    return (
        (module == "torch" and function in _TORCH_DRAWS)
        or (module == "torch.nn" and function in _TORCH_LAYERS)
        or (module == "torch.utils.data" and function == "random_split")
        or (module == "torch.nn.functional" and function in DRAWING_FUNCTIONALS)
    )
