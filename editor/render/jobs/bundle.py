"""The folder of a job: all that its tasks need besides the media, and what they have made.

`request.json` holds the frozen request and what its files were like, `layout.json` the tasks, and `plan.json`
what else was settled for all of them. Finished segments lie in `segments`, windows of unfinished ones in
`parts`, blended fills in `joined`, propagated mattes in `blocks`.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, TypeVar

from editor.media.output import discard, flush, partial_name, write_error
from editor.render.jobs.errors import BundleError
from editor.render.jobs.file_facts import FileFacts, check, look_at
from editor.render.jobs.homes import Home, home_of
from editor.render.jobs.request_file import (
    JobRequest,
    from_values,
    inputs_of,
    outputs_of,
    to_values,
    with_places,
)
from editor.render.jobs.snapshot import frozen

if TYPE_CHECKING:
    from editor.render.jobs.plan import JobPlan, Layout
    from editor.render.segments import SegmentStore

_VERSION = 2
_T = TypeVar("_T")

_HERE = "$JOB"
"""Stands for the folder of the job in the paths of a request."""


@dataclass(frozen=True, slots=True)
class JobSpec:
    """What a job is to do.

    Attributes
    ----------
    request : JobRequest
        Frozen, with absolute paths.
    files : tuple of FileFacts
        What it reads, as it was when the job was made.
    token : str
        Unique to the job; names what is not complete yet.
    segment_frames : int
        Length of segments, about.
    homes : tuple of Home
        Where its outputs go.
    """

    request: JobRequest
    files: tuple[FileFacts, ...]
    token: str
    segment_frames: int
    homes: tuple[Home, ...] = ()

    def check_files(self) -> None:
        """Make sure that what is read is there, and what it was, and that there is a place for what is made.

        Raises
        ------
        VanishedError, ReplacedError
            If it is not.
        """
        self.check_homes()
        paths = inputs_of(self.request)
        for facts in self.files:
            check(facts, paths[facts.what])

    def check_homes(self) -> None:
        """Make sure that there is a place for what is made.

        Raises
        ------
        VanishedError
            If a folder or its drive is not there.
        """
        outputs = outputs_of(self.request)
        for home in self.homes:
            home.check(outputs[home.what])


@dataclass(frozen=True, slots=True)
class Bundle:
    """The folder of a job.

    Attributes
    ----------
    folder : Path
        Where request and plan lie.
    work : Path or None
        Where tasks keep what they have made; None for the same folder.
    place : callable or None
        On another machine: gets what it is, as `inputs_of` and `outputs_of` name it, and where it lay, and
        says where it lies there.
    """

    WORK: ClassVar[frozenset[str]] = frozenset({"segments", "joined", "parts", "blocks"})
    """Folders of what tasks have made."""

    folder: Path
    work: Path | None = None
    place: Callable[[str, str], str] | None = field(default=None, compare=False)

    @property
    def segments(self) -> SegmentStore:
        """Finished segments."""
        return self._store("segments")

    @property
    def joined(self) -> SegmentStore:
        """Fills ready to be delivered."""
        return self._store("joined")

    def parts(self, number: int, level: int) -> SegmentStore:
        """Finished windows of a segment; with smaller windows they are others."""
        return self._store("parts", f"{number}-{level}")

    def discard_parts(self, number: int) -> None:
        """Remove the windows of a segment."""
        for folder in (self._work / "parts").glob(f"{number}-*"):
            shutil.rmtree(folder, ignore_errors=True)

    def finished_count(self, number: int) -> int:
        """Count what a segment has finished so far: windows, or mattes, among which others' may be."""
        windows = (self._work / "parts").glob(f"{number}-*/*.fills")
        with suppress(OSError):  # a drive that does not answer
            return sum(1 for _ in windows) + sum(1 for _ in self.blocks.rglob("*"))
        return 0

    @property
    def found(self) -> Path:
        """Folder of the mattes that a wipe has found."""
        return self.folder / "found"

    @property
    def blocks(self) -> Path:
        """Folder of propagated mattes."""
        return self._work / "blocks"

    def discard_work(self) -> None:
        """Remove whatever tasks have made."""
        for name in self.WORK:
            shutil.rmtree(self._work / name, ignore_errors=True)

    def write(self, request: JobRequest, token: str, segment_frames: int) -> JobSpec:
        """Freeze a request.

        Parameters
        ----------
        request : JobRequest
            What to do.
        token : str
            Unique to the job.
        segment_frames : int
            Length of segments, about.

        Raises
        ------
        VanishedError
            If something that it reads is not there.
        WriteError
            If disk or folder do not take it.
        """
        request = with_places(request, lambda _, path: _absolute(path))
        files = tuple(look_at(what, path) for what, path in inputs_of(request).items())
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            request = frozen(request, self.folder)
        except OSError as error:
            raise write_error(self.folder, error) from error
        homes = tuple(home_of(what, path) for what, path in outputs_of(request).items())
        spec = JobSpec(request, files, token, segment_frames, homes)
        self.write_spec(spec)
        return spec

    def write_spec(self, spec: JobSpec) -> None:
        """Write what a job is to do; what lies in the folder is named from there."""
        request = with_places(spec.request, lambda _, path: self._told(path))
        values = {
            "version": _VERSION,
            "request": to_values(request),
            "files": [asdict(facts) for facts in spec.files],
            "token": spec.token,
            "segment_frames": spec.segment_frames,
            "homes": [asdict(home) for home in spec.homes],
        }
        self._write("request.json", json.dumps(values, indent=1))

    def read(self) -> JobSpec:
        """Read what the job is to do.

        Raises
        ------
        BundleError
            If the folder is damaged.
        """
        try:
            values = json.loads(self._text("request.json"))
            if values["version"] != _VERSION:
                raise ValueError(f"version {values['version']}")
            request = from_values(values["request"])
            return JobSpec(
                with_places(request, self._meant),
                tuple(FileFacts(**facts) for facts in values["files"]),
                values["token"],
                values["segment_frames"],
                tuple(self._seen(Home(**home)) for home in values.get("homes", ())),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise BundleError(f"its request cannot be read ({error})", self.folder) from error

    def write_plan(self, text: str, layout: Layout) -> None:
        """Write what was settled for all tasks.

        Parameters
        ----------
        text : str
            What tasks of this kind have to know.
        layout : Layout
            Which tasks there are.

        Raises
        ------
        WriteError
            If disk or folder do not take it.
        """
        self._write("plan.json", text)
        self._write("layout.json", layout.to_json())

    def read_plan(self) -> JobPlan:
        """Read what was settled for all tasks of a removal.

        Raises
        ------
        BundleError
            If it is missing or damaged.
        """
        from editor.render.jobs.plan import JobPlan

        return self.read_plan_as(JobPlan.from_json)

    def read_plan_as(self, read: Callable[[str], _T]) -> _T:
        """Read what was settled for all tasks.

        Parameters
        ----------
        read : callable
            Makes a plan of its text; its KeyError, TypeError and ValueError say that the text is none.

        Raises
        ------
        BundleError
            If it is missing or damaged.
        """
        return self._read("plan.json", read)

    def read_layout(self) -> Layout:
        """Read which tasks there are.

        Raises
        ------
        BundleError
            If that is missing or damaged.
        """
        from editor.render.jobs.plan import Layout

        return self._read("layout.json", Layout.from_json)

    @property
    def has_plan(self) -> bool:
        """Whether everything was settled already."""
        return (self.folder / "layout.json").is_file()

    @property
    def _work(self) -> Path:
        return self.work or self.folder

    def _store(self, *names: str) -> SegmentStore:
        from editor.render.segments import SegmentStore  # brings NumPy along, which lists do without

        return SegmentStore(self._work.joinpath(*names))

    def _read(self, name: str, read: Callable[[str], _T]) -> _T:
        try:
            return read(self._text(name))
        except (KeyError, TypeError, ValueError) as error:
            raise BundleError(f"its plan cannot be read ({error})", self.folder) from error

    def _text(self, name: str) -> str:
        try:
            return (self.folder / name).read_text(encoding="utf-8")
        except OSError as error:
            raise BundleError(f"{name} cannot be read", self.folder) from error

    def _write(self, name: str, text: str) -> None:
        path = self.folder / name
        partial = partial_name(path)
        try:
            partial.write_text(text, encoding="utf-8")
            flush(partial)
            partial.replace(path)
        except OSError as error:
            raise write_error(path, error) from error
        finally:
            discard(partial)

    def _told(self, path: str) -> str:
        place = Path(path)
        return f"{_HERE}/{place.name}" if place.parent == self.folder else path

    def _seen(self, home: Home) -> Home:
        return home if self.place is None else replace(home, drive="")

    def _meant(self, what: str, path: str) -> str:
        first, *rest = Path(path).parts
        if first == _HERE:
            return str(self.folder.joinpath(*rest))
        return path if self.place is None else self.place(what, path)


def _absolute(path: str) -> str:
    ending = "/" if path.endswith("/") else ""
    return str(Path(path).absolute()) + ending
