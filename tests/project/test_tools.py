"""Clicks and planar tracks work on the pictures of a shot, as edits of the document."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from project_clips import write_frames

from editor.errors import UsageError
from editor.masks.errors import MaskValueError
from editor.masks.model.frame_mattes import FrameMatte, FrameState, Seed
from editor.masks.model.matte_classes import MatteClass
from editor.masks.model.shapes import Box, Shape, ShapeKey, ShapeKind
from editor.project.clicking import click
from editor.project.content.media import look_at
from editor.project.content.objects import ProjectObject
from editor.project.errors import LockedObjectError
from editor.project.following import follow
from editor.project.project import Project

WIDTH, HEIGHT, COUNT, STEP_PX = 240, 136, 5, 3
DISC, OTHER = (80, 60), (180, 60)
REGION = ((0.3, 0.3), (0.6, 0.3), (0.6, 0.7), (0.3, 0.7))


def street(index: int) -> np.ndarray:
    """Two discs before a rough wall that moves to the right."""
    noise = np.random.default_rng(7).normal(0, 1, (HEIGHT, WIDTH + 40, 3)).astype(np.float32)
    wall = np.clip(110 + cv2.GaussianBlur(noise, (0, 0), 2) * 60, 0, 255).astype(np.uint8)
    picture = np.ascontiguousarray(wall[:, 20 - STEP_PX * index :][:, :WIDTH])
    for centre in (DISC, OTHER):
        cv2.circle(picture, centre, 18, (20, 20, 230), -1, cv2.LINE_AA)
    return picture


def write_street(folder: Path, *, with_discs: bool = True, zoom: int = 1) -> Path:
    folder.mkdir()
    for index in range(COUNT):
        picture = street(index)
        if not with_discs:
            for centre in (DISC, OTHER):
                cv2.circle(picture, centre, 19, (110, 110, 110), -1)
        picture = cv2.resize(picture, None, fx=zoom, fy=zoom, interpolation=cv2.INTER_CUBIC)
        cv2.imencode(".png", picture)[1].tofile(folder / f"{index:05d}.png")
    return folder


@pytest.fixture
def disc(project: Project, tmp_path: Path) -> ProjectObject:
    """An object of a shot of five pictures."""
    return project.add_object(project.add_clip(write_street(tmp_path / "street")), "disc")


def at(place: tuple[int, int], *, is_background: bool = False) -> Seed:
    return Seed(((place[0] / WIDTH, place[1] / HEIGHT),), is_background)


def covered(project: Project, disc: ProjectObject, frame: int, place: tuple[int, int]) -> bool:
    matte = project.matte(project.shots.get(disc.shot_id), frame)
    scale = matte.shape[1] // WIDTH
    return bool(matte[place[1] * scale, place[0] * scale] > 127)


def test_a_click_makes_a_key_matte_of_its_frame(project: Project, disc: ProjectObject) -> None:
    before = project.document_hash()
    placed = click(project, disc, 2, [at(DISC)])
    assert isinstance(placed.layer, FrameMatte)
    assert (placed.layer.frame, placed.layer.state) == (2, FrameState.CORRECTED)
    assert [covered(project, disc, 2, place) for place in (DISC, OTHER)] == [True, False]
    assert not covered(project, disc, 1, DISC)
    assert project.undo().name == "Select disc"
    assert project.document_hash() == before


def test_further_clicks_add_to_those_before_and_are_kept(project: Project, disc: ProjectObject) -> None:
    click(project, disc, 2, [at(DISC)])
    placed = click(project, disc, 2, [at(OTHER)])
    assert isinstance(placed.layer, FrameMatte)
    assert placed.layer.seeds == (at(DISC), at(OTHER))
    assert [covered(project, disc, 2, place) for place in (DISC, OTHER)] == [True, True]
    click(project, disc, 2, [at(OTHER, is_background=True)])
    assert [covered(project, disc, 2, place) for place in (DISC, OTHER)] == [True, False]
    assert len(project.layers.on_frame(disc.id, 2)) == 1


def test_a_shadow_is_clicked_beside_the_thing_itself(project: Project, disc: ProjectObject) -> None:
    click(project, disc, 2, [at(DISC)])
    click(project, disc, 2, [at(OTHER)], matte_class=MatteClass.SHADOW)
    assert len(project.layers.on_frame(disc.id, 2)) == 2
    assert [covered(project, disc, 2, place) for place in (DISC, OTHER)] == [True, True]


def test_clicks_on_a_proxy_go_on_at_the_originals_size(
    project: Project, disc: ProjectObject, tmp_path: Path
) -> None:
    click(project, disc, 2, [at(DISC)])
    shot = project.shots.get(disc.shot_id)
    project.media.relink(shot.media_id, look_at(write_street(tmp_path / "large", zoom=2)))
    assert covered(project, disc, 2, DISC)
    click(project, disc, 2, [at(OTHER)])
    assert project.matte(shot, 2).shape == (2 * HEIGHT, 2 * WIDTH)
    assert [covered(project, disc, 2, place) for place in (DISC, OTHER)] == [True, True]


def test_clicks_that_cannot_be_are_told_and_change_nothing(project: Project, disc: ProjectObject) -> None:
    before = project.document_hash()
    with pytest.raises(UsageError, match="the shot street has no frame 5; choose from 0 to 4"):
        click(project, disc, 5, [at(DISC)])
    with pytest.raises(MaskValueError, match="no click lies on the object"):
        click(project, disc, 2, [at(DISC, is_background=True)])
    assert project.document_hash() == before
    project.objects.change(disc.id, replace(disc.settings, is_locked=True))
    with pytest.raises(LockedObjectError):
        click(project, disc, 2, [at(DISC)])


def test_a_shape_goes_with_a_plane_that_was_followed(
    project: Project, disc: ProjectObject, tmp_path: Path
) -> None:
    shot = project.add_clip(write_street(tmp_path / "wall", with_discs=False))
    poster = project.add_object(shot, "poster")
    followed = follow(project, shot, 2, ((0.42, 0.3), (0.66, 0.3), (0.66, 0.9), (0.42, 0.9)))
    assert [step.frame for step in followed.track.steps] == list(range(COUNT))
    assert max(step.error for step in followed.track.steps) < 1 / HEIGHT
    key = ShapeKey(2, box=Box(0.5, 0.5, 0.1, 0.2))
    project.draw(poster, Shape(ShapeKind.RECTANGLE, (key,), track=followed.id))
    for frame in range(COUNT):
        columns = np.flatnonzero(project.matte(shot, frame)[HEIGHT // 2] > 127)
        assert abs(columns.mean() + 0.5 - (WIDTH / 2 + STEP_PX * (frame - 2))) < 0.6
    project.undo()
    project.undo()
    assert project.tracks.of(shot.id) == []


def test_planes_that_cannot_be_followed_are_told(project: Project, tmp_path: Path) -> None:
    folder = write_frames(tmp_path / "noise", 3, np.random.default_rng(1), (WIDTH, HEIGHT))
    shot = project.add_clip(folder, frames=range(1, 3))
    with pytest.raises(UsageError, match="the shot noise has no frame 0; choose from 1 to 2"):
        follow(project, shot, 0, REGION)
    folder.rename(tmp_path / "gone")
    with pytest.raises(UsageError, match="the clip noise is missing; link it again"):
        follow(project, shot, 1, REGION)
