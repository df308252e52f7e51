"""What all tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# How long an example takes is the machine's affair. The same examples each time, so that a commit is green or
# is not; `--hypothesis-profile explore` looks for new ones.
settings.register_profile("explore", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("same examples", settings.get_profile("explore"), derandomize=True)
settings.load_profile("same examples")

_PROJECT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of shared footage, or skip where there is none."""
    folder = Path(os.environ.get("CLEANPLATE_SHARED", _PROJECT.parent / "shared")).resolve()
    if not (folder / "footage").is_dir():
        pytest.skip(f"no shared footage in {folder}; set CLEANPLATE_SHARED")
    return folder
