#!/usr/bin/env python3
"""Writes whole networks with layers in them: python3 testdata/onnx_networks.py FOLDER

A detector, a feature pyramid and two networks for super-resolution, each traced and scripted by PyTorch's exporter with
batch, height and width free, and once more with nearest upsampling in place of the layers. Which size a network was
traced at, and another that it takes, are in the file's metadata. Existing files of these names are replaced.

The weights are random, and scaled as batch norms would scale them: on standard normal pictures each convolution's output
has the standard deviation 1, at the end of a residual branch 0.3, and the layers' offsets reach about a quarter of a
pixel. So what flows through a network stays of order 1, as in a trained one. There are no batch norms, because exporters
fold them into the convolutions.
"""
import argparse
import functools
import io
import math
import sys
import warnings
from pathlib import Path

sys.dont_write_bytecode = True  # this folder is for data, not for caches

import needs

needs.packages("numpy", "onnx", "torch")

import numpy as np

for name in ("bool", "float", "int", "object"):  # which NumPy no longer has, and ONNX 1.12 still uses
    np.__dict__.setdefault(name, getattr(__builtins__, name))

import onnx
import torch
from onnx import helper
from torch import nn

from dysample import DySample
from peers import OPSET, quarter_pixel


class Convolution(nn.Module):
    """Followed by SiLU, as in today's detectors."""

    def __init__(self, inputs, outputs, kernel=3, stride=1):
        super().__init__()
        self.convolution = nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2)
        self.silu = nn.SiLU()

    def forward(self, x):
        return self.silu(self.convolution(x))


class Residual(nn.Module):
    """Two convolutions, whose result is added to their input."""

    def __init__(self, channels):
        super().__init__()
        self.first = Convolution(channels, channels)
        self.last = nn.Conv2d(channels, channels, 3, padding=1)

    def forward(self, x):
        return x + self.last(self.first(x))


class Stage(nn.Module):
    """Half of the channels goes through residual blocks, and all that comes up on the way is put together."""

    def __init__(self, inputs, outputs, blocks=1):
        super().__init__()
        self.half = outputs // 2
        self.first = Convolution(inputs, outputs, 1)
        self.blocks = nn.ModuleList(Residual(self.half) for _ in range(blocks))
        self.last = Convolution(outputs + blocks * self.half, outputs, 1)

    def forward(self, x):
        x = self.first(x)
        parts = [x]
        x = x[:, self.half:]
        for block in self.blocks:
            x = block(x)
            parts.append(x)
        return self.last(torch.cat(parts, 1))


class Detector(nn.Module):
    """After YOLO: a trunk down to 1/32, a neck up to 1/8 by two layers and down again, and three heads."""

    inputs, outputs = 3, ("small", "medium", "large")
    traced, other = (480, 640), (320, 416)

    def __init__(self, up):
        super().__init__()
        self.stem = nn.Sequential(Convolution(3, 16, stride=2), Convolution(16, 32, stride=2), Stage(32, 32))
        self.to8 = nn.Sequential(Convolution(32, 64, stride=2), Stage(64, 64, 2))
        self.to16 = nn.Sequential(Convolution(64, 128, stride=2), Stage(128, 128, 2))
        self.to32 = nn.Sequential(Convolution(128, 256, stride=2), Stage(256, 256))
        self.up16, self.up8 = up(256, 2), up(128, 2)
        self.neck16, self.neck8 = Stage(256 + 128, 128), Stage(128 + 64, 64)
        self.down16, self.down32 = Convolution(64, 64, stride=2), Convolution(128, 128, stride=2)
        self.out16, self.out32 = Stage(64 + 128, 128), Stage(128 + 256, 256)
        self.small, self.medium, self.large = (
            nn.Sequential(Convolution(channels, 64), nn.Conv2d(64, 84, 1)) for channels in (64, 128, 256))

    def forward(self, x):
        at8 = self.to8(self.stem(x))
        at16 = self.to16(at8)
        at32 = self.to32(at16)
        neck16 = self.neck16(torch.cat([self.up16(at32), at16], 1))
        neck8 = self.neck8(torch.cat([self.up8(neck16), at8], 1))
        out16 = self.out16(torch.cat([self.down16(neck8), neck16], 1))
        out32 = self.out32(torch.cat([self.down32(out16), at32], 1))
        return self.small(neck8), self.medium(out16), self.large(out32)


class Down(nn.Module):
    """A residual block that halves the map."""

    def __init__(self, inputs, outputs):
        super().__init__()
        self.first = Convolution(inputs, outputs, stride=2)
        self.last = nn.Conv2d(outputs, outputs, 3, padding=1)
        self.short = nn.Conv2d(inputs, outputs, 1, 2)

    def forward(self, x):
        return self.short(x) + self.last(self.first(x))


