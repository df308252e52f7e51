#!/usr/bin/env python3
"""Builds a Debian package from a bundle that PyInstaller made.

    python packaging/build_deb.py BUNDLE [--out dist]

The bundle goes to /usr/lib/cleanplate, what desktops and shells read to where they look for it. Run it with
the Python in which Cleanplate is installed: manual pages, completion and licences are written from there.
"""

from __future__ import annotations

import argparse
import gzip
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path

import write_licences
import write_manual

HERE = Path(__file__).resolve().parent
PLACES = {
    "cleanplate.desktop": "usr/share/applications",
    "cleanplate.metainfo.xml": "usr/share/metainfo",
    "cleanplate.svg": "usr/share/icons/hicolor/scalable/apps",
    "cleanplate.xml": "usr/share/mime/packages",
}
"""File of packaging/linux, and the folder where desktops look for it."""
PROGRAMS = ("cleanplate", "cleanplate-editor")
NEEDS = (
    "libc6 (>= 2.28), libegl1, libgl1, libdbus-1-3, libfontconfig1, libglib2.0-0 | libglib2.0-0t64, "
    "libpulse0, libwayland-cursor0, libwayland-egl1, libxcb-cursor0, libxcb-icccm4, libxcb-keysyms1, "
    "libxcb-shape0, libxkbcommon0, libxkbcommon-x11-0, libxrandr2"
)
"""What Qt loads and neither it nor the bundle brings along."""


def main(words: Sequence[str]) -> int:
    """Build the package and say where it lies."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("bundle", type=Path, help="the folder that PyInstaller made")
    parser.add_argument("--out", type=Path, default=HERE.parent / "dist", help="folder for the package")
    options = parser.parse_args(words)
    if not (options.bundle / PROGRAMS[0]).is_file():
        print(f"{options.bundle} is no bundle: it has no {PROGRAMS[0]}.", file=sys.stderr)
        return 2
    options.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="cleanplate-deb-", dir=options.out) as scratch:
        tree = Path(scratch) / "tree"
        fill(tree, options.bundle)
        package = options.out / f"cleanplate_{version('cleanplate')}_{architecture()}.deb"
        command = ["dpkg-deb", "--root-owner-group", "-Zxz", "-z6", "--build", str(tree), str(package)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    print(f"{package.stat().st_size:>13,}  {package}")
    return 0


def fill(tree: Path, bundle: Path) -> None:
    """Lay out the package's files as they are to lie on the system."""
    library = tree / "usr/lib/cleanplate"
    shutil.copytree(bundle, library, symlinks=True)
    (tree / "usr/bin").mkdir(parents=True)
    for program in PROGRAMS:
        (tree / "usr/bin" / program).symlink_to(f"../lib/cleanplate/{program}")
    for name, folder in PLACES.items():
        (tree / folder).mkdir(parents=True)
        shutil.copyfile(HERE / "linux" / name, tree / folder / name)
    write_manual.main([str(tree / "usr")])
    for page in sorted((tree / "usr/share/man").rglob("*.1")):
        page.with_name(f"{page.name}.gz").write_bytes(gzip.compress(page.read_bytes(), mtime=0))
        page.unlink()
    documents = tree / "usr/share/doc/cleanplate"
    documents.mkdir(parents=True)
    if write_licences.main([str(documents / "copyright")]) != 0:
        raise SystemExit(1)
    (tree / "DEBIAN").mkdir()
    (tree / "DEBIAN/control").write_text("\n".join(control(tree)) + "\n", encoding="utf-8")


def control(tree: Path) -> Iterator[str]:
    """Give the lines that tell Debian's tools what this is."""
    size = sum(path.lstat().st_size for path in tree.rglob("*") if not path.is_dir())
    yield "Package: cleanplate"
    yield f"Version: {version('cleanplate')}"
    yield f"Architecture: {architecture()}"
    yield "Maintainer: The Cleanplate authors <cleanplate@localhost>"
    yield f"Installed-Size: {size // 1024}"
    yield f"Depends: {NEEDS}"
    yield "Section: video"
    yield "Priority: optional"
    yield "Description: removes people, rigs, logos and subtitles from shots"
    yield " A clip and its mattes go in, a clean plate comes out: at full size, with sound,"
    yield " timecode and colour tags of the source. Outside the matte nothing changes."


def architecture() -> str:
    """Name this machine as Debian does."""
    asked = ["dpkg", "--print-architecture"]
    return subprocess.run(asked, check=True, capture_output=True, text=True).stdout.strip()


if __name__ == "__main__":
    os.umask(0o022)
    sys.exit(main(sys.argv[1:]))
