"""Edits written as FCPXML: read again they are the same, and Final Cut has no known reason to refuse them."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from xml.etree import ElementTree

import pytest
import xmeml_documents as xmeml
from edits_read import edit_of
from fcpxml_documents import read

from editor.timeline.checking.fcpxml_rules import fcpxml_hits
from editor.timeline.checking.findings import Weight
from editor.timeline.conversion.converting import convert
from editor.timeline.conversion.fcpxml_writer import write_fcpxml
from editor.timeline.documents.document import open_document
from editor.timeline.fcpxml.times import written
from editor.timeline.model import Clip, MediaKind, Nest, Span, Timeline, Track, TrackKind, Transition
from editor.timeline.xml_text.parsing import parse_xml

AGAIN = '<file id="file-1"/>'
MARKER = "<marker><name>dirt</name><comment>left</comment><in>30</in><out>32</out></marker>"
CASES = {
    "cuts": xmeml.document(xmeml.clip(10, 60, 20, 70) + xmeml.clip(60, 90, 0, 30, number=2, media=AGAIN)),
    "layers": xmeml.document(
        xmeml.clip(0, 50, 20, 70),
        xmeml.clip(25, 75, 0, 50, number=2, media=AGAIN),
        xmeml.clip(80, 90, 0, 10, number=3, media=AGAIN),
    ),
    "a dissolve": xmeml.document(
        xmeml.clip(0, -1, 100, 225)
        + xmeml.transition(100, 125)
        + xmeml.clip(-1, 300, 400, 600, number=2, media=AGAIN)
    ),
    "a dissolve above": xmeml.document(
        xmeml.clip(0, 400, 0, 400),
        xmeml.clip(20, -1, 100, 205, number=2, media=AGAIN)
        + xmeml.transition(100, 125)
        + xmeml.clip(-1, 300, 400, 600, number=3, media=AGAIN),
    ),
    "half speed": xmeml.document(xmeml.clip(0, 52, 220, 272, more=xmeml.time_remap("50"))),
    "backwards": xmeml.document(xmeml.clip(0, 52, 220, 272, more=xmeml.time_remap("100", reverse="TRUE"))),
    "freeze": xmeml.document(xmeml.clip(0, 50, 10, 60, more=xmeml.time_remap("0", graph="0:40 10:40 60:40"))),
    "ramp": xmeml.document(
        xmeml.clip(0, 50, 10, 60, more=xmeml.time_remap("150", variable=1, graph="0:0 20:20 40:80 100:140"))
    ),
    "another rate": xmeml.document(
        xmeml.clip(0, 25, 50, 75, media=xmeml.file(rate_text=xmeml.rate(30), frame=300))
    ),
    "muted": xmeml.document(xmeml.clip(0, 50, 20, 70, enabled="FALSE")),
    "marked": xmeml.document(xmeml.clip(0, 50, 20, 70, more=MARKER)),
    "a still": xmeml.document(
        xmeml.clip(0, 50, 900, 950, media=xmeml.file(url="file:///a/still.png", duration=1))
    ),
    "a timecode": xmeml.document(xmeml.clip(0, 50, 20, 70, media=xmeml.file(frame=90000))),
}


def shown(timeline: Timeline) -> list[tuple[object, ...]]:
    """Pictures of an edit: where, what, how."""
    return [
        (
            track,
            item.name,
            item.record,
            item.source,
            item.is_enabled,
            None if item.retime is None else item.retime.kind,
        )
        for track, it in enumerate(pictures(timeline))
        for item in it.items
        if isinstance(item, Clip) and item.shown and item.shown.kind is MediaKind.FILE
    ]


def pictures(timeline: Timeline) -> list[Track]:
    return [track for track in edit_of(timeline).tracks if track.kind is TrackKind.VIDEO]


@pytest.mark.parametrize("data", CASES.values(), ids=CASES.keys())
def test_an_edit_comes_back_as_it_was(data: bytes) -> None:
    timeline = xmeml.read(data)
    result = write_fcpxml(timeline)
    again = read(result)
    assert not again.notices
    assert shown(again) == shown(timeline)
    assert transitions(again) == transitions(timeline)
    assert [mark.name for mark in markers(again)] == [mark.name for mark in markers(timeline)]
    assert refusals(result) == []


def transitions(timeline: Timeline) -> list[tuple[Span, Fraction]]:
    items = [item for track in pictures(timeline) for item in track.items]
    return [(item.record, item.in_offset) for item in items if isinstance(item, Transition)]


def markers(timeline: Timeline) -> list[object]:
    items = [item for track in pictures(timeline) for item in track.items]
    return [marker for item in items if isinstance(item, Clip) for marker in item.markers]


def refusals(data: bytes) -> list[str]:
    return [hit.place for hit in fcpxml_hits(parse_xml(data)) if hit.rule.weight is Weight.REFUSED]


def test_markers_stay_on_their_pictures() -> None:
    (clip,) = edit_of(read(write_fcpxml(xmeml.read(CASES["marked"])))).tracks[0].items
    assert isinstance(clip, Clip)
    assert [(mark.span, mark.comment) for mark in clip.markers] == [
        (Span(Fraction(30), Fraction(2), Fraction(25)), "left")
    ]


def test_markers_of_the_sequence_go_to_what_lies_beneath() -> None:
    data = xmeml.document(xmeml.clip(100, 150, 20, 70), more=MARKER)
    tracks = edit_of(read(write_fcpxml(xmeml.read(data)))).tracks
    assert [mark.name for mark in tracks[0].items[0].markers] == ["dirt"]
    assert tracks[0].items[0].markers[0].span.start == 30


def test_nests_become_compounds() -> None:
    inner = xmeml.sequence(xmeml.clip(0, 100, 5, 105), name="inner")
    nest = xmeml.clip(0, 40, 30, 70, media=inner, number=2)
    timeline = read(write_fcpxml(xmeml.read(xmeml.document(nest))))
    (item,) = edit_of(timeline).tracks[0].items
    assert isinstance(item, Nest)
    assert item.trim == Span(Fraction(30), Fraction(40), Fraction(25))
    (inside,) = timeline.sequences[item.sequence].tracks[0].items
    assert isinstance(inside, Clip)
    assert inside.source == Span(Fraction(5), Fraction(100), Fraction(25))


def test_sound_lies_below_and_pictures_are_not_heard_twice() -> None:
    data = xmeml.document(xmeml.clip(0, 50, 20, 70)).replace(
        b"</video></media></sequence>",
        f"</video><audio><track>{xmeml.clip(10, 50, 30, 70, number=2, media=AGAIN)}</track></audio>".encode()
        + b"</media></sequence>",
    )
    result = write_fcpxml(xmeml.read(data))
    picture, sound = ElementTree.fromstring(result).iter("asset-clip")
    assert (picture.get("srcEnable"), sound.get("srcEnable")) == ("video", "audio")
    assert (sound.get("lane"), sound.get("offset"), sound.get("start")) == ("-1", "6/5s", "6/5s")
    heard = [track for track in edit_of(read(result)).tracks if track.kind is TrackKind.AUDIO]
    assert [item.record for item in heard[0].items] == [Span(Fraction(10), Fraction(40), Fraction(25))]


def test_titles_become_gaps_and_the_line_is_as_long_as_the_edit() -> None:
    title = xmeml.file(url=None, more="<mediaSource>Slug</mediaSource>")
    data = xmeml.document(xmeml.clip(0, 20, 0, 20, media=title), xmeml.clip(10, 90, 0, 80, number=2))
    (spine,) = ElementTree.fromstring(write_fcpxml(xmeml.read(data))).iter("spine")
    assert [(node.tag, node.get("duration")) for node in spine] == [("gap", "4/5s"), ("gap", "14/5s")]


def test_the_verb_writes_it_by_its_ending(tmp_path: Path) -> None:
    conversion = convert(xmeml.read(CASES["cuts"]), tmp_path / "cut.fcpxml")
    assert conversion.target == "fcpxml"
    assert conversion.data == write_fcpxml(xmeml.read(CASES["cuts"]))


def test_scales_of_time_fit_into_31_bits() -> None:
    awkward = Fraction(2210399224620587, 44478166368000)
    text = written(awkward)
    numerator, denominator = (int(part) for part in text.removesuffix("s").split("/"))
    assert denominator < 1 << 31
    assert abs(Fraction(numerator, denominator) - awkward) < Fraction(1, 10**15)


@pytest.mark.footage
def test_every_sample_is_written_as_it_was_read(shared: Path) -> None:
    counted = 0
    for path in sorted((shared / "timelines").glob("*/*")):
        if path.suffix not in (".xml", ".fcpxml", ".otio", ".edl") or path.stat().st_size > 600_000:
            continue
        document = open_document(path)
        timeline = document.dialect.read(document.data, document.home)
        result = write_fcpxml(timeline)
        assert refusals(result) == [], path.name
        before, after = frames_of(timeline), frames_of(read(result))
        lost = [place for place in before if not any(near(place, other) for other in after)]
        assert len(lost) <= (path.name in OVERLAPPING) + (path.name in RAMPS_FROM_ZERO), path.name
        counted += len(before)
    assert counted > 500


OVERLAPPING = ("psf_25_frames.edl",)
RAMPS_FROM_ZERO = ("resolve_21_speedramp_stepped.otio",)


def frames_of(timeline: Timeline) -> list[tuple[float, ...]]:
    """Where clips of the main sequence lie, and what they show, in seconds."""
    return [
        tuple(
            float(time / span.rate)
            for span in (item.record, item.source)
            for time in (span.start, span.duration)
        )
        for track in pictures(timeline)
        for item in track.items
        if isinstance(item, Clip) and item.source and item.shown and item.shown.target
    ]


def near(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return all(abs(a - b) < 0.001 for a, b in zip(one, other, strict=True))
