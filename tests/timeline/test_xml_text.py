"""The XML text layer: what is read, what is refused, and that nothing else changes."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.errors import CleanplateError
from editor.timeline.xml_text.document import XmlDocument
from editor.timeline.xml_text.edits import XmlEdits
from editor.timeline.xml_text.errors import XmlError
from editor.timeline.xml_text.parsing import XmlLimits, parse_xml
from editor.timeline.xml_text.style import Markup, XmlStyle, indentation_of, reindented, style_of

PLAIN = b"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE edit>
<!-- a comment with <tags> -->
<edit version="4">
\t<name>K\xc3\xb8be &amp; salg</name>
\t<track locked = 'no'>
\t\t<clip id="a"/>
\t\t<clip id="b"><in>1</in></clip>
\t\t<note><![CDATA[<raw> & so]]> &#x41;&#66;<!-- gone --></note>
\t</track>
</edit>
"""

ENTITY_BOMB = b"""<?xml version="1.0"?>
<!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<lolz>&b;</lolz>"""


def edited(data: bytes) -> tuple[XmlDocument, XmlEdits]:
    document = parse_xml(data)
    return document, XmlEdits(document)


def find(document: XmlDocument, *path: str):
    element = document.root.child(*path)
    assert element is not None
    return element


def test_elements_know_their_names_texts_and_attributes() -> None:
    root = parse_xml(PLAIN).root
    assert (root.tag, root.attributes) == ("edit", {"version": "4"})
    assert root.text_of("name") == "Købe & salg"
    assert [clip.attributes["id"] for clip in root.descendants("clip")] == ["a", "b"]
    assert root.text_of("track", "note") == "<raw> & so AB"
    assert root.text_of("track", "nothing") is None


def test_elements_know_where_they_lie() -> None:
    document = parse_xml(PLAIN)
    first, second = document.root.descendants("clip")
    assert first.source == b'<clip id="a"/>'
    assert first.is_self_closing
    assert second.source == b'<clip id="b"><in>1</in></clip>'
    assert second.parent == find(document, "track")
    assert [element.tag for element in find(document, "track", "clip").ancestors()] == ["track", "edit"]
    assert second.line == 8


def test_a_tag_may_hold_what_looks_like_its_end() -> None:
    root = parse_xml(b"<a b='x > y' c=\"/>\"><d/></a>").root
    assert root.start_tag == b"<a b='x > y' c=\"/>\">"
    assert not root.is_self_closing


@pytest.mark.parametrize(
    ("declared", "codec", "mark"),
    [
        ("UTF-8", "utf-8", b""),
        ("UTF-8", "utf-8", b"\xef\xbb\xbf"),
        ("UTF-16", "utf-16-le", b"\xff\xfe"),
        ("UTF-16", "utf-16-be", b"\xfe\xff"),
        ("ISO-8859-1", "latin-1", b""),
        ("windows-1252", "cp1252", b""),
        ("Shift_JIS", "shift_jis", b""),
    ],
)
def test_every_encoding_comes_back_as_it_was(declared: str, codec: str, mark: bytes) -> None:
    name = "日本" if codec == "shift_jis" else "Bjørn"
    text = f'<?xml version="1.0" encoding="{declared}"?>\r\n<edit>\r\n  <name>{name}</name>\r\n</edit>'
    document, edits = edited(mark + text.encode(codec))
    assert document.root.text_of("name") == name
    assert edits.result() is document.data
    edits.insert_after(find(document, "name"), Markup("note", "x"))
    expected = text.replace("</name>", "</name>\r\n  <note>x</note>")
    assert edits.result() == mark + expected.encode(codec)


def test_a_character_that_the_encoding_lacks_becomes_a_reference() -> None:
    document, edits = edited(b'<?xml version="1.0" encoding="ISO-8859-1"?><a><b>x</b></a>')
    edits.set_text(find(document, "b"), "大")
    assert b"<b>&#22823;</b>" in edits.result()
    assert parse_xml(edits.result()).root.text_of("b") == "大"


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (b"", "no element found"),
        (b"<a><b></a>", "mismatched tag"),
        (b"<a", "unclosed token"),
        (b"<a>\xff</a>", "not well-formed"),
        (b'<?xml version="1.0" encoding="zip"?><a/>', "its encoding zip is unknown"),
        (b'<?xml version="1.0" encoding="US-ASCII"?><a>\xc3\xb8</a>', "not ascii throughout"),
        (ENTITY_BOMB, "defines the entity a"),
        (b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', "defines the entity x"),
        (b'<!DOCTYPE a [<!ENTITY % x SYSTEM "http://x/y">%x;]><a/>', "defines the entity x"),
        (b'<!DOCTYPE a SYSTEM "a.dtd"><a>&x;</a>', "uses the entity x"),
        (b"<a>&x;</a>", "undefined entity"),
    ],
)
def test_what_no_editing_program_writes_is_refused_in_one_sentence(data: bytes, cause: str) -> None:
    with pytest.raises(XmlError, match=re.escape(cause)) as caught:
        parse_xml(data, Path("cut.xml"))
    sentence = str(caught.value)
    assert sentence.startswith("cut.xml: ")
    assert sentence.endswith(".")
    assert caught.value.exit_status == 2


