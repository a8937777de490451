"""Modules, loaders and gradients of torch: what calling, training and going through them runs, changes and draws."""

from __future__ import annotations

from collections.abc import Iterable

import libcst as cst

from nb2pipe.analysis.knowledge.given_types import IS
from nb2pipe.analysis.knowledge.tensors import COUNTING_LAYERS, DRAWING_LAYERS, LEAF
from nb2pipe.analysis.libraries.applying import APPLICABLE, apply
from nb2pipe.analysis.outside.drawing import draw
from nb2pipe.analysis.state.changing import mark, put_part
from nb2pipe.analysis.state.heap import NOTHING, SCALAR, hold, join, reach, sorted_objects, tie
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Obj, Value
from nb2pipe.analysis.values.arguments import Argument
from nb2pipe.analysis.values.callables import bind_method, run_function, run_operator
from nb2pipe.analysis.values.gradients import (
    computed_from,
    fit_again,
    forget_gradients,
    forget_in_place,
    go_back,
    need_computation,
    need_gradients,
    recorded,
)
from nb2pipe.analysis.values.members import find_member
from nb2pipe.analysis.values.tensors import tensors
from nb2pipe.analysis.values.texts import constant_text
from nb2pipe.syntax.arguments import keyword_value, keywords_of, says
from nb2pipe.syntax.chains import called_name

#: The parts of a module that say whether it is trained, and that stand for its hooks.
_TRAINED, _HOOKS = "<trained>", "<hooks>"
_YES, _NO = Obj("bool", constant=True), Obj("bool", constant=False)
#: What a loader has that does not shuffle.
_IN_ORDER = "in-order"
_LOADER = frozenset({f"{IS}torch.utils.data.DataLoader"})
_REGISTERING = ("register_buffer", "register_parameter", "register_module", "add_module")


def is_torch_module(obj: Obj) -> bool:
    """Whether it is a layer or network of torch, or of a class that derives from one."""
    if obj.type == "layer":
        return True
    bases = [base for class_ in obj.bases for base in (class_, *class_.bases)] if obj.type == "instance" else []
    return any(base.name == "torch.nn.Module" or base.name.endswith(".LightningModule") for base in bases)


def set_mode(receiver: Value, method: str, arguments: list[Argument]) -> None:
    """`module.train()` and `module.eval()` set it and all modules in it."""
    modules = _modules_in(receiver) if method in ("train", "eval") and any(map(is_torch_module, receiver)) else []
    for module in modules:
        put_part(module, _TRAINED, (_NO,) if method == "eval" else (_YES, _NO)[: 2 if arguments else 1])


def register(receiver: Value, method: str, arguments: list[Argument]) -> None:
    """A module of the notebook's own class gets a buffer, a part or a hook."""
    for module in receiver:
        if module.type != "instance" or not is_torch_module(module):
            continue
        name = constant_text(arguments[0][0]) if arguments else None
        if method in _REGISTERING and name is not None and len(arguments) > 1:
            put_part(module, name, arguments[1][0])
            hold(module, arguments[1][0])
        elif method.startswith("register_") and method.endswith("_hook"):
            functions = tuple([obj for value, _ in arguments for obj in value if obj.type in APPLICABLE])
            put_part(module, _HOOKS, join(module.parts.get(_HOOKS, NOTHING), functions))


def call_module(m: Machine, node: cst.CSTNode, module: Obj, arguments: list[Argument]) -> Value:
    """`module(x)`: layers that are trained count and draw; `forward` of the notebook's own modules runs."""
    if module.type == "layer" and isinstance(module.node, cst.Call) and says(module.node, "inplace", "True"):
        m.change(join(*(value for value, _ in arguments)), node)
    if _is_trained(module):
        layers = [layer for layer in _modules_in((module,)) if layer.type == "layer" and _is_trained(layer)]
        m.change(tuple(layer for layer in layers if layer.name.startswith(COUNTING_LAYERS)), node)
        if any(layer.name.startswith(DRAWING_LAYERS) for layer in layers):
            draw(m, node, "torch")
    for hook in module.parts.get(_HOOKS, NOTHING):
        with m.journal.perhaps():
            apply(m, hook, [((module,), None), *arguments, (SCALAR, None)], node)
    forward = [f for class_ in module.bases for f in find_member(class_, "forward") if f.type == "function"]
    given = join(*(run_function(m, bind_method(m, f, module, node), arguments, node) for f in forward))
    return recorded(m, tensors(given))


def _is_trained(module: Obj) -> bool:
    return _YES in module.parts.get(_TRAINED, (_YES,))


def _modules_in(value: Value) -> list[Obj]:
    return [obj for obj in sorted_objects(reach(value, loosely=False)) if is_torch_module(obj)]


#: Methods by which a module of Lightning says how it is trained.
_OF_LIGHTNING = ("configure_optimizers", "training_step", "validation_step")


def follow_training(m: Machine, node: cst.CSTNode, obj: Obj, method: str, arguments: list[Argument]) -> None:
    """What the method changes in a model, if it is one by which models are trained."""
    if method == "backward":
        # `accelerator.backward(loss)` as well as `loss.backward()`.
        for result in (obj, *(each for value, _ in arguments for each in value)):
            _collect_gradients(m, node, result)
    elif method == "step":
        # `scaler.step(optimizer)` as well as `optimizer.step()`.
        trained = _trained_behind([obj, *(each for value, _ in arguments for each in value if _is_optimizer(each))])
        need_gradients(m, trained)
        m.change(trained, node)
    elif method == "zero_grad":
        trained = _trained_behind([obj])
        m.change(trained, node)
        forget_gradients((obj, *trained))
    elif method == "zero_":
        forget_in_place(obj)
    elif method == "apply_gradients":
        _apply_gradients(m, node, arguments)
    elif method == "fit":
        if obj.type == "network":
            fit_again(m, node, obj)
        trained = tuple([each for value, _ in arguments for each in value if is_torch_module(each)])
        m.change(trained, node)
        with m.journal.perhaps():
            run_operator(m, trained, _OF_LIGHTNING, [(SCALAR, "*")], node)


