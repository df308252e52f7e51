"""Shots: what clips need of their media, who shares one, what they are called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from media_descriptions import described, finder
from otio_documents import clip, gap, marker, media, read, span, stack, track, transition, warp

from editor.errors import UsageError
from editor.media.picture import ClipInfo
from editor.timeline.model import Nest, Span, Timeline
from editor.timeline.shots.naming import ShotNames
from editor.timeline.shots.selecting import Selection, selected
from editor.timeline.shots.shot import Shot, Uncleanable, make_shots
from editor.timeline.shots.uses import Use, uses_of


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("a.mov", "b.mov", "still.png"):
        (tmp_path / name).touch()
    return tmp_path


def frames(start: int, duration: int) -> Span:
    return Span(Fraction(start), Fraction(duration), Fraction(24))


def shots_of(
    timeline: Timeline, folder: Path, *, handles: int = 0, pattern: str = "sh{number:3}", **infos: ClipInfo
) -> tuple[list[Shot], list[Uncleanable]]:
    known = {
        "a.mov": described(frames=1000),
        "b.mov": described(frames=1000),
        "still.png": described(frames=1),
    }
    known |= {f"{name}.mov": info for name, info in infos.items()}
    return make_shots(uses_of(timeline), finder(known, folder), ShotNames(pattern), handles)


def needs(uses: Sequence[Use]) -> list[tuple[int, int]]:
    return [(int(it.needed.start), int(it.needed.end)) for it in uses if it.needed is not None]


def cut(*children: dict[str, Any]) -> Timeline:
    return read(track(*children))


def ranged(start: float, duration: float, name: str = "a", **more: Any) -> dict[str, Any]:
    return clip(name, span(start, duration), media(f"{name}.mov"), **more)


def test_transitions_need_frames_beyond_the_cut() -> None:
    uses = uses_of(cut(ranged(100, 20), transition(4.0, 6.0), ranged(200, 20), transition(2.0, 3.0)))
    assert needs(uses) == [(100, 126), (196, 223)]
    assert [(it.before, it.after, it.into, it.out_of) for it in uses] == [(0, 6, 0, 4), (4, 3, 6, 2)]


@pytest.mark.parametrize(
    ("speed", "expected"),
    [(2.0, [(99, 153), (191, 241)]), (-1.0, [(93, 121), (199, 225)]), (0.0, [(100, 101), (200, 201)])],
)
def test_a_retime_stretches_the_overlap_with_it(speed: float, expected: list[tuple[int, int]]) -> None:
    first, second = ranged(100, 20, effects=[warp(speed)]), ranged(200, 20, effects=[warp(speed)])
    assert needs(uses_of(cut(first, transition(4.0, 6.0), second))) == expected


def test_handles_end_with_the_media(folder: Path) -> None:
    (shot,), _ = shots_of(cut(ranged(5, 20)), folder, handles=8)
    assert (shot.needed, shot.frames, shot.handles) == (range(5, 25), range(33), (5, 8))
    assert shot.available == frames(0, 33)
    (late,), _ = shots_of(cut(ranged(980, 20)), folder, handles=8)
    assert late.handles == (8, 0)


def test_clips_that_show_the_same_media_share_a_shot(folder: Path) -> None:
    timeline = cut(ranged(100, 20), ranged(100, 20), ranged(105, 10), ranged(110, 20), ranged(100, 20, "b"))
    shots, _ = shots_of(timeline, folder)
    assert [(it.name, it.needed, len(it.uses)) for it in shots] == [
        ("sh010", range(100, 120), 3),
        ("sh020", range(110, 130), 1),
        ("sh030", range(100, 120), 1),
    ]


def test_a_part_that_comes_first_names_the_shot_that_holds_it(folder: Path) -> None:
    shots, _ = shots_of(cut(ranged(105, 10), ranged(300, 10, "b"), ranged(100, 20)), folder)
    assert [(it.name, it.needed) for it in shots] == [("sh010", range(100, 120)), ("sh020", range(300, 310))]


def test_a_nested_clip_is_a_shot_and_a_muted_one_is_none(folder: Path) -> None:
    timeline = read(
        track(stack(track(ranged(10, 5))), ranged(50, 5, enabled=False)), track(ranged(90, 5), enabled=False)
    )
    shots, _ = shots_of(timeline, folder)
    assert [it.needed for it in shots] == [range(10, 15)]
    assert len(uses_of(timeline, with_disabled=True)) == 3


def test_of_a_multicam_only_the_shown_angle_has_shots() -> None:
    nest = stack(track(ranged(10, 5)), track(ranged(90, 5, "b")))
    timeline = read(track(nest))
    sequence = timeline.sequences["tracks"]
    (item,) = sequence.tracks[0].items
    assert isinstance(item, Nest)
    for angle, names in ((None, ["a", "b"]), (1, ["b"])):
        tracks = (replace(sequence.tracks[0], items=(replace(item, angle=angle),)),)
        edit = {**timeline.sequences, "tracks": replace(sequence, tracks=tracks)}
        assert [it.clip.name for it in uses_of(replace(timeline, sequences=edit))] == names
    muted = (replace(sequence.tracks[0], items=(replace(item, is_enabled=False),)),)
    edit = {**timeline.sequences, "tracks": replace(sequence, tracks=muted)}
    assert uses_of(replace(timeline, sequences=edit)) == []


def test_a_still_is_a_shot_of_one_frame(folder: Path) -> None:
    still = clip("still", span(0.0, 100.0), media("still.png", duration=1.0))
    (shot,), _ = shots_of(cut(still), folder, handles=8)
    assert shot.frames == range(1)


def test_what_cannot_be_a_shot_says_why(folder: Path) -> None:
    timeline = cut(
        clip("gone", reference=media("/gone/x.mov")),
        clip("title", reference={"OTIO_SCHEMA": "GeneratorReference.1", "name": "bars"}),
        ranged(5000, 20),
        clip("lost", source={"odd": 1}, reference={**media("a.mov"), "available_range": None}),
    )
    shots, left_out = shots_of(timeline, folder)
    assert shots == []
    assert [(it.use.clip.name, it.why) for it in left_out] == [
        ("gone", "there is no /gone/x.mov"),
        ("a", f"{folder}/a.mov does not hold the frames that it shows"),
    ]


def test_marked_clips_are_chosen_by_their_markers() -> None:
    marked = ranged(100, 20, markers=[marker("rig", 105.0, "GREEN")])
    timeline = read(track(marked, gap(5.0), ranged(200, 20)), track(ranged(300, 60)))
    uses = uses_of(timeline)
    assert [it.clip.record.start for it in selected(uses, Selection(marked="rig"), "tracks")] == [0]
    assert len(selected(uses, Selection(marked="green"), "tracks")) == 1
    assert len(selected(uses, Selection(marked=""), "tracks")) == 1
    with pytest.raises(UsageError, match="no clip is chosen"):
        selected(uses, Selection(marked="hat"), "tracks")


def test_a_marker_of_the_sequence_marks_the_topmost_clip_under_it() -> None:
    tracks = stack(track(ranged(100, 40)), track(gap(10.0), ranged(200, 20)))
    tracks["markers"] = [marker("low", 5.0), marker("high", 15.0)]
    timeline = read(tracks=tracks)
    names = {marker.name: it.clip.record.start for it in uses_of(timeline) for marker in it.markers}
    assert names == {"low": 0, "high": 10}


def test_a_range_cuts_a_part_out_of_its_clips(folder: Path) -> None:
    timeline = cut(ranged(100, 20), transition(4.0, 4.0), ranged(200, 20))
    parts = selected(uses_of(timeline), Selection(record=frames(10, 15)), "tracks")
    assert [(it.record, it.is_whole) for it in parts] == [(frames(10, 10), False), (frames(20, 5), False)]
    assert needs(parts) == [(110, 124), (196, 205)]
    shots, _ = make_shots(parts, finder({"a.mov": described()}, folder), ShotNames("{clip}"), 0)
    assert [it.needed for it in shots] == [range(110, 124), range(196, 205)]


def test_names_that_are_not_there_are_refused() -> None:
    uses = uses_of(cut(ranged(100, 20)))
    assert len(selected(uses, Selection(names=("a",)), "tracks")) == 1
    with pytest.raises(UsageError, match="no clip is called 'b'"):
        selected(uses, Selection(names=("b",)), "tracks")


def test_an_edit_without_pictures_says_so() -> None:
    muted = uses_of(cut(ranged(100, 20, enabled=False)))
    with pytest.raises(UsageError, match=r"shows no clip with pictures; .* --disabled"):
        selected(muted, Selection(), "tracks")


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("sh{number:3}", ["sh010", "sh020"]),
        ("ep01_{number:4}", ["ep01_0010", "ep01_0020"]),
        ("{clip}", ["A_1_ma n".replace(" ", "_"), "b"]),
        ("{marker}", ["rig_out", "sh020"]),
        ("{marker}_{track}", ["rig_out_V1", "V1"]),
        ("x", None),
        ("{colour}", None),
        ("sh{number", None),
        ("{clip.__class__}", None),
    ],
)
def test_shots_are_named_by_a_pattern(pattern: str, names: list[str] | None) -> None:
    timeline = cut(clip("A/1 ma n.mov", markers=[marker("rig out!", 12.0)]), clip("b", span(100.0, 5.0)))
    uses = uses_of(timeline)
    if names is None:
        with pytest.raises(UsageError, match="no pattern for names"):
            ShotNames(pattern)
    else:
        shot_names = ShotNames(pattern)
        assert [shot_names.name(use) for use in uses] == names


def test_no_two_shots_have_one_name_whatever_the_case() -> None:
    (use,) = uses_of(cut(clip("Same")))
    names = ShotNames("{clip}", taken=("same",))
    assert [names.name(use) for _ in range(3)] == ["Same_2", "Same_3", "Same_4"]
    numbered = ShotNames("sh{number:3}", taken=("sh010", "SH030"))
    assert [numbered.name(use) for _ in range(3)] == ["sh020", "sh040", "sh050"]
