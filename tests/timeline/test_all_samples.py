"""All real files, whatever their format: untouched they leave as they came; each AAF is read as OTIO."""

from __future__ import annotations

from pathlib import Path

import pytest
from otio_documents import clips_of, plate_for

from editor.timeline.documents.document import open_document
from editor.timeline.editing import Replace
from editor.timeline.otio.dialect import OtioDialect

COUNTS = {"otio": 35, "xmeml": 14, "fcpxml": 14, "edl": 19, "aaf": 11}
WITHOUT_PICTURES = ("mc_5994_df.aaf", "premiere_fades.aaf")
HANDLES = 40

pytestmark = pytest.mark.footage


def samples(shared: Path, folder: str) -> list[Path]:
    found = sorted((shared / "timelines" / folder).iterdir())
    assert len(found) == COUNTS[folder]
    return found


@pytest.mark.parametrize("folder", [name for name in COUNTS if name != "aaf"])
def test_untouched_every_file_leaves_byte_for_byte(shared: Path, folder: str, tmp_path: Path) -> None:
    for path in samples(shared, folder):
        out = tmp_path / f"out{path.suffix}"
        open_document(path).save([], out, overwrite=True)
        assert out.read_bytes() == path.read_bytes(), path.name


def test_every_aaf_is_read_as_otio_and_takes_a_plate(shared: Path) -> None:
    for path in samples(shared, "aaf"):
        document = open_document(path)
        found = list(clips_of(OtioDialect().read(document.data, path)))
        assert document.is_converted
        assert bool(found) == (path.name not in WITHOUT_PICTURES), path.name
        if found:
            out = document.edited(
                [Replace(found[0].locator, plate_for(found[0], HANDLES))], Path("/edit/x.otio")
            )
            after = list(clips_of(OtioDialect().read(out, path)))
            assert [(it.record, it.source) for it in after] == [(it.record, it.source) for it in found], (
                path.name
            )
