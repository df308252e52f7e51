"""The report of a check as one HTML file that needs nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape
from itertools import groupby

from editor.datasets.checking.judging import Problem
from editor.datasets.checking.looking import Looked
from editor.datasets.checking.report import CheckReport
from editor.datasets.checking.thumbnails import thumbnail

_MOST_SHOWN = 60
"""Of each kind of problem so many are listed with pictures; the document for machines has them all."""

_STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem;
  color: #1d2126; background: #fff; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2.2rem; }
table { border-collapse: collapse; margin: .6rem 0; }
th, td { text-align: left; padding: .25rem .9rem .25rem 0;
  border-bottom: 1px solid #d8dde3; vertical-align: top; } td.number { text-align: right; }
.bar { display: inline-block; height: .7rem; background: #3f7fbf; border-radius: 2px; }
.verdict { padding: .6rem .9rem; border-radius: 6px; background: #e7f3e8; }
.verdict.bad { background: #fae3e1; }
.problem { display: flex; flex-wrap: wrap; gap: .6rem; align-items: center; padding: .4rem 0;
  border-bottom: 1px solid #e6e9ed; } .problem p { flex: 1 1 22rem; margin: 0; }
.strip { display: flex; flex-wrap: wrap; gap: .5rem; margin: .4rem 0 1rem; }
img { border-radius: 4px; display: block;
  max-width: 224px; } .quiet { color: #626b75; }
@media (prefers-color-scheme: dark) { body { color: #e4e7ea; background: #16191c; } th, td, .problem {
  border-color: #333a41; } .verdict { background: #1e3a24; } .verdict.bad { background: #4a211e; } }
"""


def report_page(report: CheckReport, tell: Callable[[str], None]) -> str:
    """Write the report as HTML, pictures included.

    Parameters
    ----------
    report : CheckReport
        What was found.
    tell : callable
        Is given what is being shown.
    """
    parts = [_head(report), _balance(report)]
    for kind, problems in groupby(report.problems, key=lambda problem: problem.kind):
        tell(kind.value)
        parts.append(_problems(kind.value, list(problems), report.looked))
    parts.append("<h2>What there is</h2>")
    for one in report.looked:
        tell(one.collection.name)
        parts.append(_collection(one))
    title = escape(f"Material in {report.folder.name or report.folder}")
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{_STYLE}</style></head><body><h1>{title}</h1>{''.join(parts)}</body></html>\n"
    )


def _head(report: CheckReport) -> str:
    counts = report.counts()
    if report.is_damaged:
        verdict = "Some of it cannot be read. Repair it or take it away before training."
    elif counts:
        verdict = "All of it can be read. Some of it should be looked at."
    else:
        verdict = "All of it can be read, and nothing stands out."
    tone = "verdict bad" if report.is_damaged else "verdict"
    pictures = sum(len(one.sights) for one in report.looked)
    masks = sum(len(one.masks) for one in report.looked)
    told = f"{len(report.looked)} collections, {pictures} pictures and frames, {masks} masks."
    rows = _table(("problem", "count"), [(name, str(count)) for name, count in counts.items()])
    return f'<p class="{tone}">{verdict} {told}</p>{rows if counts else ""}'


def _balance(report: CheckReport) -> str:
    parts = (
        ("Share of the picture that masks cover", report.shares()),
        ("Objects in a mask", report.objects()),
        ("Objects by class", report.classes()),
    )
    return "".join(f"<h2>{name}</h2>{_bars(counts)}" for name, counts in parts if counts)


def _bars(counts: Mapping[str, int]) -> str:
    most = max(counts.values(), default=0) or 1
    rows = "".join(
        f'<tr><td>{escape(name)}</td><td class="number">{count}</td>'
        f'<td><span class="bar" style="width:{240 * count / most:.0f}px"></span></td></tr>'
        for name, count in counts.items()
    )
    return f"<table>{rows}</table>"


def _problems(kind: str, problems: Sequence[Problem], looked: Sequence[Looked]) -> str:
    shown = [
        f'<div class="problem"><p><b>{escape(it.collection)}</b>: {escape(it.sentence)}.</p>'
        f"{''.join(_image(looked[number], index) for number, index in it.shown)}</div>"
        for it in problems[:_MOST_SHOWN]
    ]
    rest = len(problems) - len(shown)
    more = f'<p class="quiet">and {rest} more; --json lists them all.</p>' if rest else ""
    return f"<h2>{escape(kind.capitalize())} ({len(problems)})</h2>{''.join(shown)}{more}"


def _collection(one: Looked) -> str:
    facts = [f"{len(one.sights)} {'frames' if one.collection.is_clip else 'pictures'}"]
    sizes = sorted({(sight.width, sight.height) for sight in one.sights})
    if sizes:
        first, last = ("x".join(map(str, size)) for size in (sizes[0], sizes[-1]))
        facts.append(first if first == last else f"{first} to {last}")
    if one.rate is not None:
        facts.append(f"{float(one.rate):.5g} frames a second")
    if one.collection.masks is not None:
        facts.append(f"{len(one.masks)} masks")
    picked = {one.sights[at * (len(one.sights) - 1) // 3].index for at in range(4)} if one.sights else set()
    strip = "".join(_image(one, index) for index in sorted(picked))
    name = escape(one.collection.name)
    return (
        f'<p><b>{name}</b> <span class="quiet">{", ".join(facts)}</span></p><div class="strip">{strip}</div>'
    )


def _image(one: Looked, index: int) -> str:
    address = thumbnail(one, index)
    if address is None:
        return ""
    place = next((sight.place for sight in one.sights if sight.index == index), "")
    told = escape(f"{one.collection.name} {place}", quote=True)
    return f'<img src="{address}" alt="{told}" title="{told}">'


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><tr>{''.join(f'<th>{escape(name)}</th>' for name in head)}</tr>{lines}</table>"
