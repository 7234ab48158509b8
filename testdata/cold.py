#!/usr/bin/env python3
"""Times the first calls of a fresh process of PyTorch: python3 testdata/cold.py BxCxHxW CALLS SETTLE_SECONDS

For io.github.dysample.jmh.cold.Main: prints one line, as its own processes do. Scale 2, 4 groups, one thread.
"""
import statistics
import sys
import time

sys.dont_write_bytecode = True  # this folder is for data, not for caches

import needs

needs.packages("torch")

import torch

from dysample import DySample

SETTLED_SECONDS = 1


def main():
    shape = [int(number) for number in sys.argv[1].split("x")]
    calls, settle = int(sys.argv[2]), float(sys.argv[3])
    torch.set_num_threads(1)
    x = torch.randn(shape)
    before = time.perf_counter()
    layer = DySample(shape[1], 2, 4).eval()
    torch.nn.init.normal_(layer.offset.weight, std=shape[1] ** -0.5)  # offsets of about a quarter pixel
    make = 1e3 * (time.perf_counter() - before)
    first, millis, start = 0, [], time.perf_counter()

    def call():
        before = time.perf_counter()
        layer(x)
        return 1e3 * (time.perf_counter() - before)

    with torch.inference_mode():
        for _ in range(calls):
            millis.append(call())
            first = first or int(1e3 * time.time())
        settled = []
        if settle > 0:
            while time.perf_counter() - start < settle:
                call()
            start = time.perf_counter()
            while not settled or time.perf_counter() - start < SETTLED_SECONDS:
                settled.append(call())
    print(f"cold first={first} make={make} calls={','.join(map(str, millis))} "
          f"settled={statistics.median(settled) if settled else 'NaN'} bytes=NaN bits=- version={torch.__version__}")


if __name__ == "__main__":
    main()
