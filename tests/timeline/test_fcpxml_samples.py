"""Real FCPXML files: untouched they come back byte for byte, and a plate changes its own nodes alone."""

from __future__ import annotations

import random
import re
from collections import Counter
from pathlib import Path

import opentimelineio as otio
import pytest
from edits_read import of_plate, usable
from fcpxml_documents import DIALECT, placed, plate_for, replaced
from mutants import mutated

from editor.errors import CleanplateError
from editor.timeline.editing import Edit, Replace

SAMPLES = (
    "fcpx_2398.fcpxml",
    "fcpx_24_with_25_media.fcpxml",
    "fcpx_2997_df.fcpxml",
    "fcpx_5994.fcpxml",
    "fcpx_audition.fcpxml",
    "fcpx_captions.fcpxml",
    "fcpx_compound.fcpxml",
    "fcpx_disabled.fcpxml",
    "fcpx_multicam_cuts.fcpxml",
    "fcpx_occlusion_nested.fcpxml",
    "fcpx_secondary_storyline.fcpxml",
    "fcpx_still_image.fcpxml",
    "fcpx_transitions.fcpxml",
    "otio_fcpx_example.fcpxml",
)
TITLES_ALONE = ("fcpx_audition.fcpxml", "fcpx_compound.fcpxml", "fcpx_transitions.fcpxml")
IN_ANGLES_ALONE = ("fcpx_multicam_cuts.fcpxml",)
REFUSED_BY_THE_ADAPTER = (
    *("fcpx_compound.fcpxml", "fcpx_occlusion_nested.fcpxml", "fcpx_still_image.fcpxml"),
)
TO_MUTATE = ("fcpx_2398.fcpxml", "fcpx_occlusion_nested.fcpxml", "otio_fcpx_example.fcpxml")
HANDLES = 400

pytestmark = pytest.mark.footage
every_sample = pytest.mark.parametrize("name", SAMPLES)
with_pictures = pytest.mark.parametrize("name", [name for name in SAMPLES if name not in TITLES_ALONE])
with_a_sequence = pytest.mark.parametrize(
    "name", [name for name in SAMPLES if name not in (*TITLES_ALONE, *IN_ANGLES_ALONE)]
)


@pytest.fixture
def data(shared: Path, name: str) -> bytes:
    return (shared / "timelines" / "fcpxml" / name).read_bytes()


@every_sample
def test_untouched_a_file_comes_back_byte_for_byte(data: bytes, name: str) -> None:
    assert DIALECT.recognises(data)
    timeline = DIALECT.read(data, Path(name))
    assert timeline.sequences
    assert not timeline.notices
    assert DIALECT.patch(data, Path(name), []) == data


@with_a_sequence
def test_a_clip_above_and_its_asset_are_all_that_is_added(data: bytes, name: str) -> None:
    for key, clip in usable(DIALECT.read(data, Path(name))):
        patched = placed(data, clip, plate_for(clip, HANDLES))
        ((key_after, above),) = of_plate(DIALECT.read(patched, Path(name)))
        assert (key_after, above.record, above.source) == (key, clip.record, clip.source)
        assert above.retime == clip.retime
        removed, added = line_changes(data, patched)
        assert all(re.search(rb"<(asset-clip|clip|video) ", line) for line in removed)
        assert len(removed) <= 1
        assert sum(b"<asset " in line for line in added) == 1
        assert sum(b'lane="' in line for line in added) == 1
        reopened = [line.replace(b"/>", b">") for line in removed]
        assert all(line in added for line in reopened)


@with_pictures
def test_a_replaced_clip_changes_alone(data: bytes, name: str) -> None:
    for key, clip in usable(DIALECT.read(data, Path(name))):
        patched = replaced(data, clip, plate_for(clip, HANDLES))
        ((key_after, shown),) = of_plate(DIALECT.read(patched, Path(name)))
        assert (key_after, shown.record, shown.source) == (key, clip.record, clip.source)
        assert (shown.retime, shown.name) == (clip.retime, clip.name)
        assert [mark.span for mark in shown.markers] == [mark.span for mark in clip.markers]
        removed, added = line_changes(data, patched)
        assert all(re.search(rb"</?(asset-clip|video)\b", line) for line in removed)
        assert len(removed) <= 2
        assert sum(b"<asset " in line for line in added) == 1


