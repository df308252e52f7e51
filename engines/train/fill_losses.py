"""How far a fill is from the truth: in the hole, outside it, in its smoothness, along time."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

_FEWEST = 1e-6


def masked_l1(made: Tensor, truth: Tensor, where: Tensor) -> Tensor:
    """Mean absolute difference over some pixels; 0 where there are none.

    Parameters
    ----------
    made, truth : Tensor
        ... x C x H x W.
    where : Tensor of bool
        ... x H x W.
    """
    weight = where.unsqueeze(-3).to(made.dtype)
    share = weight.mean().clamp(min=_FEWEST)
    return ((made - truth).abs() * weight).mean() / share


def variation(made: Tensor, where: Tensor) -> Tensor:
    """Total variation inside some pixels: mean absolute difference of neighbours that both belong to them."""
    down = masked_l1(made[..., 1:, :], made[..., :-1, :], where[..., 1:, :] & where[..., :-1, :])
    across = masked_l1(made[..., 1:], made[..., :-1], where[..., 1:] & where[..., :-1])
    return down + across


def fetched(picture: Tensor, flow_px: Tensor) -> Tensor:
    """Fetch for each pixel what lies where its flow points to; bilinear, the edge repeated.

    Parameters
    ----------
    picture : Tensor
        B x C x H x W.
    flow_px : Tensor
        B x 2 x H x W, x and y displacement.
    """
    height, width = picture.shape[-2:]
    rows = torch.arange(height, device=picture.device, dtype=flow_px.dtype)[:, None]
    columns = torch.arange(width, device=picture.device, dtype=flow_px.dtype)
    x = (columns + flow_px[:, 0]) * (2 / max(1, width - 1)) - 1
    y = (rows + flow_px[:, 1]) * (2 / max(1, height - 1)) - 1
    grid = torch.stack([x, y], dim=-1).to(picture.dtype)
    return functional.grid_sample(picture, grid, padding_mode="border", align_corners=True)


def seen_again(truth: Tensor, other: Tensor) -> Tensor:
    """Say how surely each pixel of a picture shows the same as one that was fetched for it: B x 1 x H x W.

    exp(-50 d^2) of the colours' distance d, after W.-S. Lai et al., ECCV 2018.
    """
    return torch.exp(-50 * (truth - other).square().sum(dim=1, keepdim=True))


def unsteadiness(shown: Tensor, erased: Tensor, threshold: float = 0.05, softness: float = 0.01) -> Tensor:
    """Variance over time of where something was taken away, as a soft yes or no; the mean over pixels.

    Parameters
    ----------
    shown, erased : Tensor
        B x T x 3 x H x W, 0 to 1: what went in and what came out.
    threshold, softness : float
        A pixel counts as changed from about this difference on, and how sudden that is.
    """
    difference = (erased - shown).abs().mean(dim=2)
    changed = torch.sigmoid((difference - threshold) / softness)
    return changed.var(dim=1, correction=0).mean()
