"""What must be there where changes are judged, so that no test is skipped in silence."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
DEFAULT_SHARED = PROJECT.parent / "shared"


@pytest.mark.skipif(os.environ.get("CI") != "true", reason="only where CI=true")
@pytest.mark.parametrize("part", ["footage/clips", "footage/formats", "footage/inpaint_eval"])
def test_the_shared_footage_is_there(part: str) -> None:
    folder = Path(os.environ.get("CLEANPLATE_SHARED", DEFAULT_SHARED)) / part
    assert folder.is_dir(), f"{folder} is missing; set CLEANPLATE_SHARED to where the shared footage lies"
    assert any(folder.iterdir()), f"{folder} is empty"


def test_tests_find_the_packages_where_python_leaves_the_current_folder_out() -> None:
    command = [
        sys.executable,
        "-m",
        "pytest",
        "--collect-only",
        "-q",
        "-p",
        "no:randomly",
        "tests/engines/composite",
    ]
    found = subprocess.run(
        command,
        check=False,
        cwd=PROJECT,
        env=os.environ | {"PYTHONSAFEPATH": "1"},
        capture_output=True,
        text=True,
    )
    assert found.returncode == 0, found.stdout
