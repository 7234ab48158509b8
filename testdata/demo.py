"""The layer of the demo: trained on one photograph, measured on another.

Everything up to the layer's input is exact in float32, so that another language gets the same bits: pixel values are 8-bit
integers divided by 256, the half-size image is a mean of four of them, luma and the filters are sums of integers divided by
powers of two, and every numerator stays under 2**24.
"""
import io
import json
import sys
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image

from dysample import DySample
from formats import ROOT, keep, torch_bytes, write_bytes, write_json, write_npy

FOLDER = ROOT / "demo"
WIDTH, HEIGHT = 448, 300  # the even part of the 451 x 300 photograph, from its left edge
STRIDE = 5
STEPS, CROP, RATE = 2000, 96, 0.3
CLASSES = 4
PEAK = 255 / 256


def row(*taps):
    return np.array(taps)


BINOMIAL_3 = np.outer([1, 2, 1], [1, 2, 1])
BINOMIAL_5 = np.outer([1, 4, 6, 4, 1], [1, 4, 6, 4, 1])
SMOOTH, SLOPE, BEND = row(1, 2, 1), row(-1, 0, 1), row(1, -2, 1)

# name, source, taps, divisor; the divisors bring the responses of a photograph to similar sizes
BANK = [
    ("red", "R", row([1]), 1),
    ("green", "G", row([1]), 1),
    ("blue", "B", row([1]), 1),
    ("luma", "luma", row([1]), 1),
    ("blur-3", "luma", BINOMIAL_3, 16),
    ("sobel-x", "luma", np.outer(SMOOTH, SLOPE), 2),
    ("sobel-y", "luma", np.outer(SLOPE, SMOOTH), 2),
    ("diagonal-down", "luma", row([-2, -1, 0], [-1, 0, 1], [0, 1, 2]), 2),
    ("diagonal-up", "luma", row([0, -1, -2], [1, 0, -1], [2, 1, 0]), 2),
    ("laplacian-8", "luma", row([1, 1, 1], [1, -8, 1], [1, 1, 1]), 2),
    ("second-xx", "luma", np.outer(SMOOTH, BEND), 2),
    ("second-yy", "luma", np.outer(BEND, SMOOTH), 2),
    ("second-xy", "luma", row([1, 0, -1], [0, 0, 0], [-1, 0, 1]), 1),
    ("blur-5", "luma", BINOMIAL_5, 256),
    ("blur-difference", "luma", 16 * np.pad(BINOMIAL_3, 1) - BINOMIAL_5, 32),
    ("laplacian-4", "luma", row([0, 1, 0], [1, -4, 1], [0, 1, 0]), 1),
]
CHANNELS, SCALE, GROUPS = len(BANK), 2, 4


def photograph(path):
    pixels = np.asarray(Image.open(path).convert("RGB"), dtype=np.float32) / 256
    return torch.from_numpy(np.ascontiguousarray(pixels.transpose(2, 0, 1)))[None]


def half_size(image):
    return (image[:, :, ::2, ::2] + image[:, :, ::2, 1::2] + image[:, :, 1::2, ::2] + image[:, :, 1::2, 1::2]) / 4


def features(image, spacing=1):
    """The bank's response, borders replicated; with spacing 2 the taps lie two pixels apart."""
    sources = {"R": image[:, 0:1], "G": image[:, 1:2], "B": image[:, 2:3]}
    sources["luma"] = (sources["R"] + 2 * sources["G"] + sources["B"]) / 4
    height, width = image.shape[2:]
    maps = []
    for _, source, taps, divisor in BANK:
        reach = taps.shape[0] // 2 * spacing
        padded = F.pad(sources[source], [reach] * 4, mode="replicate")
        total = torch.zeros(1, 1, height, width)
        for i, taps_row in enumerate(taps):
            for j, tap in enumerate(taps_row):
                top, left = i * spacing, j * spacing
                total += int(tap) * padded[:, :, top:top + height, left:left + width]
        maps.append(total / divisor)
    return torch.cat(maps, dim=1)


def check_exact(image):
    """Computes the features a second time, in integers (numerators over 4096), and demands equality."""
    half = half_size(image)
    levels = (half * 1024).numpy().astype(np.int64)
    assert np.array_equal(levels / 1024, half.numpy())
    numerators = {"R": 4 * levels[0, 0], "G": 4 * levels[0, 1], "B": 4 * levels[0, 2]}
    numerators["luma"] = levels[0, 0] + 2 * levels[0, 1] + levels[0, 2]
    for (name, source, taps, divisor), channel in zip(BANK, features(half)[0]):
        assert np.abs(taps).sum() * 4096 < 2 ** 24, name
        size = taps.shape[0]
        padded = np.pad(numerators[source], size // 2, mode="edge")
        total = sum(int(taps[i, j]) * padded[i:i + channel.shape[0], j:j + channel.shape[1]] for i in range(size) for j in range(size))
        assert np.array_equal(total / (4096 * divisor), channel.numpy()), name


def train(path):
    """Trains the layer to make of half-size features what the full-size photograph has in their place.

    For red, green, blue and luma that is the photograph itself; for the filters their response to it with the taps two pixels
    apart, which is the same filter on the finer grid. The groups learn independently, each has its own offsets.
    """
    image = photograph(path)
    pairs = []
    for turn in range(8):  # flips and the transpose: gradients change their sign and place
        view = image.transpose(2, 3) if turn & 4 else image
        view = view.flip([d for d in (2, 3) if turn & (d - 1)])
        pairs.append((features(half_size(view)), features(view, spacing=2)))
    torch.manual_seed(0)
    layer = DySample(CHANNELS, SCALE, GROUPS, "lp", dynamic_scope=True)
    draw = np.random.RandomState(0)
    optimiser = torch.optim.Adam(layer.parameters(), lr=RATE)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, STEPS)
    for step in range(STEPS):
        x, target = pairs[draw.randint(len(pairs))]
        top, left = draw.randint(x.shape[2] - CROP + 1), draw.randint(x.shape[3] - CROP + 1)
        y = layer(x[:, :, top:top + CROP, left:left + CROP])
        target = target[:, :, SCALE * top:SCALE * (top + CROP), SCALE * left:SCALE * (left + CROP)]
        loss = (y - target).abs().mean()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        schedule.step()
        if (step + 1) % 250 == 0:
            print(f"  step {step + 1}, loss {loss.item():.5f}", flush=True)
    write_bytes(FOLDER / "layer.pth", torch_bytes(layer.state_dict()))


