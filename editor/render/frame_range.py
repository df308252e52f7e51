"""Which frames the user means: indices, the files' own numbers, or timecodes."""

from __future__ import annotations

from editor.errors import UsageError
from editor.media.picture import ClipInfo
from editor.media.timecode import is_timecode, timecode_frames


def frame_index(text: str, clip: ClipInfo) -> int:
    """Find the frame that a text names.

    Parameters
    ----------
    text : str
        An index from 0, `#` and the number in a file's name, or a timecode.
    clip : ClipInfo
        The clip.

    Returns
    -------
    int
        Index of a frame of the clip.

    Raises
    ------
    UsageError
        If the text is none of these, or the clip has no such frame.
    """
    index = _index(text, clip)
    if not 0 <= index < clip.frame_count:
        last = clip.frame_count - 1
        raise UsageError(f"it has no frame {text}", remedy=f"name frames from 0 to {last}", path=clip.path)
    return index


def frame_range(text: str | None, clip: ClipInfo) -> range:
    """Find the frames that a text like `10-20` names.

    Parameters
    ----------
    text : str or None
        Two frames as `frame_index` takes them, both inclusive, joined by a hyphen; None for all.
    clip : ClipInfo
        The clip.

    Raises
    ------
    UsageError
        If the text is no range of frames of the clip.
    """
    if text is None:
        return range(clip.frame_count)
    first, hyphen, last = text.strip().partition("-")
    if not hyphen:
        raise _no_range(text)
    start, stop = frame_index(first.strip(), clip), frame_index(last.strip(), clip) + 1
    if stop <= start:
        raise _no_range(text)
    return range(start, stop)


def with_handles(frames: range, handles: int, clip: ClipInfo) -> range:
    """Add so many frames on both ends, as far as the clip has them."""
    return range(max(0, frames.start - handles), min(clip.frame_count, frames.stop + handles))


def _index(text: str, clip: ClipInfo) -> int:
    if is_timecode(text):
        return _index_of_timecode(text, clip)
    if text.startswith("#") and text[1:].isdecimal():
        return _index_of_number(int(text[1:]), clip)
    if text.isdecimal():
        return int(text)
    raise UsageError(
        f"{text!r} is no frame", remedy="give an index from 0, #1001 for a file's number, or a timecode"
    )


def _index_of_number(number: int, clip: ClipInfo) -> int:
    if number in clip.file_numbers:
        return clip.file_numbers.index(number)
    if not clip.file_numbers:
        raise UsageError(
            f"frames of a movie have no number like #{number}", remedy="count from 0", path=clip.path
        )
    first, last = clip.file_numbers[0], clip.file_numbers[-1]
    raise UsageError(
        f"no picture has the number {number}", remedy=f"choose from #{first} to #{last}", path=clip.path
    )


def _index_of_timecode(text: str, clip: ClipInfo) -> int:
    if clip.start_timecode is None:
        raise UsageError("it has no timecode", remedy="count frames from 0", path=clip.path)
    try:
        return timecode_frames(text, clip.rate) - timecode_frames(clip.start_timecode, clip.rate)
    except ValueError as error:
        raise UsageError(str(error), remedy="correct the timecode", path=clip.path) from error


def _no_range(text: str) -> UsageError:
    return UsageError(f"{text!r} is no range of frames", remedy="give the first and the last like 10-20")
