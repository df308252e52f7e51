"""Propagated mattes go stale, objects are copied, mattes take little room."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from project_clips import ellipse, matte, stroke
from session import prepare

from editor.masks.codec import encode_matte
from editor.masks.model.frame_mattes import FrameMatte, FrameState, digest_of
from editor.masks.model.matte_classes import MatteClass
from editor.masks.model.tracks import PlanarTrack, TrackStep
from editor.project.content.objects import ProjectObject
from editor.project.copying import copy_to_frame, copy_to_shot
from editor.project.project import Project

MAIN = MatteClass.MAIN


@pytest.fixture
def project(path: Path) -> Iterator[Project]:
    """A project with one shot of 1000 frames and an object."""
    prepare(path)
    with Project.open(path) as opened:
        yield opened


@pytest.fixture
def walker(project: Project) -> ProjectObject:
    """The object."""
    return project.objects.of(project.shots.all()[0].id)[0]


def propagate(project: Project, walker: ProjectObject, frames: range) -> None:
    """Give frames what a propagation would."""
    for frame in frames:
        source = project.layers.propagation_source(walker.id, MAIN, frame)
        guess = replace(matte(frame, FrameState.AI, b"guess"), made_from=source, confidence=0.9)
        project.layers.put_matte(walker.id, guess, b"guess")


def test_mattes_go_stale_with_the_key_frames_around_them(project: Project, walker: ProjectObject) -> None:
    for frame, content in ((0, b"0"), (10, b"10"), (20, b"20")):
        project.layers.put_matte(walker.id, matte(frame, content=content), content)
    propagate(project, walker, range(21))
    assert project.layers.stale_frames(walker.id, MAIN) == []
    project.layers.put_matte(walker.id, matte(10, content=b"better"), b"better")
    assert project.layers.stale_frames(walker.id, MAIN) == [*range(1, 10), *range(11, 20)]
    project.undo()
    assert project.layers.stale_frames(walker.id, MAIN) == []
    project.layers.add(walker.id, stroke(15))
    assert project.layers.stale_frames(walker.id, MAIN) == [*range(11, 15), *range(15, 20)]
    assert project.layers.stale_frames(walker.id, MatteClass.SHADOW) == []
    assert len(project.layers.of(walker.id)) == 22


def test_pinned_frames_and_strokes_over_all_frames_reach_far(project: Project, walker: ProjectObject) -> None:
    for frame, content in ((0, b"0"), (4, b"4"), (8, b"8")):
        project.layers.put_matte(walker.id, matte(frame, content=content), content)
    propagate(project, walker, range(1, 4))
    project.layers.put_matte(walker.id, matte(8, content=b"other"), b"other")
    assert project.layers.stale_frames(walker.id, MAIN) == []
    project.layers.put_matte(walker.id, matte(8, FrameState.PINNED, b"pinned"), b"pinned")
    assert project.layers.stale_frames(walker.id, MAIN) == [1, 2, 3]
    propagate(project, walker, range(1, 4))
    project.layers.add(walker.id, stroke())
    assert project.layers.stale_frames(walker.id, MAIN) == [1, 2, 3]


def test_shapes_make_keys_between_their_keyframes(project: Project, walker: ProjectObject) -> None:
    shape = project.layers.add(walker.id, ellipse(5, 8))
    propagate(project, walker, range(12))
    placed = [one.layer.frame for one in project.layers.of(walker.id) if isinstance(one.layer, FrameMatte)]
    assert placed == [0, 1, 2, 3, 4, 9, 10, 11]
    assert project.layers.stale_frames(walker.id, MAIN) == []
    project.layers.change(shape, ellipse(5, 7))
    assert project.layers.stale_frames(walker.id, MAIN) == placed


def test_a_frame_is_copied_to_another(project: Project, walker: ProjectObject) -> None:
    project.layers.put_matte(walker.id, matte(3, FrameState.PINNED, b"three"), b"three")
    project.layers.add(walker.id, stroke(3, seed=4))
    before = project.document_hash()
    copies = [placed.layer for placed in copy_to_frame(project, walker, 3, 9)]
    assert copies == [matte(9, FrameState.CORRECTED, b"three"), stroke(9, seed=4)]
    assert [placed.layer for placed in project.layers.on_frame(walker.id, 9)] == copies
    project.undo()
    assert project.document_hash() == before


def test_an_object_is_copied_to_another_shot(project: Project, walker: ProjectObject) -> None:
    shot = project.shots.all()[0]
    other = project.shots.add(shot.media_id, range(100, 200), "other")
    still = tuple(TrackStep(frame, (1.0, 0, 0, 0, 1.0, 0, 0, 0, 1.0)) for frame in range(3))
    track = project.tracks.add(shot.id, PlanarTrack(0, ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0)), still))
    project.layers.add(walker.id, replace(ellipse(0), track=track.id))
    project.layers.put_matte(walker.id, matte(5, content=b"five"), b"five")
    project.layers.put_matte(walker.id, matte(500, content=b"far"), b"far")
    before = project.document_hash()
    copy = copy_to_shot(project, walker, other, 100)
    assert (copy.shot_id, copy.settings) == (other.id, walker.settings)
    shape, kept = [placed.layer for placed in project.layers.of(copy.id)]
    assert (shape.track, kept) == (None, matte(105, content=b"five"))
    project.undo()
    assert project.document_hash() == before


def soft_matte(frame: int) -> np.ndarray:
    """A walking figure with an antialiased edge, 1920 x 1080."""
    fine = np.zeros((1080, 1920), np.uint8)
    x, swing = 300 + 4 * frame, int(60 * np.sin(frame / 6))
    cv2.ellipse(fine, (x, 330), (60, 80), 0, 0, 360, 255, -1, cv2.LINE_AA)
    cv2.ellipse(fine, (x, 560), (95, 190), swing / 10, 0, 360, 255, -1, cv2.LINE_AA)
    for side in (-1, 1):
        cv2.line(fine, (x, 700), (x + side * (40 + swing), 980), 255, 60, cv2.LINE_AA)
        cv2.line(fine, (x, 450), (x - side * (90 + swing), 640), 255, 40, cv2.LINE_AA)
    return fine


def growth_bytes(path: Path, count: int) -> int:
    """Tell by how much key mattes of `count` frames make a project grow."""
    prepare(path)
    before = path.stat().st_size
    with Project.open(path) as project, project.edit("Paint"):
        (walker,) = project.objects.of(project.shots.all()[0].id)
        for frame in range(count):
            picture = encode_matte(soft_matte(frame))
            painted = FrameMatte(frame, FrameState.CORRECTED, digest_of(picture))
            project.layers.put_matte(walker.id, painted, picture)
    return path.stat().st_size - before


def test_a_key_matte_takes_twenty_kilobytes(path: Path) -> None:
    assert growth_bytes(path, 30) < 30 * 20_000


@pytest.mark.slow
def test_three_hundred_key_mattes_take_six_megabytes(path: Path) -> None:
    assert growth_bytes(path, 300) < 6_000_000
