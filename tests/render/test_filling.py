from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from clip_descriptions import clip_info

from editor.media.picture import Picture
from editor.render.analysis import Analysis, MatteFacts
from editor.render.errors import EngineFaultError, NothingVisibleError
from editor.render.far import FarFrames
from editor.render.filling import Filling, ShotStep
from editor.render.frames import EngineFrame, FinishedFrame, FrameLoader, LoadedFrame
from editor.render.schedule import schedule, split_shots
from editor.render.segments import SegmentStore
from engines.complete.contract import Fill, Plan, Shape, Window
from engines.errors import EngineError, NothingToFillFromError

SIZE = 12, 16
PLAN = Plan(window=6, overlap=2, lookahead=1, far_count=2, memory_bytes=0, seconds_per_frame=0)


class Recorder:
    """Fills a hole with the number of the call, and remembers what it was given."""

    name = "recorder"
    settings = None

    def __init__(self, fault: EngineError | None = None) -> None:
        self.windows: list[Window] = []
        self._fault = fault

    def plan(self, _shape: Shape, _frames: int, _budget_bytes: int) -> Plan:
        return PLAN

    def complete(self, window: Window) -> list[Fill]:
        if self._fault is not None:
            raise self._fault
        self.windows.append(replace(window, frames=[frame.copy() for frame in window.frames]))
        value = 100 + len(self.windows)
        places = range(window.done, window.done + window.emit_count)
        return [self._fill(window, place, value) for place in places]

    def _fill(self, window: Window, place: int, value: int) -> Fill:
        if not window.mattes[place].any():
            return Fill(window.start + place, 0, 0, window.frames[place][:0, :0])
        return Fill(window.start + place, 2, 3, np.full((4, 5, 3), value, np.uint8))


class Clip:
    """Frames whose every sample is their index; the hole is one box."""

    def __init__(self, count: int, has_hole: Callable[[int], bool]) -> None:
        self.count = count
        self.has_hole = has_hole

    def matte(self, index: int) -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
        matte = np.zeros(SIZE, np.uint8)
        if self.has_hole(index):
            matte[2:6, 3:8] = 255
        return matte

    def load(self, index: int, *, for_engine: bool) -> LoadedFrame:
        planes = tuple(np.full(SIZE, index % 100, np.uint8) for _ in range(3))
        picture = Picture(planes, clip_info(pixels="gbrp").format, index=index)
        matte = self.matte(index)
        seen = EngineFrame(index, (np.dstack(planes),), (matte,)) if for_engine else None
        return LoadedFrame(picture, matte, seen)

    def analysis(self, cuts: tuple[int, ...] = ()) -> Analysis:
        facts = tuple(MatteFacts(self.has_hole(at) / 2, 0.1, 255) for at in range(self.count))
        return Analysis(range(self.count), facts, cuts, 0.001)


def run(
    clip: Clip,
    engine: Recorder,
    folder: Path,
    *,
    cuts: tuple[int, ...] = (),
    stored: dict[int, int] | None = None,
) -> Iterator[FinishedFrame]:
    steps = [
        ShotStep(shot, step)
        for shot in split_shots(range(clip.count), cuts)
        for step in schedule(shot, clip.has_hole, PLAN, stored or {})
    ]
    seen = {index for at in steps if not at.step.is_stored for index in at.step.window}
    loader: FrameLoader = clip  # type: ignore[assignment]
    far = FarFrames(lambda: loader, clip.analysis(cuts), PLAN.far_count, PLAN.window)
    filling = Filling(engine, SegmentStore(folder), far, (), 7)
    loaded = (clip.load(index, for_engine=index in seen) for index in range(clip.count))
    return filling.run(loaded, steps)


def fill_values(frames: list[FinishedFrame]) -> list[int]:
    return [0 if frame.fill is None else int(frame.fill.rgb[0, 0, 0]) for frame in frames]


def test_frames_come_out_in_order_with_their_fills(tmp_path: Path) -> None:
    engine = Recorder()
    frames = list(run(Clip(12, lambda at: at > 2), engine, tmp_path))
    assert [frame.picture.index for frame in frames] == list(range(12))
    assert fill_values(frames) == [0, 0, 0, *[101] * 3, *[102] * 3, *[103] * 3]


def test_finished_frames_carry_their_fill_into_the_next_window(tmp_path: Path) -> None:
    engine = Recorder()
    list(run(Clip(12, lambda _: True), engine, tmp_path))
    second = engine.windows[1]
    assert second.done == 2
    for frame in second.frames[:2]:
        assert frame[3, 4, 0] == 101
        assert frame[0, 0, 0] != 101
    assert [int(frame[0, 0, 0]) for frame in second.frames] == list(range(second.start, second.start + 6))
    assert second.seed == 7


