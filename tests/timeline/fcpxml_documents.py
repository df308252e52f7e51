"""Small FCPXML documents, written like Final Cut's."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor
from pathlib import Path

from edits_read import edit_of

from editor.timeline.editing import PlaceAbove, Plate, Replace
from editor.timeline.fcpxml.dialect import FcpxmlDialect
from editor.timeline.model import Clip, Span, Timeline

PATH = Path("/edit/cut.fcpxml")
DIALECT = FcpxmlDialect()
FORMATS = (
    '<format id="r1" frameDuration="100/2500s" width="1920" height="1080"/>'
    '<format id="r2" frameDuration="1001/24000s" width="1920" height="1080"/>'
    '<format id="r3" frameDuration="100/2400s" width="1920" height="1080"/>'
)
REEL = '<metadata><md key="com.apple.proapps.studio.reel" value="A001"/><md key="x" value="y"/></metadata>'
WARPED = (
    '<timeMap><timept time="3600s" value="3600s" interp="smooth2"/>'
    '<timept time="3680s" value="3640s" interp="smooth2"/></timeMap>'
)


def asset(
    name: str = "r10",
    *,
    start: str = "3600s",
    duration: str = "40s",
    form: str = "r1",
    more: str = "",
    src: str = "file:///Users/x/a%20b.mov",
    inside: str = REEL,
) -> str:
    return (
        f'<asset id="{name}" name="a b" uid="X" start="{start}" duration="{duration}" hasVideo="1" '
        f'format="{form}" videoSources="1"{more}><media-rep kind="original-media" sig="X" src="{src}">'
        f"<bookmark>AAAA</bookmark></media-rep>{inside}</asset>"
    )


def clip(
    offset: str,
    start: str,
    duration: str,
    *,
    inside: str = "",
    more: str = "",
    ref: str = "r10",
    name: str = "shot",
) -> str:
    return (
        f'<asset-clip ref="{ref}" offset="{offset}" name="{name}" start="{start}" '
        f'duration="{duration}"{more}>{inside}</asset-clip>'
    )


def document(
    spine: str, *, resources: str = "", form: str = "r1", start: str = "0s", version: str = "1.11"
) -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE fcpxml>\n<fcpxml version="{version}"><resources>'
        f"{FORMATS}{resources or asset()}</resources><project name='cut'><sequence format=\"{form}\" "
        f'tcStart="{start}" tcFormat="NDF"><spine>{spine}</spine></sequence></project></fcpxml>'
    ).encode()


def read(data: bytes) -> Timeline:
    return DIALECT.read(data, PATH)


def clips(data: bytes) -> list[Clip]:
    sequence = edit_of(read(data))
    return [item for track in sequence.tracks for item in track.items if isinstance(item, Clip)]


def plate_for(clip: Clip, handles: int = 8, name: str = "sh010_cleanplate_v001") -> Plate:
    source, available = clip.source, clip.media[0].available
    assert source is not None
    assert available is not None
    start = max(floor(source.start) - handles, floor(available.start))
    end = min(ceil(source.end) + handles, ceil(available.end))
    suffix = ".png" if available.duration == 1 else ".mov"
    span = Span(Fraction(start), Fraction(end - start), source.rate)
    return Plate(Path(f"/plates/{name}{suffix}"), name, span)


def replaced(data: bytes, clip: Clip, plate: Plate) -> bytes:
    return DIALECT.patch(data, PATH, [Replace(clip.locator, plate)])


def placed(data: bytes, clip: Clip, plate: Plate) -> bytes:
    edit = PlaceAbove(clip.locator, plate, clip.record, Fraction(0), "CLEAN v001")
    return DIALECT.patch(data, PATH, [edit])
