"""Media of a timeline: found on this machine, or offline and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from editor.media.picture import ClipInfo
from editor.media.timecode import timecode_frames
from editor.timeline.model import MediaReference, Span

_MOST_FRAMES_A_SECOND = 240
_SAME_RATE = Fraction(1, 500)


class How(Enum):
    """How media was found."""

    AS_WRITTEN = "as written"
    SEARCHED = "searched"


@dataclass(frozen=True, slots=True)
class FoundMedia:
    """Media on this machine.

    Attributes
    ----------
    clip : str
        What `open_clip` takes: a movie, a picture or a pattern.
    info : ClipInfo
        From its probe.
    how : How
        How it was found.
    """

    clip: str
    info: ClipInfo
    how: How

    def frames(self, span: Span, reference: MediaReference) -> tuple[Fraction, Fraction]:
        """Turn a span on the document's source clock into frames of the file.

        Returns
        -------
        first, end : Fraction
            Index of the first frame, and of the one after the last; not rounded, and perhaps beyond the file.
        """
        factor = self._factor(span.rate)
        first = (span.start - self.clock_start(span, reference)) * factor
        return first, first + span.duration * factor

    def span(self, frames: range, used: Span, reference: MediaReference) -> Span:
        """Turn frames of the file into a span on the document's source clock.

        Parameters
        ----------
        frames : range
            Indices of frames.
        used : Span
            A span of the document that tells which clock it counts by.
        reference : MediaReference
            The media.
        """
        factor = self._factor(used.rate)
        start = self.clock_start(used, reference) + frames.start / factor
        return Span(start, len(frames) / factor, used.rate)

    def clock_start(self, used: Span, reference: MediaReference) -> Fraction:
        """Say what the document's source clock shows at the first frame of the file.

        Documents count from the embedded timecode, from 0 though there is one, or pictures by their numbers;
        and a file may have been trimmed since. What the document says of the media counts if it is as long
        as the file.
        """
        written = reference.available.at(used.rate) if reference.available is not None else None
        length = self.info.frame_count / self._factor(used.rate)
        candidates = [self.timecode_start(used.rate), Fraction(0)]
        candidates += [Fraction(number) for number in self.info.file_numbers[:1]]
        if written is not None:
            is_whole = abs(written.duration - length) <= 1
            candidates.insert(0 if is_whole or candidates[0] is None else 1, written.start)
        known = [start for start in candidates if start is not None]
        return next((start for start in known if start <= used.start < start + length), known[0])

    def timecode_start(self, rate: Fraction) -> Fraction | None:
        """Return the file's own start timecode in frames of a document's rate, if it has one."""
        if self.info.start_timecode is None:
            return None
        try:
            counted = rate if self.info.is_sequence else self.info.rate
            return timecode_frames(self.info.start_timecode, counted) / self._factor(rate)
        except ValueError:
            return None

    def _factor(self, rate: Fraction) -> Fraction:
        """Frames of the file for each of the document: 1 for two roundings of one rate, and for pictures."""
        if self.info.is_sequence:
            return Fraction(1)
        ratio = self.info.rate / rate
        return Fraction(1) if abs(ratio - 1) < _SAME_RATE and rate <= _MOST_FRAMES_A_SECOND else ratio


@dataclass(frozen=True, slots=True)
class Offline:
    """Media that was not found.

    Attributes
    ----------
    why : str
        In words.
    """

    why: str
