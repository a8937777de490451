"""Tensors and modules of torch: which functions and methods give, show, change or draw what."""

from __future__ import annotations

#: The trait of an object that is a tensor, and of one for which `backward` collects gradients.
TENSOR, LEAF = "tensor", "leaf"
TENSORS = frozenset({TENSOR})
#: The trait of a tensor through which no gradients go back.
DETACHED = frozenset({"detached"})
#: Functions of `torch` that give something else, or nothing.
NO_TENSORS = frozenset({
    "load", "save", "manual_seed", "seed", "initial_seed", "device", "compile", "is_tensor", "is_grad_enabled",
    "no_grad", "enable_grad", "inference_mode", "set_grad_enabled", "get_rng_state", "set_rng_state", "finfo", "iinfo",
    "dtype",
    "numel", "is_floating_point", "typename", "set_default_dtype", "set_default_device", "set_num_threads",
    "get_num_threads", "get_default_dtype", "set_printoptions", "use_deterministic_algorithms", "autocast",
    "set_float32_matmul_precision",
})  # fmt: skip
#: Functions of `torch` whose result may be a window on their first argument.
WINDOW_FUNCTIONS = frozenset({
    "from_numpy", "as_tensor", "asarray", "flatten", "ravel", "reshape", "transpose", "t", "permute", "squeeze",
    "unsqueeze", "narrow", "select", "diagonal", "swapaxes", "swapdims", "movedim", "view_as_real", "real", "imag",
    "atleast_1d", "atleast_2d", "broadcast_to", "adjoint",
})  # fmt: skip
#: Methods of a tensor that give a window on its memory, or the tensor itself; and those that give a list of windows.
TENSOR_WINDOWS = frozenset({
    "view", "view_as", "reshape", "reshape_as", "t", "transpose", "permute", "squeeze", "unsqueeze", "flatten", "ravel",
    "unflatten", "expand", "expand_as", "detach", "narrow", "select", "diagonal", "swapaxes", "swapdims", "movedim",
    "contiguous", "cpu", "cuda", "to", "type", "float", "double", "long", "int", "half", "bool", "numpy", "unfold",
    "broadcast_to", "adjoint", "real", "imag",
})  # fmt: skip
PARTING = frozenset({"chunk", "split", "unbind", "tensor_split", "hsplit", "vsplit", "dsplit"})
#: Attributes of a tensor that are tensors.
TENSOR_ATTRIBUTES = frozenset({"T", "mT", "H", "mH", "data", "grad", "real", "imag"})
#: The trait of a tensor that remembers how it was computed from what is trained, which `copy.deepcopy` refuses.
COMPUTED = frozenset({"computed"})
#: Methods that give a tensor through which no gradients go back.
DETACHING = frozenset({"detach", "detach_", "data", "numpy"})
#: Methods of a tensor -> what they give if that is none.
PLAIN_RESULTS = {
    "item": "float", "tolist": "list", "size": "tuple", "dim": "int", "numel": "int", "nelement": "int",
    "ndimension": "int", "get_device": "int", "element_size": "int", "is_contiguous": "bool", "data_ptr": "int",
}  # fmt: skip
#: Functions of `torch`, and methods of a tensor, that give a tensor whatever they are asked.
SURE_FUNCTIONS = frozenset({
    "tensor", "as_tensor", "asarray", "from_numpy", "zeros", "ones", "empty", "full", "eye", "arange", "linspace",
    "logspace", "rand", "randn", "randint", "randperm", "normal", "bernoulli", "multinomial", "zeros_like", "ones_like",
    "empty_like", "full_like", "rand_like", "randn_like", "randint_like", "cat", "concat", "concatenate", "stack",
    "hstack", "vstack", "dstack", "abs", "exp", "log", "log1p", "sqrt", "sin", "cos", "tan", "tanh", "sigmoid",
    "relu", "softmax", "pow", "matmul", "mm", "bmm", "dot", "outer", "clamp", "flatten", "reshape", "transpose",
    "permute", "squeeze", "unsqueeze", "flip", "roll", "tril", "triu", "diag", "argmax", "argmin", "sum", "mean", "std",
    "var", "cumsum", "cdist", "isnan", "isinf", "square", "sign", "round", "floor", "ceil", "bincount",
    "repeat_interleave",
})  # fmt: skip
SURE_METHODS = frozenset({
    "clone", "abs", "exp", "log", "sqrt", "pow", "add", "sub", "mul", "div", "matmul", "mm", "bmm", "sigmoid", "tanh",
    "relu", "softmax", "log_softmax", "argmax", "argmin", "sum", "mean", "std", "var", "cumsum", "repeat", "flip",
    "clamp", "round", "floor", "ceil", "eq", "ne", "lt", "le", "gt", "ge", "masked_fill", "gather", "index_select",
    "bincount", "norm", "view", "view_as", "reshape", "reshape_as", "t", "transpose", "permute", "squeeze", "unsqueeze",
    "flatten", "ravel", "expand", "expand_as", "detach", "contiguous", "cpu", "cuda", "to", "float", "double", "long",
    "int", "half", "bool", "requires_grad_",
})  # fmt: skip
#: Functions of `torch.nn.functional` that may give more than a tensor.
GIVING_MORE = frozenset({"multi_head_attention_forward"})
#: Methods of a tensor that change it though their names do not say so.
TENSOR_CHANGES = frozenset({"backward", "retain_grad", "__setitem__", "__iadd__"})
#: Methods that fill a tensor with random numbers.
RANDOM_FILLS = frozenset({
    "normal_", "uniform_", "random_", "bernoulli_", "exponential_", "log_normal_", "geometric_", "cauchy_",
})  # fmt: skip
#: Layers that count what goes through them while they train, and those that draw then.
COUNTING_LAYERS = ("torch.nn.BatchNorm", "torch.nn.LazyBatchNorm", "torch.nn.SyncBatchNorm")
DRAWING_LAYERS = ("torch.nn.Dropout", "torch.nn.AlphaDropout", "torch.nn.FeatureAlphaDropout", "torch.nn.RReLU")
#: Functions that draw unless they are told that nothing is trained.
DRAWING_FUNCTIONALS = frozenset({
    "dropout", "dropout1d", "dropout2d", "dropout3d", "alpha_dropout", "feature_alpha_dropout", "rrelu",
    "gumbel_softmax",
})  # fmt: skip
