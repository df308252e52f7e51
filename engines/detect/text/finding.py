"""When and where text is burned into a shot."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from engines.detect.text.apart import with_letters_apart
from engines.detect.text.letters import (
    FEWEST_LETTERS,
    Mask,
    Rgb,
    find_lines,
    strokes_of,
    value_of,
    working_picture,
)
from engines.detect.text.outline import full_size_matte
from engines.detect.text.tracking import Track

_CALM = 12.0
_MOVES = 3.0, 4.0
_JUMP = 30.0
_MOST_OF_IT, _LEAST_OF_IT = 70, 30
_OUTLINE_OF_HEIGHT = 0.12
_STILL_AROUND = 0.4
_LOOKS = 3
_COMPANY = 2
_SAME_LINE, _SAME_HEIGHT, _SAME_VALUE = 0.15, 0.25, 20.0
_BRIGHT = 200.0
_SAME_FRAMES = 2


@dataclass(frozen=True, slots=True)
class TextSettings:
    """How closely to look.

    Attributes
    ----------
    step : int
        Every so many frames are looked at; where text comes and goes is then found to the frame.
    fewest_samples : int
        Text that is seen less often is none.
    regions : tuple of tuple of four floats
        Left, top, right and bottom as fractions of the picture, outside of which nothing is looked for; none
        for all of it.
    wants_scene_text : bool
        Whether text that may belong to the scene is taken, too.
    """

    step: int = 4
    fewest_samples: int = 3
    regions: tuple[tuple[float, float, float, float], ...] = ()
    wants_scene_text: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class TextEvent:
    """One line of text from its first frame to its last.

    Attributes
    ----------
    frames : range
        Frames that show it.
    top, left : int
        Where the matte lies in the picture, in pixels.
    matte : ndarray
        H x W, uint8: 255 where letters, outline and shadow are.
    confidence : float
        0 to 1.
    """

    frames: range
    top: int
    left: int
    matte: NDArray[np.uint8]
    confidence: float


@dataclass(slots=True, eq=False)
class _Look:
    """One picture as tracks look at it."""

    value: NDArray[np.uint8]
    strokes: Mask


def find_text(
    read: Callable[[int], Rgb],
    shots: Sequence[range],
    settings: TextSettings,
    tell: Callable[[int], None] = lambda _: None,
) -> list[TextEvent]:
    """Find the text that is burned into a clip.

    Parameters
    ----------
    read : callable
        Gives a frame by its index: H x W x 3, uint8.
    shots : sequence of range
        Frames without a cut between them.
    settings : TextSettings
        How closely to look.
    tell : callable
        Is told each frame that was looked at, ascending; may raise to stop.

    Returns
    -------
    list of TextEvent
        By first frame, then from top to bottom.
    """
    candidates = [one for shot in shots if shot for one in _candidates(read, shot, settings, tell)]
    believed = [
        one
        for one in candidates
        if settings.wants_scene_text or one.is_overlay or _has_company(one, candidates)
    ]
    events = [_event(one, read) for one in believed]
    return sorted(_joined(events), key=lambda event: (event.frames.start, event.top, event.left))


@dataclass(frozen=True, slots=True, eq=False)
class _Candidate:
    """A line of letters, and how it behaved.

    Attributes
    ----------
    frames : range
        Frames that show it.
    letters : ndarray
        Of the track's box, at working size.
    calm, moves : float
        Unrest of the letters over time, and of what is around them, in levels.
    contrasts : bool
        Whether it came or went while all around stayed.
    """

    track: Track
    frames: range
    letters: Mask
    calm: float
    moves: float
    contrasts: bool

    @property
    def is_overlay(self) -> bool:
        """Whether its own behaviour tells that it is no part of the scene."""
        stays = self.moves >= _MOVES[0] * self.calm + _MOVES[1]
        return self.calm <= _CALM and (self.contrasts or stays)

    @property
    def confidence(self) -> float:
        """From 0 to 1."""
        return 0.5 + 0.5 * max(0.0, 1 - self.calm / _CALM) * (1.0 if self.contrasts else 0.8)


def _candidates(
    read: Callable[[int], Rgb], shot: range, settings: TextSettings, tell: Callable[[int], None]
) -> Iterator[_Candidate]:
    step = max(1, min(settings.step, len(shot) // settings.fewest_samples))
    for track in _followed(read, shot, step, settings, tell):
        letters, around = _parts(track)
        if (
            cv2.connectedComponents(letters.astype(np.uint8))[0] > FEWEST_LETTERS
        ):  # the background is one more
            shown, contrasts = _ends(track, read, shot, step, letters, around)
            calm = float(np.median(track.unrest[letters]))
            moves = float(np.percentile(track.unrest[around], _LEAST_OF_IT)) if around.any() else 0.0
            yield _Candidate(track, shown, letters, calm, moves, contrasts)


def _has_company(one: _Candidate, all_of_them: Sequence[_Candidate]) -> bool:
    """Whether other text stands on the same line at other times: subtitles do, the scene's text does not."""
    height = one.track.height_px
    company = {
        other.frames.start
        for other in all_of_them
        if (other.frames.stop <= one.frames.start or one.frames.stop <= other.frames.start)
        and abs(other.track.bottom - one.track.bottom) <= max(2.0, _SAME_LINE * height)
        and abs(other.track.height_px - height) <= _SAME_HEIGHT * height
        and abs(other.track.value - one.track.value) <= _SAME_VALUE
    }
    return one.calm <= _CALM and one.track.value >= _BRIGHT and len(company) >= _COMPANY


