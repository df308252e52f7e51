"""What `cleanplate doctor` finds on this machine, asked in a process of its own, for it loads torch."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass

from editor.errors import CleanplateError

_PATIENCE_S = 180
_RUN = "from editor.cli.main import run; run()"


class DoctorError(CleanplateError):
    """The checks themselves did not run."""

    def __init__(self, why: str) -> None:
        super().__init__(
            f"the checks of this machine did not run ({why})", remedy="run cleanplate doctor in a terminal"
        )


@dataclass(frozen=True, slots=True)
class Found:
    """What one check came to.

    Attributes
    ----------
    name : str
        What was checked.
    state : str
        `good`, `poor` or `bad`.
    found : str
        A sentence without its stop.
    remedy : str
        What to do; empty where nothing is to be done.
    """

    name: str
    state: str
    found: str
    remedy: str = ""


def examine() -> tuple[Found, ...]:
    """Run all checks; takes seconds.

    Raises
    ------
    DoctorError
        If they do not run.
    """
    command = [sys.executable, "-c", _RUN, "doctor", "--json"]
    try:
        ran = subprocess.run(command, capture_output=True, text=True, timeout=_PATIENCE_S, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise DoctorError(str(error)) from error
    try:
        return tuple(Found(**one) for one in json.loads(ran.stdout))
    except (ValueError, TypeError) as error:
        lines = ran.stderr.strip().splitlines()
        raise DoctorError(lines[-1] if lines else f"exit status {ran.returncode}") from error
