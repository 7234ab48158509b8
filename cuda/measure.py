#!/usr/bin/env python3
"""Measures PyTorch beside this library on the same GPU: python3 cuda/measure.py OUT

OUT is the folder that io.github.dysample.cuda.measure.Main has filled; gpu.sh runs both. Outputs are checked against each
other first. Times are medians by the GPU's events, of tensors that take turns until they do not fit into its cache.
"""
import csv
import statistics
import sys
from pathlib import Path

try:
    import numpy as np
    import torch
    import torch.nn.functional as F
except ModuleNotFoundError as missing:
    print(f"{sys.argv[0]} needs packages that are missing: {sys.executable} -m pip install {missing.name}", file=sys.stderr)
    sys.exit(2)

WARM_UPS, SAMPLES, REPEATS = 20, 50, 10
MORE_THAN_CACHED = 256 << 20
SCALE, GROUPS = 2, 4
CLOSE = 1e-4  # of values around 1


def read(path, *shape):
    return torch.from_numpy(np.fromfile(path, dtype="<f4")).view(shape).cuda()


def initial_positions():
    steps = (torch.arange(SCALE) - (SCALE - 1) / 2) / SCALE
    grid = torch.stack([steps.expand(SCALE, SCALE), steps.view(SCALE, 1).expand(SCALE, SCALE)])
    return grid.unsqueeze(1).repeat(1, GROUPS, 1, 1).reshape(1, -1, 1, 1).cuda()


def layer(x, weight, bias, init_pos):
    """The published module in style lp, with everything made on the device."""
    b, _, h, w = x.shape
    offsets = (F.conv2d(x, weight, bias) * 0.25 + init_pos).view(b, 2, -1, h, w)
    across = torch.arange(w, dtype=x.dtype, device=x.device) + 0.5
    down = torch.arange(h, dtype=x.dtype, device=x.device) + 0.5
    centres = torch.stack(torch.meshgrid(across, down, indexing="xy")).view(1, 2, 1, h, w)
    size = torch.tensor([w, h], dtype=x.dtype, device=x.device).view(1, 2, 1, 1, 1)
    grid = 2 * (centres + offsets) / size - 1
    grid = F.pixel_shuffle(grid.view(b, -1, h, w), SCALE).view(b, 2, -1, SCALE * h, SCALE * w)
    grid = grid.permute(0, 2, 3, 4, 1).flatten(0, 1)
    y = F.grid_sample(x.reshape(b * GROUPS, -1, h, w), grid, mode="bilinear", padding_mode="border", align_corners=False)
    return y.view(b, -1, SCALE * h, SCALE * w)


def time(function, inputs):
    samples = []
    for turn in range(WARM_UPS + SAMPLES):
        start, end = torch.cuda.Event(enable_timing=True), torch.cuda.Event(enable_timing=True)
        start.record()
        for repeat in range(REPEATS):
            function(inputs[(turn * REPEATS + repeat) % len(inputs)])
        end.record()
        end.synchronize()
        samples.append(start.elapsed_time(end) / REPEATS)
    return statistics.median(samples[WARM_UPS:])


def measure(folder, times):
    shape = folder.name
    n, c, h, w = map(int, shape.split("x"))
    outputs = 2 * GROUPS * SCALE ** 2
    parameters = read(folder / "weight.f32", outputs, c, 1, 1), read(folder / "bias.f32", outputs), initial_positions()
    x = read(folder / "x.f32", n, c, h, w)
    ours = read(folder / "y.f32", n, c, SCALE * h, SCALE * w)
    compiled = torch.compile(layer)
    with torch.inference_mode():
        for name, function in (("PyTorch", layer), ("torch.compile", compiled)):
            difference = (function(x, *parameters) - ours).abs().max().item()
            assert difference < CLOSE, f"{shape}: {name} gives {difference} else"
        inputs = [x.clone() for _ in range(MORE_THAN_CACHED // (5 * x.numel() * 4) + 1)]
        eager = time(lambda each: layer(each, *parameters), inputs)
        fused = time(lambda each: compiled(each, *parameters), inputs)
    own, copy = times[shape, "layer, on the device"], times[shape, "copy of as many bytes, on the device"]
    helped = next(name for _, name in times if name.startswith("the same with"))
    print(f"| {shape} | {own:.4f} | {eager:.4f} | {eager / own:.1f} | {fused:.4f} | {fused / own:.1f} | {copy:.4f} | {100 * copy / own:.0f} % |"
          f" {times[shape, helped]:.3f} | {100 * times[shape, 'copy of the same bytes over the bus'] / times[shape, helped]:.0f} % |"
          f" {1000 * times[shape, 'until the launch returns']:.1f} |")


def main():
    out = Path(sys.argv[1])
    with open(out / "times.csv", newline="") as file:
        times = {(row["shape"], row["what"]): float(row["median"]) for row in csv.DictReader(file)}
    print(f"{torch.cuda.get_device_name()}, PyTorch {torch.__version__}; milliseconds, medians of {SAMPLES}")
    print()
    print("| shape | this library | PyTorch | times as fast | torch.compile | times as fast | copy | share of its speed |"
          " from and to the host | share of the bus | launch, µs |")
    print("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|")
    for folder in sorted(each for each in out.iterdir() if each.is_dir()):
        measure(folder, times)


if __name__ == "__main__":
    main()
