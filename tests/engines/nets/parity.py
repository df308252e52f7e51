"""The rule that fills a network with known numbers, and the limits of what must then come out."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

MOST_OFF = 1e-4
MEAN_OFF = 5e-6
MEAN_LEVELS_OFF = 0.05
SHARE_WITHIN_A_LEVEL = 0.995

_IMAGENET = {
    "mean": (0.485, 0.456, 0.406),
    "mean3d": (0.485, 0.456, 0.406),
    "std": (0.229, 0.224, 0.225),
}
_STTN_GAINS = (
    (r"(query|key)_embedding\.weight$", 0.6),
    (r"value_embedding\.weight$", 1.0),
    (r"output_linear\.0\.weight$", 0.5),
    (r"feed_forward\.conv\.0\.weight$", 1.0),
    (r"feed_forward\.conv\.2\.weight$", 0.3),
    (r"decoder\.0\.conv\.weight$", 0.6),
    (r"decoder\.6\.weight$", 0.35),
    (r"weight$", 1.4),
)
_GAINS = {
    "opn": (
        (r"key3\.input_conv\.weight$", 6.0),
        (r"Decoder\.conv21\.input_conv\.weight$", 4.0),
        (r"input_conv\.weight$", 2.5),
        (r"gating_conv\.weight$", 1.0),
    ),
    "tcn": (
        (r"Decoder\.conv1\.input_conv\.weight$", 0.5),
        (r"Decoder\.conv(2|3b)\.input_conv\.weight$", 1.8),
        (r"Decoder\.conv4[ab]\.input_conv\.weight$", 3.5),
        (r"input_conv\.weight$", 2.5),
        (r"gating_conv\.weight$", 1.0),
        (r"GRU\.convHH\.weight$", 2.0),
        (r"GRU\.convIH\.weight$", 1.5),
    ),
    "sttn": _STTN_GAINS,
    "auto_sttn": _STTN_GAINS,
    "sttn_d": ((r"weight(_orig)?$", 1.4),),
}


def described(shared: Path, network: str) -> list[dict[str, Any]]:
    """Read what the published state dict holds: key, shape, dtype and kind of each entry, in order."""
    text = (shared / "fixtures/parity" / f"{network}.json").read_text(encoding="utf-8")
    entries: list[dict[str, Any]] = json.loads(text)["keys"]
    return entries


def recorded(shared: Path, name: str) -> Mapping[str, NDArray[Any]]:
    """Load inputs and outputs of the official code, such as `opn_io`."""
    with np.load(shared / "fixtures/parity" / f"{name}.npz") as arrays:
        return {key: arrays[key] for key in arrays.files}


def state(shared: Path, network: str) -> dict[str, Tensor]:
    """Fill the published keys and shapes by the rule, and check the sums that are known of each."""
    entries = described(shared, network)
    filled = {entry["key"]: _filled(network, entry["key"], entry["shape"]) for entry in entries}
    for key in [key for key in filled if key.endswith("weight_u")]:
        stem = key.removesuffix("weight_u")
        weight = filled[stem + "weight_orig"]
        filled[key], filled[stem + "weight_v"] = _power_iteration(weight, filled[key])
    for entry in entries:
        exact = filled[entry["key"]].astype(np.float64)
        np.testing.assert_allclose(exact.sum(), entry["sum"], rtol=1e-6, atol=1e-6 * entry["abs_sum"])
        np.testing.assert_allclose(np.abs(exact).sum(), entry["abs_sum"], rtol=1e-6)
    return {key: torch.from_numpy(values) for key, values in filled.items()}


def unit(frames: NDArray[np.uint8]) -> Tensor:
    """Turn T x H x W x 3 levels into T x 3 x H x W float32 in [0, 1]."""
    planes = np.ascontiguousarray(frames.transpose(0, 3, 1, 2)).astype(np.float32)
    return torch.from_numpy(planes / np.float32(255))


def assert_near(got: Tensor, wanted: NDArray[Any]) -> None:
    """Hold a floating-point result to the limits of the fixtures."""
    assert tuple(got.shape) == wanted.shape
    off = np.abs(got.detach().cpu().numpy().astype(np.float64) - wanted)
    assert off.max() <= MOST_OFF
    assert off.mean() <= MEAN_OFF


def assert_levels(got: NDArray[np.uint8], wanted: NDArray[np.uint8]) -> None:
    """Hold an 8-bit result to the limits of the fixtures."""
    assert got.shape == wanted.shape
    off = np.abs(got.astype(np.int16) - wanted)
    assert off.mean() <= MEAN_LEVELS_OFF
    assert (off <= 1).mean() >= SHARE_WITHIN_A_LEVEL


def _filled(network: str, key: str, shape: list[int]) -> NDArray[np.float32]:
    last = key.rpartition(".")[2]
    if last in _IMAGENET:
        return np.asarray(_IMAGENET[last], np.float32).reshape(shape)
    normal = np.random.RandomState(zlib.crc32(key.encode()) & 0xFFFFFFFF).standard_normal(shape)
    if last == "bias":
        normal *= 0.1
    elif last in ("weight", "weight_orig"):
        gain = next(gain for pattern, gain in _GAINS[network] if re.search(pattern, key))
        normal *= gain / np.sqrt(np.prod(shape[1:]))
    return normal.astype(np.float32)


def _power_iteration(
    weight: NDArray[np.float32], start: NDArray[np.float32]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    matrix = weight.astype(np.float64).reshape(len(weight), -1)
    key = start.astype(np.float64)
    first = (key / np.linalg.norm(key)).astype(np.float32).astype(np.float64)
    right = matrix.T @ first
    right /= np.linalg.norm(right)
    left = matrix @ right
    left /= np.linalg.norm(left)
    return left.astype(np.float32), right.astype(np.float32)
