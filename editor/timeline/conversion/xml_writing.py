"""Elements of XML as nested tuples, written with one element a line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

_FORBIDDEN = {code: None for code in range(32) if chr(code) not in "\t\n\r"}


@dataclass(frozen=True, slots=True)
class Tag:
    """An element to be written.

    Attributes
    ----------
    name : str
        Its tag.
    content : str or tuple of Tag
        Text, or elements.
    attributes : mapping of str to str
        In the order that they are written in.
    """

    name: str
    content: str | tuple[Tag, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)


def lines(tag: Tag, indent: str = "") -> Iterator[str]:
    """Write an element, indented by tabs; signs that XML cannot hold are left out."""
    head = "".join(f" {name}={quoteattr(_clean(text))}" for name, text in tag.attributes.items())
    if isinstance(tag.content, str):
        yield f"{indent}<{tag.name}{head}>{escape(_clean(tag.content))}</{tag.name}>"
    elif not tag.content:
        yield f"{indent}<{tag.name}{head}/>"
    else:
        yield f"{indent}<{tag.name}{head}>"
        for child in tag.content:
            yield from lines(child, f"{indent}\t")
        yield f"{indent}</{tag.name}>"


def _clean(text: str) -> str:
    return text.translate(_FORBIDDEN).encode("utf-8", "replace").decode()
