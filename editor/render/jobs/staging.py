"""Outputs grow and are checked in a hidden folder beside their place, and get their names at the very end."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from editor.errors import UsageError
from editor.media.delivery import Delivery, SequenceDelivery
from editor.media.output import discard, flush, publish, write_error
from editor.render.preparation import Preparation
from editor.render.request import RemovalRequest


@dataclass(frozen=True, slots=True)
class StagedOutput:
    """One output.

    Attributes
    ----------
    attribute : str
        Its name in the request.
    folder : Path
        The hidden folder.
    given : str
        What the request says instead of the final name while it grows.
    staged, final : Path
        The movie or the folder, before and after.
    names : tuple of str
        For a sequence: its pictures.
    """

    attribute: str
    folder: Path
    given: str
    staged: Path
    final: Path
    names: tuple[str, ...] = ()

    @property
    def is_waiting(self) -> bool:
        """Whether it has not got its name yet."""
        return self.folder.is_dir() and self.staged.exists()

    def publish(self, *, overwrite: bool) -> None:
        """Give it its name; one that has it already is left alone.

        Raises
        ------
        UsageError
            If something of that name came into being meanwhile, and may not be overwritten.
        WriteError
            If the disk or the folder does not allow it.
        """
        if self.is_waiting:
            if self.names and self.final.is_dir():
                self._publish_pictures(overwrite=overwrite)
            else:
                for name in self.names:
                    flush(self.staged / name)
                publish(self.staged, self.final, overwrite=overwrite)
        discard(self.folder)

    def _publish_pictures(self, *, overwrite: bool) -> None:
        waiting = [name for name in self.names if (self.staged / name).exists()]
        existing = [name for name in waiting if (self.final / name).exists()]
        if existing and not overwrite and len(waiting) == len(self.names):
            raise UsageError(
                f"{existing[0]} came into being meanwhile", remedy="move it away", path=self.final
            )
        for name in waiting:
            publish(self.staged / name, self.final / name, overwrite=True)


def staged_outputs(job: Preparation, token: str) -> tuple[StagedOutput, ...]:
    """Say where the outputs of a job grow.

    Parameters
    ----------
    job : Preparation
        The request, checked.
    token : str
        Unique to the job.
    """
    return tuple(_staged(job, token))


def check_free(job: Preparation, outputs: tuple[StagedOutput, ...]) -> None:
    """Make sure, before any work, that outputs can be made.

    Raises
    ------
    UsageError
        If one exists and may not be replaced, or there is no folder for it.
    WriteError
        If a folder may not be written to.
    """
    for output in outputs:
        parent = output.folder.parent
        if not parent.is_dir():
            raise UsageError("there is no such folder", remedy="make it, or choose another", path=parent)
        if not os.access(parent, os.W_OK | os.X_OK):
            raise write_error(parent, PermissionError(13, "permission denied"))
        existing = [output.final / name for name in output.names] if output.names else [output.final]
        found = next((path for path in existing if path.exists()), None)
        if found is not None and not job.request.overwrite and not output.is_waiting:
            raise UsageError(
                "it exists already", remedy="choose another name, or allow overwriting", path=found
            )


def begin(request: RemovalRequest, outputs: tuple[StagedOutput, ...]) -> RemovalRequest:
    """Make the hidden folders, empty, and direct a request there.

    Raises
    ------
    WriteError
        If disk or folder do not allow it.
    """
    for output in outputs:
        discard(output.folder)
        try:
            output.folder.mkdir()
        except OSError as error:
            raise write_error(output.final, error) from error
    given: dict[str, str | Path] = {output.attribute: output.given for output in outputs}
    if "provenance_out" in given:
        given["provenance_out"] = Path(given["provenance_out"])
    return replace(request, **given)  # type: ignore[arg-type]


def _staged(job: Preparation, token: str) -> Iterator[StagedOutput]:
    request = job.request
    wanted = (("out", job.plate), ("matte_out", job.matte), ("patch_out", job.patch))
    for attribute, delivery in wanted:
        if delivery is not None:
            yield _of_delivery(attribute, getattr(request, attribute), delivery, token)
    if request.provenance_out is not None:
        final = request.provenance_out
        folder = final.with_name(f".{final.name}.{token}.rendering")
        yield StagedOutput("provenance_out", folder, str(folder / final.name), folder / final.name, final)


def _of_delivery(attribute: str, given: str, delivery: Delivery, token: str) -> StagedOutput:
    if not isinstance(delivery, SequenceDelivery):
        path = delivery.path
        folder = path.with_name(f".{path.name}.{token}.rendering")
        return StagedOutput(attribute, folder, str(folder / path.name), folder / path.name, path)
    final = delivery.folder
    folder = (final if final.is_dir() else final.parent) / f".{final.name}.{token}.rendering"
    staged = folder / final.name
    is_folder = Path(given).absolute() == final.absolute()
    name = f"{staged}{os.sep}" if is_folder else str(staged / Path(given).name)
    names = tuple(delivery.name_of(index) for index in delivery.frames)
    return StagedOutput(attribute, folder, name, staged, final, names)
