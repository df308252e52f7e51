"""What a search found becomes an object with a matte on every frame that shows it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from project_clips import HEIGHT, WIDTH, matte, write_frames

from editor.masks.codec import decode_matte, encode_matte
from editor.masks.model.frame_mattes import FrameMatte, FrameState
from editor.project.content.shots import Shot
from editor.project.errors import ReadOnlyProjectError
from editor.project.finding import STEP, put_found, search_of
from editor.project.project import Project
from editor.render.messages import ItemFound
from editor.render.wiping.request import What

FRAMES = range(2, 58)
TOP, LEFT = 5, 20


@pytest.fixture
def shot(project: Project, tmp_path: Path) -> Shot:
    """Frames 2 to 57 of a clip of 60."""
    folder = write_frames(tmp_path / "clips" / "news", 60, np.random.default_rng(2))
    return project.add_clip(folder, frames=FRAMES)


def letters() -> np.ndarray:
    return np.random.default_rng(1).choice(np.array([0, 255], np.uint8), (8, 10))


def found(first: int, last: int, confidence: float = 0.7) -> ItemFound:
    data = cv2.imencode(".png", letters())[1].tobytes()
    return ItemFound(first, last, TOP, LEFT, data, (HEIGHT, WIDTH), confidence)


def mattes_of(project: Project, object_id: int) -> dict[int, FrameMatte]:
    layers = [placed.layer for placed in project.layers.of(object_id)]
    return {one.frame: one for one in layers if isinstance(one, FrameMatte)}


def put(project: Project, shot: Shot, item: ItemFound) -> int:
    """Put it whole, and return the object's id."""
    ids = set(put_found(project, shot, item, "Logo 1"))
    assert len(ids) == 1
    return ids.pop()


def test_every_frame_of_the_shot_that_shows_it_gets_the_same_matte_in_its_place(
    project: Project, shot: Shot
) -> None:
    before = project.document_hash()
    thing = put(project, shot, found(0, 59, confidence=1.2))  # longer than the shot, and surer than sure
    assert [(one.id, one.settings.name) for one in project.objects.of(shot.id)] == [(thing, "Logo 1")]
    mattes = mattes_of(project, thing)
    assert sorted(mattes) == list(FRAMES)
    assert {(one.state, one.confidence) for one in mattes.values()} == {(FrameState.AI, 1.0)}
    (digest,) = {one.digest for one in mattes.values()}  # stored once
    whole = np.zeros((HEIGHT, WIDTH), np.uint8)
    whole[TOP : TOP + 8, LEFT : LEFT + 10] = letters()
    np.testing.assert_array_equal(decode_matte(project.picture(digest)), whole)
    while project.history.next_undo is not None and project.history.next_undo.name == STEP:
        project.undo()
    assert project.document_hash() == before


def test_what_the_user_corrects_while_mattes_are_still_put_stays(project: Project, shot: Shot) -> None:
    puts: Iterator[int] = put_found(project, shot, found(10, 50), "Logo 1")
    thing = next(puts)
    painted = encode_matte(np.eye(HEIGHT, WIDTH, dtype=np.uint8) * np.uint8(255))
    project.layers.put_matte(thing, matte(40, FrameState.CORRECTED, painted), painted)
    assert set(puts) == {thing}
    mattes = mattes_of(project, thing)
    assert sorted(mattes) == list(range(10, 51))
    assert mattes[40].state is FrameState.CORRECTED
    np.testing.assert_array_equal(decode_matte(project.picture(mattes[40].digest)), decode_matte(painted))
    assert {one.state for frame, one in mattes.items() if frame != 40} == {FrameState.AI}


def test_a_project_that_is_only_read_takes_nothing(project: Project, shot: Shot, path: Path) -> None:
    project.close()
    with Project.open(path, read_only=True) as reader, pytest.raises(ReadOnlyProjectError):
        next(put_found(reader, shot, found(3, 9), "Logo 1"))
    with Project.open(path) as again:
        assert not again.objects.of(shot.id)


def test_a_search_from_a_shot_asks_for_the_frames_of_the_shot_alone(shot: Shot) -> None:
    wanted = search_of(shot, "news", What.SUBTITLES, wants_scene_text=True)
    assert (wanted.frames, wanted.what, wanted.wants_scene_text) == ("2-57", What.SUBTITLES, True)
