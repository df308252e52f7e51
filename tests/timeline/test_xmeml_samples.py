"""Real xmeml files: untouched they come back byte for byte, and a plate changes its own nodes alone."""

from __future__ import annotations

import random
from fractions import Fraction
from pathlib import Path

import opentimelineio as otio
import pytest
from edits_read import edit_of, of_plate, usable
from mutants import mutated
from xmeml_documents import DIALECT, placed, plate_for, replaced

from editor.errors import CleanplateError
from editor.timeline.editing import PlaceAbove, Replace
from editor.timeline.model import Clip, Timeline, Track, TrackKind, Transition
from editor.timeline.xml_text.document import Element, XmlDocument
from editor.timeline.xml_text.parsing import parse_xml

SAMPLES = (
    "fcp7_speed_nested_stills.xml",
    "hiero_speed25.xml",
    "premiere_12tracks_23976.xml",
    "premiere_222_markers.xml",
    "premiere_adapter_refuses.xml",
    "premiere_cc_mixed_rates.xml",
    "premiere_disabled_clips.xml",
    "premiere_disabled_small.xml",
    "premiere_generators_23976.xml",
    "premiere_multicam_1.xml",
    "premiere_nested75_markers317.xml",
    "premiere_nested_markers.xml",
    "resolve_stills_60fps.xml",
    "unicode_name_døvetolk.xml",
)
WITHOUT_PICTURES = ("premiere_disabled_small.xml", "premiere_generators_23976.xml")
REFUSED_BY_THE_ADAPTER = "premiere_adapter_refuses.xml"
HANDLES = 40

pytestmark = pytest.mark.footage
every_sample = pytest.mark.parametrize("name", SAMPLES)
with_pictures = pytest.mark.parametrize("name", [name for name in SAMPLES if name not in WITHOUT_PICTURES])


@pytest.fixture
def data(shared: Path, name: str) -> bytes:
    return (shared / "timelines" / "xmeml" / name).read_bytes()


@every_sample
def test_untouched_a_file_comes_back_byte_for_byte(data: bytes, name: str) -> None:
    assert DIALECT.recognises(data)
    assert DIALECT.read(data, Path(name)).sequences
    assert DIALECT.patch(data, Path(name), []) == data


@with_pictures
def test_a_track_above_is_all_that_is_added(data: bytes, name: str) -> None:
    timeline = DIALECT.read(data, Path(name))
    key, clip = min(usable(timeline), key=lambda item: item[1].retime is None)
    patched = placed(data, clip, plate_for(clip, HANDLES))
    at = next(index for index, (old, new) in enumerate(zip(data, patched, strict=False)) if old != new)
    size = len(patched) - len(data)
    assert patched[at + size :] == data[at:]
    added = patched[at : at + size].decode()
    assert added.count("</track>") == added.count("</clipitem>") == added.count("</pathurl>") == 1
    after = DIALECT.read(patched, Path(name))
    ((key_after, above),) = of_plate(after)
    assert (key_after, above.record, above.source) == (key, clip.record, clip.source)
    assert len(after.sequences[key].tracks) == len(timeline.sequences[key].tracks) + 1


@with_pictures
def test_a_replaced_clip_changes_alone(data: bytes, name: str) -> None:
    key, clip = max(usable(DIALECT.read(data, Path(name))), key=lambda item: item[1].record.start)
    patched = replaced(data, clip, plate_for(clip, HANDLES))
    ((key_after, shown),) = of_plate(DIALECT.read(patched, Path(name)))
    assert (key_after, shown.record, shown.source) == (key, clip.record, clip.source)
    before, after = parse_xml(data), parse_xml(patched)
    old, new = before.at(rows(clip)), after.at(rows(shown))
    assert {node.tag for node in old} - {"marker"} <= {node.tag for node in new} | {"subclipinfo"}
    assert changed_tags(old, new) <= {
        *("masterclipid", "file", "in", "out", "duration", "pproTicksIn", "pproTicksOut", "filter", "marker")
    }
    file = old.child("file")
    assert file is not None
    moved = moved_definition(before, file)
    moved_there = None if moved is None else moved_definition(after, file)
    assert without(before.text, old, moved) == without(after.text, new, moved_there)


