"""Timelines on disk: told apart by content, read in a child process, saved whole or not at all."""

from __future__ import annotations

import os
import pickle
import sys
import zipfile
from fractions import Fraction
from pathlib import Path

import pytest
from otio_documents import clip, clips_of, media, plate_for, stack, timeline, track, written

from editor.errors import UsageError
from editor.timeline.documents import limits
from editor.timeline.documents.bundles import bundle_at
from editor.timeline.documents.dialects import dialect_of
from editor.timeline.documents.document import Document, open_document
from editor.timeline.documents.limits import check_nesting, check_size, check_values
from editor.timeline.documents.wire import ForeignMessageError, pack, unpack
from editor.timeline.editing import Replace
from editor.timeline.errors import TimelineError, UnknownFormatError
from editor.timeline.model import Nest, Sequence, Timeline, Track, TrackKind
from editor.timeline.otio.dialect import OtioDialect

EDIT = written(timeline(track(clip())))
EDL = b"TITLE: x\n001 AX V C 00:00:00:00 00:00:01:00 01:00:00:00 01:00:01:00\n"
XMEML = b'<?xml version="1.0"?><!DOCTYPE xmeml><xmeml version="5"><sequence/></xmeml>'


@pytest.fixture
def edit(tmp_path: Path) -> Path:
    path = tmp_path / "cut \u00f6.otio"
    path.write_bytes(EDIT)
    return path


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def bundle(path: Path, target: str = "media/a.mov") -> Path:
    document = written(timeline(track(clip(reference=media(target)))))
    return zipped(path, {"version.txt": b"1.0.0", "content.otio": document, "media/a.mov": b"movie"})


@pytest.mark.parametrize(("data", "name"), [(EDIT, "otio"), (XMEML, "xmeml"), (EDL, "edl")])
@pytest.mark.parametrize("suffix", [".otio", ".xml", ".edl", ".txt"])
def test_the_content_tells_the_format_and_not_the_name(data: bytes, name: str, suffix: str) -> None:
    assert dialect_of(data, Path(f"a{suffix}")).name == name


