#!/usr/bin/env python3
"""Uses the golden kit as its users do: python3 testdata/clients.py cli/target/dysample/bin/dysample

NumPy reads every file of the suites, PyTorch loads every layer and runs it, a PyTorch port is verified, and the same port
with each known mistake of the forward or the backward pass, one at a time. Writes the results to clients.md beside this script.
"""
import functools
import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True  # this folder is for data, not for caches

import needs

needs.packages("numpy", "torch")

import numpy as np
import torch

from dysample import DySample
from port import HEADS, MISTAKES, read_safetensors
from port_backward import MISTAKES as BACKWARD, RESULTS

HERE = Path(__file__).resolve().parent
TORCH_ERRORS = HERE.parent / "verify/src/main/resources/io/github/dysample/verify/internal/golden/torch-errors.json"
SUITES = ["standard", "heads", "gradients"]
MEASURED = ["standard", "heads"]  # of which PyTorch's errors are recorded
TOGETHER = [
    ("aligned-corners", "swapped-components"),
    ("dcr-offset-shuffle", "no-half-pixel"),
    ("no-bias", "shared-offsets"),
    ("dcr-unshuffle", "nearest"),
    ("blanked-edge", "nearest"),
    ("blanked-edge", "dcr-unshuffle"),
    ("recomputed-initial-position", "nearest"),
    ("dcr-unshuffle", "no-end-conv-bias"),
    ("nearest", "no-end-conv-bias"),
    ("aligned-corners", "output-pixel-offsets", "misindexed-groups"),  # a TensorRT plugin in public use
]
CONVINCED_BY = 1e-4  # between PyTorch's output and ours, of values around 1


def dysample(*arguments, expect=0):
    done = subprocess.run([sys.argv[1], *map(str, arguments)], capture_output=True, text=True)
    assert done.returncode == expect, f"dysample {' '.join(map(str, arguments))}: exit code {done.returncode}\n{done.stdout}{done.stderr}"
    return done.stdout


def port(suite, out, *options):
    subprocess.run([sys.executable, HERE / "port.py", suite, out, *options], check=True)


def read_with_numpy(suite):
    """Every array has the type and the shape that case.json and the README of the suite say."""
    count = 0
    for folder in sorted((suite / "cases").iterdir()):
        case = json.loads((folder / "case.json").read_text())
        for name, stage in case["stages"].items():
            for file, kind in ((name, "<f4"), (name + "64", "<f8")):
                array = np.load(folder / f"{file}.npy")
                assert list(array.shape) == stage["shape"], (folder, file, array.shape)
                assert array.dtype == np.dtype("<i4" if name == "taps" else kind), (folder, file, array.dtype)
                count += 1
    return count


class WithEndConv(DySample):
    """The last layer of a network for super-resolution."""

    def __init__(self, outputs, channels, *others, **options):
        super().__init__(channels, *others, **options)
        self.end_conv = torch.nn.Conv2d(channels, outputs, 1)

    def forward(self, x):
        return self.end_conv(super().forward(x))


def load_layer(case, tensors):
    kind = functools.partial(WithEndConv, case["endConvOutputs"]) if "endConvOutputs" in case else DySample
    layer = kind(case["channels"], case["scale"], case["groups"], case["style"], case["dynamicScope"],
                 scope_bias="scope.bias" in tensors)
    layer.load_state_dict(tensors, strict=True)
    return layer.eval()


def load_with_torch(suite, scratch):
    """Every layer loads strictly, from safetensors and from npz, and gives our output."""
    count, worst, errors = 0, 0.0, {}
    for folder in sorted((suite / "cases").iterdir()):
        case = json.loads((folder / "case.json").read_text())
        dysample("convert", folder / "weights.safetensors", scratch / "weights.npz", "--force")
        with np.load(scratch / "weights.npz") as arrays:
            unpacked = {name: torch.from_numpy(arrays[name]) for name in arrays.files}
        layers = [load_layer(case, read_safetensors(folder / "weights.safetensors")), load_layer(case, unpacked)]
        x, ours, exact = (np.load(folder / f"{name}.npy") for name in ("x", "y", "y64"))
        for layer in layers:
            with torch.inference_mode():
                theirs = layer(torch.from_numpy(x)).numpy()
            assert (np.isfinite(theirs) == np.isfinite(ours)).all(), folder
            finite = np.isfinite(ours)
            worst = max(worst, np.abs(theirs[finite] - ours[finite]).max(initial=0))
            errors[folder.name] = float(np.abs(theirs[finite].astype(np.float64) - exact[finite]).max(initial=0))
            count += 1
    assert worst < CONVINCED_BY, worst
    return count, worst, errors


