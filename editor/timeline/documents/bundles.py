"""Timelines in bundles: a folder (`.otiod`, `.fcpxmld`) or a zip (`.otioz`) with media beside the document.

What a bundle names stays in it: members and media that climb out of the folder are refused.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from editor.media.output import partial_name, write_error
from editor.media.playback.proxies import cache_folder
from editor.timeline.documents.limits import check_file, check_size
from editor.timeline.errors import TimelineError

_OTIO = "content.otio"
_MEMBERS = {".otiod": _OTIO, ".fcpxmld": "Info.fcpxml", ".otioz": _OTIO}
_FOLDERS = (".otiod", ".fcpxmld")
_REMEDY = "export the bundle again"
MEDIA_FOLDER = "media"
"""Where OTIO's bundles keep their media."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle and the name of the document in it.

    Attributes
    ----------
    path : Path
        The bundle.
    member : str
        Name of the document.
    is_zip : bool
        Whether it is a zip file.
    """

    path: Path
    member: str
    is_zip: bool

    @property
    def document(self) -> Path:
        """Where the document lies, or would if the zip were a folder."""
        return self.path / self.member

    @property
    def has_media(self) -> bool:
        """Whether media belong into it, as into those of OTIO; FCPXML's refer to media elsewhere."""
        return self.member == _OTIO

    def read(self) -> bytes:
        """Return the document.

        Raises
        ------
        TimelineError
            If the bundle is damaged, too large, or climbs out of its folder.
        """
        return self._read_zip() if self.is_zip else self._read_folder()

    def write(self, out: Path, data: bytes, media: Mapping[str, Path]) -> None:
        """Write the bundle again with another document and more media; all else comes along as it is.

        Parameters
        ----------
        out : Path
            The new bundle, which does not exist yet.
        data : bytes
            The document.
        media : mapping of str to Path
            Files to add, by name in the bundle.

        Raises
        ------
        OSError
            If it cannot be written.
        """
        if self.is_zip:
            self._write_zip(out, data, media)
        else:
            self._write_folder(out, data, media)

    def copy(self, out: Path) -> None:
        """Copy the bundle as it is.

        Raises
        ------
        OSError
            If it cannot be written.
        """
        if self.is_zip:
            shutil.copyfile(self.path, out)
        else:
            shutil.copytree(self.path, out, symlinks=True)

    def unpacked(self, name: str) -> Path | None:
        """Return where a file or folder of the bundle lies, a zip's after it was unpacked to the cache.

        Parameters
        ----------
        name : str
            As the document writes it, relative.

        Raises
        ------
        TimelineError
            If it climbs out of the bundle.
        """
        check_member(name, self.path)
        if self.is_zip:
            return self._unpacked_member(str(PurePosixPath(name)))
        place = (self.path / name).resolve()
        if not place.is_relative_to(self.path.resolve()):
            raise _climbs_out(self.path, name)
        return place if place.exists() else None

    def _unpacked_member(self, name: str) -> Path | None:
        stat = self.path.stat()
        key = hashlib.sha256(f"{self.path.resolve()} {stat.st_size} {stat.st_mtime_ns}".encode()).hexdigest()
        folder = cache_folder() / "bundles" / key[:16]
        with zipfile.ZipFile(self.path) as archive:
            wanted = [
                it for it in archive.infolist() if it.filename == name or it.filename.startswith(f"{name}/")
            ]
            for info in wanted:
                _unpack(archive, info, folder / info.filename, self.path)
        return folder / name if wanted else None

    def _read_folder(self) -> bytes:
        home = self.path.resolve()
        document = self.document.resolve()
        if not document.is_relative_to(home):
            raise _climbs_out(self.path, self.member)
        try:
            check_file(document, self.path)
            return document.read_bytes()
        except OSError as error:
            raise TimelineError(f"holds no {self.member}", remedy=_REMEDY, path=self.path) from error

    def _read_zip(self) -> bytes:
        try:
            with zipfile.ZipFile(self.path) as archive:
                for info in archive.infolist():
                    check_member(info.filename, self.path)
                info = archive.getinfo(self.member)
                check_size(info.file_size, self.path)
                return archive.read(info)
        except KeyError as error:
            raise TimelineError(f"holds no {self.member}", remedy=_REMEDY, path=self.path) from error
        except (
            zipfile.BadZipFile,
            EOFError,
            NotImplementedError,
            RuntimeError,
            OSError,
            ValueError,
        ) as error:
            raise TimelineError("is a damaged zip file", remedy=_REMEDY, path=self.path) from error

    def _write_zip(self, out: Path, data: bytes, media: Mapping[str, Path]) -> None:
        with zipfile.ZipFile(self.path) as source, zipfile.ZipFile(out, "x") as target:
            for info in source.infolist():
                if info.filename == self.member:
                    target.writestr(info, data)
                elif info.filename not in media:
                    with source.open(info) as stored, target.open(info, "w") as copy:
                        shutil.copyfileobj(stored, copy)
            for name, file in media.items():
                target.write(file, name)

    def _write_folder(self, out: Path, data: bytes, media: Mapping[str, Path]) -> None:
        shutil.copytree(self.path, out, symlinks=True)
        (out / self.member).write_bytes(data)
        for name, file in media.items():
            (out / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, out / name)


def _unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo, out: Path, bundle: Path) -> None:
    """Unpack a file once; one that would not fit is refused before it is begun."""
    if info.is_dir() or (out.is_file() and out.stat().st_size == info.file_size):
        return
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        if info.file_size > shutil.disk_usage(out.parent).free:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        partial = partial_name(out)
        with archive.open(info) as packed, partial.open("wb") as file:
            shutil.copyfileobj(packed, file)
        partial.replace(out)
    except OSError as error:
        raise write_error(out, error) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as error:
        raise TimelineError(f"its member {info.filename} is damaged", remedy=_REMEDY, path=bundle) from error


def bundle_at(path: Path) -> Bundle | None:
    """Recognise a bundle by its suffix, or a zip by its first bytes."""
    suffix = path.suffix.lower()
    if path.is_dir():
        return Bundle(path, _MEMBERS[suffix], is_zip=False) if suffix in _FOLDERS else None
    if suffix == ".otioz":
        return Bundle(path, _MEMBERS[suffix], is_zip=True)
    return None


def check_member(name: str, path: Path) -> None:
    """Refuse a name that climbs out of a bundle.

    Raises
    ------
    TimelineError
        If it does.
    """
    parts = PurePosixPath(name.replace("\\", "/"))
    if parts.is_absolute() or ".." in parts.parts or any(":" in part for part in parts.parts[:1]):
        raise _climbs_out(path, name)


def _climbs_out(path: Path, name: str) -> TimelineError:
    return TimelineError(f"its member {name} climbs out of the bundle", remedy=_REMEDY, path=path)