@pytest.mark.parametrize("data", [b"", b"\x00" * 100, b"hello", b"{}", b"<html></html>"])
def test_what_is_no_timeline_is_named_as_such(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.otio"
    path.write_bytes(data)
    with pytest.raises(UnknownFormatError, match="no timeline that we know; export it"):
        open_document(path)


def test_a_timeline_is_read_in_a_child_process(edit: Path) -> None:
    document = open_document(edit)
    assert document.read() == OtioDialect().read(EDIT, edit)


def test_errors_of_the_child_are_those_of_the_dialect(tmp_path: Path) -> None:
    path = tmp_path / "cut.otio"
    path.write_bytes(EDIT[:-20])
    with pytest.raises(TimelineError, match=r"cut\.otio: is damaged: .*; export it again from the NLE\."):
        open_document(path).read()


def test_a_rate_reaches_the_child(tmp_path: Path) -> None:
    path = tmp_path / "cut.edl"
    path.write_bytes(EDL)
    assert open_document(path, Fraction(25)).read().sequences["main"].rate == 25


def test_a_reader_that_dies_is_one_sentence(edit: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(TimelineError, match="made its reader crash"):
        open_document(edit).read()


@pytest.mark.skipif(sys.platform != "linux", reason="memory can be limited on Linux alone")
def test_a_document_that_takes_too_much_memory_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "cut.otio"
    path.write_bytes(EDIT[:-1] + b', "x": [' + b"[]," * 3_000_000 + b"[]]}")
    monkeypatch.setattr(limits, "MOST_VALUES", 1_000_000)
    with pytest.raises(TimelineError, match="million values"):
        open_document(path)


def test_files_that_are_too_large_are_not_even_read(tmp_path: Path) -> None:
    path = tmp_path / "cut.otio"
    with path.open("wb") as file:
        file.truncate(limits.LARGEST_BYTES + 1)
    with pytest.raises(TimelineError, match="larger than 512 MB"):
        open_document(path)
    check_size(limits.LARGEST_BYTES, path)
    check_values(EDIT, path)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
def test_what_would_never_end_is_not_even_begun(tmp_path: Path) -> None:
    pipe, home = tmp_path / "cut.otio", tmp_path / "cut.otiod"
    os.mkfifo(pipe)
    home.mkdir()
    os.mkfifo(home / "content.otio")
    for path in (pipe, home, Path("/dev/zero")):
        with pytest.raises(TimelineError, match="no regular file"):
            open_document(path)


def test_a_list_of_more_lines_than_any_edit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "cut.edl"
    path.write_bytes(EDL + b"\n" * 500_000)
    with pytest.raises(TimelineError, match="more than 500,000 lines"):
        open_document(path).read()


@pytest.mark.parametrize("name", ["gone.otio", "gone.otioz", "gone.otiod"])
def test_a_missing_file_is_one_sentence(tmp_path: Path, name: str) -> None:
    with pytest.raises(TimelineError):
        open_document(tmp_path / name)


def test_what_the_child_says_is_nothing_but_a_timeline() -> None:
    found = OtioDialect().read(EDIT, Path("cut.otio"))
    assert unpack(pack(found)) == found
    for message in (b"", pack(found)[:-9], pickle.dumps(os.getcwd), pickle.dumps([1]), b"\x80\x05."):
        with pytest.raises(ForeignMessageError):
            unpack(message)


def nested(*edges: tuple[str, str]) -> Timeline:
    keys = dict.fromkeys(key for edge in edges for key in edge)
    one = clips_of(OtioDialect().read(EDIT, Path("cut.otio")))
    record = next(one).record
    sequences = {
        key: Sequence(
            (key,),
            key,
            Fraction(24),
            Fraction(0),
            (
                Track(
                    (key, 0),
                    "",
                    TrackKind.VIDEO,
                    tuple(
                        Nest((key, 0, inner), inner, record, inner) for outer, inner in edges if outer == key
                    ),
                ),
            ),
        )
        for key in keys
    }
    return Timeline("otio", "", sequences, (next(iter(keys)),))


def test_sequences_that_lie_in_themselves_are_refused() -> None:
    check_nesting(nested(("a", "b"), ("a", "c"), ("b", "c")), Path("x"))
    for edges in ((("a", "a"),), (("a", "b"), ("b", "c"), ("c", "a"))):
        with pytest.raises(TimelineError, match="nested in itself"):
            check_nesting(nested(*edges), Path("x"))


def test_nests_that_are_too_deep_are_refused_and_doubled_ones_are_quick() -> None:
    doubled = [edge for n in range(50) for edge in ((f"{n}", f"{n + 1}"), (f"{n}", f"{n + 1}"))]
    check_nesting(nested(*doubled), Path("x"))
    with pytest.raises(TimelineError, match="deeper than 64"):
        check_nesting(nested(*((f"{n}", f"{n + 1}") for n in range(70))), Path("x"))


def test_stacks_that_refer_to_themselves_are_refused(tmp_path: Path) -> None:
    again = {"OTIO_SCHEMA": "SerializableObjectRef.1", "id": "Stack-1"}
    loop = stack(track(again), OTIO_REF_ID="Stack-1")  # type: ignore[arg-type]
    path = tmp_path / "cut.otio"
    path.write_bytes(written(timeline(track(loop))))
    with pytest.raises(TimelineError, match="nested in itself"):
        open_document(path).read()


def test_stacks_that_are_too_deep_are_refused(tmp_path: Path) -> None:
    node = stack(track(clip()))
    for _ in range(80):
        node = stack(track(node))
    path = tmp_path / "cut.otio"
    path.write_bytes(written(timeline(track(node)), None))
    with pytest.raises(TimelineError, match="deep"):
        open_document(path).read()


def test_an_untouched_document_is_saved_byte_for_byte(edit: Path, tmp_path: Path) -> None:
    document = open_document(edit)
    document.save([], tmp_path / "out.otio")
    assert (tmp_path / "out.otio").read_bytes() == EDIT
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cut \u00f6.otio", "out.otio"]


def test_nothing_is_overwritten_unasked_and_the_original_never(edit: Path, tmp_path: Path) -> None:
    document = open_document(edit)
    out = tmp_path / "out.otio"
    out.write_text("mine")
    with pytest.raises(UsageError, match="exists already"):
        document.save([], out)
    assert out.read_text() == "mine"
    document.save([], out, overwrite=True)
    with pytest.raises(UsageError, match="original"):
        document.save([], edit, overwrite=True)
    assert edit.read_bytes() == out.read_bytes() == EDIT


def test_edits_that_fail_leave_nothing(edit: Path, tmp_path: Path) -> None:
    document = open_document(edit)
    with pytest.raises(UsageError):
        document.save(
            [Replace(("nowhere",), plate_for(next(clips_of(document.read()))))], tmp_path / "out.otio"
        )
    assert not (tmp_path / "out.otio").exists()


def replaced(document: Document, out: Path, plate: Path) -> None:
    shot = next(clips_of(document.read()))
    described = plate_for(shot)
    inside = type(described)(out.absolute() / "media" / plate.name, described.name, described.available)
    document.save([Replace(shot.locator, inside)], out, media={f"media/{plate.name}": plate})


def test_a_zip_bundle_keeps_its_media_and_gets_the_plate(tmp_path: Path) -> None:
    plate = tmp_path / "p.mov"
    plate.write_bytes(b"plate")
    out = tmp_path / "out.otioz"
    replaced(open_document(bundle(tmp_path / "cut.otioz")), out, plate)
    with zipfile.ZipFile(out) as archive:
        assert archive.namelist() == ["version.txt", "content.otio", "media/a.mov", "media/p.mov"]
        assert archive.read("media/a.mov") == b"movie"
        assert archive.read("media/p.mov") == b"plate"
    shown = next(clips_of(open_document(out).read())).shown
    assert shown is not None
    assert shown.target == "media/p.mov"
    plate.write_bytes(b"another")
    replaced(open_document(out), tmp_path / "again.otioz", plate)
    with zipfile.ZipFile(tmp_path / "again.otioz") as archive:
        assert archive.namelist().count("media/p.mov") == 1
        assert archive.read("media/p.mov") == b"another"


def test_a_folder_bundle_keeps_its_media_and_gets_the_plate(tmp_path: Path) -> None:
    home = tmp_path / "cut.otiod"
    (home / "media").mkdir(parents=True)
    (home / "media" / "a.mov").write_bytes(b"movie")
    (home / "content.otio").write_bytes(written(timeline(track(clip(reference=media("media/a.mov"))))))
    plate = tmp_path / "p.mov"
    plate.write_bytes(b"plate")
    out = tmp_path / "out.otiod"
    replaced(open_document(home), out, plate)
    assert sorted(path.name for path in (out / "media").iterdir()) == ["a.mov", "p.mov"]
    assert sorted(path.name for path in (home / "media").iterdir()) == ["a.mov"]
    with pytest.raises(UsageError, match="exists already"):
        open_document(home).save([], out)


@pytest.mark.parametrize("name", ["../evil.mov", "/etc/evil", "media/../../evil", "..\\evil", "C:\\evil"])
def test_members_that_climb_out_of_a_zip_are_refused(tmp_path: Path, name: str) -> None:
    path = zipped(tmp_path / "cut.otioz", {"content.otio": EDIT, name: b"x"})
    with pytest.raises(TimelineError, match="climbs out"):
        open_document(path)
    assert [it.name for it in tmp_path.iterdir()] == ["cut.otioz"]


def test_a_link_that_leads_out_of_a_folder_bundle_is_refused(tmp_path: Path) -> None:
    outside = tmp_path / "outside.otio"
    outside.write_bytes(EDIT)
    home = tmp_path / "cut.otiod"
    home.mkdir()
    (home / "content.otio").symlink_to(outside)
    with pytest.raises(TimelineError, match="climbs out"):
        open_document(home)


def test_media_of_a_bundle_stay_inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    found = bundle_at(bundle(tmp_path / "cut.otioz"))
    assert found is not None
    unpacked = found.unpacked("media/a.mov")
    assert unpacked is not None
    assert unpacked.read_bytes() == b"movie"
    assert unpacked.is_relative_to(tmp_path / "cache")
    assert found.unpacked("media/gone.mov") is None
    with pytest.raises(TimelineError, match="climbs out"):
        found.unpacked("../../etc/passwd")


@pytest.mark.parametrize("cut", [10, 200, -30])
def test_a_damaged_zip_is_one_sentence(tmp_path: Path, cut: int) -> None:
    path = bundle(tmp_path / "cut.otioz")
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(TimelineError, match="damaged zip"):
        open_document(path)
    with pytest.raises(TimelineError, match=r"holds no content\.otio"):
        open_document(zipped(tmp_path / "empty.otioz", {"a": b""}))


def test_a_damaged_aaf_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "cut.aaf"
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 5000)
    with pytest.raises(TimelineError, match="cannot be read as an AAF"):
        open_document(path)


@pytest.mark.footage
def test_a_real_bundle_is_read_and_its_media_found(
    shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    document = open_document(shared / "timelines" / "otio" / "multiple_media_refs.otioz")
    assert document.bundle is not None
    targets = [it.target or "" for found in clips_of(document.read()) for it in found.media]
    assert len(targets) == 3
    assert all(document.bundle.unpacked(target) for target in targets)