class Pyramid(nn.Module):
    """After ResNet-18 and its feature pyramid of 256 channels: three layers, each added to the map of its size."""

    inputs, outputs = 3, ("at4", "at8", "at16", "at32")
    traced, other = (192, 256), (160, 128)

    def __init__(self, up):
        super().__init__()
        self.to4 = nn.Sequential(Convolution(3, 64, 7, 2), nn.MaxPool2d(3, 2, 1), Residual(64), Residual(64))
        self.to8 = nn.Sequential(Down(64, 128), Residual(128))
        self.to16 = nn.Sequential(Down(128, 256), Residual(256))
        self.to32 = nn.Sequential(Down(256, 512), Residual(512))
        self.in4, self.in8, self.in16, self.in32 = (nn.Conv2d(channels, 256, 1) for channels in (64, 128, 256, 512))
        self.up4, self.up8, self.up16 = up(256, 2), up(256, 2), up(256, 2)
        self.out4, self.out8, self.out16, self.out32 = (nn.Conv2d(256, 256, 3, padding=1) for _ in range(4))

    def forward(self, x):
        at4 = self.to4(x)
        at8 = self.to8(at4)
        at16 = self.to16(at8)
        at32 = self.to32(at16)
        p32 = self.in32(at32)
        p16 = self.in16(at16) + self.up16(p32)
        p8 = self.in8(at8) + self.up8(p16)
        p4 = self.in4(at4) + self.up4(p8)
        return self.out4(p4), self.out8(p8), self.out16(p16), self.out32(p32)


class SuperResolution(nn.Module):
    """Residual blocks at the small size, one layer, and a convolution to colours."""

    inputs, outputs = 3, ("y",)

    def __init__(self, up):
        super().__init__()
        self.trunk = nn.Sequential(nn.Conv2d(3, 64, 3, padding=1), *(Residual(64) for _ in range(4)))
        self.up = up(64, self.scale)
        self.colours = nn.Conv2d(64, 3, 3, padding=1)

    def forward(self, x):
        return self.colours(self.up(self.trunk(x)))


class Twice(SuperResolution):
    scale = 2
    traced, other = (96, 128), (72, 80)


class FourTimes(SuperResolution):
    scale = 4
    traced, other = (64, 80), (40, 56)


class Nearest(nn.Upsample):
    def __init__(self, _, scale):
        super().__init__(scale_factor=float(scale), mode="nearest")


NETWORKS = {"detector": Detector, "pyramid": Pyramid, "super-resolution-2": Twice, "super-resolution-4": FourTimes}


def scaled(convolution, _, y, deviation):
    """A hook: what a batch norm would do to the output, done to the weights."""
    factor = deviation / y.std().item()
    convolution.weight *= factor
    convolution.bias *= factor
    return y * factor


def made(network, up):
    """The network with its random weights: the same before the first layer, whatever it upsamples by."""
    model = network(up)
    generator = torch.Generator().manual_seed(5000)
    layers = [module for module in model.modules() if isinstance(module, DySample)]
    of_layers = {part for layer in layers for part in layer.modules()}
    branches = {module.last for module in model.modules() if isinstance(module, (Residual, Down))}
    hooks = []
    with torch.no_grad():
        for module in model.modules():
            if isinstance(module, nn.Conv2d) and module not in of_layers:
                for values in (module.weight, module.bias):
                    values.copy_(torch.randn(values.shape, generator=generator))
                module.bias *= 0.1 * math.sqrt(module.weight[0].numel())
                deviation = 0.3 if module in branches else 1
                hooks.append(module.register_forward_hook(functools.partial(scaled, deviation=deviation)))
        for layer in layers:
            quarter_pixel(layer, generator)
        model.eval()(torch.randn(1, network.inputs, *network.other, generator=generator))
    for hook in hooks:
        hook.remove()
    return model


def export(module, network, scripted):
    buffer = io.BytesIO()
    free = {0: "batch", 2: "height", 3: "width"}
    axes = {"x": free, **{name: {0: "batch", 2: f"{name}_height", 3: f"{name}_width"} for name in network.outputs}}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # shape inference stops at constants, which costs nothing
        torch.onnx.export(torch.jit.script(module) if scripted else module,
                          torch.zeros(1, network.inputs, *network.traced), buffer, opset_version=OPSET,
                          input_names=["x"], output_names=list(network.outputs), dynamic_axes=axes)
    model = onnx.load_from_string(buffer.getvalue())
    sizes = {"traced_size": network.traced, "other_size": network.other}
    helper.set_model_props(model, {key: f"{height} {width}" for key, (height, width) in sizes.items()})
    return model


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="where to write; made if it is not there")
    folder = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    for name, network in NETWORKS.items():
        layers, nearest = made(network, DySample), made(network, Nearest)
        models = {
            "traced": export(layers, network, False),
            "scripted": export(layers, network, True),
            "nearest": export(nearest, network, False),
        }
        for how, model in models.items():
            (folder / f"{name}-{how}.onnx").write_bytes(model.SerializeToString(deterministic=True))
        with torch.no_grad():
            y = layers(torch.randn(1, network.inputs, *network.traced, generator=torch.Generator().manual_seed(1)))
        deviations = ", ".join(f"{each.std():.2f}" for each in (y if isinstance(y, tuple) else (y,)))
        print(f"{name}: outputs' standard deviations {deviations}")


if __name__ == "__main__":
    main()
