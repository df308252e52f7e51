"""Propagations in this process and in a worker: what is delivered, kept, said and refused."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import cv2
import numpy as np
import psutil
import pytest
from numpy.typing import NDArray
from removal_clips import Listener, ignore, write_png

from editor.errors import CleanplateError, UsageError
from editor.masks.errors import MatteSizeError
from editor.media.errors import MediaError
from editor.render.errors import EngineChoiceError, InterruptedRenderError
from editor.render.messages import Phase, Result
from editor.render.propagation.errors import ChangedMatteError, KeyMatteError
from editor.render.propagation.request import KeySource, PropagationRequest
from editor.render.propagation.work import propagate
from editor.render.supervisor import render

WIDTH, HEIGHT, COUNT = 96, 64, 10
PACE_PX = 3

Matte = NDArray[np.uint8]


def disc(index: int) -> Matte:
    matte = np.zeros((HEIGHT, WIDTH), np.uint8)
    cv2.circle(matte, (24 + PACE_PX * index, 32), 12, 255, -1)
    return matte


def ground(seed: int, cell_px: int = 5) -> NDArray[np.uint8]:
    coarse = np.random.default_rng(seed).integers(50, 200, (HEIGHT // cell_px, WIDTH // cell_px, 3))
    return np.asarray(cv2.resize(coarse.astype(np.uint8), (WIDTH, HEIGHT)), np.uint8)


def frame(index: int, seed: int = 1) -> NDArray[np.uint8]:
    """Draw a red disc with texture of its own, going to the right over a ground."""
    rgb = ground(seed)
    texture = np.roll(ground(8, 3), PACE_PX * index, axis=1) // 4
    rgb[disc(index) > 0] = (np.array([190, 20, 20]) + texture[disc(index) > 0] - 20).clip(0, 255)
    return rgb


def overlap(path: Path, truth: Matte) -> float:
    found = cv2.imread(str(path), cv2.IMREAD_UNCHANGED)
    assert found is not None
    assert found.shape == truth.shape
    assert found.dtype == np.uint8
    one, other = found > 127, truth > 127
    return float((one & other).sum() / max(1, (one | other).sum()))


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    for index in range(COUNT):
        write_png(tmp_path / "shot ü" / f"{index:05d}.png", frame(index))
    return tmp_path / "shot ü"


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    for index in range(COUNT):
        write_png(tmp_path / "keys" / f"{index}.png", disc(index))
    return tmp_path / "keys"


def asked(clip: Path, keys: Path, out: Path, *at: int, **more: object) -> PropagationRequest:
    sources = tuple(KeySource(str(index), keys / f"{index}.png") for index in at)
    options: dict[str, object] = {"engine": "flow", "threads": 1, **more}
    return PropagationRequest(str(clip), sources, str(out), **options)  # type: ignore[arg-type]


def made(clip: Path, keys: Path, out: Path, *at: int, **more: object) -> Result:
    return propagate(asked(clip, keys, out, *at, **more), Listener(), ignore)


def test_every_frame_gets_a_matte_and_keys_stay_as_they_are(clip: Path, keys: Path, tmp_path: Path) -> None:
    soft = cv2.GaussianBlur(disc(4), (0, 0), 2)
    write_png(keys / "4.png", np.asarray(soft, np.uint8))
    out = tmp_path / "mattes"
    result = made(clip, keys, out, 0, 4)
    assert result.outputs == (out,)
    assert (result.frame_count, result.filled_count, result.resumed_count) == (COUNT, COUNT, 0)
    assert sorted(path.name for path in out.iterdir()) == [
        *(f"{index:05d}.png" for index in range(COUNT)),
        "propagation.json",
    ]
    assert min(overlap(out / f"{index:05d}.png", disc(index)) for index in range(COUNT) if index != 4) > 0.75
    assert np.array_equal(cv2.imread(str(out / "00004.png"), cv2.IMREAD_UNCHANGED), soft)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["keys", "mattes", "shot ü"]


def test_confidence_names_reasons_and_what_to_correct(clip: Path, keys: Path, tmp_path: Path) -> None:
    told = tmp_path / "told.json"
    made(clip, keys, tmp_path / "mattes", 0, confidence_out=told)
    document = json.loads(told.read_text())
    assert [one["index"] for one in document["frames"]] == list(range(COUNT))
    first, last = (document["frames"][at]["objects"][""] for at in (0, COUNT - 1))
    assert first == {"confidence": 1.0, "is_key": True, "reasons": [], "doubts": {}}
    assert 0 < last["confidence"] < 1
    assert set(last["doubts"]) >= {
        "flow disagreement",
        "colour disagreement",
        "area jump",
        "touching the border",
    }
    assert document["correct_next"][""][0] > COUNT // 3


def test_a_new_key_makes_only_its_neighbourhood_anew(clip: Path, keys: Path, tmp_path: Path) -> None:
    out = tmp_path / "mattes"
    made(clip, keys, out, 0, 4, 8)
    before = {path.name: path.read_bytes() for path in out.glob("*.png")}
    result = made(clip, keys, out, 0, 4, 6, 8, overwrite=True)
    assert result.filled_count == 3
    assert result.resumed_count == COUNT - 3
    after = {path.name: path.read_bytes() for path in out.glob("*.png")}
    changed = sorted(name for name in before if before[name] != after[name])
    assert changed == ["00005.png", "00006.png", "00007.png"]
    made(clip, keys, tmp_path / "at once", 0, 4, 6, 8)
    assert after == {path.name: path.read_bytes() for path in (tmp_path / "at once").glob("*.png")}


def test_a_changed_key_is_stale_and_unchanged_ones_are_not(clip: Path, keys: Path, tmp_path: Path) -> None:
    out = tmp_path / "mattes"
    made(clip, keys, out, 0, 5)
    assert made(clip, keys, out, 0, 5, overwrite=True).filled_count == 0
    write_png(keys / "5.png", cv2.erode(disc(5), np.ones((3, 3), np.uint8)).astype(np.uint8))
    assert made(clip, keys, out, 0, 5, overwrite=True).filled_count == COUNT - 1


def test_a_matte_that_somebody_changed_is_never_replaced(clip: Path, keys: Path, tmp_path: Path) -> None:
    out = tmp_path / "mattes"
    made(clip, keys, out, 0)
    write_png(out / "00006.png", disc(3))
    with pytest.raises(ChangedMatteError, match=r"frame 6.*--key 6="):
        made(clip, keys, out, 0, 5, overwrite=True)
    assert overlap(out / "00006.png", disc(3)) == 1
    corrected = (KeySource("0", keys / "0.png"), KeySource("6", out / "00006.png"))
    propagate(
        PropagationRequest(str(clip), corrected, str(out), engine="flow", overwrite=True), Listener(), ignore
    )
    assert overlap(out / "00006.png", disc(3)) == 1


def test_an_existing_folder_is_kept_and_foreign_files_survive(clip: Path, keys: Path, tmp_path: Path) -> None:
    out = tmp_path / "mattes"
    out.mkdir()
    (out / "notes.txt").write_text("mine")
    with pytest.raises(UsageError, match="exists already"):
        made(clip, keys, out, 0)
    made(clip, keys, out, 0, overwrite=True)
    assert (out / "notes.txt").read_text() == "mine"
    assert len(list(out.glob("*.png"))) == COUNT


def test_nothing_goes_over_a_cut_and_what_no_key_reaches_stays_black(keys: Path, tmp_path: Path) -> None:
    clip = tmp_path / "two shots"
    for index in range(COUNT):
        write_png(clip / f"{index:05d}.png", frame(index) if index < 5 else 255 - frame(index, seed=77))
    listener = Listener()
    propagate(asked(clip, keys, tmp_path / "mattes", 1), listener, ignore)
    assert overlap(tmp_path / "mattes" / "00004.png", disc(4)) > 0.75
    black = cv2.imread(str(tmp_path / "mattes" / "00005.png"), cv2.IMREAD_UNCHANGED)
    assert black is not None
    assert not black.any()
    assert "no key reaches 5 frames, the first of them 5" in listener.notices


def test_two_frames_of_a_shot_with_large_steps_are_one_shot(keys: Path, tmp_path: Path) -> None:
    clip = tmp_path / "a lamp goes on"
    for index in range(COUNT):
        lit = frame(index).astype(int) // 2 + 12 * index
        write_png(clip / f"{index:05d}.png", lit.astype(np.uint8))
    listener = Listener()
    wanted = asked(clip, keys, tmp_path / "mattes", 5, frames="4-5", direction="backward")
    propagate(wanted, listener, ignore)
    assert overlap(tmp_path / "mattes" / "00004.png", disc(4)) > 0.75
    assert not any("no key reaches" in notice for notice in listener.notices)


def test_pinned_frames_are_left_out(clip: Path, keys: Path, tmp_path: Path) -> None:
    made(clip, keys, tmp_path / "mattes", 0, 9, pinned=("5",))
    names = {path.stem for path in (tmp_path / "mattes").glob("*.png")}
    assert names == {f"{index:05d}" for index in range(COUNT) if index != 5}


def test_named_objects_have_folders_and_never_overlap(clip: Path, keys: Path, tmp_path: Path) -> None:
    corner = np.zeros((HEIGHT, WIDTH), np.uint8)
    corner[4:16, 70:90] = 255
    write_png(keys / "corner.png", corner)
    sources = (KeySource("0", keys / "0.png", "disc"), KeySource("0", keys / "corner.png", "corner"))
    request = PropagationRequest(str(clip), sources, str(tmp_path / "m"), engine="flow", is_merged=True)
    propagate(request, Listener(), ignore)
    for index in range(COUNT):
        disc_path, corner_path, both_path = (
            tmp_path / "m" / name / f"{index:05d}.png" for name in ("disc", "corner", "")
        )
        one, other, both = (
            np.asarray(cv2.imread(str(path), cv2.IMREAD_UNCHANGED))
            for path in (disc_path, corner_path, both_path)
        )
        assert int((one.astype(int) + other).max()) <= 255
        assert np.array_equal(both, np.maximum(one, other))
    assert overlap(tmp_path / "m" / "corner" / "00001.png", corner) > 0.7


def test_a_part_of_the_clip(clip: Path, keys: Path, tmp_path: Path) -> None:
    result = made(clip, keys, tmp_path / "mattes", 4, frames="2-6")
    assert result.frame_count == 5
    assert sorted(path.stem for path in (tmp_path / "mattes").glob("*.png")) == [
        f"{i:05d}" for i in range(2, 7)
    ]


def spoil_key(how: str, path: Path) -> None:
    if how == "wrong size":
        write_png(path, disc(0)[:-2])
    elif how == "black":
        write_png(path, np.zeros((HEIGHT, WIDTH), np.uint8))
    elif how == "missing":
        path.unlink()
    elif how == "not a picture":
        path.write_text("no")


@pytest.mark.parametrize(
    ("spoil", "error", "told"),
    [
        ("wrong size", MatteSizeError, "the matte is 96x62, the clip is 96x64"),
        ("outside the range", KeyMatteError, "outside the frames"),
        ("on a pinned frame", KeyMatteError, "outside the frames"),
        ("no keys", KeyMatteError, "--key 0=painted.png"),
        ("black", KeyMatteError, "every key matte is black"),
        ("no such frame", UsageError, "no frame 99"),
        ("missing", MediaError, "0.png"),
        ("not a picture", MediaError, "0.png"),
        ("no such clip", MediaError, "nowhere"),
        ("no such engine", EngineChoiceError, "auto, flow, net"),
        ("out is a file", UsageError, "it is a file"),
        ("no folder for it", UsageError, "no such folder"),
    ],
)
def test_unusable_input_is_refused_and_nothing_is_left(
    clip: Path, keys: Path, tmp_path: Path, spoil: str, error: type[CleanplateError], told: str
) -> None:
    spoil_key(spoil, keys / "0.png")
    out = tmp_path / "none" / "mattes" if spoil == "no folder for it" else tmp_path / "mattes"
    if spoil == "out is a file":
        out.write_text("mine")
    if spoil == "no such clip":
        clip = tmp_path / "nowhere.mov"
    (keys / "99.png").write_bytes(b"")
    at = {"no keys": (), "no such frame": (99,)}.get(spoil, (0,))
    more = {
        "outside the range": {"frames": "3-6"},
        "on a pinned frame": {"pinned": ("0",)},
        "no such engine": {"engine": "magic"},
    }.get(spoil, {})
    with pytest.raises(error, match=told.replace(".", r"\.")):
        made(clip, keys, out, *at, **more)
    left = {path.name for path in tmp_path.iterdir()} - {"shot ü", "keys"}
    assert left == ({"mattes"} if spoil == "out is a file" else set())


def test_a_damaged_frame_is_named_and_what_was_made_is_kept(clip: Path, keys: Path, tmp_path: Path) -> None:
    whole = (clip / "00006.png").read_bytes()
    (clip / "00006.png").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(MediaError, match="frame 6"):
        made(clip, keys, tmp_path / "mattes", 0)
    assert not (tmp_path / "mattes").exists()


class StopAt:
    """Stops when so many frames were gone through."""

    def __init__(self, steps: int) -> None:
        self.left = steps

    def __call__(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise InterruptedRenderError


@pytest.mark.parametrize("at", [(0,), (0, 9), (9,)])
def test_a_stopped_run_goes_on_and_gives_the_same(
    clip: Path, keys: Path, tmp_path: Path, at: tuple[int, ...]
) -> None:
    made(clip, keys, tmp_path / "at once", *at)
    out = tmp_path / "mattes"
    with pytest.raises(InterruptedRenderError):
        propagate(asked(clip, keys, out, *at), Listener(), StopAt(COUNT + 6))
    assert not out.exists()
    listener = Listener()
    result = propagate(asked(clip, keys, out, *at), listener, ignore)
    assert result.resumed_count > 0
    assert "were made before and are taken over" in listener.notices
    for path in sorted((tmp_path / "at once").glob("*.png")):
        assert (out / path.name).read_bytes() == path.read_bytes()
    assert not list(tmp_path.glob(".*"))


def test_a_damaged_part_is_made_again(clip: Path, keys: Path, tmp_path: Path) -> None:
    out = tmp_path / "mattes"
    with pytest.raises(InterruptedRenderError):
        propagate(asked(clip, keys, out, 0), Listener(), StopAt(COUNT + 6))
    parts = sorted(tmp_path.glob(".mattes.cleanplate/*/*/*.png"))
    assert len(parts) > 3
    parts[2].write_bytes(b"spoiled")
    made(clip, keys, out, 0)
    assert min(overlap(out / f"{index:05d}.png", disc(index)) for index in range(COUNT)) > 0.75


def test_restart_takes_nothing_over(clip: Path, keys: Path, tmp_path: Path) -> None:
    out = tmp_path / "mattes"
    made(clip, keys, out, 0)
    assert made(clip, keys, out, 0, overwrite=True, restart=True).filled_count == COUNT


def test_progress_reaches_the_end(clip: Path, keys: Path, tmp_path: Path) -> None:
    listener = Listener()
    propagate(asked(clip, keys, tmp_path / "mattes", 0, 9), listener, ignore)
    told = [one for one in listener.progress if one.phase is Phase.PROPAGATING]
    assert told[-1].done == told[-1].total == 2 * (COUNT - 2) + 2


DRIVER = """
import sys
from pathlib import Path
from editor.render.propagation.request import KeySource, PropagationRequest
from editor.render.supervisor import render
clip, keys, out = map(Path, sys.argv[1:])
request = PropagationRequest(str(clip), (KeySource("0", keys / "0.png"),), str(out), engine="flow", threads=1)
if __name__ == "__main__":
    render(request, lambda message: None)
"""


def test_a_killed_run_goes_on_where_it_was(clip: Path, keys: Path, tmp_path: Path) -> None:
    out = tmp_path / "mattes"
    words = [sys.executable, "-c", DRIVER, str(clip), str(keys), str(out)]
    with subprocess.Popen(words) as driver:
        deadline_s = time.monotonic() + 60
        while len(list(tmp_path.glob(".mattes.cleanplate/*/*/*.json"))) < 3 and time.monotonic() < deadline_s:
            time.sleep(0.005)
        for child in psutil.Process(driver.pid).children(recursive=True):
            child.send_signal(signal.SIGKILL)
        os.kill(driver.pid, signal.SIGKILL)
    assert not out.exists()
    made_before = {path: path.stat().st_mtime_ns for path in tmp_path.glob(".mattes.cleanplate/*/*/*.png")}
    assert made_before
    result = render(asked(clip, keys, out, 0), Listener())
    assert result.resumed_count >= len(made_before) - 1
    assert min(overlap(out / f"{index:05d}.png", disc(index)) for index in range(COUNT)) > 0.75
    assert not list(tmp_path.glob(".*"))
