"""Completing motion along a sequence of pictures: arrays in, arrays out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import numpy as np
import torch
from numpy.typing import NDArray

from engines.nets.cards import Network
from engines.nets.flow_completion import FlowCompletionNetwork
from engines.nets.weights import Model, load_into
from engines.nets.weights_networks import fresh

CONTEXT_PX = 32
"""So far around the blind the network looks."""

DOUBTED_PX, TAKEN_PX = 1.0, 2.0
"""Corrections up to the first are left out, those from the second on are taken: the network knows coarse
errors, but a guess that is nearly right is finer than its answers, and motion is followed over many frames,
so that tenths of a pixel add up."""

Flow = NDArray[np.float32]


class FlowCompleter:
    """Asks a network about one direction of time.

    Parameters
    ----------
    network : FlowCompletionNetwork
        Trained.
    """

    def __init__(self, network: FlowCompletionNetwork) -> None:
        network.eval().to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        self._network = network
        self._thread_count = torch.get_num_threads()

    def completed(
        self,
        guess: Sequence[Flow],
        background: Sequence[Flow],
        blinds: Sequence[NDArray[np.bool_]],
        greys: Sequence[NDArray[np.uint8]],
    ) -> list[Flow]:
        """Complete the motion of n pairs in the order in which time goes for it.

        It computes on the calling thread alone: both directions of time do better side by side than one after
        the other with helpers.

        Parameters
        ----------
        guess, background : sequence of Flow
            n, H x W x 2, pixels; what is guessed, which outside the blind is what was seen, and the motion of
            the background.
        blinds : sequence of ndarray
            n, H x W, bool; where motion was not seen.
        greys : sequence of ndarray
            n + 1, H x W, uint8; pair i leads from picture i to i + 1.
        """
        beside = [one - other for one, other in zip(guess, background, strict=True)]
        torch.set_num_threads(1)
        try:
            return [self._pair(i, beside, guess, background, blinds, greys) for i in range(len(guess))]
        finally:
            # What a thread sets for itself, torch takes for threads to come, too.
            torch.set_num_threads(self._thread_count)

    def _pair(
        self,
        i: int,
        beside: Sequence[Flow],
        guess: Sequence[Flow],
        background: Sequence[Flow],
        blinds: Sequence[NDArray[np.bool_]],
        greys: Sequence[NDArray[np.uint8]],
    ) -> Flow:
        area = _surroundings(blinds[i])
        if area is None:
            return guess[i]
        around = [max(0, i - 1), i, min(len(guess) - 1, i + 1)]
        flows = np.concatenate([beside[at][area] for at in around], axis=2)
        hidden = np.stack([blinds[at][area] for at in around]).astype(np.float32)
        pictures = np.stack([greys[at][area] for at in (i, i + 1)]).astype(np.float32) / 255
        with torch.inference_mode():
            made = self._network(
                torch.from_numpy(np.ascontiguousarray(flows.transpose(2, 0, 1)))[None],
                torch.from_numpy(hidden)[None],
                torch.from_numpy(pictures)[None],
            )
        completed = guess[i].copy()
        near, blind = completed[area], blinds[i][area]
        correction = made[0].numpy().transpose(1, 2, 0) + background[i][area] - near
        near[blind] += _of_note(correction)[blind]
        return completed


def completer_of(model: Model) -> FlowCompleter:
    """Bring a network with its weights to work.

    Raises
    ------
    ModelError
        If the weights are damaged.
    """
    network = cast(FlowCompletionNetwork, fresh(Network.FLOW))
    load_into(network, model)
    return FlowCompleter(network)


def _of_note(correction: Flow) -> Flow:
    """Leave out corrections that are finer than the network can tell."""
    length_px = np.hypot(correction[..., 0], correction[..., 1])
    share = ((length_px - DOUBTED_PX) / (TAKEN_PX - DOUBTED_PX)).clip(0, 1)
    return np.asarray(correction * share[..., None], np.float32)


def _surroundings(blind: NDArray[np.bool_]) -> tuple[slice, slice] | None:
    rows, columns = np.flatnonzero(blind.any(1)), np.flatnonzero(blind.any(0))
    if not len(rows):
        return None
    return np.s_[
        max(0, int(rows[0]) - CONTEXT_PX) : int(rows[-1]) + 1 + CONTEXT_PX,
        max(0, int(columns[0]) - CONTEXT_PX) : int(columns[-1]) + 1 + CONTEXT_PX,
    ]
