"""A changed edit: its shots are found again by media, source range, name and place."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from media_descriptions import described, finder
from otio_documents import clip, gap, media, read, span, track

from editor.media.errors import MediaError
from editor.media.picture import ClipInfo
from editor.timeline.errors import TimelineError
from editor.timeline.media.found import Offline
from editor.timeline.model import Timeline
from editor.timeline.shots.naming import ShotNames
from editor.timeline.shots.shot import make_shots
from editor.timeline.shots.uses import uses_of
from editor.timeline.sidecar.comparing import Comparison, Fate, compare
from editor.timeline.sidecar.recalling import all_recalled, recalled
from editor.timeline.sidecar.record import RecordedShot, recorded
from editor.timeline.sidecar.store import SideCar, load, merged, save, sidecar_path

NAMES = {"tracks": "cut"}
SOURCE = described(frames=500)


def ranged(
    start: float, duration: float, name: str = "a", target: str = "a.mov", **more: Any
) -> dict[str, Any]:
    return clip(name, span(start, duration), media(target, duration=500.0), **more)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("a.mov", "b.mov"):
        (tmp_path / name).touch()
    return tmp_path


def remembered(timeline: Timeline, folder: Path) -> list[RecordedShot]:
    look = finder({"a.mov": SOURCE, "b.mov": SOURCE}, folder)
    shots, _ = make_shots(uses_of(timeline), look, ShotNames("sh{number:3}"), 8)
    return [recorded(shot, NAMES, (f"{shot.name}_cleanplate_v001",)) for shot in shots]


def fates(old: list[RecordedShot], *children: dict[str, Any]) -> list[Comparison]:
    return compare(old, uses_of(read(track(*children))), NAMES)


@pytest.mark.parametrize(
    ("children", "fate", "missing"),
    [
        ([ranged(100, 20)], Fate.UNCHANGED, (0, 0)),
        ([gap(7.0), ranged(100, 20)], Fate.MOVED, (0, 0)),
        ([ranged(100, 20), ranged(100, 20)], Fate.MOVED, (0, 0)),
        ([ranged(104, 12)], Fate.TRIMMED, (0, 0)),
        ([ranged(95, 30)], Fate.TRIMMED, (0, 0)),
        ([ranged(90, 30)], Fate.NEEDS_MORE, (2, 0)),
        ([ranged(100, 40)], Fate.NEEDS_MORE, (0, 12)),
        ([ranged(300, 20)], Fate.GONE, (0, 0)),
        ([ranged(100, 20, target="/elsewhere/a.mov")], Fate.UNCHANGED, (0, 0)),
        ([ranged(100, 20, target="other.mov")], Fate.GONE, (0, 0)),
        ([], Fate.GONE, (0, 0)),
    ],
)
def test_a_shot_is_found_again_and_what_it_lacks_is_counted(
    folder: Path, children: list[dict[str, Any]], fate: Fate, missing: tuple[int, int]
) -> None:
    (found,) = fates(remembered(read(track(ranged(100, 20))), folder), *children)
    assert (found.fate, found.missing) == (fate, missing)


def test_equal_ranges_of_equal_names_are_told_apart_by_folder_name_and_place(folder: Path) -> None:
    old = remembered(
        read(track(ranged(100, 20, "x"), ranged(200, 20, "y"), ranged(100, 20, "z", "b.mov"))), folder
    )
    found = fates(old, ranged(100, 20, "z", "b.mov"), ranged(205, 20, "y"), ranged(100, 20, "x"))
    assert [(it.shot.name, [use.clip.name for use in it.uses]) for it in found] == [
        ("sh010", ["x"]),
        ("sh020", ["y"]),
        ("sh030", ["z"]),
    ]


def test_media_of_the_same_name_in_another_folder_is_other_media_while_the_first_is_there(
    folder: Path,
) -> None:
    old = remembered(read(track(ranged(100, 20, "x"))), folder)
    (found,) = fates(old, ranged(100, 20, "x"), ranged(90, 40, "other", "/day2/a.mov"))
    assert (found.fate, [use.clip.name for use in found.uses]) == (Fate.UNCHANGED, ["x"])
    plate = media("/plates/sh010_cleanplate_v001.mov", start=92.0, duration=36.0)
    (both,) = fates(old, ranged(100, 20, "x"), clip("plate", span(100.0, 20.0), plate))
    assert [use.clip.name for use in both.uses] == ["x", "plate"]


def test_a_muted_clip_makes_no_shot_longer_that_others_show(folder: Path) -> None:
    old = remembered(read(track(ranged(100, 20))), folder)
    muted = ranged(110, 60, "muted", enabled=False)
    every = uses_of(read(track(ranged(100, 20), muted)), with_disabled=True)
    (found,) = compare(old, every, NAMES)
    assert (found.fate, [use.clip.name for use in found.uses]) == (Fate.UNCHANGED, ["a"])
    (alone,) = compare(old, uses_of(read(track(muted)), with_disabled=True), NAMES)
    assert (alone.fate, alone.missing) == (Fate.NEEDS_MORE, (0, 42))


def test_a_clip_that_two_shots_overlap_goes_to_the_one_that_fits_best(folder: Path) -> None:
    old = remembered(read(track(ranged(100, 20), ranged(115, 40))), folder)
    found = fates(old, ranged(112, 30))
    assert [it.fate for it in found] == [Fate.GONE, Fate.TRIMMED]


def test_an_edit_that_shows_the_plate_knows_its_shot(folder: Path) -> None:
    old = remembered(read(track(ranged(100, 20))), folder)
    plate = media("/plates/sh010_cleanplate_v001.mov", start=92.0, duration=36.0)
    (found,) = fates(old, clip("conformed", span(100.0, 20.0), plate))
    assert (found.fate, found.shows_plate) == (Fate.UNCHANGED, True)
    other = media("/plates/sh010_cleanplate_v0019.mov", start=92.0, duration=36.0)
    assert fates(old, clip("conformed", span(100.0, 20.0), other))[0].fate is Fate.GONE


def test_reels_that_differ_are_other_media(folder: Path) -> None:
    (old,) = remembered(read(track(ranged(100, 20))), folder)
    tagged = {**media("a.mov", duration=500.0), "metadata": {"foundry.source.reelID": "B002"}}
    (found,) = compare(
        [replace(old, reel="A001")], uses_of(read(track(clip("a", span(100.0, 20.0), tagged)))), NAMES
    )
    assert found.fate is Fate.GONE


def test_a_shot_is_made_again_under_its_name_with_more_frames_where_it_needs_them(folder: Path) -> None:
    old = remembered(read(track(ranged(100, 20))), folder)
    look = finder({"a.mov": SOURCE}, folder)
    (same,) = fates(old, gap(5.0), ranged(104, 12))
    shot = recalled(same, look, lambda _: SOURCE, 8)
    assert not isinstance(shot, Offline)
    assert (shot.name, shot.needed, shot.frames) == ("sh010", range(104, 116), range(92, 128))
    (longer,) = fates(old, ranged(80, 60))
    more = recalled(longer, look, lambda _: SOURCE, 8)
    assert not isinstance(more, Offline)
    assert (more.needed, more.frames) == (range(80, 140), range(72, 148))


def test_a_shot_whose_edit_shows_plates_is_made_of_its_source(folder: Path) -> None:
    old = remembered(read(track(ranged(100, 20))), folder)
    plate = media("/plates/sh010_cleanplate_v001.mov", start=92.0, duration=36.0)
    found = fates(old, clip("conformed", span(100.0, 20.0), plate))
    shots, notices = all_recalled(found, finder({}, folder), lambda _: SOURCE, 8)
    assert [it.media.clip for it in shots] == [str(folder / "a.mov")]
    assert notices == []


def test_shots_that_are_gone_or_offline_are_told(folder: Path) -> None:
    old = remembered(read(track(ranged(100, 20), ranged(200, 20))), folder)

    def nothing(clip: str) -> ClipInfo:
        raise MediaError("there is no such file", remedy="look", path=clip)

    shots, notices = all_recalled(fates(old, ranged(100, 20)), finder({}, folder / "x"), nothing, 8)
    assert shots == []
    assert notices[0].startswith("sh010 is offline")
    assert notices[1] == "sh020 is no longer in the edit."


def test_a_list_is_kept_exactly(folder: Path) -> None:
    shots = remembered(read(track(ranged(100, 20), gap(3.0), ranged(200, 5, "\u00f6"))), folder)
    exact = replace(shots[0], needed=replace(shots[0].needed, start=Fraction(1001, 3)))
    kept = SideCar("cut.otio", 8, (exact, shots[1]))
    path = sidecar_path(folder / "cut.otio")
    save(kept, path)
    assert path.name == "cut.otio.shots.json"
    assert load(path) == kept
    assert merged(kept.shots, [replace(exact, plates=()), replace(shots[1], name="new")]) == (
        replace(exact, plates=()),
        shots[1],
        replace(shots[1], name="new"),
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no list of shots"),
        ("[]", "no list of shots"),
        ('{"format": "cleanplate shots", "version": 9}', "newer version"),
        ('{"format": "x", "version": 1}', "another kind"),
        (
            '{"format": "cleanplate shots", "version": 1, "timeline": "", "handles": 1, "shots": [{}]}',
            "no list",
        ),
        ("[" * 100_000, "no list of shots"),
    ],
)
def test_a_damaged_list_is_one_sentence(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "cut.shots.json"
    path.write_text(text)
    with pytest.raises(TimelineError, match=reason):
        load(path)
    with pytest.raises(TimelineError, match="no such file"):
        load(tmp_path / "gone.json")