def _trained_behind(objects: Iterable[Obj]) -> Value:
    """The modules and trained tensors that these hold or were made with."""
    given = tuple(objects)
    behind = [obj for obj in sorted_objects(reach(given, loosely=True)) if obj not in given]
    return tuple([obj for obj in behind if _is_trainable(obj)])


def _is_trainable(obj: Obj) -> bool:
    # A loss has no weights; the one that ends otherwise has some.
    is_loss = obj.type == "layer" and obj.name.endswith("Loss") and not obj.name.endswith("WithLoss")
    return LEAF in obj.traits or (is_torch_module(obj) and not is_loss)


def _is_optimizer(obj: Obj) -> bool:
    return isinstance(obj.node, cst.Call) and any(obj in each.holders for each in _trained_behind([obj]))


def _collect_gradients(m: Machine, node: cst.CSTNode, loss: Obj) -> None:
    """`loss.backward()`: modules and trained tensors behind it change, and their hooks run."""
    trained = tuple([obj for obj in sorted_objects(computed_from([loss])) if obj is not loss and _is_trainable(obj)])
    go_back(m, node, loss, trained)
    m.change(trained, node)
    with m.journal.perhaps():
        for hook in [held for obj in trained if LEAF in obj.traits for held in sorted_objects(obj.contents)]:
            if hook.type in APPLICABLE:
                apply(m, hook, [(SCALAR, None)], node)


def _apply_gradients(m: Machine, node: cst.CSTNode, arguments: list[Argument]) -> None:
    """`optimizer.apply_gradients(zip(gradients, model.trainable_variables))` of Keras trains the model."""
    inside = reach(join(*(value for value, _ in arguments[:1])), loosely=True)
    trained = {each for obj in inside for each in (obj, *obj.holders) if each.type in _NETWORKS}
    trained |= {obj for obj in inside if isinstance(obj.node, cst.Call) and called_name(obj.node) == "Variable"}
    m.change(tuple(sorted_objects(trained)), node)


_NETWORKS = ("layer", "network", "instance")


def follow_gradients(m: Machine, made: Value, name: str, arguments: list[Argument]) -> None:
    """`torch.optim.SGD(net.parameters())`, `clip_grad_norm_(net.parameters(), 1)`, `torch.autograd.grad(loss, w)`.

    The next step of an optimizer is another one once the gradients of what it was given have changed.
    """
    given = [obj for value, _ in arguments[:1] for obj in value]
    if name.startswith("torch.optim.") and name.rpartition(".")[2][:1].isupper():
        behind = reach(tuple(given), loosely=False)
        modules = {holder for obj in behind for holder in obj.holders if is_torch_module(holder)}
        for optimizer in made:
            for obj in sorted_objects(behind | modules):
                tie(optimizer, obj)
    elif name.startswith("torch.nn.utils.") and "_grad" in name:
        need_gradients(m, [*given, *_trained_behind(given)])
    elif name.startswith("torch.autograd."):
        need_computation(m, given, frozenset(_trained_behind(given)))


def make_loader(m: Machine, node: cst.Call, values: list[Value]) -> Value:
    """`DataLoader(data)` gives batches made of what the data holds by then."""
    loader, batch = m.make(node, "loader"), m.make(node, "", "batch")
    mark(loader, _LOADER)
    loader.receiver = join(*values)
    if _keeps_order(node):
        loader.traits |= {_IN_ORDER}
    hold(batch, tensors((m.make(node, "", "of-batch"),)))
    hold(loader, tensors((batch,)))
    for source in loader.receiver:
        if not source.is_immutable:
            tie(loader, source)
    return (loader,)


def _keeps_order(call: cst.Call) -> bool:
    """Whether a loader gives its rows as they stand, by all that its call says."""
    is_plain = all(arg.star == "" for arg in call.args) and sum(arg.keyword is None for arg in call.args) <= 2
    shuffle = keyword_value(call, "shuffle")
    is_off = shuffle is None or says(call, "shuffle", "False")
    return is_plain and is_off and keywords_of(call).isdisjoint(("sampler", "batch_sampler"))


def go_through(m: Machine, loader: Obj, node: cst.CSTNode) -> None:
    """Going through a loader draws from its generator, or from the one of all, and asks the notebook's own data."""
    own = tuple([obj for obj in loader.receiver if obj.type == "rng"])
    if own:
        m.change(own, node)
    else:
        # Without shuffling, the generator moves on all the same, but no row depends on it.
        draw(m, node, "torch", is_guess=_IN_ORDER in loader.traits)
    data = tuple([obj for obj in loader.receiver if obj.type in ("instance", "function")])
    with m.journal.perhaps():
        run_operator(m, data, ("__len__", "__iter__", "__getitem__"), [(SCALAR, None)], node)
        for collate in [obj for obj in data if obj.type == "function"]:
            apply(m, collate, [(SCALAR, None)], node)
