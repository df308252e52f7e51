"""A job cut into tasks: the same frames as in one go, seams, files that are not what they were."""

from __future__ import annotations

import shutil
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parent.parent))
from removal_clips import (
    Listener,
    ignore,
    pictures,
    request,
    same_planes,
    write_mattes,
    write_movie,
    write_png,
    write_sequence,
)

from editor.render.jobs.bundle import Bundle
from editor.render.jobs.joining import _mixed
from editor.render.jobs.outcome import Ending, Outcome, do
from editor.render.jobs.parting import cut_into_segments
from editor.render.jobs.tasks import Stage, Task
from editor.render.removal import remove
from editor.render.request import RemovalRequest
from engines.complete.contract import Fill

COUNT = 40


def bundle_of(folder: Path, wanted: RemovalRequest, segment_frames: int = 10) -> Bundle:
    bundle = Bundle(folder / "job")
    bundle.write(wanted, "token", segment_frames)
    return bundle


def step(bundle: Bundle, stage: Stage, number: int = 0) -> Outcome:
    return do(Task(bundle.folder, stage, number), bundle, Listener(), ignore)


def run(bundle: Bundle, *, backwards: bool = False) -> None:
    assert step(bundle, Stage.PREPARE).ending is Ending.DONE
    numbers = range(len(bundle.read_plan().segments))
    for number in reversed(numbers) if backwards else numbers:
        assert step(bundle, Stage.SEGMENT, number) == Outcome(Ending.DONE)
    assert step(bundle, Stage.JOIN) == Outcome(Ending.DONE)
    assert step(bundle, Stage.CHECK) == Outcome(Ending.DONE)


def hidden(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob(".*")]


@pytest.fixture
def wanted(tmp_path: Path) -> RemovalRequest:
    clip = write_movie(tmp_path / "a clip ü.mkv", COUNT)
    return request(clip, write_mattes(tmp_path / "m", COUNT), tmp_path / "out.mkv")


@pytest.mark.parametrize("backwards", [False, True])
def test_segments_in_any_order_give_what_one_go_gives(
    tmp_path: Path, wanted: RemovalRequest, backwards: bool
) -> None:
    bundle = bundle_of(tmp_path, wanted)
    run(bundle, backwards=backwards)
    assert len(bundle.read_plan().segments) == 2
    remove(request(Path(wanted.clip), wanted.mask, tmp_path / "here.mkv"), Listener(), ignore)
    made, truth = pictures(tmp_path / "out.mkv"), pictures(tmp_path / "here.mkv")
    assert all(same_planes(a, b) for a, b in zip(made, truth, strict=True))
    assert hidden(tmp_path) == []


def test_a_segment_done_twice_has_the_same_bytes(tmp_path: Path, wanted: RemovalRequest) -> None:
    bundle = bundle_of(tmp_path, wanted)
    step(bundle, Stage.PREPARE)
    found = []
    for _ in range(2):
        step(bundle, Stage.SEGMENT, 1)
        (path,) = (bundle.folder / "segments").iterdir()
        found.append(path.read_bytes())
        path.unlink()
    assert found[0] == found[1]


@pytest.mark.parametrize("out", ["pics/", "pics/shot.####.png", "movie.mov", "there/"])
def test_outputs_of_every_kind_get_their_names_at_the_very_end(tmp_path: Path, out: str) -> None:
    clip = write_sequence(tmp_path / "source", 6)
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "other.txt").write_text("stays")
    wanted = RemovalRequest(
        str(clip), write_mattes(tmp_path / "m", 6), f"{tmp_path}/{out}", engine="spatial",
        matte_out=f"{tmp_path}/matte/",
    )  # fmt: skip
    bundle = bundle_of(tmp_path, wanted)
    for stage in (Stage.PREPARE, Stage.SEGMENT, Stage.JOIN):
        assert step(bundle, stage).ending is Ending.DONE
    place = tmp_path / out.partition("/")[0]
    assert not place.exists() or [path.name for path in place.glob("[!.]*")] == ["other.txt"]
    assert step(bundle, Stage.CHECK).ending is Ending.DONE
    assert place.is_file() or len(list(place.glob("*.png"))) == 6
    assert len(list((tmp_path / "matte").iterdir())) == 6
    assert hidden(tmp_path) == []
    assert step(bundle, Stage.CHECK).ending is Ending.DONE


