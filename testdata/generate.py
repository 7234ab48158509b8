#!/usr/bin/env python3
"""Makes the golden data: python3 testdata/generate.py [--retrain --astronaut PATH]

Needs PyTorch, NumPy and, for the photograph of the demo, Pillow. README.md says what each folder holds.
"""
import argparse
import platform
import sys
from collections import OrderedDict
from typing import NamedTuple, Optional

sys.dont_write_bytecode = True  # this folder is for data, not for caches

import needs

needs.packages("numpy", "onnx", "torch", "PIL")

import numpy as np
import torch
from torch import nn

import demo
import gradients
import peers
import train
from dysample import DySample
from formats import ROOT, keep, torch_bytes, write_bytes, write_json, write_manifest, write_npy, write_npz, write_safetensors


class Case(NamedTuple):
    name: str
    family: str
    style: str
    dynamic: bool
    scale: int
    groups: int
    shape: tuple  # B, C, H, W
    seed: int
    spread: Optional[float]  # standard deviation of the learned part of the offsets in pixels; None leaves the layer untrained
    description: str


LP, PL = "lp", "pl"
CASES = [
    Case("variant-lp-static", "variants", LP, False, 2, 4, (1, 16, 7, 9), 100, 0.25, "DySample: linear, then pixel shuffle, static scope."),
    Case("variant-lp-dynamic", "variants", LP, True, 2, 4, (1, 16, 7, 9), 101, 0.25, "DySample+: linear, then pixel shuffle, dynamic scope."),
    Case("variant-pl-static", "variants", PL, False, 2, 4, (1, 16, 7, 9), 102, 0.25, "DySample-S: pixel shuffle, then linear, static scope."),
    Case("variant-pl-dynamic", "variants", PL, True, 2, 4, (1, 16, 7, 9), 103, 0.25, "DySample-S+: pixel shuffle, then linear, dynamic scope."),

    Case("scale-1-lp-dynamic", "scales", LP, True, 1, 4, (1, 16, 7, 9), 110, 0.25, "Scale 1: resampling at the same size."),
    Case("scale-1-pl-static", "scales", PL, False, 1, 2, (1, 8, 6, 5), 111, 0.25, "Scale 1, where both styles are the same function."),
    Case("scale-3-lp-static", "scales", LP, False, 3, 2, (1, 12, 6, 7), 112, 0.25, "Scale 3, whose initial positions are not exact in binary."),
    Case("scale-3-pl-dynamic", "scales", PL, True, 3, 2, (1, 36, 5, 6), 113, 0.25, "Scale 3 with four channels to the shuffled convolution."),
    Case("scale-4-lp-dynamic", "scales", LP, True, 4, 2, (1, 8, 7, 9), 114, 0.25, "Scale 4 with dynamic scope."),
    Case("scale-4-pl-static", "scales", PL, False, 4, 4, (1, 32, 4, 5), 115, 0.25, "Scale 4 with two channels to the shuffled convolution."),

    Case("groups-1-lp-static", "groups", LP, False, 2, 1, (1, 12, 7, 8), 120, 0.25, "One group: all channels share the positions."),
    Case("groups-2-pl-dynamic", "groups", PL, True, 2, 2, (1, 12, 8, 7), 121, 0.25, "Two groups of six channels."),
    Case("groups-8-lp-dynamic", "groups", LP, True, 2, 8, (1, 24, 6, 7), 122, 0.25, "Eight groups of three channels."),
    Case("groups-8-pl-static", "groups", PL, False, 2, 8, (1, 32, 7, 6), 123, 0.25, "Eight groups, as the paper's S variants are published."),
    Case("groups-of-one-channel", "groups", LP, False, 2, 8, (1, 8, 7, 7), 124, 0.25, "As many groups as channels."),

    Case("one-pixel-lp-dynamic", "degenerate", LP, True, 2, 4, (1, 8, 1, 1), 130, 0.25, "A map of one pixel: every output repeats it."),
    Case("one-pixel-pl-static", "degenerate", PL, False, 3, 2, (2, 18, 1, 1), 131, 0.25, "A batch of two maps of one pixel, scale 3."),
    Case("one-row", "degenerate", LP, True, 2, 2, (1, 8, 1, 13), 132, 0.25, "A single row: the y offsets have no effect."),
    Case("one-column", "degenerate", PL, True, 2, 2, (1, 8, 13, 1), 133, 0.25, "A single column: the x offsets have no effect."),
    Case("one-channel", "degenerate", LP, False, 2, 1, (1, 1, 5, 7), 134, 0.25, "One channel, one group."),
    Case("two-columns", "degenerate", LP, False, 2, 2, (1, 6, 17, 2), 135, 0.25, "Two columns: every output is near a border."),

    Case("odd-3x5", "sizes", PL, True, 2, 4, (1, 16, 3, 5), 140, 0.25, "Odd height and width, smaller than a vector."),
    Case("odd-11x17", "sizes", LP, True, 2, 4, (1, 16, 11, 17), 141, 1.0, "Odd height and width, offsets of about a pixel."),
    Case("wide-1x200", "sizes", LP, True, 2, 4, (1, 8, 1, 200), 142, 0.25, "A long row, where float32 coordinates lose bits."),
    Case("wide-3x150", "sizes", LP, False, 2, 2, (1, 8, 3, 150), 143, 0.25, "A wide map, where the normalised grid of PyTorch loses bits."),
    Case("wide-2x400-scale-1", "sizes", LP, True, 1, 2, (1, 8, 2, 400), 144, 0.25, "A very wide map, small offsets."),
    Case("tall-150x3", "sizes", PL, True, 2, 2, (1, 8, 150, 3), 145, 0.25, "A tall map."),
    Case("medium-lp-dynamic", "sizes", LP, True, 2, 4, (1, 16, 16, 20), 146, 0.25, "A medium map, offsets of about a quarter of a pixel."),
    Case("medium-pl-static", "sizes", PL, False, 2, 8, (1, 16, 15, 19), 147, 1.0, "A medium map of odd size, offsets of about a pixel."),

    Case("batch-2-lp-dynamic", "batches", LP, True, 2, 4, (2, 12, 5, 7), 150, 0.25, "Two items with their own offsets."),
    Case("batch-3-pl-static", "batches", PL, False, 2, 2, (3, 8, 6, 5), 151, 0.25, "Three items with their own offsets."),

    Case("far-lp-static", "far-offsets", LP, False, 2, 4, (1, 16, 9, 24), 160, 8.0, "Offsets about as large as the map: many positions are clipped."),
    Case("far-pl-dynamic", "far-offsets", PL, True, 2, 2, (1, 16, 6, 20), 161, 20.0, "Offsets of tens of pixels on a wide map."),
    Case("far-thousands", "far-offsets", LP, True, 3, 2, (1, 12, 6, 7), 162, 3e3, "Offsets of thousands of pixels: mostly corners are sampled."),
    Case("far-beyond-int", "far-offsets", LP, False, 2, 2, (1, 8, 6, 7), 163, 3e11, "Offsets beyond the range of int, which must not wrap."),

    Case("untrained-lp-static", "untrained", LP, False, 2, 4, (1, 64, 6, 8), 0, None, "A fresh layer under torch.manual_seed(0): nearly bilinear."),
    Case("untrained-pl-dynamic", "untrained", PL, True, 2, 4, (2, 16, 6, 7), 1, None, "A fresh S+ layer under torch.manual_seed(1)."),
    Case("untrained-lp-scale-3", "untrained", LP, True, 3, 2, (1, 12, 5, 6), 42, None, "A fresh layer of odd scale: centre samples sit next to pixel centres."),
    Case("untrained-pl-512", "untrained", PL, False, 2, 4, (1, 512, 2, 9), 3, None, "The layer DySample(512) of style pl, fresh."),

    Case("channels-256-lp-dynamic", "channels", LP, True, 2, 4, (1, 256, 2, 24), 170, 0.25, "256 channels, a long sum in the convolution."),
    Case("channels-256-pl-static", "channels", PL, False, 2, 4, (1, 256, 1, 24), 171, 0.25, "256 channels of style pl."),
]


