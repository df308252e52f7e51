"""OTIO documents as the model sees them: exact times, conventions of retimes, nests, markers."""

from __future__ import annotations

from fractions import Fraction

import pytest
from edits_read import edit_of
from otio_documents import (
    DIALECT,
    PATH,
    clip,
    frames,
    gap,
    marker,
    media,
    pictures,
    read,
    span,
    stack,
    time,
    timeline,
    track,
    transition,
    warp,
    written,
)

from editor.timeline.errors import TimelineError
from editor.timeline.model import Clip, Convention, Gap, MediaKind, Nest, RetimeKind, TrackKind, Transition

NTSC_24 = Fraction(24000, 1001)


def only_clip(*children: dict[str, object], **more: object) -> Clip:
    (found,) = (
        item for item in edit_of(read(track(*children), **more)).tracks[0].items if isinstance(item, Clip)
    )
    return found


def test_items_lie_one_behind_the_other() -> None:
    edit = edit_of(read(track(clip(), gap(5.0), clip("b", span(100.0, 7.0)))))
    assert [(type(item), item.record) for item in edit.tracks[0].items] == [
        (Clip, frames(0, 20)),
        (Gap, frames(20, 5)),
        (Clip, frames(25, 7)),
    ]
    assert (edit.rate, edit.start) == (24, 86400)


def test_a_transition_lies_around_the_cut_and_moves_nothing() -> None:
    items = edit_of(read(track(clip(), transition(4.0, 6.0), clip("b")))).tracks[0].items
    assert isinstance(items[1], Transition)
    assert (items[1].record, items[1].in_offset, items[1].out_offset) == (frames(16, 10), 4, 6)
    assert items[2].record == frames(20, 20)


@pytest.mark.parametrize("rate", [23.976, 23.98, 23.976024, 24000 / 1001])
def test_all_roundings_of_a_rate_are_that_rate(rate: float) -> None:
    found = only_clip(
        clip(source=span(172800.0, 20.0, rate), reference=media(rate=rate)), start=0.0, rate=rate
    )
    assert found.source is not None
    assert (found.source.start, found.source.rate) == (172800, NTSC_24)


def test_a_frame_number_that_was_divided_by_another_rounding_is_whole_again() -> None:
    rate = 23.976024627685547
    found = only_clip(clip(source=span(86400.08874841638, 24.0, rate), reference=media(rate=23.976)))
    assert found.source is not None
    assert found.source.start == 86400


def test_a_source_range_is_counted_at_the_rate_of_its_media() -> None:
    found = only_clip(clip(source=span(10.0, 20.0, 24.0), reference=media(rate=48.0)))
    assert found.source == frames(20, 40, 48)
    assert found.record == frames(0, 20)


@pytest.mark.parametrize(
    ("speed", "consumed"), [(0.5, (10, 10)), (2.0, (10, 40)), (-1.0, (10, 20)), (0.0, (10, 1))]
)
def test_the_library_writes_the_length_in_the_record(speed: float, consumed: tuple[int, int]) -> None:
    found = only_clip(clip(effects=[warp(speed)]))
    assert (found.record, found.source) == (frames(0, 20), frames(*consumed))
    assert found.retime is not None
    assert found.retime.convention is Convention.RECORD


def test_exporters_for_premiere_write_the_length_in_the_source() -> None:
    found = only_clip(clip(effects=[warp(2.0)], metadata={"PremierePro_OTIO": {}}))
    assert (found.record, found.source) == (frames(0, 10), frames(10, 20))


def test_a_speed_ramp_of_resolve_consumes_what_its_curve_covers() -> None:
    rows = [[0.0, 0.0, False, 0.0], [0.5, 0.25, False, 0.0], [1.0, 2.0, False, 0.0]]
    ramp = {"OTIO_SCHEMA": "TimeEffect.1", "metadata": {"Resolve_OTIO": {"Key Frames": rows}}, "name": ""}
    found = only_clip(clip(source=span(100.0, 24.0), effects=[ramp]))
    assert found.retime is not None
    assert found.retime.kind is RetimeKind.RAMP
    assert found.source == frames(100, 49)
    assert found.retime.curve[0] == (0, Fraction(100, 24))
    half = only_clip(clip(source=span(100.0, 12.0), effects=[ramp]))
    assert half.source == frames(100, 7)


def test_a_freeze_consumes_one_frame() -> None:
    freeze = {"OTIO_SCHEMA": "FreezeFrame.1", "metadata": {}, "name": "", "time_scalar": 0.0}
    found = only_clip(clip(effects=[freeze]))
    assert found.retime is not None
    assert (found.retime.kind, found.source) == (RetimeKind.FREEZE, frames(10, 1))


def test_a_switched_off_effect_does_nothing() -> None:
    assert only_clip(clip(effects=[{**warp(2.0), "enabled": False}])).retime is None


