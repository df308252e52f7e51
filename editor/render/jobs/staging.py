"""Outputs grow and are checked in a hidden folder beside their place, and get their names at the very end."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from editor.errors import UsageError
from editor.media.delivery import Delivery, SequenceDelivery
from editor.media.output import check_folder, discard, flush, publish, write_error
from editor.render.background_request import BackgroundRequest
from editor.render.jobs.request_file import outputs_of
from editor.render.propagation.request import PropagationRequest
from editor.render.request import RemovalRequest

_Request = TypeVar("_Request", RemovalRequest, BackgroundRequest, PropagationRequest)


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


def staged_outputs(
    request: RemovalRequest | BackgroundRequest, deliveries: Mapping[str, Delivery | None], token: str
) -> tuple[StagedOutput, ...]:
    """Say where the outputs of a job grow.

    Parameters
    ----------
    request : RemovalRequest or BackgroundRequest
        What was asked for.
    deliveries : mapping of str to Delivery
        By the name of its attribute in the request, the one that everybody wants first.
    token : str
        Unique to the job.
    """
    return tuple(_staged(request, deliveries, token))


def staged_beside(attribute: str, final: Path, token: str) -> StagedOutput:
    """Say where a file or a folder grows that is no delivery of pictures."""
    folder = final.with_name(f".{final.name}.{token}.rendering")
    return StagedOutput(attribute, folder, str(folder / final.name), folder / final.name, final)


def check_free(outputs: Iterable[StagedOutput], *, overwrite: bool) -> None:
    """Make sure, before any work, that outputs can be made.

    Raises
    ------
    UsageError
        If one exists and may not be replaced, or there is no folder for it.
    WriteError
        If a folder may not be written to.
    """
    for output in outputs:
        check_folder(output.folder.parent)
        existing = [output.final / name for name in output.names] if output.names else [output.final]
        found = next((path for path in existing if path.exists()), None)
        if found is not None and not overwrite and not output.is_waiting:
            raise UsageError(
                "it exists already", remedy="choose another name, or allow overwriting", path=found
            )


def begin(request: _Request, outputs: Iterable[StagedOutput]) -> _Request:
    """Make the hidden folders, empty, and direct a request there.

    Raises
    ------
    WriteError
        If disk or folder do not allow it.
    """
    given: dict[str, Any] = {}
    for output in outputs:
        discard(output.folder)
        try:
            output.folder.mkdir()
        except OSError as error:
            raise write_error(output.final, error) from error
        given[output.attribute] = type(getattr(request, output.attribute))(output.given)
    return replace(request, **given)


def _staged(
    request: RemovalRequest | BackgroundRequest, deliveries: Mapping[str, Delivery | None], token: str
) -> Iterator[StagedOutput]:
    given = outputs_of(request)
    for attribute, delivery in deliveries.items():
        if delivery is not None:
            yield _of_delivery(attribute, given[attribute], delivery, token)


def _of_delivery(attribute: str, given: str, delivery: Delivery, token: str) -> StagedOutput:
    if not isinstance(delivery, SequenceDelivery):
        return staged_beside(attribute, delivery.path, token)
    final = delivery.folder
    folder = (final if final.is_dir() else final.parent) / f".{final.name}.{token}.rendering"
    staged = folder / final.name
    is_folder = Path(given).absolute() == final.absolute()
    name = f"{staged}{os.sep}" if is_folder else str(staged / Path(given).name)
    names = tuple(delivery.name_of(index) for index in delivery.frames)
    return StagedOutput(attribute, folder, name, staged, final, names)
