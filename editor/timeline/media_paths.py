"""Paths of media as the many writers of timelines write them, read and written in their styles.

Resolve writes bare paths of its system, the OTIO library `file:///` and relative names, xmeml
`file://localhost/D%3a/...` in either case of the hex digits, AAF `file://Server/share/...` with plain blanks.
A URL is decoded once; a bare path is not decoded, though a relative name might have been encoded.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePath, PureWindowsPath
from urllib.parse import quote, unquote

from editor.timeline.model import MediaReference

_FILE_URL = re.compile(r"file:(?://([^/\\]*))?(.*)", re.IGNORECASE | re.DOTALL)
_OTHER_URL = re.compile(r"[a-z][a-z0-9+.-]+:", re.IGNORECASE)
_DRIVE = re.compile(r"[A-Za-z][:|](?=[/\\]|$)")
_ESCAPE = re.compile(r"%[0-9A-Fa-f]{2}")
_LOCAL_HOSTS = ("", "localhost", "127.0.0.1", ".")
_KEPT = "/-._~"


@dataclass(frozen=True, slots=True)
class WrittenPath:
    """A reference to a file, taken apart.

    Attributes
    ----------
    path : str
        Decoded, in the syntax of the system that it was written for, with slashes: `D:/x y/z.mov`,
        `/Users/z.mov`, `//server/share/z.mov`, `z.mov`. Empty for what is no file.
    host : str or None
        Of a URL, as written, perhaps empty; None for a bare path.
    is_windows : bool
        Whether it has a drive letter, a server's share or backslashes.
    is_absolute : bool
        Whether it stands for itself; otherwise it is relative to the timeline.
    """

    path: str
    host: str | None
    is_windows: bool
    is_absolute: bool

    @property
    def name(self) -> str:
        """The last part, with its suffix."""
        return self.path.rstrip("/").rpartition("/")[2]


@lru_cache(maxsize=1 << 14)
def read_path(text: str) -> WrittenPath:
    """Take a reference apart, whatever style it is written in."""
    url = _FILE_URL.fullmatch(text)
    if url is not None:
        return _read_url(url[1] or "", url[2])
    if _DRIVE.match(text) is None and _OTHER_URL.match(text) is not None:
        return WrittenPath("", None, is_windows=False, is_absolute=True)
    return _read_bare(text, None)


def media_key(reference: MediaReference) -> str:
    """Name the media of a reference whatever folder it lies in: its file's name, or its sequence's."""
    numbering = reference.numbering
    name = read_path(reference.target or "").name or reference.name
    if numbering is not None:
        name = f"{numbering.prefix}#{numbering.suffix}"
    return unicodedata.normalize("NFC", name).casefold()


def local_candidates(text: str, folder: Path) -> Iterator[Path]:
    """List the places on this machine that a reference may mean, the likeliest first.

    Parameters
    ----------
    text : str
        As written.
    folder : Path
        Where the timeline lies.
    """
    written = read_path(text)
    if not written.path or "\0" in written.path:
        return
    spellings = [written.path]
    if written.host is None and _ESCAPE.search(written.path):
        spellings.append(unquote(written.path))
    for spelling in spellings:
        for form in dict.fromkeys([spelling, *(_normal(form, spelling) for form in ("NFC", "NFD"))]):
            yield Path(form) if written.is_absolute else folder / form


def write_like(neighbour: str | None, path: PurePath, document: Path) -> str:
    """Write the place of a file in the style of another reference.

    Parameters
    ----------
    neighbour : str or None
        A reference of the same document; None or an empty one for a bare path.
    path : PurePath
        The file, absolute; of another system where the NLE runs on one.
    document : Path
        The timeline; a relative style stays relative to its folder where the file lies below that.
    """
    style = read_path(neighbour or "")
    if neighbour and style.host is not None:
        return _write_url(neighbour, style.host, path)
    if neighbour and not style.is_absolute and path.is_relative_to(document.parent):
        relative = path.relative_to(document.parent).as_posix()
        return f"./{relative}" if neighbour.startswith("./") else relative
    if isinstance(path, PureWindowsPath) and "\\" not in (neighbour or "\\"):
        return path.as_posix()
    return str(path)


def _read_url(host: str, rest: str) -> WrittenPath:
    path = unquote(rest).replace("\\", "/")
    if _DRIVE.match(path.lstrip("/")) is not None:
        drive = path.lstrip("/")
        return WrittenPath(f"{drive[0]}:{drive[2:]}", host, is_windows=True, is_absolute=True)
    if _DRIVE.fullmatch(unquote(host)) is not None:
        return WrittenPath(f"{unquote(host)[0]}:{path}", host, is_windows=True, is_absolute=True)
    if host.lower() not in _LOCAL_HOSTS:
        return WrittenPath(f"//{unquote(host)}{path}", host, is_windows=True, is_absolute=True)
    return WrittenPath(path, host, is_windows=path.startswith("//"), is_absolute=path.startswith("/"))


def _read_bare(text: str, host: str | None) -> WrittenPath:
    is_windows = _DRIVE.match(text) is not None or text.startswith(("\\\\", "//")) or "\\" in text
    path = text.replace("\\", "/") if is_windows else text
    return WrittenPath(path, host, is_windows, path.startswith("/") or _DRIVE.match(path) is not None)


def _normal(form: str, text: str) -> str:
    return unicodedata.normalize("NFC" if form == "NFC" else "NFD", text)


def _write_url(neighbour: str, host: str, path: PurePath) -> str:
    plain = path.as_posix()
    if plain.startswith("//"):
        return _escaped(f"file:{plain}", neighbour, 5)
    is_own_host = host.lower() in _LOCAL_HOSTS
    slashes = "//" if "//" in neighbour[:7] else ""
    head = f"file:{slashes}{host if is_own_host else ''}/"
    return _escaped(head + plain.lstrip("/"), neighbour, len(head))


def _escaped(url: str, neighbour: str, at: int) -> str:
    """Encode what follows a position as the neighbour does: not at all, or in its case of hex digits."""
    rest = neighbour[7:]
    escapes = _ESCAPE.findall(rest)
    if not escapes and any(sign == " " or ord(sign) > 126 for sign in rest):
        return url
    has_plain_colon = bool(re.search(r"[A-Za-z]:/", rest)) or not escapes
    encoded = quote(os.fsencode(url[at:]), safe=_KEPT + (":" if has_plain_colon else ""))
    if any(escape != escape.upper() for escape in escapes):
        encoded = _ESCAPE.sub(lambda match: match[0].lower(), encoded)
    return url[:at] + encoded
