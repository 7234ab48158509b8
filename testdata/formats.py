"""The files the golden data is written in. Every file appears under its final name only when it is complete."""
import hashlib
import io
import json
import os
import re
from pathlib import Path

import numpy as np
import torch

ROOT = Path(__file__).resolve().parent
written = set()  # paths this run has made or kept: what the manifest lists


def write_bytes(path, data):
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(path.name + ".tmp")
    temporary.write_bytes(data)
    os.replace(temporary, path)
    written.add(path)


def keep(path):
    """Lists a file that is already there and stays as it is."""
    written.add(path)


def write_npy(path, array):
    """C order, little endian; np.save chooses format version 1.0 for headers as short as these."""
    array = np.ascontiguousarray(array)
    assert array.dtype.str in ("<f4", "<f8"), array.dtype
    buffer = io.BytesIO()
    np.save(buffer, array)
    write_bytes(path, buffer.getvalue())


def write_npz(path, arrays):
    buffer = io.BytesIO()
    np.savez(buffer, **arrays)
    write_bytes(path, buffer.getvalue())


def torch_bytes(value, **options):
    # Saved through memory: given a path, newer versions of PyTorch write the file's name into the archive.
    buffer = io.BytesIO()
    torch.save(value, buffer, **options)
    return buffer.getvalue()


def write_json(path, value):
    text = json.dumps(value, indent=2, ensure_ascii=False)
    # A list of numbers reads better on one line.
    text = re.sub(r"\[\s+([-+.\deE,\s]+?)\s+\]", lambda m: "[" + re.sub(r",\s+", ", ", m.group(1)) + "]", text)
    assert json.loads(text) == value
    write_bytes(path, (text + "\n").encode())


def write_safetensors(path, tensors):
    """Header length (8 bytes, little endian), JSON header padded with spaces to 8 bytes, the tensors one after another."""
    header, chunks, end = {}, [], 0
    for name, tensor in tensors.items():
        assert tensor.dtype == torch.float32
        data = np.ascontiguousarray(tensor.numpy()).astype("<f4").tobytes()
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [end, end + len(data)]}
        chunks.append(data)
        end += len(data)
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    write_bytes(path, len(text).to_bytes(8, "little") + text + b"".join(chunks))


def write_manifest(header):
    data = {"cases", "checkpoints", "demo", "gradients", "init", "peers", "train"}
    present = {p for p in ROOT.rglob("*") if p.is_file() and p.relative_to(ROOT).parts[0] in data}
    if present != written:
        odd = sorted(str(p.relative_to(ROOT)) for p in present ^ written)
        raise SystemExit("not made by this run, remove or restore: " + ", ".join(odd))
    lines = []
    for path in sorted(written, key=lambda p: p.relative_to(ROOT).as_posix()):
        content = path.read_bytes()
        lines.append(f"{hashlib.sha256(content).hexdigest()}  {len(content):7d}  {path.relative_to(ROOT).as_posix()}")
    write_bytes(ROOT / "MANIFEST", ("\n".join(header + lines) + "\n").encode())
    return sum(p.stat().st_size for p in ROOT.rglob("*") if p.is_file())
