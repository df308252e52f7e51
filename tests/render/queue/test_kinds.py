"""Background replacements, wipes and propagations as jobs: the same files as in one go."""

from __future__ import annotations

import json
import sqlite3
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parent.parent))
from removal_clips import (
    HEIGHT,
    WIDTH,
    Listener,
    drawn,
    ignore,
    matte,
    pictures,
    request,
    same_planes,
    write_mattes,
    write_movie,
    write_png,
)

from editor.errors import UsageError
from editor.render.background import replace_background
from editor.render.background_request import BackgroundRequest
from editor.render.errors import InterruptedRenderError
from editor.render.jobs.bundle import Bundle
from editor.render.jobs.outcome import Ending, Outcome, do
from editor.render.jobs.request_file import JobRequest, from_values, to_values
from editor.render.jobs.tasks import Stage, Task, perform
from editor.render.propagation.request import KeySource, PropagationRequest
from editor.render.propagation.work import propagate
from editor.render.queue import schema
from editor.render.queue.database import Database
from editor.render.queue.jobs import Kind, State, Wishes, add, jobs
from editor.render.queue.runner import Runner
from editor.render.wiping.job import wipe
from editor.render.wiping.request import Region, WipeRequest

COUNT = 10


def bundle_of(folder: Path, wanted: JobRequest, segment_frames: int = 4) -> Bundle:
    bundle = Bundle(folder / "job")
    bundle.write(wanted, "token", segment_frames)
    return bundle


def step(bundle: Bundle, stage: Stage, number: int = 0) -> Outcome:
    return do(Task(bundle.folder, stage, number), bundle, Listener(), ignore)


def run(bundle: Bundle, last: Stage = Stage.CHECK) -> None:
    assert step(bundle, Stage.PREPARE) == Outcome(Ending.DONE)
    for number in reversed(range(len(bundle.read_layout().segments))):
        assert step(bundle, Stage.SEGMENT, number) == Outcome(Ending.DONE)
    for stage in (Stage.JOIN, Stage.CHECK):
        if stage <= last:
            assert step(bundle, stage) == Outcome(Ending.DONE)


