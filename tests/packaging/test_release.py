"""The release script: what it changes, what it refuses, and that a refusal changes nothing."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from importlib import util
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).parent.parent.parent / "packaging" / "release.py"
PROJECT = """
[build-system]
requires = ["setuptools>=77"]
build-backend = "setuptools.build_meta"
[project]
name = "tiny"
version = "0.1.0"
[tool.setuptools]
packages = ["tiny"]
"""
CHANGES = "# Changelog\n\n## [Unreleased]\n\n### Added\n\n- A door.\n"


def load(path: Path) -> ModuleType:
    spec = util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module


write_pictures = load(SCRIPT.with_name("write_pictures.py"))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository with something to release."""
    (tmp_path / "tiny").mkdir()
    (tmp_path / "tiny" / "__init__.py").write_text('"""Tiny."""\n')
    (tmp_path / "pyproject.toml").write_text(PROJECT)
    (tmp_path / "CHANGELOG.md").write_text(CHANGES)
    git(tmp_path, "init", "--quiet")
    for setting in ("user.name=A", "user.email=a@example.com", "commit.gpgsign=false", "tag.gpgsign=false"):
        git(tmp_path, "config", *setting.split("="))
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "--message=x")
    return tmp_path


def git(root: Path, *words: str) -> str:
    return subprocess.run(["git", "-C", str(root), *words], check=True, capture_output=True, text=True).stdout


def make_release(root: Path, version: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, str(SCRIPT), version, "--root", str(root)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(SCRIPT.parent)},  # also where scripts' folders are left out
    )
    return done.returncode, done.stderr


def test_a_release_is_numbered_dated_tagged_and_built(root: Path) -> None:
    assert make_release(root, "0.2.0") == (0, "")
    assert 'version = "0.2.0"' in git(root, "show", "v0.2.0:pyproject.toml")
    changes = git(root, "show", "v0.2.0:CHANGELOG.md")
    assert changes.startswith("# Changelog\n\n## [Unreleased]\n\n## [0.2.0] - 2")
    assert changes.endswith("\n\n### Added\n\n- A door.\n")
    sums = dict(reversed(line.split()) for line in (root / "dist/SHA256SUMS-0.2.0").read_text().splitlines())
    assert set(sums) == {"tiny-0.2.0-py3-none-any.whl", "tiny-0.2.0.tar.gz"}
    for name, told in sums.items():
        assert hashlib.sha256((root / "dist" / name).read_bytes()).hexdigest() == told
    assert make_release(root, "0.2.0") == (1, "v0.2.0 exists already; choose the next number.\n")
    status, message = make_release(root, "0.3.0")
    assert (status, "nothing to release" in message) == (1, True)


@pytest.mark.parametrize(
    ("version", "message"),
    [("0.0.9", "older than 0.1.0"), ("two", "three numbers"), ("1.0", "three numbers")],
)
def test_a_number_that_makes_no_sense_changes_nothing(root: Path, version: str, message: str) -> None:
    status, told = make_release(root, version)
    assert status == 1
    assert message in told
    assert git(root, "status", "--porcelain") == git(root, "tag", "--list") == ""


def test_nothing_is_released_whose_pictures_show_another_window(root: Path) -> None:
    window, note = root / "ui" / "window.py", root / write_pictures.FOLDER / write_pictures.NOTE
    window.parent.mkdir()
    window.write_text("door = 1\n")
    russian = root / "resources" / "translations" / "cleanplate_ru.ts"
    russian.parent.mkdir(parents=True)
    russian.write_text("door")
    for one in write_pictures.PICTURES:
        (note.parent / one.name).parent.mkdir(parents=True, exist_ok=True)
        (note.parent / one.name).touch()
    noted = {one.name: write_pictures.digest_of_window(root, one.language) for one in write_pictures.PICTURES}
    note.write_text(json.dumps(noted))
    assert write_pictures.stale(root) == []
    window.write_bytes(b"door = 1\r\n")
    assert write_pictures.stale(root) == []
    russian.write_text("window")
    assert set(write_pictures.stale(root)) == {
        one.name for one in write_pictures.PICTURES if one.language == "ru"
    }
    (note.parent / "window.png").unlink()
    assert "window.png" in write_pictures.stale(root)
    window.write_text("door = 2\n")
    assert set(write_pictures.stale(root)) == set(noted)
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message=y")
    before = git(root, "rev-parse", "HEAD")
    status, told = make_release(root, "0.2.0")
    assert status == 1
    assert "window/roto.png" in told
    assert git(root, "rev-parse", "HEAD") == before


def test_what_is_not_committed_is_not_released(root: Path) -> None:
    (root / "CHANGELOG.md").write_text(CHANGES + "- A window.\n")
    status, told = make_release(root, "0.2.0")
    assert status == 1
    assert "not committed" in told
