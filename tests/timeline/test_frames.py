"""The exported edit shows the clean plate at the right frames and the original elsewhere.

An independent engine renders it, from the reading of OpenTimelineIO's own readers; what each frame must show
is a table written out here.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import melt
import opentimelineio as otio
import pytest
from melt import Shown, blocks, read_shown
from numbered_edits import A_NAME, CLEAN, HOUR, LENGTH, A, B, C, Row, cleaned, run, write_media
from otio_documents import clip, gap, media, span, stack, timeline, track, transition, warp, written

from editor.timeline.conversion.converting import convert
from editor.timeline.delivery.insertion import Way
from editor.timeline.documents.document import open_document
from editor.timeline.model import Span
from editor.timeline.shots.selecting import Selection

pytestmark = pytest.mark.skipif(not melt.has_melt(), reason="needs `melt` (Debian package of that name)")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_media(tmp_path)
    return tmp_path


def of_a(start: float, duration: float, name: str = "a", **more: Any) -> dict[str, Any]:
    """Write a clip of a movie whose timecode begins at 01:00:00:00, by a relative path."""
    reference = media(A_NAME, float(HOUR), float(LENGTH))
    return clip(name, span(HOUR + start, duration), reference, **more)


def of_b(start: float, duration: float, name: str = "b", **more: Any) -> dict[str, Any]:
    return clip(name, span(start, duration), media("./deep/b.mkv", 0.0, float(LENGTH)), **more)


def of_c(start: float, duration: float, folder: Path, name: str = "c") -> dict[str, Any]:
    pictures = {
        "OTIO_SCHEMA": "ImageSequenceReference.1",
        "metadata": {},
        "name": "",
        "available_range": span(1001.0, float(LENGTH)),
        "available_image_bounds": None,
        "target_url_base": f"{folder}/pictures/",
        "name_prefix": "c.",
        "name_suffix": ".png",
        "start_frame": 1001,
        "frame_step": 1,
        "rate": 24.0,
        "frame_zero_padding": 4,
        "missing_frame_policy": "error",
    }
    return clip(name, span(1001.0 + start, duration), pictures)


def write(folder: Path, *tracks: dict[str, Any]) -> Path:
    path = folder / "edit.otio"
    path.write_bytes(written(timeline(*tracks)))
    return path


def shown(edit: Path, count: int) -> list[Row]:
    read = otio.adapters.read_from_file(str(edit))
    edits = read if isinstance(read, otio.schema.Timeline) else read[0]
    return [read_shown(picture) for picture in melt.rendered(edits, count, edit.parent)]


each_way = pytest.mark.parametrize("way", list(Way))


@each_way
def test_cuts_gaps_timecodes_and_odd_paths(folder: Path, way: Way) -> None:
    edit = write(folder, track(of_a(10, 8, "one"), gap(4.0), of_b(20, 6, "two"), of_a(30, 5, "three")))
    original = [*run(A, 10, 8), *[None] * 4, *run(B, 20, 6), *run(A, 30, 5)]
    assert way is not Way.REPLACE or shown(edit, 23) == original
    out = cleaned(edit, way, ["one", "two"])
    assert shown(out, 23) == [*run(A + CLEAN, 10, 8), *[None] * 4, *run(B + CLEAN, 20, 6), *run(A, 30, 5)]


@each_way
def test_upper_tracks_and_nests(folder: Path, way: Way) -> None:
    nest = stack(track(of_b(5, 12, "inside")), source_range=span(2.0, 8.0), name="nest")
    edit = write(folder, track(of_a(0, 6, "low"), nest), track(gap(3.0), of_a(40, 6, "high")))
    original = [*run(A, 0, 3), *run(A, 40, 6), *run(B, 10, 5)]
    assert way is not Way.REPLACE or shown(edit, 14) == original
    out = cleaned(edit, way, ["inside"])
    assert shown(out, 14) == [*run(A, 0, 3), *run(A, 40, 6), *run(B + CLEAN, 10, 5)]
    if way is Way.REFERENCE:  # a track above would lie over the others
        out.unlink()
        assert shown(cleaned(edit, way, ["low"]), 14) == [
            *run(A + CLEAN, 0, 3),
            *run(A, 40, 6),
            *run(B, 10, 5),
        ]


@pytest.mark.parametrize(
    ("speed", "frames", "way"),
    [
        (2.0, [10, 12, 14, 16, 18, 20], Way.REPLACE),
        (2.0, [10, 12, 14, 16, 18, 20], Way.ABOVE),
        (0.5, [10, 11, 11, 12, 12, 13], Way.REFERENCE),
        (-1.0, [15, 14, 13, 12, 11, 10], Way.REPLACE),
        (-1.0, [15, 14, 13, 12, 11, 10], Way.ABOVE),
    ],
)
def test_retimes_stay_in_the_edit(folder: Path, way: Way, speed: float, frames: list[int]) -> None:
    edit = write(folder, track(of_b(10, 6, "fast", effects=[warp(speed)]), of_a(0, 3)))
    original = [*(Shown(B, frame) for frame in frames), *run(A, 0, 3)]
    assert way is not Way.REPLACE or shown(edit, 9) == original
    out = cleaned(edit, way, ["fast"], handles=1)  # the engine begins at whole frames after the retime
    assert shown(out, 9) == [*(Shown(B + CLEAN, frame) for frame in frames), *run(A, 0, 3)]


@each_way
def test_pictures_of_a_sequence(folder: Path, way: Way) -> None:
    edit = write(folder, track(of_c(7, 6, folder), of_a(0, 3)))
    assert way is not Way.REPLACE or shown(edit, 9) == [*run(C, 7, 6), *run(A, 0, 3)]
    assert shown(cleaned(edit, way, ["c"]), 9) == [*run(C + CLEAN, 7, 6), *run(A, 0, 3)]


@each_way
def test_a_transition_mixes_the_plate_where_it_replaces_and_stays_where_it_lies_above(
    folder: Path, way: Way
) -> None:
    edit = write(folder, track(of_a(10, 12, "out"), transition(3.0, 3.0), of_b(20, 12, "in")))
    out = cleaned(edit, way, ["out"], handles=0)
    pictures = melt.rendered(otio.adapters.read_from_file(str(out)), 24, folder)
    found = [read_shown(picture) for picture in pictures]
    assert found[:9] == run(A + CLEAN, 10, 9)
    assert found[15:] == run(B, 23, 9)
    file = A if way is Way.ABOVE else A + CLEAN
    for at in range(9, 15):
        share = mixed_share(pictures[at], blocks(file, 10 + at), blocks(B, 8 + at))
        assert share == pytest.approx((at - 9) / 6, abs=0.2)


def mixed_share(picture: melt.Luma, outgoing: melt.Luma, incoming: melt.Luma) -> float:
    """Find how much of the incoming picture is in a mixture, which must be one of exactly these two."""
    low, high = picture.min(), picture.max()
    expected = {0.0: outgoing, 1.0: incoming}
    best = min(
        (share / 20 for share in range(21)),
        key=lambda share: float(
            abs(rescaled((1 - share) * expected[0.0] + share * expected[1.0], low, high) - picture).max()
        ),
    )
    mixture = (1 - best) * outgoing + best * incoming
    assert abs(rescaled(mixture, low, high) - picture).max() < 25
    return best


def rescaled(mixture: melt.Luma, low: float, high: float) -> melt.Luma:
    """Bring a mixture to the range of a picture: the engine may stretch it."""
    span_of = mixture.max() - mixture.min()
    found: melt.Luma = low + (mixture - mixture.min()) * (high - low) / span_of
    return found


def test_a_part_of_a_clip_is_cleaned_alone(folder: Path) -> None:
    edit = write(folder, track(of_a(10, 12, "long"), of_b(0, 3)))
    part = Selection(record=Span(Fraction(4), Fraction(5), Fraction(24)))
    out = cleaned(edit, Way.ABOVE, [], selection=part)
    expected = [*run(A, 10, 4), *run(A + CLEAN, 14, 5), *run(A, 19, 3), *run(B, 0, 3)]
    assert shown(out, 15) == expected


@pytest.mark.parametrize("way", [Way.REPLACE, Way.ABOVE])
def test_an_edit_in_xml_shows_its_plates(folder: Path, way: Way) -> None:
    """The stock reader of XML knows no speeds, so that only cuts are looked at."""
    one = clip("one", span(HOUR + 10, 8.0), media(f"{folder}/{A_NAME}", float(HOUR), float(LENGTH)))
    two = clip("two", span(20.0, 6.0), media(f"{folder}/deep/b.mkv", 0.0, float(LENGTH)))
    three = clip("three", span(HOUR + 30, 4.0), media(f"{folder}/{A_NAME}", float(HOUR), float(LENGTH)))
    edit = folder / "edit.xml"
    tracks = write(folder, track(one, gap(4.0), two), track(gap(9.0), three))
    edit.write_bytes(convert(open_document(tracks).read(), edit).data)
    assert shown(edit, 18) == [*run(A, 10, 8), None, *run(A, 30, 4), *run(B, 21, 5)]
    out = cleaned(edit, way, ["one"])
    assert shown(out, 18) == [*run(A + CLEAN, 10, 8), None, *run(A, 30, 4), *run(B, 21, 5)]
