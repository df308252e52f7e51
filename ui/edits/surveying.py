"""A delivery looked at beforehand. Importing this takes a while: `ui.edits.delivery` does it elsewhere."""

from __future__ import annotations

from pathlib import Path

from editor.errors import UsageError
from editor.project.delivering import HANDLES, painted_shot, shots_holding, shots_of_edit
from editor.project.document import Document
from editor.timeline.delivery.insertion import Way, check_way
from editor.timeline.delivery.versions import next_number, versions
from editor.timeline.documents.document import Document as EditFile
from editor.timeline.opening import open_timeline
from editor.timeline.sidecar.store import SideCar, load, sidecar_path
from ui.edits.delivery import DeliveryRow, DeliverySurvey

_XML = ".xml"


def survey_edit(document: Document, edit: Path, plates: Path) -> DeliverySurvey:
    """Pair the shots of an edit with those of the project, and see which versions there are.

    Raises
    ------
    TimelineError
        If the edit, or the list of shots beside it, cannot be read.
    """
    timeline = open_timeline(edit)
    listed = sidecar_path(edit)
    known = load(listed) if listed.exists() else SideCar(edit.name, HANDLES, ())
    shots, notices = shots_of_edit(timeline, known)
    rows = []
    for one in shots:
        painted = painted_shot(document, one)
        rows.append(
            DeliveryRow(
                name=one.name,
                shot_name="" if painted is None else painted.name,
                versions=tuple(version.number for version in versions(plates, one.name)),
                next_version=next_number(plates, one.name),
                has_shot=bool(shots_holding(document, one)),
            )
        )
    ways = tuple(way.value for way in Way if _has(timeline.document, way))
    return DeliverySurvey(tuple(rows), ways, _endings(timeline.document), tuple(notices))


def _has(edit: EditFile, way: Way) -> bool:
    try:
        check_way(edit.dialect, way)
    except UsageError:
        return False
    return True


def _endings(edit: EditFile) -> tuple[str, ...]:
    if edit.bundle is not None:
        return (edit.path.suffix.lower(),)
    return (*edit.dialect.suffixes, _XML) if edit.is_converted else edit.dialect.suffixes
