"""What tests of projects share: folders of their own, an empty project, and one clip."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from project_clips import write_frames

from editor.project.folders import DATA_VARIABLE
from editor.project.project import Project


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep recovery and backups of a test to itself."""
    folder = tmp_path / "data ü"
    monkeypatch.setenv(DATA_VARIABLE, str(folder))
    return folder


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the test's project lies."""
    return tmp_path / "my prøject.cleanplate"


@pytest.fixture
def project(path: Path) -> Iterator[Project]:
    """An empty project, open for writing."""
    with Project.create(path) as opened:
        yield opened


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    """Ten small pictures in a folder."""
    return write_frames(tmp_path / "clips" / "street", 10, np.random.default_rng(5))
