"""PyTorch's gradients of the golden cases, in float64 as the truth and in float32 for its own error.

A part of generate.py. Whole tensors would be too large to keep, so of most only a projection is recorded: the sum of all
elements, each times a known number. Two tensors with the same projection are the same, but for a coincidence.
"""
import json
from collections import OrderedDict
from typing import NamedTuple

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from dysample import DySample
from formats import ROOT, write_bytes, write_json, write_npy, write_npz, write_safetensors

FOLDER = ROOT / "gradients"
WHOLE = {"one-pixel-lp-dynamic", "one-channel"}  # kept in full
OUTPUT_SEED, PROJECTION_SEED = 1, 2


class Head(NamedTuple):
    """A layer that the cases of the forward pass do not have: with end_conv, or with its own initial positions."""
    name: str
    style: str
    dynamic: bool
    scale: int
    groups: int
    shape: tuple
    seed: int
    outputs: int  # of end_conv; 0 for none
    description: str


HEADS = [
    Head("head-lp-dynamic", "lp", True, 2, 2, (2, 8, 4, 5), 300, 3, "end_conv to three channels, initial positions of its own."),
    Head("head-pl-static", "pl", False, 2, 2, (1, 16, 5, 4), 301, 2, "Style pl with end_conv."),
    Head("own-positions-scale-3", "lp", False, 3, 2, (1, 6, 4, 6), 302, 0, "Initial positions of its own at scale 3."),
]


def noise(count, seed):
    """Numbers in [-1, 1) by a generator that is the same in every language, exact in float32."""
    values, state = np.empty(count), seed
    for i in range(count):
        state = (state * 1664525 + 1013904223) % 2 ** 32
        values[i] = (state >> 8) / 2 ** 23 - 1
    return values


class Traced(nn.Module):
    """The layer with its stages kept for their gradients, and two inputs: x is sampled, `seen` is what the offsets come from."""

    def __init__(self, layer, end_conv):
        super().__init__()
        self.layer, self.end_conv = layer, end_conv

    def gradients(self, x, grad_out):
        layer = self.layer
        x, seen, kept = x.clone().requires_grad_(), x.clone().requires_grad_(), {}
        hooks = [branch.register_forward_hook(self.keeper(kept, name)) for name, branch in layer.named_children()]
        offsets = layer.offsets(seen)
        offsets.retain_grad()
        layer.offsets = lambda _: offsets
        y = layer(x)
        (self.end_conv(y) if self.end_conv else y).backward(grad_out)
        del layer.offsets
        for hook in hooks:
            hook.remove()
        unshuffled = lambda z: F.pixel_unshuffle(z.grad, layer.scale) if layer.style == "pl" else z.grad
        found = OrderedDict(gradOffsets=offsets.grad, gradXTaps=x.grad, gradLinear=unshuffled(kept["offset"]))
        if layer.dynamic_scope:
            found["gradScope"] = unshuffled(kept["scope"])
        for name, parameter in list(layer.named_parameters()) + list(self.end_conv.named_parameters("end_conv") if self.end_conv else ()):
            found["grad" + camel(name)] = parameter.grad
        found["gradX"] = self.whole(x.detach(), grad_out)
        return OrderedDict((name, value.detach().double()) for name, value in found.items())

    @staticmethod
    def keeper(kept, name):
        def keep(module, inputs, output):
            output.retain_grad()
            kept[name] = output
        return keep

    def whole(self, x, grad_out):
        """The gradient of x by the unchanged layer, in the order in which PyTorch adds it."""
        x = x.clone().requires_grad_()
        y = self.layer(x)
        return torch.autograd.grad(self.end_conv(y) if self.end_conv else y, x, grad_out)[0]


def camel(name):
    """offset.weight is OffsetWeight, end_conv.bias is EndConvBias."""
    return "".join(part.capitalize() for part in name.replace(".", "_").split("_"))


