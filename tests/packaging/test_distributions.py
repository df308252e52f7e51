"""The wheel and the source archive: what is in them, and that a commit always gives the same bytes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
import zipfile
from importlib import util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent.parent
PROJECT = """
[build-system]
requires = ["setuptools>=77"]
build-backend = "setuptools.build_meta"
[project]
name = "tiny"
version = "1.2.3"
[tool.setuptools]
packages = ["tiny"]
[tool.setuptools.package-data]
tiny = ["*.json"]
"""


def script(name: str) -> ModuleType:
    """Import a script of packaging/, which is no package: it would hide the library of that name."""
    specification = util.spec_from_file_location(name, ROOT / "packaging" / f"{name}.py")
    assert specification is not None
    assert specification.loader is not None
    module = util.module_from_spec(specification)
    sys.modules[name] = module  # where dataclasses look for it
    specification.loader.exec_module(module)
    return module


builder = script("build_distributions")


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """A project of one package, committed."""
    root = tmp_path / "tiny_project"
    (root / "tiny").mkdir(parents=True)
    (root / "pyproject.toml").write_text(PROJECT)
    (root / "tiny" / "__init__.py").write_text('"""Tiny."""\n')
    (root / "tiny" / "data.json").write_text("{}")
    commit(root, "init", "--quiet")
    record(root)
    return root


def commit(root: Path, *words: str) -> None:
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", str(root), *identity, *words], check=True, capture_output=True)


def record(root: Path) -> None:
    commit(root, "add", "--all")
    commit(root, "commit", "--quiet", "--message=x")


def test_a_commit_gives_the_same_bytes_whatever_lies_about(tiny: Path, tmp_path: Path) -> None:
    first = builder.build(tiny, tmp_path / "first")
    (tiny / "tiny" / "scribbles.json").write_text("not committed")
    os.utime(tiny / "tiny" / "data.json", (1, 1))
    mask = os.umask(0o077)
    try:
        second = builder.build(tiny, tmp_path / "second")
    finally:
        os.umask(mask)
    assert first.wheel.name == second.wheel.name == "tiny-1.2.3-py3-none-any.whl"
    assert first.wheel.read_bytes() == second.wheel.read_bytes()
    assert first.source.read_bytes() == second.source.read_bytes()
    builder.check(second.wheel, tiny)


def test_a_file_that_nobody_declared_is_noticed(tiny: Path, tmp_path: Path) -> None:
    (tiny / "tiny" / "table.csv").write_text("1")
    record(tiny)
    built = builder.build(tiny, tmp_path / "out")
    with pytest.raises(builder.DistributionError, match=r"lacks tiny/table\.csv"):
        builder.check(built.wheel, tiny)


def test_too_large_a_wheel_is_refused(tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(builder, "LARGEST_WHEEL_BYTES", 100)
    wheel = tmp_path / "tiny.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for name in ("tiny/__init__.py", "tiny/data.json"):
            archive.write(tiny / name, name)
    with pytest.raises(builder.DistributionError, match="more than 100 are too many"):
        builder.check(wheel, tiny)


def test_a_failed_build_is_told(tiny: Path, tmp_path: Path) -> None:
    (tiny / "pyproject.toml").write_text(PROJECT.replace("1.2.3", "one"))
    record(tiny)
    with pytest.raises(builder.DistributionError, match="The build failed"):
        builder.build(tiny, tmp_path / "out")
    with pytest.raises(builder.DistributionError, match="git log failed"):
        builder.build(tiny, tmp_path / "out", "no-such-commit")


@pytest.mark.slow
def test_what_is_shipped_is_complete_and_reproducible(tmp_path: Path) -> None:
    now = builder.git(ROOT, "rev-parse", "HEAD").decode().strip()  # somebody may commit meanwhile
    first, second = (builder.build(ROOT, tmp_path / name, now) for name in ("first", "second"))
    assert first.wheel.read_bytes() == second.wheel.read_bytes()
    assert first.source.read_bytes() == second.source.read_bytes()
    builder.check(first.wheel, ROOT, now)
    with zipfile.ZipFile(first.wheel) as archive:
        names = archive.namelist()
    for wanted in (
        "weights/segment.json",
        "translations/cleanplate_ru.qm",
        "hosts/premiere/cep/CSXS/manifest.xml",
    ):
        assert f"resources/{wanted}" in names
    with tarfile.open(first.source) as archive:
        roots = {name.partition("/")[2] for name in archive.getnames()}
    assert {
        "LICENSE",
        "CHANGELOG.md",
        "constraints.txt",
        "tests/conftest.py",
        "packaging/release.py",
    } <= roots


@pytest.mark.slow
def test_the_wheel_works_in_an_environment_of_its_own(tmp_path: Path) -> None:
    built = builder.build(ROOT, tmp_path / "dist")
    python = tmp_path / "venv" / "bin" / "python"
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "venv"], check=True)
    install = [python, "-m", "pip", "install", "--quiet", f"--constraint={ROOT / 'constraints.txt'}"]
    subprocess.run([*install, built.wheel], check=True, cwd=tmp_path)
    program = python.with_name("cleanplate")
    version = subprocess.run([program, "--version"], check=True, cwd=tmp_path, capture_output=True, text=True)
    assert version.stdout.strip() == f"cleanplate {built.wheel.name.split('-')[1]}"
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    doctor = subprocess.run(
        [program, "doctor", "--json"],
        check=False,
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert doctor.returncode == 0, doctor.stdout + doctor.stderr
    assert all(verdict["state"] != "bad" for verdict in json.loads(doctor.stdout))
