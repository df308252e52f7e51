"""Taking mattes of files into the document."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from editor.masks.codec import encode_matte
from editor.masks.mattes import MatteRequest, open_mattes
from editor.masks.model.frame_mattes import FrameMatte, FrameState, digest_of
from editor.media.opening import probe
from editor.project.content.objects import ProjectObject
from editor.project.content.shots import Shot
from editor.project.document import Document
from editor.project.history.events import Place


def import_mattes(document: Document, shot: Shot, thing: ProjectObject, mask: Path) -> str | None:
    """Give each frame of a shot the imported matte of an object; one edit.

    Parameters
    ----------
    document : Document
        The document.
    shot : Shot
        The shot.
    thing : ProjectObject
        The object.
    mask : Path
        A folder or pattern of pictures, one picture for every frame, or a movie; of the clip's size.

    Returns
    -------
    str or None
        What the user should know about the numbering.

    Raises
    ------
    MediaError, UsageError
        If the mattes cannot be read, or do not fit the clip.
    """
    clip = probe(document.media.present(shot.media_id))
    request = MatteRequest(path=mask, wanted=shot.frames, is_part=True)
    with closing(open_mattes(request, clip)) as mattes, document.edit("Import mattes", Place(shot.id)):
        last, picture = None, b""
        for frame in shot.frames:
            matte = mattes.read(frame)
            if matte is not last:  # a still is one array for all frames
                last, picture = matte, encode_matte(matte)
            imported = FrameMatte(frame, FrameState.IMPORTED, digest_of(picture))
            document.layers.put_matte(thing.id, imported, picture)
        return mattes.notice
