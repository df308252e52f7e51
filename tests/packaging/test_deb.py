"""The Debian package: a stand-in bundle, and all that systems and desktops look for around it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parent.parent.parent / "packaging" / "build_deb.py"

pytestmark = pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="dpkg is not installed")


def build(bundle: Path, out: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(SCRIPT), str(bundle), "--out", str(out)]
    paths = {**os.environ, "PYTHONPATH": str(SCRIPT.parent)}  # also where scripts' folders are left out
    return subprocess.run(command, capture_output=True, text=True, check=False, env=paths)


def test_the_package_holds_programs_manual_completion_desktop_files_and_licences(tmp_path: Path) -> None:
    bundle, out, root = (tmp_path / name for name in ("bundle", "out", "root"))
    bundle.mkdir()
    for name in ("cleanplate", "cleanplate-editor"):
        (bundle / name).write_text(f"#!/bin/sh\necho {name} started\n")
        (bundle / name).chmod(0o755)
    assert build(bundle, out).returncode == 0
    (package,) = out.glob("*.deb")
    subprocess.run(["dpkg-deb", "--extract", str(package), str(root)], check=True)
    for name in ("cleanplate", "cleanplate-editor"):
        assert subprocess.check_output([root / "usr/bin" / name], text=True) == f"{name} started\n"
    for place in (
        "applications/cleanplate.desktop",
        "icons/hicolor/scalable/apps/cleanplate.svg",
        "mime/packages/cleanplate.xml",
        "metainfo/cleanplate.metainfo.xml",
        "man/man1/cleanplate-remove.1.gz",
        "bash-completion/completions/cleanplate",
    ):
        assert (root / "usr/share" / place).is_file()
    assert "\ntorch " in (root / "usr/share/doc/cleanplate/copyright").read_text(encoding="utf-8")
    fields = subprocess.check_output(["dpkg-deb", "--field", str(package), "Package", "Depends"], text=True)
    assert "Package: cleanplate" in fields
    assert "libxcb-cursor0" in fields


def test_a_folder_that_is_no_bundle_is_refused(tmp_path: Path) -> None:
    done = build(tmp_path, tmp_path / "out")
    assert done.returncode == 2
    assert done.stderr == f"{tmp_path} is no bundle: it has no cleanplate.\n"
