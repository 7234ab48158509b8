"""The layers that the benchmarks give to other engines: the same weights as TorchScript, ONNX and safetensors.

Weights are constants of the TorchScript and ONNX models, as in a model that is deployed; batch, height and width are free.
The two ONNX models of a layer share one file of weights: the bytes of a graph and those of the weights, one after the
other, are a whole model, since protobuf merges messages that follow each other.
"""
import io
import warnings
import zipfile
from collections import OrderedDict

import onnx
import torch
import torch.nn.functional as F
from torch import nn

from dysample import DySample
from formats import ROOT, write_bytes, write_safetensors

FOLDER = ROOT / "peers"
# Channels, scale and groups of the benchmarks' shapes: BenchmarkShape.java says where they are from.
LAYERS = [(256, 2, 4), (512, 2, 4), (64, 4, 4), (64, 2, 1), (72, 3, 8)]
OPSET = 16  # the first with GridSample
FIRST_DATE = (1980, 1, 1, 0, 0, 0)  # of a zip archive, so that the files do not depend on when they were made


class Bilinear(nn.Module):
    """Plain bilinear upsampling, which learns nothing."""

    def __init__(self, scale):
        super().__init__()
        self.scale = float(scale)

    def forward(self, x):
        return F.interpolate(x, scale_factor=self.scale, mode="bilinear", align_corners=False)


class Clamped(DySample):
    """The same layer in the form that ONNX Runtime is fastest at: coordinates are clipped to the map before grid_sample.

    Its padding has nothing left to do then, and may be "zeros", for which ONNX Runtime has a faster kernel.
    """

    def forward(self, x):
        b, _, h, w = x.shape
        high, wide = self.scale * h, self.scale * w
        pixels = self.coordinates(x).view(b, 2, self.groups, high, wide).permute(0, 2, 3, 4, 1).flatten(0, 1)
        # From -1 + 1/size to 1 - 1/size: the centres of the first pixel and of the last one.
        grid = (2 * pixels + 1) / torch.tensor([w, h], dtype=x.dtype) - 1
        maps = x.reshape(b * self.groups, -1, h, w)
        y = F.grid_sample(maps, grid, mode="bilinear", padding_mode="zeros", align_corners=False)
        return y.view(b, -1, high, wide)


def quarter_pixel(layer, generator):
    """Weights under which standard normal inputs give offsets with a standard deviation of a quarter of a pixel."""
    with torch.no_grad():
        for weight in [layer.offset.weight] + ([layer.scope.weight] if layer.dynamic_scope else []):
            weight.copy_(torch.randn(weight.shape, generator=generator) * weight.shape[1] ** -0.5)
        layer.offset.bias.copy_(torch.randn(layer.offset.bias.shape, generator=generator) * 0.1)
    return layer.eval()


def torchscript_bytes(module):
    buffer = io.BytesIO()
    torch.jit.save(torch.jit.freeze(torch.jit.script(module)), buffer)
    return without_debug_files(buffer.getvalue())


def without_debug_files(archive):
    """The archive without the map from code to source files: the paths of the machine that made it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as target:
        for name in source.namelist():
            if not name.endswith(".debug_pkl"):
                target.writestr(zipfile.ZipInfo(name, FIRST_DATE), source.read(name))
    return buffer.getvalue()


def onnx_model(layer):
    buffer = io.BytesIO()
    free = {0: "batch", 2: "height", 3: "width"}
    example = torch.zeros(2, layer.offset.in_channels * (layer.scale ** 2 if layer.style == "pl" else 1), 5, 6)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # shape inference stops at constants, which costs nothing
        torch.onnx.export(torch.jit.script(layer), example, buffer, opset_version=OPSET, input_names=["x"],
                          output_names=["y"], dynamic_axes={"x": free, "y": free}, do_constant_folding=True)
    return onnx.load_from_string(buffer.getvalue())


def graph_bytes(model):
    """The model without its weights."""
    graph = onnx.ModelProto()
    graph.CopyFrom(model)
    del graph.graph.initializer[:]
    return graph.SerializeToString(deterministic=True)


def weights_bytes(model):
    """Nothing but the weights."""
    weights = onnx.ModelProto()
    weights.graph.initializer.extend(model.graph.initializer)
    return weights.SerializeToString(deterministic=True)


def layers(module):
    """The name and the layer of every benchmark, as a given class of module."""
    for seed, (channels, scale, groups) in enumerate(LAYERS):
        for style in ("lp", "pl"):
            for dynamic in (False, True):
                layer = module(channels, scale, groups, style, dynamic)
                quarter_pixel(layer, torch.Generator().manual_seed(3000 + seed))
                yield f"{style}-{'dynamic' if dynamic else 'static'}-{channels}-{scale}-{groups}", layer


def make():
    print("peers")
    for name, layer in layers(DySample):
        write_bytes(FOLDER / (name + ".pt"), torchscript_bytes(layer))
        model = onnx_model(layer)
        write_bytes(FOLDER / (name + ".onnx"), graph_bytes(model))
        write_bytes(FOLDER / (name + "-weights.onnx"), weights_bytes(model))
        write_safetensors(FOLDER / (name + ".safetensors"), OrderedDict(layer.state_dict()))
        print("  " + name)
    for scale in sorted({scale for _, scale, _ in LAYERS}):
        write_bytes(FOLDER / f"bilinear-{scale}.pt", torchscript_bytes(Bilinear(scale).eval()))
    # Last, because TorchScript numbers the classes it meets, and the numbers are in its files.
    for name, layer in layers(Clamped):
        model = onnx_model(layer)
        write_bytes(FOLDER / (name + "-clamped.onnx"), graph_bytes(model))
        assert weights_bytes(model) == (FOLDER / (name + "-weights.onnx")).read_bytes(), name
