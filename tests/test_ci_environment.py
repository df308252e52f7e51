"""What must be there where changes are judged, so that no test is skipped in silence."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

DEFAULT_SHARED = Path(__file__).parent.parent.parent / "shared"

pytestmark = pytest.mark.skipif(os.environ.get("CI") != "true", reason="only where CI=true")


@pytest.mark.parametrize("part", ["footage/clips", "footage/formats", "footage/inpaint_eval"])
def test_the_shared_footage_is_there(part: str) -> None:
    folder = Path(os.environ.get("CLEANPLATE_SHARED", DEFAULT_SHARED)) / part
    assert folder.is_dir(), f"{folder} is missing; set CLEANPLATE_SHARED to where the shared footage lies"
    assert any(folder.iterdir()), f"{folder} is empty"
