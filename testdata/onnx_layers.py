#!/usr/bin/env python3
"""Writes ONNX files with layers in them: python3 testdata/onnx_layers.py [--optimise onnxruntime.jar]

As PyTorch's exporter writes them, traced and scripted, with forks and with samplers that only look like a layer; as
newer exporters write them, made by hand from their definitions; and as ONNX Runtime's optimisers leave them, for which
onnx_optimise.java is run with the jar of ONNX Runtime for Java. Replaces the folder onnx-layers, but without --optimise
it keeps what ONNX Runtime made.
"""
import argparse
import io
import json
import shutil
import subprocess
import sys
import warnings
from collections import OrderedDict
from pathlib import Path

sys.dont_write_bytecode = True  # this folder is for data, not for caches

import needs

needs.packages("numpy", "onnx", "torch")

import numpy as np

for name in ("bool", "float", "int", "object"):  # which NumPy no longer has, and ONNX 1.12 still uses
    np.__dict__.setdefault(name, getattr(__builtins__, name))

import onnx
import torch
import torch.nn.functional as F
from onnx import TensorProto, helper, numpy_helper
from torch import nn

from dysample import DySample
from formats import write_safetensors
from peers import Clamped

ROOT = Path(__file__).resolve().parent / "onnx-layers"
OPTIMISED = "optimised-"
HEIGHT, WIDTH = 5, 6  # of the examples that exports are made with


class Layer(DySample):
    """With weights as trained ones are."""

    def __init__(self, channels=8, **options):
        super().__init__(channels, **options)
        self.channels = channels
        nn.init.normal_(self.offset.weight, std=0.2)
        nn.init.normal_(self.offset.bias, std=0.5)
        if self.dynamic_scope:
            nn.init.normal_(self.scope.weight, std=0.3)
            if self.scope.bias is not None:
                nn.init.normal_(self.scope.bias, std=0.3)


class ClampedLayer(Clamped, Layer):
    """The form that ONNX Runtime runs fast."""

    dynamic_scope: torch.jit.Final[bool]  # TorchScript does not look for it in the base of a base


class Moved(Layer):
    """A fork with initial positions of its own."""

    def __init__(self, **options):
        super().__init__(**options)
        self.init_pos.copy_(self.init_pos.flip(1) * 1.5 + 0.125)


class EndConv(Layer):
    """As networks for super-resolution have it."""

    def __init__(self, **options):
        super().__init__(**options)
        self.end_conv = nn.Conv2d(self.channels, 3, 1)

    def forward(self, x):
        return self.end_conv(super().forward(x))


