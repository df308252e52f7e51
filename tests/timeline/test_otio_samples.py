"""Real OTIO files: untouched they come back byte for byte, and a plate changes its own nodes alone."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import opentimelineio as otio
import pytest
from edits_read import edit_of
from otio_documents import DIALECT, clips_of, plate_for

from editor.timeline.editing import AddReference, PlaceAbove, Replace
from editor.timeline.model import Clip, Sequence, TrackKind
from editor.timeline.otio.json_text import JsonText

SAMPLES = (
    *("avfoundation_24000_timebase", "big_int_unicode_metadata", "chimera_2997", "clip_hiero_freeze"),
    *("clip_resolve_embedded_tc", "clip_resolve_seq_200pct", "clip_reverse_24_in_23976", "effects_stack"),
    *("enabled_flag", "generator_reference", "hiero_timeline_23976", "marker3_newer_schema"),
    *("markers_colours", "missing_media_transitions", "movie_and_sequence", "multiple_media_refs"),
    *("multiple_rates_one_clip", "multiple_video_tracks", "nested_freeze_timewarp"),
    *("resolve_18_picchu_effects", "resolve_21_retime_50pct", "resolve_21_speedramp_stepped"),
    *("resolve_21_title_multiaudio", "resolve_21_transition_50fps", "resolve_25fps_18clips_windows_path"),
    *("sollevante_23976_start_tc", "sparks_5994_image_sequence", "stem2_exr_198clips", "time_warp_suite"),
    *("timecode_rates", "transition_basic", "transition_overlay_two_tracks", "transition_plus_timewarp"),
    "unicode_name_大平原",
)
WITHOUT_MEDIA = ("enabled_flag", "generator_reference", "nested_freeze_timewarp")
SINGLE_CLIPS = tuple(name for name in SAMPLES if name.startswith("clip_"))
REFUSED_BY_THE_LIBRARY = ("marker3_newer_schema", "big_int_unicode_metadata")
LAID_OUT_BY_THE_LIBRARY = tuple(
    name for name in SAMPLES if name not in (*REFUSED_BY_THE_LIBRARY, *SINGLE_CLIPS)
)
"""A clip alone lies nowhere."""

pytestmark = pytest.mark.footage
with_media = pytest.mark.parametrize("name", [name for name in SAMPLES if name not in WITHOUT_MEDIA])
in_a_stack = pytest.mark.parametrize(
    "name", [name for name in SAMPLES if name not in (*WITHOUT_MEDIA, *SINGLE_CLIPS)]
)


@pytest.fixture
def data(shared: Path, name: str) -> bytes:
    return (shared / "timelines" / "otio" / f"{name}.otio").read_bytes()


def usable(data: bytes, name: str) -> list[Clip]:
    return list(clips_of(DIALECT.read(data, Path(name))))


def placed(data: bytes, name: str, clip: Clip) -> bytes:
    edit = PlaceAbove(clip.locator, plate_for(clip), clip.record, Fraction(0), "CLEAN v001")
    return DIALECT.patch(data, Path("/edit") / name, [edit])


def without(tree: Any, *paths: tuple[Any, ...]) -> Any:
    """Return a tree of JSON with some nodes blanked out."""
    for path in paths:
        node = tree
        for step in path[:-1]:
            node = node[step]
        node[path[-1]] = None
    return tree


def tree_of(data: bytes) -> Any:
    return JsonText(data).value


@pytest.mark.parametrize("name", SAMPLES)
def test_untouched_a_file_comes_back_byte_for_byte(data: bytes, name: str) -> None:
    assert DIALECT.recognises(data)
    assert DIALECT.read(data, Path(name)).sequences
    assert DIALECT.patch(data, Path(name), []) == data


@with_media
def test_a_replaced_clip_differs_in_its_reference_alone(data: bytes, name: str) -> None:
    clip = usable(data, name)[-1]
    assert clip.shown is not None
    plate = plate_for(clip)
    out = DIALECT.patch(data, Path("/edit") / name, [Replace(clip.locator, plate)])
    own = [clip.shown.locator]
    if name == "transition_basic":  # its last clip shows all of its media, and says so from now on
        own.append((*clip.locator, "source_range"))
    assert without(tree_of(data), *own) == without(tree_of(out), *own)
    (again,) = (it for it in usable(out, name) if it.locator == clip.locator)
    assert again.shown is not None
    assert (again.source, again.record) == (clip.source, clip.record)
    assert again.shown.available == plate.available


@in_a_stack
def test_a_track_above_is_all_that_is_added(data: bytes, name: str) -> None:
    clip = usable(data, name)[0]
    out = placed(data, name, clip)
    size = len(out) - len(data)
    at = next(index for index, pair in enumerate(zip(data, out, strict=False)) if pair[0] != pair[1])
    assert out[at + size :] == data[at:]
    assert out[at : at + size].count(b"CLEAN v001") == 1
    sequences = DIALECT.read(out, Path(name)).sequences.values()
    (added,) = (track for it in sequences for track in it.tracks if track.name == "CLEAN v001")
    above = added.items[-1]
    assert isinstance(above, Clip)
    assert (above.record, above.source, above.retime) == (clip.record, clip.source, clip.retime)


@with_media
def test_a_second_reference_is_added_and_shown(data: bytes, name: str) -> None:
    clip = usable(data, name)[0]
    added = AddReference(clip.locator, plate_for(clip), "CLEAN_v001")
    out = DIALECT.patch(data, Path("/edit") / name, [added])
    (again,) = (it for it in usable(out, name) if it.locator == clip.locator)
    assert [it.target for it in again.media][:-1] == [it.target for it in clip.media]
    assert again.shown is again.media[-1]
    if name not in SINGLE_CLIPS:
        assert without(tree_of(data), clip.locator) == without(tree_of(out), clip.locator)


@pytest.mark.parametrize("name", LAID_OUT_BY_THE_LIBRARY)
def test_the_library_sees_the_same_edit(data: bytes, name: str) -> None:
    assert places(edit_of(DIALECT.read(data, Path(name)))) == stock_places(data)


@pytest.mark.parametrize("name", [name for name in LAID_OUT_BY_THE_LIBRARY if name not in WITHOUT_MEDIA])
def test_the_library_sees_the_same_edit_plus_ours(data: bytes, name: str) -> None:
    clip, before = usable(data, name)[0], stock_places(data)
    replaced = DIALECT.patch(data, Path("/edit") / name, [Replace(clip.locator, plate_for(clip))])
    assert stock_places(replaced) == before
    added = AddReference(clip.locator, plate_for(clip), "CLEAN_v001")
    assert stock_places(DIALECT.patch(data, Path("/edit") / name, [added])) == before
    after = stock_places(placed(data, name, clip))
    assert sorted(after) == sorted([*before, [seconds(clip)]])


@pytest.mark.parametrize("name", SINGLE_CLIPS)
def test_the_library_reads_a_cleaned_clip(data: bytes, name: str) -> None:
    (clip,) = usable(data, name)
    out = DIALECT.patch(data, Path("/edit") / name, [Replace(clip.locator, plate_for(clip))])
    read = otio.adapters.read_from_string(out.decode(), "otio_json")
    assert read.media_reference.target_url.endswith("plates/sh010_cleanplate_v001.mov")
    assert read.source_range == otio.adapters.read_from_string(data.decode(), "otio_json").source_range


@pytest.mark.parametrize(
    "name", ["stem2_exr_198clips", "resolve_25fps_18clips_windows_path", "time_warp_suite"]
)
def test_every_clip_can_be_cleaned_at_once(data: bytes, name: str) -> None:
    found = usable(data, name)
    edits = [Replace(it.locator, plate_for(it, name=f"p{index}")) for index, it in enumerate(found)]
    after = usable(DIALECT.patch(data, Path("/edit") / name, edits), name)
    assert [it.source for it in after] == [it.source for it in found]
    assert [Path(it.shown.target or "").stem for it in after if it.shown] == [
        f"p{index}" for index in range(len(found))
    ]


def places(edit: Sequence) -> list[list[tuple[float, float]]]:
    return [
        [seconds(item) for item in track.items if isinstance(item, Clip)]
        for track in edit.tracks
        if track.kind is TrackKind.VIDEO
    ]


def seconds(clip: Clip) -> tuple[float, float]:
    record = clip.record
    return (
        round(float(record.start / record.rate), 2),
        round(float(record.duration / record.rate), 2),
    )


def stock_places(data: bytes) -> list[list[tuple[float, float]]]:
    """Where the library sees the clips of all video tracks, in seconds."""
    timeline = otio.adapters.read_from_string(data.decode("utf-8"), "otio_json")
    found = []
    for track in timeline.video_tracks():
        ranges = [track.range_of_child(item) for item in track if isinstance(item, otio.schema.Clip)]
        begins = track.source_range.start_time.to_seconds() if track.source_range else 0.0
        found.append(
            [
                (round(it.start_time.to_seconds() - begins, 2), round(it.duration.to_seconds(), 2))
                for it in ranges
            ]
        )
    return found
