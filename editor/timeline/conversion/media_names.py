"""Names of media files in the styles of other formats."""

from __future__ import annotations

import re
from urllib.parse import quote

from editor.timeline.media_paths import read_path
from editor.timeline.model import Clip, MediaReference

_REEL = re.compile(r"[^\w.-]+")


def bare_path(target: str) -> str:
    """Write a reference as a path of its system, as Resolve and the OTIO library take it."""
    written = read_path(target)
    if written.host is None:
        return target
    return written.path.replace("/", "\\") if written.is_windows else written.path


def file_url(target: str, host: str = "localhost") -> str:
    """Write a reference as a URL, as FCP7 XML (`localhost`) and FCPXML (no host) take it."""
    path = read_path(target).path or target
    return f"file://{host}/{quote(path.lstrip('/'), safe='/-._~')}"


def file_name(media: MediaReference | None) -> str:
    """Name the file of a reference, of pictures the first one; empty without one."""
    if media is None:
        return ""
    if media.numbering is not None:
        numbering = media.numbering
        return f"{numbering.prefix}{numbering.first:0{max(numbering.padding, 1)}}{numbering.suffix}"
    return read_path(media.target or "").name or media.name


def reel_name(clip: Clip, length: int) -> str:
    """Name the reel of a clip for a list: its own, or one made of its file's name; AX where there is none."""
    name = clip.reel or file_name(clip.shown).rpartition(".")[0] or file_name(clip.shown)
    return _REEL.sub("_", name)[:length] or "AX"
