"""Plates in FCPXML: replaced media and connected clips above, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from xml.etree import ElementTree

import pytest
from edits_read import edit_of, of_plate, usable
from fcpxml_documents import (
    DIALECT,
    PATH,
    WARPED,
    asset,
    clip,
    clips,
    document,
    placed,
    plate_for,
    read,
    replaced,
)

from editor.timeline.editing import AddReference, Edit, PlaceAbove, Plate, Replace
from editor.timeline.errors import EditError
from editor.timeline.model import Clip, Numbering, Span

CONFORMED = '<conform-rate srcFrameRate="25"/>'
LOOK = '<adjust-transform scale="2 2"/>'
VIDEO_CLIP = (
    '<clip name="shot" offset="0s" start="105s" duration="2s"><video ref="r10" offset="100s" start="3600s" '
    'duration="40s"><audio ref="r10" lane="-1" offset="3600s" duration="40s"/></video></clip>'
)
KINDS = {
    "plain": document(clip("0s", "3610s", "2s")),
    "retimed": document(clip("0s", "3620s", "2s", inside=WARPED)),
    "conformed": document(clip("0s", "3610s", "2s", inside=CONFORMED), form="r3"),
    "clip of a video": document(VIDEO_CLIP),
    "connected": document(
        '<gap offset="0s" duration="9s">' + clip("3s", "3610s", "2s", more=' lane="1"') + "</gap>"
    ),
    "in a story line": document(
        '<gap offset="0s" duration="9s"><spine lane="1" offset="2s">'
        + clip("1s", "3610s", "2s")
        + "</spine></gap>"
    ),
    "audition": document(f'<audition offset="0s">{clip("0s", "3610s", "2s")}</audition>'),
    "still": document(
        '<video ref="r10" offset="0s" start="7200s" duration="2s" name="shot"/>',
        resources=asset(duration="0s", src="file:///a.png"),
    ),
}
every_kind = pytest.mark.parametrize("data", KINDS.values(), ids=KINDS.keys())


def only(data: bytes) -> Clip:
    (clip_,) = clips(data)
    return clip_


@every_kind
def test_a_replaced_clip_shows_the_same_frames_of_the_plate(data: bytes) -> None:
    before = only(data)
    plate = plate_for(before)
    after = only(replaced(data, before, plate))
    assert (after.record, after.source, after.retime) == (before.record, before.source, before.retime)
    assert after.media[0].available == plate.available
    assert after.media[0].target == f"file:///plates/{plate.path.name}"
    assert after.media[0].reel == before.media[0].reel


@every_kind
def test_a_part_placed_above_shows_the_same_frames_of_the_plate(data: bytes) -> None:
    before = only(data)
    assert before.source is not None
    part = Span(before.record.start + 10, Fraction(20), before.record.rate)
    edit = PlaceAbove(before.locator, plate_for(before), part, Fraction(10), "CLEAN v001")
    patched = DIALECT.patch(data, PATH, [edit])
    original, above = clips(patched)
    assert replace(original, locator=(), media=()) == replace(before, locator=(), media=())
    assert above.record == part
    pace = before.source.duration / before.record.duration
    is_still = before.source.duration == 1
    start = before.source.start if is_still else before.source.start + 10 * pace
    assert above.source == Span(start, Fraction(1) if is_still else 20 * pace, before.source.rate)
    tracks = edit_of(read(patched)).tracks
    assert tracks[-1].items[0] == above


def test_a_clip_with_sound_keeps_its_sound() -> None:
    sounding = asset(more=' hasAudio="1" audioSources="1" audioChannels="2" audioRate="48000"')
    volume = '<adjust-volume amount="-3dB"/>'
    marker = '<marker start="3611s" value="x"/>'
    source = '<audio-channel-source srcCh="1, 2"/>'
    item = clip(
        "0s", "3610s", "2s", inside=volume + marker + source, more=' audioRole="dialogue" videoRole="video"'
    )
    data = document(item, resources=sounding)
    patched = replaced(data, only(data), plate_for(only(data)))
    root = ElementTree.fromstring(patched)
    (shown,) = root.iter("clip")
    assert [node.tag for node in shown] == ["adjust-volume", "video", "marker", "audio-channel-source"]
    video, audio = shown.find("video"), shown.find("video/audio")
    assert video is not None
    assert audio is not None
    assert video.attrib == {
        "ref": "r11",
        "offset": "90242/25s",
        "start": "90242/25s",
        "duration": "66/25s",
        "role": "video",
    }
    assert audio.attrib == {
        "ref": "r10",
        "lane": "-1",
        "offset": "90242/25s",
        "start": "90242/25s",
        "duration": "66/25s",
        "role": "dialogue",
        "srcCh": "1, 2",
    }
    assert shown.attrib == {"offset": "0s", "name": "shot", "start": "3610s", "duration": "2s"}
    plate = next(node for node in root.iter("asset") if node.get("id") == "r11")
    assert not {"hasAudio", "audioSources", "audioChannels", "audioRate", "uid"} & set(plate.attrib)
    assert only(patched).source == only(data).source
    silent = document(item.replace("<asset-clip ", '<asset-clip srcEnable="video" '), resources=sounding)
    assert b"<clip " not in replaced(silent, only(silent), plate_for(only(silent)))


def test_a_split_edit_keeps_the_sound_that_it_needs() -> None:
    sounding = asset(more=' hasAudio="1" audioChannels="2"')
    item = clip("0s", "3610s", "2s", more=' audioStart="3605s" audioDuration="12s"')
    data = document(item, resources=sounding)
    (audio,) = ElementTree.fromstring(replaced(data, only(data), plate_for(only(data)))).iter("audio")
    assert (audio.get("start"), audio.get("duration")) == ("3605s", "12s")


def test_the_asset_of_a_plate_is_written_like_that_of_its_media() -> None:
    data = document(clip("0s", "3610s", "2s"))
    patched = replaced(data, only(data), plate_for(only(data))).decode()
    new = patched[patched.index('<asset id="r11"') : patched.index("</resources>")]
    assert new == (
        '<asset id="r11" name="sh010_cleanplate_v001" start="90242/25s" duration="66/25s" hasVideo="1" '
        'format="r1" videoSources="1"><media-rep kind="original-media" '
        'src="file:///plates/sh010_cleanplate_v001.mov"></media-rep><metadata>'
        '<md key="com.apple.proapps.studio.reel" value="A001"/></metadata></asset>'
    )
    assert patched.replace(new, "").replace('ref="r11"', 'ref="r10"').encode() == data


def test_a_placed_copy_keeps_looks_and_drops_the_rest() -> None:
    inside = (
        "<note>n</note>"
        + LOOK
        + '<adjust-volume amount="1dB"/>'
        + clip("3611s", "3600s", "1s", more=' lane="1"', name="connected")
        + '<marker start="3611s" value="x"/><filter-video ref="r99"/>'
    )
    data = document(clip("0s", "3610s", "2s", inside=inside, more=' audioRole="dialogue" enabled="0"'))
    first = next(item for item in clips(data) if item.name == "shot")
    root = ElementTree.fromstring(placed(data, first, plate_for(first)))
    (host,) = [node for node in root.iter("asset-clip") if node.get("name") == "shot"]
    assert [node.tag for node in host] == [
        *("note", "adjust-transform", "adjust-volume", "asset-clip", "asset-clip", "marker", "filter-video")
    ]
    copied = host[4]
    assert [node.tag for node in copied] == ["adjust-transform"]
    assert copied.attrib == {
        "ref": "r11",
        "lane": "2",
        "offset": "3610s",
        "name": "sh010_cleanplate_v001",
        "start": "3610s",
        "duration": "2s",
    }


def test_plates_of_one_track_share_a_lane_and_may_not_overlap() -> None:
    data = document(clip("0s", "3610s", "2s") + clip("2s", "3620s", "2s"))
    first, second = clips(data)
    edits: list[Edit] = [
        PlaceAbove(item.locator, plate_for(item, name=f"{index}_cleanplate"), item.record, Fraction(0), "C")
        for index, item in enumerate((second, first))
    ]
    tracks = edit_of(read(DIALECT.patch(data, PATH, edits))).tracks
    assert [track.locator[1] for track in tracks] == [0, 1]
    assert [item.record for item in tracks[1].items] == [first.record, second.record]
    with pytest.raises(EditError, match="its place on the new track is taken"):
        DIALECT.patch(data, PATH, [*edits, edits[0]])


def test_a_host_that_is_replaced_can_carry_a_plate_as_well() -> None:
    sounding = asset(more=' hasAudio="1" audioChannels="2"')
    data = document(clip("0s", "3610s", "2s").replace("></asset-clip>", "/>"), resources=sounding)
    first = only(data)
    edits: list[Edit] = [
        Replace(first.locator, plate_for(first, name="a_cleanplate")),
        PlaceAbove(first.locator, plate_for(first, name="b_cleanplate"), first.record, Fraction(0), "C"),
    ]
    below, above = clips(DIALECT.patch(data, PATH, edits))
    assert below.source == above.source == first.source
    assert below.media != above.media


def test_a_plate_goes_inside_the_compound() -> None:
    compound = (
        '<media id="r20" name="inside"><sequence format="r1" tcStart="50s"><spine>'
        f"{clip('50s', '3610s', '10s', name='deep')}</spine></sequence></media>"
    )
    ref = '<ref-clip ref="r20" offset="0s" start="53s" duration="2s" name="nest"/>'
    data = document(ref, resources=asset() + compound)
    ((key, inside),) = usable(read(data))
    assert key == "r20"
    for patched in (replaced(data, inside, plate_for(inside)), placed(data, inside, plate_for(inside))):
        ((key_after, shown),) = of_plate(read(patched))
        assert (key_after, shown.record, shown.source) == (key, inside.record, inside.source)


def test_a_version_up_replaces_the_plate() -> None:
    data = document(clip("0s", "3610s", "2s"))
    first = replaced(data, only(data), plate_for(only(data)))
    second = replaced(first, only(first), plate_for(only(first), name="sh010_cleanplate_v002"))
    assert only(second).media[0].name == "sh010_cleanplate_v002"
    assert only(second).source == only(data).source


def test_a_plate_must_hold_what_transitions_show() -> None:
    dissolve = '<transition name="Dissolve" offset="1s" duration="2s"/>'
    data = document(clip("0s", "3610s", "2s") + dissolve + clip("2s", "3620s", "2s"))
    first = clips(data)[0]
    with pytest.raises(EditError, match="it shows the frames 90250 to 90324, the plate holds 90242 to 90307"):
        replaced(data, first, plate_for(first))
    assert clips(replaced(data, first, plate_for(first, 25)))[0].source == first.source


@pytest.mark.parametrize(
    ("data", "changes", "cause"),
    [
        (document('<title ref="x" offset="0s" duration="1s" name="t"/>'), {}, "it shows no media file"),
        (KINDS["plain"], {"numbering": Numbering("a", ".exr", 4, 1)}, "plays no picture sequences"),
        (KINDS["still"], {"path": Path("/p/a.mov")}, "it is a still, and the plate a movie"),
        (KINDS["plain"], {"available": Span(Fraction(0), Fraction(99), Fraction(24))}, "the plate at 24"),
    ],
)
def test_plates_that_do_not_fit_are_refused(data: bytes, changes: dict[str, object], cause: str) -> None:
    plate = Plate(Path("/p/a.png"), "a", Span(Fraction(90000), Fraction(1000), Fraction(25)))
    with pytest.raises(EditError, match=cause):
        replaced(data, only(data), replace(plate, **changes))


def test_edits_that_the_format_has_not_are_refused() -> None:
    data, plate = KINDS["plain"], plate_for(only(KINDS["plain"]))
    refused: list[tuple[Edit, str]] = [
        (AddReference(only(data).locator, plate, "CLEAN"), "one media reference"),
        (Replace((99999,), plate), "it is no clip of this document"),
        (Replace(("x", 1), plate), "it is no clip of this document"),
    ]
    for edit, cause in refused:
        with pytest.raises(EditError, match=cause):
            DIALECT.patch(data, PATH, [edit])


def test_nothing_is_connected_to_an_angle() -> None:
    angle = f'<mc-angle name="A" angleID="A">{clip("0s", "3610s", "9s")}</mc-angle>'
    multicam = f'<media id="r20" name="m"><multicam format="r1" tcStart="0s">{angle}</multicam></media>'
    shown = '<mc-clip ref="r20" offset="0s" duration="3s" name="m"><mc-source angleID="A"/></mc-clip>'
    data = document(shown, resources=asset() + multicam)
    ((_, inside),) = usable(read(data))
    with pytest.raises(EditError, match="nothing can be connected to an angle of a multicam"):
        placed(data, inside, plate_for(inside))
    assert of_plate(read(replaced(data, inside, plate_for(inside))))
