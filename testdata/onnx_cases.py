#!/usr/bin/env python3
"""Writes ONNX's own node tests of our operators: python3 testdata/onnx_cases.py

GridSample, DepthToSpace and SpaceToDepth, as the installed ONNX computes them. Replaces the folder onnx.
"""
import json
import shutil
import sys
import warnings
from pathlib import Path

sys.dont_write_bytecode = True  # this folder is for data, not for caches

import needs

needs.packages("numpy", "onnx")

import numpy as np

for name in ("bool", "float", "int", "object"):  # which NumPy no longer has, and ONNX 1.12 still uses
    np.__dict__.setdefault(name, getattr(__builtins__, name))

import onnx
from onnx.backend.test.case.node import collect_testcases
from onnx.helper import get_attribute_value

ROOT = Path(__file__).resolve().parent / "onnx"
OPERATORS = ("GridSample", "DepthToSpace", "SpaceToDepth")


def text(value):
    return value.decode() if isinstance(value, bytes) else value


def main():
    warnings.simplefilter("ignore")  # other operators' cases warn while they are collected
    shutil.rmtree(ROOT, ignore_errors=True)
    count = 0
    for case in collect_testcases(None):
        node = case.model.graph.node[0]
        if len(case.model.graph.node) != 1 or node.op_type not in OPERATORS:
            continue
        folder = ROOT / case.name.removeprefix("test_")
        folder.mkdir(parents=True)
        inputs, outputs = case.data_sets[0]
        for kind, arrays in (("input", inputs), ("output", outputs)):
            for i, array in enumerate(arrays):
                np.save(folder / f"{kind}_{i}.npy", np.ascontiguousarray(array))
        record = {
            "operator": node.op_type,
            **{each.name: text(get_attribute_value(each)) for each in node.attribute},
            "opset": case.model.opset_import[0].version,
            "onnx": onnx.__version__,
        }
        (folder / "node.json").write_text(json.dumps(record, indent=2) + "\n")
        count += 1
        print(f"  {folder.name:50} {record}")
    print(f"{count} cases of ONNX {onnx.__version__}")


if __name__ == "__main__":
    main()
