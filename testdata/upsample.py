#!/usr/bin/env python3
"""Does in PyTorch what `dysample upsample` does: python3 testdata/upsample.py IN.npy OUT.npy WEIGHTS.pth [SCALE]"""
import sys

sys.dont_write_bytecode = True  # this folder is for data, not for caches

import needs

needs.packages("numpy", "torch")

import numpy as np
import torch

from dysample import DySample

source, target, weights, *scale = sys.argv[1:]
x = torch.from_numpy(np.load(source))
layer = DySample(x.shape[1], *map(int, scale))
layer.load_state_dict(torch.load(weights))
layer.eval()
with torch.inference_mode():
    np.save(target, layer(x).numpy())
