"""Plates in OTIO documents: only the nodes that must change do, in the style of their neighbours."""

from __future__ import annotations

import difflib
import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path, PureWindowsPath
from typing import Any

import pytest
from edits_read import edit_of
from otio_documents import (
    DIALECT,
    PATH,
    Node,
    clip,
    clips_of,
    frames,
    gap,
    marker,
    media,
    pictures,
    plate_for,
    span,
    stack,
    time,
    timeline,
    track,
    warp,
    written,
)

from editor.timeline.editing import AddReference, Edit, PlaceAbove, Plate, Replace, ShowReference
from editor.timeline.errors import EditError
from editor.timeline.model import Clip, Numbering

ONE = timeline(track(clip()))


def first_clip(data: bytes) -> Clip:
    return next(clips_of(DIALECT.read(data, PATH)))


def patched(data: bytes, *edits: Edit, path: Path = PATH) -> bytes:
    return DIALECT.patch(data, path, edits)


def changed_lines(before: bytes, after: bytes) -> tuple[list[str], list[str]]:
    lines = difflib.ndiff(before.decode().splitlines(), after.decode().splitlines())
    found: dict[str, list[str]] = {"-": [], "+": []}
    for line in lines:
        if line[0] in found:
            found[line[0]].append(line[2:].strip())
    return found["-"], found["+"]


def above(data: bytes, start: int, duration: int, **changes: Any) -> PlaceAbove:
    found = first_clip(data)
    offset = Fraction(start) - found.record.start
    plate = replace(plate_for(found), **changes)
    return PlaceAbove(found.locator, plate, frames(start, duration), offset, "CLEAN v001")


def placed_clip(data: bytes, edit: PlaceAbove) -> Clip:
    tracks = edit_of(DIALECT.read(patched(data, edit), PATH)).tracks
    (found,) = (item for item in tracks[1].items if isinstance(item, Clip))
    return found


@pytest.mark.parametrize("indent", [None, 0, 2, 4])
def test_a_replaced_movie_changes_path_and_range_alone(indent: int | None) -> None:
    data = written(ONE, indent)
    shot = first_clip(data)
    out = patched(data, Replace(shot.locator, plate_for(shot)))
    wanted = json.loads(data)
    reference = wanted["tracks"]["children"][0]["children"][0]["media_references"]["DEFAULT_MEDIA"]
    reference["target_url"] = "/edit/plates/sh010_cleanplate_v001.mov"
    reference["available_range"] = span(2.0, 36.0)
    assert out == written(wanted, indent)


def test_a_name_of_media_becomes_the_plates() -> None:
    data = written(timeline(track(clip(reference={**media(), "name": "a.mov"}))))
    assert (
        '"name": "sh010_cleanplate_v001",'
        in changed_lines(data, patched(data, Replace(first_clip(data).locator, plate_for(first_clip(data)))))[
            1
        ]
    )


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("a.mov", "plates/p.mov"),
        ("./a.mov", "./plates/p.mov"),
        ("/media/a.mov", "/edit/plates/p.mov"),
        ("file:///media/a%20b.mov", "file:///edit/plates/p.mov"),
        ("file://localhost/D%3a/a.mov", "file://localhost/edit/plates/p.mov"),
    ],
)
def test_the_path_is_written_as_the_neighbours_is(target: str, expected: str) -> None:
    data = written(timeline(track(clip(reference=media(target)))))
    plate = plate_for(first_clip(data), name="p")
    shown = first_clip(patched(data, Replace(first_clip(data).locator, plate))).shown
    assert shown is not None
    assert shown.target == expected


def test_a_plate_that_windows_sees_is_written_for_windows() -> None:
    data = written(timeline(track(clip(reference=media("D:\\media\\a.mov")))))
    plate = replace(plate_for(first_clip(data)), path=PureWindowsPath(r"E:\plates\p.mov"))
    assert b'"E:\\\\plates\\\\p.mov"' in patched(data, Replace(first_clip(data).locator, plate))


def test_whole_numbers_stay_whole_and_decimals_decimals() -> None:
    data = written(ONE).replace(b'"value": 1000.0', b'"value": 1000')
    lines = changed_lines(
        data, patched(data, Replace(first_clip(data).locator, plate_for(first_clip(data))))
    )[1]
    assert '"value": 36' in lines
    assert '"value": 2.0' in lines


def test_the_rate_is_written_as_it_was() -> None:
    source, reference = span(240.0, 24.0, 23.976), media(rate=23.976)
    data = written(timeline(track(clip(source=source, reference=reference)), rate=23.976))
    out = patched(data, Replace(first_clip(data).locator, plate_for(first_clip(data))))
    assert out.count(b"23.976,") == data.count(b"23.976,")
    assert b"23.97602" not in out


