"""An edit in another format, with the report of what that cannot carry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from editor.errors import UsageError
from editor.timeline.conversion.edl_writer import write_edl
from editor.timeline.conversion.fcpxml_writer import write_fcpxml
from editor.timeline.conversion.otio_writer import write_otio
from editor.timeline.conversion.report import losses
from editor.timeline.conversion.xmeml_writer import write_xmeml
from editor.timeline.model import Timeline

_WRITERS: dict[str, tuple[str, Callable[[Timeline], bytes]]] = {
    ".otio": ("otio", write_otio),
    ".xml": ("xmeml", write_xmeml),
    ".fcpxml": ("fcpxml", write_fcpxml),
    ".edl": ("edl", write_edl),
}


@dataclass(frozen=True, slots=True)
class Conversion:
    """A document in another format.

    Attributes
    ----------
    data : bytes
        The document.
    target : str
        Name of its dialect.
    losses : tuple of str
        What it does not have, as phrases that begin with a capital or a count.
    """

    data: bytes
    target: str
    losses: tuple[str, ...]


def convert(timeline: Timeline, out: Path) -> Conversion:
    """Write an edit anew in the format of a file's ending.

    Parameters
    ----------
    timeline : Timeline
        The edit.
    out : Path
        Where it will lie.

    Raises
    ------
    UsageError
        If the ending is that of no format, or the edit is empty.
    """
    if out.suffix.lower() not in _WRITERS:
        raise UsageError(
            f"nothing is converted to {out.suffix or 'a name without an ending'}",
            remedy=f"name it {' or '.join(out.stem + suffix for suffix in _WRITERS)}",
            path=out,
        )
    if not timeline.main:
        raise UsageError("the edit holds no sequence", remedy="export it again from the NLE", path=out)
    target, write = _WRITERS[out.suffix.lower()]
    return Conversion(write(timeline), target, tuple(losses(timeline, target)))
