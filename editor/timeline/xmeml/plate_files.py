"""A `file` for a clean plate, written like the one of the media that it stands for."""

from __future__ import annotations

import re
from fractions import Fraction
from math import ceil
from pathlib import Path

from editor.media.timecode import timecode_after
from editor.timeline.editing import Plate
from editor.timeline.media_paths import read_path, write_like
from editor.timeline.plate_fit import file_of
from editor.timeline.xmeml.files import MediaFile
from editor.timeline.xmeml.ids import FreshIds
from editor.timeline.xmeml.values import rate_of
from editor.timeline.xml_text.document import Element, XmlDocument
from editor.timeline.xml_text.edits import XmlEdits
from editor.timeline.xml_text.style import Markup, XmlStyle, indentation_of, reindented

_SEPARATOR = re.compile(r"[:;.]")


class PlateFiles:
    """The files of plates that are added to a document: each is defined where it comes first.

    Parameters
    ----------
    document : XmlDocument
        The original.
    style : XmlStyle
        Its hand.
    path : Path
        Where the edited document will lie.
    ids : FreshIds
        Of files.
    """

    def __init__(self, document: XmlDocument, style: XmlStyle, path: Path, ids: FreshIds) -> None:
        self._document = document
        self._style = style
        self._path = path
        self._ids = ids
        self._written: dict[Plate, str] = {}

    def source(self, plate: Plate, original: MediaFile, indentation: str) -> str:
        """Write the `file` of a plate: in full the first time, as a reference afterwards.

        Parameters
        ----------
        plate : Plate
            The new media.
        original : MediaFile
            What it stands for.
        indentation : str
            Of the line on which it is put.
        """
        if plate in self._written:
            return self._style.render(Markup("file", attributes={"id": self._written[plate]}), "")
        self._written[plate] = self._ids.next(plate.name)
        source = self._definition(plate, original)
        return reindented(source, indentation_of(original.definition) or "", indentation)

    def _definition(self, plate: Plate, original: MediaFile) -> str:
        edits, definition = XmlEdits(self._document, self._style), original.definition
        path = file_of(plate, _name(original))
        edits.set_attributes(definition, {"id": self._written[plate]})
        for name in definition.children("name"):
            edits.set_text(name, path.name if _has_suffix(name.text, original) else plate.name)
        for url in definition.children("pathurl"):
            edits.set_text(url, write_like(url.text.strip(), path, self._path))
        for duration in (definition.child("duration"), definition.child("media", "video", "duration")):
            if duration is not None:
                edits.set_text(duration, number_like(duration, plate.available.duration))
        for media in definition.children("media"):
            for sound in media.children("audio"):
                edits.remove(sound)
        self._set_timecode(edits, plate, original)
        return edits.excerpt(definition)

    def _set_timecode(self, edits: XmlEdits, plate: Plate, original: MediaFile) -> None:
        start = plate.available.start
        timecode = original.definition.child("timecode")
        if start == original.start:
            return
        if timecode is None:
            self._add_timecode(edits, plate, original)
            return
        rate = rate_of(timecode) or original.rate
        frame = int(start if rate == original.rate else start * round(rate) / round(original.rate))
        for element in timecode.children("frame"):
            edits.set_text(element, str(frame))
        for element in timecode.children("string"):
            edits.set_text(element, _label_like(element.text.strip(), frame, rate, plate))

    def _add_timecode(self, edits: XmlEdits, plate: Plate, original: MediaFile) -> None:
        start = int(plate.available.start)
        is_ntsc = original.rate.denominator != 1
        rate = (Markup("timebase", str(round(original.rate))), Markup("ntsc", "TRUE" if is_ntsc else "FALSE"))
        timecode = Markup(
            "timecode",
            (
                Markup("rate", rate),
                Markup("string", _label_like("00:00:00:00", start, original.rate, plate)),
                Markup("frame", str(start)),
                Markup("displayformat", "DF" if plate.is_drop_frame else "NDF"),
            ),
        )
        edits.append(original.definition, timecode)


def number_like(element: Element, value: Fraction | int) -> str:
    """Write a number as an element's present one is written: whole, or with decimals."""
    if "." not in element.text:
        return str(ceil(value) if value.denominator != 1 else int(value))
    text = f"{float(value):.6f}".rstrip("0")
    return text + "0" if text.endswith(".") else text


def _has_suffix(name: str, original: MediaFile) -> bool:
    """Say whether a name ends as the file's does."""
    stem, dot, ending = name.rpartition(".")
    return bool(stem and dot and ending) and _name(original).endswith(f".{ending}")


def _name(original: MediaFile) -> str:
    return read_path(original.definition.text_of("pathurl") or "").name


def _label_like(text: str, frame: int, rate: Fraction, plate: Plate) -> str:
    """Write a timecode with the separators of another (Premiere writes `00;00;00;00`)."""
    is_drop = ";" in text or bool(plate.is_drop_frame)
    label = timecode_after("00:00:00;00" if is_drop else "00:00:00:00", frame, rate)
    separators = iter(_SEPARATOR.findall(text))
    return _SEPARATOR.sub(lambda match: next(separators, match[0]), label)
