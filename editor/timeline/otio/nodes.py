"""New nodes of an OTIO document, made after the pattern of those that are there."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path, PurePath

from editor.timeline.editing import Plate
from editor.timeline.media_paths import write_like
from editor.timeline.model import Span
from editor.timeline.otio.json_text import Value
from editor.timeline.otio.layout import Layout
from editor.timeline.otio.times import as_object, rational_time

_REFERENCE_KEYS = ("OTIO_SCHEMA", "metadata", "name", "available_range", "available_image_bounds")
_MOVIE_KEYS = (*_REFERENCE_KEYS, "target_url")
_PICTURE_KEYS = (
    *(*_REFERENCE_KEYS, "target_url_base", "name_prefix", "name_suffix", "start_frame", "frame_step"),
    *("rate", "frame_zero_padding", "missing_frame_policy"),
)
_OPTIONAL = ("metadata", "available_image_bounds", "name", "effects", "markers", "enabled")
_NEEDED_OF_TRACKS = ("OTIO_SCHEMA", "name", "children", "kind")


class Nodes:
    """Makes nodes in the layout of a document.

    Parameters
    ----------
    layout : Layout
        Of the document.
    document : Path
        Where it will lie.
    """

    def __init__(self, layout: Layout, document: Path) -> None:
        self._layout = layout
        self._document = document

    def time(self, frames: Fraction, rate: Fraction, like: Value = None) -> dict[str, Value]:
        """Make a RationalTime; its rate is written as in another one where that is the same rate."""
        written = as_object(like).get("rate")
        known = rational_time({"rate": written, "value": 0})
        is_same = known is not None and known[1] == rate
        values: dict[str, Value] = {
            "OTIO_SCHEMA": as_object(like).get("OTIO_SCHEMA", "RationalTime.1"),
            "rate": written if is_same else self._layout.number(rate),
            "value": self._layout.number(frames, as_object(like).get("value")),
        }
        return ordered(values, as_object(like) or values)

    def range(self, span: Span, like: Value = None) -> dict[str, Value]:
        """Make a TimeRange after the pattern of another one."""
        pattern = as_object(like)
        values: dict[str, Value] = {
            "OTIO_SCHEMA": pattern.get("OTIO_SCHEMA", "TimeRange.1"),
            "duration": self.time(span.duration, span.rate, pattern.get("duration")),
            "start_time": self.time(span.start, span.rate, pattern.get("start_time")),
        }
        return ordered(values, pattern or values)

    def reference(
        self, plate: Plate, like: Mapping[str, Value], neighbour: str | None, times: Value
    ) -> dict[str, Value]:
        """Make a media reference to a plate with the keys that another one has.

        Parameters
        ----------
        plate : Plate
            The plate.
        like : mapping
            A reference of the document.
        neighbour : str or None
            A path of the document, whose style the new path is written in.
        times : value
            A TimeRange of the document, after which the available range is written.
        """
        values: dict[str, Value] = {
            "metadata": {},
            "name": plate.name,
            "available_range": self.range(plate.available, times),
            "available_image_bounds": None,
            **self.target(plate, neighbour),
        }
        kind = "ExternalReference" if plate.numbering is None else "ImageSequenceReference"
        values["OTIO_SCHEMA"] = f"{kind}.1"
        if plate.numbering is not None:
            duration = as_object(as_object(values["available_range"]).get("duration"))
            values |= {"frame_step": 1, "missing_frame_policy": "error", "rate": duration["rate"]}
        usual = _MOVIE_KEYS if plate.numbering is None else _PICTURE_KEYS
        keys = [key for key in usual if key not in _OPTIONAL or key in like]
        return {key: values[key] for key in keys}

    def target(self, plate: Plate, neighbour: str | None) -> dict[str, Value]:
        """Return the members that say where a plate lies."""
        written = write_like(neighbour, plate.path, self._document)
        if plate.numbering is None:
            return {"target_url": written}
        numbering = plate.numbering
        return {
            "target_url_base": _as_folder(written, plate.path),
            "name_prefix": numbering.prefix,
            "name_suffix": numbering.suffix,
            "start_frame": numbering.first,
            "frame_zero_padding": numbering.padding,
        }

    def gap(self, duration: Fraction, rate: Fraction, like: Mapping[str, Value], times: Value) -> Value:
        """Make a gap with the keys that another item has."""
        values: dict[str, Value] = {
            "OTIO_SCHEMA": "Gap.1",
            "metadata": {},
            "name": "",
            "source_range": self.range(Span(Fraction(0), duration, rate), times),
            "effects": [],
            "markers": [],
            "enabled": True,
        }
        known = {key: value for key, value in values.items() if key not in _OPTIONAL or key in like}
        return ordered(known, like)

    def track(self, name: str, children: list[Value], like: Mapping[str, Value]) -> dict[str, Value]:
        """Make a video track with the keys that another one has."""
        resolve = as_object(like.get("metadata")).get("Resolve_OTIO")
        values: dict[str, Value] = {
            "OTIO_SCHEMA": like.get("OTIO_SCHEMA", "Track.1"),
            "metadata": {"Resolve_OTIO": resolve} if resolve is not None else {},
            "name": name,
            "source_range": None,
            "effects": [],
            "markers": [],
            "enabled": True,
            "color": None,
            "children": children,
            "kind": "Video",
        }
        known = {key: value for key, value in values.items() if key in like or key in _NEEDED_OF_TRACKS}
        return ordered(known, like)


def ordered(values: Mapping[str, Value], pattern: Mapping[str, Value]) -> dict[str, Value]:
    """Return members in the order that another object has them in."""
    keys = [*(key for key in pattern if key in values), *(key for key in values if key not in pattern)]
    return {key: values[key] for key in keys}


def _as_folder(written: str, path: PurePath) -> str:
    separator = "\\" if "\\" in written and path.drive else "/"
    return written if written.endswith(("/", "\\")) else written + separator
