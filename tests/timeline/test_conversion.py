"""Edits in other formats: what they carry comes back, and what they do not is told."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import opentimelineio as otio
import pytest
from otio_documents import (
    DIALECT,
    PATH,
    clip,
    clips_of,
    gap,
    marker,
    media,
    pictures,
    read,
    span,
    stack,
    timeline,
    track,
    transition,
    warp,
    written,
)

from editor.errors import UsageError
from editor.timeline.conversion.converting import convert
from editor.timeline.conversion.report import losses
from editor.timeline.conversion.xml_writing import Tag, lines
from editor.timeline.documents.dialects import dialect_of
from editor.timeline.model import Clip, Nest, Timeline, TrackKind, Transition

FORMATS = [".otio", ".xml", ".edl"]


def there_and_back(timeline: Timeline, suffix: str) -> Timeline:
    out = Path(f"cut{suffix}")
    rate = timeline.sequences[timeline.main[0]].rate
    data = convert(timeline, out).data
    return dialect_of(data, out, rate).read(data, out)


def shown(timeline: Timeline) -> list[tuple[Any, ...]]:
    return [(it.record, it.source, it.is_enabled) for it in clips_of(timeline)]


def ranged(start: float, duration: float, **more: Any) -> dict[str, Any]:
    return clip("a.mov", span(86400 + start, duration), media("/media/a b.mov", 86400.0, 500.0), **more)


@pytest.mark.parametrize("suffix", FORMATS)
def test_cuts_and_source_timecodes_come_back(suffix: str) -> None:
    edit = read(track(ranged(10, 20), ranged(50, 5), gap(12.0), ranged(100, 30)))
    back = there_and_back(edit, suffix)
    assert shown(back) == shown(edit)
    sequence = back.sequences[back.main[0]]
    assert (sequence.rate, sequence.start) == (24, 86400)
    assert {it.shown.target for it in clips_of(back) if it.shown} in (
        {"/media/a b.mov"},
        {"file://localhost/media/a%20b.mov"},
    )


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("speed", [0.5, 2.0, -1.0, -0.5])
def test_constant_speeds_come_back(suffix: str, speed: float) -> None:
    edit = read(track(ranged(10, 20, effects=[warp(speed)])))
    back = there_and_back(edit, suffix)
    assert shown(back) == shown(edit)
    (item,) = clips_of(back)
    assert item.retime is not None
    assert item.retime.speed == Fraction(str(speed))


@pytest.mark.parametrize("suffix", [".xml", ".fcpxml"])
def test_a_speed_ramp_comes_back_in_xml(suffix: str) -> None:
    rows = [[0.0, 0.0, False, 0.0], [0.5, 0.25, False, 0.0], [1.0, 2.0, False, 0.0]]
    ramp = {"OTIO_SCHEMA": "TimeEffect.1", "metadata": {"Resolve_OTIO": {"Key Frames": rows}}, "name": ""}
    edit = read(track(ranged(10, 24, effects=[ramp])))
    (item,), (back,) = clips_of(edit), clips_of(there_and_back(edit, suffix))
    assert item.retime is not None
    assert back.retime is not None
    assert (back.retime.kind, back.record) == (item.retime.kind, item.record)
    assert back.retime.curve == item.retime.curve
    assert item.source is not None
    assert back.source is not None
    assert (back.source.start, abs(back.source.end - item.source.end) <= 1) == (item.source.start, True)


@pytest.mark.parametrize("suffix", [".otio", ".xml"])
def test_transitions_come_back_where_their_cut_is(suffix: str) -> None:
    edit = read(track(ranged(10, 20), transition(4.0, 6.0), ranged(50, 20)))
    back = there_and_back(edit, suffix)
    assert shown(back) == shown(edit)
    (found,) = (it for it in back.sequences[back.main[0]].tracks[0].items if isinstance(it, Transition))
    assert (found.record.start, found.in_offset, found.out_offset) == (16, 4, 6)


def test_a_list_begins_a_dissolve_with_the_incoming_clip() -> None:
    edit = read(track(ranged(10, 20), transition(4.0, 6.0), ranged(50, 20)))
    first, second = clips_of(there_and_back(edit, ".edl"))
    assert (first.record.duration, second.record.start, second.record.duration) == (16, 16, 24)
    assert (first.source, second.source) == (
        first.source and type(first.source)(Fraction(86410), Fraction(16), Fraction(24)),
        second.source and type(second.source)(Fraction(86446), Fraction(24), Fraction(24)),
    )


@pytest.mark.parametrize("suffix", [".otio", ".xml"])
def test_tracks_nests_and_muted_clips_come_back(suffix: str) -> None:
    nest = stack(track(ranged(10, 40)), source_range=span(5.0, 20.0), name="nest")
    edit = read(track(nest, ranged(60, 5, enabled=False)), track(gap(3.0), ranged(80, 9)))
    back = there_and_back(edit, suffix)
    assert sorted(map(str, shown(back))) == sorted(map(str, shown(edit)))
    main = back.sequences[back.main[0]]
    (item,) = (it for it in main.tracks[0].items if isinstance(it, Nest))
    assert item.trim is not None
    assert (item.record.duration, item.trim.start, len(main.tracks)) == (20, 5, 2)


@pytest.mark.parametrize("suffix", [".otio", ".xml"])
def test_markers_stay_over_their_frames(suffix: str) -> None:
    edit = read(track(ranged(10, 20, markers=[marker("rig", 86415.0)])))
    (item,) = clips_of(there_and_back(edit, suffix))
    assert item.trim is not None
    assert [(it.name, it.span.start - item.trim.start) for it in item.markers] == [("rig", 5)]


@pytest.mark.parametrize("suffix", [".otio", ".xml", ".fcpxml"])
def test_further_timelines_come_back(suffix: str) -> None:
    edits = [json.loads(written(timeline(track(ranged(start, 20))))) for start in (10, 70)]
    both = {"OTIO_SCHEMA": "SerializableCollection.1", "metadata": {}, "name": "", "children": edits}
    edit = DIALECT.read(json.dumps(both).encode(), PATH)
    back = there_and_back(edit, suffix)
    assert len(back.main) == len(edit.main) == 2
    assert shown(back) == shown(edit)
    assert not any("Further" in loss for loss in losses(edit, back.dialect))
    assert "Further timelines (1)" in losses(edit, "edl")


def test_pictures_come_back_as_pictures() -> None:
    (item,) = clips_of(there_and_back(read(track(clip(reference=pictures()))), ".otio"))
    assert item.shown is not None
    assert item.shown.numbering is not None
    assert (item.shown.numbering.prefix, item.shown.numbering.first) == ("a.", 1001)


def test_what_a_format_lacks_is_counted() -> None:
    edit = read(
        track(ranged(10, 20, enabled=False, markers=[marker("m", 86411.0)]), stack(track(ranged(9, 5)))),
        track(ranged(10, 20, effects=[warp(2.0)])),
        track(kind="Audio"),
    )
    lost = losses(edit, "edl")
    assert lost[:4] == [
        "Video tracks above the first (1)",
        "Audio tracks (1)",
        "Nested sequences (1)",
        "Muted clips (1)",
    ]
    assert losses(edit, "otio") == lost[-1:]


def test_a_name_without_a_writer_is_refused() -> None:
    edit = read(track(ranged(10, 20)))
    with pytest.raises(UsageError, match=r"nothing is converted to \.aaf; name it cut\.otio or"):
        convert(edit, Path("cut.aaf"))
    with pytest.raises(UsageError, match="needs clips with pictures"):
        convert(read(track(kind="Audio")), Path("cut.edl"))


def test_signs_that_xml_cannot_hold_are_left_out() -> None:
    tag = Tag("a", (Tag("b", "x\x00\x07<&>\ud800"), Tag("c")), {"k": 'q"<'})
    assert list(lines(tag)) == ["<a k='q\"&lt;'>", "\t<b>x&lt;&amp;&gt;?</b>", "\t<c/>", "</a>"]


@pytest.mark.footage
@pytest.mark.parametrize(
    "name",
    [
        *(
            "otio/resolve_18_picchu_effects.otio",
            "otio/stem2_exr_198clips.otio",
            "xmeml/premiere_222_markers.xml",
        ),
        *("otio/hiero_timeline_23976.otio", "edl/vfx_turnover_115.edl"),
    ],
)
def test_the_stock_readers_take_what_is_written(shared: Path, name: str, tmp_path: Path) -> None:
    path = shared / "timelines" / name
    data = path.read_bytes()
    edit = dialect_of(data, path).read(data, path)
    videos = [it for it in edit.sequences[edit.main[0]].tracks if it.kind is TrackKind.VIDEO]
    count = sum(isinstance(item, Clip) for it in videos for item in it.items)
    for suffix, adapter in ((".otio", "otio_json"), (".xml", "fcp_xml")):
        out = tmp_path / f"cut{suffix}"
        out.write_bytes(convert(edit, out).data)
        found = otio.adapters.read_from_file(str(out), adapter)
        stock = found if isinstance(found, otio.schema.Timeline) else found[0]
        assert len(stock.video_tracks()) == len(videos)
        clips = sum(isinstance(it, otio.schema.Clip) for row in stock.video_tracks() for it in row)
        assert clips == count or (suffix == ".xml" and clips < count)
