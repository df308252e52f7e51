"""Reading the tensors of a checkpoint, and nothing else, from a file that nobody vouches for.

Accepted are the files of `torch.save`, today's (zip) and those of before 2020 (pickles one after the other),
and safetensors. What could execute code, unpack to more than its size or point elsewhere is refused before
anything of it is built.
"""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Mapping
from pathlib import Path
from pickle import UnpicklingError
from types import MappingProxyType
from typing import IO

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file

from engines.nets.checkpoints_pickles import CallError, check_pickle
from engines.nets.weights_errors import CheckpointError

Tensors = Mapping[str, torch.Tensor]

_LARGEST_BYTES = 1 << 30
_LARGEST_PICKLE_BYTES = 1 << 24
_MOST_MEMBERS = 100_000
_ZIP, _PICKLE = b"PK\x03\x04", b"\x80\x02"
_PICKLES_BEFORE_DATA = 5  # magic number, protocol, system, the object, the keys of its storages
_CONTAINERS = ("netG", "netD", "state_dict")
_PREFIX = "module."
_ANOTHER_FILE = "give another file"
_FETCH_ANEW = "fetch the file again"


def read_tensors(path: Path) -> Tensors:
    """Read the tensors of a checkpoint.

    Parameters
    ----------
    path : Path
        A `.pth` or `.ckpt` of any name, or safetensors; it is told by its first bytes.

    Returns
    -------
    mapping of str to Tensor
        On the CPU, out of the container (`netG`, `netD`, `state_dict`), without the prefix `module.`.

    Raises
    ------
    CheckpointError
        If the file is missing, empty, truncated or damaged, is no checkpoint, or holds more than tensors.
    """
    try:
        return _state_dict(_content(path), path)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise CheckpointError(
            f"it cannot be read ({reason})", remedy="check name and permissions", path=path
        ) from error


def _content(path: Path) -> object:
    facts = path.stat()
    if not stat.S_ISREG(facts.st_mode):
        raise CheckpointError("it is no file", remedy="name the checkpoint itself", path=path)
    if facts.st_size == 0:
        raise CheckpointError("it is empty", remedy=_FETCH_ANEW, path=path)
    if facts.st_size > _LARGEST_BYTES:
        raise CheckpointError(
            f"it is larger than {_LARGEST_BYTES >> 20} MiB, which no checkpoint of these networks is",
            remedy=_ANOTHER_FILE,
            path=path,
        )
    with path.open("rb") as file:
        head = file.read(9)
        if head.startswith(_ZIP):
            _check_zip(file, path)
        elif head.startswith(_PICKLE):
            _check_pickles(file, path)
        elif head[8:] == b"{":
            return _safetensors(path)
        else:
            raise CheckpointError("it is no checkpoint", remedy=_ANOTHER_FILE, path=path)
        file.seek(0)
        return _torch_content(file, path)


def _safetensors(path: Path) -> object:
    try:
        return load_file(path)
    except SafetensorError as error:
        raise CheckpointError(
            "it is damaged, or no safetensors file", remedy=_FETCH_ANEW, path=path
        ) from error


def _torch_content(file: IO[bytes], path: Path) -> object:
    try:
        return torch.load(file, map_location="cpu", weights_only=True)
    except Exception as error:  # at damaged files torch raises whatever its parts raise
        raise _damaged(path) from error


def _check_zip(file: IO[bytes], path: Path) -> None:
    """Look at the members before torch does: nothing compressed, no program, a harmless pickle."""
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            if any(member.filename.endswith("/constants.pkl") for member in members):
                raise CheckpointError(
                    "it is a program (TorchScript) and not only weights",
                    remedy="give the state dict that it was made from",
                    path=path,
                )
            if len(members) > _MOST_MEMBERS or not all(map(_is_plain, members)):
                raise CheckpointError(
                    "it is packed in a way that checkpoints are not", remedy=_ANOTHER_FILE, path=path
                )
            pickles = [member for member in members if member.filename.endswith(".pkl")]
            if len(pickles) != 1 or pickles[0].file_size > _LARGEST_PICKLE_BYTES:
                raise CheckpointError("it is no checkpoint", remedy=_ANOTHER_FILE, path=path)
            with archive.open(pickles[0]) as pickle:
                _check_calls(pickle, path)
    except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError, OSError) as error:
        raise _damaged(path) from error


def _is_plain(member: zipfile.ZipInfo) -> bool:
    is_packed = member.compress_type != zipfile.ZIP_STORED or member.compress_size != member.file_size
    return not is_packed and not stat.S_ISLNK(member.external_attr >> 16)


def _check_pickles(file: IO[bytes], path: Path) -> None:
    file.seek(0)
    for _ in range(_PICKLES_BEFORE_DATA):
        _check_calls(file, path)


def _check_calls(pickle: IO[bytes], path: Path) -> None:
    try:
        check_pickle(pickle)
    except CallError as error:
        raise CheckpointError(
            f"it holds more than weights: loading it would call {error.name}",
            remedy="give a file that holds the state dict alone",
            path=path,
        ) from error
    except UnpicklingError as error:
        raise _damaged(path) from error


def _state_dict(content: object, path: Path) -> Tensors:
    """Take the state dict out of its container, and the prefix off its keys."""
    if isinstance(content, dict):
        inner = next((content[name] for name in _CONTAINERS if name in content), content)
        if isinstance(inner, dict) and inner:
            return MappingProxyType(_unprefixed(_checked(inner, path)))
    raise CheckpointError("it holds no weights", remedy=_ANOTHER_FILE, path=path)


def _checked(inner: dict[object, object], path: Path) -> dict[str, torch.Tensor]:
    tensors: dict[str, torch.Tensor] = {}
    for key, value in inner.items():
        if not isinstance(key, str) or not isinstance(value, torch.Tensor) or not _is_plain_tensor(value):
            raise CheckpointError(
                f"its entry {str(key)[:80]!r} is no tensor of weights", remedy=_ANOTHER_FILE, path=path
            )
        tensors[key] = value.detach()
    return tensors


def _is_plain_tensor(value: torch.Tensor) -> bool:
    is_whole = value.layout is torch.strided and value.device.type == "cpu" and not value.is_quantized
    return is_whole and type(value) in (torch.Tensor, torch.nn.Parameter)


def _unprefixed(tensors: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    if not all(key.startswith(_PREFIX) for key in tensors):
        return tensors
    return {key.removeprefix(_PREFIX): value for key, value in tensors.items()}


def _damaged(path: Path) -> CheckpointError:
    return CheckpointError("it is truncated or damaged", remedy=_FETCH_ANEW, path=path)
