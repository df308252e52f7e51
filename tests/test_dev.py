"""dev.py: what it says and when it sets up, in a project whose tools only report how they were called."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

DEV = Path(__file__).parent.parent / "dev.py"

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the stand-in tools are shell scripts")


@pytest.fixture
def dev(tmp_path: Path) -> ModuleType:
    """A copy of dev.py in a project of its own, finished but for what the test undoes."""
    shutil.copy(DEV, tmp_path)
    (tmp_path / "pyproject.toml").write_text("[project]")
    (tmp_path / "constraints.txt").write_text("numpy==2.4.6")
    specification = importlib.util.spec_from_file_location("dev_copy", tmp_path / "dev.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    add_tools(module.SCRIPTS, "python", "cleanplate", "pytest", "ruff", "mypy", "pip-compile")
    module.STAMP.write_text(f"{module.environment_identity()}\n{module.contents_identity()}")
    return module


def add_tools(folder: Path, *names: str) -> None:
    """Write programs that print how they were called; they fail when called with "fail"."""
    folder.mkdir(parents=True)
    for name in names:
        script = folder / name
        script.write_text(f'#!/bin/sh\necho {name} "$@"\ncase "$*" in *fail*) exit 3;; esac\n')
        script.chmod(0o755)


def call(module: ModuleType, *arguments: str) -> tuple[int, str]:
    """Run the copy as a user does; return its exit status and what it wrote."""
    command = [sys.executable, str(module.ROOT / "dev.py"), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    return done.returncode, done.stdout + done.stderr


def test_a_finished_set_up_starts_the_tool_at_once(dev: ModuleType) -> None:
    assert call(dev, "demo", "--out", "here") == (0, "cleanplate demo --out here\n")


def test_a_changed_project_is_installed_once(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "loads", lambda _library: True)
    (dev.ROOT / "constraints.txt").write_text("numpy==2.5.0")
    pip_runs: list[tuple[str, ...]] = []
    monkeypatch.setattr(dev, "pip_install", lambda *what: pip_runs.append(what))
    assert dev.main(["bench"]) == 0
    assert dev.main(["bench"]) == 0
    assert pip_runs == [("--editable", ".[dev]")]


def test_a_failed_installation_is_tried_again(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "loads", lambda _library: True)
    (dev.ROOT / "constraints.txt").write_text("numpy==2.5.0")
    (dev.SCRIPTS / "python").write_text("#!/bin/sh\nexit 1\n")
    assert dev.main(["bench"]) == 2
    (dev.ROOT / "constraints.txt").write_text("numpy==2.4.6")
    assert dev.recorded() != [dev.environment_identity(), dev.contents_identity()]


def test_another_place_needs_another_environment(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before = dev.environment_identity()
    monkeypatch.setattr(dev, "ROOT", tmp_path / "moved")
    assert dev.environment_identity() != before


def test_the_slow_tests_are_left_out_unless_asked_for(dev: ModuleType) -> None:
    status, output = call(dev, "test", "-m", "slow", "tests/media")
    assert status == 0
    assert output.endswith("-m not slow -m slow tests/media\n")


def test_lint_runs_every_check_and_fails_when_one_does(dev: ModuleType) -> None:
    assert call(dev, "lint")[0] == 0
    (dev.SCRIPTS / "ruff").write_text("#!/bin/sh\nexit 1\n")
    assert call(dev, "lint") == (1, "mypy\n")


def test_the_exit_status_is_the_tool_s(dev: ModuleType) -> None:
    assert call(dev, "demo", "fail")[0] == 3


@pytest.mark.parametrize(("arguments", "expected"), [(["--help"], 0), ([], 2), (["dance"], 2)])
def test_the_verbs_are_explained(dev: ModuleType, arguments: list[str], expected: int) -> None:
    status, output = call(dev, *arguments)
    assert status == expected
    assert all(f"dev.py {verb}" in output for verb in ("demo", "test", "bench", "lint", "lock"))


def test_an_old_python_is_refused_in_one_sentence(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev, "OLDEST_PYTHON", (4, 0))
    assert dev.main(["test"]) == 2
    assert capsys.readouterr().err.startswith("Cleanplate needs Python 4.0 or newer, and this is 3.")


@pytest.mark.skipif(sys.platform != "linux", reason="about Linux's libraries")
def test_who_is_not_root_gets_the_one_command_to_type(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    dev.STAMP.unlink()
    monkeypatch.setattr(dev, "loads", lambda library: library != "libEGL.so.1")
    monkeypatch.setattr(dev.shutil, "which", lambda program: f"/usr/bin/{program}")
    monkeypatch.setattr(dev.os, "geteuid", lambda: 1000)
    assert dev.main(["demo"]) == 2
    assert "apt-get install --yes --no-install-recommends libegl1'" in capsys.readouterr().err