def shuffle(x, scale: int):
    """Pixel shuffle by view and permute."""
    b, c, h, w = x.shape
    x = x.view(b, c // (scale * scale), scale, scale, h, w).permute(0, 1, 4, 2, 5, 3)
    return x.reshape(b, c // (scale * scale), h * scale, w * scale)


def shuffle_5d(x, scale: int):
    """Pixel shuffle in five dimensions: batch and channel in one."""
    b, c, h, w = x.shape
    x = x.reshape(-1, scale, scale, h, w).permute(0, 3, 1, 4, 2)
    return x.reshape(b, c // (scale * scale), h * scale, w * scale)


def unshuffle(x, scale: int):
    """Pixel unshuffle by view and permute."""
    b, c, h, w = x.shape
    x = x.view(b, c, h // scale, scale, w // scale, scale).permute(0, 1, 3, 5, 2, 4)
    return x.reshape(b, c * scale * scale, h // scale, w // scale)


class Variant(Layer):
    """The layer in steps that subclasses change."""

    padding = "border"
    mode = "bilinear"
    corners = False

    def raw(self, x):
        o = self.offset(x)
        return o * self.scope(x).sigmoid() if self.dynamic_scope else o

    def offsets(self, x):
        return self.raw(x) * (0.5 if self.dynamic_scope else 0.25) + self.init_pos

    def shuffled(self, grid):
        return F.pixel_shuffle(grid, self.scale)

    def source(self, x):
        return x

    def forward(self, x):
        b, _, h, w = x.shape
        across = torch.arange(w, dtype=x.dtype) + 0.5
        down = torch.arange(h, dtype=x.dtype) + 0.5
        centres = torch.stack([across.expand(h, w), down.view(h, 1).expand(h, w)]).view(1, 2, 1, h, w)
        size = torch.tensor([w, h], dtype=x.dtype).view(1, 2, 1, 1, 1)
        grid = 2 * (centres + self.offsets(x).view(b, 2, -1, h, w)) / size - 1
        high, wide = self.scale * h, self.scale * w
        grid = self.shuffled(grid.view(b, -1, h, w)).view(b, 2, self.groups, high, wide)
        grid = grid.permute(0, 2, 3, 4, 1).flatten(0, 1)
        source = self.source(x).reshape(b * self.groups, -1, h, w)
        y = F.grid_sample(source, grid, mode=self.mode, padding_mode=self.padding, align_corners=self.corners)
        return y.view(b, -1, high, wide)


class Views(Variant):
    """Shuffles by view and permute."""

    def shuffled(self, grid):
        return shuffle(grid, self.scale)


class Views5d(Variant):
    """Shuffles in five dimensions."""

    def shuffled(self, grid):
        return shuffle_5d(grid, self.scale)


class ViewsPl(Variant):
    """Style pl with shuffles by view and permute."""

    def raw(self, x):
        return unshuffle(self.offset(shuffle(x, self.scale)), self.scale)

    def shuffled(self, grid):
        return shuffle(grid, self.scale)


class HalfFactor(Variant):
    def offsets(self, x):
        return self.raw(x) * 0.5 + self.init_pos


class NoPositions(Variant):
    def offsets(self, x):
        return self.raw(x) * 0.25


class Swapped(Variant):
    """y first."""

    def shuffled(self, grid):
        b, c, h, w = grid.shape
        return super().shuffled(grid.view(b, 2, -1, h, w).flip(1).reshape(b, c, h, w))


class Tanh(Variant):
    def raw(self, x):
        return self.offset(x).tanh()


class Corners(Variant):
    corners = True


class Nearest(Variant):
    mode = "nearest"


class Reflection(Variant):
    padding = "reflection"


class Zeros(Variant):
    padding = "zeros"


class Wide(Variant):
    """A 3×3 convolution."""

    def __init__(self, **options):
        super().__init__(**options)
        self.offset = nn.Conv2d(8, self.offset.out_channels, 3, padding=1)


class OtherMap(Variant):
    """Samples another map than the one the offsets are made of."""

    def source(self, x):
        return x.relu()


class Warp(nn.Module):
    """Optical flow."""

    def forward(self, x, flow):
        _, _, h, w = x.shape
        base = torch.stack([torch.arange(w).float().expand(h, w), torch.arange(h).float().view(h, 1).expand(h, w)])
        at = (base.unsqueeze(0) + flow).permute(0, 2, 3, 1)
        return F.grid_sample(x, at / 3 - 1, mode="bilinear", padding_mode="border", align_corners=False)


class Network(nn.Module):
    """A stem and two layers, one after the other."""

    def __init__(self, first, second):
        super().__init__()
        self.stem = nn.Conv2d(3, 8, 3, padding=1)
        self.up1, self.up2 = first, second

    def forward(self, x):
        return self.up2(self.up1(self.stem(x).relu())).sum(1, keepdim=True)


def export(module, how, fold=True, example=None):
    buffer = io.BytesIO()
    free = {0: "batch", 2: "height", 3: "width"}
    example = torch.zeros(2, module.channels, HEIGHT, WIDTH) if example is None else example
    axes = {"x": free, "y": free} if how != "fixed" else None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(torch.jit.script(module) if how == "scripted" else module, example, buffer, opset_version=16,
                          input_names=["x"] if torch.is_tensor(example) else ["x", "flow"], output_names=["y"],
                          dynamic_axes=axes, do_constant_folding=fold)
    model = onnx.load_from_string(buffer.getvalue())
    return packed(model)


def packed(model):
    """With short names for what is between the nodes, and none for most nodes: half the bytes."""
    graph = model.graph
    kept = {value.name for values in (graph.input, graph.output, graph.initializer) for value in values}
    short = {}
    for node in model.graph.node:
        node.doc_string = ""
        node.name = node.name if node.op_type in ("GridSample", "Conv") else ""
        for names in (node.input, node.output):
            for i, name in enumerate(names):
                if name and name not in kept:
                    names[i] = short.setdefault(name, f"t{len(short)}")
    del model.graph.value_info[:]
    return model


class Record:
    """The files and what is in them."""

    def __init__(self):
        self.files = OrderedDict()
        self.weights = OrderedDict()

    def keep(self, key, module):
        for name, tensor in module.state_dict().items():
            if not name.startswith("stem."):
                self.weights[f"{key}.{name}"] = tensor.detach().contiguous()

    def write(self, name, model, layers=(), refused=()):
        """`layers`: the checkpoint, the verdict, and what an optimiser folded; `refused`: words of the reasons."""
        (ROOT / f"{name}.onnx").write_bytes(model.SerializeToString(deterministic=True))
        self.expect(name, layers, refused)

    def expect(self, name, layers=(), refused=()):
        found = [dict(zip(("weights", "verdict", "folded"), (*layer, "")[:3])) for layer in layers]
        self.files[f"{name}.onnx"] = {"layers": found, "refused": list(refused)}


def matrix(record):
    frozen = f"ONLY_AT({HEIGHT}, {WIDTH})"
    for style in ("lp", "pl"):
        for dynamic in (False, True):
            key = f"{style}-{'dynamic' if dynamic else 'static'}"
            layer = Layer(style=style, dynamic_scope=dynamic)
            record.keep(key, layer)
            for how in ("fixed", "traced", "scripted"):
                record.write(f"{key}-{how}", export(layer, how), [(key, frozen if how == "traced" else "RIGHT")])
    others = {
        "lp-scale-3": (dict(channels=4, scale=3, groups=2), "traced", False),
        "pl-scale-3": (dict(channels=9, scale=3, groups=1, style="pl", dynamic_scope=True), "scripted", True),
        "lp-scale-1": (dict(channels=4, scale=1), "fixed", True),
        "lp-scale-4": (dict(channels=4, scale=4, groups=1, dynamic_scope=True), "traced", True),
        "pl-scale-4": (dict(channels=16, scale=4, groups=1, style="pl"), "fixed", False),
        "legacy-scope-bias": (dict(dynamic_scope=True, scope_bias=True), "scripted", False),
    }
    for key, (options, how, fold) in others.items():
        layer = Layer(**options)
        record.keep(key, layer)
        record.write(key, export(layer, how, fold), [(key, frozen if how == "traced" else "RIGHT")])


def forks(record):
    frozen = f"ONLY_AT({HEIGHT}, {WIDTH})"
    made = {
        "own-positions": (Moved(), "fixed"),
        "end-conv": (EndConv(), "fixed"),
        "views": (Views(), "fixed"),
        "views-5d": (Views5d(dynamic_scope=True), "traced"),
        "views-pl": (ViewsPl(style="pl"), "fixed"),
        "clamped": (ClampedLayer(), "scripted"),
    }
    for key, (layer, how) in made.items():
        record.keep(key, layer)
        record.write(key, export(layer, how), [(key, frozen if how == "traced" else "RIGHT")])
    network = Network(Layer(), Layer(style="pl", groups=2))
    record.keep("stacked", network)
    example = torch.zeros(1, 3, HEIGHT, WIDTH)
    record.write("stacked", export(network, "traced", example=example),
                 [("stacked.up1", frozen), ("stacked.up2", f"ONLY_AT({2 * HEIGHT}, {2 * WIDTH})")])
    shared = Layer()
    network = Network(shared, shared)
    record.keep("shared", shared)
    record.write("shared", export(network, "fixed", example=example), [("shared", "RIGHT"), ("shared", "RIGHT")])


def decoys(record):
    made = {
        "half-factor": (HalfFactor(groups=1), "computes something else"),
        "no-positions": (NoPositions(groups=1), "computes something else"),
        "swapped": (Swapped(groups=1), "computes something else"),
        "zeros": (Zeros(groups=1), "computes something else"),
        "tanh": (Tanh(groups=1), "operator Tanh"),
        "corners": (Corners(groups=1), "corners are aligned"),
        "nearest": (Nearest(groups=1), "mode is nearest"),
        "reflection": (Reflection(groups=1), "padding is reflection"),
        "wide": (Wide(groups=1), "are 1×1"),
        "other-map": (OtherMap(groups=1), "not only on the map it samples"),
    }
    example = torch.zeros(1, 8, HEIGHT, WIDTH)
    for name, (module, reason) in made.items():
        record.write(f"decoy-{name}", export(module, "fixed", example=example), refused=[reason])
    flow = (example, torch.zeros(1, 2, HEIGHT, WIDTH))
    record.write("decoy-warp", export(Warp(), "fixed", example=flow), refused=["not only on the map it samples"])


class ByHand:
    """A graph as newer exporters write it: opset 18 and later, names such as val_3, sizes from parts of a Shape."""

    def __init__(self, layer, opset, space_to_depth=False, linear=True):
        self.nodes, self.initializers, self.count = [], [], 0
        self.layer, self.opset = layer, opset
        self.build(space_to_depth, linear)

    def op(self, kind, *inputs, **attributes):
        self.count += 1
        output = f"val_{self.count}"
        name = f"node_{kind}_{self.count}"
        self.nodes.append(helper.make_node(kind, list(inputs), [output], name=name, **attributes))
        return output

    def constant(self, value, kind=np.int64, name=None):
        name = name or f"c_{len(self.initializers)}"
        self.initializers.append(numpy_helper.from_array(np.array(value, kind), name))
        return name

    def parameter(self, name):
        return self.constant(self.layer.state_dict()[name].numpy(), np.float32, name)

    def size(self, tensor, axis):
        return self.op("Shape", tensor, start=axis, end=axis + 1)

    def reshape(self, tensor, *sizes):
        parts = [size if isinstance(size, str) else self.constant([size]) for size in sizes]
        return self.op("Reshape", tensor, self.op("Concat", *parts, axis=0), allowzero=1)

    def centres(self, size):
        zero, one, half = (self.constant(v, np.float32) for v in (0, 1, 0.5))
        limit = self.op("Cast", self.op("Squeeze", size, self.constant([0])), to=TensorProto.FLOAT)
        return self.op("Add", self.op("Range", zero, limit, one), half)

    def build(self, space_to_depth, linear):
        layer, s, g = self.layer, self.layer.scale, self.layer.groups
        b, h, w = (self.size("x", axis) for axis in (0, 2, 3))
        high = self.op("Mul", h, self.constant([s]))
        wide = self.op("Mul", w, self.constant([s]))
        pl = layer.style == "pl"
        source = self.op("DepthToSpace", "x", blocksize=s, mode="CRD") if pl else "x"
        o = self.op("Conv", source, self.parameter("offset.weight"), self.parameter("offset.bias"))
        if layer.dynamic_scope:
            scope = self.op("Conv", source, self.parameter("scope.weight"))
            o = self.op("Mul", o, self.op("Sigmoid", scope))
        if pl and space_to_depth:
            o = self.op("SpaceToDepth", o, blocksize=s)
        elif pl:
            o = self.op("Transpose", self.reshape(o, b, 2 * g, h, s, w, s), perm=[0, 1, 3, 5, 2, 4])
            o = self.reshape(o, b, 2 * g * s * s, h, w)
        o = self.op("Mul", o, self.constant(0.5 if layer.dynamic_scope else 0.25, np.float32))
        o = self.reshape(self.op("Add", o, self.parameter("init_pos")), b, 2, g * s * s, h, w)
        plane = self.op("Concat", h, w, axis=0)
        across = self.op("Expand", self.centres(w), plane)
        down = self.op("Expand", self.op("Unsqueeze", self.centres(h), self.constant([1])), plane)
        stacked = self.op("Concat", *(self.op("Unsqueeze", v, self.constant([0])) for v in (across, down)), axis=0)
        stacked = self.reshape(stacked, 1, 2, 1, h, w)
        numbers = self.op("Cast", self.op("Concat", w, h, axis=0), to=TensorProto.FLOAT)
        numbers = self.op("Reshape", numbers, self.constant([1, 2, 1, 1, 1]), allowzero=1)
        grid = self.op("Mul", self.op("Add", stacked, o), self.constant(2, np.float32))
        grid = self.op("Sub", self.op("Div", grid, numbers), self.constant(1, np.float32))
        grid = self.op("DepthToSpace", self.reshape(grid, b, 2 * g * s * s, h, w), blocksize=s, mode="CRD")
        grid = self.op("Transpose", self.reshape(grid, b, 2, g, high, wide), perm=[0, 2, 3, 4, 1])
        grid = self.reshape(grid, -1, high, wide, 2)
        y = self.op("GridSample", self.reshape("x", -1, layer.channels // g, h, w), grid, align_corners=0,
                    mode="linear" if linear else "bilinear", padding_mode="border")
        shape = self.op("Concat", b, self.constant([layer.channels]), high, wide, axis=0)
        self.nodes.append(helper.make_node("Reshape", [y, shape], ["y"], name="node_view", allowzero=1))

    def model(self):
        free = ["batch", self.layer.channels, "height", "width"]
        graph = helper.make_graph(
            self.nodes, "main_graph", [helper.make_tensor_value_info("x", TensorProto.FLOAT, free)],
            [helper.make_tensor_value_info("y", TensorProto.FLOAT, ["batch", self.layer.channels, "high", "wide"])],
            self.initializers)
        return helper.make_model(graph, opset_imports=[helper.make_opsetid("", self.opset)], ir_version=10,
                                 producer_name="by hand, as newer exporters write")


def by_hand(record):
    made = {
        "hand-18-lp": (dict(), 18, False, False, "RIGHT"),
        "hand-20-lp": (dict(dynamic_scope=True), 20, False, True, "RIGHT"),
        "hand-22-pl": (dict(style="pl"), 22, False, True, "RIGHT"),
        "hand-18-pl-space-to-depth": (dict(style="pl", dynamic_scope=True), 18, True, False, "WRONG_UNSHUFFLE"),
        "hand-20-pl-space-to-depth": (dict(style="pl"), 20, True, False, "WRONG_UNSHUFFLE"),
    }
    for key, (options, opset, wrong, linear, verdict) in made.items():
        layer = Layer(**options)
        record.keep(key, layer)
        record.write(key, ByHand(layer, opset, wrong, linear).model(), [(key, verdict)])
    decoys_by_hand(record)


def decoys_by_hand(record):
    """What is refused although a layer is in it."""
    layer = Layer()
    quantised = ByHand(layer, 18).model()
    replace_weight(quantised, "offset.weight", np.int8, lambda name: helper.make_node(
        "DequantizeLinear", [name, "w_scale"], ["offset.weight"]))
    quantised.graph.initializer.append(numpy_helper.from_array(np.array(0.01, np.float32), "w_scale"))
    record.write("refused-quantised", quantised, refused=["quantised"])
    half = ByHand(layer, 18).model()
    replace_weight(half, "offset.weight", np.float16, lambda name: helper.make_node(
        "Cast", [name], ["offset.weight"], to=TensorProto.FLOAT))
    record.write("refused-half", half, refused=["are FLOAT16"])
    activations = ByHand(layer, 18).model()
    nodes = activations.graph.node
    convolution = next(node for node in nodes if node.op_type == "Conv")
    at = list(nodes).index(convolution)
    nodes.insert(at + 1, helper.make_node("DequantizeLinear", ["q", "w_scale"], [convolution.output[0]]))
    convolution.output[0] = "raw"
    nodes.insert(at + 1, helper.make_node("QuantizeLinear", ["raw", "w_scale"], ["q"]))
    activations.graph.initializer.append(numpy_helper.from_array(np.array(0.01, np.float32), "w_scale"))
    record.write("refused-quantised-activations", activations, refused=["the layer is quantised"])
    whole = ByHand(layer, 18).model()
    record.write("refused-inside-if", inside_if(whole), refused=["inside the body of If"])
    record.write("refused-inside-function", inside_function(whole), refused=["inside the function Up"])


def replace_weight(model, name, kind, node):
    weight = next(tensor for tensor in model.graph.initializer if tensor.name == name)
    values = numpy_helper.to_array(weight)
    values = (values / 0.01).round().clip(-127, 127) if kind == np.int8 else values
    weight.CopyFrom(numpy_helper.from_array(values.astype(kind), name + "_stored"))
    model.graph.node.insert(0, node(name + "_stored"))


def inside_if(model):
    body = onnx.GraphProto()
    body.CopyFrom(model.graph)
    del body.input[:]
    other = helper.make_graph([helper.make_node("Identity", ["x"], ["same"])], "other", [],
                              [helper.make_tensor_value_info("same", TensorProto.FLOAT, None)])
    node = helper.make_node("If", ["flag"], ["y"], name="branch", then_branch=body, else_branch=other)
    flag = helper.make_tensor_value_info("flag", TensorProto.BOOL, [])
    graph = helper.make_graph([node], "main_graph", [model.graph.input[0], flag], list(model.graph.output))
    return helper.make_model(graph, opset_imports=model.opset_import, ir_version=10)


def inside_function(model):
    names = [tensor.name for tensor in model.graph.initializer]
    up = helper.make_function("local", "Up", ["x", *names], ["y"], list(model.graph.node), list(model.opset_import))
    graph = helper.make_graph([helper.make_node("Up", ["x", *names], ["y"], domain="local")], "main_graph",
                              list(model.graph.input), list(model.graph.output), list(model.graph.initializer))
    return helper.make_model(graph, opset_imports=[*model.opset_import, helper.make_opsetid("local", 1)], ir_version=10,
                             functions=[up])


def optimised(record, jar):
    """The level of ONNX Runtime's optimiser, what is in the file then, and what is refused."""
    frozen = f"ONLY_AT({HEIGHT}, {WIDTH})"
    made = {
        ("lp-static-scripted", "BASIC_OPT"): ([("lp-static", "RIGHT", "positions")], []),
        ("lp-static-traced", "BASIC_OPT"): ([("lp-static", frozen, "positions")], []),
        ("lp-dynamic-traced", "BASIC_OPT"): ([("lp-dynamic", frozen)], []),
        ("lp-dynamic-traced", "EXTENDED_OPT"): ([], ["com.microsoft:FusedConv"]),
        ("pl-static-fixed", "EXTENDED_OPT"): ([("pl-static", "RIGHT")], []),
        ("pl-dynamic-fixed", "BASIC_OPT"): ([("pl-dynamic", "RIGHT")], []),
        ("stacked", "ALL_OPT"): ([], ["re-laid out", "re-laid out"]),
    }
    for (source, level), (layers, refused) in made.items():
        name = f"{OPTIMISED}{source}-{level.removesuffix('_OPT').lower()}"
        if jar:
            program = Path(__file__).resolve().parent / "onnx_optimise.java"
            subprocess.run(["java", "-cp", jar, str(program), str(ROOT / f"{source}.onnx"), str(ROOT / f"{name}.onnx"),
                            level], check=True)
        record.expect(name, layers, refused)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--optimise", metavar="JAR", help="the jar of ONNX Runtime for Java")
    options = parser.parse_args()
    kept = {} if options.optimise else {path.name: path.read_bytes() for path in ROOT.glob(f"{OPTIMISED}*.onnx")}
    shutil.rmtree(ROOT, ignore_errors=True)
    ROOT.mkdir()
    for name, content in kept.items():
        (ROOT / name).write_bytes(content)
    torch.manual_seed(4000)
    record = Record()
    matrix(record)
    forks(record)
    decoys(record)
    by_hand(record)
    optimised(record, options.optimise)
    write_safetensors(ROOT / "weights.safetensors", record.weights)
    (ROOT / "layers.json").write_text(json.dumps({"files": record.files}, indent=1, ensure_ascii=False) + "\n")
    total = sum(path.stat().st_size for path in ROOT.iterdir())
    print(f"{len(record.files)} models, {total} bytes")


if __name__ == "__main__":
    main()
