"""What PyTorch's optimisers, schedules and clipping do, and twenty steps of a layer, for the tests of training."""
import numpy as np
import torch
import torch.nn.functional as F
from torch import nn
from torch.optim import SGD, Adam, AdamW
from torch.optim.lr_scheduler import ChainedScheduler, ConstantLR, CosineAnnealingLR, LinearLR, StepLR

from dysample import DySample
from formats import ROOT, write_npz

FOLDER = ROOT / "train"
VALUES, STEPS = 6, 10
OPTIMIZERS = {  # by the names that the tests know them by
    "sgd": lambda p: SGD(p, lr=0.1),
    "sgd-decay": lambda p: SGD(p, lr=0.1, weight_decay=0.05),
    "sgd-momentum": lambda p: SGD(p, lr=0.1, momentum=0.9),
    "sgd-dampening": lambda p: SGD(p, lr=0.1, momentum=0.9, dampening=0.3, weight_decay=0.05),
    "sgd-nesterov": lambda p: SGD(p, lr=0.1, momentum=0.9, nesterov=True, weight_decay=0.05),
    "adam": lambda p: Adam(p),
    "adam-other": lambda p: Adam(p, lr=0.05, betas=(0.8, 0.95), eps=1e-3, weight_decay=0.1),
    "adamw": lambda p: AdamW(p),
    "adamw-other": lambda p: AdamW(p, lr=0.05, betas=(0.8, 0.95), eps=1e-3, weight_decay=0.3),
}
SCHEDULES = {
    "constant": lambda o: ConstantLR(o, factor=1),
    "step": lambda o: StepLR(o, step_size=7, gamma=0.3),
    "cosine": lambda o: CosineAnnealingLR(o, 24),
    "warm-up": lambda o: ChainedScheduler([CosineAnnealingLR(o, 24), LinearLR(o, start_factor=1 / 5, total_iters=4)]),
}
LAYER_STEPS, KEPT = 20, [1, 2, 5, 10, 20]


def optimizer_arrays():
    """Each optimiser is given the same gradients, some of them 0, in float32 and in float64."""
    draw = np.random.RandomState(0)
    start = draw.randn(VALUES).astype(np.float32)
    gradients = (draw.randn(STEPS, VALUES) * 10.0 ** draw.randint(-3, 2, VALUES)).astype(np.float32)
    gradients[3] = 0
    arrays = {"start": start, "gradients": gradients}
    for name, make in OPTIMIZERS.items():
        for kind, suffix in ((torch.float32, "32"), (torch.float64, "64")):
            parameter = nn.Parameter(torch.tensor(start, dtype=kind))
            optimizer = make([parameter])
            after = []
            for gradient in gradients:
                parameter.grad = torch.tensor(gradient, dtype=kind)
                optimizer.step()
                after.append(parameter.detach().clone().numpy())
            arrays[f"{name}/{suffix}"] = np.stack(after)
    return arrays


def schedule_arrays():
    arrays = {}
    for name, make in SCHEDULES.items():
        optimizer = SGD([nn.Parameter(torch.zeros(1))], lr=0.3)
        schedule, rates = make(optimizer), []
        for _ in range(24):
            rates.append(optimizer.param_groups[0]["lr"])
            optimizer.step()
            schedule.step()
        arrays[f"schedule/{name}"] = np.array(rates)
    return arrays


def clipping_arrays():
    """Two parameters, clipped together to a norm that is under theirs, at it, and over it."""
    draw = np.random.RandomState(1)
    first, second = draw.randn(4).astype(np.float32), draw.randn(3).astype(np.float32)
    arrays = {"clip/first": first, "clip/second": second}
    for most in ("0.5", "100"):
        both = [nn.Parameter(torch.zeros(4)), nn.Parameter(torch.zeros(3))]
        both[0].grad, both[1].grad = torch.tensor(first), torch.tensor(second)
        norm = nn.utils.clip_grad_norm_(both, float(most))
        arrays[f"clip/{most}"] = np.concatenate([[norm.item()], both[0].grad.numpy(), both[1].grad.numpy()])
    return arrays


def layer_arrays():
    """A layer learns a map from another, by Adam: its loss in each step, and its parameters after some."""
    draw = np.random.RandomState(2)
    x = draw.randn(2, 4, 5, 6).astype(np.float32)
    target = draw.randn(2, 4, 10, 12).astype(np.float32)
    arrays = {"x": x, "target": target}
    for kind, suffix in ((torch.float32, "32"), (torch.float64, "64")):
        torch.manual_seed(3)
        layer = DySample(4, 2, 1, "lp", dynamic_scope=True).to(kind)
        parameters = dict(layer.named_parameters())
        optimizer = Adam(layer.parameters(), lr=0.05)
        losses, kept = [], {name: [] for name in parameters}
        for step in range(1, LAYER_STEPS + 1):
            loss = F.mse_loss(layer(torch.tensor(x, dtype=kind)), torch.tensor(target, dtype=kind))
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
            if step in KEPT:
                for name, parameter in parameters.items():
                    kept[name].append(parameter.detach().flatten().clone().numpy())
        arrays[f"loss/{suffix}"] = np.array(losses)
        for name, values in kept.items():
            arrays[f"{name}/{suffix}"] = np.stack(values)
    return arrays


def make():
    print("train")
    write_npz(FOLDER / "optimizers.npz", {**optimizer_arrays(), **schedule_arrays(), **clipping_arrays()})
    write_npz(FOLDER / "layer.npz", layer_arrays())
