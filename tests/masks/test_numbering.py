from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from editor.masks.errors import MatteCountError
from editor.masks.numbering import Assignment, Numbering, assign


def assigned(
    mattes: Sequence[int],
    frames: Sequence[int],
    wanted: range | None = None,
    *,
    is_part: bool = False,
    keep_missing: bool = False,
) -> Assignment:
    every = range(len(frames)) if wanted is None else wanted
    return assign(Numbering(Path("mattes"), mattes, frames, every, is_part, keep_missing))


def test_mattes_carry_the_frames_numbers() -> None:
    result = assigned(range(1001, 1006), range(1001, 1006))
    assert result.matte_of == {0: 0, 1: 1, 2: 2, 3: 3, 4: 4}
    assert result.notice is None


def test_gaps_in_the_clip_are_gaps_in_the_mattes() -> None:
    result = assigned([7, 8, 12], [7, 8, 12])
    assert result.matte_of == {0: 0, 1: 1, 2: 2}
    assert result.notice is None


@pytest.mark.parametrize("start", [0, 1, 990])
def test_the_same_count_from_another_start_is_taken_with_a_notice(start: int) -> None:
    result = assigned(range(start, start + 5), range(1001, 1006))
    assert result.matte_of == {0: 0, 1: 1, 2: 2, 3: 3, 4: 4}
    assert result.notice is not None
    assert f"from {start}," in result.notice


def test_gaps_that_differ_are_refused() -> None:
    with pytest.raises(MatteCountError):
        assigned([0, 1, 2, 4], [5, 6, 7, 8])


def test_fewer_are_refused_and_the_first_gap_named() -> None:
    with pytest.raises(MatteCountError) as refused:
        assigned([0, 1, 3], range(4))
    assert (refused.value.matte_count, refused.value.frame_count) == (3, 4)
    assert "number 2" in str(refused.value)


def test_more_than_frames_are_refused() -> None:
    with pytest.raises(MatteCountError, match="6 mattes for 5 frames"):
        assigned(range(6), range(5))


def test_a_part_needs_only_its_own() -> None:
    result = assigned(range(100, 160), range(374), range(100, 160), is_part=True)
    assert result.matte_of[100] == 0
    assert result.matte_of[159] == 59
    assert result.notice is None


def test_a_part_takes_as_many_from_another_start() -> None:
    result = assigned(range(1, 11), range(50), range(20, 30), is_part=True)
    assert result.matte_of == {index: index - 20 for index in range(20, 30)}
    assert result.notice is not None


def test_a_part_may_have_all_from_another_start() -> None:
    result = assigned(range(1, 51), range(50), range(49, 50), is_part=True)
    assert result.matte_of[49] == 49


def test_without_a_part_a_few_are_not_enough() -> None:
    with pytest.raises(MatteCountError):
        assigned(range(10), range(50), range(50))


def test_missing_ones_are_kept_when_asked_for() -> None:
    result = assigned([1, 3], range(5), keep_missing=True)
    assert result.matte_of == {1: 0, 3: 1}
    assert result.notice is not None
    assert "3 of 5" in result.notice


def test_keeping_all_because_no_number_fits_is_refused() -> None:
    with pytest.raises(MatteCountError):
        assigned([100, 101], range(5), keep_missing=True)
