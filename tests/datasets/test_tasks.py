from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np
import pytest

from editor.datasets.tasks import MOST_FRAMES, load_task, read_protocol
from editor.errors import UsageError


@pytest.fixture
def protocol(tmp_path: Path) -> Path:
    frames = tmp_path / "clips" / "yard" / "frames"
    holes = tmp_path / "holes" / "yard" / "moving"
    frames.mkdir(parents=True)
    holes.mkdir(parents=True)
    (tmp_path / "clips" / "yard" / "clip.json").write_text('{"media": "frames"}')
    for index in range(3):
        cv2.imwrite(str(frames / f"{index:05d}.png"), np.full((48, 96, 3), (0, 50, 60 * index), np.uint8))
        hole = np.zeros((48, 96), np.uint8)
        hole[:, : 24 * (index + 1)] = 255
        cv2.imwrite(str(holes / f"{index:05d}.png"), hole)
    cv2.imwrite(str(holes.parent / "static.png"), np.eye(48, 96, dtype=np.uint8) * 255)
    scene = {"scene": "yard", "frames": 3, "static": "static.png", "moving": "moving/%05d.png"}
    path = tmp_path / "holes" / "protocol.json"
    path.write_text(json.dumps({"tasks": [scene]}))
    return path


def clips(protocol: Path) -> Path:
    return protocol.parent.parent / "clips"


def rewrite(protocol: Path, **changes: object) -> None:
    document = json.loads(protocol.read_text())
    document["tasks"][0].update(changes)
    protocol.write_text(json.dumps(document))


def test_each_scene_gives_a_still_and_a_moving_task(protocol: Path) -> None:
    still, moving = read_protocol(protocol, clips(protocol))
    assert (still.name, moving.name) == ("yard static", "yard moving")
    assert still.frame_count == moving.frame_count == 3
    assert len(set(still.holes)) == 1
    assert [path.name for path in moving.holes] == ["00000.png", "00001.png", "00002.png"]


def test_no_more_than_the_first_frames_are_used(protocol: Path) -> None:
    rewrite(protocol, frames=200)
    assert {task.frame_count for task in read_protocol(protocol, clips(protocol))} == {MOST_FRAMES}


def test_frames_come_as_rgb_and_holes_frame_by_frame(protocol: Path) -> None:
    truths, holes = load_task(read_protocol(protocol, clips(protocol))[1], size=None)
    assert [tuple(truth[0, 0]) for truth in truths] == [(0, 50, 0), (60, 50, 0), (120, 50, 0)]
    assert [float((hole > 0).mean()) for hole in holes] == [0.25, 0.5, 0.75]


def test_working_size_keeps_holes_hard(protocol: Path) -> None:
    truths, holes = load_task(read_protocol(protocol, clips(protocol))[1], size=(32, 16))
    assert truths[0].shape == (16, 32, 3)
    assert holes[0].shape == (16, 32)
    assert set(np.unique(holes[0])) == {0, 255}


def test_clip_shorter_than_its_task_is_refused(protocol: Path) -> None:
    rewrite(protocol, frames=5)
    with pytest.raises(UsageError, match="3 frames, the task needs 5"):
        load_task(read_protocol(protocol, clips(protocol))[0])


def test_missing_or_misfit_hole_is_refused(protocol: Path) -> None:
    still, moving = read_protocol(protocol, clips(protocol))
    cv2.imwrite(str(still.holes[0]), np.zeros((10, 20), np.uint8))
    with pytest.raises(UsageError, match="20x10"):
        load_task(still)
    moving.holes[1].unlink()
    with pytest.raises(UsageError, match="yard moving"):
        load_task(moving)


@pytest.mark.parametrize(
    ("text", "cause"),
    [("{", "JSON"), ("[]", "object"), ("{}", "list of tasks"), ('{"tasks": [{}]}', "lacks"), (None, "read")],
)
def test_bad_protocol_is_refused(protocol: Path, text: str | None, cause: str) -> None:
    protocol.unlink() if text is None else protocol.write_text(text)
    with pytest.raises(UsageError, match=cause):
        read_protocol(protocol, clips(protocol))


def test_missing_clip_is_refused(protocol: Path) -> None:
    (clips(protocol) / "yard" / "clip.json").unlink()
    with pytest.raises(UsageError, match=r"clip\.json"):
        read_protocol(protocol, clips(protocol))