def test_old_and_new_clips_hold_their_media() -> None:
    old = clip()
    old["OTIO_SCHEMA"] = "Clip.1"
    old["media_reference"] = old.pop("media_references")["DEFAULT_MEDIA"]
    assert only_clip(old).shown == only_clip(old).media[0]
    two = clip(media_references={"a": media("x.mov"), "b": pictures()}, active_media_reference_key="b")
    shown = only_clip(two).shown
    assert shown is not None
    assert (shown.key, shown.kind) == ("b", MediaKind.SEQUENCE)
    assert shown.numbering is not None
    assert (shown.numbering.prefix, shown.numbering.first, shown.numbering.padding) == ("a.", 1001, 4)


def test_muted_tracks_mute_their_clips() -> None:
    edit = edit_of(read(track(clip(), enabled=False), track(clip(enabled=False)), track(clip())))
    assert [item.is_enabled for it in edit.tracks for item in it.items if isinstance(item, Clip)] == [
        False,
        False,
        True,
    ]


def test_a_nested_stack_is_a_sequence_of_its_own() -> None:
    nest = stack(track(clip("inside")), source_range=span(2.0, 10.0), name="nest")
    found = read(track(gap(3.0), nest))
    (item,) = (item for item in edit_of(found).tracks[0].items if isinstance(item, Nest))
    assert (item.record, item.trim) == (frames(3, 10), frames(2, 10))
    inside = found.sequences[item.sequence].tracks[0].items[0]
    assert isinstance(inside, Clip)
    assert inside.locator == ("tracks", "children", 0, "children", 1, "children", 0, "children", 0)
    assert found.main == ("tracks",)


def test_markers_of_old_and_new_schemas_are_read() -> None:
    new = {
        **marker("new", 15.0),
        "OTIO_SCHEMA": "Marker.3",
        "color": {"OTIO_SCHEMA": "Color.1", "name": "GREEN"},
    }
    note = {**marker("noted", 12.0), "metadata": {"Resolve_OTIO": {"Note": "boom mike"}}}
    found = only_clip(clip(markers=[marker("old", 11.0), new, note])).markers
    assert [(it.name, it.colour, it.comment, it.span.start) for it in found] == [
        ("old", "RED", "", 11),
        ("new", "GREEN", "", 15),
        ("noted", "RED", "boom mike", 12),
    ]


def test_a_collection_has_all_its_timelines() -> None:
    collection = {"OTIO_SCHEMA": "SerializableCollection.1", "children": [timeline(track(clip()))] * 2}
    assert len(DIALECT.read(written(collection), PATH).main) == 2


def test_objects_that_are_written_once_are_found() -> None:
    shared = {**media("/media/once.mov"), "OTIO_REF_ID": "ExternalReference-1"}
    again = {"OTIO_SCHEMA": "SerializableObjectRef.1", "id": "ExternalReference-1"}
    first, second = (
        item for item in edit_of(read(track(clip(reference=shared), clip(reference=again)))).tracks[0].items
    )
    assert isinstance(first, Clip)
    assert isinstance(second, Clip)
    assert first.shown is not None
    assert second.shown is not None
    assert first.shown.target == second.shown.target == "/media/once.mov"


@pytest.mark.parametrize(
    ("namespace", "application"),
    [
        ("Resolve_OTIO", "DaVinci Resolve"),
        ("PremierePro_OTIO", "Premiere Pro"),
        ("foundry.timeline.x", "Hiero"),
    ],
)
def test_the_writer_is_known_by_its_namespace(namespace: str, application: str) -> None:
    assert read(track(clip()), metadata={namespace: {}}).application == application


def test_foreign_nodes_are_passed_by() -> None:
    odd = [{"OTIO_SCHEMA": "Sparkle.9", "source_range": span(0.0, 4.0)}, {"x": 1}, 7, None]
    edit = edit_of(read(track(*odd, clip(effects=[{"OTIO_SCHEMA": "Mystery.1"}])), track(kind="Subtitle")))  # type: ignore[arg-type]
    assert edit.tracks[0].items[-1].record == frames(4, 20)
    assert edit.tracks[1].kind is TrackKind.OTHER


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -5.0, 1e300, "7", None])
def test_times_that_make_no_sense_are_no_times(value: object) -> None:
    odd = {"OTIO_SCHEMA": "TimeRange.1", "duration": {**time(0.0), "value": value}, "start_time": time(0.0)}
    found = only_clip(clip(source=odd, reference={**media(), "available_range": None}))
    assert (found.trim, found.record.duration) == (None, 0)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b'{"OTIO_SCHEMA": "Timeline.1", "tracks": ', "damaged"),
        (b'{"OTIO_SCHEMA": "Marker.2"}', "no timeline"),
        (b"[]", "no timeline"),
        (
            written({"OTIO_SCHEMA": "Stack.1", "children": []}).replace(b"[]", b"[" * 5000 + b"]" * 5000),
            "nested",
        ),
    ],
)
def test_what_is_no_timeline_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(TimelineError, match=reason):
        DIALECT.read(data, PATH)


@pytest.mark.parametrize(("other", "record"), [(10.0, 10), (20.0, 20), (300.0, 10)])
def test_tracks_that_end_together_have_the_last_word_on_a_convention(other: float, record: int) -> None:
    fast = clip(effects=[warp(2.0)], metadata={"PremierePro_OTIO": {}})
    edit = edit_of(read(track(fast), track(gap(other))))
    assert edit.tracks[0].items[0].record == frames(0, record)
