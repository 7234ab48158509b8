"""Ends a script in one line where packages that it needs are missing, before it would end in a traceback."""
import importlib.util
import sys

NAMES = {"PIL": "pillow"}  # packages that are installed under another name than they are imported by


def packages(*modules):
    missing = [NAMES.get(module, module) for module in modules if not installed(module)]
    if missing:
        names = " ".join(missing)
        message = f"{sys.argv[0]} needs packages that are missing: {sys.executable} -m pip install {names}"
        print(message, file=sys.stderr)
        sys.exit(2)


def installed(module):
    spec = importlib.util.find_spec(module)
    return spec is not None and spec.origin is not None  # a plain folder, such as ours named onnx, has no origin