def record(name, layer, end_conv, x):
    """The layer is in float32 and stays so."""
    traced = Traced(layer, end_conv)
    outputs = end_conv.out_channels if end_conv else x.shape[1]
    shape = (x.shape[0], outputs, layer.scale * x.shape[2], layer.scale * x.shape[3])
    grad_out = torch.from_numpy(noise(int(np.prod(shape)), OUTPUT_SEED)).view(shape)
    single = gradients_of(traced, x, grad_out.float())
    exact = gradients_of(traced.double(), x.double(), grad_out)
    with torch.no_grad():
        reach = layer.offsets(x.double()).abs().max().item()
    traced.float()
    tensors = {}
    for key, truth in exact.items():
        values = truth.numpy().ravel()
        tensors[key] = {
            "largest": rounded(np.abs(values).max()),
            "torchMaxError": rounded((single[key] - truth).abs().max()),
            "projection": float(values @ noise(values.size, PROJECTION_SEED)),
        }
    if name in WHOLE:
        write_npz(FOLDER / f"{name}.npz", {key: truth.numpy() for key, truth in exact.items()})
    return {"case": name, "maxAbsOffset": reach, "tensors": tensors}


def rounded(value):
    """To the digits that a comparison of errors needs."""
    return float(f"{value:.5g}")


def gradients_of(traced, x, grad_out):
    traced.zero_grad(set_to_none=True)
    return traced.gradients(x, grad_out)


def make_head(head, feature_map, train_like):
    generator = torch.Generator().manual_seed(1000 + head.seed)
    x = feature_map(head.shape, generator)
    layer = DySample(head.shape[1], head.scale, head.groups, head.style, head.dynamic)
    train_like(layer, x, 0.25, generator)
    end_conv = nn.Conv2d(head.shape[1], head.outputs, 1) if head.outputs else None
    with torch.no_grad():
        layer.init_pos.copy_(torch.rand(layer.init_pos.shape, generator=generator) * 2 - 1)
        for parameter in end_conv.parameters() if end_conv else ():
            parameter.copy_(torch.randn(parameter.shape, generator=generator) * 0.5)
    return layer, end_conv, x


def write_head(head, layer, end_conv, x):
    folder = FOLDER / head.name
    weights = OrderedDict((key, value.clone()) for key, value in layer.state_dict().items())
    if end_conv:
        weights.update(("end_conv." + key, value.clone()) for key, value in end_conv.state_dict().items())
    b, c, h, w = head.shape
    case = {
        "name": head.name, "family": "gradients", "description": head.description,
        "batch": b, "channels": c, "height": h, "width": w,
        "scale": head.scale, "groups": head.groups, "style": head.style, "dynamicScope": head.dynamic, "seed": head.seed,
    }
    if end_conv:
        case["endConvOutputs"] = head.outputs
    write_npy(folder / "x.npy", x.numpy())
    write_safetensors(folder / "weights.safetensors", weights)
    write_json(folder / "case.json", case)


def make(recorded, feature_map, train_like):
    """`recorded` are those of the cases of the forward pass."""
    print("gradients")
    for head in HEADS:
        layer, end_conv, x = make_head(head, feature_map, train_like)
        write_head(head, layer, end_conv, x)
        recorded = recorded + [record(head.name, layer, end_conv, x)]
    worst = max(each["torchMaxError"] / each["largest"] for case in recorded for each in case["tensors"].values() if each["largest"] > 0)
    print(f"  {len(recorded)} cases, PyTorch's largest error {worst:.1e} of a tensor's largest value")
    write_bytes(FOLDER / "expected.json", text(recorded).encode())


def text(recorded):
    """A line for each tensor."""
    lines = ["{", '  "cases": [']
    for i, case in enumerate(recorded):
        lines.append(f'    {{"case": {json.dumps(case["case"])}, "maxAbsOffset": {case["maxAbsOffset"]!r}, "tensors": {{')
        rows = [f"      {json.dumps(key)}: {json.dumps(value)}" for key, value in case["tensors"].items()]
        lines.append(",\n".join(rows))
        lines.append("    }}" + ("," if i + 1 < len(recorded) else ""))
    return "\n".join(lines + ["  ]", "}"]) + "\n"
