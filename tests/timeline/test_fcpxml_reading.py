"""FCPXML: where things lie and what they show, by hand-made documents whose answers are known."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from edits_read import edit_of
from fcpxml_documents import DIALECT, REEL, WARPED, asset, clip, clips, document, read

from editor.timeline.documents.limits import check_nesting
from editor.timeline.errors import TimelineError
from editor.timeline.fcpxml.times import seconds, written
from editor.timeline.model import (
    Clip,
    Convention,
    Gap,
    MediaKind,
    Nest,
    RetimeKind,
    Span,
    TrackKind,
    Transition,
)


def span(start: float | Fraction, duration: float | Fraction, fps: float | Fraction = 25) -> Span:
    return Span(Fraction(start), Fraction(duration), Fraction(fps))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5s", 5),
        ("1001/24000s", Fraction(1001, 24000)),
        ("-3/2s", Fraction(-3, 2)),
        ("5", None),
        ("1/0s", None),
        ("", None),
        (None, None),
        ("1e9s", None),
    ],
)
def test_times_are_rational_seconds(text: str | None, value: Fraction | None) -> None:
    assert seconds(text) == value


def test_times_keep_the_time_scale_of_their_neighbours() -> None:
    assert written(Fraction(1001, 24000), "5/24000s") == "1001/24000s"
    assert written(Fraction(1, 25), "100/2500s") == "100/2500s"
    assert written(Fraction(1, 3), "1/25s") == "1/3s"
    assert written(Fraction(7), "100/2500s") == "7s"


def test_a_clip_shows_its_media_by_timecode() -> None:
    (only,) = clips(document(clip("3610s", "3602s", "2s"), start="3600s"))
    assert (only.name, only.record, only.source) == ("shot", span(250, 50), span(90050, 50))
    assert only.trim == span(90050, 50)
    reference = only.media[0]
    assert (reference.kind, reference.reel, reference.size) == (MediaKind.FILE, "A001", (1920, 1080))
    assert reference.target == "file:///Users/x/a%20b.mov"
    assert reference.available == span(90000, 1000)


def test_old_versions_keep_the_path_on_the_asset() -> None:
    old = '<asset id="r10" src="file:///a.mov" start="0s" duration="40s" hasVideo="1" format="r1"/>'
    (only,) = clips(document(clip("0s", "0s", "2s"), resources=old, version="1.8"))
    assert only.media[0].target == "file:///a.mov"


def test_the_timecode_of_a_sequence_counts_frames() -> None:
    cut = edit_of(read(document(clip("0s", "3600s", "2s"), form="r2", start="86486400/24000s")))
    assert (cut.start, cut.is_drop_frame, cut.rate) == (86400, False, Fraction(24000, 1001))


def test_connected_clips_lie_where_their_host_says() -> None:
    above = clip("3603s", "3620s", "1s", more=' lane="1"', name="above")
    below = clip("3602s", "3600s", "1s", more=' lane="-1"', name="below")
    story = '<spine lane="2" offset="3602s"><gap duration="1s" start="3600s"/>' + (
        clip("1s", "3605s", "2s", name="in story") + "</spine>"
    )
    cut = edit_of(read(document(clip("10s", "3602s", "4s", inside=above + below + story))))
    names = [[item.name for item in track.items if isinstance(item, Clip)] for track in cut.tracks]
    assert names == [["below"], ["shot"], ["above"], ["in story"]]
    starts = [track.items[0].record.start for track in cut.tracks]
    assert starts == [250, 250, 275, 275]
    assert [track.locator[1] for track in cut.tracks] == [-1, 0, 1, 2]


def test_things_of_two_hosts_in_one_lane_get_tracks_of_their_own() -> None:
    long = clip("3600s", "3600s", "5s", more=' lane="1"', name="long")
    short = clip("3602s", "3600s", "1s", more=' lane="1"', name="short")
    cut = edit_of(
        read(document(clip("0s", "3600s", "2s", inside=long) + clip("2s", "3602s", "2s", inside=short)))
    )
    assert [len(track.items) for track in cut.tracks] == [2, 1, 1]


def test_transitions_overlap_the_cut() -> None:
    fade = '<transition name="Fade" offset="0s" duration="1s"/>'
    dissolve = '<transition name="Dissolve" offset="48/25s" duration="1s"/>'
    out = '<transition name="Out" offset="3s" duration="1s"/>'
    spine = fade + clip("0s", "3601s", "2s") + dissolve + clip("2s", "3620s", "2s") + out
    items = edit_of(read(document(spine))).tracks[0].items
    offsets = {
        item.name: (item.record.start, item.in_offset, item.out_offset)
        for item in items
        if isinstance(item, Transition)
    }
    assert offsets == {"Fade": (0, 0, 25), "Dissolve": (48, 2, 23), "Out": (75, 25, 0)}


def test_media_of_a_near_rate_is_played_frame_by_frame() -> None:
    conform = '<conform-rate srcFrameRate="25"/>'
    (only,) = clips(document(clip("0s", "3600s", "2s", inside=conform), form="r3"))
    assert (only.record, only.source) == (span(0, 48, 24), span(90000, 48))
    sampled = conform.replace("/>", ' scaleEnabled="0"/>')
    (other,) = clips(document(clip("0s", "3600s", "2s", inside=sampled), form="r3"))
    assert other.source == span(90000, 50)


@pytest.mark.parametrize(
    ("points", "source", "kind"),
    [
        ("3600:3600 3680:3640", (90025, 25), RetimeKind.LINEAR),
        ("3600:3600 3602:3640", (91000, 1000), RetimeKind.LINEAR),
        ("3600:3640 3640:3600", (90900, 50), RetimeKind.LINEAR),
        ("3600:3600 3603:3603 3604:3613", (90050, 275), RetimeKind.RAMP),
        ("3600:3610 3640:3610", (90250, 1), RetimeKind.FREEZE),
    ],
)
def test_a_time_map_leads_to_the_media(points: str, source: tuple[int, int], kind: RetimeKind) -> None:
    pairs = (point.split(":") for point in points.split())
    inside = "".join(f'<timept time="{time}s" value="{value}s"/>' for time, value in pairs)
    (only,) = clips(document(clip("0s", "3602s", "2s", inside=f"<timeMap>{inside}</timeMap>")))
    assert only.retime is not None
    assert (only.retime.kind, only.retime.convention) == (kind, Convention.WARPED)
    assert only.source == span(*source)


def test_a_clip_element_shows_the_video_in_it() -> None:
    inner = '<video ref="r10" offset="100s" start="3600s" duration="40s"><audio ref="r11" lane="-1"/></video>'
    outer = f'<clip name="c" offset="0s" start="105s" duration="2s">{inner}</clip>'
    (only,) = clips(document(outer))
    assert only.source == span(90125, 50)


def test_synchronised_clips_and_compounds_are_nests() -> None:
    compound = (
        '<media id="r20" name="inside"><sequence format="r1" tcStart="50s"><spine>'
        f"{clip('50s', '3610s', '10s', name='deep')}</spine></sequence></media>"
    )
    ref = '<ref-clip ref="r20" offset="0s" start="53s" duration="2s" name="nest"/>'
    sync = (
        '<sync-clip offset="2s" start="3604s" duration="1s" name="sync">'
        f"<spine>{clip('3600s', '3600s', '9s', name='synced')}</spine></sync-clip>"
    )
    timeline = read(document(ref + sync, resources=asset() + compound))
    nest, synced = edit_of(timeline).tracks[0].items
    assert isinstance(nest, Nest)
    assert isinstance(synced, Nest)
    assert (nest.sequence, nest.trim) == ("r20", span(75, 50))
    assert synced.trim == span(100, 25)
    assert timeline.sequences["r20"].start == 1250
    (deep,) = timeline.sequences["r20"].tracks[0].items
    assert isinstance(deep, Clip)
    assert (deep.record, deep.source) == (span(0, 250), span(90250, 250))
    assert len(timeline.main) == 1


def test_a_multicam_shows_one_angle() -> None:
    angles = "".join(
        f'<mc-angle name="{name}" angleID="{name}"><gap offset="0s" start="3600s" duration="1s"/>'
        f"{clip('1s', start, '20s', name=name)}</mc-angle>"
        for name, start in (("A", "3600s"), ("B", "3610s"))
    )
    multicam = f'<media id="r20" name="m"><multicam format="r1" tcStart="0s">{angles}</multicam></media>'
    shown = (
        '<mc-clip ref="r20" offset="0s" start="2s" duration="3s" name="m">'
        '<mc-source angleID="A" srcEnable="audio"/><mc-source angleID="B" srcEnable="video"/></mc-clip>'
    )
    timeline = read(document(shown, resources=asset() + multicam))
    (nest,) = edit_of(timeline).tracks[0].items
    assert isinstance(nest, Nest)
    assert (nest.angle, nest.trim) == (1, span(50, 75))
    tracks = timeline.sequences["r20"].tracks
    assert [track.name for track in tracks] == ["A", "B"]
    assert isinstance(tracks[1].items[0], Gap)


def test_an_audition_shows_its_pick() -> None:
    first, second = clip("0s", "3600s", "2s", name="pick"), clip("0s", "3610s", "3s", name="other")
    inside = (first + second).replace('offset="0s" ', "")
    (only,) = clips(document(f'<audition offset="4s">{inside}</audition>'))
    assert (only.name, only.record) == ("pick", span(100, 50))


def test_titles_generators_stills_sound_and_missing_media() -> None:
    effect = '<effect id="r30" uid="x"/>'
    still = asset("r31", duration="0s", src="file:///still.png")
    sound = '<asset id="r32" start="0s" duration="9s" hasAudio="1"><media-rep src="file:///s.wav"/></asset>'
    gone = '<asset id="r33" start="0s" duration="9s" hasVideo="1" format="r1"/>'
    spine = (
        '<title ref="r30" offset="0s" duration="1s" name="t"/><video ref="r30" offset="1s" duration="1s"/>'
        '<video ref="r31" offset="2s" start="7200s" duration="1s"/>'
        + clip("3s", "0s", "1s", ref="r32")
        + clip("4s", "0s", "1s", ref="r33", more=' enabled="0"')
        + clip("5s", "0s", "1s", ref="nowhere")
    )
    cut = edit_of(read(document(spine, resources=effect + still + sound + gone)))
    pictures, heard = cut.tracks
    assert heard.kind is TrackKind.AUDIO
    found = [item for item in pictures.items if isinstance(item, Clip)]
    assert [item.media[0].kind for item in found] == [
        *(MediaKind.GENERATOR, MediaKind.GENERATOR, MediaKind.FILE, MediaKind.MISSING, MediaKind.MISSING)
    ]
    assert found[2].source == span(90000, 1)
    assert [item.is_enabled for item in found] == [True, True, True, False, True]


def test_markers_count_as_their_clip_does() -> None:
    marker = '<marker start="3603s" duration="1/25s" value="dirt" note="left"/>'
    chapter = '<chapter-marker start="3604s" value="act"/>'
    (only,) = clips(document(clip("0s", "3602s", "4s", inside=marker + chapter + REEL)))
    assert [(mark.name, mark.comment, mark.span) for mark in only.markers] == [
        ("dirt", "left", span(90075, 1)),
        ("act", "", span(90100, 0)),
    ]
    assert only.reel == "A001"


def test_markers_of_gaps_are_on_the_record_clock() -> None:
    gap = '<gap offset="2s" start="3600s" duration="2s"><marker start="3601s" value="x"/></gap>'
    (item,) = edit_of(read(document(gap))).tracks[0].items
    assert isinstance(item, Gap)
    assert item.markers[0].span.start == 75


def test_what_cannot_be_placed_is_said() -> None:
    timeline = read(document(clip("0s", "3600s", "0s") + clip("0s", "3600s", "x", ref="none")))
    assert len(timeline.notices) == 2
    assert "'shot' does not say where it lies" in timeline.notices[0]


def test_an_unknown_version_is_read_with_a_notice() -> None:
    assert "1.99" in read(document(clip("0s", "3600s", "1s"), version="1.99")).notices[0]


@pytest.mark.parametrize("data", [b"<fcpxml/>", document("").replace(b'format="r1"', b'format="none"')])
def test_what_is_no_edit_is_refused(data: bytes) -> None:
    with pytest.raises(TimelineError, match="it holds no sequence with a frame rate"):
        read(data)


def test_a_retimed_clip_in_a_clip_is_left_alone() -> None:
    inner = f'<video ref="r10" offset="0s" start="3600s" duration="40s">{WARPED}</video>'
    (only,) = clips(document(f'<clip name="c" offset="0s" start="5s" duration="2s">{inner}</clip>'))
    assert only.source is None


def test_the_format_is_seen_by_its_root() -> None:
    assert DIALECT.recognises(document(""))
    assert not DIALECT.recognises(b"<xmeml/>")


def test_a_compound_in_itself_is_read_and_then_refused() -> None:
    inside = '<ref-clip ref="r20" offset="0s" duration="1s" name="again"/>'
    compound = f'<media id="r20"><sequence format="r1"><spine>{inside}</spine></sequence></media>'
    timeline = read(document(inside, resources=asset() + compound))
    with pytest.raises(TimelineError, match="nested in itself"):
        check_nesting(timeline, Path("cut.fcpxml"))


def test_a_clip_in_clips_in_clips_is_no_matter() -> None:
    deep = clip("0s", "3600s", "9s")
    for _ in range(60):
        deep = clip("0s", "3600s", "9s", inside=deep.replace("<asset-clip ", '<asset-clip lane="1" ', 1))
    assert len(edit_of(read(document(deep))).tracks) == 61
