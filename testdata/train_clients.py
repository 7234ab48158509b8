#!/usr/bin/env python3
"""Uses the training of the command as PyTorch's users do: python3 testdata/train_clients.py cli/target/dysample/bin/dysample

PyTorch loads what `train` wrote, and what it leaves when it is interrupted, and computes the same; and its gradients of the layer
are those of `backward`.
"""
import signal
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
from port import read_safetensors

CLOSE = 1e-4  # between PyTorch's float32 results and ours, of the largest value
OWN = "training."  # what a checkpoint has besides the layer begins with this


def run(folder, *arguments):
    done = subprocess.run([PROGRAM, *map(str, arguments)], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, f"{arguments}: exit code {done.returncode}\n{done.stdout}{done.stderr}"


def layer_of(state):
    layer = DySample(8, 2, 4, "lp", dynamic_scope=True)
    layer.load_state_dict(state, strict=True)
    return layer


def check_close(what, ours, torch_result):
    difference = np.abs(ours - torch_result.detach().numpy()).max() / np.abs(ours).max()
    assert difference <= CLOSE, f"{what}: differs by {difference:.1e} of the largest value"
    print(f"{what}: PyTorch differs by {difference:.1e} of the largest value")


def main():
    folder = Path(tempfile.mkdtemp())
    draw = np.random.RandomState(0)
    x = draw.randn(2, 8, 12, 14).astype(np.float32)
    target = draw.randn(2, 8, 24, 28).astype(np.float32)
    np.save(folder / "x.npy", x)
    np.save(folder / "y.npy", target)
    command = ["train", "--input", "x.npy", "--target", "y.npy", "--dynamic-scope", "--rate", "0.02"]

    run(folder, *command, "--out", "layer.safetensors", "--steps", "40")
    layer = layer_of(read_safetensors(folder / "layer.safetensors"))
    run(folder, "upsample", "x.npy", "up.npy", "--weights", "layer.safetensors")
    check_close("a trained layer, loaded with strict=True", np.load(folder / "up.npy"), layer(torch.from_numpy(x)))

    run(folder, "backward", "x.npy", "y.npy", "gradients", "--weights", "layer.safetensors")
    input_ = torch.from_numpy(x).requires_grad_()
    layer(input_).backward(torch.from_numpy(target))
    check_close("gradX", np.load(folder / "gradients/gradX.npy"), input_.grad)
    gradients = read_safetensors(folder / "gradients/gradients.safetensors")
    assert set(gradients) == {name for name, _ in layer.named_parameters()}
    for name, parameter in layer.named_parameters():
        check_close(f"gradient of {name}", gradients[name].numpy(), parameter.grad)

    process = subprocess.Popen([PROGRAM, *command, "--out", "b.safetensors", "--steps", "10000000"], cwd=folder,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert "10000000 steps" in process.stdout.readline()
    time.sleep(2)
    process.send_signal(signal.SIGINT)
    process.wait()
    checkpoint = read_safetensors(folder / "b.checkpoint.safetensors")
    layer = layer_of({name: value for name, value in checkpoint.items() if not name.startswith(OWN)})
    optimizer = torch.optim.Adam(layer.parameters())
    state = {"param_groups": optimizer.state_dict()["param_groups"], "state": {
        index: {"step": torch.tensor(float(len(checkpoint[OWN + "losses"]))),
                **{key: checkpoint[f"{OWN}{name}.{key}"].view_as(parameter) for key in ("exp_avg", "exp_avg_sq")}}
        for index, (name, parameter) in enumerate(layer.named_parameters())}}
    optimizer.load_state_dict(state)
    optimizer.step()
    print(f"a checkpoint after {len(checkpoint[OWN + 'losses'])} steps: loaded, Adam's state too")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    PROGRAM = str(Path(sys.argv[1]).resolve())
    main()
