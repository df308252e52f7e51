from __future__ import annotations

from fractions import Fraction

import pytest
from clip_descriptions import clip_info

from editor.errors import UsageError
from editor.media.timecode import timecode_frames
from editor.render.frame_range import frame_index, frame_range, with_handles

NTSC = Fraction(30000, 1001)


def test_both_ends_are_included() -> None:
    assert frame_range("10-20", clip_info()) == range(10, 21)
    assert frame_range("7-7", clip_info()) == range(7, 8)
    assert frame_range(" 0 - 99 ", clip_info()) == range(100)
    assert frame_range(None, clip_info()) == range(100)


def test_the_files_own_numbers() -> None:
    clip = clip_info(50, first_number=1001)
    assert frame_range("#1001-#1050", clip) == range(50)
    assert frame_index("#1010", clip) == 9


def test_timecodes_count_from_the_clips_own() -> None:
    clip = clip_info(start_timecode="10:00:00:00")
    assert frame_range("10:00:00:05-10:00:01:04", clip) == range(5, 30)


def test_drop_frame_timecode_skips_two_numbers_a_minute_but_not_the_tenth() -> None:
    assert timecode_frames("00:00:59;29", NTSC) + 1 == timecode_frames("00:01:00;02", NTSC)
    assert timecode_frames("00:09:59;29", NTSC) + 1 == timecode_frames("00:10:00;00", NTSC)
    assert timecode_frames("01:00:00;00", NTSC) == 107892
    assert timecode_frames("01:00:00;00", Fraction(60000, 1001)) == 215784
    assert timecode_frames("01:00:00:00", NTSC) == 108000


@pytest.mark.parametrize("wrong", ["00:01:00;00", "00:00:00:30", "00:00:60:00", "00:60:00:00", "1:2"])
def test_timecodes_that_do_not_exist(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"timecode|there is no"):
        timecode_frames(wrong, NTSC)


@pytest.mark.parametrize(
    "wrong",
    ["", "10", "20-10", "a-b", "0-100", "-5", "5-", "#1-#2", "10:00:00:00-10:00:01:00", "1.5-3", "10--20"],
)
def test_what_is_no_range_is_refused(wrong: str) -> None:
    with pytest.raises(UsageError):
        frame_range(wrong, clip_info())


def test_numbers_without_a_file_and_frames_before_the_clip_are_refused() -> None:
    with pytest.raises(UsageError, match="#1001 to #1050"):
        frame_index("#900", clip_info(50, first_number=1001))
    with pytest.raises(UsageError, match="no frame 09:00:00:00"):
        frame_index("09:00:00:00", clip_info(start_timecode="10:00:00:00"))
    with pytest.raises(UsageError, match="there is no"):
        frame_index("10:00:00:25", clip_info(start_timecode="10:00:00:00"))


def test_handles_stay_in_the_clip() -> None:
    assert with_handles(range(10, 20), 5, clip_info()) == range(5, 25)
    assert with_handles(range(2, 98), 5, clip_info()) == range(100)