def files_in(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def hidden(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob(".*")]


@pytest.fixture
def backdrop(tmp_path: Path) -> BackgroundRequest:
    clip = write_movie(tmp_path / "clip ü.mkv", COUNT)
    plate = write_movie(tmp_path / "plate.mkv", COUNT, rate=25)
    mask = write_mattes(tmp_path / "mattes", COUNT)
    return BackgroundRequest(
        str(clip), mask, str(plate), str(tmp_path / "out.mkv"), feather_px=3,
        foreground_out=f"{tmp_path}/front/", matte_out=str(tmp_path / "matte.mkv"),
    )  # fmt: skip


@pytest.fixture
def carried(tmp_path: Path) -> PropagationRequest:
    for index in range(COUNT):
        write_png(tmp_path / "shot" / f"{index:05d}.png", drawn(index))
    keys = tuple(
        KeySource(str(at), write_png(tmp_path / f"{name}{at}.png", np.roll(matte(), shift, axis=1)), name)
        for name, at, shift in (("one", 0, 0), ("one", 4, 4), ("one", 9, 9), ("two", 4, -20))
    )
    return PropagationRequest(
        str(tmp_path / "shot"), keys, str(tmp_path / "made"), engine="flow", threads=1,
        confidence_out=tmp_path / "sure.json",
    )  # fmt: skip


def test_a_background_is_what_one_go_makes_of_it(tmp_path: Path, backdrop: BackgroundRequest) -> None:
    bundle = bundle_of(tmp_path, backdrop)
    run(bundle, Stage.JOIN)
    assert not any((tmp_path / name).exists() for name in ("out.mkv", "front", "matte.mkv"))
    assert step(bundle, Stage.CHECK) == Outcome(Ending.DONE)
    here = replace(backdrop, out=str(tmp_path / "here.mkv"), foreground_out=None, matte_out=None)
    replace_background(here, Listener(), ignore)
    made, truth = pictures(tmp_path / "out.mkv"), pictures(tmp_path / "here.mkv")
    assert all(same_planes(a, b) for a, b in zip(made, truth, strict=True))
    assert len(list((tmp_path / "front").iterdir())) == COUNT
    assert len(pictures(tmp_path / "matte.mkv")) == COUNT
    assert hidden(tmp_path) == []


def test_a_plate_is_watched_like_a_clip(tmp_path: Path, backdrop: BackgroundRequest) -> None:
    bundle = bundle_of(tmp_path, backdrop)
    away = Path(backdrop.plate).rename(tmp_path / "away.mkv")
    assert step(bundle, Stage.PREPARE).ending is Ending.VANISHED
    write_movie(Path(backdrop.plate), COUNT, rate=30)
    assert "the plate has another content" in step(bundle, Stage.PREPARE).reason
    away.replace(backdrop.plate)
    assert step(bundle, Stage.PREPARE).ending is Ending.DONE


def test_a_colour_is_no_file(
    tmp_path: Path, backdrop: BackgroundRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundle = bundle_of(tmp_path, replace(backdrop, plate="green"))
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "green").write_text("of that name where the runner works")
    monkeypatch.chdir(tmp_path / "elsewhere")
    run(bundle)
    assert (tmp_path / "out.mkv").exists()


def test_a_foreground_that_changed_gets_no_name(tmp_path: Path, backdrop: BackgroundRequest) -> None:
    bundle = bundle_of(tmp_path, backdrop)
    run(bundle, Stage.JOIN)
    (staged,) = tmp_path.glob(".*.rendering/out.mkv")
    other = replace(backdrop, clip=str(write_movie(tmp_path / "other.mkv", COUNT, rate=25)), out=str(staged))
    darker = [(drawn(index) // 2 * 1).astype(np.uint8) for index in range(COUNT)]
    write_frames(Path(other.clip), darker)
    replace_background(
        replace(other, overwrite=True, foreground_out=None, matte_out=None), Listener(), ignore
    )
    assert "it differs from the source outside the matte" in step(bundle, Stage.CHECK).reason
    assert not (tmp_path / "out.mkv").exists()


def write_frames(path: Path, frames: list[NDArray[np.uint8]]) -> None:
    from fractions import Fraction

    import av

    with av.open(str(path), "w") as movie:
        stream = movie.add_stream("ffv1", rate=25)
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        for index, rgb in enumerate(frames):
            frame = av.VideoFrame.from_ndarray(rgb, "rgb24").reformat(format="yuv420p")
            frame.pts, frame.time_base = index, Fraction(1, 25)
            movie.mux(stream.encode(frame))
        movie.mux(stream.encode(None))


def test_a_propagation_is_what_one_go_makes_of_it(tmp_path: Path, carried: PropagationRequest) -> None:
    bundle = bundle_of(tmp_path, carried)
    for key in carried.keys:
        write_png(key.path, np.zeros((HEIGHT, WIDTH), np.uint8))  # the user paints on
    run(bundle, Stage.JOIN)
    assert len(bundle.read_layout().segments) > 1
    assert not (tmp_path / "made").exists()
    assert step(bundle, Stage.CHECK) == Outcome(Ending.DONE)
    kept = replace(bundle.read().request, out=str(tmp_path / "here"), confidence_out=tmp_path / "here.json")
    assert isinstance(kept, PropagationRequest)
    propagate(kept, Listener(), ignore)
    assert files_in(tmp_path / "made") == files_in(tmp_path / "here")
    assert json.loads((tmp_path / "sure.json").read_text()) == json.loads(
        (tmp_path / "here.json").read_text()
    )
    assert hidden(tmp_path) == []


def test_mattes_that_are_there_are_not_made_again(tmp_path: Path, carried: PropagationRequest) -> None:
    bundle = bundle_of(tmp_path, carried)
    step(bundle, Stage.PREPARE)
    made = 0

    def stop_soon() -> None:
        nonlocal made
        made += 1
        if made > 5:
            raise InterruptedRenderError

    stopped = do(Task(bundle.folder, Stage.SEGMENT), bundle, Listener(), stop_soon)
    assert stopped.ending is Ending.STOPPED
    kept = {path: path.stat().st_mtime_ns for path in bundle.blocks.rglob("*.png")}
    assert step(bundle, Stage.JOIN).ending is Ending.DAMAGED
    run(bundle)
    assert {path: path.stat().st_mtime_ns for path in kept} == kept
    damaged = next(bundle.blocks.rglob("*.png"))
    damaged.write_bytes(b"nothing")
    assert step(bundle, Stage.JOIN).ending is Ending.DAMAGED


def test_a_matte_that_somebody_changed_stays(tmp_path: Path, carried: PropagationRequest) -> None:
    first = bundle_of(tmp_path, carried)
    run(first)
    again = Bundle(tmp_path / "again")
    again.write(replace(carried, overwrite=True), "other", 4)
    run(again, Stage.JOIN)
    painted = write_png(tmp_path / "made" / "one" / "00003.png", matte(90))
    kept = painted.read_bytes()
    ended = step(again, Stage.CHECK)
    assert "this matte was changed since it was made" in ended.reason
    assert painted.read_bytes() == kept


def test_a_lost_matte_gets_no_name(tmp_path: Path, carried: PropagationRequest) -> None:
    bundle = bundle_of(tmp_path, carried)
    run(bundle, Stage.JOIN)
    (staged,) = tmp_path.glob(".*.rendering/made")
    write_png(staged / "one" / "00006.png", matte(90))
    assert "it is another than the one that was made" in step(bundle, Stage.CHECK).reason
    (staged / "one" / "00006.png").unlink()
    assert "it is missing" in step(bundle, Stage.CHECK).reason
    assert not (tmp_path / "made").exists()


def burned(index: int) -> NDArray[np.uint8]:
    wide = np.random.default_rng(3).integers(0, 256, (180, 440, 3)).astype(np.uint8)
    rgb = np.ascontiguousarray(cv2.GaussianBlur(wide, (0, 0), 5)[:, 2 * index : 2 * index + 320])
    if 2 <= index < 12:
        cv2.putText(rgb, "Where?", (90, 160), cv2.FONT_HERSHEY_SIMPLEX, 0.8, (250, 250, 250), 2, cv2.LINE_AA)
    return rgb.astype(np.uint8)


def test_a_wipe_is_what_one_go_makes_of_it(tmp_path: Path) -> None:
    for index in range(16):
        write_png(tmp_path / "shot" / f"{index:05d}.png", burned(index))
    removal = replace(request(tmp_path / "shot", Path(), tmp_path / "out.mkv"), codec="ffv1")
    wanted = WipeRequest(removal, regions=(Region(0.0, 0.5, 1.0, 1.0, "0-14"),))
    run(bundle_of(tmp_path, wanted))
    here = replace(removal, out=str(tmp_path / "here.mkv"))
    wipe(wanted.search, here, Listener())
    made, truth = pictures(tmp_path / "out.mkv"), pictures(tmp_path / "here.mkv")
    assert all(same_planes(a, b) for a, b in zip(made, truth, strict=True))
    assert hidden(tmp_path) == []


def test_a_wipe_that_finds_nothing_says_so(tmp_path: Path) -> None:
    clip = write_movie(tmp_path / "clip.mkv", COUNT)
    bundle = bundle_of(tmp_path, WipeRequest(request(clip, Path(), tmp_path / "out.mkv")))
    ended = step(bundle, Stage.PREPARE)
    assert ended.ending is Ending.FAILED
    assert "no subtitles were found" in ended.reason


def test_requests_of_every_kind_come_back_as_they_were(
    backdrop: BackgroundRequest, carried: PropagationRequest
) -> None:
    removal = request(Path("c"), Path("m"), Path("o"), references=(("1", Path("r.png")),))
    wiped = WipeRequest(removal, regions=(Region(0.0, 0.5, 1.0, 1.0, "0-14"),))
    for wanted in (removal, backdrop, carried, wiped):
        assert from_values(json.loads(json.dumps(to_values(wanted)))) == wanted
    former = to_values(wiped)  # when there was one region, for all frames
    del former["regions"]
    assert from_values({**former, "region": [0.0, 0.5, 1.0, 1.0]}).regions == (Region(0.0, 0.5, 1.0, 1.0),)
    assert from_values({**former, "region": None}).regions == ()


def test_the_queue_takes_every_kind(
    tmp_path: Path, backdrop: BackgroundRequest, carried: PropagationRequest
) -> None:
    with Database(tmp_path / "queue") as database:
        for wanted in (backdrop, carried):
            add(database, wanted, Wishes(segment_frames=4))
        with pytest.raises(UsageError, match="delivers there already"):
            add(database, carried)
        Runner(database).run()
        found = jobs(database)
    assert [one.kind for one in found] == [Kind.BACKGROUND, Kind.PROPAGATION]
    assert [one.state for one in found] == [State.DONE, State.DONE], [one.reason for one in found]
    assert [one.frames for one in found] == [COUNT, COUNT]
    assert (tmp_path / "out.mkv").exists()
    assert (tmp_path / "made" / "one" / "00004.png").exists()
    assert hidden(tmp_path) == []


def test_a_task_of_another_kind_is_no_fault_of_the_program(
    tmp_path: Path, backdrop: BackgroundRequest
) -> None:
    bundle = bundle_of(tmp_path, backdrop)
    run(bundle, Stage.JOIN)
    perform(Task(bundle.folder, Stage.SEGMENT), bundle, Listener(), ignore)
    assert step(bundle, Stage.CHECK) == Outcome(Ending.DONE)


def test_a_queue_of_the_version_before_is_taken_over(tmp_path: Path, backdrop: BackgroundRequest) -> None:
    former = schema.TABLES.replace("    kind TEXT NOT NULL DEFAULT 'removal',\n", "")
    (tmp_path / "queue").mkdir()
    with closing(sqlite3.connect(tmp_path / "queue" / "queue.sqlite")) as connection:
        connection.executescript(former)
        connection.execute("PRAGMA user_version = 1")
        connection.execute(
            "INSERT INTO jobs (name, state, bundle, out, engine, device, position, added_at)"
            " VALUES ('old', 'done', '/b', '/o', 'auto', 'auto', 1, 0)"
        )
        connection.commit()
    with Database(tmp_path / "queue") as database:
        add(database, backdrop)
    with Database(tmp_path / "queue") as database:
        assert [one.kind for one in jobs(database)] == [Kind.REMOVAL, Kind.BACKGROUND]
