"""Frozen messages between a render's worker process and whoever started it, over a pair of pipes."""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from typing import BinaryIO, TypeAlias

from editor.render.background_request import BackgroundRequest
from editor.render.messages import Message
from editor.render.preview_request import ForecastRequest, PreviewRequest
from editor.render.propagation.request import LessonRequest, PropagationRequest
from editor.render.request import RemovalRequest
from editor.render.wiping.request import Search

RenderRequest: TypeAlias = RemovalRequest | BackgroundRequest
"""What turns a clip and its mattes into another clip."""

WorkRequest: TypeAlias = (
    RenderRequest | PropagationRequest | LessonRequest | PreviewRequest | ForecastRequest | Search
)
"""Whatever a worker can be started for."""


@dataclass(frozen=True, slots=True)
class WorkOrder:
    """What a worker is started for.

    Attributes
    ----------
    request : WorkRequest
        What to do.
    memory_share : float
        Share of the memory for the engine: 1, or less after a worker ran out of it.
    """

    request: WorkRequest
    memory_share: float = 1.0


@dataclass(frozen=True, slots=True)
class StopOrder:
    """Come to an end; finished parts are kept."""


def send(stream: BinaryIO, message: Message | WorkOrder | StopOrder) -> None:
    """Send one message at once.

    Raises
    ------
    BrokenPipeError
        If nobody listens any more.
    """
    send_object(stream, message)


def send_object(stream: BinaryIO, message: object) -> None:
    """Send whatever two processes of this program have agreed on.

    Raises
    ------
    BrokenPipeError
        If nobody listens any more.
    """
    pickle.dump(message, stream)
    stream.flush()


def receive(stream: BinaryIO) -> object:
    """Wait for one message of our own other process.

    Raises
    ------
    EOFError
        If the other side is gone.
    """
    try:
        message: object = pickle.load(stream)  # noqa: S301 - both ends are this program
    except pickle.UnpicklingError as error:
        raise EOFError("broke off within a message") from error
    return message