def test_pictures_become_a_movie_and_the_other_way_round() -> None:
    data = written(timeline(track(clip(reference=pictures()))))
    found = first_clip(data)
    movie = patched(data, Replace(found.locator, plate_for(found)))
    assert b"ImageSequenceReference" not in movie
    assert first_clip(movie).source == found.source
    numbered = replace(plate_for(found), numbering=Numbering("p.", ".exr", 4, 1001), path=Path("/p/v001"))
    shown = first_clip(patched(movie, Replace(first_clip(movie).locator, numbered))).shown
    assert shown is not None
    assert (shown.target, shown.numbering) == ("/p/v001/", numbered.numbering)
    assert shown.available == numbered.available


def test_media_without_a_range_gets_one() -> None:
    data = written(timeline(track(clip(reference={**media(), "available_range": None}))))
    shot = first_clip(data)
    shown = first_clip(patched(data, Replace(shot.locator, plate_for(shot)))).shown
    assert shown is not None
    assert shown.available == plate_for(shot).available


def test_a_track_above_is_all_that_is_added() -> None:
    data = written(
        timeline(track(clip(markers=[marker("m", 11.0)], effects=[warp(1.0)])), track(kind="Audio"))
    )
    out = patched(data, above(data, 0, 20))
    removed, added = changed_lines(data, out)
    assert removed == []
    tracks = edit_of(DIALECT.read(out, PATH)).tracks
    assert [it.name for it in tracks] == ["V1", "CLEAN v001", "V1"]
    (placed,) = tracks[1].items
    assert isinstance(placed, Clip)
    assert (placed.name, placed.record, placed.source, placed.markers) == (
        "sh010_cleanplate_v001",
        frames(0, 20),
        frames(10, 20),
        (),
    )
    assert added.count('"OTIO_SCHEMA": "LinearTimeWarp.1",') == 1


def test_a_part_of_a_clip_is_placed_behind_a_gap() -> None:
    data = written(ONE)
    placed = placed_clip(data, above(data, 5, 7))
    assert (placed.record, placed.source) == (frames(5, 7), frames(15, 7))


@pytest.mark.parametrize(
    ("speed", "namespace", "record", "source"),
    [
        (2.0, "", frames(5, 7), frames(20, 14)),
        (-1.0, "", frames(5, 7), frames(18, 7)),
        (0.0, "", frames(5, 7), frames(10, 1)),
        (2.0, "PremierePro_OTIO", frames(5, 4), frames(20, 8)),
    ],
)
def test_a_part_of_a_retimed_clip_shows_the_same_pictures(
    speed: float, namespace: str, record: Any, source: Any
) -> None:
    metadata = {namespace: {}} if namespace else {}
    data = written(timeline(track(clip(effects=[warp(speed)], metadata=metadata))))
    placed = placed_clip(data, above(data, 5, int(record.duration)))
    assert (placed.record, placed.source) == (record, source)


def test_a_part_of_a_ramp_cannot_be_placed() -> None:
    rows = [[0.0, 0.0], [1.0, 2.0]]
    ramp = {"OTIO_SCHEMA": "TimeEffect.1", "metadata": {"Resolve_OTIO": {"Key Frames": rows}}}
    data = written(timeline(track(clip(effects=[ramp]))))
    assert placed_clip(data, above(data, 0, 20)).retime is not None
    with pytest.raises(EditError, match="replace its media"):
        patched(data, above(data, 5, 7))


def test_links_of_resolve_stay_with_the_original() -> None:
    data = written(
        timeline(track(clip(metadata={"Resolve_OTIO": {"Link Group ID": 4, "Keep": 12345678901234567890}})))
    )
    added = changed_lines(data, patched(data, above(data, 0, 20)))[1]
    assert not any("Link Group ID" in line for line in added)
    assert '"Keep": 12345678901234567890' in added


def test_plates_share_a_track_unless_they_overlap() -> None:
    data = written(timeline(track(clip("a"), clip("b"), clip("c"))))
    first, second, third = clips_of(DIALECT.read(data, PATH))
    edits = [
        PlaceAbove(it.locator, plate_for(it, name=it.name), it.record, Fraction(0), "CLEAN v001")
        for it in (third, first)
    ]
    tracks = edit_of(DIALECT.read(patched(data, *edits), PATH)).tracks
    assert [(item.record.start, item.record.duration) for item in tracks[1].items] == [
        (0, 20),
        (20, 20),
        (40, 20),
    ]
    clash = PlaceAbove(second.locator, plate_for(second), frames(10, 20), Fraction(0), "CLEAN v001")
    with pytest.raises(EditError, match="another plate"):
        patched(data, *edits, clash)


def test_a_nested_clip_is_cleaned_inside_its_nest() -> None:
    data = written(timeline(track(gap(2.0), stack(track(clip("inside"))))))
    shot = first_clip(data)
    out = patched(data, PlaceAbove(shot.locator, plate_for(shot), shot.record, Fraction(0), "CLEAN v001"))
    found = DIALECT.read(out, PATH)
    nest = next(key for key in found.sequences if key not in found.main)
    assert [it.name for it in found.sequences[nest].tracks] == ["V1", "CLEAN v001"]
    assert len(edit_of(found).tracks) == 1


