"""Choosing a device and a precision."""

from __future__ import annotations

import pytest
import torch

from engines import devices
from engines.devices import choose_device, choose_precision, known_devices, probe_s
from engines.errors import DeviceError

CPU = torch.device("cpu")


def measured(monkeypatch: pytest.MonkeyPatch, fp32_s: float, bf16_s: float, fp16_s: float) -> None:
    times = {torch.float32: fp32_s, torch.bfloat16: bf16_s, torch.float16: fp16_s}
    monkeypatch.setattr(devices, "probe_s", lambda _, dtype: times[dtype])


def test_the_processor_is_always_there_and_can_be_named() -> None:
    assert known_devices()[0] == "cpu"
    assert choose_device("cpu") == CPU
    assert str(choose_device()) in known_devices()


@pytest.mark.parametrize("name", ["cuda:77", "abacus", "meta", ""])
def test_a_device_that_is_not_there_is_refused_by_name(name: str) -> None:
    with pytest.raises(DeviceError, match=f"'{name}' cannot be had on this machine; choose one of cpu"):
        choose_device(name)


def test_a_short_type_is_taken_where_it_is_clearly_faster(monkeypatch: pytest.MonkeyPatch) -> None:
    measured(monkeypatch, fp32_s=0.010, bf16_s=0.002, fp16_s=0.003)
    assert choose_precision(CPU) == torch.bfloat16


def test_a_narrow_lead_does_not_cost_exactness(monkeypatch: pytest.MonkeyPatch) -> None:
    measured(monkeypatch, fp32_s=0.010, bf16_s=0.009, fp16_s=float("inf"))
    assert choose_precision(CPU) == torch.float32


def test_what_the_user_says_counts_more_than_the_probe(monkeypatch: pytest.MonkeyPatch) -> None:
    measured(monkeypatch, fp32_s=0.010, bf16_s=0.001, fp16_s=float("inf"))
    assert choose_precision(CPU, "fp32") == torch.float32
    assert choose_precision(CPU, "fp16") == torch.float16


def test_an_unknown_precision_is_refused() -> None:
    with pytest.raises(DeviceError, match="fp8"):
        choose_precision(CPU, "fp8")


def test_the_probe_measures_once_and_remembers() -> None:
    first = probe_s(CPU, torch.float32)
    assert 0 < first < float("inf")
    assert probe_s(CPU, torch.float32) == first


def test_a_type_that_a_device_cannot_do_is_infinitely_slow() -> None:
    assert probe_s(CPU, torch.float8_e4m3fn) == float("inf")