@pytest.mark.parametrize("name", [n for n in SAMPLES if n not in (*TITLES_ALONE, *REFUSED_BY_THE_ADAPTER)])
def test_the_stock_reader_sees_the_same_edit_plus_ours(data: bytes, name: str, tmp_path: Path) -> None:
    clips = [clip for _, clip in usable(DIALECT.read(data, Path(name)))]
    before = stock_clips(data, tmp_path)
    after = stock_clips(replaced(data, clips[-1], plate_for(clips[-1], HANDLES)), tmp_path)
    lengths = Counter(length for _, length in before), Counter(length for _, length in after)
    assert lengths[0] <= lengths[1]
    assert (lengths[1] - lengths[0]).total() <= 1, "the sound of a replaced clip may be one more"
    if name not in IN_ANGLES_ALONE:
        above = stock_clips(placed(data, clips[-1], plate_for(clips[-1], HANDLES)), tmp_path)
        ours = [clip for clip in above if "cleanplate" in clip[0]]
        assert len(ours) == len({clip[0] for clip in ours}) or name == "otio_fcpx_example.fcpxml"
        assert [clip for clip in above if clip not in ours] == before


@with_pictures
def test_every_clip_can_be_cleaned_at_once(data: bytes, name: str) -> None:
    found = list(usable(DIALECT.read(data, Path(name))))
    plates = [
        plate_for(clip, HANDLES, f"sh{index:03}_cleanplate_v001") for index, (_, clip) in enumerate(found)
    ]
    edits: list[Edit] = [Replace(clip.locator, plate) for (_, clip), plate in zip(found, plates, strict=True)]
    after = of_plate(DIALECT.read(DIALECT.patch(data, Path(name), edits), Path(name)))
    assert [clip.source for _, clip in after] == [clip.source for _, clip in found]
    assert len({clip.media[0].target for _, clip in after}) == len(found)


@pytest.mark.parametrize(
    "name", ["fcpx_2398.fcpxml", "fcpx_occlusion_nested.fcpxml", "otio_fcpx_example.fcpxml"]
)
def test_mutated_samples_are_read_or_refused(data: bytes, name: str) -> None:
    mutate_and_read(data, name, count=40)


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["fcpx_2398.fcpxml", "fcpx_occlusion_nested.fcpxml", "otio_fcpx_example.fcpxml"]
)
def test_thousands_of_mutated_samples_are_read_or_refused(data: bytes, name: str) -> None:
    mutate_and_read(data, name, count=1700)


def mutate_and_read(data: bytes, name: str, count: int) -> None:
    dice = random.Random(name)
    for _ in range(count):
        mutant = mutated(data, dice)
        try:
            for _, clip in list(usable(DIALECT.read(mutant, Path(name))))[:2]:
                if clip.media[0].available is not None:
                    replaced(mutant, clip, plate_for(clip, HANDLES))
                    placed(mutant, clip, plate_for(clip, HANDLES))
        except CleanplateError:
            continue


def line_changes(old: bytes, new: bytes) -> tuple[list[bytes], list[bytes]]:
    """Lines that only one of two documents has, as often as it has them more."""
    before, after = Counter(old.splitlines()), Counter(new.splitlines())
    return [*(before - after).elements()], [*(after - before).elements()]


def stock_clips(data: bytes, folder: Path) -> list[tuple[str, float]]:
    """Name and length of all clips that the stock adapter sees."""
    path = folder / "cut.fcpxml"
    path.write_bytes(data)
    found = otio.adapters.read_from_file(str(path), adapter_name="fcpx_xml")
    return [
        (clip.name, clip.duration().value)
        for clip in found.find_children(otio.schema.Clip)
        if clip.source_range is not None
    ]
