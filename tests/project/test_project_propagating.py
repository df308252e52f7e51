"""An object is carried from its key frames to the others, as one edit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from project_clips import HEIGHT, WIDTH, ellipse, matte, stroke

from editor.errors import UsageError
from editor.masks.codec import encode_matte
from editor.masks.model.frame_mattes import FrameState
from editor.masks.model.matte_classes import MatteClass
from editor.masks.model.objects import MaskObject, MatteEdge
from editor.project.content.objects import ProjectObject
from editor.project.errors import LockedObjectError
from editor.project.project import Project
from editor.render.errors import RenderError
from editor.render.messages import FrameMade, Message, Result
from editor.render.propagation.request import PropagationRequest

MADE = np.full((HEIGHT, WIDTH), 200, np.uint8)


class Worker:
    """Makes the same matte for every frame, key frames too, and remembers what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[PropagationRequest] = []
        self.keys: dict[str, np.ndarray] = {}
        self.error: RenderError | None = None

    def __call__(self, request: PropagationRequest, tell: Callable[[Message], None]) -> Result:
        self.asked.append(request)
        self.keys = {
            key.frame: cv2.imdecode(np.fromfile(key.path, np.uint8), cv2.IMREAD_GRAYSCALE)
            for key in request.keys
        }
        first, last = map(int, (request.frames or "").split("-"))
        data = cv2.imencode(".png", MADE)[1].tobytes()
        for frame in range(first, last + 1):
            tell(FrameMade(frame, data, 0, 0, MADE.shape, 0.5))
        if self.error is not None:
            raise self.error
        return Result((), 0, 0, 0, 0)


@pytest.fixture
def worker(monkeypatch: pytest.MonkeyPatch) -> Worker:
    """Stands in for the worker process."""
    worker = Worker()
    monkeypatch.setattr("editor.project.propagating.render", worker)
    return worker


@pytest.fixture
def walker(project: Project, clip: Path) -> ProjectObject:
    """An object in a shot of frames 1 to 8, drawn on frame 3 and pinned on frame 6."""
    shot = project.add_clip(clip, frames=range(1, 9))
    settings = MaskObject("walker", main=MatteEdge(grow=0.2))
    walker = project.objects.add(shot.id, settings)
    project.draw(walker, ellipse(3))
    content = encode_matte(np.eye(HEIGHT, WIDTH, dtype=np.uint8) * 255)
    project.layers.put_matte(walker.id, matte(6, FrameState.PINNED, content), content)
    return walker


def test_every_other_frame_gets_a_matte_in_one_edit(
    project: Project, walker: ProjectObject, worker: Worker
) -> None:
    before = project.document_hash()
    told: list[Message] = []
    assert project.propagate(walker, tell=told.append, engine="flow") == [1, 2, 4, 5, 7, 8]
    (request,) = worker.asked
    assert (request.frames, request.engine) == ("1-8", "flow")
    assert len(told) == 8
    shot = project.shots.all()[0]
    assert (project.matte(shot, 4) == 200).all()
    placed = {one.layer.frame: one.layer for one in project.layers.of(walker.id)[1:]}
    assert placed[6].state is FrameState.PINNED
    assert (placed[4].state, placed[4].confidence) == (FrameState.AI, 0.5)
    assert project.layers.stale_frames(walker.id, MatteClass.MAIN) == []
    project.undo()
    assert project.document_hash() == before


def test_keys_are_what_was_painted_neither_grown_nor_soft(
    project: Project, walker: ProjectObject, worker: Worker
) -> None:
    project.propagate(walker)
    assert sorted(worker.keys) == ["3", "6"]
    assert (worker.keys["6"] == np.eye(HEIGHT, WIDTH) * 255).all()


def test_a_corrected_key_makes_its_neighbours_stale_and_is_carried_again(
    project: Project, walker: ProjectObject, worker: Worker
) -> None:
    project.propagate(walker)
    project.draw(walker, stroke(3))
    assert project.layers.stale_frames(walker.id, MatteClass.MAIN) == [1, 2, 4, 5]
    assert project.propagate(walker, frames=range(1, 6)) == [1, 2, 4, 5]
    assert project.layers.stale_frames(walker.id, MatteClass.MAIN) == []


def test_of_a_long_run_of_keys_only_its_ends_are_sent(
    project: Project, walker: ProjectObject, worker: Worker
) -> None:
    project.draw(walker, ellipse(3, 5))
    assert project.propagate(walker) == [1, 2, 7, 8]
    assert sorted(worker.keys) == ["3", "6"]
    project.draw(walker, ellipse(1, 8))
    assert project.propagate(walker) == []
    assert len(worker.asked) == 1


def test_what_cannot_be_carried_is_told_and_nothing_is_changed(
    project: Project, walker: ProjectObject, worker: Worker
) -> None:
    shot = project.shots.all()[0]
    other = project.add_object(shot, "other")
    project.draw(other, stroke())
    with pytest.raises(UsageError, match="the object other is drawn on no frame in particular; draw a shape"):
        project.propagate(other)
    before = project.document_hash()
    worker.error = RenderError("it was killed", remedy="try again")
    with pytest.raises(RenderError):
        project.propagate(walker)
    assert project.document_hash() == before
    locked = project.objects.change(walker.id, MaskObject("walker", is_locked=True))
    with pytest.raises(LockedObjectError):
        project.propagate(locked)
