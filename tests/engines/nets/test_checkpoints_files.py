"""Files that hold the tensors of a checkpoint, and files that hold something else."""

from __future__ import annotations

import io
import os
import pickle
import random
import zipfile
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file
from torch import nn

from engines.nets.checkpoints_files import read_tensors
from engines.nets.weights_errors import CheckpointError

WEIGHTS = {"Encoder.weight": torch.arange(12.0).reshape(3, 4), "Encoder.bias": torch.ones(3)}


class Program:
    """Executes a command when it is unpickled."""

    def __init__(self, marker: Path) -> None:
        self.marker = marker

    def __reduce__(self) -> tuple[Callable[[str], int], tuple[str]]:
        return os.system, (f"touch '{self.marker}'",)


class Hoard:
    """Takes memory by a number alone."""

    def __reduce__(self) -> tuple[type, tuple[int]]:
        return bytearray, (1 << 40,)


def assert_same(path: Path) -> None:
    found = read_tensors(path)
    assert list(found) == list(WEIGHTS)
    assert all(torch.equal(found[key], WEIGHTS[key]) for key in WEIGHTS)


def saved(path: Path, content: object, **options: bool) -> Path:
    torch.save(content, path, **options)
    return path


@pytest.mark.parametrize("is_zip", [True, False], ids=["today's", "of before 2020"])
@pytest.mark.parametrize("container", [None, "netG", "netD", "state_dict"])
@pytest.mark.parametrize("prefix", ["", "module."])
def test_weights_come_out_of_every_container(
    tmp_path: Path, container: str | None, prefix: str, is_zip: bool
) -> None:
    inner = OrderedDict((prefix + key, value) for key, value in WEIGHTS.items())
    content = inner if container is None else {container: inner, "epoch": 3}
    assert_same(saved(tmp_path / "gewichte ü.pth", content, _use_new_zipfile_serialization=is_zip))


def test_parameters_and_a_module_s_own_dict_are_weights(tmp_path: Path) -> None:
    layer = nn.Conv2d(2, 3, 1)
    found = read_tensors(saved(tmp_path / "a.pth", layer.state_dict()))
    assert torch.equal(found["weight"], layer.weight)
    found = read_tensors(saved(tmp_path / "b.pth", dict(layer.named_parameters())))
    assert not found["weight"].requires_grad


def test_safetensors_are_read(tmp_path: Path) -> None:
    save_file(WEIGHTS, tmp_path / "a.safetensors")
    found = read_tensors(tmp_path / "a.safetensors")
    assert {key: found[key].tolist() for key in found} == {k: v.tolist() for k, v in WEIGHTS.items()}


@pytest.mark.parametrize("is_zip", [True, False])
def test_code_is_named_and_not_executed(tmp_path: Path, is_zip: bool) -> None:
    marker = tmp_path / "executed"
    content = {"netG": WEIGHTS, "more": Program(marker)}
    path = saved(tmp_path / "a.pth", content, _use_new_zipfile_serialization=is_zip)
    with pytest.raises(CheckpointError, match=r"would call (posix|nt)\.system; give a file"):
        read_tensors(path)
    assert not marker.exists()


@pytest.mark.parametrize("content", [Hoard(), {"a": Hoard()}, [pickle], nn.Conv2d(1, 1, 1)])
@pytest.mark.parametrize("is_zip", [True, False])
def test_what_is_called_is_only_what_weights_need(tmp_path: Path, content: object, is_zip: bool) -> None:
    path = tmp_path / "a.pth"
    if isinstance(content, list):
        path.write_bytes(pickle.dumps(Program(tmp_path / "executed"), protocol=2))
    else:
        saved(path, content, _use_new_zipfile_serialization=is_zip)
    with pytest.raises(CheckpointError, match="would call"):
        read_tensors(path)
    assert not (tmp_path / "executed").exists()


def test_later_pickle_protocols_hide_what_they_call(tmp_path: Path) -> None:
    pickled = b"\x80\x02\x8c\x05posix\x8c\x06system\x93."
    (tmp_path / "a.pth").write_bytes(pickled)
    with pytest.raises(CheckpointError, match="does not name"):
        read_tensors(tmp_path / "a.pth")


@pytest.mark.parametrize("is_zip", [True, False])
@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9, 0.999])
def test_truncated_files_are_told(tmp_path: Path, is_zip: bool, share: float) -> None:
    path = saved(tmp_path / "a.pth", {"a": torch.ones(4000)}, _use_new_zipfile_serialization=is_zip)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    with pytest.raises(CheckpointError, match=r"a\.pth: it is truncated or damaged; fetch"):
        read_tensors(path)


def test_truncated_safetensors_are_told(tmp_path: Path) -> None:
    save_file(WEIGHTS, tmp_path / "a.safetensors")
    data = (tmp_path / "a.safetensors").read_bytes()
    (tmp_path / "a.safetensors").write_bytes(data[:-5])
    with pytest.raises(CheckpointError, match="damaged"):
        read_tensors(tmp_path / "a.safetensors")


