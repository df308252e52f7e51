"""The bundle's launcher stands in for Python where the program starts processes of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

LAUNCHER = Path(__file__).parent.parent.parent / "packaging" / "bundle" / "launcher.py"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["-c", "import sys; print(sys.argv)", "a", "-b"], "['-c', 'a', '-b']"),
        (["-m", "calendar", "2026", "2"], "February 2026"),
        (["--version"], "cleanplate"),
    ],
)
def test_it_runs_code_modules_and_verbs(words: list[str], told: str) -> None:
    done = subprocess.run([sys.executable, str(LAUNCHER), *words], capture_output=True, text=True, check=True)
    assert done.stdout.strip().startswith(told)
