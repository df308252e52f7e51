"""Final Cut Pro 7 XML: what its clips show, by hand-made documents whose answers are known."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from edits_read import edit_of
from xmeml_documents import (
    DIALECT,
    basic_motion,
    clip,
    clips,
    document,
    file,
    rate,
    read,
    sequence,
    time_remap,
    transition,
)

from editor.timeline.documents.limits import check_nesting
from editor.timeline.errors import TimelineError
from editor.timeline.model import (
    Clip,
    Convention,
    MediaKind,
    Nest,
    Numbering,
    RetimeKind,
    Span,
    TrackKind,
    Transition,
)

NTSC_24 = Fraction(24000, 1001)


def span(
    start: float | Fraction, duration: float | Fraction, frames_per_second: float | Fraction = 25
) -> Span:
    return Span(Fraction(start), Fraction(duration), Fraction(frames_per_second))


def test_a_clip_shows_its_media_from_its_timecode_on() -> None:
    (only,) = clips(document(clip(100, 150, 20, 70, media=file(frame=90000))))
    assert only.name == "shot 1"
    assert only.record == span(100, 50)
    assert only.trim == span(20, 50)
    assert only.source == span(90020, 50)
    reference = only.media[0]
    assert reference.kind is MediaKind.FILE
    assert reference.available == span(90000, 1000)
    assert (reference.name, reference.reel, reference.size) == ("a b.mov", "A001", (1920, 1080))
    assert reference.target == "file://localhost/D%3a/media/a%20b.mov"
    assert reference.is_drop_frame is False


def test_a_file_is_defined_once_and_referred_to() -> None:
    second = clip(50, 60, 7, 17, number=2, media='<file id="file-1"/>')
    first, other = clips(document(clip(0, 50, 0, 50) + second))
    assert other.media == first.media
    assert other.source == span(7, 10)


def test_ntsc_rates_are_exact_and_timecodes_without_a_frame_are_read() -> None:
    ntsc = rate(24, "TRUE")
    media = file(rate_text=ntsc).replace("<frame>0</frame>", "").replace("00:00:00:00", "01:00:00:00")
    (only,) = clips(document(clip(0, 48, 0, 48, media=media, rate_text=ntsc), rate_text=ntsc))
    assert only.source == span(86400, 48, NTSC_24)
    assert only.record.rate == NTSC_24


def test_drop_frame_labels_are_counted() -> None:
    ntsc = rate(30, "TRUE")
    timecode = f"<timecode>{ntsc}<string>01;00;00;00</string><displayformat>DF</displayformat></timecode>"
    data = document(clip(0, 10, 0, 10, rate_text=ntsc), rate_text=ntsc, more=timecode)
    cut = edit_of(read(data))
    assert (cut.start, cut.is_drop_frame) == (107892, True)


def test_media_of_another_rate_is_counted_in_its_own_frames() -> None:
    media = file(rate_text=rate(30), frame=300)
    (only,) = clips(document(clip(0, 25, 50, 75, media=media)))
    assert only.source == span(360, 30, 30)


def test_a_rate_that_contradicts_the_sequence_is_not_believed() -> None:
    (only,) = clips(document(clip(0, 200, 50, 250, rate_text=rate(30, "TRUE"))))
    assert only.source == span(50, 200)
    (slow,) = clips(document(clip(0, 200, 50, 150, rate_text=rate(15)), rate_text=rate(30)))
    assert slow.trim == span(50, 100, 15)


@pytest.mark.parametrize(
    ("alignment", "more", "before"),
    [
        ("center", "", 12),
        ("start", "", 0),
        ("end", "", 25),
        ("center", "<cutPointTicks>71124480000</cutPointTicks>", 7),
    ],
)
def test_clips_beside_a_transition_reach_to_its_far_end(alignment: str, more: str, before: int) -> None:
    left = clip(0, -1, 100, 225)
    right = clip(-1, 300, 400, 600, number=2, media='<file id="file-1"/>')
    sequence = edit_of(read(document(left + transition(100, 125, alignment, more) + right)))
    first, between, second = sequence.tracks[0].items
    assert isinstance(first, Clip)
    assert isinstance(second, Clip)
    assert isinstance(between, Transition)
    cut = 100 + before
    assert (first.record, first.source) == (span(0, cut), span(100, cut))
    assert (second.record, second.source) == (span(cut, 300 - cut), span(400 + before, 300 - cut))
    assert (between.in_offset, between.out_offset) == (before, 25 - before)
    assert between.record == span(100, 25)


def test_a_fade_lies_within_its_clip() -> None:
    (shown,) = clips(document(clip(10, -1, 0, 90) + transition(75, 100, "end-black")))
    assert shown.record == span(10, 90)


def test_a_clip_without_a_place_is_said_and_left_out() -> None:
    timeline = read(document(clip(-1, -1, 0, 10)))
    assert edit_of(timeline).tracks[0].items == ()
    assert len(timeline.notices) == 1
    assert "shot 1" in timeline.notices[0]


@pytest.mark.parametrize("range_", ["", "<in>-1</in><out>-1</out>"])
def test_a_clip_without_a_range_shows_its_media_from_the_start(range_: str) -> None:
    item = clip(10, 60, 0, 1).replace("<in>0</in><out>1</out>", range_)
    (only,) = clips(document(item))
    assert (only.record, only.source) == (span(10, 50), span(0, 50))


@pytest.mark.parametrize(
    ("filter_", "more", "source", "speed"),
    [
        (time_remap("50"), "", (110, 26), Fraction(1, 2)),
        (time_remap("200", graph="0:0 220:440 272:544"), "", (440, 104), 2),
        # Premiere's `in` is a frame off here, its ticks are exact
        (
            time_remap("540.323"),
            "<pproTicksIn>3788116025806</pproTicksIn><pproTicksOut>6642928163045</pproTicksOut>",
            (372.82, 280.97),
            Fraction("5.40323"),
        ),
        (time_remap("100", reverse="TRUE"), "", (728, 52), -1),
        (time_remap("100", reverse="TRUE", graph="0:999 220:779 272:727"), "", (727, 52), -1),
        (
            time_remap("20", reverse="TRUE", graph="0:200 220:73.5 272:63.1"),
            "",
            (63.1, 10.4),
            Fraction(-1, 5),
        ),
    ],
)
def test_a_retimed_clip_consumes_its_media_at_its_speed(
    filter_: str, more: str, source: tuple[float, float], speed: Fraction
) -> None:
    (only,) = clips(document(clip(0, 52, 220, 272, more=more + filter_)))
    assert only.retime is not None
    assert (only.retime.kind, only.retime.speed) == (RetimeKind.LINEAR, speed)
    assert only.retime.convention is Convention.WARPED
    assert only.source is not None
    if more:
        assert float(only.source.start) == pytest.approx(source[0], abs=0.01)
        assert float(only.source.duration) == pytest.approx(source[1], abs=0.01)
    else:
        assert (float(only.source.start), float(only.source.duration)) == pytest.approx(source)


def test_hiero_writes_speed_as_a_factor_and_frames_with_decimals() -> None:
    effect = (
        "<filter><effect><effectid>timeremap</effectid><parameter><parameterid>speed</parameterid>"
        "<value>0.25</value></parameter></effect></filter>"
    )
    item = clip(0, 100, 400, 500, more=effect).replace("<in>400</in>", "<in>400.0</in>")
    (only,) = clips(document(item))
    assert only.source == span(100, 25)


def test_a_ramp_keeps_its_key_frames() -> None:
    ramp = time_remap("108", variable=1, graph="0:0 20:20 40:80 100:140")
    (only,) = clips(document(clip(0, 50, 10, 60, more=ramp, media=file(frame=250))))
    assert only.retime is not None
    assert only.retime.kind is RetimeKind.RAMP
    assert only.source == span(260, 90)
    assert only.retime.curve[1] == (Fraction(10, 25), Fraction(270, 25))


@pytest.mark.parametrize("graph", ["0:0 216000:0 216006:0 3600001:1", "0:0 216000:216000 216006:216006"])
def test_the_degenerate_retime_of_resolve_is_none(graph: str) -> None:
    (only,) = clips(document(clip(0, 6, 216000, 216006, more=time_remap("0", graph=graph), duration=300000)))
    assert only.retime is None
    assert only.source == span(216000, 6)


def test_a_graph_that_stands_elsewhere_is_a_freeze() -> None:
    freeze = time_remap("0", graph="0:40 10:40 60:40")
    (only,) = clips(document(clip(0, 50, 10, 60, more=freeze)))
    assert only.retime is not None
    assert only.retime.kind is RetimeKind.FREEZE
    assert only.source == span(40, 1)


def test_stills_pictures_generators_and_missing_files() -> None:
    still = file("f1", url="file:///a/still.png", duration=None)
    frozen = clip(10, 20, 500, 510, media=file("f2"), more="<stillframe>TRUE</stillframe>")
    pictures = file("f3", url="file:///a/sh.1001.exr", duration=50)
    ranged = file("f4", url="file:///a/sh.%5B0000-0048%5D.exr", duration=49)
    title = file("f5", url=None, more="<mediaSource>Slug</mediaSource>")
    items = [
        clip(0, 10, 900, 910, media=still),
        frozen,
        clip(20, 30, 0, 10, media=pictures),
        clip(30, 40, 0, 10, media=ranged),
        clip(40, 50, 0, 10, media=title),
        clip(50, 60, 0, 10, media='<file id="nowhere"/>'),
        clip(60, 70, 0, 10).replace("clipitem", "generatoritem").replace(file(), ""),
    ]
    found = clips(document("".join(items)))
    kinds = [item.media[0].kind for item in found]
    assert kinds == [
        *(MediaKind.FILE, MediaKind.FILE, MediaKind.SEQUENCE, MediaKind.SEQUENCE),
        *(MediaKind.GENERATOR, MediaKind.MISSING, MediaKind.GENERATOR),
    ]
    assert found[0].source == found[1].source == span(0, 1)
    assert found[2].media[0].numbering == Numbering("sh.", ".exr", 4, 1001)
    assert found[3].media[0].numbering == Numbering("sh.", ".exr", 4, 0)
    assert found[3].media[0].target == "file:///a"


def test_disabled_clips_and_tracks() -> None:
    off = clip(10, 20, 0, 10, enabled="FALSE", number=2, media='<file id="file-1"/>')
    data = document(clip(0, 10, 0, 10) + off, clip(0, 10, 0, 10, number=3, media='<file id="file-1"/>'))
    data = data.replace(
        b"<enabled>TRUE</enabled></track></video>", b"<enabled>FALSE</enabled></track></video>"
    )
    assert [item.is_enabled for item in clips(data)] == [True, False, False]
    assert [track.is_enabled for track in edit_of(read(data)).tracks] == [True, False]


def test_nested_sequences_are_read_once_and_shown_in_part() -> None:
    inner = sequence(clip(0, 100, 5, 105), name="inner")
    nest = clip(0, 40, 30, 70, media=inner)
    again = clip(40, 50, 0, 10, media='<sequence id="inner"/>')
    timeline = read(document(nest + again))
    assert timeline.main == ("cut",)
    assert set(timeline.sequences) == {"cut", "inner"}
    first, second = edit_of(timeline).tracks[0].items
    assert isinstance(first, Nest)
    assert isinstance(second, Nest)
    assert (first.sequence, first.trim) == ("inner", span(30, 40))
    assert (second.sequence, second.trim) == ("inner", span(0, 10))
    (inside,) = timeline.sequences["inner"].tracks[0].items
    assert isinstance(inside, Clip)
    assert inside.source == span(5, 100)


def test_markers_of_clips_and_sequences() -> None:
    marker = "<marker><name>dirt</name><comment>top left</comment><in>30</in><out>-1</out></marker>"
    long = "<marker><name>act</name><in>5</in><out>15</out></marker>"
    timeline = read(document(clip(0, 50, 10, 60, more=marker), more=long))
    (only,) = edit_of(timeline).tracks[0].items
    assert isinstance(only, Clip)
    assert [(mark.name, mark.comment, mark.span) for mark in only.markers] == [
        ("dirt", "top left", span(30, 0))
    ]
    assert edit_of(timeline).markers[0].span == span(5, 10)


def test_a_subclip_counts_from_its_own_start() -> None:
    subclip = "<subclipinfo><startoffset>200</startoffset><endoffset>0</endoffset></subclipinfo>"
    (only,) = clips(document(clip(0, 50, 10, 60, more=subclip)))
    assert only.source == span(210, 50)


def test_effects_that_change_no_time_are_no_retime() -> None:
    (only,) = clips(document(clip(0, 50, 10, 60, more=basic_motion(10, 60) + time_remap("100"))))
    assert only.retime is None


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (b"<xmeml/>", "it holds no sequence"),
        (document(clip(0, 1, 0, 1)).replace(rate(25).encode(), b"", 1), "has no frame rate"),
    ],
)
def test_what_is_no_edit_is_refused(data: bytes, cause: str) -> None:
    with pytest.raises(TimelineError, match=cause):
        read(data)


def test_the_format_is_seen_by_its_root() -> None:
    assert DIALECT.recognises(document(""))
    assert DIALECT.recognises("\ufeff<!-- <fcpxml> --><xmeml/>".encode("utf-16-le"))
    assert not DIALECT.recognises(b"<fcpxml/>")
    assert not DIALECT.recognises(b"TITLE: x")


@pytest.mark.footage
def test_the_samples_are_read_as_their_makers_describe_them(shared: Path) -> None:
    folder = shared / "timelines" / "xmeml"
    timeline = DIALECT.read((folder / "premiere_cc_mixed_rates.xml").read_bytes(), folder)
    cut = edit_of(timeline)
    assert timeline.application == "Adobe Premiere Pro"
    assert sum(track.kind is TrackKind.VIDEO for track in cut.tracks) == 10
    items = [item for track in cut.tracks for item in track.items]
    assert sum(isinstance(item, Transition) for item in items) == 330
    assert not timeline.notices
    refused = DIALECT.read((folder / "premiere_adapter_refuses.xml").read_bytes(), folder)
    assert len(refused.sequences) == 13
    hiero = DIALECT.read((folder / "hiero_speed25.xml").read_bytes(), folder)
    first = edit_of(hiero).tracks[0].items[0]
    assert isinstance(first, Clip)
    assert first.source == span(1101071, 1055, 24)
    assert edit_of(hiero).start == 86400


def test_a_sequence_in_itself_is_read_and_then_refused() -> None:
    nest = clip(0, 40, 30, 70, media='<sequence id="cut"/>')
    timeline = read(document(nest))
    with pytest.raises(TimelineError, match="nested in itself"):
        check_nesting(timeline, Path("cut.xml"))
