"""EDLs: events, speeds, transitions and names; and plates named in comments alone."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import opentimelineio as otio
import pytest

from editor.timeline.editing import AddReference, PlaceAbove, Plate, Replace
from editor.timeline.edl.dialect import EdlDialect
from editor.timeline.errors import EditError, TimelineError
from editor.timeline.model import Clip, Gap, RetimeKind, Sequence, Span, Timeline, TrackKind, Transition

PATH = Path("/edit/cut.edl")
DIALECT = EdlDialect(Fraction(24))
LIST = b"""TITLE:   cut\r
FCM: NON-DROP FRAME\r
001  A001C003 V     C        01:00:00:00 01:00:02:00 10:00:00:00 10:00:02:00\r
* FROM CLIP NAME:  a.mov\r
* SOURCE FILE: A001C003_180808\r
* LOC: 10:00:01:00 RED     rig\r
002  BL       V     C        00:00:00:00 00:00:01:00 10:00:02:00 10:00:03:00\r
003  B001C001 V     C        02:00:00:00 02:00:01:00 10:00:03:00 10:00:04:00\r
* FROM CLIP NAME:  b.mov\r
004  B001C001 V     C        02:00:01:00 02:00:01:00 10:00:04:00 10:00:04:00\r
004  C001C001 V     D    012 03:00:00:00 03:00:02:00 10:00:04:00 10:00:06:00\r
* FROM CLIP NAME:  b.mov\r
* TO CLIP NAME:  c.mov\r
005  AX       AA    C        00:00:00:00 00:00:06:00 10:00:00:00 10:00:06:00\r
"""
SAMPLES = {
    "asc_cdl": 2,
    "avid_image_sequence": 2,
    "black_slug": 5,
    "cdl_frmc": 1,
    "dissolves": 6,
    "duration_mismatch": 6,
    "gaps": 3,
    "m2_speed_200": 32,
    "multi_audio": 0,
    "no_spaces_markers": 9,
    "nucoda_style": 2,
    "premiere": 2,
    "psf_25_frames": 7,
    "rate_25": 4,
    "resolve_like_long_reels": 10,
    "speed_freeze_small": 5,
    "unsupported_event": 2,
    "vfx_turnover_115": 115,
    "wipe": 3,
}
REFUSED_BY_THE_ADAPTER = ("duration_mismatch", "psf_25_frames", "unsupported_event")


def edit_of(data: bytes, rate: Fraction | None = Fraction(24)) -> Sequence:
    timeline = EdlDialect(rate).read(data, PATH)
    return timeline.sequences[timeline.main[0]]


def pictures(timeline: Timeline) -> list[Clip]:
    return [
        item
        for track in timeline.sequences[timeline.main[0]].tracks
        if track.kind is TrackKind.VIDEO
        for item in track.items
        if isinstance(item, Clip)
    ]


def event(timecodes: str, more: str = "", kind: str = "C", channels: str = "V") -> bytes:
    return f"TITLE: x\n001  AX {channels} {kind} {timecodes}\n{more}\n".encode()


def one(data: bytes) -> Clip:
    (clip,) = pictures(DIALECT.read(data, PATH))
    return clip


def plate_for(clip: Clip) -> Plate:
    assert clip.source is not None
    return Plate(Path("/edit/plates/sh010_cleanplate_v001.mov"), "sh010_cleanplate_v001", clip.source)


def replaced(data: bytes, clip: Clip) -> bytes:
    return DIALECT.patch(data, PATH, [Replace(clip.locator, plate_for(clip))])


def frames(start: int, duration: int) -> Span:
    return Span(Fraction(start), Fraction(duration), Fraction(24))


def test_events_become_items_on_the_record_clock() -> None:
    edit = edit_of(LIST)
    video, audio = edit.tracks
    assert (edit.name, edit.start) == ("cut", 864000)
    assert [(type(item), item.record) for item in video.items] == [
        (Clip, frames(0, 48)),
        (Gap, frames(48, 24)),
        (Clip, frames(72, 24)),
        (Transition, frames(96, 12)),
        (Clip, frames(96, 48)),
    ]
    assert audio.kind is TrackKind.AUDIO


def test_names_reels_files_and_markers_belong_to_their_clips() -> None:
    first, second, third = pictures(DIALECT.read(LIST, PATH))
    assert (first.name, first.reel, first.event) == ("a.mov", "A001C003", "001")
    assert first.shown is not None
    assert first.shown.target == "A001C003_180808"
    assert [(it.name, it.colour, it.span.start) for it in first.markers] == [("rig", "RED", 86400 + 24)]
    assert (second.name, third.name) == ("b.mov", "c.mov")


@pytest.mark.parametrize(
    ("speed", "timecodes", "source"),
    [
        ("048.0", "00:00:10:00 00:00:14:00 01:00:00:00 01:00:02:00", frames(240, 96)),
        ("012.0", "00:00:10:00 00:00:11:00 01:00:00:00 01:00:02:00", frames(240, 24)),
        ("-24.0", "00:00:10:00 00:00:10:01 01:00:00:00 01:00:02:00", frames(193, 48)),
        ("-24.0", "00:00:10:00 00:00:12:00 01:00:00:00 01:00:02:00", frames(240, 48)),
        ("000.0", "00:00:10:00 00:00:10:01 01:00:00:00 01:00:02:00", frames(240, 1)),
    ],
)
def test_speeds_consume_what_they_consume(speed: str, timecodes: str, source: Span) -> None:
    clip = one(event(timecodes, f"M2   AX       {speed}                00:00:10:00"))
    assert (clip.record.duration, clip.source) == (48, source)
    assert clip.retime is not None
    assert (clip.retime.kind is RetimeKind.FREEZE) == (float(speed) == 0)


def test_a_speed_goes_with_the_reel_that_it_names() -> None:
    data = (
        b"001  A V C      00:00:00:00 00:00:02:00 01:00:00:00 01:00:01:00\n"
        b"001  B V D 010  00:00:00:00 00:00:01:00 01:00:01:00 01:00:02:00\nM2 A 048.0 00:00:00:00\n"
    )
    first, second = pictures(DIALECT.read(data, PATH))
    assert first.retime is not None
    assert (first.retime.speed, second.retime) == (2, None)


@pytest.mark.parametrize(
    ("timecode", "fcm", "rate"),
    [
        ("00:00:00:23", "NON-DROP", Fraction(24)),
        ("00:00:00:24", "NON-DROP", Fraction(25)),
        ("00:00:00:29", "NON-DROP", Fraction(30)),
        ("00:00:00;29", "DROP", Fraction(30000, 1001)),
        ("00:00:00:59", "DROP", Fraction(60000, 1001)),
        ("00:00:00:49", "NON-DROP", Fraction(50)),
    ],
)
def test_the_rate_is_the_lowest_at_which_all_frames_exist(timecode: str, fcm: str, rate: Fraction) -> None:
    data = f"FCM: {fcm} FRAME\n001 AX V C 00:00:00:00 {timecode} 01:00:00:00 01:00:00:10\n".encode()
    timeline = EdlDialect().read(data, PATH)
    assert edit_of(data, None).rate == rate
    assert "assumed" in timeline.notices[0]


def test_drop_frame_labels_are_counted_as_frames() -> None:
    data = b"001 AX V C 00:00:00;00 00:00:10;00 00:00:59;29 00:01:00;02\n"
    assert edit_of(data, None).tracks[0].items[0].record.duration == 1
    assert edit_of(data, None).is_drop_frame


def test_a_frame_that_does_not_exist_is_refused_with_its_line() -> None:
    with pytest.raises(TimelineError, match=r"line 2: there is no 00:00:00:24 at 24 .*; give the rate"):
        DIALECT.read(event("00:00:00:24 00:00:01:00 01:00:00:00 01:00:01:00"), PATH)


@pytest.mark.parametrize("data", [b"", b"TITLE: nothing\n", b"\x00" * 5000, b"001 AX V C 00:00\n" * 50])
def test_a_list_without_events_is_refused(data: bytes) -> None:
    assert not DIALECT.recognises(data)
    with pytest.raises(TimelineError, match="no events"):
        DIALECT.read(data, PATH)


def test_a_plate_changes_the_names_of_its_clip_alone() -> None:
    first = pictures(DIALECT.read(LIST, PATH))[0]
    wanted = LIST.replace(b"NAME:  a.mov", b"NAME:  sh010_cleanplate_v001.mov")
    wanted = wanted.replace(b"FILE: A001C003_180808", b"FILE: sh010_cleanplate_v001.mov")
    assert replaced(LIST, first) == wanted


def test_a_plate_that_fades_out_is_named_in_the_transition_as_well() -> None:
    second, third = pictures(DIALECT.read(LIST, PATH))[1:]
    assert replaced(LIST, second) == LIST.replace(b"b.mov", b"sh010_cleanplate_v001.mov")
    assert replaced(LIST, third) == LIST.replace(b"c.mov", b"sh010_cleanplate_v001.mov")


def test_a_clip_without_a_name_gets_one_in_the_way_of_the_list() -> None:
    data = LIST.replace(b"* FROM CLIP NAME:  a.mov\r\n", b"")
    first = pictures(DIALECT.read(data, PATH))[0]
    named = replaced(data, first)
    assert b"10:00:02:00\r\n* FROM CLIP NAME:  sh010_cleanplate_v001.mov\r\n* SOURCE" in named
    last = event("00:00:00:00 00:00:01:00 01:00:00:00 01:00:01:00").rstrip()
    assert replaced(last, one(last)).endswith(b"01:00:01:00\n* FROM CLIP NAME:  sh010_cleanplate_v001.mov\n")


def test_a_path_is_written_as_a_path() -> None:
    clip_event = event("00:00:00:00 00:00:01:00 01:00:00:00 01:00:01:00", "* FROM FILE: /media/a.mov")
    assert b"* FROM FILE: /edit/plates/sh010_cleanplate_v001.mov\n" in replaced(clip_event, one(clip_event))


def test_a_list_has_one_picture_only() -> None:
    clip = pictures(DIALECT.read(LIST, PATH))[0]
    for edit in (
        PlaceAbove(clip.locator, plate_for(clip), clip.record, Fraction(0), "CLEAN v001"),
        AddReference(clip.locator, plate_for(clip), "CLEAN"),
    ):
        with pytest.raises(EditError, match="one video track"):
            DIALECT.patch(LIST, PATH, [edit])
    with pytest.raises(EditError, match="not in this list"):
        DIALECT.patch(LIST, PATH, [Replace(("event", 0), plate_for(clip))])


@pytest.mark.footage
@pytest.mark.parametrize(("name", "count"), SAMPLES.items())
def test_real_lists_are_read_and_come_back_byte_for_byte(shared: Path, name: str, count: int) -> None:
    data = (shared / "timelines" / "edl" / f"{name}.edl").read_bytes()
    dialect = EdlDialect()
    assert dialect.recognises(data)
    assert dialect.patch(data, PATH, []) == data
    found = pictures(dialect.read(data, PATH))
    assert len(found) == count
    if found:
        out = dialect.patch(data, PATH, [Replace(found[0].locator, plate_for(found[0]))])
        after = pictures(dialect.read(out, PATH))
        assert [(it.record, it.source, it.reel) for it in after] == [
            (it.record, it.source, it.reel) for it in found
        ]
        assert after[0].name == "sh010_cleanplate_v001.mov"


@pytest.mark.footage
@pytest.mark.parametrize("name", [it for it in SAMPLES if it not in REFUSED_BY_THE_ADAPTER])
def test_the_stock_reader_sees_the_same_edit_and_the_plate(shared: Path, name: str) -> None:
    data = (shared / "timelines" / "edl" / f"{name}.edl").read_bytes()
    dialect = EdlDialect()
    found = pictures(dialect.read(data, PATH))
    rate = dialect.read(data, PATH).sequences["main"].rate
    assert stock_places(data, rate) == [(it.record.start, it.record.duration) for it in found] or name in (
        "dissolves",
        "wipe",
    )
    if found:
        out = dialect.patch(data, PATH, [Replace(found[0].locator, plate_for(found[0]))])
        assert stock_places(out, rate) == stock_places(data, rate)


def stock_places(data: bytes, rate: Fraction) -> list[tuple[Fraction, Fraction]]:
    """Where the stock adapter sees the clips of the picture, from the first one on."""
    text = data.decode("utf-8", "replace")
    timeline = otio.adapters.read_from_string(text, "cmx_3600", rate=float(rate))
    found = []
    for track in timeline.video_tracks():
        for item in track:
            if isinstance(item, otio.schema.Clip) and not isinstance(
                item.media_reference, otio.schema.GeneratorReference
            ):
                place = track.range_of_child(item)
                found.append((Fraction(place.start_time.value), Fraction(place.duration.value)))
    return found


def test_an_event_line_that_never_ends_is_read_in_time() -> None:
    line = b"001 " + b"A " * 20_000 + b"V C 00:00:00:00\n"
    with pytest.raises(TimelineError, match="no events"):
        DIALECT.read(line * 20, PATH)
