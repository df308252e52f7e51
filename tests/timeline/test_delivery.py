"""Plates: their versions, whether they fit their shots, and how they come into the edit."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

import pytest
from fcpxml_documents import asset
from fcpxml_documents import clip as fcpxml_clip
from fcpxml_documents import document as fcpxml_document
from media_descriptions import described, finder
from otio_documents import clip, media, read, span, track, transition, written
from otio_documents import timeline as otio_timeline
from xmeml_documents import clip as xmeml_clip
from xmeml_documents import document as xmeml_document

from editor.errors import UsageError
from editor.media.picture import ClipInfo
from editor.timeline.delivery.insertion import Delivery, Way, check_way, insertion
from editor.timeline.delivery.plates import plate_of
from editor.timeline.delivery.putting_in import put_in
from editor.timeline.delivery.rendering import RenderSettings, matte_at, removal_request
from editor.timeline.delivery.versions import Version, chosen, next_number, versions
from editor.timeline.documents.document import open_document
from editor.timeline.editing import (
    AddReference,
    Dialect,
    PlaceAbove,
    Plate,
    RefusedEditsError,
    Replace,
    ShowReference,
)
from editor.timeline.edl.dialect import EdlDialect
from editor.timeline.errors import EditError
from editor.timeline.fcpxml.dialect import FcpxmlDialect
from editor.timeline.model import Locator, Span, Timeline
from editor.timeline.opening import OpenTimeline
from editor.timeline.otio.dialect import OtioDialect
from editor.timeline.shots.naming import ShotNames
from editor.timeline.shots.selecting import Selection, selected
from editor.timeline.shots.shot import Shot, make_shots
from editor.timeline.shots.uses import uses_of
from editor.timeline.xmeml.dialect import XmemlDialect

SOURCE = described(frames=100, timecode="01:00:00:00", reel="A001")


def frames(start: int, duration: int) -> Span:
    return Span(Fraction(start), Fraction(duration), Fraction(24))


def ranged(start: float, duration: float, **more: Any) -> dict[str, Any]:
    return clip("a", span(86400 + start, duration), media("a.mov", start=86400.0, duration=100.0), **more)


def shots_of(
    timeline: Timeline, folder: Path, *, handles: int = 8, selection: Selection | None = None
) -> list[Shot]:
    (folder / "a.mov").touch()
    uses = uses_of(timeline)
    if selection is not None:
        uses = selected(uses, selection, timeline.main[0])
    return make_shots(uses, finder({"a.mov": SOURCE}, folder), ShotNames("sh{number:3}"), handles)[0]


@pytest.fixture
def shot(tmp_path: Path) -> Shot:
    return shots_of(read(track(ranged(20, 30))), tmp_path)[0]


def delivered(shot: Shot, info: ClipInfo, name: str = "sh010_cleanplate_v003.mov") -> Any:
    return plate_of(shot, Version(3, Path("/plates") / name), lambda _: info)


def test_versions_are_counted_and_never_reused(tmp_path: Path) -> None:
    assert (versions(tmp_path / "none", "sh010"), next_number(tmp_path / "none", "sh010")) == ([], 1)
    for name in (
        "sh010_cleanplate_v001.mov",
        "sh010_cleanplate_v010.mkv",
        "sh010_matte_v012.mov",
        "sh0100_cleanplate_v050.mov",
    ):
        (tmp_path / name).touch()
    (tmp_path / "sh010_cleanplate_v002").mkdir()
    (tmp_path / "sh010_cleanplate_v011.txt").touch()
    assert [it.number for it in versions(tmp_path, "sh010")] == [1, 2, 10]
    assert next_number(tmp_path, "sh010") == 13
    (tmp_path / ".sh010_cleanplate_v013.mov.partial").touch()
    assert next_number(tmp_path, "sh010") == 14


def test_the_newest_version_is_taken_or_the_one_that_is_asked_for(tmp_path: Path) -> None:
    assert chosen(tmp_path, "sh010", None) is None
    for number in (1, 2):
        (tmp_path / f"sh010_cleanplate_v00{number}.mov").touch()
    newest, first = chosen(tmp_path, "sh010", None), chosen(tmp_path, "sh010", 1)
    assert newest is not None
    assert first is not None
    assert (newest.number, first.number) == (2, 1)
    with pytest.raises(UsageError, match="holds no sh010_cleanplate_v007"):
        chosen(tmp_path, "sh010", 7)
    (tmp_path / "sh010_cleanplate_v002").mkdir()
    with pytest.raises(UsageError, match="there twice"):
        chosen(tmp_path, "sh010", None)


def test_a_plate_has_timecode_and_reel_of_its_first_frame(shot: Shot) -> None:
    plate = delivered(shot, described(frames=46, timecode="01:00:00:12"))
    assert (plate.name, plate.reel, plate.is_drop_frame) == ("sh010_cleanplate_v003", "A001", False)
    assert plate.available == frames(86412, 46)


def test_a_plate_of_another_length_is_placed_by_its_timecode(shot: Shot) -> None:
    assert delivered(shot, described(frames=34, timecode="01:00:00:18")).available == frames(86418, 34)


@pytest.mark.parametrize(
    ("info", "reason"),
    [
        (described(frames=46, size=(1280, 720)), "it is 1280x720, and the source 1920x1080"),
        (described(frames=46, rate=Fraction(25)), "it has 25 frames a second, and the source 24"),
        (described(frames=20, timecode="01:00:00:18"), "its 20 frames are not those of sh010"),
        (described(frames=34), "its 34 frames are not those of sh010"),
        (described(frames=34, timecode="02:00:00:00"), "which needs 20 to 49 of a.mov"),
    ],
)
def test_a_plate_that_does_not_fit_is_refused(shot: Shot, info: ClipInfo, reason: str) -> None:
    with pytest.raises(UsageError, match=reason):
        delivered(shot, info)


@pytest.mark.parametrize("folder", [PurePosixPath("/Volumes/san"), PureWindowsPath("E:/san")])
def test_a_plate_lies_where_the_nle_sees_it(shot: Shot, folder: Any) -> None:
    version = Version(1, Path("/plates/sh010_cleanplate_v001.mov"))
    plate = plate_of(shot, version, lambda _: described(frames=46), folder)
    assert plate.path == folder / "sh010_cleanplate_v001.mov"


def test_pictures_are_found_by_their_numbers(tmp_path: Path, shot: Shot) -> None:
    home = tmp_path / "sh010_cleanplate_v001"
    home.mkdir()
    for number in range(12, 58):
        (home / f"sh010_cleanplate_v001.{number:04}.exr").touch()
    info = described(numbers=tuple(range(12, 58)))
    plate = plate_of(shot, Version(1, home), lambda _: info)
    assert plate.numbering is not None
    assert (plate.numbering.prefix, plate.numbering.padding, plate.numbering.first) == (
        "sh010_cleanplate_v001.",
        4,
        12,
    )


def test_a_render_takes_all_frames_of_a_shot_and_delivers_its_matte(shot: Shot, tmp_path: Path) -> None:
    request = removal_request(
        shot, 4, tmp_path / "mattes", RenderSettings(tmp_path / "plates", engine="spatial")
    )
    assert (request.clip, request.frames, request.handles) == (shot.media.clip, "12-57", 0)
    assert request.out == str(tmp_path / "plates" / "sh010_cleanplate_v004.mov")
    assert request.matte_out == str(tmp_path / "plates" / "sh010_matte_v004.mov")
    pictures = removal_request(shot, 4, tmp_path, RenderSettings(tmp_path, ending="exr"))
    assert pictures.out == str(tmp_path / "sh010_cleanplate_v004" / "sh010_cleanplate_v004.%04d.exr")
    still = replace(shot, media=replace(shot.media, info=described(frames=1)), frames=range(1))
    assert removal_request(still, 1, tmp_path, RenderSettings(tmp_path)).out == str(
        tmp_path / "sh010_cleanplate_v001.png"
    )


def test_pictures_run_at_the_rate_of_the_edit(tmp_path: Path) -> None:
    name, numbers = "c.%04d.exr", tuple(range(1001, 1061))
    for number in numbers[:2]:
        (tmp_path / f"c.{number}.exr").touch()
    found = finder({name: described(tmp_path / name, numbers=numbers, timecode="01:00:00:00")}, tmp_path)
    source = media(str(tmp_path / "c.[1001-1060].exr"), 90000.0, 60.0, 25.0)
    edit = read(track(clip("c", span(90010.0, 10.0, 25.0), source)), start=0.0, rate=25.0)
    made, left_out = make_shots(uses_of(edit), found, ShotNames("sh{number:3}"), 5)
    assert left_out == []
    pictures = made[0]
    assert (pictures.rate, pictures.needed, pictures.frames) == (25, range(10, 20), range(5, 25))
    assert (pictures.available.start, pictures.available.duration) == (90005, 20)
    assert removal_request(pictures, 1, tmp_path, RenderSettings(tmp_path)).out.endswith("v001.%04d.png")
    with pytest.raises(UsageError, match=r"sh010: .* at 25 frames a second.* at 24; deliver pictures"):
        removal_request(pictures, 1, tmp_path, RenderSettings(tmp_path, ending="mov"))
    for ending in (None, "png"):
        of_final_cut = RenderSettings(tmp_path, ending=ending, takes_pictures=FcpxmlDialect().takes_pictures)
        with pytest.raises(
            UsageError, match="sh010: Final Cut Pro plays no picture sequences; deliver a mov"
        ):
            removal_request(pictures, 1, tmp_path, of_final_cut)
    with pytest.raises(UsageError, match="24 frames a second, and the source 25"):
        delivered(pictures, described(frames=20))


def test_mattes_are_found_by_the_name_of_the_shot(tmp_path: Path) -> None:
    assert matte_at(tmp_path, "sh010") is None
    (tmp_path / "sh010").mkdir()
    assert matte_at(tmp_path, "sh010") == tmp_path / "sh010"
    (tmp_path / "sh010.png").touch()
    with pytest.raises(UsageError, match="two mattes"):
        matte_at(tmp_path, "sh010")


def deliveries(timeline: Timeline, folder: Path, selection: Selection | None = None) -> list[Delivery]:
    found = []
    for shot in shots_of(timeline, folder, selection=selection):
        info = described(frames=len(shot.frames))
        version = Version(2, Path(f"/plates/{shot.name}_cleanplate_v002.mov"))
        found.append(Delivery(shot, plate_of(shot, version, lambda _, info=info: info), version))
    return found


def test_every_clip_of_a_shot_gets_its_plate(tmp_path: Path) -> None:
    timeline = read(track(ranged(20, 30), ranged(20, 30), ranged(60, 10)))
    found = deliveries(timeline, tmp_path)
    replaced = insertion(found, timeline, Way.REPLACE)
    assert [type(edit) for edit in replaced.edits] == [Replace] * 3
    added = insertion(found, timeline, Way.REFERENCE)
    assert [edit.key for edit in added.edits if isinstance(edit, AddReference)] == ["CLEAN_v002"] * 3
    above = insertion(found, timeline, Way.ABOVE)
    assert [(it.track, it.record) for it in above.edits if isinstance(it, PlaceAbove)] == [
        ("CLEAN v002", frames(0, 30)),
        ("CLEAN v002", frames(30, 30)),
        ("CLEAN v002", frames(60, 10)),
    ]
    assert insertion(found, timeline, Way.ABOVE, "MY TRACK").edits[0] != above.edits[0]
    assert (replaced.notices, added.notices, above.notices) == ((), (), ())


def test_a_track_above_leaves_transitions_alone_and_says_so(tmp_path: Path) -> None:
    timeline = read(
        track(ranged(20, 30), transition(4.0, 6.0), ranged(60, 20), transition(12.0, 12.0), ranged(60, 20))
    )
    found = insertion(deliveries(timeline, tmp_path), timeline, Way.ABOVE)
    placed = [
        (int(it.record.start), int(it.record.end), int(it.offset))
        for it in found.edits
        if isinstance(it, PlaceAbove)
    ]
    assert placed == [(0, 26, 0), (36, 38, 6), (62, 70, 12)]
    assert len(found.notices) == 3
    assert "replace the media" in found.notices[0]
    short = read(track(ranged(20, 30), transition(0.0, 10.0), ranged(60, 10)))
    assert "nothing but transition" in insertion(deliveries(short, tmp_path), short, Way.ABOVE).notices[-1]


def test_a_part_of_a_clip_goes_above_and_cannot_replace_it(tmp_path: Path) -> None:
    timeline = read(track(ranged(20, 30)))
    found = deliveries(timeline, tmp_path, Selection(record=frames(5, 10)))
    above = insertion(found, timeline, Way.ABOVE)
    assert [(it.record, it.offset) for it in above.edits if isinstance(it, PlaceAbove)] == [
        (frames(5, 10), 5)
    ]
    replaced = insertion(found, timeline, Way.REPLACE)
    assert replaced.edits == ()
    assert "only a part" in replaced.notices[0]


def test_resolve_gets_a_track_that_is_counted_on(tmp_path: Path) -> None:
    tracks = [track(ranged(20, 30), name="Video 1"), track(name="Video 2")]
    timeline = read(*tracks, metadata={"Resolve_OTIO": {}})
    (edit,) = insertion(deliveries(timeline, tmp_path), timeline, Way.ABOVE).edits
    assert isinstance(edit, PlaceAbove)
    assert edit.track == "Video 3"


def test_a_format_is_asked_only_for_what_it_can_take() -> None:
    check_way(OtioDialect(), Way.REFERENCE)
    with pytest.raises(UsageError, match="edl cannot take plates by 'above'; choose replace"):
        check_way(EdlDialect(), Way.ABOVE)


def test_a_version_goes_up_where_the_earlier_one_lies(tmp_path: Path) -> None:
    plate = media("/plates/sh010_cleanplate_v001.mov", start=86412.0, duration=46.0)
    above = clip("sh010_cleanplate_v001", span(86420.0, 30.0), plate)
    timeline = read(track(ranged(20, 30)), track(above, name="CLEAN v001"))
    (shot,) = shots_of(read(track(ranged(20, 30))), tmp_path)
    both = replace(shot, uses=tuple(uses_of(timeline)))
    info = described(frames=46)
    version = Version(2, Path("/plates/sh010_cleanplate_v002.mov"))
    delivery = Delivery(both, plate_of(shot, version, lambda _: info), version)
    for way in (Way.ABOVE, Way.REPLACE):
        (edit,) = insertion([delivery], timeline, way).edits
        assert isinstance(edit, Replace)
        assert edit.clip == ("tracks", "children", 1, "children", 0)


def test_a_reference_that_is_there_already_is_shown_again(tmp_path: Path) -> None:
    references = {
        "DEFAULT_MEDIA": media("a.mov", 86400.0, 100.0),
        "CLEAN_v002": media("/plates/x.mov", 86400.0, 100.0),
    }
    timeline = read(track(ranged(20, 30, media_references=references)))
    (edit,) = insertion(deliveries(timeline, tmp_path), timeline, Way.REFERENCE).edits
    assert edit == ShowReference(("tracks", "children", 0, "children", 0), "CLEAN_v002")


def test_a_clip_that_cannot_take_its_plate_does_not_hold_up_the_others(tmp_path: Path) -> None:
    angle = f'<mc-angle name="A" angleID="A">{fcpxml_clip("0s", "3605s", "4s", ref="r11")}</mc-angle>'
    data = fcpxml_document(
        fcpxml_clip("0s", "3601s", "3s")
        + '<mc-clip ref="r20" offset="3s" duration="4s" name="m"><mc-source angleID="A"/></mc-clip>',
        resources=asset(src="a.mov")
        + asset("r11", src="b.mov")
        + f'<media id="r20" name="m"><multicam format="r1" tcStart="0s">{angle}</multicam></media>',
    )
    edit, out = tmp_path / "a.fcpxml", tmp_path / "out.fcpxml"
    edit.write_bytes(data)
    source = described(frames=1000, timecode="01:00:00:00", rate=Fraction(25))
    for name in ("a.mov", "b.mov"):
        (tmp_path / name).touch()
    document, look = open_document(edit), finder({"a.mov": source, "b.mov": source}, tmp_path)
    timeline = document.read()
    shots, _ = make_shots(uses_of(timeline), look, ShotNames("sh{number:3}"), 2)
    found = []
    for shot in shots:
        version = Version(1, tmp_path / f"{shot.name}_cleanplate_v001.mov")
        info = described(frames=len(shot.frames), rate=Fraction(25))
        found.append(Delivery(shot, plate_of(shot, version, lambda _, info=info: info), version))
    opened = OpenTimeline(document, timeline, look)
    (notice,) = put_in(opened, found, out, way=Way.ABOVE)
    assert "nothing can be connected to an angle of a multicam, and stays as it is" in notice
    shown = [use.clip.shown.name for use in uses_of(open_document(out).read()) if use.clip.shown is not None]
    assert [name for name in shown if "cleanplate" in name] == ["sh020_cleanplate_v001"]
    with pytest.raises(EditError, match="angle of a multicam"):
        put_in(opened, found[:1], tmp_path / "none.fcpxml", way=Way.ABOVE)
    assert not (tmp_path / "none.fcpxml").exists()


@pytest.mark.footage
@pytest.mark.parametrize("suffix", [".otio", ".xml"])
def test_an_aaf_comes_back_as_otio_or_xml_and_says_what_it_lost(
    shared: Path, tmp_path: Path, suffix: str
) -> None:
    document = open_document(shared / "timelines" / "aaf" / "one_clip.aaf")
    timeline = document.read()
    (use,) = uses_of(timeline)
    media_reference = use.clip.shown
    assert media_reference is not None
    assert media_reference.available is not None
    name = (media_reference.target or "").rpartition("/")[2]
    (tmp_path / name).touch()
    source = described(frames=int(media_reference.available.duration))
    look = finder({name: source}, tmp_path / "edit", [tmp_path])
    (shot,), _ = make_shots([use], look, ShotNames("sh{number:3}"), 2)
    version = Version(1, tmp_path / "sh010_cleanplate_v001.mov")
    plate = plate_of(shot, version, lambda _: described(frames=len(shot.frames)))
    opened, out = OpenTimeline(document, timeline, look), tmp_path / f"out{suffix}"
    notices = put_in(opened, [Delivery(shot, plate, version)], out, way=Way.REPLACE)
    (again,) = uses_of(open_document(out).read())
    assert again.clip.shown is not None
    assert "sh010_cleanplate_v001.mov" in (again.clip.shown.target or "")
    assert again.clip.source == use.clip.source
    assert "An AAF comes back" in notices[0]
    assert any(notice.startswith("Lost in XML") for notice in notices) == (suffix == ".xml")
    with pytest.raises(UsageError, match=r"goes back as \.otio"):
        put_in(opened, [], tmp_path / "out.aaf", way=Way.REPLACE)


@pytest.mark.parametrize(
    ("dialect", "data", "good", "lost"),
    [
        (
            OtioDialect(),
            written(otio_timeline(track(ranged(20, 30)))),
            ("tracks", "children", 0, "children", 0),
            ("tracks", "children", 0, "children", 7),
        ),
        (XmemlDialect(), xmeml_document(xmeml_clip(0, 20, 10, 30)), None, (99_999,)),
        (
            EdlDialect(Fraction(24)),
            b"TITLE: x\n001  A001 V C  01:00:00:20 01:00:01:20 10:00:00:00 10:00:01:00\n",
            None,
            ("event", 99),
        ),
    ],
)
def test_all_that_a_document_refuses_is_told_at_once(
    dialect: Dialect, data: bytes, good: Locator | None, lost: Locator
) -> None:
    path = Path("/edit/cut")
    if good is None:
        (use,) = uses_of(dialect.read(data, path))
        good = use.clip.locator
    plate = Plate(Path("/plates/p.mov"), "p", Span(Fraction(0), Fraction(200_000), Fraction(24)))
    if dialect.name == "xmeml":
        plate = replace(plate, available=replace(plate.available, rate=Fraction(25)))
    fits, gone, twice = Replace(good, plate), Replace(lost, plate), Replace((*lost, 1), plate)
    with pytest.raises(RefusedEditsError, match=r"1 more are refused") as refused:
        dialect.patch(data, path, [gone, fits, twice])
    assert [edit for edit, _ in refused.value.refusals] == [gone, twice]
    assert b"p.mov" in dialect.patch(data, path, [fits])