def class_map(path):
    """The photograph's luma, blurred twice, in four classes of equal size: whole numbers all the way, so it is exact."""
    pixels = np.asarray(Image.open(path).convert("RGB"), dtype=np.int64)[:, :WIDTH if path.name == "chelsea.png" else None]
    luma = pixels[..., 0] + 2 * pixels[..., 1] + pixels[..., 2]
    for _ in range(2):
        padded = np.pad(luma, 2, mode="edge")
        luma = sum(BINOMIAL_5[i, j] * padded[i:i + luma.shape[0], j:j + luma.shape[1]] for i in range(5) for j in range(5))
    ranked = np.sort(luma, axis=None)
    return sum((luma > ranked[(ranked.size - 1) * quarter // 4]).astype(np.uint8) for quarter in (1, 2, 3))


def palette_png(classes):
    image = Image.fromarray(classes, "P")
    image.putpalette([level for value in (0, 85, 170, 255) for level in 3 * [value]])
    buffer = io.BytesIO()
    image.save(buffer, "PNG", bits=2, optimize=True)
    return buffer.getvalue()


def class_baselines(path):
    """How far the usual upsamplers are from the classes, given those at half the size."""
    classes = torch.from_numpy(class_map(path).astype(np.int64))[None]
    truth = F.one_hot(classes, CLASSES).permute(0, 3, 1, 2).double()
    half = F.avg_pool2d(truth, 2)
    baselines = {}
    for mode in ("nearest", "bilinear", "bicubic"):
        options = {} if mode == "nearest" else {"align_corners": False}
        y = F.interpolate(half, scale_factor=2, mode=mode, **options)
        wrong = int((y.argmax(1) != classes).sum())
        baselines[mode] = {"meanSquaredError": (y - truth).square().mean().item(), "wrongPixels": wrong}
    return baselines


def psnr(image, reference):
    error = (image.double() - reference.double()).square().mean().item()
    return 10 * np.log10(PEAK ** 2 / error).item()


def make(retrain, astronaut):
    print("demo")
    checkpoint = FOLDER / "layer.pth"
    if retrain or not checkpoint.exists():
        if astronaut is None:
            sys.exit("training needs the photograph: --astronaut PATH (README.md says which one)")
        train(astronaut)
        write_bytes(FOLDER / "astronaut-classes.png", palette_png(class_map(Path(astronaut))))
    else:
        keep(checkpoint)
        keep(FOLDER / "astronaut-classes.png")
    keep(FOLDER / "chelsea.png")
    full = photograph(FOLDER / "chelsea.png")[:, :, :HEIGHT, :WIDTH]
    check_exact(full)
    half = half_size(full)
    x = features(half)
    layer = DySample(CHANNELS, SCALE, GROUPS, "lp", dynamic_scope=True)
    layer.load_state_dict(torch.load(checkpoint))
    with torch.no_grad():
        y = layer(x)
        layer.double()
        y64, offsets = layer(x.double()), layer.offsets(x.double())
    write_npy(FOLDER / "y-sampled.npy", y[:, :, ::STRIDE, ::STRIDE].numpy())
    write_npy(FOLDER / "y64-sampled.npy", y64[:, :, ::STRIDE, ::STRIDE].numpy())
    record = {
        "photograph": "chelsea.png",
        "crop": {"left": 0, "top": 0, "width": WIDTH, "height": HEIGHT},
        "pixelDivisor": 256,
        "bank": [{"name": name, "source": source, "size": taps.shape[0], "divisor": divisor, "taps": taps.flatten().tolist()}
                 for name, source, taps, divisor in BANK],
        "layer": {"file": "layer.pth", "channels": CHANNELS, "scale": SCALE, "groups": GROUPS, "style": "lp", "dynamicScope": True},
        "inputShape": list(x.shape),
        "outputShape": list(y.shape),
        "samplingStride": STRIDE,
        "sampledShape": list(y[:, :, ::STRIDE, ::STRIDE].shape),
        "psnr": {
            "nearest": psnr(F.interpolate(half, scale_factor=2, mode="nearest"), full),
            "bilinear": psnr(F.interpolate(half.double(), scale_factor=2, mode="bilinear", align_corners=False), full),
            "dysample": psnr(y[:, :3], full),
        },
        "classMap": {"trainedOn": "astronaut-classes.png", "classes": CLASSES, "baselines": class_baselines(FOLDER / "chelsea.png")},
        "maxAbsOffset": offsets.abs().max().item(),
        "torchMaxError": (y.double() - y64).abs().max().item(),
        "pytorch": torch.__version__,
    }
    write_json(FOLDER / "demo.json", record)
    print("  " + json.dumps(record["psnr"]) + f", max offset {record['maxAbsOffset']:.2f}")
