"""Plates in Final Cut Pro 7 XML: replaced media and tracks above, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from xml.etree import ElementTree

import pytest
from edits_read import edit_of, usable
from xmeml_documents import (
    DIALECT,
    PATH,
    basic_motion,
    clip,
    clips,
    document,
    file,
    placed,
    plate_for,
    rate,
    read,
    replaced,
    sequence,
    time_remap,
    transition,
)

from editor.timeline.editing import AddReference, Edit, PlaceAbove, Plate, Replace
from editor.timeline.errors import EditError
from editor.timeline.model import Clip, Numbering, Span

RETIMES = {
    "half": time_remap("50"),
    "fast": time_remap("180"),
    "ticks": time_remap("50")
    + "<pproTicksIn>1117670400000</pproTicksIn><pproTicksOut>1381847040000</pproTicksOut>",
    "backwards": time_remap("100", reverse="TRUE"),
    "backwards in a graph": time_remap("100", reverse="TRUE", graph="0:999 220:779 272:727 900:99"),
    "ramp": time_remap("150", variable=1, graph="0:0 220:300 250:340 272:420 900:990"),
    "none": "",
}


def only(data: bytes) -> Clip:
    (clip_,) = clips(data)
    return clip_


def near(one: Span | None, other: Span | None) -> bool:
    """Whether two spans are the same to the thousandth of a frame."""
    assert one is not None
    assert other is not None
    thousandth = Fraction(1, 1000)
    return abs(one.start - other.start) < thousandth and abs(one.duration - other.duration) < thousandth


@pytest.mark.parametrize("retime", RETIMES.values(), ids=RETIMES.keys())
def test_a_replaced_clip_shows_the_same_frames_of_the_plate(retime: str) -> None:
    data = document(clip(0, 52, 220, 272, more=retime, media=file(frame=5000)))
    before = only(data)
    plate = plate_for(before)
    after = only(replaced(data, before, plate))
    assert near(after.source, before.source)
    assert after.record == before.record
    assert after.media[0].available == plate.available
    assert after.media[0].target == "file://localhost/plates/sh010_cleanplate_v001.mov"
    assert after.retime is None or before.retime is None or after.retime.speed == before.retime.speed


@pytest.mark.parametrize("retime", RETIMES.values(), ids=RETIMES.keys())
def test_a_part_placed_above_shows_the_same_frames_of_the_plate(retime: str) -> None:
    data = document(clip(100, 152, 220, 272, more=retime, media=file(frame=5000)))
    before = only(data)
    part = Span(Fraction(110), Fraction(20), Fraction(25))
    edit = PlaceAbove(before.locator, plate_for(before), part, Fraction(10), "CLEAN v001")
    patched = DIALECT.patch(data, PATH, [edit])
    original, above = clips(patched)
    assert original == before
    assert above.record == part
    (ranged,) = clips(document(cut_from(retime)))
    assert near(above.source, ranged.source)
    assert edit_of(read(patched)).tracks[1].name == "CLEAN v001"


def cut_from(retime: str) -> str:
    """The same clip as if an editor had blade-cut it: 20 frames from its frame 10 on."""
    item = clip(110, 130, 230, 250, more=retime, media=file(frame=5000))
    twentieth = 25 * 10_160_640_000 // 50
    moved = item.replace("1117670400000", str(1117670400000 + 10 * twentieth))
    return moved.replace("1381847040000", str(1117670400000 + 30 * twentieth))


def test_a_placed_copy_keeps_transform_and_drops_grading_links_and_markers() -> None:
    grading = "<filter><effect><effectid>Levels</effectid></effect></filter>"
    marker = "<marker><name>dirt</name><in>12</in><out>-1</out></marker>"
    link = "<link><linkclipref>clipitem-1</linkclipref></link>"
    data = document(clip(0, 50, 10, 60, more=basic_motion(15, 20) + grading + marker + link))
    patched = placed(data, only(data), plate_for(only(data)))
    original, copied = ElementTree.fromstring(patched).iter("clipitem")
    assert [node.tag for node in original].count("marker") == 1
    assert [node.tag for node in copied if node.tag in ("marker", "link", "filter")] == ["filter"]
    assert [node.text for node in copied.iter("when")] == ["13", "18"]
    assert copied.get("id") == "clipitem-2"
    assert copied.findtext("masterclipid") == "masterclip-2"
    assert copied.findtext("name") == "sh010_cleanplate_v001"


def test_key_frames_and_markers_of_a_replaced_clip_stay_on_their_pictures() -> None:
    marker = "<marker><name>dirt</name><in>112</in><out>115</out></marker>"
    far = "<marker><name>slate</name><in>2</in><out>-1</out></marker>"
    data = document(clip(0, 50, 110, 160, more=basic_motion(115, 120) + marker + far))
    (item,) = ElementTree.fromstring(replaced(data, only(data), plate_for(only(data)))).iter("clipitem")
    assert (item.findtext("in"), item.findtext("out"), item.findtext("duration")) == ("8", "58", "66")
    assert [node.text for node in item.iter("when")] == ["13", "18"]
    assert [node.findtext("in") for node in item.iter("marker")] == ["10"]
    assert item.findtext("marker/out") == "13"


def test_the_definition_of_a_file_moves_to_its_next_use() -> None:
    reference = '<file id="file-1"/>'
    data = document(
        clip(0, 50, 10, 60) + clip(50, 90, 70, 110, number=2, media=reference),
        clip(0, 30, 0, 30, number=3, media=reference),
    )
    first, second, third = clips(data)
    patched = replaced(data, first, plate_for(first))
    after = clips(patched)
    assert [item.source for item in after] == [first.source, second.source, third.source]
    assert "cleanplate" in (after[0].media[0].target or "")
    assert after[1].media[0].target == after[2].media[0].target == second.media[0].target
    assert patched.count(b'<file id="file-1">') == 1
    assert patched.index(b'<file id="file-1">') < patched.index(b'<file id="file-1"/>')


def test_the_definition_of_a_file_that_is_used_before_moves_there() -> None:
    data = document(clip(0, 50, 10, 60, media='<file id="file-1"/>') + clip(50, 90, 70, 110, number=2))
    first, second = clips(data)
    after = clips(replaced(data, second, plate_for(second)))
    assert [item.source for item in after] == [first.source, second.source]
    assert after[0].media[0].target == first.media[0].target


def test_a_plate_of_several_clips_is_defined_where_it_comes_first() -> None:
    reference = '<file id="file-1"/>'
    data = document(clip(0, 50, 10, 60) + clip(50, 90, 15, 55, number=2, media=reference))
    first, second = clips(data)
    plate = plate_for(first)
    patched = DIALECT.patch(data, PATH, [Replace(second.locator, plate), Replace(first.locator, plate)])
    assert patched.count(b"<pathurl>") == 1
    assert [item.source for item in clips(patched)] == [first.source, second.source]
    masters = [node.text for node in ElementTree.fromstring(patched).iter("masterclipid")]
    assert masters == ["masterclip-3", "masterclip-3"]


def test_clips_of_one_track_share_a_new_track_and_may_not_overlap() -> None:
    data = document(clip(0, 50, 10, 60) + clip(50, 90, 100, 140, number=2), clip(0, 50, 0, 50, number=3))
    first, second, third = clips(data)
    above = [
        PlaceAbove(item.locator, plate_for(item, name=f"sh{index}_cleanplate"), item.record, Fraction(0), "C")
        for index, item in enumerate((second, first))
    ]
    patched = DIALECT.patch(data, PATH, above)
    tracks = edit_of(read(patched)).tracks
    assert [len(track.items) for track in tracks] == [2, 1, 2]
    assert [item.record for item in tracks[2].items] == [first.record, second.record]
    overlapping = PlaceAbove(third.locator, plate_for(third), third.record, Fraction(0), "C")
    with pytest.raises(EditError, match="its place on the track 'C' is taken"):
        DIALECT.patch(data, PATH, [*above, overlapping])


def test_a_plate_goes_inside_the_nest() -> None:
    inner = sequence(clip(0, 100, 5, 105), name="inner")
    data = document(clip(0, 40, 30, 70, media=inner, number=2))
    timeline = read(data)
    ((key, inside),) = usable(timeline)
    assert key == "inner"
    patched = read(placed(data, inside, plate_for(inside)))
    assert len(patched.sequences["inner"].tracks) == 2
    assert len(patched.sequences["cut"].tracks) == 1


def test_a_version_up_replaces_the_plate() -> None:
    data = document(clip(0, 50, 10, 60))
    first = replaced(data, only(data), plate_for(only(data)))
    second = replaced(first, only(first), plate_for(only(first), name="sh010_cleanplate_v002"))
    assert second.replace(b"v002", b"v001").replace(b"file-3", b"file-2").replace(
        b"masterclip-3", b"masterclip-2"
    ) == (first)


def test_a_plate_must_hold_what_transitions_show() -> None:
    data = document(clip(0, -1, 100, 225) + transition(100, 125) + clip(-1, 300, 400, 600, number=2))
    first = clips(data)[0]
    with pytest.raises(
        EditError, match=r"'shot 1': it shows the frames 100 to 224, the plate holds 92 to 219"
    ):
        replaced(data, first, plate_for(first))
    patched = replaced(data, first, plate_for(first, handles=13))
    assert [item.source for item in clips(patched)] == [item.source for item in clips(data)]


def test_pictures_are_named_by_their_first() -> None:
    numbering = Numbering("sh.", ".exr", 4, 1001)
    for url, name in (
        ("file:///a/in.0100.dpx", "sh.1001.exr"),
        ("file:///a/in.%5B0100-1099%5D.dpx", "sh.%5B1001-1066%5D.exr"),
    ):
        data = document(clip(0, 50, 10, 60, media=file(url=url)))
        plate = replace(plate_for(only(data)), path=Path("/plates/sh"), numbering=numbering)
        after = only(replaced(data, only(data), plate))
        assert f"<pathurl>file:///plates/sh/{name}</pathurl>".encode() in replaced(data, only(data), plate)
        assert after.media[0].numbering == numbering
        assert after.source == only(data).source


def test_a_still_takes_a_picture_or_a_movie_that_is_long_enough() -> None:
    still = file(url="file:///a/still.png", duration=1)
    data = document(clip(0, 50, 900, 950, media=still))
    before = only(data)
    picture = only(replaced(data, before, plate_for(before)))
    assert (picture.source, picture.trim) == (before.source, before.trim)
    movie = Plate(Path("/p/x_cleanplate.mov"), "x", Span(Fraction(0), Fraction(50), Fraction(25)))
    after = only(replaced(data, before, movie))
    assert after.source == movie.available
    with pytest.raises(EditError, match="the plate is a shorter movie"):
        replaced(data, before, replace(movie, available=Span(Fraction(0), Fraction(1), Fraction(25))))


def test_the_timecode_is_written_like_the_original() -> None:
    ntsc = rate(30, "TRUE")
    media = file(rate_text=ntsc, frame=107892).replace("00:00:00:00", "01;00;00;00").replace("NDF", "DF")
    data = document(clip(0, 50, 40, 90, media=media, rate_text=ntsc), rate_text=ntsc)
    patched = replaced(data, only(data), plate_for(only(data)))
    assert b"<string>01;00;01;02</string><frame>107924</frame><displayformat>DF</displayformat>" in patched
    bare = document(clip(0, 50, 40, 90, media=file(frame=None)))
    patched = replaced(bare, only(bare), plate_for(only(bare)))
    assert b"<string>00:00:01:07</string><frame>32</frame>" in patched
    assert only(patched).source == only(bare).source


@pytest.mark.parametrize("range_", ["", "<in>-1</in><out>-1</out>"])
def test_a_clip_of_all_its_media_gets_its_range_written_down(range_: str) -> None:
    item = clip(10, 60, 0, 1, media=file(duration=50)).replace("<in>0</in><out>1</out>", range_)
    data = document(item)
    longer = Plate(Path("/p/x_cleanplate.mov"), "x", Span(Fraction(-8), Fraction(66), Fraction(25)))
    patched = replaced(data, only(data), longer)
    assert b"<in>8</in><out>58</out>" in patched
    assert only(patched).source == only(data).source


def test_sound_is_no_part_of_a_plate() -> None:
    data = document(clip(0, 50, 40, 90))
    assert b"channelcount" in data
    assert b"channelcount" not in replaced(data, only(data), plate_for(only(data)))


def test_a_frame_that_cannot_be_written_whole_is_added_in_ticks() -> None:
    media = file(rate_text=rate(30), frame=300)
    data = document(clip(0, 25, 50, 75, media=media))
    patched = replaced(data, only(data), plate_for(only(data)))
    assert near(only(patched).source, only(data).source)
    assert b"<in>6</in><out>31</out>" not in data
    assert b"<in>6</in>" in patched


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (document(clip(0, 50, 10, 60, media='<file id="x"/>')), "it shows no media file"),
        (document(clip(0, 50, 10, 60, media=file(url=None))), "it shows no media file"),
    ],
)
def test_clips_without_media_are_refused(data: bytes, cause: str) -> None:
    plate = Plate(Path("/p/x.mov"), "x", Span(Fraction(0), Fraction(1000), Fraction(25)))
    with pytest.raises(EditError, match=cause) as caught:
        replaced(data, only(data), plate)
    assert caught.value.exit_status == 2


def test_edits_that_do_not_fit_are_refused() -> None:
    data = document(clip(0, 50, 10, 60))
    shown, plate = only(data), plate_for(only(data))
    other_rate = replace(plate, available=plate.available.at(Fraction(50)))
    refused: list[tuple[Edit, str]] = [
        (AddReference(shown.locator, plate, "CLEAN"), "one media reference"),
        (Replace((99999,), plate), "is not in this document"),
        (Replace(("x",), plate), "is not in this document"),
        (Replace((0,), plate), "lies on no video track"),
        (Replace(shown.locator, other_rate), "the plate at 50"),
    ]
    for edit, cause in refused:
        with pytest.raises(EditError, match=cause):
            DIALECT.patch(data, PATH, [edit])