def test_limits_hold_before_memory_does() -> None:
    limits = XmlLimits(size_bytes=1 << 20, depth=8, elements=100)
    deep = b"<a>" * 9 + b"</a>" * 9
    wide = b"<a>" + b"<b/>" * 100 + b"</a>"
    for data, cause in (
        (deep, "8 deep"),
        (wide, "more than 100 elements"),
        (b"<a/>" + bytes(1 << 20), "MiB"),
    ):
        with pytest.raises(XmlError, match=cause):
            parse_xml(data, limits=limits)


def test_the_place_of_damage_is_named() -> None:
    with pytest.raises(XmlError, match="line 3") as caught:
        parse_xml(b"<a>\n<b/>\n</c>")
    assert caught.value.line == 3


def test_edits_change_their_places_alone() -> None:
    document, edits = edited(PLAIN)
    edits.set_text(find(document, "name"), "1 < 2 & 3")
    edits.set_attributes(find(document, "track"), {"locked": "it's"})
    edits.set_attributes(find(document, "track", "clip"), {"new": 'a"b'})
    edits.remove(find(document, "track", "note"))
    expected = (
        PLAIN.replace(b"K\xc3\xb8be &amp; salg", b"1 &lt; 2 &amp; 3")
        .replace(b"'no'", b"'it&apos;s'")
        .replace(b'id="a"/>', b'id="a" new="a&quot;b"/>')
        .replace(b"\n\t\t<note><![CDATA[<raw> & so]]> &#x41;&#66;<!-- gone --></note>", b"")
    )
    assert edits.result() == expected


def test_attributes_are_changed_taken_out_and_added_in_one_go() -> None:
    document, edits = edited(b"<a one='1'  two = \"2\"\n three='&lt;' />")
    edits.set_attributes(
        document.root, {"two": None, "three": "3 'x'", "four": "4", "five": None, "six": "6"}
    )
    assert edits.result() == b"<a one='1'\n three='3 &apos;x&apos;' four='4' six='6' />"
    first = edits.start_tag(document.root, {"zero": "0"}, before={"zero": "one"})
    assert first.startswith("<a zero='0' one='1'")
    assert edits.start_tag(document.root, {"one": None}, "b") == "<b  two = \"2\"\n three='&lt;' />"


def test_new_elements_look_like_their_neighbours() -> None:
    document, edits = edited(PLAIN.replace(b"\n", b"\r\n").replace(b'"/>', b'" />'))
    first, second = document.root.descendants("clip")
    edits.insert_after(first, Markup("clip", (Markup("in", "7"), Markup("file", attributes={"id": "f"}))))
    edits.insert_before(second, Markup("gap"))
    edits.append(find(document, "track"), Markup("last", ""))
    text = edits.result().decode()
    assert '\r\n\t\t<clip id="a" />\r\n\t\t<clip>\r\n\t\t\t<in>7</in>\r\n\t\t\t<file id="f" />' in text
    assert '\r\n\t\t</clip>\r\n\t\t<gap />\r\n\t\t<clip id="b">' in text
    assert "</note>\r\n\t\t<last></last>\r\n\t</track>" in text


def test_an_empty_element_can_be_filled() -> None:
    document, edits = edited(b"<a>\n  <b/>\n  <c></c>\n  <d x='1' />\n</a>")
    edits.append(find(document, "b"), Markup("e"))
    edits.append(find(document, "c"), Markup("e"))
    edits.set_text(find(document, "d"), "7")
    assert edits.result() == (
        b"<a>\n  <b>\n    <e/>\n  </b>\n  <c>\n    <e/>\n  </c>\n  <d x='1'>7</d>\n</a>"
    )