def feature_map(shape, generator):
    """Noise over a smooth wave in each channel, so that both fine and slow structure is sampled."""
    b, c, h, w = shape
    frequency = torch.rand(b, c, 2, 1, 1, generator=generator) * 0.6
    phase = torch.rand(b, c, 1, 1, generator=generator) * 6.28
    wave = torch.sin(frequency[:, :, 0] * torch.arange(h).view(h, 1) + frequency[:, :, 1] * torch.arange(w) + phase)
    return torch.randn(shape, generator=generator) * 0.6 + wave


def train_like(layer, x, spread, generator):
    """Random weights under which the learned part of the offsets has the given standard deviation in pixels."""
    with torch.no_grad():
        unit = (layer.offset.in_channels * x.square().mean()).rsqrt()  # weights of this size turn x into values near 1
        draw = lambda like: torch.randn(like.shape, generator=generator)
        # The static factor is a quarter; the dynamic one, half a sigmoid of values around 0, is a quarter on average.
        layer.offset.weight.copy_(draw(layer.offset.weight) * unit * spread * 4)
        layer.offset.bias.copy_(draw(layer.offset.bias) * spread)
        if layer.dynamic_scope:
            layer.scope.weight.copy_(draw(layer.scope.weight) * unit)
            if layer.scope.bias is not None:
                layer.scope.bias.copy_(draw(layer.scope.bias) * 0.5)


