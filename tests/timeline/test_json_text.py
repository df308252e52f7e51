"""JSON as text: values as the standard library reads them, and where each of them stands."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.timeline.otio.json_text import Change, JsonError, JsonText, Place

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


def same(document: JsonText, value: Any, place: Place) -> bool:
    children = document.children(place)
    if isinstance(value, dict):
        return list(children) == list(value) and all(
            same(document, value[key], children[key]) for key in value
        )
    if isinstance(value, list):
        inner = list(enumerate(value))
        return list(children) == [i for i, _ in inner] and all(
            same(document, it, children[i]) for i, it in inner
        )
    return bool(json.loads(document.of(place)) == value)


@given(VALUES, st.sampled_from([None, 0, 1, 4]), st.booleans())
def test_every_value_is_found_where_it_stands(value: Any, indent: int | None, is_ascii: bool) -> None:
    data = json.dumps(value, indent=indent, ensure_ascii=is_ascii).encode("utf-8", "surrogatepass")
    document = JsonText(data)
    assert document.value == value or "\\ud" in data.decode("utf-8", "replace")
    if isinstance(value, (dict, list)):
        assert same(document, value, document.root)


KEYS = st.sampled_from(["a", "b", "a: {", 'a"', "\u00e9", ""])
NESTED = st.recursive(
    st.integers() | KEYS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(KEYS, NESTED), KEYS, st.sampled_from([None, 2]), st.booleans())
def test_a_single_member_is_found_as_all_are(
    value: dict[str, Any], key: str, indent: int | None, is_ascii: bool
) -> None:
    """Keys also occur as strings, within strings, and in objects further in."""
    data = json.dumps(value, indent=indent, ensure_ascii=is_ascii).encode()
    document, other = JsonText(data), JsonText(data)
    assert document.child(document.root, key) == other.children(other.root).get(key)


@pytest.mark.parametrize(
    "data", [b'{"a": 1, "a": 2}', b'{"a": 1, "\\u0061": 2}', b'{"\\u0061": 2, "b": "a"}']
)
def test_a_key_that_is_spelled_twice_or_in_another_way_is_found(data: bytes) -> None:
    document = JsonText(data)
    place = document.child(document.root, "a")
    assert place is not None
    assert document.of(place) == "2"


@pytest.mark.parametrize("data", [b'{"a\\"": 1}', b'{"\\"": 1}', b'{"b": "\\"", "c": 1}'])
def test_an_escaped_quote_begins_no_key(data: bytes) -> None:
    document = JsonText(data)
    assert document.child(document.root, "") is None


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    document = JsonText(data)
    assert document.edited([]) == data
    try:
        assert document.value is not NotImplemented
        assert document.root.start <= document.root.end
    except JsonError:
        pass


def test_numbers_that_only_cpp_knows_are_read() -> None:
    value = JsonText(b'{"a": Inf, "b": -Infinity, "c": NaN, "d": nan, "e": "Inf, nan"}').value
    assert isinstance(value, dict)
    assert (value["a"], value["b"], value["e"]) == (math.inf, -math.inf, "Inf, nan")
    assert all(isinstance(value[key], float) and math.isnan(value[key]) for key in "cd")  # type: ignore[arg-type]


def test_integers_of_any_size_and_a_byte_order_mark_survive() -> None:
    data = b'\xef\xbb\xbf{"big": 12345678901234567890, "rest": [1.50, 1e3]}\r\n'
    document = JsonText(data)
    assert document.value == {"big": 12345678901234567890, "rest": [1.5, 1000.0]}
    place = document.place(("rest", 0))
    assert document.edited([Change(place.start, place.end, "2")]) == data.replace(b"1.50", b"2")


def test_of_two_equal_keys_the_last_one_counts() -> None:
    document = JsonText(b'{"a": 1, "b": {"a": 2}, "a": 3}')
    assert document.value == {"a": 3, "b": {"a": 2}}
    assert document.of(document.place(("a",))) == "3"


def test_bytes_that_are_no_utf8_come_back() -> None:
    data = b'{"name": "caf\xe9", "n": 1}'
    document = JsonText(data)
    place = document.place(("n",))
    assert document.edited([Change(place.start, place.end, "2")]) == b'{"name": "caf\xe9", "n": 2}'


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (b'{"a": [1, 2}', "brackets do not match"),
        (b'{"a": "b', "middle"),
        (b'{"a": 1', "middle"),
        (b"", "missing"),
        (b"[" * 600 + b"]" * 600, "nested deeper"),
        (b"[" * 200_000, "nested"),
        (b"[1" + b"0" * 5000 + b"]", "too long"),
        (b"{} {}", "after its end"),
        (b'"' + b"a" * 300_000, "line 1"),
        (b'["' + b'\\"' * 300_000, "middle"),
    ],
)
def test_what_cannot_be_read_is_refused_at_once(text: bytes, reason: str) -> None:
    document = JsonText(text)
    with pytest.raises(JsonError, match=reason):
        assert [document.value, document.root]


def test_overlapping_changes_are_an_error() -> None:
    with pytest.raises(ValueError, match="overlap"):
        JsonText(b"[1, 2, 3]").edited([Change(0, 5, ""), Change(3, 8, "")])
