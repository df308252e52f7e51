"""Which matte belongs to which frame."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from editor.masks.errors import MatteCountError


@dataclass(frozen=True, slots=True)
class Numbering:
    """What is known of a clip's frames and of the mattes for them.

    Attributes
    ----------
    path : Path
        Where the mattes are, for messages.
    matte_numbers : sequence of int
        Number in each matte's name, ascending; for a matte movie its indices.
    frame_numbers : sequence of int
        Number of each of the clip's frames: its files' numbers, or its indices.
    wanted : range
        Frame indices that want a matte.
    is_part : bool
        Whether the user asked for that range, so that mattes for it alone are enough.
    keep_missing : bool
        Whether frames without a matte are to stay as they are.
    """

    path: Path
    matte_numbers: Sequence[int]
    frame_numbers: Sequence[int]
    wanted: range
    is_part: bool = False
    keep_missing: bool = False


@dataclass(frozen=True, slots=True)
class Assignment:
    """Which matte belongs to which frame.

    Attributes
    ----------
    matte_of : dict of int to int
        Frame index to position in the list of mattes.
    notice : str or None
        What the user should know about it.
    """

    matte_of: dict[int, int] = field(default_factory=dict)
    notice: str | None = None


def assign(numbering: Numbering) -> Assignment:
    """Give each frame its matte.

    Mattes carry the frames' numbers; as many from another start are taken in order, with a notice.

    Raises
    ------
    MatteCountError
        If frames lack a matte, or there are more mattes than frames.
    """
    mattes, frames = numbering.matte_numbers, numbering.frame_numbers
    if len(mattes) > len(frames):
        raise _refusal(numbering, "give one matte for each frame")
    by_number = _by_number(numbering)
    if len(by_number) < len(frames) and _counts_like(mattes, frames):
        return Assignment(dict(enumerate(range(len(mattes)))), _other_start(numbering, 0))
    if all(index in by_number for index in numbering.wanted):
        return Assignment(by_number)
    if numbering.is_part and _counts_like(mattes, [frames[index] for index in numbering.wanted]):
        in_order = dict(zip(numbering.wanted, range(len(mattes)), strict=True))
        return Assignment(in_order, _other_start(numbering, numbering.wanted.start))
    if numbering.keep_missing and by_number:
        kept = sum(index not in by_number for index in numbering.wanted)
        return Assignment(
            by_number, f"{kept} of {len(numbering.wanted)} frames have no matte and stay as they are"
        )
    raise _refusal(numbering, "give one matte for each frame, a --range of frames, or --missing keep")


def _by_number(numbering: Numbering) -> dict[int, int]:
    position = {number: at for at, number in enumerate(numbering.matte_numbers)}
    return {
        index: position[number] for index, number in enumerate(numbering.frame_numbers) if number in position
    }


def _counts_like(mattes: Sequence[int], frames: Sequence[int]) -> bool:
    """Whether both are as many and go up alike, or the mattes without any gap."""
    if len(mattes) != len(frames):
        return False
    steps = [number - mattes[0] for number in mattes]
    return steps == list(range(len(mattes))) or steps == [number - frames[0] for number in frames]


def _other_start(numbering: Numbering, first: int) -> str:
    number, frame_number = numbering.matte_numbers[0], numbering.frame_numbers[first]
    return f"the mattes count from {number}, the frames from {frame_number}: they are taken in order"


def _refusal(numbering: Numbering, remedy: str) -> MatteCountError:
    mattes, frames = len(numbering.matte_numbers), len(numbering.wanted)
    cause = f"{mattes} mattes for {frames} frames"
    known = _by_number(numbering)
    lacking = [numbering.frame_numbers[index] for index in numbering.wanted if index not in known]
    if lacking and mattes <= len(numbering.frame_numbers):
        cause += f", none with the number {lacking[0]}"
    return MatteCountError(cause, remedy=remedy, path=numbering.path, matte_count=mattes, frame_count=frames)
