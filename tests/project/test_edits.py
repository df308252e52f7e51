"""Edits: all or nothing, on the disk when they return, undone and redone, told to listeners."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from project_clips import ellipse, matte, stroke

from editor.masks.model.frame_mattes import FrameState
from editor.masks.model.objects import MaskObject
from editor.project.content.media import look_at
from editor.project.errors import LockedObjectError, ProjectError, UnknownItemError
from editor.project.history.events import (
    Cause,
    Committed,
    How,
    LayerChanged,
    LayerKind,
    ObjectChanged,
    Place,
    SettingChanged,
)
from editor.project.project import Project


@pytest.fixture
def walker(project: Project, clip: Path) -> int:
    """Id of an object in a shot of the project."""
    media = project.media.add(look_at(clip))
    shot = project.shots.add(media.id, range(10), "street")
    return project.objects.add(shot.id, MaskObject("walker")).id


def test_what_was_done_is_there_when_the_project_is_opened_again(
    project: Project, path: Path, walker: int
) -> None:
    placed = [
        project.layers.add(walker, ellipse(0, 9)),
        project.layers.add(walker, stroke(3)),
        project.layers.put_matte(walker, matte(4), b"matte"),
    ]
    with Project.open(path, read_only=True) as again:
        assert again.layers.of(walker) == placed
        assert again.document_hash() == project.document_hash()


def test_every_edit_can_be_taken_back_and_done_again(project: Project, walker: int) -> None:
    hashes = [project.document_hash()]
    first = project.layers.add(walker, stroke(3))
    hashes.append(project.document_hash())
    project.layers.change(first, stroke(3, seed=1))
    hashes.append(project.document_hash())
    project.objects.remove(walker)
    hashes.append(project.document_hash())
    assert len(set(hashes)) == 4
    for expected in reversed(hashes[:-1]):
        project.undo()
        assert project.document_hash() == expected
    for expected in hashes[1:]:
        project.redo()
        assert project.document_hash() == expected
    assert project.redo() is None


def test_history_outlives_the_program(path: Path, clip: Path) -> None:
    with Project.create(path) as project:
        empty = project.document_hash()
        project.media.add(look_at(clip))
        full = project.document_hash()
        project.undo()
    with Project.open(path) as project:
        assert project.document_hash() == empty
        assert project.redo() is not None
        assert project.document_hash() == full
    with Project.open(path) as project:
        assert [step.name for step in project.history.steps()] == ["Add street"]
        project.undo()
        assert project.document_hash() == empty
        assert project.undo() is None


def test_an_edit_after_undo_ends_what_could_be_redone(project: Project) -> None:
    project.settings.set("a", 1)
    project.undo()
    project.settings.set("a", 1)
    project.undo()
    project.settings.set("b", 2)
    assert project.history.next_redo is None
    assert project.redo() is None
    assert project.settings.all() == {"b": 2}


def test_an_edit_that_fails_leaves_nothing(project: Project, walker: int) -> None:
    before, told = project.document_hash(), []
    project.listen(told.append)

    def do_two_things() -> None:
        with project.edit("Two things"):
            project.layers.add(walker, stroke(3))
            project.objects.get(999)

    with pytest.raises(UnknownItemError):
        do_two_things()
    assert project.document_hash() == before
    assert told == []
    assert [step.name for step in project.history.steps()][-1] == "Add walker"


def test_an_edit_whose_part_failed_fails_although_that_was_caught(project: Project, walker: int) -> None:
    before = project.document_hash()

    def do_two_things() -> None:
        with project.edit("Two things"):
            project.settings.set("a", 1)
            with suppress(ValueError):
                project.settings.set("b", float("nan"))

    with pytest.raises(ProjectError, match="a part of 'Two things' failed"):
        do_two_things()
    assert project.document_hash() == before


def test_a_change_outside_an_edit_is_a_fault(project: Project) -> None:
    with pytest.raises(RuntimeError, match="outside an edit"):
        project._store.insert("settings", {"name": "a", "value": "1"})


def test_several_changes_are_one_step_and_are_told_together(project: Project, walker: int) -> None:
    shot_id = project.objects.get(walker).shot_id
    told: list[Committed] = []
    end = project.listen(told.append)
    with project.edit("Paint over", Place(shot_id, 3)):
        placed = project.layers.add(walker, stroke(3))
        project.settings.set("brush", 0.05)
    (committed,) = told
    assert committed.cause is Cause.EDIT
    assert (committed.step.name, committed.step.place) == ("Paint over", Place(shot_id, 3))
    layer = LayerChanged(LayerKind.STROKE, placed.id, walker, 3, 3, How.ADDED)
    assert committed.events == (SettingChanged("brush", How.ADDED), layer)
    project.undo()
    assert told[-1].cause is Cause.UNDO
    assert told[-1].events == (SettingChanged("brush", How.REMOVED), replace(layer, how=How.REMOVED))
    end()
    project.redo()
    assert len(told) == 2


def test_a_change_tells_the_frames_of_before_and_after(project: Project, walker: int) -> None:
    placed = project.layers.add(walker, stroke(3))
    told: list[Committed] = []
    project.listen(told.append)
    project.layers.change(placed, stroke(7))
    project.layers.change(placed, stroke())
    spans = [(event.first_frame, event.last_frame) for committed in told for event in committed.events]
    assert spans == [(3, 7), (None, None)]


def test_what_changes_nothing_is_no_step_and_is_not_told(project: Project) -> None:
    project.settings.set("a", 1)
    told: list[Committed] = []
    project.listen(told.append)
    project.settings.set("a", 1)
    with project.edit("There and back"):
        project.settings.set("a", 2)
        project.settings.set("a", 1)
    assert told == []
    assert len(project.history.steps()) == 1


def test_an_edit_made_by_a_listener_is_told_after_the_one_it_answers(project: Project) -> None:
    told: list[str] = []

    def answer(committed: Committed) -> None:
        if committed.step.name == "Set a":
            project.settings.set("b", 1)

    project.listen(answer)
    project.listen(lambda committed: told.append(committed.step.name))
    project.settings.set("a", 1)
    assert told == ["Set a", "Set b"]


def test_the_way_of_a_slider_becomes_one_step(project: Project, walker: int) -> None:
    before = project.document_hash()
    mark = project.history.mark()
    for value in range(5):
        project.settings.set("gain", value)
    project.layers.add(walker, stroke())
    after = project.document_hash()
    step = project.history.gather(mark, "Change gain")
    assert step is not None
    assert project.history.next_undo == step
    assert project.document_hash() == after
    project.undo()
    assert project.document_hash() == before
    project.redo()
    assert project.document_hash() == after


def test_what_was_gathered_and_changed_nothing_is_forgotten(project: Project) -> None:
    project.settings.set("gain", 1)
    mark = project.history.mark()
    project.settings.set("gain", 2)
    project.settings.set("gain", 1)
    assert project.history.gather(mark, "Change gain") is None
    assert [step.name for step in project.history.steps()] == ["Set gain"]
    project.undo()
    assert project.settings.all() == {}


def test_steps_say_where_they_were_made(project: Project, walker: int) -> None:
    shot_id = project.objects.get(walker).shot_id
    project.layers.add(walker, stroke(5))
    assert project.history.next_undo is not None
    assert project.history.next_undo.place == Place(shot_id, 5)
    project.layers.put_matte(walker, matte(8), b"matte")
    assert project.history.next_undo.place == Place(shot_id, 8)


def test_the_machine_never_replaces_what_the_user_made(project: Project, walker: int) -> None:
    project.layers.put_matte(walker, matte(2, FrameState.PINNED), b"matte")
    project.layers.add(walker, stroke(3))
    before = project.document_hash()
    for frame in (2, 3):
        assert project.layers.put_matte(walker, matte(frame, FrameState.AI, b"guess"), b"guess") is None
    assert project.document_hash() == before
    assert project.layers.put_matte(walker, matte(4, FrameState.AI, b"guess"), b"guess") is not None
    assert project.layers.put_matte(walker, matte(4, FrameState.AI, b"better"), b"better") is not None
    (layer,) = [placed.layer for placed in project.layers.on_frame(walker, 4)]
    assert layer == matte(4, FrameState.AI, b"better")


def test_a_locked_object_is_not_painted_on(project: Project, walker: int) -> None:
    placed = project.layers.add(walker, stroke(3))
    project.objects.change(walker, MaskObject("walker", is_locked=True))
    before = project.document_hash()
    with pytest.raises(LockedObjectError, match="walker is locked; unlock it"):
        project.layers.add(walker, stroke(4))
    with pytest.raises(LockedObjectError):
        project.layers.remove(placed)
    with pytest.raises(LockedObjectError):
        project.layers.put_matte(walker, matte(3), b"matte")
    assert project.document_hash() == before


def test_layers_have_one_order(project: Project, walker: int) -> None:
    low = project.layers.add(walker, stroke())
    middle = project.layers.add(walker, ellipse(0))
    high = project.layers.put_matte(walker, matte(4), b"matte")
    assert high is not None
    project.layers.move(high, 0)
    assert [placed.layer for placed in project.layers.of(walker)] == [high.layer, low.layer, middle.layer]
    assert [placed.layer for placed in project.layers.on_frame(walker, 5)] == [low.layer, middle.layer]


def test_views_are_kept_but_are_no_edits(project: Project, path: Path) -> None:
    told: list[Committed] = []
    project.listen(told.append)
    before = project.document_hash()
    project.view.keep({"frame": 12, "zoom": 0.5})
    project.view.keep({"frame": 13})
    assert told == []
    assert project.history.steps() == []
    assert project.document_hash() == before
    with Project.open(path, read_only=True) as again:
        assert again.view.all() == {"frame": 13, "zoom": 0.5}


def test_forgetting_keeps_the_latest_steps_and_the_document(
    project: Project, path: Path, walker: int
) -> None:
    for number in range(40):
        placed = project.layers.put_matte(
            walker, matte(3, content=bytes([number]) * 20_000), bytes([number]) * 20_000
        )
    assert placed is not None
    project.settings.set("a", 1)
    before = project.document_hash()
    project.undo()
    project.redo()
    project.history.forget(2)
    assert project.document_hash() == before
    assert len(project.history.steps()) == 2
    project.undo()
    project.undo()
    assert project.undo() is None
    project.close()
    assert path.stat().st_size < 200_000
    with Project.open(path) as again:
        again.redo()
        again.redo()
        assert again.document_hash() == before
        assert again._store.kept(placed.layer.digest) == bytes([39]) * 20_000


def test_objects_come_and_go_with_their_shot(project: Project, walker: int) -> None:
    project.layers.add(walker, stroke())
    before = project.document_hash()
    shot = project.shots.all()[0]
    told: list[Committed] = []
    project.listen(told.append)
    project.shots.remove(shot.id)
    assert project.objects.of(shot.id) == []
    assert ObjectChanged(walker, shot.id, How.REMOVED) in told[0].events
    assert project.layers.of(walker) == []
    project.undo()
    assert project.document_hash() == before
