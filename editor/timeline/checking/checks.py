"""Check a timeline by all the rules of its format."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from editor.timeline.checking.edl_rules import edl_hits
from editor.timeline.checking.fcpxml_rules import fcpxml_hits
from editor.timeline.checking.findings import Finding, Hit, Host, gathered
from editor.timeline.checking.otio_rules import otio_hits
from editor.timeline.checking.xmeml_rules import xmeml_hits
from editor.timeline.documents.document import Document
from editor.timeline.model import Timeline
from editor.timeline.otio.json_text import JsonText
from editor.timeline.xml_text.parsing import parse_xml


def check(document: Document, timeline: Timeline, hosts: Iterable[Host] = tuple(Host)) -> list[Finding]:
    """Find what some programs are known to refuse, misread or drop of a timeline.

    Parameters
    ----------
    document : Document
        The file. Of an AAF nothing is known.
    timeline : Timeline
        As it was read.
    hosts : iterable of Host
        The programs that matter.

    Returns
    -------
    list of Finding
        The gravest first.
    """
    wanted = set(hosts)
    hits = _hits(document, timeline)
    return gathered(hit for hit in hits if wanted.intersection(hit.rule.hosts))


def _hits(document: Document, timeline: Timeline) -> Iterator[Hit]:
    if document.is_converted:
        return iter(())
    rules: dict[str, Callable[[], Iterator[Hit]]] = {
        "edl": lambda: edl_hits(document.data, timeline),
        "fcpxml": lambda: fcpxml_hits(parse_xml(document.data, document.path)),
        "otio": lambda: otio_hits(JsonText(document.data)),
        "xmeml": lambda: xmeml_hits(parse_xml(document.data, document.path)),
    }
    return rules[document.dialect.name]()