def _event(one: _Candidate, read: Callable[[int], Rgb]) -> TextEvent:
    shown = one.frames
    pictures = [read(int(index)) for index in np.linspace(shown[0], shown[-1], min(_LOOKS, len(shown)))]
    letters = with_letters_apart(one.track, one.letters)
    top, left, matte = full_size_matte(one.track, letters, pictures)
    return TextEvent(shown, top, left, matte, one.confidence)


def _joined(events: Sequence[TextEvent]) -> list[TextEvent]:
    """Make one of events that are there at the same time and touch: a line whose words were found apart."""
    left = list(events)
    joined: list[TextEvent] = []
    while left:
        event = left.pop()
        partner = next((other for other in left if _belong_together(event, other)), None)
        if partner is None:
            joined.append(event)
        else:
            left.remove(partner)
            left.append(_union(event, partner))
    return joined


def _belong_together(one: TextEvent, other: TextEvent) -> bool:
    is_same_time = (
        abs(one.frames.start - other.frames.start) <= _SAME_FRAMES
        and abs(one.frames.stop - other.frames.stop) <= _SAME_FRAMES
    )
    height, width = one.matte.shape
    other_height, other_width = other.matte.shape
    return (
        is_same_time
        and one.top < other.top + other_height
        and other.top < one.top + height
        and one.left < other.left + other_width
        and other.left < one.left + width
    )


def _union(one: TextEvent, other: TextEvent) -> TextEvent:
    top, left = min(one.top, other.top), min(one.left, other.left)
    bottom = max(each.top + each.matte.shape[0] for each in (one, other))
    right = max(each.left + each.matte.shape[1] for each in (one, other))
    matte = np.zeros((bottom - top, right - left), np.uint8)
    for each in (one, other):
        height, width = each.matte.shape
        place = matte[each.top - top : each.top - top + height, each.left - left : each.left - left + width]
        np.maximum(place, each.matte, out=place)
    frames = range(min(one.frames.start, other.frames.start), max(one.frames.stop, other.frames.stop))
    return TextEvent(frames, top, left, matte, max(one.confidence, other.confidence))


def _followed(
    read: Callable[[int], Rgb],
    frames: range,
    step: int,
    settings: TextSettings,
    tell: Callable[[int], None],
) -> list[Track]:
    live: list[Track] = []
    over: list[Track] = []
    for index in sorted({*frames[::step], frames[-1]}):
        look = _look(read(index))
        shown = [track for track in live if track.is_in(look.strokes, look.value)]
        for track in live:
            track.misses += track not in shown
        for track in shown:
            track.add(index, look.strokes, look.value)
        for line in find_lines(look.value):
            inside = _is_inside(line.top, line.left, line.bottom, line.right, look.value.shape, settings)
            if inside and not any(track.explains(line) for track in shown):
                track = Track(line, look.value.shape)
                track.add(index, look.strokes, look.value)
                live.append(track)
                shown.append(track)
        over += [track for track in live if track.is_over]
        live = [track for track in live if not track.is_over]
        tell(index)
    return [track for track in [*over, *live] if len(track.samples) >= settings.fewest_samples]


def _look(rgb: Rgb) -> _Look:
    value = value_of(working_picture(rgb))
    return _Look(value, strokes_of(value) > 0)


def _is_inside(
    top: int, left: int, bottom: int, right: int, shape: tuple[int, ...], settings: TextSettings
) -> bool:
    x, y = (left + right) / 2 / shape[1], (top + bottom) / 2 / shape[0]
    inside = (one[0] <= x <= one[2] and one[1] <= y <= one[3] for one in settings.regions)
    return not settings.regions or any(inside)


def _parts(track: Track) -> tuple[Mask, Mask]:
    """Return the letters, and what lies around them but is neither outline nor shadow."""
    letters = track.letters
    near = max(2, round(0.3 * track.height_px))
    far = near + max(3, round(0.5 * track.height_px))
    return letters, _grown(letters, far) & ~_grown(letters, near)


def _ends(
    track: Track,
    read: Callable[[int], Rgb],
    frames: range,
    step: int,
    letters: Mask,
    around: Mask,
) -> tuple[range, bool]:
    """Find the first and the last frame, and whether the letters come or go while all around stays."""
    first, last = track.samples[0], track.samples[-1]
    contrasts = False
    start, stop = first, last + 1
    for direction in (-1, 1):
        at = first if direction < 0 else last
        inside = _look(read(at))
        limit = max(frames.start - 1, first - step) if direction < 0 else min(frames.stop, last + 2 * step)
        for index in range(at + direction, limit + direction, direction):
            if index not in frames:
                break
            look = _look(read(index))
            if not track.is_in(look.strokes, look.value):
                contrasts |= _jumps(inside, look, track, letters, around)
                break
            inside = look
            if direction < 0:
                start = index
            else:
                stop = index + 1
    return range(start, stop), contrasts


def _jumps(shown: _Look, gone: _Look, track: Track, letters: Mask, around: Mask) -> bool:
    change = cv2.absdiff(shown.value[track.place.area], gone.value[track.place.area]).astype(np.float32)
    written = _grown(letters, max(1, round(_OUTLINE_OF_HEIGHT * track.height_px)))
    jump = float(np.percentile(change[written], _MOST_OF_IT))
    return jump >= _JUMP and float(np.median(change[around])) <= _STILL_AROUND * jump


def _grown(mask: Mask, margin_px: int) -> Mask:
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * margin_px + 1, 2 * margin_px + 1))
    return cv2.dilate(mask.astype(np.uint8), kernel) > 0
