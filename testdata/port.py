#!/usr/bin/env python3
"""A port of the layer, on a suite of golden cases: python3 testdata/port.py SUITE OUT [--mistake NAME] [--stages y,...]

Reads the cases `dysample golden` wrote, computes them with PyTorch in float32, and writes what `dysample verify` checks,
gradients too where a case has gradOut.npy. With --mistake it makes a mistake that ports make; --list names them. --type
float16 or bfloat16 rounds what it writes.
"""
import argparse
import json
import sys
from pathlib import Path

sys.dont_write_bytecode = True  # this folder is for data, not for caches

import needs

needs.packages("numpy", "torch")

import numpy as np
import torch
import torch.nn.functional as F

import port_backward

STAGES = ["linear", "scope", "offsets", "coordinates", "taps", "bilinear", "sampled", "y"]
MISTAKES = [
    "transposed-weight", "no-bias", "no-scope-bias", "dcr-input-shuffle", "dcr-unshuffle", "dcr-everywhere",
    "no-range-factor", "quarter-with-dynamic-scope", "no-sigmoid", "no-initial-position",
    "recomputed-initial-position", "unscaled-initial-position",
    "uncentred-initial-position", "transposed-initial-position", "range-factor-on-initial-position", "half-precision-offsets",
    "swapped-components", "interleaved-components", "transposed-subposition", "dcr-offset-shuffle", "shared-offsets",
    "first-item-offsets", "aligned-corners", "no-half-pixel", "swapped-sizes", "output-pixel-offsets",
    "half-precision-coordinates", "bfloat16-coordinates", "half-precision-grid", "zero-padding",
    "clipped-half-a-pixel-outside", "reflected", "wrapped-offsets", "nan-propagated", "nan-clipped-to-the-end", "truncated",
    "swapped-neighbours", "misindexed-groups", "nearest", "blanked-edge", "repeated-edge", "no-end-conv",
    "no-end-conv-bias",
]
# Mistakes in a normalised grid.
GRID = {"aligned-corners", "no-half-pixel", "swapped-sizes", "half-precision-grid"}
# Mistakes that options of PyTorch's grid_sample make.
GRID_SAMPLE = {"zero-padding", "reflected", "nearest"}
# Mistakes before or after the sampling, which go with either; all others need a sampler written by hand.
AROUND = {"dcr-unshuffle", "recomputed-initial-position", "blanked-edge", "no-end-conv", "no-end-conv-bias"}
# Mistakes that only the cases of --suite heads show.
HEADS = {"no-end-conv", "no-end-conv-bias"}


def read_safetensors(path):
    data = path.read_bytes()
    size = int.from_bytes(data[:8], "little")
    header = json.loads(data[8:8 + size])
    header.pop("__metadata__", None)
    tensors = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        values = np.frombuffer(data[8 + size + begin:8 + size + end], dtype="<f8" if entry["dtype"] == "F64" else "<f4").copy()
        tensors[name] = torch.from_numpy(values).view(entry["shape"])
    return tensors


