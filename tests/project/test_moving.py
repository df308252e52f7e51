"""Keys moved in time."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from project_clips import ellipse, matte, stroke

from editor.masks.model.frame_mattes import FrameMatte, FrameState
from editor.masks.model.matte_classes import MatteClass
from editor.masks.model.shapes import Shape, ShapeKey
from editor.masks.model.strokes import Stroke
from editor.project.content.objects import ProjectObject
from editor.project.errors import LockedObjectError
from editor.project.moving import move_keys
from editor.project.project import Project


@pytest.fixture
def thing(project: Project, clip: Path) -> ProjectObject:
    shot = project.add_clip(clip)
    return project.add_object(shot, "Runner")


def frames_of_mattes(project: Project, thing: ProjectObject) -> list[tuple[int, str]]:
    layers = (placed.layer for placed in project.layers.of(thing.id))
    return sorted((layer.frame, layer.state.value) for layer in layers if isinstance(layer, FrameMatte))


@pytest.mark.parametrize(("delay_frames", "moved"), [(1, [2, 3, 4]), (-1, [0, 1, 2]), (99, [7, 8, 9])])
def test_neighbouring_mattes_move_together_and_stay_in_the_shot(
    project: Project, thing: ProjectObject, delay_frames: int, moved: list[int]
) -> None:
    for frame in (1, 2, 3):
        project.layers.put_matte(thing.id, matte(frame), b"matte")
    move_keys(project, thing, [1, 2, 3], delay_frames)
    assert [frame for frame, _ in frames_of_mattes(project, thing)] == moved


def test_what_lies_there_gives_way_and_undo_brings_it_back(project: Project, thing: ProjectObject) -> None:
    project.layers.put_matte(thing.id, matte(2), b"matte")
    project.layers.put_matte(thing.id, matte(5, FrameState.AI), b"matte")
    project.layers.put_matte(thing.id, matte(6, FrameState.PINNED), b"matte")
    before = project.document_hash()
    move_keys(project, thing, [2], 3)
    assert frames_of_mattes(project, thing) == [(5, "corrected"), (6, "pinned")]
    project.undo()
    assert project.document_hash() == before


def test_the_machine_s_mattes_stay(project: Project, thing: ProjectObject) -> None:
    project.layers.put_matte(thing.id, matte(2, FrameState.AI), b"matte")
    before = project.document_hash()
    move_keys(project, thing, [2], 3)
    assert project.document_hash() == before


def test_strokes_and_keyframes_go_along(project: Project, thing: ProjectObject) -> None:
    project.layers.add(thing.id, stroke(2))
    project.layers.add(thing.id, stroke())
    project.layers.add(thing.id, ellipse(0, 2, 6))
    move_keys(project, thing, [2], 4)
    layers = [placed.layer for placed in project.layers.of(thing.id)]
    assert [layer.span.first for layer in layers if isinstance(layer, Stroke)] == [6, None]
    (shape,) = (layer for layer in layers if isinstance(layer, Shape))
    assert [key.frame for key in shape.keys] == [0, 6]
    assert shape.keys[1] == ShapeKey(6, box=ellipse(0, 2, 6).keys[1].box)


def test_another_class_does_not_give_way(project: Project, thing: ProjectObject) -> None:
    shadow = FrameMatte(5, FrameState.CORRECTED, matte(5).digest, MatteClass.SHADOW)
    project.layers.put_matte(thing.id, matte(2), b"matte")
    project.layers.put_matte(thing.id, shadow, b"matte")
    move_keys(project, thing, [2], 3)
    assert [frame for frame, _ in frames_of_mattes(project, thing)] == [5, 5]


def test_a_locked_object_keeps_its_keys(project: Project, thing: ProjectObject) -> None:
    project.layers.put_matte(thing.id, matte(2), b"matte")
    project.objects.change(thing.id, replace(thing.settings, is_locked=True))
    with pytest.raises(LockedObjectError):
        move_keys(project, thing, [2], 3)
    assert frames_of_mattes(project, thing) == [(2, "corrected")]