def test_a_clip_in_no_stack_cannot_be_covered() -> None:
    data = written(clip())
    with pytest.raises(EditError, match="no stack"):
        patched(data, above(data, 0, 20))
    assert b"sh010" in patched(data, Replace((), plate_for(first_clip(data))))


def old_style() -> Node:
    node = clip()
    node["OTIO_SCHEMA"] = "Clip.1"
    node["media_reference"] = node.pop("media_references")["DEFAULT_MEDIA"]
    del node["active_media_reference_key"]
    return node


@pytest.mark.parametrize("node", [clip(), old_style()], ids=["Clip.2", "Clip.1"])
@pytest.mark.parametrize("indent", [None, 2])
def test_a_second_reference_is_added_and_shown(node: Node, indent: int | None) -> None:
    data = written(timeline(track(node)), indent)
    shot = first_clip(data)
    out = patched(data, AddReference(shot.locator, plate_for(shot), "CLEAN_v001"))
    after = first_clip(out)
    assert [it.key for it in after.media] == ["DEFAULT_MEDIA", "CLEAN_v001"]
    assert after.shown is after.media[1]
    kept = after.media[0]
    assert shot.shown is not None
    assert (kept.target, kept.available) == (shot.shown.target, shot.shown.available)
    assert (indent is None) == (b"\n" not in out)


def test_versions_go_up_and_down() -> None:
    data = written(ONE)
    shot = first_clip(data)
    for number in (1, 2):
        plate = plate_for(shot, name=f"sh010_cleanplate_v00{number}")
        data = patched(data, AddReference(shot.locator, plate, f"CLEAN_v00{number}"))
    down = patched(data, ShowReference(shot.locator, "CLEAN_v001"))
    assert changed_lines(data, down) == (
        ['"active_media_reference_key": "CLEAN_v002"'],
        ['"active_media_reference_key": "CLEAN_v001"'],
    )
    assert patched(down, ShowReference(shot.locator, "CLEAN_v002")) == data


@pytest.mark.parametrize(
    ("edits", "reason"),
    [
        ([Replace(("tracks",), None)], "not in this timeline"),
        ([ShowReference(("tracks", "children", 0, "children", 0), "CLEAN_v009")], "no media reference"),
        ([AddReference(("tracks", "children", 0, "children", 0), None, "DEFAULT_MEDIA")], "already has"),
        ([ShowReference(("tracks", "children", 0, "children", 0), "DEFAULT_MEDIA")] * 2, "twice"),
    ],
)
def test_edits_that_cannot_be_made_are_refused(edits: list[Any], reason: str) -> None:
    with pytest.raises(EditError, match=reason):
        patched(written(ONE), *edits)


def test_line_ends_of_windows_stay() -> None:
    data = written(ONE).replace(b"\n", b"\r\n")
    out = patched(data, above(data, 0, 20))
    assert out.count(b"\n") == out.count(b"\r\n") > data.count(b"\r\n")


def test_escapes_are_used_where_the_document_uses_them() -> None:
    data = written(timeline(track(clip("h\u00f6he"))))
    plate = Plate(Path("/edit/h\u00f6he.mov"), "h\u00f6he", frames(0, 40))
    assert b"h\\u00f6he.mov" in patched(data, Replace(first_clip(data).locator, plate))
    raw = data.replace(b"\\u00f6", "\u00f6".encode())
    assert "h\u00f6he.mov".encode() in patched(raw, Replace(first_clip(raw).locator, plate))


def test_no_edits_give_the_identical_bytes_even_of_what_cannot_be_read() -> None:
    assert patched(b"{ not json") == b"{ not json"
    assert patched(written(timeline(track(clip(source=span(0.0, 0.0)), start=time(0.0))))) is not None


@pytest.mark.parametrize("way", [Replace, AddReference, PlaceAbove])
def test_a_clip_that_shows_all_of_its_media_does_not_show_the_handles(way: type[Edit]) -> None:
    data = written(timeline(track({**clip(reference=media(duration=30.0)), "source_range": None})))
    shot = first_clip(data)
    plate = plate_for(shot, handles=8)
    edits = {
        Replace: Replace(shot.locator, plate),
        AddReference: AddReference(shot.locator, plate, "CLEAN_v001"),
        PlaceAbove: PlaceAbove(shot.locator, plate, shot.record, Fraction(0), "CLEAN v001"),
    }
    after = list(clips_of(DIALECT.read(patched(data, edits[way]), PATH)))[-1]
    assert (after.record, after.source) == (shot.record, shot.source)
    assert after.shown is not None
    assert after.shown.available == plate.available


def test_a_plate_that_is_too_short_is_refused() -> None:
    data = written(ONE)
    shot = first_clip(data)
    short = replace(plate_for(shot), available=frames(12, 30))
    for edit in (Replace(shot.locator, short), AddReference(shot.locator, short, "CLEAN_v001")):
        with pytest.raises(EditError, match="shows the frames 10 to 29, the plate holds 12 to 41"):
            patched(data, edit)