def dcr_shuffle(x, s):
    """ONNX DepthToSpace as it is by default."""
    b, c, h, w = x.shape
    return x.view(b, s, s, c // s ** 2, h, w).permute(0, 3, 4, 1, 5, 2).reshape(b, c // s ** 2, s * h, s * w)


def dcr_unshuffle(x, s):
    """ONNX SpaceToDepth."""
    b, c, h, w = x.shape
    return x.view(b, c, h // s, s, w // s, s).permute(0, 3, 5, 1, 2, 4).reshape(b, c * s ** 2, h // s, w // s)


class Port:
    def __init__(self, case, weights, mistakes):
        self.s, self.g, self.style, self.dynamic = case["scale"], case["groups"], case["style"], case["dynamicScope"]
        self.weights, self.mistakes = weights, mistakes

    def has(self, *names):
        return any(name in self.mistakes for name in names)

    def __call__(self, x):
        stages = {"linear": self.branch(x, "offset", not self.has("no-bias"))}
        if self.dynamic:
            stages["scope"] = self.branch(x, "scope", not self.has("no-scope-bias"))
        stages["offsets"] = self.offsets(stages["linear"], stages.get("scope"))
        across, down = self.shuffled(stages["offsets"])  # (B, g, sH, sW) each
        if set(self.mistakes) - GRID - GRID_SAMPLE - AROUND - set(port_backward.MISTAKES):
            raw = self.pixels(across, x.shape[3], x.shape[2], 3), self.pixels(down, x.shape[2], x.shape[3], 2)
            px = self.coordinates(across, raw[0], x.shape[3], 3)
            py = self.coordinates(down, raw[1], x.shape[2], 2)
            x0, y0 = self.tap(px, across), self.tap(py, down)
            weights = self.bilinear(px - x0, py - y0)
            y = self.sample(x, x0, y0, weights)
        else:
            grid = self.grid(across, x.shape[3], x.shape[2], 3), self.grid(down, x.shape[2], x.shape[3], 2)
            raw = self.unnormalised(grid[0], x.shape[3]), self.unnormalised(grid[1], x.shape[2])
            px, py = self.padded(raw[0], x.shape[3]), self.padded(raw[1], x.shape[2])
            x0, y0 = px.floor(), py.floor()
            weights = self.bilinear(px - x0, py - y0)
            y = self.grid_sample(x, *grid)
        if self.has("blanked-edge"):
            inside = (raw[0] >= 0) & (raw[0] < x.shape[3] - 1) & (raw[1] >= 0) & (raw[1] < x.shape[2] - 1)
            y = torch.where(inside[:, self.groups(x.shape[1])], y, torch.zeros(()))
        stages["coordinates"] = torch.cat([px, py], dim=1)
        stages["taps"] = torch.cat([x0, y0], dim=1).to(torch.int32)
        stages["bilinear"] = torch.cat(weights, dim=1)
        if "end_conv.weight" in self.weights:
            stages["sampled"] = y
        if "end_conv.weight" in self.weights and not self.has("no-end-conv"):
            y = F.conv2d(y, self.weights["end_conv.weight"], None if self.has("no-end-conv-bias") else self.weights["end_conv.bias"])
        stages["y"] = y
        return stages

    def branch(self, x, name, with_bias):
        weight = self.weights[name + ".weight"]
        if self.has("transposed-weight"):
            weight = weight.reshape(weight.shape[1], weight.shape[0], 1, 1).transpose(0, 1).contiguous()
        bias = self.weights.get(name + ".bias") if with_bias else None
        if self.style == "lp":
            return F.conv2d(x, weight, bias)
        shuffle = dcr_shuffle if self.has("dcr-input-shuffle", "dcr-everywhere") else F.pixel_shuffle
        unshuffle = dcr_unshuffle if self.has("dcr-unshuffle", "dcr-everywhere") else F.pixel_unshuffle
        return unshuffle(F.conv2d(shuffle(x, self.s), weight, bias), self.s)

    def offsets(self, linear, scope):
        factor = 0.25
        if self.dynamic:
            factor = 0.25 if self.has("quarter-with-dynamic-scope") else 0.5
            factor = factor * (scope if self.has("no-sigmoid") else scope.sigmoid())
        if self.has("no-range-factor"):
            factor = factor / (0.5 if self.dynamic else 0.25)
        init = self.initial_position()
        offsets = (linear + init) * factor if self.has("range-factor-on-initial-position") else linear * factor + init
        return offsets.half().float() if self.has("half-precision-offsets") else offsets

    def initial_position(self):
        if self.has("no-initial-position"):
            return 0
        if not self.has("recomputed-initial-position", "unscaled-initial-position", "uncentred-initial-position",
                        "transposed-initial-position"):
            return self.weights["init_pos"]
        steps = torch.arange(self.s, dtype=torch.float32)
        if not self.has("uncentred-initial-position"):
            steps = steps - (self.s - 1) / 2
        if not self.has("unscaled-initial-position"):
            steps = steps / self.s
        columns, rows = steps.expand(self.s, self.s), steps.view(-1, 1).expand(self.s, self.s)
        pair = [rows, columns] if self.has("transposed-initial-position") else [columns, rows]
        return torch.stack(pair).unsqueeze(1).repeat(1, self.g, 1, 1).reshape(1, -1, 1, 1)

    def shuffled(self, offsets):
        """The offsets of each output pixel, x and y."""
        if self.has("first-item-offsets"):
            offsets = offsets[:1].expand_as(offsets)
        if self.has("transposed-subposition"):
            b, c, h, w = offsets.shape
            offsets = offsets.reshape(b, -1, self.s, self.s, h, w).transpose(2, 3).reshape(b, c, h, w)
        shuffle = dcr_shuffle if self.has("dcr-offset-shuffle", "dcr-everywhere") else F.pixel_shuffle
        maps = shuffle(offsets.contiguous(), self.s)  # (B, 2·g, sH, sW)
        if self.has("interleaved-components"):
            across, down = maps[:, 0::2], maps[:, 1::2]
        else:
            across, down = maps[:, :self.g], maps[:, self.g:]
        if self.has("swapped-components"):
            across, down = down, across
        if self.has("shared-offsets"):
            across, down = across[:, :1].expand_as(across), down[:, :1].expand_as(down)
        return across, down

    def positions(self, like, dim):
        """The input pixel each output pixel belongs to."""
        shape = [1, 1, 1, 1]
        shape[dim] = -1
        return torch.div(torch.arange(like.shape[dim]), self.s, rounding_mode="floor").view(shape)

    # As the published module does it: through grid_sample.

    def grid(self, offsets, size, other, dim):
        half = 0 if self.has("no-half-pixel") else 0.5
        if self.has("output-pixel-offsets"):
            steps = torch.arange(offsets.shape[dim]).view([-1 if d == dim else 1 for d in range(4)])
            distance = (steps + half + offsets) / self.s
        else:
            distance = self.positions(offsets, dim).float() + half + offsets
        grid = 2 * distance / (other if self.has("swapped-sizes") else size) - 1
        return grid.half().float() if self.has("half-precision-grid") else grid

    def unnormalised(self, grid, size):
        aligned = self.has("aligned-corners")
        return (grid + 1) / 2 * (size - 1) if aligned else ((grid + 1) * size - 1) / 2

    def padded(self, pixel, size):
        if self.has("zero-padding"):
            return pixel
        if self.has("reflected"):
            pixel = pixel.add(0.5).abs().remainder(2 * size)
            pixel = torch.where(pixel > size, 2 * size - pixel, pixel) - 0.5
        return pixel.nan_to_num(nan=0.0).clamp(0, size - 1)

    def grid_sample(self, x, across, down):
        b, c, h, w = x.shape
        grid = torch.stack([across, down], dim=-1).flatten(0, 1)
        padding = "zeros" if self.has("zero-padding") else "reflection" if self.has("reflected") else "border"
        y = F.grid_sample(x.reshape(b * self.g, -1, h, w), grid, padding_mode=padding,
                          mode="nearest" if self.has("nearest") else "bilinear", align_corners=self.has("aligned-corners"))
        return y.view(b, c, *y.shape[2:])

    # By hand: coordinates, neighbours, weights, sum.

    def pixels(self, offsets, size, other, dim):
        """Where the output pixels point, before anything is clipped."""
        if self.has("output-pixel-offsets", *GRID):
            return self.unnormalised(self.grid(offsets, size, other, dim), size)
        return self.positions(offsets, dim) + offsets

    def coordinates(self, offsets, pixel, size, dim):
        position, last = self.positions(offsets, dim), size - 1
        if self.has("truncated"):
            base = position + offsets.trunc().nan_to_num(nan=0.0).clamp(-2e9, 2e9).long()
            inside = (base >= 0) & (base < last)
            return torch.where(inside, base + offsets.frac(), base.clamp(0, last).float())
        if self.has("wrapped-offsets"):
            whole = offsets.floor()
            base = position.int() + whole.to(torch.int32)  # out of range: the lowest int
            inside = (base >= 0) & (base < last)
            return torch.where(inside, base + (offsets - whole), base.clamp(0, last).float())
        if self.has("half-precision-coordinates"):
            pixel = pixel.half().float()
        if self.has("bfloat16-coordinates"):
            pixel = pixel.bfloat16().float()
        margin = 0.5 if self.has("clipped-half-a-pixel-outside") else 0
        if self.has("nan-clipped-to-the-end"):
            pixel = pixel.nan_to_num(nan=float(last))
        elif not self.has("nan-propagated"):
            pixel = pixel.nan_to_num(nan=0.0)
        return pixel.clamp(-margin, last + margin)

    def groups(self, channels):
        """The group of each channel."""
        channel = torch.arange(channels)
        return channel % self.g if self.has("misindexed-groups") else channel // (channels // self.g)

    def tap(self, pixel, offsets):
        if self.has("truncated"):
            return torch.where(offsets < 0, pixel.ceil(), pixel.floor())
        return pixel.floor()

    def bilinear(self, fx, fy):
        north_east, south_west = fx * (1 - fy), (1 - fx) * fy
        if self.has("swapped-neighbours"):
            north_east, south_west = south_west, north_east
        return [(1 - fx) * (1 - fy), north_east, south_west, fx * fy]

    def sample(self, x, x0, y0, weights):
        b, c, h, w = x.shape
        groups = self.groups(c)
        item, channel = torch.arange(b).view(-1, 1, 1, 1), torch.arange(c).view(1, -1, 1, 1)
        x0, y0 = x0.nan_to_num(nan=0.0).long()[:, groups], y0.nan_to_num(nan=0.0).long()[:, groups]
        total = 0
        for neighbour, weight in enumerate(weights):
            column, row = x0 + neighbour % 2, y0 + neighbour // 2
            inside = (column >= 0) & (column < w) & (row >= 0) & (row < h)
            value = x[item, channel, row.clamp(0, h - 1), column.clamp(0, w - 1)]
            if not self.has("repeated-edge"):
                value = torch.where(inside, value, torch.zeros(()))
            total = total + weight[:, groups] * value
        return total


def write(folder, stages, wanted, dtype):
    folder.mkdir(parents=True, exist_ok=True)
    for name in wanted:
        if name in stages:
            values = stages[name]
            if dtype == "float16" and values.is_floating_point():
                values = values.half()
            if dtype == "bfloat16" and values.is_floating_point():
                # NumPy has no such type; its bits as two raw bytes are how ml_dtypes saves it.
                bits = (values.bfloat16().view(torch.int16)).numpy()
                np.save(folder / f"{name}.npy", bits.view("V2"))
                continue
            np.save(folder / f"{name}.npy", values.contiguous().numpy())


def main():
    parser = argparse.ArgumentParser(description="Runs a PyTorch port on golden cases.")
    parser.add_argument("suite", type=Path, nargs="?")
    parser.add_argument("out", type=Path, nargs="?")
    parser.add_argument("--mistake", action="append", default=[], choices=MISTAKES + port_backward.MISTAKES, metavar="NAME")
    parser.add_argument("--stages", default=",".join(STAGES + port_backward.STAGES))
    parser.add_argument("--type", default="float32", choices=["float32", "float16", "bfloat16"])
    parser.add_argument("--list", action="store_true", help="list the mistakes")
    options = parser.parse_args()
    if options.list:
        print("\n".join(MISTAKES + port_backward.MISTAKES))
        return
    if options.out is None:
        parser.error("SUITE and OUT are needed")
    forward = [name for name in options.mistake if name in MISTAKES]
    if forward and forward != options.mistake:
        parser.error("mistakes of the forward and of the backward pass are made one at a time")
    if set(options.mistake) & GRID_SAMPLE and set(options.mistake) - GRID - GRID_SAMPLE - AROUND:
        parser.error(f"{', '.join(sorted(GRID_SAMPLE))} are made by PyTorch's grid_sample; they can be combined only with "
                     f"{', '.join(sorted(GRID | AROUND))}")
    torch.set_num_threads(1)
    for folder in sorted((options.suite / "cases").iterdir()):
        case = json.loads((folder / "case.json").read_text())
        port = Port(case, read_safetensors(folder / "weights.safetensors"), options.mistake)
        with torch.inference_mode():
            x = torch.from_numpy(np.load(folder / "x.npy"))
            stages = port(x)
            if (folder / "gradOut.npy").exists() and not forward:
                stages.update(port_backward.Backward(port, x, stages, torch.from_numpy(np.load(folder / "gradOut.npy")))())
        write(options.out / folder.name, stages, options.stages.split(","), options.type)


if __name__ == "__main__":
    main()
