"""The `file` elements: defined once, in full, and referred to by id afterwards."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from editor.timeline.media_paths import read_path
from editor.timeline.model import MediaKind, MediaReference, Numbering, Span
from editor.timeline.plate_fit import is_picture
from editor.timeline.xmeml.values import number, rate_of, timecode_of
from editor.timeline.xml_text.document import Element, XmlDocument

_NUMBERED = re.compile(r"(.*?)(\d+)(\.[^.]+)$", re.DOTALL)
_RANGED = re.compile(r"(.*)\[(\d+)-\d+\](\.[^.]+)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class MediaFile:
    """What a `file` says.

    Attributes
    ----------
    definition : Element
        The full element.
    rate : Fraction
        Frames per second of the media.
    start : Fraction
        Timecode of its first frame, in frames at `rate`.
    reference : MediaReference
        The same for the model.
    is_still : bool
        Whether it is one picture that lasts as long as one likes.
    """

    definition: Element
    rate: Fraction
    start: Fraction
    reference: MediaReference
    is_still: bool


class MediaFiles:
    """All files of a document.

    Parameters
    ----------
    document : XmlDocument
        An xmeml document.
    """

    def __init__(self, document: XmlDocument) -> None:
        self._definitions: dict[str, Element] = {}
        self._files: dict[tuple[int, Fraction, bool], MediaFile] = {}
        for element in document.root.descendants("file"):
            if has_content(element):
                self._definitions.setdefault(element.attributes.get("id", ""), element)

    def definition(self, element: Element) -> Element | None:
        """Find the full element that a `file` is or refers to; None if there is none."""
        if has_content(element):
            return element
        return self._definitions.get(element.attributes.get("id", ""))

    def read(self, element: Element, default_rate: Fraction, *, is_still: bool) -> MediaFile | None:
        """Read what a `file` is or refers to; None for one that is nowhere defined.

        Parameters
        ----------
        element : Element
            In a clip.
        default_rate : Fraction
            For files without a rate of their own.
        is_still : bool
            Whether the clip says that it is one picture.
        """
        definition = self.definition(element)
        if definition is None:
            return None
        key = (definition.row, default_rate, is_still)
        if key not in self._files:
            self._files[key] = _describe(definition, default_rate, is_still=is_still)
        return self._files[key]


def has_content(file: Element) -> bool:
    """Say whether a `file` is described in full, not referred to."""
    return file.document.table.lasts[file.row] != file.row


def _describe(definition: Element, default_rate: Fraction, *, is_still: bool) -> MediaFile:
    definition = definition.indexed()
    rate = rate_of(definition) or default_rate
    timecode = timecode_of(definition, rate)
    start = Fraction(0)
    if timecode is not None:
        start = timecode.start
        if timecode.rate != rate:
            start = start * round(rate) / round(timecode.rate)
    duration = number(definition.text_of("duration"))
    target = definition.text_of("pathurl")
    name = read_path(target).name if target else ""
    is_still = is_still or (is_picture(name) and (duration is None or duration <= 1))
    duration = 1 if is_still else duration
    numbering = _numbering(name) if is_picture(name) and not is_still else None
    reference = MediaReference(
        locator=(definition.row,),
        kind=_kind(definition, target, numbering),
        name=definition.text_of("name") or "",
        target=target[: target.rfind("/")] if target and numbering else target or None,
        available=None if duration is None or duration <= 0 else Span(start, Fraction(duration), rate),
        numbering=numbering,
        reel=definition.text_of("timecode", "reel", "name") or None,
        size=size_of(definition) or size_of(definition.child("media", "video", "samplecharacteristics")),
        is_drop_frame=None if timecode is None else timecode.is_drop_frame,
    )
    return MediaFile(definition, rate, start, reference, is_still)


def _kind(definition: Element, target: str | None, numbering: Numbering | None) -> MediaKind:
    if numbering is not None:
        return MediaKind.SEQUENCE
    if target:
        return MediaKind.FILE
    return MediaKind.MISSING if definition.child("mediaSource") is None else MediaKind.GENERATOR


def _numbering(name: str) -> Numbering | None:
    match = _RANGED.fullmatch(name) or _NUMBERED.fullmatch(name)
    if match is None or len(match[2]) > 18:
        return None
    return Numbering(match[1], match[3], padding=len(match[2]), first=int(match[2]))


def size_of(element: Element | None) -> tuple[int, int] | None:
    """Read width and height inside an element."""
    if element is None:
        return None
    width, height = number(element.text_of("width")), number(element.text_of("height"))
    return None if not width or not height else (int(width), int(height))