@pytest.mark.parametrize("seed", range(40))
def test_damage_anywhere_is_an_error_of_ours_or_none(tmp_path: Path, seed: int) -> None:
    """Most of the damage goes where it does most, into the description of the tensors."""
    chance = random.Random(seed)
    path = tmp_path / "a.pth"
    if seed % 3 == 2:
        save_file(WEIGHTS, path)
    else:
        saved(path, {"netG": WEIGHTS}, _use_new_zipfile_serialization=seed % 3 == 0)
    data = bytearray(path.read_bytes())
    for _ in range(chance.choice((1, 2, 6))):
        place = chance.randrange(min(len(data), chance.choice((400, len(data)))))
        data[place : place + chance.choice((0, 1))] = bytes([chance.randrange(256)])
    path.write_bytes(data)
    with suppress(CheckpointError):
        read_tensors(path)


def test_a_storage_that_is_not_there_is_damage(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.pth", {"a": torch.ones(3)}, _use_new_zipfile_serialization=False)
    data = path.read_bytes()
    key = data[data.index(b"cpu") - 30 : data.index(b"cpu")].split(b"\x0f")[-1]
    digit = next(place for place, byte in enumerate(key) if 48 <= byte < 57)
    at = data.index(key) + digit
    path.write_bytes(data[:at] + bytes([data[at] + 1]) + data[at + 1 :])
    with pytest.raises(CheckpointError, match="truncated or damaged"):
        read_tensors(path)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "it is empty"),
        (b"\x89PNG\r\n\x1a\n and so on", "it is no checkpoint"),
        (b"<html>404</html>", "it is no checkpoint"),
        (b"PK\x03\x04", "truncated or damaged"),
    ],
)
def test_other_files_are_told(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "a.pth").write_bytes(content)
    with pytest.raises(CheckpointError, match=said):
        read_tensors(tmp_path / "a.pth")


def test_an_archive_without_a_pickle_is_no_checkpoint(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("readme.txt", "hello")
    with pytest.raises(CheckpointError, match="no checkpoint"):
        read_tensors(tmp_path / "a.zip")


def test_missing_files_and_folders_are_told(tmp_path: Path) -> None:
    with pytest.raises(CheckpointError, match="no such file"):
        read_tensors(tmp_path / "none.pth")
    with pytest.raises(CheckpointError, match="it is no file"):
        read_tensors(tmp_path)


def test_a_compressed_archive_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    plain = io.BytesIO()
    torch.save({"a": torch.zeros(1_000_000)}, plain)
    with (
        zipfile.ZipFile(plain) as source,
        zipfile.ZipFile(tmp_path / "bomb.pth", "w", zipfile.ZIP_DEFLATED) as bomb,
    ):
        for member in source.infolist():
            bomb.writestr(member.filename, source.read(member))
    assert (tmp_path / "bomb.pth").stat().st_size < 100_000
    with pytest.raises(CheckpointError, match="packed in a way that checkpoints are not"):
        read_tensors(tmp_path / "bomb.pth")


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "huge.pth").open("wb") as file:
        file.truncate(3 << 30)
    with pytest.raises(CheckpointError, match="larger than 1024 MiB"):
        read_tensors(tmp_path / "huge.pth")


@pytest.mark.filterwarnings("ignore:.*torch.jit:DeprecationWarning")
def test_torchscript_is_refused(tmp_path: Path) -> None:
    torch.jit.script(nn.Conv2d(1, 1, 1)).save(str(tmp_path / "a.pt"))
    with pytest.raises(CheckpointError, match="TorchScript"):
        read_tensors(tmp_path / "a.pt")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ({}, "holds no weights"),
        ([torch.ones(2)], "holds no weights"),
        (torch.ones(2), "holds no weights"),
        ({"netG": {}}, "holds no weights"),
        ({"netG": torch.ones(2)}, "holds no weights"),
        ({"a": torch.ones(2), "b": 3}, "entry 'b' is no tensor"),
        ({"a": {"b": torch.ones(2)}}, "entry 'a' is no tensor"),
        ({3: torch.ones(2)}, "entry '3' is no tensor"),
        ({"a": torch.eye(3).to_sparse()}, "would call"),
    ],
)
def test_only_tensors_under_names_are_weights(tmp_path: Path, content: object, said: str) -> None:
    with pytest.raises(CheckpointError, match=said):
        read_tensors(saved(tmp_path / "a.pth", content))


def test_a_length_beyond_all_memory_is_damage(tmp_path: Path) -> None:
    (tmp_path / "a.pth").write_bytes(b"\x80\x02\x8d" + b"\xff" * 7 + b"\x7fshort")
    with pytest.raises(CheckpointError, match="truncated or damaged"):
        read_tensors(tmp_path / "a.pth")