def test_a_shot_little_longer_than_a_window_has_as_many_far_frames_as_a_long_one(tmp_path: Path) -> None:
    for count in (10, 100):
        engine = Recorder()
        list(run(Clip(count, lambda _: True), engine, tmp_path / str(count)))
        assert {len(window.far) for window in engine.windows} == {PLAN.far_count}


def test_far_frames_come_from_outside_the_window_but_not_from_another_shot(tmp_path: Path) -> None:
    engine = Recorder()
    list(run(Clip(40, lambda at: at % 7 != 5), engine, tmp_path, cuts=(20,)))
    for window in engine.windows:
        inside = range(window.start, window.start + len(window.frames))
        shot = range(20) if window.start < 20 else range(20, 40)
        assert len(window.far) <= 2
        assert all(source.index in shot and source.index not in inside for source in window.far)
        assert inside.start in shot
        assert inside.stop - 1 in shot
    assert any(window.far for window in engine.windows)


def stop_after(parts: int, frames: Iterator[FinishedFrame], store: SegmentStore) -> None:
    for _ in frames:
        if len(store.scan()) == parts:
            return


def test_going_on_after_a_stop_calls_the_engine_as_if_there_had_been_none(tmp_path: Path) -> None:
    clip = Clip(30, lambda at: at not in (9, 10, 11, 20))
    whole = Recorder()
    list(run(clip, whole, tmp_path / "whole"))
    for steps in range(1, len(whole.windows)):
        folder = tmp_path / str(steps)
        before = Recorder()
        stop_after(steps, run(clip, before, folder), SegmentStore(folder))
        again = Recorder()
        again.windows = list(before.windows)
        frames = list(run(clip, again, folder, stored=SegmentStore(folder).scan()))
        assert len(frames) == clip.count
        assert len(again.windows) == len(whole.windows)
        for window, expected in zip(again.windows, whole.windows, strict=True):
            assert (window.start, window.done, window.emit_count) == (
                expected.start,
                expected.done,
                expected.emit_count,
            )
            assert np.array_equal(np.stack(window.frames), np.stack(expected.frames))
            assert [source.index for source in window.far] == [source.index for source in expected.far]


def test_only_a_few_frames_are_held_at_a_time(tmp_path: Path) -> None:
    clip = Clip(400, lambda at: at in (3, 390))
    loaded: list[int] = []
    original = clip.load

    def load(index: int, *, for_engine: bool) -> LoadedFrame:
        loaded.append(index)
        return original(index, for_engine=for_engine)

    clip.load = load  # type: ignore[method-assign]
    for given, _ in enumerate(run(clip, Recorder(), tmp_path)):
        assert len(loaded) - given <= PLAN.window + 1 + PLAN.far_count


def test_an_all_white_shot_is_told_by_its_frames(tmp_path: Path) -> None:
    engine = Recorder(NothingToFillFromError())
    with pytest.raises(NothingVisibleError, match="frames 0 to 11"):
        list(run(Clip(12, lambda _: True), engine, tmp_path))


def test_a_fault_of_the_engine_names_it(tmp_path: Path) -> None:
    with pytest.raises(EngineFaultError, match=r"recorder failed at frames 0 to 4 \(odd\)"):
        list(run(Clip(12, lambda _: True), Recorder(EngineError("odd")), tmp_path))


def test_an_engine_that_returns_other_frames_is_caught(tmp_path: Path) -> None:
    class Forgetful(Recorder):
        def complete(self, window: Window) -> list[Fill]:
            return super().complete(window)[1:]

    with pytest.raises(EngineFaultError, match="other frames"):
        list(run(Clip(12, lambda _: True), Forgetful(), tmp_path))


@pytest.mark.parametrize("fault", [{"top": 3}, {"left": 1}, {"rgb": np.zeros((4, 5, 3), np.uint16)}])
def test_a_fill_that_does_not_cover_the_hole_is_caught(tmp_path: Path, fault: dict[str, object]) -> None:
    class Careless(Recorder):
        def complete(self, window: Window) -> list[Fill]:
            return [replace(fill, **fault) for fill in super().complete(window)]  # type: ignore[arg-type]

    with pytest.raises(EngineFaultError, match="does not cover"):
        list(run(Clip(12, lambda _: True), Careless(), tmp_path))
