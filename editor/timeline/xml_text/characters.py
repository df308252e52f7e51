"""Characters in XML (1.0, sections 2.4 to 2.7): references, CDATA sections and comments, and escapes."""

from __future__ import annotations

import re

_MARKUP = re.compile(rb"<!--.*?-->|<\?.*?\?>|<!\[CDATA\[(.*?)\]\]>|&(#?\w+);", re.DOTALL)
_PREDEFINED = {b"lt": "<", b"gt": ">", b"amp": "&", b"quot": '"', b"apos": "'"}
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def character_data(source: bytes) -> str:
    """Decode what stands between two tags of a well-formed document, in UTF-8."""
    if b"\r" in source:
        source = source.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if b"<" not in source and b"&" not in source:
        return source.decode()
    parts, offset = [], 0
    for markup in _MARKUP.finditer(source):
        parts.append(source[offset : markup.start()].decode())
        parts.append(_meaning(markup))
        offset = markup.end()
    return "".join((*parts, source[offset:].decode()))


def _meaning(markup: re.Match[bytes]) -> str:
    cdata, reference = markup.groups()
    if cdata is not None:
        return str(cdata.decode())
    if reference is None:
        return ""
    if reference[:1] != b"#":
        return _PREDEFINED[reference]
    is_hexadecimal = reference[1:2] == b"x"
    return chr(int(reference[2:], 16) if is_hexadecimal else int(reference[1:]))


def escaped(text: str) -> str:
    """Write a text as character data; characters that XML cannot hold become U+FFFD."""
    if text.isalnum():
        return text
    text = _ILLEGAL.sub("\ufffd", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


def escaped_attribute(text: str, quote: str) -> str:
    """Write a text as an attribute's value within the given quotes."""
    text = escaped(text).replace("\n", "&#10;").replace("\t", "&#9;")
    return text.replace(quote, {'"': "&quot;", "'": "&apos;"}[quote])