def digest(suites):
    """The hash of what PyTorch was given, by which a test sees whether the suites still hold the same."""
    hashed = hashlib.sha256()
    for suite in suites:
        for folder in sorted((suite / "cases").iterdir()):
            hashed.update((folder / "x.npy").read_bytes())
            hashed.update((folder / "weights.safetensors").read_bytes())
    return hashed.hexdigest()


def verify(suite, scratch, *options, passes):
    out, report = scratch / "port", scratch / "report.json"
    shutil.rmtree(out, ignore_errors=True)  # stages that another port left
    port(suite, out, *options)
    dysample("verify", suite, out, "--json", report, "--force", expect=0 if passes else 1)
    return json.loads(report.read_text())


def main():
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        arrays, layers, worst, errors, rows = 0, 0, 0.0, {}, []
        for name in SUITES:
            suite = scratch / name
            dysample("golden", suite, "--suite", name)
            arrays += read_with_numpy(suite)
            count, most, of_suite = load_with_torch(suite, scratch)
            layers, worst = layers + count, max(worst, most)
            if name in MEASURED:
                errors.update(of_suite)
            for kind in ("float32", "float16", "bfloat16"):
                report = verify(suite, scratch, "--type", kind, "--stages", "y", passes=True)
                rows.append((name, f"none, outputs in {kind}", report["passed"], report["failed"], "passes"))
            report = verify(suite, scratch, passes=True)
            rows.append((name, "none, all stages", report["passed"], report["failed"], "passes"))
        print(f"NumPy read {arrays} arrays; PyTorch ran {layers} layers, its outputs differ from ours by at most {worst:.1e}")
        # A port of the paper's layer knows no end_conv, and the standard suite does not ask for one.
        report = verify(scratch / "standard", scratch, "--mistake", "no-end-conv", passes=True)
        rows.append(("standard", "no-end-conv", report["passed"], report["failed"], "passes"))
        found = 0
        tried = [(mistake,) for mistake in MISTAKES] + [(mistake,) for mistake in BACKWARD] + TOGETHER
        for mistakes in tried:
            options = [option for mistake in mistakes for option in ("--mistake", mistake)]
            backward = mistakes[0] in BACKWARD
            name = "heads" if HEADS & set(mistakes) else "gradients" if backward else "standard"
            given = ",".join(["y"] + RESULTS) if backward else "y"
            report = verify(scratch / name, scratch, *options, "--stages", given, passes=False)
            diagnosis = report["diagnosis"]
            named = [each["id"] for each in diagnosis["mistakes"]] if diagnosis else []
            right = sorted(named) == sorted(mistakes) and not diagnosis["alternatives"]
            found += right
            told = f"{diagnosis['explained']} of {diagnosis['failing']} explained" if diagnosis else ""
            made = " and ".join(mistakes)
            rows.append((name, made, report["passed"], report["failed"], f"{' and '.join(named) or 'nothing'}, {told}"))
            print(f"  {made:34} {'found' if right else 'NOT FOUND: ' + ' and '.join(named)}")
        text = [
            "# The golden kit and its clients", "",
            f"Made by `python3 testdata/clients.py`, with PyTorch {torch.__version__} and NumPy {np.__version__}.", "",
            f"* NumPy reads {arrays} arrays of the suites, with the types and shapes it says.",
            f"* PyTorch loads {layers} layers, from safetensors and npz, and runs them: its outputs differ by at most {worst:.1e}.",
            f"* `dysample verify` passes the port of `port.py`, and finds its mistakes from its outputs alone: {found} of {len(tried)},"
            f" {len(BACKWARD)} of them of the backward pass, from the gradients of x and of the parameters; the last"
            f" {len(TOGETHER)} are several mistakes together.", "",
            "| suite | mistake of the port | cases pass | fail | diagnosis |", "|---|---|--:|--:|---|",
            *(f"| {name} | {made} | {passed} | {failed} | {told} |" for name, made, passed, failed, told in rows), "",
        ]
        (HERE / "clients.md").write_text("\n".join(text))
        TORCH_ERRORS.write_text(json.dumps({"inputs": digest([scratch / name for name in MEASURED]), "errors": errors}, indent=2) + "\n")
        assert found == len(tried), f"{found} of {len(tried)} found"


if __name__ == "__main__":
    main()
