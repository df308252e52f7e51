"""One timeline on disk: its bytes, its dialect, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from editor.errors import UsageError
from editor.media.output import check_output, discard, partial_name, publish, write_error
from editor.timeline.documents.bundles import Bundle, bundle_at
from editor.timeline.documents.collecting import uncollected
from editor.timeline.documents.dialects import dialect_of
from editor.timeline.documents.guarded import aaf_as_otio, read_guarded
from editor.timeline.documents.limits import check_file, check_values
from editor.timeline.editing import Dialect, Edit
from editor.timeline.errors import TimelineError
from editor.timeline.model import Timeline
from editor.timeline.otio.dialect import OtioDialect

_COMPOUND_FILE = bytes.fromhex("d0cf11e0a1b11ae1")
"""What AAF files begin with: Microsoft's structured storage."""


@dataclass(frozen=True, slots=True)
class Document:
    """A timeline's file, as it is.

    Attributes
    ----------
    path : Path
        The file or bundle.
    data : bytes
        The document; of a bundle, the member that is one.
    dialect : Dialect
        Its format.
    bundle : Bundle or None
        What it lies in.
    rate : Fraction or None
        The rate that was given for an EDL.
    is_converted : bool
        Whether `data` is OTIO that was made of an AAF, which cannot be written.
    """

    path: Path
    data: bytes
    dialect: Dialect
    bundle: Bundle | None = None
    rate: Fraction | None = None
    is_converted: bool = False

    @property
    def home(self) -> Path:
        """The document itself, to whose folder relative references are relative."""
        return self.path if self.bundle is None else self.bundle.document

    def read(self) -> Timeline:
        """Read it in a child process.

        Raises
        ------
        TimelineError
            If it is damaged, hostile or nested in itself.
        """
        return read_guarded(self.data, self.home, self.rate)

    def edited(self, edits: Sequence[Edit], out: Path) -> bytes:
        """Return it with edits made, as it will lie at `out`; without edits, the identical bytes.

        Raises
        ------
        EditError
            If it cannot take one of them.
        """
        home = out if self.bundle is None else out / self.bundle.member
        with uncollected():
            return self.dialect.patch(self.data, home, edits)

    def save(
        self,
        edits: Sequence[Edit],
        out: Path,
        *,
        overwrite: bool = False,
        media: Mapping[str, Path] | None = None,
    ) -> None:
        """Write it with edits made, whole or not at all; the original is never written to.

        Parameters
        ----------
        edits : sequence of Edit
            What changes.
        out : Path
            The new file or bundle.
        overwrite : bool
            Whether an existing one may be replaced.
        media : mapping of str to Path
            Files that come into the bundle, by name in it.

        Raises
        ------
        EditError
            If the document cannot take one of the edits.
        UsageError
            If `out` exists, or is the original.
        WriteError
            If the disk does not allow it.
        """
        if out.exists() and out.samefile(self.path):
            raise UsageError("it is the original timeline", remedy="name another file", path=out)
        data = self.edited(edits, out)
        if self.bundle is None or self.bundle.is_zip:
            check_output(out, overwrite=overwrite)
        elif out.exists():
            raise UsageError("it exists already", remedy="choose another name", path=out)
        partial = partial_name(out)
        discard(partial)
        try:
            if self.bundle is None:
                partial.write_bytes(data)
            elif not edits and not media:
                self.bundle.copy(partial)
            else:
                self.bundle.write(partial, data, media or {})
            publish(partial, out, overwrite=overwrite)
        except OSError as error:
            raise write_error(out, error) from error
        finally:
            discard(partial)


def open_document(path: Path, rate: Fraction | None = None) -> Document:
    """Open a timeline without reading it.

    Parameters
    ----------
    path : Path
        A document or a bundle.
    rate : Fraction or None
        Frames per second of an EDL; None to take the most probable one.

    Raises
    ------
    TimelineError
        If it is missing, too large, damaged, or no timeline.
    """
    bundle = bundle_at(path)
    if bundle is None and _is_aaf(path):
        return Document(path, aaf_as_otio(path), OtioDialect(), is_converted=True)
    data = _bytes(path) if bundle is None else bundle.read()
    check_values(data, path)
    home = path if bundle is None else bundle.document
    return Document(path, data, dialect_of(data, home, rate), bundle, rate)


def _bytes(path: Path) -> bytes:
    return _read(path, path.read_bytes)


def _is_aaf(path: Path) -> bool:
    def head() -> bytes:
        with path.open("rb") as file:
            return file.read(len(_COMPOUND_FILE))

    return _read(path, head) == _COMPOUND_FILE


def _read(path: Path, read: Callable[[], bytes]) -> bytes:
    try:
        check_file(path, path)
        return read()
    except FileNotFoundError as error:
        raise TimelineError("there is no such file", remedy="check the path", path=path) from error
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise TimelineError(f"cannot be read ({reason})", remedy="check the file", path=path) from error