def write_case(case, layer, x):
    """Returns what is recorded of its gradients."""
    folder = ROOT / "cases" / case.name
    backward = gradients.record(case.name, layer, None, x)  # first: the rest widens the layer
    with torch.no_grad():
        y = layer(x)
        weights = OrderedDict((key, value.clone()) for key, value in layer.state_dict().items())
        layer, wide = layer.double(), x.double()  # init_pos keeps its float32 value
        y64, offsets, coordinates = layer(wide), layer.offsets(wide), layer.coordinates(wide)
    assert not (torch.isnan(y).any() or torch.isnan(y64).any())
    b, c, h, w = case.shape
    record = {
        "name": case.name, "family": case.family, "description": case.description,
        "batch": b, "channels": c, "height": h, "width": w,
        "scale": case.scale, "groups": case.groups, "style": case.style, "dynamicScope": case.dynamic, "seed": case.seed,
        "maxAbsOffset": offsets.abs().max().item(),
        "torchMaxError": (y.double() - y64).abs().max().item(),
    }
    write_npy(folder / "x.npy", x.numpy())
    write_safetensors(folder / "weights.safetensors", weights)
    write_npy(folder / "y.npy", y.numpy())
    write_npy(folder / "y64.npy", y64.numpy())
    write_npy(folder / "offsets64.npy", offsets.numpy())
    write_npy(folder / "coordinates64.npy", coordinates.numpy())
    write_json(folder / "case.json", record)
    print(f"  {case.name:26} max offset {record['maxAbsOffset']:9.3g}  torch error {record['torchMaxError']:.2e}")
    return backward


def make_layer(case, x, generator, scope_bias=False):
    torch.manual_seed(case.seed)  # nothing may draw between this line and the construction: a fresh layer is part of the data
    layer = DySample(case.shape[1], case.scale, case.groups, case.style, case.dynamic, scope_bias)
    if case.spread is not None:
        train_like(layer, x, case.spread, generator)
    return layer


def make_cases():
    print("cases")
    recorded = []
    for case in CASES:
        generator = torch.Generator().manual_seed(1000 + case.seed)
        x = feature_map(case.shape, generator)
        recorded.append(write_case(case, make_layer(case, x, generator), x))
    return recorded


class Detector(nn.Module):
    """The shape of a real checkpoint: layers under prefixes, among tensors that belong to other modules."""

    def __init__(self):
        super().__init__()
        self.backbone = nn.Sequential(nn.Conv2d(3, 8, 3, bias=False), nn.BatchNorm2d(8))
        self.neck = nn.ModuleDict({
            "upsample1": DySample(64, 2, 4, LP),
            "upsample2": DySample(32, 2, 4, PL, dynamic_scope=True),
        })
        self.head = nn.ModuleDict({"up": DySample(16, 4, 2, LP, dynamic_scope=True), "classify": nn.Conv2d(16, 5, 1)})


