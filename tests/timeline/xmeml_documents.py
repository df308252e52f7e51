"""Small xmeml documents, written like Premiere's."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor
from pathlib import Path

from edits_read import edit_of

from editor.timeline.editing import PlaceAbove, Plate, Replace
from editor.timeline.model import Clip, Span, Timeline
from editor.timeline.xmeml.dialect import XmemlDialect

PATH = Path("/edit/cut.xml")
DIALECT = XmemlDialect()
MEDIA = "file://localhost/D%3a/media/a%20b.mov"


def rate(timebase: int, ntsc: str = "FALSE") -> str:
    return f"<rate><timebase>{timebase}</timebase><ntsc>{ntsc}</ntsc></rate>"


def file(
    name: str = "file-1",
    *,
    frame: int | None = 0,
    duration: int | None = 1000,
    url: str | None = MEDIA,
    rate_text: str = rate(25),
    more: str = "",
) -> str:
    timecode = (
        f"<timecode>{rate_text}<string>00:00:00:00</string><frame>{frame}</frame>"
        f"<displayformat>NDF</displayformat><reel><name>A001</name></reel></timecode>"
    )
    parts = [
        "<name>a b.mov</name>",
        f"<pathurl>{url}</pathurl>" if url else "",
        rate_text,
        f"<duration>{duration}</duration>" if duration is not None else "",
        timecode if frame is not None else "",
        "<media><video><samplecharacteristics><width>1920</width><height>1080</height>"
        "</samplecharacteristics></video><audio><channelcount>2</channelcount></audio></media>",
        more,
    ]
    return f'<file id="{name}">{"".join(parts)}</file>'


def clip(
    start: int,
    end: int,
    first: int,
    last: int,
    *,
    number: int = 1,
    media: str | None = None,
    more: str = "",
    rate_text: str = rate(25),
    enabled: str = "TRUE",
    duration: int = 1000,
) -> str:
    return (
        f'<clipitem id="clipitem-{number}"><masterclipid>masterclip-{number}</masterclipid>'
        f"<name>shot {number}</name><enabled>{enabled}</enabled><duration>{duration}</duration>{rate_text}"
        f"<start>{start}</start><end>{end}</end><in>{first}</in><out>{last}</out>"
        f"{file() if media is None else media}{more}</clipitem>"
    )


def transition(start: int, end: int, alignment: str = "center", more: str = "") -> str:
    return (
        f"<transitionitem><start>{start}</start><end>{end}</end><alignment>{alignment}</alignment>{more}"
        f"{rate(25)}<effect><name>Cross Dissolve</name></effect></transitionitem>"
    )


def time_remap(speed: str, *, graph: str = "", reverse: str = "FALSE", variable: int = 0) -> str:
    keys = "".join(
        f"<keyframe><when>{when}</when><value>{value}</value></keyframe>"
        for when, value in (pair.split(":") for pair in graph.split())
    )
    graphdict = f"<parameter><parameterid>graphdict</parameterid><value>0</value>{keys}</parameter>"
    return (
        "<filter><effect><effectid>timeremap</effectid><parameter><parameterid>variablespeed</parameterid>"
        f"<value>{variable}</value></parameter><parameter><parameterid>speed</parameterid><value>{speed}</value>"
        "</parameter><parameter><parameterid>reverse</parameterid>"
        f"<value>{reverse}</value></parameter>{graphdict if graph else ''}</effect></filter>"
    )


def basic_motion(*whens: int) -> str:
    keys = "".join(f"<keyframe><when>{when}</when><value>50</value></keyframe>" for when in whens)
    return (
        "<filter><effect><effectid>basic</effectid><parameter><parameterid>scale</parameterid>"
        f"<value>100</value>{keys}</parameter></effect></filter>"
    )


def sequence(*tracks: str, rate_text: str = rate(25), name: str = "cut", more: str = "") -> str:
    inside = "".join(f"<track>{track}<enabled>TRUE</enabled></track>" for track in tracks)
    return (
        f'<sequence id="{name}"><name>{name}</name>{rate_text}<media><video>{inside}</video></media>{more}'
        "</sequence>"
    )


def document(*tracks: str, rate_text: str = rate(25), more: str = "") -> bytes:
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE xmeml>\n<xmeml version="4">'
    return f"{head}{sequence(*tracks, rate_text=rate_text, more=more)}</xmeml>".encode()


def read(data: bytes) -> Timeline:
    return DIALECT.read(data, PATH)


def clips(data: bytes) -> list[Clip]:
    sequence = edit_of(read(data))
    return [item for track in sequence.tracks for item in track.items if isinstance(item, Clip)]


def plate_for(clip: Clip, handles: int = 8, name: str = "sh010_cleanplate_v001") -> Plate:
    source, available = clip.source, clip.media[0].available
    assert source is not None
    start, end = floor(source.start) - handles, ceil(source.end) + handles
    if available is not None:
        start, end = max(start, floor(available.start)), min(end, ceil(available.end))
    suffix = ".png" if available is not None and available.duration == 1 else ".mov"
    span = Span(Fraction(start), Fraction(end - start), source.rate)
    return Plate(Path(f"/plates/{name}{suffix}"), name, span)


def replaced(data: bytes, clip: Clip, plate: Plate) -> bytes:
    return DIALECT.patch(data, PATH, [Replace(clip.locator, plate)])


def placed(data: bytes, clip: Clip, plate: Plate) -> bytes:
    edit = PlaceAbove(clip.locator, plate, clip.record, Fraction(0), "CLEAN v001")
    return DIALECT.patch(data, PATH, [edit])