def test_an_element_is_rewritten_in_one_go() -> None:
    document, edits = edited(b"<a>\n  <b x='1' y='2'>\n    <c/>\n  </b>\n  <b x='3'/>\n  <b/>\n</a>")
    first, second, third = document.root
    edits.rewrite(first, [(None, Markup("d")), (first.child("c"), Markup("e"))], {"x": None}, "f")
    edits.rewrite(second, [(None, Markup("d"))], {"x": "4"}, "g")
    edits.rewrite(third, tag="h")
    assert edits.result() == (
        b"<a>\n  <f y='2'>\n    <d/>\n    <c/>\n    <e/>\n  </f>\n  <g x='4'>\n    <d/>\n  </g>\n  <h/>\n</a>"
    )


def test_a_document_on_one_line_stays_on_one_line() -> None:
    document, edits = edited(b"<a><b><c/></b></a>")
    edits.insert_after(find(document, "b", "c"), Markup("d", (Markup("e"),)))
    assert edits.result() == b"<a><b><c/><d><e/></d></b></a>"


def test_changes_of_the_same_bytes_are_a_mistake() -> None:
    document, edits = edited(PLAIN)
    edits.set_text(find(document, "name"), "a")
    edits.set_text(find(document, "name"), "b")
    with pytest.raises(ValueError, match="two changes"):
        edits.result()


def test_changes_within_a_removed_element_go_with_it() -> None:
    document, edits = edited(b"<a><b><c>1</c></b><d/></a>")
    edits.set_text(find(document, "b", "c"), "2")
    edits.remove(find(document, "b"))
    edits.insert_before(find(document, "d"), Markup("e"))
    assert edits.result() == b"<a><e/><d/></a>"


def test_a_copy_is_edited_and_moved_without_touching_text() -> None:
    document, edits = edited(b"<a>\n  <b>\n    <c>two\n  lines</c>\n    <d/>\n  </b>\n</a>")
    copied = find(document, "b")
    edits.remove(find(document, "b", "d"))
    moved = reindented(edits.excerpt(copied), indentation_of(copied) or "", "\t")
    assert moved == "<b>\n\t  <c>two\n  lines</c>\n\t</b>"


@pytest.mark.parametrize(
    ("data", "style"),
    [
        (b"<a><b/></a>", XmlStyle(step=None)),
        (b"<a x='1'>\r\n  <b />\r\n</a>", XmlStyle("\r\n", "  ", "'", " />")),
        (b'<a x="1">\n<b>\n\t<c/></b></a>', XmlStyle(step="")),
    ],
)
def test_the_style_is_seen(data: bytes, style: XmlStyle) -> None:
    assert style_of(parse_xml(data)) == style


NAMES = st.sampled_from(["a", "b", "clip", "file-x", "MZ.Name"])
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc"], exclude_characters="\ufffe\uffff"), max_size=8
)
TREES = st.recursive(
    st.builds(Markup, NAMES, st.none() | TEXTS, st.dictionaries(NAMES, TEXTS, max_size=2)),
    lambda inner: st.builds(
        Markup, NAMES, st.lists(inner, min_size=1, max_size=3).map(tuple), st.dictionaries(NAMES, TEXTS)
    ),
    max_leaves=8,
)


def shape(element: ElementTree.Element) -> object:
    inner = [shape(child) for child in element]
    return element.tag, dict(element.attrib), inner or element.text or ""


def meaning(markup: Markup) -> object:
    if isinstance(markup.content, tuple):
        return markup.tag, dict(markup.attributes), [meaning(child) for child in markup.content]
    return markup.tag, dict(markup.attributes), markup.content or ""


@given(TREES, st.sampled_from([XmlStyle(), XmlStyle("\r\n", "  ", "'", " />"), XmlStyle(step=None)]))
def test_what_is_written_is_read_by_another_reader(tree: Markup, style: XmlStyle) -> None:
    assert shape(ElementTree.fromstring(style.render(tree, ""))) == meaning(tree)


@given(st.binary(max_size=40), st.integers(0, len(PLAIN)), st.integers(0, 30))
def test_damaged_documents_are_read_or_refused(noise: bytes, at: int, removed: int) -> None:
    data = PLAIN[:at] + noise + PLAIN[at + removed :]
    try:
        document = parse_xml(data)
    except CleanplateError:
        return
    assert all(element.source for element in document.root.descendants("clip", "name"))
    assert XmlEdits(document).result() == data
