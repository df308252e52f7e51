#!/usr/bin/env python3
"""Builds the program as one folder that needs no Python, with PyInstaller, and starts it once.

    python packaging/build_bundle.py dist/cleanplate-0.1.0-py3-none-any.whl [--out dist]

The wheel goes into an environment of its own: on Linux with the very files of bundle/linux.lock (torch for
the processor among them, so that pip has to know the index of those builds), elsewhere with the versions of
constraints.txt. On macOS the folder comes with an application bundle beside it.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
LARGEST_BYTES = 1_300_000_000
"""What the folder may take unpacked."""
_SUFFIX = ".exe" if os.name == "nt" else ""


def main(words: Sequence[str]) -> int:
    """Build the folder, start what is in it, and say how large it is."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("wheel", type=Path, help="the wheel that is bundled")
    parser.add_argument("--out", type=Path, default=HERE.parent / "dist", help="folder for the bundle")
    options = parser.parse_args(words)
    if not options.wheel.is_file():
        print(f"There is no wheel {options.wheel}; build it with build_distributions.py.", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="cleanplate-bundle-") as scratch:
        python = environment(Path(scratch) / "env", options.wheel)
        icons = Path(scratch) / "icons"
        subprocess.run([python, HERE / "write_icons.py", icons], check=True)
        places = ["--distpath", options.out, "--workpath", Path(scratch) / "work"]
        command = [python, "-m", "PyInstaller", "--noconfirm", *places, HERE / "bundle" / "cleanplate.spec"]
        subprocess.run(command, check=True, env=os.environ | {"CLEANPLATE_ICONS": str(icons)})
    bundle = options.out / "cleanplate"
    subprocess.run([bundle / f"cleanplate{_SUFFIX}", "--version"], check=True)
    size = size_bytes(bundle)
    print(f"{size:>13,}  {bundle}")
    if size > LARGEST_BYTES:
        print(f"That is more than {LARGEST_BYTES:,} bytes; see what came in anew.", file=sys.stderr)
        return 1
    return 0


def environment(folder: Path, wheel: Path) -> Path:
    """Make an environment with the wheel and PyInstaller in it, and return its Python."""
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    python = folder / ("Scripts" if os.name == "nt" else "bin") / f"python{_SUFFIX}"
    install: list[str | Path] = [python, "-m", "pip", "install", "--quiet"]
    if sys.platform == "linux":
        subprocess.run([*install, "--require-hashes", "-r", HERE / "bundle" / "linux.lock"], check=True)
        subprocess.run([*install, "--no-deps", wheel], check=True)
    else:
        pins = HERE.parent / "constraints.txt"
        subprocess.run([*install, "-c", pins, wheel, "-r", HERE / "bundle" / "builder.in"], check=True)
    return python


def size_bytes(folder: Path) -> int:
    """Add up the files of a folder; what is there under two names counts once."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file() and not file.is_symlink())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