def perturbed(module, seed):
    """A module with random parameters everywhere, so that a key read from the wrong place shows."""
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for parameter in module.parameters():
            parameter.copy_(torch.randn(parameter.shape, generator=generator) * 0.1)
    return module


def parameter_views():
    """One layer whose offset.weight is stored transposed and whose offset.bias and scope.weight lie in one storage."""
    layer = perturbed(DySample(8, 2, 2, LP, dynamic_scope=True), 206)
    state = layer.state_dict()
    weight, bias, scope = state["offset.weight"], state["offset.bias"], state["scope.weight"]
    outputs, inputs = weight.shape[:2]
    pool = torch.arange(5 + bias.numel() + scope.numel(), dtype=torch.float32)  # the first five values belong to no tensor
    pool[5:5 + bias.numel()] = bias
    pool[5 + bias.numel():] = scope.flatten()
    views = OrderedDict()
    views["offset.weight"] = weight.reshape(outputs, inputs).t().contiguous().t().view(outputs, inputs, 1, 1)
    views["offset.bias"] = nn.Parameter(pool[5:5 + bias.numel()])  # named_parameters() saved as they are look like this
    views["scope.weight"] = pool[5 + bias.numel():].view(scope.shape)
    views["init_pos"] = state["init_pos"]
    assert not views["offset.weight"].is_contiguous()
    assert all(torch.equal(views[key], state[key]) for key in state)
    return layer, views


def describe(prefix, layer, init_pos=True):
    values = layer.offset.weight.detach().float().flatten().tolist()
    total = 0.0
    for value in values:  # a plain loop in row-major order: any language gets the same bits
        total += value
    return {
        "prefix": prefix, "channels": layer.offset.in_channels * (layer.scale ** 2 if layer.style == PL else 1),
        "scale": layer.scale, "groups": layer.groups, "style": layer.style, "dynamicScope": layer.dynamic_scope,
        "scopeBias": layer.dynamic_scope and layer.scope.bias is not None, "initPos": init_pos,
        "offsetWeightFirst": values[:4], "offsetWeightSum": total,
    }


def make_checkpoints():
    print("checkpoints")
    folder = ROOT / "checkpoints"
    files = []

    def record(name, layers, refused=False):
        files.append({"file": name, "refused": refused, "layers": layers})
        print("  " + name)

    torch.manual_seed(200)
    detector = perturbed(Detector(), 200)
    detector.backbone(torch.randn(2, 3, 6, 6))  # moves BatchNorm's running statistics and its int64 counter
    meta = {"epoch": 12, "config": "dysample-neck", "classes": ["cat", "cup", "book"]}
    write_bytes(folder / "detector.pth", torch_bytes({"state_dict": detector.state_dict(), "meta": meta}))
    neck, up = detector.neck, detector.head["up"]
    record("detector.pth", [describe("neck.upsample1.", neck["upsample1"]), describe("neck.upsample2.", neck["upsample2"]),
                            describe("head.up.", up)])

    case = Case("legacy-scope-bias", "legacy", LP, True, 2, 4, (1, 16, 6, 7), 201, 0.25,
                "A layer from before March 2024, whose scope has a bias.")
    generator = torch.Generator().manual_seed(1000 + case.seed)
    x = feature_map(case.shape, generator)
    legacy = make_layer(case, x, generator, scope_bias=True)
    state = legacy.state_dict()
    write_bytes(folder / "legacy-scope-bias.pth", torch_bytes(state))
    record("legacy-scope-bias.pth", [describe("", legacy)])
    write_legacy(folder / "legacy-pickle.pth", state)
    record("legacy-pickle.pth", [], refused=True)
    recorded = write_case(case, legacy, x)  # last: it widens the layer

    half = perturbed(DySample(32, 2, 8, PL, dynamic_scope=True), 202).half()
    write_bytes(folder / "half.pth", torch_bytes(half.state_dict()))
    record("half.pth", [describe("", half)])

    bfloat16 = perturbed(DySample(12, 3, 4, LP), 203).bfloat16()  # thirds: init_pos itself is rounded to bfloat16
    write_bytes(folder / "bfloat16.pth", torch_bytes(bfloat16.state_dict()))
    record("bfloat16.pth", [describe("", bfloat16)])

    bare = perturbed(DySample(16, 2, 4, LP), 204)
    write_npz(folder / "no-init-pos.npz", {key: value.numpy() for key, value in bare.state_dict().items() if key != "init_pos"})
    record("no-init-pos.npz", [describe("", bare, init_pos=False)])

    first, second = perturbed(DySample(8, 2, 4, LP), 205), perturbed(DySample(18, 3, 2, PL, dynamic_scope=True), 207)
    prefixed = {"decoder.up1.": first, "decoder.up2.": second}
    write_npz(folder / "layers.npz", {prefix + key: value.numpy() for prefix, layer in prefixed.items()
                                      for key, value in layer.state_dict().items()})
    record("layers.npz", [describe(prefix, layer) for prefix, layer in prefixed.items()])

    layer, views = parameter_views()
    write_bytes(folder / "parameter-views.pth", torch_bytes(views))
    record("parameter-views.pth", [describe("", layer)])
    write_json(folder / "expected.json", {"files": files})
    return recorded


