"""STTN's attention as it runs fastest: head by head, in memory that is there."""

from __future__ import annotations

import math
from collections.abc import Sequence

import torch
from torch import Tensor

from engines.nets.crew import Crew
from engines.nets.scratch import Scratch
from engines.nets.sttn import Attention, PatchGrid

_SCORES_AT_ONCE = 1 << 21
_LONGEST_SUM = 16384
_LONGEST_SHORT_SUM = 1024
"""Longest sums of products in float32, and in types whose result has but two or three digits."""


class FastAttention:
    """The reading part of `sttn.Attention`, without the convolution after it.

    Parameters
    ----------
    layer : Attention
        Whose weights are taken, once.
    crew : Crew
        Does the work, and tells device and type.
    """

    def __init__(self, layer: Attention, crew: Crew) -> None:
        self._crew = crew
        self._heads = [_Head(layer, at, grid, crew) for at, grid in enumerate(layer.grids)]

    def read(self, features: Tensor, asking: Sequence[int], readable: Sequence[Tensor] | None) -> Tensor:
        """Let frames look at all frames.

        Parameters
        ----------
        features : Tensor
            N x h x w x channels.
        asking : sequence of int
            The frames that look.
        readable : sequence of Tensor, optional
            For each head, which of its patches may be looked at, as `sttn.readable_patches` tells.

        Returns
        -------
        Tensor
            len(asking) x h x w x channels, the caller's until the next call.
        """
        result = self._crew.scratch.take("read", len(asking), *features.shape[1:])
        for at, head in enumerate(self._heads):
            queries, keys, values = head.patches(features)
            if len(asking) < len(features):
                queries = queries[list(asking)]
            head.mix(queries, keys, values, None if readable is None else readable[at])
            head.join(queries, result)
        return result


class _Head:
    """One head: its share of the channels, and how it cuts pictures."""

    def __init__(self, layer: Attention, at: int, grid: PatchGrid, crew: Crew) -> None:
        self._channels = layer.query_embedding.out_channels // len(layer.grids)
        self._own = slice(at * self._channels, (at + 1) * self._channels)
        self._grid = grid
        self._crew = crew
        embeddings = layer.query_embedding, layer.key_embedding, layer.value_embedding
        states = [embedding.state_dict() for embedding in embeddings]
        weights, biases = ([state[kind][self._own] for state in states] for kind in ("weight", "bias"))
        # A bias of the keys adds the same to all scores of a query, which softmax takes away again.
        biases[1] = torch.zeros_like(biases[1])
        place = crew.scratch.device, crew.scratch.dtype
        self._weight = torch.cat(weights).flatten(1).t().contiguous().to(*place)
        self._bias = torch.stack(biases).to(*place)

    def patches(self, features: Tensor) -> Tensor:
        """Project and cut: 3 (query, key, value) x N x patches x values of a patch."""
        count, height, width, _ = features.shape
        rows, columns = self._grid.rows, self._grid.columns
        size = height // rows, width // columns
        patches = self._crew.scratch.take("patches", 3, count, rows, columns, *size, self._channels)

        def project(first: int, scratch: Scratch) -> None:
            part = slice(first, first + self._crew.pictures)
            given = features[part].flatten(0, 2)
            projected = scratch.take("projected", len(given), 3 * self._channels)
            torch.mm(given, self._weight, out=projected)
            cut = projected.view(-1, rows, size[0], columns, size[1], 3, self._channels)
            bias = self._bias.view(3, 1, 1, 1, 1, 1, self._channels)
            torch.add(cut.permute(5, 0, 1, 3, 2, 4, 6), bias, out=patches[:, part])

        self._crew.work(project, range(0, count, self._crew.pictures))
        return patches.view(3, count, rows * columns, -1)

    def mix(self, queries: Tensor, keys: Tensor, values: Tensor, readable: Tensor | None) -> None:
        """Put what the queries find in the values into their place."""
        queries, keys, values = (patches.flatten(0, 1) for patches in (queries, keys, values))
        step = min(-(-len(queries) // self._crew.size), max(1, _SCORES_AT_ONCE // len(keys)))

        def mix(part: Tensor, scratch: Scratch) -> None:  # noqa: ARG001
            scores = _products(part, keys).div_(math.sqrt(part.shape[1]))
            if readable is not None:
                scores.masked_fill_(~readable, -torch.inf)
            torch.mm(torch.softmax(scores, dim=1).to(part.dtype), values, out=part)

        self._crew.work(mix, [queries[first : first + step] for first in range(0, len(queries), step)])

    def join(self, patches: Tensor, result: Tensor) -> None:
        """Put patches together again, into this head's channels of the result."""
        rows, columns = self._grid.rows, self._grid.columns
        size = result.shape[1] // rows, result.shape[2] // columns
        cut = patches.view(-1, rows, columns, *size, self._channels).permute(0, 1, 3, 2, 4, 5)
        places = result.view(-1, rows, size[0], columns, size[1], result.shape[-1])
        places[..., self._own].copy_(cut)


def _products(queries: Tensor, keys: Tensor) -> Tensor:
    """Multiply all with all, long vectors in pieces whose sums are added up in float32."""
    pieces = _pieces(queries)
    if pieces == 1:
        return queries @ keys.t()
    queries, keys = (vectors.view(len(vectors), pieces, -1).transpose(0, 1) for vectors in (queries, keys))
    if queries.shape[1] * keys.shape[1] * pieces <= _SCORES_AT_ONCE:
        return torch.bmm(queries, keys.mT).sum(dim=0, dtype=torch.float32)
    total = torch.zeros((queries.shape[1], keys.shape[1]), device=queries.device)
    for some, others in zip(queries, keys, strict=True):
        total += some @ others.t()
    return total


def _pieces(vectors: Tensor) -> int:
    longest = _LONGEST_SUM if vectors.dtype == torch.float32 else _LONGEST_SHORT_SUM
    wanted = 1 << ((vectors.shape[1] - 1) // longest).bit_length()
    return math.gcd(wanted, vectors.shape[1])
