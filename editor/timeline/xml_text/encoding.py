"""The encodings of XML files, so that all that follows can count in bytes of UTF-8."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

from editor.timeline.xml_text.errors import XmlError

_DECLARED = re.compile(rb"""<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z][A-Za-z0-9._-]*)["']""")
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UNMARKED_UTF16 = ((b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))
_UTF8 = "utf-8"
_STATELESS = re.compile(
    r"ascii|iso8859-\d+|cp\d+|mac-\w+|koi8-\w|utf-16-[lb]e|gb2312|gbk|gb18030|big5|euc_\w+|shift_jis"
)


@dataclass(frozen=True, slots=True)
class Encoding:
    """How a file's text is stored.

    Attributes
    ----------
    codec : str
        Python's name of the encoding.
    mark : bytes
        Byte order mark at the start, perhaps empty.
    """

    codec: str
    mark: bytes

    def restore(self, text: bytes) -> bytes:
        """Turn UTF-8 into the file's own bytes; what its encoding lacks becomes a character reference."""
        if self.codec == _UTF8:
            return self.mark + text
        return self.mark + text.decode().encode(self.codec, "xmlcharrefreplace")


def to_utf8(data: bytes, path: Path | None) -> tuple[bytes, Encoding]:
    """Give a file's text as UTF-8 without byte order mark, with what leads back.

    Raises
    ------
    XmlError
        If the encoding is unknown, or the bytes are not of it.
    """
    mark, codec = _marked(data)
    codec = codec or _declared(data, path)
    text = data[len(mark) :]
    if codec == _UTF8:
        return text, Encoding(codec, mark)
    encoding = Encoding(codec, mark)
    try:
        utf8 = text.decode(codec).encode()
        is_reversible = encoding.restore(utf8) == data
    except UnicodeError:
        is_reversible = False
    if not is_reversible:
        raise XmlError(f"its text is not {codec} throughout", remedy="export it again as UTF-8", path=path)
    return utf8, encoding


def _marked(data: bytes) -> tuple[bytes, str]:
    for mark, codec in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return mark, codec
    for start, codec in _UNMARKED_UTF16:
        if data.startswith(start):
            return b"", codec
    return b"", ""


def _declared(data: bytes, path: Path | None) -> str:
    declared = _DECLARED.match(data)
    if declared is None:
        return "utf-8"
    name = declared[1].decode()
    try:
        codec = codecs.lookup(name).name
    except LookupError:
        codec = ""
    if codec != _UTF8 and not _STATELESS.fullmatch(codec):
        raise XmlError(f"its encoding {name} is unknown", remedy="export it again as UTF-8", path=path)
    return codec
