#!/usr/bin/env python3
"""Writes files as training frameworks write them: python3 testdata/files.py

A layer inside pickled modules, TorchScript, super-resolution networks, forks, beside objects of unknown classes, with its weight
in parts. Replaces the folder files.
"""
import argparse
import collections
import dataclasses
import datetime
import enum
import functools
import io
import json
import pathlib
import shutil
import sys
import types
import zipfile
from pathlib import Path

sys.dont_write_bytecode = True  # this folder is for data, not for caches

import needs

needs.packages("numpy", "torch")

import numpy as np
import torch
from torch import nn
from torch.nn.utils import prune, weight_norm

from dysample import DySample

ROOT = Path(__file__).resolve().parent / "files"
SIZE = (1, 5, 6)  # batch, height and width of the inputs


class Layer(DySample):
    """With trained-looking weights and, as in networks for super-resolution, a convolution after the sampling."""

    def __init__(self, channels, outputs=0, kernel=1, **options):
        super().__init__(channels, **options)
        nn.init.normal_(self.offset.weight, std=0.2)
        nn.init.normal_(self.offset.bias, std=0.5)
        if self.dynamic_scope:
            nn.init.normal_(self.scope.weight, std=0.3)
        if outputs:
            self.end_conv = nn.Conv2d(channels, outputs, kernel, padding=kernel // 2)
        self.outputs = outputs

    def forward(self, x):
        y = super().forward(x)
        return self.end_conv(y) if self.outputs else y


class Network(nn.Module):
    """Named layers and something before them."""

    def __init__(self, **layers):
        super().__init__()
        self.stem = nn.Conv2d(3, 4, 1)
        for name, layer in layers.items():
            setattr(self, name, layer)


def foreign(module, base, **attributes):
    """A class of a package that is not installed where the file is read."""
    name = module.rsplit(".", 1)[1]
    package = module.rsplit(".", 1)[0]
    for i in range(1, package.count(".") + 2):
        part = ".".join(package.split(".")[:i])
        sys.modules.setdefault(part, types.ModuleType(part))
    made = type(name, (base,), {"__module__": package, **attributes})
    setattr(sys.modules[package], name, made)
    return made


def save_script(traced, path):
    """Without what is for debugging, which names the folders of the machine."""
    buffer = io.BytesIO()
    torch.jit.save(traced, buffer)
    with zipfile.ZipFile(buffer) as whole, zipfile.ZipFile(path, "w") as kept:
        for member in whole.infolist():
            if not member.filename.endswith(".debug_pkl"):
                kept.writestr(zipfile.ZipInfo(member.filename), whole.read(member))


class Kind(enum.Enum):
    """As configurations keep them."""

    BEST = 1


@dataclasses.dataclass(frozen=True)
class Settings:
    """The same."""

    rate: float = 0.1
    kinds: tuple = (Kind.BEST,)


Point = collections.namedtuple("Point", "x y")


class Slots:
    """Its state is a pair, of which the second has the slots."""

    __slots__ = ("mean",)

    def __init__(self):
        self.mean = torch.ones(2)


class Keyword:
    """Made again with a keyword, which protocol 4 has an opcode for."""

    def __new__(cls, *, of):
        return super().__new__(cls)

    def __getnewargs_ex__(self):
        return (), {"of": 3}


class Filled:
    """Made again by a function, then given a state, elements and items, as a class that pickles itself does."""

    def __reduce__(self):
        return Filled.again, (torch.ones(1),), {"state": 1}, iter([1, 2]), iter([("key", 3)])

    @staticmethod
    def again(tensor):
        return Filled()


files = []


def case(name, content, layer=None, prefix="", shown="", unread=0, refused="", also=(), protocol=2):
    """Saves a file, and what PyTorch makes of an input with the file's own numbers."""
    path = ROOT / name
    if content is not None:
        torch.save(content, path, pickle_protocol=protocol)
    record = {"file": name, "prefix": prefix, "also": also, "shown": shown, "inertClasses": unread, "refused": refused}
    if layer is not None:
        layer = layer.float().eval()
        channels = layer.offset.weight.shape[1] * (layer.scale ** 2 if layer.style == "pl" else 1)
        x = torch.randn(SIZE[0], channels, *SIZE[1:])
        with torch.no_grad():
            y = layer(x)
            y64 = layer.double()(x.double())
            layer.float()
        np.savez(path.with_suffix(".npz"), x=x.numpy(), y64=y64.numpy())
        record["torchMaxError"] = float((y.double() - y64).abs().max())
    files.append(record)
    print(f"  {name:28} {record.get('torchMaxError', '')}")


def main():
    shutil.rmtree(ROOT, ignore_errors=True)
    ROOT.mkdir()
    torch.manual_seed(12)

    layer = Layer(16, groups=4)
    Net = foreign("ultralytics.nn.tasks.DetectionModel", Network)
    net = Net(model=nn.Sequential(nn.Conv2d(3, 16, 1), layer))
    net.names, net.stride = {0: "person"}, torch.tensor([8.0])
    net = net.half()
    case("whole-module.pt", {"epoch": -1, "model": None, "ema": net, "train_args": {"lr0": 0.01},
                             "date": datetime.datetime(2025, 1, 1)}, layer, "model.1.", unread=5)

    layer = Layer(12, groups=2, dynamic_scope=True)
    traced = torch.jit.trace(Network(neck=layer).neck.eval(), torch.randn(1, 12, 5, 6))
    save_script(traced, ROOT / "torchscript.pt")
    case("torchscript.pt", None, layer, "", unread=3)

    for name, scale, channels, groups, kind in (
            ("super-resolution-4.pth", 4, 48, 4, torch.float32),
            ("super-resolution-3.pth", 3, 27, 3, torch.bfloat16),
            ("super-resolution-2.pth", 2, 12, 4, torch.float16)):
        layer = Layer(channels, 3, scale=scale, groups=groups, dynamic_scope=True)
        net = Network(to_img=layer).to(kind)
        own = ", own initial positions" if scale == 3 else ""
        case(name, {"params": net.state_dict()}, layer, "to_img.", f"then 1×1, {channels} to 3{own}")
    net = Network(upsampler=Layer(8, 3, 3, groups=4))
    case("super-resolution-3x3.pth", {"params_ema": net.state_dict()}, prefix="upsampler.",
         refused="ends in a convolution that is not 1×1, end_conv.weight F32(3, 8, 3, 3)")

    layer = Layer(8, groups=4)
    layer.init_pos.copy_(layer.init_pos.view(1, 2, -1, 1, 1).flip(1).reshape(1, -1, 1, 1))
    case("swapped-positions.pth", Network(up=layer).state_dict(), layer, "up.", "own initial positions")

    layer = Layer(8, groups=4)
    History = foreign("mmengine.logging.HistoryBuffer", object)
    history = History()
    history.values = np.array([0.5, 0.25])
    Attributes = foreign("pytorch_lightning.utilities.AttributeDict", dict)
    beside = {"args": argparse.Namespace(lr=0.1), "best": np.float64(0.9), "path": pathlib.PurePosixPath("/runs"),
              "hub": {"loss": history}, "hyper_parameters": Attributes(lr=0.1), "set": {1}, "sparse": torch.eye(3).to_sparse()}
    case("unknown-classes.pth", {"state_dict": Network(up=layer).state_dict(), **beside}, layer, "up.", unread=8)

    layer = Layer(8, groups=4)
    net = Network(up=layer)
    weight_norm(layer.offset)
    layer.offset.weight_g.data.mul_(1.5)
    layer(torch.zeros(1, 8, 2, 2))  # computes the weight
    case("weight-norm.pth", net.state_dict(), layer, "up.")

    layer = Layer(8, groups=4)
    net = Network(up=layer)
    prune.l1_unstructured(layer.offset, "weight", 0.3)
    case("pruned.pth", net.state_dict(), layer, "up.")

    state = Network(up=Layer(8, groups=4)).state_dict()
    rest = {name: tensor for name, tensor in state.items() if name != "up.offset.weight"}
    case("quantised.pth", {**rest, "up.offset.weight": state["up.offset.weight"].mul(100).to(torch.int8)}, prefix="up.",
         refused="is quantised, I8(32, 8, 1, 1)")
    case("lists.pth", [Network(up=Layer(8, groups=4)).state_dict(), {"epoch": 3}], prefix="up.")
    modules()
    values_beside()
    views()

    (ROOT / "files.json").write_text(json.dumps({"torch": torch.__version__, "files": files}, indent=1,
                                                ensure_ascii=False) + "\n", encoding="utf-8")


def modules():
    """Whole modules in wrappers, shared, with buffers that a state dict has not."""
    layer = Layer(8, groups=4)
    net = Network(up=layer, same=layer, list=nn.ModuleList([nn.ReLU(), layer]))
    net.register_buffer("init_pos", torch.zeros(1, 32, 1, 1), persistent=False)
    net.register_buffer("absent", None)
    case("data-parallel.pth", nn.DataParallel(nn.DataParallel(net)), layer, "module.module.up.", unread=6,
         also=["module.module.same.", "module.module.list.1."])

    layer = Layer(8, groups=4)
    compiled = foreign("torch._dynamo.eval_frame.OptimizedModule", nn.Module)()
    compiled._orig_mod = Network(up=layer)
    compiled.forward_again = functools.partial(nn.functional.relu, inplace=True)
    case("compiled.pth", (compiled, torch.optim.AdamW(layer.parameters())), layer, "_orig_mod.up.", unread=7)

    layer = Layer(12, 3, groups=4, dynamic_scope=True)
    case("whole-network.pth", {"epoch": 3, "nets": [Network(to_img=layer).to(torch.bfloat16)]}, layer, "to_img.",
         "then 1×1, 12 to 3", unread=3)

    layer = Layer(8, groups=4)
    parts = Network(up=layer).state_dict()
    weight = parts.pop("up.offset.weight")
    length = 1.5 * weight.flatten(1).norm(dim=1).view(-1, 1, 1, 1)
    layer.offset.weight.data.mul_(1.5)
    case("weight-norm-parametrised.pth", {**parts, "up.offset.parametrizations.weight.original0": length,
                                          "up.offset.parametrizations.weight.original1": weight}, layer, "up.")


def values_beside():
    """Beside the weights, of every kind that pickles have opcodes for."""
    layer = Layer(8, groups=4)
    objects = {"settings": Settings(), "point": Point(1, 2), "slots": Slots(), "keyword": Keyword(of=3), "filled": Filled(),
               "counter": collections.Counter("aab"), "deque": collections.deque([1, 2], 3), "range": range(3),
               "frozen": frozenset({1}), "bytes": b"x" * 300, "array": bytearray(b"abc"), "complex": 3j, "big": 1 << 200,
               "numpy": np.arange(6).reshape(2, 3).T, "texts": np.array(["a", "bc"]), "records": np.zeros(2, "f4,i8"),
               "objects": np.array([{"a": 1}, None]), "random": np.random.RandomState(3), "when": datetime.timedelta(3),
               "function": nn.functional.relu, "class": nn.Linear, "itself": {}}
    objects["itself"]["again"] = objects["itself"]
    case("protocol-5.pth", {"state_dict": Network(up=layer).state_dict(), **objects}, layer, "up.", unread=18, protocol=5)

    layer = Layer(8, groups=4)
    tensors = {"sparse": torch.eye(3).to_sparse(), "rows": torch.eye(3).to_sparse_csr(), "meta": torch.empty(3, device="meta"),
               "quantised": torch.quantize_per_tensor(torch.ones(2), .1, 0, torch.quint8),
               "by_channel": torch.quantize_per_channel(torch.ones(2, 2), torch.ones(2), torch.zeros(2), 0, torch.qint8),
               "complex": torch.ones(2, dtype=torch.complex64).conj(), "negative": torch._neg_view(torch.ones(2)),
               "empty": torch.empty(0), "scalar": torch.tensor(3), "later": nn.parameter.UninitializedParameter()}
    case("other-tensors.pth", {**Network(up=layer).state_dict(), **tensors}, layer, "up.", unread=1)


def views():
    """Tensors that are views: with steps, of one value, in another order of the dimensions, the same one twice."""
    layer = Layer(8, groups=4)
    layer.init_pos = layer.init_pos.to(memory_format=torch.channels_last)
    wide = torch.zeros(64, 20, 1, 1)
    wide[::2, 3:19:2] = layer.offset.weight.data
    layer.offset.bias.data.fill_(0.25)
    state = {**layer.state_dict(), "offset.weight": wide[::2, 3:19:2], "offset.bias": torch.tensor([0.25]).expand(32)}
    state = {name + key: value for name in ("a.", "b.") for key, value in state.items()}
    case("views.pth", state, layer, "a.", also=["b."])


main()
