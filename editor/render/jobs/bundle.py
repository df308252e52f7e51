"""The folder of a job: all that its tasks need besides the media, and what they have made.

`request.json` holds the frozen request and what its files were like, `plan.json` what was settled for all
tasks. Finished segments lie in `segments`, windows of unfinished ones in `parts`, blended fills in `joined`.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from editor.masks.frozen import FROZEN_SUFFIX
from editor.media.output import discard, flush, partial_name, write_error
from editor.render.jobs.errors import BundleError
from editor.render.jobs.file_facts import FileFacts, check, look_at
from editor.render.jobs.plan import JobPlan
from editor.render.jobs.request_file import from_values, inputs_of, to_values, with_places
from editor.render.request import RemovalRequest
from editor.render.segments import SegmentStore

_VERSION = 1
_MASKS = f"objects{FROZEN_SUFFIX}"
_HERE = "$JOB"
"""Stands for the folder of the job in the paths of a request."""


@dataclass(frozen=True, slots=True)
class JobSpec:
    """What a job is to do.

    Attributes
    ----------
    request : RemovalRequest
        Frozen, with absolute paths.
    files : tuple of FileFacts
        What it reads, as it was when the job was made.
    token : str
        Unique to the job; names what is not complete yet.
    segment_frames : int
        Length of segments, about.
    """

    request: RemovalRequest
    files: tuple[FileFacts, ...]
    token: str
    segment_frames: int

    def check_files(self) -> None:
        """Make sure that what is read is there, and what it was.

        Raises
        ------
        VanishedError, ReplacedError
            If it is not.
        """
        paths = inputs_of(self.request)
        for facts in self.files:
            check(facts, paths[facts.what])


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

    folder: Path
    work: Path | None = None
    place: Callable[[str, str], str] | None = field(default=None, compare=False)

    @property
    def segments(self) -> SegmentStore:
        """Finished segments."""
        return SegmentStore(self._work / "segments")

    @property
    def joined(self) -> SegmentStore:
        """Fills ready to be delivered."""
        return SegmentStore(self._work / "joined")

    def parts(self, number: int, level: int) -> SegmentStore:
        """Finished windows of a segment; with smaller windows they are others."""
        return SegmentStore(self._work / "parts" / f"{number}-{level}")

    def discard_parts(self, number: int) -> None:
        """Remove the windows of a segment."""
        for folder in (self._work / "parts").glob(f"{number}-*"):
            shutil.rmtree(folder, ignore_errors=True)

    def discard_work(self) -> None:
        """Remove whatever tasks have made."""
        for name in ("segments", "joined", "parts"):
            shutil.rmtree(self._work / name, ignore_errors=True)

    def write(self, request: RemovalRequest, token: str, segment_frames: int) -> JobSpec:
        """Freeze a request.

        Parameters
        ----------
        request : RemovalRequest
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
            if request.mask.suffix == FROZEN_SUFFIX:
                shutil.copyfile(request.mask, self.folder / _MASKS)
                request = replace(request, mask=self.folder / _MASKS)
        except OSError as error:
            raise write_error(self.folder, error) from error
        spec = JobSpec(replace(request, restart=False), files, token, segment_frames)
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
            )
        except (KeyError, TypeError, ValueError) as error:
            raise BundleError(f"its request cannot be read ({error})", self.folder) from error

    def write_plan(self, plan: JobPlan) -> None:
        """Write what was settled for all tasks.

        Raises
        ------
        WriteError
            If disk or folder do not take it.
        """
        self._write("plan.json", plan.to_json())

    def read_plan(self) -> JobPlan:
        """Read what was settled for all tasks.

        Raises
        ------
        BundleError
            If it is missing or damaged.
        """
        try:
            return JobPlan.from_json(self._text("plan.json"))
        except (KeyError, TypeError, ValueError) as error:
            raise BundleError(f"its plan cannot be read ({error})", self.folder) from error

    @property
    def has_plan(self) -> bool:
        """Whether everything was settled already."""
        return (self.folder / "plan.json").is_file()

    @property
    def _work(self) -> Path:
        return self.work or self.folder

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

    def _meant(self, what: str, path: str) -> str:
        first, *rest = Path(path).parts
        if first == _HERE:
            return str(self.folder.joinpath(*rest))
        return path if self.place is None else self.place(what, path)


def _absolute(path: str) -> str:
    ending = "/" if path.endswith("/") else ""
    return str(Path(path).absolute()) + ending