def test_a_seam_is_a_slow_change_from_one_segment_to_the_next() -> None:
    old = Fill(3, 10, 10, np.full((6, 8, 3), 100, np.uint8))
    new = Fill(3, 8, 12, np.full((9, 8, 3), 200, np.uint8))
    values = [int(_mixed(old, new, share).rgb[3, 2, 0]) for share in (0.2, 0.4, 0.6, 0.8)]
    assert values == [120, 140, 160, 180]
    mixed = _mixed(old, new, 0.5)
    assert (mixed.top, mixed.left) == (8, 12)
    assert mixed.rgb[0, 0, 0] == 200
    assert mixed.rgb[2, 0, 0] == 150


def test_cuts_are_made_where_nothing_is_to_be_filled() -> None:
    shots = [range(100), range(100, 130)]
    segments = cut_into_segments(shots, lambda index: index not in (47, 48) and index < 115, 50)
    assert [segment.own for segment in segments] == [range(47), range(49, 100), range(100, 115)]
    assert all(segment.own == segment.filled for segment in segments)
    seamed = cut_into_segments([range(100)], lambda _: True, 50)
    assert [segment.filled for segment in seamed] == [range(62), range(50, 100)]


def test_another_file_in_the_place_of_the_source_is_noticed(tmp_path: Path, wanted: RemovalRequest) -> None:
    bundle = bundle_of(tmp_path, wanted)
    step(bundle, Stage.PREPARE)
    clip = Path(wanted.clip)
    kept = clip.rename(tmp_path / "kept.mkv")
    gone = step(bundle, Stage.SEGMENT)
    assert gone.ending is Ending.VANISHED
    assert "plug its drive in again" in gone.reason
    write_movie(clip, COUNT, rate=24)
    replaced = step(bundle, Stage.SEGMENT)
    assert replaced.ending is Ending.FAILED
    assert "another content than when the job was made" in replaced.reason
    shutil.copy(kept, clip)
    assert step(bundle, Stage.SEGMENT).ending is Ending.DONE


def test_one_matte_of_many_that_changed_is_noticed(tmp_path: Path, wanted: RemovalRequest) -> None:
    bundle = bundle_of(tmp_path, wanted)
    write_png(wanted.mask / "00017.png", np.zeros((64, 96), np.uint8))
    assert "the mask has another content" in step(bundle, Stage.PREPARE).reason


def test_what_differs_outside_the_matte_gets_no_name(tmp_path: Path, wanted: RemovalRequest) -> None:
    bundle = bundle_of(tmp_path, wanted)
    step(bundle, Stage.PREPARE)
    for number in range(2):
        step(bundle, Stage.SEGMENT, number)
    step(bundle, Stage.JOIN)
    (staged,) = tmp_path.glob(".*.rendering/out.mkv")
    other = write_movie(tmp_path / "other.mkv", COUNT + 1)
    remove(
        request(other, wanted.mask, staged, overwrite=True, frames=f"1-{COUNT}", keep_missing=True),
        Listener(),
        ignore,
    )
    ended = step(bundle, Stage.CHECK)
    assert "it differs from the source outside the matte" in ended.reason
    assert not (tmp_path / "out.mkv").exists()


def test_a_delivery_with_frames_missing_gets_no_name(tmp_path: Path, wanted: RemovalRequest) -> None:
    bundle = bundle_of(tmp_path, wanted)
    step(bundle, Stage.PREPARE)
    for number in range(2):
        step(bundle, Stage.SEGMENT, number)
    step(bundle, Stage.JOIN)
    (staged,) = tmp_path.glob(".*.rendering/out.mkv")
    write_movie(staged, COUNT - 1)
    ended = step(bundle, Stage.CHECK)
    assert "it has 39 frames instead of 40" in ended.reason
    assert not (tmp_path / "out.mkv").exists()


def test_an_output_that_exists_is_refused_before_any_work(tmp_path: Path, wanted: RemovalRequest) -> None:
    Path(wanted.out).write_text("mine")
    ended = step(bundle_of(tmp_path, wanted), Stage.PREPARE)
    assert "it exists already" in ended.reason
    assert Path(wanted.out).read_text() == "mine"


def test_a_bundle_with_frozen_objects_can_be_moved(tmp_path: Path, wanted: RemovalRequest) -> None:
    masks = tmp_path / "objects of a shot.masks"
    masks.write_text("frozen")
    bundle = bundle_of(tmp_path, replace(wanted, mask=masks))
    masks.unlink()
    moved = Bundle(bundle.folder.rename(tmp_path / "moved"))
    assert moved.read().request.mask == tmp_path / "moved" / "objects.masks"
    assert moved.read().request.mask.read_text() == "frozen"
    moved.read().check_files()
