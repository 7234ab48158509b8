#!/usr/bin/env python3
"""Times whole processes that upsample one small map: python3 testdata/startup.py cli/target/dysample/bin/dysample [RUNS]

The command and Python with PyTorch take turns on a (1, 256, 32, 32) file. Prints the median and the range of each.
"""
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

CHANNELS, SIZE = 256, 32


def seconds(command):
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main():
    dysample = Path(sys.argv[1]).resolve()
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 15
    with tempfile.TemporaryDirectory() as folder:
        x, y, y_torch, weights = (str(Path(folder, name)) for name in ("x.npy", "y.npy", "y-torch.npy", "layer.pth"))
        torch.manual_seed(0)
        np.save(x, torch.randn(1, CHANNELS, SIZE, SIZE).numpy())
        layer = DySample(CHANNELS)
        torch.nn.init.normal_(layer.offset.weight, std=CHANNELS ** -0.5)  # offsets of about a quarter pixel
        torch.save(layer.state_dict(), weights)
        commands = {
            "dysample upsample": [dysample, "upsample", x, y, "--force", "--weights", weights],
            "Python with PyTorch": [sys.executable, Path(__file__).with_name("upsample.py"), x, y_torch, weights],
        }
        for command in commands.values():  # once unmeasured, to bring the files into the cache
            seconds(command)
        difference = np.abs(np.load(y) - np.load(y_torch)).max()
        assert difference < 1e-4, f"the two differ by {difference}"
        times = {name: [] for name in commands}
        for run in range(runs):
            for name, command in commands.items():
                times[name].append(1e3 * seconds(command))
            print(f"\r{run + 1} of {runs}", end="", file=sys.stderr, flush=True)
        print(file=sys.stderr)
        for name, values in times.items():
            print(f"{name:20} {statistics.median(values):5.0f} ms ({min(values):.0f}–{max(values):.0f})")


if __name__ == "__main__":
    main()