@pytest.mark.parametrize("name", [name for name in SAMPLES if name != REFUSED_BY_THE_ADAPTER])
def test_the_stock_reader_sees_the_same_edit_plus_ours(data: bytes, name: str, tmp_path: Path) -> None:
    timeline = DIALECT.read(data, Path(name))
    edit, before = edit_of(timeline), stock_places(data, tmp_path, timeline)
    assert [places(track) for track in edit.tracks if track.kind is TrackKind.VIDEO] == before
    for clip in [clip for key, clip in usable(timeline) if key == timeline.main[0]][-1:]:
        plate = plate_for(clip, HANDLES)
        above = PlaceAbove(clip.locator, plate, clip.record, Fraction(0), "CLEAN v001")
        patched = DIALECT.patch(data, Path(name), [Replace(clip.locator, plate), above])
        added = [(float(clip.record.start), float(clip.record.duration))]
        assert stock_places(patched, tmp_path, timeline) == [*before, added]


@pytest.mark.parametrize("name", ["premiere_nested_markers.xml", "resolve_stills_60fps.xml"])
def test_every_clip_can_be_cleaned_at_once(data: bytes, name: str) -> None:
    found = list(usable(DIALECT.read(data, Path(name))))
    plates = [
        plate_for(clip, HANDLES, f"sh{index:03}_cleanplate_v001") for index, (_, clip) in enumerate(found)
    ]
    edits = [Replace(clip.locator, plate) for (_, clip), plate in zip(found, plates, strict=True)]
    after = of_plate(DIALECT.read(DIALECT.patch(data, Path(name), edits), Path(name)))
    assert [clip.source for _, clip in after] == [clip.source for _, clip in found]


@pytest.mark.parametrize(
    "name", ["premiere_nested_markers.xml", "hiero_speed25.xml", "unicode_name_døvetolk.xml"]
)
def test_mutated_samples_are_read_or_refused(data: bytes, name: str) -> None:
    mutate_and_read(data, name, count=40)


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["premiere_nested_markers.xml", "hiero_speed25.xml", "unicode_name_døvetolk.xml"]
)
def test_thousands_of_mutated_samples_are_read_or_refused(data: bytes, name: str) -> None:
    mutate_and_read(data, name, count=1700)


def mutate_and_read(data: bytes, name: str, count: int) -> None:
    dice = random.Random(name)
    for _ in range(count):
        mutant = mutated(data, dice)
        try:
            timeline = DIALECT.read(mutant, Path(name))
            for _, clip in list(usable(timeline))[:1]:
                replaced(mutant, clip, plate_for(clip, HANDLES))
                placed(mutant, clip, plate_for(clip, HANDLES))
        except CleanplateError:
            continue


def rows(clip: Clip) -> int:
    row = clip.locator[0]
    assert isinstance(row, int)
    return row


def changed_tags(old: Element, new: Element) -> set[str]:
    """Names of the children that are not the same in both."""
    return {
        tag
        for tag in {node.tag for node in (*old, *new)}
        if [node.source for node in old.children(tag)] != [node.source for node in new.children(tag)]
    }


def moved_definition(document: XmlDocument, file: Element) -> Element | None:
    """Where a file is defined that the replaced clip defined: the next use, or else the first."""
    if file.is_self_closing:
        return None
    name, clip = file.attributes["id"], file.parent
    files = [other for other in document.root.descendants("file") if other.attributes["id"] == name]
    if document is not file.document:
        return next((other for other in files if not other.is_self_closing), None)
    others = [other for other in files if other.parent != clip]
    if any(not other.is_self_closing for other in others):
        return None
    return next((other for other in others if other.row > file.row), others[0] if others else None)


def without(text: bytes, *elements: Element | None) -> bytes:
    for element in sorted((it for it in elements if it), key=lambda it: it.start, reverse=True):
        text = text[: element.start] + text[element.end :]
    return text


def places(track: Track) -> list[tuple[float, float]]:
    return [
        (float(item.record.start), float(item.record.duration))
        for item in track.items
        if not isinstance(item, Transition)
    ]


def stock_places(data: bytes, folder: Path, like: Timeline) -> list[list[tuple[float, float]]]:
    """Where the stock adapter sees clips and nests, in whole frames of the sequence, track by track."""
    path, rate = folder / "cut.xml", float(edit_of(like).rate)
    path.write_bytes(data)
    timeline = otio.adapters.read_from_file(str(path), adapter_name="fcp_xml")
    return [
        [
            (round(place.start_time.value_rescaled_to(rate)), round(place.duration.value_rescaled_to(rate)))
            for child in track
            if not isinstance(child, (otio.schema.Gap, otio.schema.Transition))
            for place in [child.range_in_parent()]
        ]
        for track in timeline.video_tracks()
    ]
