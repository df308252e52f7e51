"""On which device networks run, and in which precision: chosen by measuring, unless one is named."""

from __future__ import annotations

import time
from functools import lru_cache
from types import MappingProxyType

import torch

from engines.errors import DeviceError

AUTO = "auto"

PRECISIONS = MappingProxyType({"fp32": torch.float32, "bf16": torch.bfloat16, "fp16": torch.float16})
"""The types that networks compute in, by the names that users give."""

_WORTH_IT = 1.3
"""A shorter type has to be so many times as fast: it costs exactness, and a narrow lead would not repeat."""

_PROBE_CHANNELS = 64
_PROBE_SIZE = 60, 108
_PROBE_RUNS = 3


def choose_device(wanted: str = AUTO) -> torch.device:
    """Choose where networks run.

    Parameters
    ----------
    wanted : str
        `auto` (CUDA, else Apple's Metal, else the processor), `cpu`, `cuda`, `cuda:N` or `mps`.

    Raises
    ------
    DeviceError
        If there is no such device here.
    """
    if wanted == AUTO:
        name = "cuda" if torch.cuda.is_available() else "mps" if torch.backends.mps.is_available() else "cpu"
        return torch.device(name)
    try:
        device = torch.device(wanted)
    except RuntimeError as error:
        raise DeviceError(wanted, known_devices()) from error
    if str(device) not in known_devices():
        raise DeviceError(wanted, known_devices())
    return device


def known_devices() -> tuple[str, ...]:
    """Name the devices that this machine has, the processor first."""
    count = torch.cuda.device_count() if torch.cuda.is_available() else 0
    graphics = ("cuda", *(f"cuda:{number}" for number in range(count))) if count else ()
    metal = ("mps",) if torch.backends.mps.is_available() else ()
    return ("cpu", *graphics, *metal)


def choose_precision(device: torch.device, wanted: str = AUTO) -> torch.dtype:
    """Choose the type that networks compute in.

    Parameters
    ----------
    device : torch.device
        Where they run.
    wanted : str
        One of `PRECISIONS`, or `auto`: single precision, unless a probe finds a shorter type clearly
        faster on this machine.

    Raises
    ------
    DeviceError
        If there is no such precision.
    """
    if wanted != AUTO:
        if wanted not in PRECISIONS:
            raise DeviceError(wanted, (AUTO, *PRECISIONS))
        return PRECISIONS[wanted]
    times_s = {dtype: probe_s(device, dtype) for dtype in PRECISIONS.values()}
    fastest = min(times_s, key=times_s.__getitem__)
    return fastest if times_s[torch.float32] > _WORTH_IT * times_s[fastest] else torch.float32


@lru_cache(maxsize=16)
def probe_s(device: torch.device, dtype: torch.dtype) -> float:
    """Time a convolution as the networks have many; infinite where the device cannot do it in that type.

    The answer is remembered as long as the process lives.
    """
    random = torch.Generator().manual_seed(0)
    planes = torch.randn((1, _PROBE_CHANNELS, *_PROBE_SIZE), generator=random)
    weight = torch.randn((_PROBE_CHANNELS, _PROBE_CHANNELS, 3, 3), generator=random)
    planes, weight = (
        one.to(device, dtype).contiguous(memory_format=torch.channels_last) for one in (planes, weight)
    )
    try:
        with torch.inference_mode():
            return min(_timed_s(planes, weight) for _ in range(_PROBE_RUNS + 1))
    except (RuntimeError, NotImplementedError):
        return float("inf")


def _timed_s(planes: torch.Tensor, weight: torch.Tensor) -> float:
    synchronise(planes.device)
    start_s = time.perf_counter()
    torch.nn.functional.conv2d(planes, weight, padding=1)
    synchronise(planes.device)
    return time.perf_counter() - start_s


def synchronise(device: torch.device) -> None:
    """Wait until a device has done what it was given; the processor always has."""
    if device.type == "cuda":
        torch.cuda.synchronize(device)
    elif device.type == "mps":
        torch.mps.synchronize()


def free_bytes(device: torch.device) -> int | None:
    """How much memory of its own a device has free; None where it works in the machine's memory."""
    if device.type != "cuda":
        return None
    free, _ = torch.cuda.mem_get_info(device)
    return int(free) + torch.cuda.memory_reserved(device) - torch.cuda.memory_allocated(device)


def forget_unused(device: torch.device) -> None:
    """Give back what a device's allocator keeps for later."""
    if device.type == "cuda":
        torch.cuda.empty_cache()
    elif device.type == "mps":
        torch.mps.empty_cache()
