"""The side-car on disk: one JSON file beside the timeline."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from editor.timeline.documents.saving import write_whole
from editor.timeline.errors import TimelineError
from editor.timeline.model import Span
from editor.timeline.sidecar.record import RecordedShot, RecordedUse

FORMAT = "cleanplate shots"
VERSION = 1
_LARGEST_BYTES = 64 << 20


@dataclass(frozen=True, slots=True)
class SideCar:
    """All shots of a timeline.

    Attributes
    ----------
    timeline : str
        Name of its file.
    handles : int
        Frames that were asked for on both ends.
    shots : tuple of RecordedShot
        The shots.
    """

    timeline: str
    handles: int
    shots: tuple[RecordedShot, ...]


def sidecar_path(timeline: Path) -> Path:
    """Name the side-car of a timeline."""
    return timeline.with_name(f"{timeline.name}.shots.json")


def save(sidecar: SideCar, path: Path) -> None:
    """Write a side-car, whole or not at all.

    Raises
    ------
    WriteError
        If the disk does not allow it.
    """
    document = {
        "format": FORMAT,
        "version": VERSION,
        "timeline": sidecar.timeline,
        "handles": sidecar.handles,
        "shots": [_shot_document(shot) for shot in sidecar.shots],
    }
    text = json.dumps(document, indent=2, ensure_ascii=False) + "\n"
    write_whole(text.encode("utf-8", "surrogateescape"), path, overwrite=True)


def load(path: Path) -> SideCar:
    """Read a side-car.

    Raises
    ------
    TimelineError
        If it is missing, damaged, or of a newer version.
    """
    try:
        if path.stat().st_size > _LARGEST_BYTES:
            raise ValueError("it is too large")
        document = json.loads(path.read_text("utf-8", "surrogateescape"))
        if document["format"] != FORMAT:
            raise ValueError("it is another kind of file")
        if document["version"] > VERSION:
            raise TimelineError("is of a newer version", remedy="update Cleanplate", path=path)
        shots = tuple(_shot(node) for node in document["shots"])
        return SideCar(str(document["timeline"]), int(document["handles"]), shots)
    except FileNotFoundError as error:
        raise TimelineError(
            "there is no such file", remedy="make it with `cleanplate timeline shots --save`", path=path
        ) from error
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise TimelineError(
            f"is no list of shots ({error})",
            remedy="make it anew with `cleanplate timeline shots --save`",
            path=path,
        ) from error


def merged(shots: Sequence[RecordedShot], others: Sequence[RecordedShot]) -> tuple[RecordedShot, ...]:
    """Put new shots in the place of old ones of the same name, and the rest behind them."""
    fresh = {shot.name: shot for shot in others}
    kept = [fresh.pop(shot.name, shot) for shot in shots]
    return (*kept, *fresh.values())


def _shot_document(shot: RecordedShot) -> dict[str, Any]:
    return {
        "name": shot.name,
        "media": shot.media,
        "target": shot.target,
        "reel": shot.reel,
        "clip": shot.clip,
        "needed": _span_document(shot.needed),
        "available": _span_document(shot.available),
        "frames": [shot.frames.start, shot.frames.stop - 1],
        "plates": list(shot.plates),
        "uses": [
            {
                "clip": use.clip,
                "track": use.track,
                "sequence": use.sequence,
                "record": _span_document(use.record),
            }
            for use in shot.uses
        ],
    }


def _shot(node: Any) -> RecordedShot:
    first, last = (int(number) for number in node["frames"])
    return RecordedShot(
        name=str(node["name"]),
        media=str(node["media"]),
        target=str(node["target"]),
        reel=str(node["reel"]),
        clip=str(node["clip"]),
        needed=_span(node["needed"]),
        available=_span(node["available"]),
        frames=range(first, last + 1),
        uses=tuple(
            RecordedUse(str(use["clip"]), str(use["track"]), str(use["sequence"]), _span(use["record"]))
            for use in node["uses"]
        ),
        plates=tuple(str(name) for name in node["plates"]),
    )


def _span_document(span: Span) -> dict[str, str]:
    return {"start": str(span.start), "duration": str(span.duration), "rate": str(span.rate)}


def _span(node: Any) -> Span:
    start, duration, rate = (Fraction(node[key]) for key in ("start", "duration", "rate"))
    if rate <= 0 or duration < 0:
        raise ValueError("a range is impossible")
    return Span(start, duration, rate)
