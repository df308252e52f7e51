"""What must be there where changes are judged, so that no test is skipped in silence."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
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


def test_no_two_test_files_share_a_name() -> None:
    """Two of one name cannot be collected by one process."""
    names = Counter(path.name for path in (PROJECT / "tests").rglob("*.py") if path.name != "conftest.py")
    assert [name for name, count in names.items() if count > 1] == []
