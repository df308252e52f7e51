from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as some

from editor.render.schedule import Step, choose_far, schedule, split_shots


@dataclass(frozen=True)
class Plan:
    window: int
    overlap: int
    lookahead: int


PLAN = Plan(window=10, overlap=3, lookahead=2)


def holes(*indices: int) -> Callable[[int], bool]:
    return set(indices).__contains__


def steps(shot: range, has_hole: Callable[[int], bool], stored: dict[int, int] | None = None) -> list[Step]:
    return list(schedule(shot, has_hole, PLAN, stored or {}))


def test_windows_slide_with_finished_and_coming_frames() -> None:
    assert steps(range(20), lambda _: True) == [
        Step(range(10), range(8)),
        Step(range(5, 15), range(8, 13)),
        Step(range(10, 20), range(13, 20)),
    ]


def test_nothing_to_do_without_holes() -> None:
    assert steps(range(100), holes()) == []


def test_a_short_hole_in_a_long_shot_takes_one_small_window() -> None:
    assert steps(range(1000), holes(500, 502)) == [Step(range(497, 505), range(500, 503))]


def test_windows_without_holes_are_skipped() -> None:
    found = steps(range(1000), holes(0, 999))
    assert found == [Step(range(3), range(1)), Step(range(996, 1000), range(999, 1000))]


def test_one_frame_is_a_shot() -> None:
    assert steps(range(7, 8), holes(7)) == [Step(range(7, 8), range(7, 8))]


def test_finished_parts_are_taken_over() -> None:
    found = steps(range(20), lambda _: True, {0: 8, 13: 20})
    assert [step.is_stored for step in found] == [True, False, True]
    assert found[1] == Step(range(5, 15), range(8, 13))


def test_finished_parts_that_reach_over_the_cut_are_not_trusted() -> None:
    assert not steps(range(5), lambda _: True, {0: 8})[0].is_stored


@given(
    first=some.integers(0, 50),
    pattern=some.lists(some.booleans(), min_size=1, max_size=80),
    window=some.integers(1, 12),
    overlap=some.integers(0, 12),
    lookahead=some.integers(0, 12),
)
def test_every_hole_is_filled_once_and_in_order(
    first: int, pattern: list[bool], window: int, overlap: int, lookahead: int
) -> None:
    shot = range(first, first + len(pattern))
    filled: list[int] = []
    for step in schedule(shot, lambda at: pattern[at - first], Plan(window, overlap, lookahead), {}):
        assert len(step.window) <= max(window, overlap + 1)
        assert step.window.start in shot
        assert step.window.stop <= shot.stop
        assert step.filled.start - step.window.start <= overlap
        assert step.window.stop >= step.filled.stop
        assert pattern[step.filled.start - first]
        assert pattern[step.filled.stop - 1 - first]
        filled += step.filled
    assert filled == sorted(set(filled))
    assert {at for at in shot if pattern[at - first]} <= set(filled)


def test_shots_lie_between_cuts() -> None:
    assert split_shots(range(10, 50), (5, 10, 20, 49, 50)) == [range(10, 20), range(20, 49), range(49, 50)]
    assert split_shots(range(3), ()) == [range(3)]


def test_far_frames_are_spread_and_avoid_holes() -> None:
    chosen = choose_far(range(100), lambda at: 0.0 if at % 10 == 3 else 0.5, 4)
    assert len(chosen) == 4
    assert all(at % 10 == 3 for at in chosen)
    assert [at // 25 for at in chosen] == [0, 1, 2, 3]


@pytest.mark.parametrize("count", [0, 1, 5])
def test_far_frames_are_never_all_hole(count: int) -> None:
    assert choose_far(range(3), lambda _: 1.0, count) == ()
    assert len(choose_far(range(3), lambda _: 0.1, count)) == min(count, 3)
