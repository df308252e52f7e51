"""A network's say in the motion under the holes; where it has no weights nothing here loads torch."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from engines.complete.explicit.motion import Flow, Motion
from engines.complete.explicit.parallel import Pool
from engines.nets.cards import Network
from engines.nets.weights import find

if TYPE_CHECKING:
    from engines.nets.weights import Model

NETWORK_BYTES = 400 << 20
"""What torch and the network take beside everything else, by the peaks that `cleanplate bench` prints."""


class CompletesMotion(Protocol):
    """Completes one direction of time; see `engines.nets.flow_completion_inference.FlowCompleter`."""

    def completed(
        self,
        guess: Sequence[Flow],
        background: Sequence[Flow],
        blinds: Sequence[NDArray[np.bool_]],
        greys: Sequence[NDArray[np.uint8]],
    ) -> list[Flow]:
        """Complete the motion of n pairs."""


def completed_motion(
    completer: CompletesMotion,
    guess: Motion,
    background: Motion,
    blinds: Sequence[NDArray[np.bool_]],
    greys: Sequence[NDArray[np.uint8]],
    pool: Pool,
) -> Motion:
    """Complete both directions of time, the past in its own order.

    Parameters
    ----------
    completer : CompletesMotion
        Does it.
    guess, background : Motion
        What `carried_motion` and `background_motion` found.
    blinds : sequence of ndarray
        n - 1, H x W, bool; where motion was not seen.
    greys : sequence of ndarray
        n, H x W, uint8.
    pool : Pool
        Does the work.
    """
    forward, backward = pool.map(
        completer.completed,
        [guess.forward, guess.backward[::-1]],
        [background.forward, background.backward[::-1]],
        [blinds, blinds[::-1]],
        [greys, greys[::-1]],
    )
    return Motion(forward, backward[::-1])


def weights_there() -> str | None:
    """Checksum of the weights that complete motion; None where there are none."""
    model = find(Network.FLOW)
    return None if model is None else model.card.sha256


@cache
def completer_with(sha256: str) -> CompletesMotion:
    """Load the network with the weights of a checksum, once.

    Raises
    ------
    ModelError
        If they are damaged, or have gone.
    """
    from engines.nets.flow_completion_inference import completer_of

    return completer_of(_model_with(sha256))


def _model_with(sha256: str) -> Model:
    from engines.nets.weights import available
    from engines.nets.weights_errors import ModelError

    for model in available():
        if model.card.network is Network.FLOW and model.card.sha256 == sha256:
            return model
    raise ModelError(
        "the weights that complete motion have gone", remedy="begin again, without them or with others"
    )