def write_legacy(path, state):
    """The old format names storages by their address, so its bytes differ between runs: a file of equal content stays."""
    if path.exists():
        old = torch.load(path)
        if old.keys() == state.keys() and all(torch.equal(old[key], state[key]) for key in state):
            return keep(path)
    write_bytes(path, torch_bytes(state, _use_new_zipfile_serialization=False))


# Seeds of 32 bits and one beyond; 5 is what is left of 2**40 + 5 in 32 bits.
SEEDS = [0, 1, 5, 42, 2 ** 32 - 1, 2 ** 40 + 5]
INITIAL = [  # channels, scale, groups, style, dynamic; the comment counts the values of offset.weight
    (64, 2, 4, LP, False),   # 2048, a multiple of 16
    (2, 2, 1, LP, False),    # 16
    (16, 2, 4, PL, True),    # 32
    (5, 3, 1, LP, False),    # 90, no multiple of 16
    (9, 1, 1, LP, True),     # 18
    (36, 2, 1, PL, False),   # 18
    (4, 2, 1, PL, False),    # 2, under 16
    (12, 2, 1, PL, True),    # 6
    (1, 2, 1, LP, False),    # 8
    (7, 1, 1, LP, False),    # 14
]


def make_init():
    print("init")
    arrays = {}
    for channels, scale, groups, style, dynamic in INITIAL:
        for seed in SEEDS:
            torch.manual_seed(seed)
            layer = DySample(channels, scale, groups, style, dynamic)
            scope = "dynamic" if dynamic else "static"
            arrays[f"{style}-{channels}-{scale}-{groups}-{scope}-seed{seed}"] = layer.offset.weight.detach().numpy()
    write_npz(ROOT / "init" / "init.npz", arrays)


def main():
    parser = argparse.ArgumentParser(description="Makes the golden data next to this script.")
    parser.add_argument("--retrain", action="store_true", help="train the layer of the demo again")
    parser.add_argument("--astronaut", metavar="PATH", help="the photograph to train on, astronaut.png")
    options = parser.parse_args()
    torch.set_num_threads(1)
    recorded = make_cases()
    recorded.append(make_checkpoints())
    gradients.make(recorded, feature_map, train_like)
    make_init()
    demo.make(options.retrain, options.astronaut)
    peers.make()
    train.make()
    total = write_manifest([
        "# Golden data of DySample, made by: python3 testdata/generate.py",
        f"# PyTorch {torch.__version__}, NumPy {np.__version__}, Python {platform.python_version()}, {platform.machine()}",
        "# sha256  bytes  path",
    ])
    print(f"{total} bytes in all")


if __name__ == "__main__":
    main()
