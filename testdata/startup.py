#!/usr/bin/env python3
"""Times whole processes that upsample one map: python3 testdata/startup.py cli/target/dysample/bin/dysample [RUNS]

The command and Python with PyTorch take turns on a small file and a large one. Prints the median and the range of the
time that passes, and the median of what the processors were busy for, all of them together.
"""
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.dont_write_bytecode = True  # this folder is for data, not for caches

import needs

needs.packages("numpy", "torch")

import numpy as np
import torch

from dysample import DySample

# Channels, height, width, scale.
MAPS = [(256, 32, 32, 2), (48, 270, 480, 4)]


def seconds(command):
    """How long it takes, and for how long processors are busy with it."""
    start, before = time.perf_counter(), os.times()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = os.times()
    busy = after.children_user + after.children_system - before.children_user - before.children_system
    return time.perf_counter() - start, busy


def compare(dysample, channels, height, width, scale, runs, folder):
    x, y, y_torch, weights = (str(Path(folder, name)) for name in ("x.npy", "y.npy", "y-torch.npy", "layer.pth"))
    torch.manual_seed(0)
    np.save(x, torch.randn(1, channels, height, width).numpy())
    layer = DySample(channels, scale)
    torch.nn.init.normal_(layer.offset.weight, std=channels ** -0.5)  # offsets of about a quarter pixel
    torch.save(layer.state_dict(), weights)
    script = Path(__file__).with_name("upsample.py")
    commands = {
        "dysample upsample": [dysample, "upsample", x, y, "--force", "--weights", weights],
        "Python with PyTorch": [sys.executable, script, x, y_torch, weights, str(scale)],
    }
    for command in commands.values():  # once unmeasured, to bring the files into the cache
        seconds(command)
    difference = np.abs(np.load(y) - np.load(y_torch)).max()
    # PyTorch's coordinates lose bits as the map grows.
    assert difference < 1e-6 * max(width, 100), f"the two differ by {difference}"
    times = {name: [] for name in commands}
    for run in range(runs):
        for name, command in commands.items():
            times[name].append(seconds(command))
        print(f"\r{run + 1} of {runs}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    print(f"(1, {channels}, {height}, {width}) to {scale} times its size")
    for name, values in times.items():
        passed = sorted(1e3 * value for value, _ in values)
        busy = 1e3 * statistics.median(value for _, value in values)
        print(f"  {name:20} {statistics.median(passed):5.0f} ms ({passed[0]:.0f}–{passed[-1]:.0f}), busy {busy:.0f} ms")


def main():
    dysample = Path(sys.argv[1]).resolve()
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 15
    for sizes in MAPS:
        with tempfile.TemporaryDirectory() as folder:
            compare(dysample, *sizes, runs, folder)


if __name__ == "__main__":
    main()
