"""Plates of a project's shots come into the edit that they were cut in."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import av
import numpy as np
import pytest
from project_clips import EDIT_RATE, ellipse, write_edit

from editor.errors import UsageError
from editor.media.opening import open_clip
from editor.project.delivering import deliver
from editor.project.project import Project

WIDTH, HEIGHT, FRAMES = 64, 48, 12


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    """A movie of a still wall."""
    wall = np.random.default_rng(6).integers(60, 190, (HEIGHT * 3 // 2, WIDTH)).astype(np.uint8)
    path = tmp_path / "wall.mkv"
    with av.open(str(path), "w") as movie:
        stream = movie.add_stream("ffv1", EDIT_RATE)
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        for _ in range(FRAMES):
            movie.mux(stream.encode(av.VideoFrame.from_ndarray(wall, "yuv420p")))
        movie.mux(stream.encode(None))
    return path


@pytest.fixture
def edit(tmp_path: Path, clip: Path) -> Path:
    """An edit that shows frames 4 to 7 of it."""
    return write_edit(tmp_path / "cut.otio", clip.name, FRAMES, range(4, 8))


def test_the_edit_shows_the_clean_plate_and_versions_go_up(
    project: Project, clip: Path, edit: Path, tmp_path: Path
) -> None:
    shot = project.add_clip(clip)
    project.draw(project.add_object(shot, "walker"), ellipse(0, 11))
    plates, out = tmp_path / "plates", tmp_path / "clean.otio"
    before = project.document_hash()
    project.deliver(edit, out, plates, engine="spatial", handles=2)
    plate = plates / "sh010_cleanplate_v001.mov"
    assert plate.name in out.read_text(encoding="utf-8")
    with closing(open_clip(plate)) as reader:
        assert len(reader) == 8
    assert [file.name for file in plates.glob(".*")] == []
    deliver(project, edit, out, plates, engine="spatial", overwrite=True)
    assert "sh010_cleanplate_v002.mov" in out.read_text(encoding="utf-8")
    listed = json.loads((tmp_path / "cut.otio.shots.json").read_text(encoding="utf-8"))
    assert "sh010_cleanplate_v001" in json.dumps(listed)
    assert project.document_hash() == before


def test_what_the_project_has_no_objects_for_is_not_delivered(
    project: Project, clip: Path, edit: Path, tmp_path: Path
) -> None:
    out = tmp_path / "clean.otio"
    project.add_clip(clip, name="bare")
    part = project.add_clip(clip, name="part", frames=range(6))
    project.draw(project.add_object(part, "walker"), ellipse(0))
    with pytest.raises(UsageError, match="shows nothing that the project has objects for"):
        deliver(project, edit, out, tmp_path / "plates")
    with pytest.raises(UsageError, match=r"goes back as \.otio"):
        deliver(project, edit, tmp_path / "clean.xml", tmp_path / "plates")
    assert not (tmp_path / "plates").exists()
