"""Recipes for systems that are not here: what can be checked of them anywhere."""

from __future__ import annotations

import os
import plistlib
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parent.parent.parent
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
INSTALLER = (ROOT / "packaging" / "windows" / "cleanplate.iss").read_text(encoding="utf-8")
SPEC = (ROOT / "packaging" / "bundle" / "cleanplate.spec").read_text(encoding="utf-8")
SCRIPT = re.compile(r"\b((?:packaging/)[\w/.-]+\.(?:py|sh|iss)|dev\.py)\b")


def steps(workflow: Path) -> list[dict[str, Any]]:
    jobs = yaml.safe_load(workflow.read_text(encoding="utf-8"))["jobs"].values()
    return [step for job in jobs for step in job["steps"]]


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda it: it.stem)
def test_a_workflow_runs_scripts_that_are_there(workflow: Path) -> None:
    named = [name for step in steps(workflow) for name in SCRIPT.findall(step.get("run", ""))]
    assert named
    assert [name for name in named if not (ROOT / name).is_file()] == []


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda it: it.stem)
def test_a_workflow_gives_scripts_what_they_take(workflow: Path) -> None:
    for step in steps(workflow):
        for line in step.get("run", "").splitlines():
            found = re.search(r"python (packaging/\S+\.py)(.*)", line)
            if found is None:
                continue
            env = os.environ | {"PYTHONPATH": str(ROOT / "packaging")}
            command = [sys.executable, str(ROOT / found[1]), "--help"]
            told = subprocess.run(command, capture_output=True, text=True, check=True, env=env).stdout
            options = re.findall(r"--[a-z-]+", found[2])
            assert [option for option in options if option not in told] == []


def test_the_installer_takes_all_of_the_bundle_and_opens_what_the_window_opens() -> None:
    assert 'Source: "{#Bundle}\\*"' in INSTALLER
    for named in re.findall(r"\{app\}\\([\w-]+)\.exe", INSTALLER):
        assert f'"{named}"' in SPEC
    assert ".cleanplate" in INSTALLER
    assert ".otio" in INSTALLER
    assert (ROOT / "packaging" / "windows" / "../../LICENSE").is_file()


def test_uninstalling_leaves_what_is_the_users() -> None:
    assert "[UninstallDelete]" not in INSTALLER


def test_the_signed_application_may_do_what_torch_needs_and_no_more() -> None:
    granted = plistlib.loads((ROOT / "packaging" / "macos" / "entitlements.plist").read_bytes())
    assert set(granted) == {
        "com.apple.security.cs.disable-library-validation",
        "com.apple.security.cs.allow-unsigned-executable-memory",
    }


def test_the_shell_script_is_one() -> None:
    script = ROOT / "packaging" / "macos" / "notarise.sh"
    assert os.access(script, os.X_OK)
    subprocess.run(["bash", "-n", str(script)], check=True)


def test_icons_are_drawn(tmp_path: Path) -> None:
    subprocess.run([sys.executable, str(ROOT / "packaging" / "write_icons.py"), str(tmp_path)], check=True)
    assert (tmp_path / "cleanplate.ico").read_bytes()[:4] == b"\0\0\1\0"
    assert (tmp_path / "cleanplate.icns").read_bytes()[:4] == b"icns"


def test_a_bundle_wants_a_wheel(tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "packaging" / "build_bundle.py"), str(tmp_path / "none.whl")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "build_distributions.py" in done.stderr
