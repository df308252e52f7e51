"""The model as plain values that JSON can hold, and back."""

from __future__ import annotations

import base64
import binascii
import types
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from editor.errors import CleanplateError
from editor.masks.errors import MaskValueError

Value = None | bool | int | float | str | list["Value"] | dict[str, "Value"]
_Model = TypeVar("_Model")
_EXACT = 2**53


def to_values(model: object) -> dict[str, Value]:
    """Put a value of the model into plain values.

    Parameters
    ----------
    model : object
        A dataclass of `editor.masks.model`.

    Returns
    -------
    dict
        Of its attributes: enumerations as their text, tuples as lists, bytes as base64.
    """
    names = [field.name for field in fields(model)]  # type: ignore[arg-type]
    return {name: _plain(getattr(model, name)) for name in names}


def from_values(kind: type[_Model], values: Mapping[str, object]) -> _Model:
    """Make a value of the model from plain values; the inverse of `to_values`.

    Parameters
    ----------
    kind : type
        A dataclass of `editor.masks.model`.
    values : dict
        Of its attributes; those that are missing get their defaults.

    Raises
    ------
    MaskValueError
        If there are attributes that it does not have, or values that it cannot have.
    """
    made: _Model = _built(kind, values, kind.__name__)
    return made


def _plain(value: Any) -> Value:
    if is_dataclass(value):
        return to_values(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    return value.value if isinstance(value, StrEnum) else value


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _built(kind: Any, value: Any, where: str) -> Any:
    """Make one value of a declared type."""
    if get_origin(kind) in {Union, types.UnionType}:
        return _one_of(kind, value, where)
    if get_origin(kind) is tuple:
        return _tuple(get_args(kind), value, where)
    if is_dataclass(kind):
        return _dataclass(kind, value, where)
    if isinstance(kind, type) and issubclass(kind, tuple):
        return _row(kind, value, where)
    return _scalar(kind, value, where)


def _one_of(kind: Any, value: Any, where: str) -> Any:
    """Read an optional value, the only union the model has in attributes."""
    if value is None:
        return None
    (given,) = [option for option in get_args(kind) if option is not type(None)]
    return _built(given, value, where)


def _tuple(items: tuple[Any, ...], value: Any, where: str) -> tuple[Any, ...]:
    given = _listed(value, where)
    kinds = [items[0]] * len(given) if items[-1] is Ellipsis else list(items)
    if len(kinds) != len(given):
        raise _refusal(where, f"has {len(given)} values instead of {len(kinds)}")
    return tuple(_built(kind, item, where) for kind, item in zip(kinds, given, strict=True))


def _row(kind: Any, value: Any, where: str) -> Any:
    """Read a named tuple, which is a list of numbers in plain values."""
    numbers = [_scalar(float, item, where) for item in _listed(value, where)]
    fewest = len(kind._fields) - len(kind._field_defaults)
    if not fewest <= len(numbers) <= len(kind._fields):
        raise _refusal(where, f"has {len(numbers)} numbers instead of {len(kind._fields)}")
    return kind(*numbers)


def _dataclass(kind: Any, value: Any, where: str) -> Any:
    if not isinstance(value, Mapping):
        raise _refusal(where, "is no record")
    known: dict[str, Field[Any]] = {field.name: field for field in fields(kind)}
    strange = sorted(str(name) for name in value if name not in known)
    if strange:
        raise _refusal(where, f"has {strange[0]!r}, which this version does not know")
    lacking = [name for name in known if name not in value and known[name].default is MISSING]
    if lacking:
        raise _refusal(where, f"lacks {lacking[0]!r}")
    hints = _hints(kind)
    given = {name: _built(hints[name], item, f"{where}.{name}") for name, item in value.items()}
    try:
        return kind(**given)
    except CleanplateError as error:
        raise _refusal(where, f"cannot be: {error.cause}") from error


def _scalar(kind: Any, value: Any, where: str) -> Any:
    if kind is float and type(value) is int and abs(value) < _EXACT:
        return float(value)
    if kind is bytes and isinstance(value, str):
        return _bytes(value, where)
    if issubclass(kind, StrEnum):
        if value not in list(kind):
            raise _refusal(where, f"is {value!r:.40}, which this version does not know")
        return kind(value)
    if type(value) is not kind:
        raise _refusal(where, f"is {value!r:.40} instead of a value of type {kind.__name__}")
    return value


def _bytes(text: str, where: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise _refusal(where, "is not base64") from error


def _listed(value: Any, where: str) -> Sequence[Any]:
    if not isinstance(value, list | tuple):
        raise _refusal(where, "is no list")
    return value


def _refusal(where: str, cause: str) -> MaskValueError:
    return MaskValueError(f"{where} {cause}", remedy="open it with the version that wrote it")
