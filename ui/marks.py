"""The small signs under and beside a figure: judgement, origin, provenance."""

from dash import html

from ui.words import QUALITIES, STATUSES


def status_mark(status: str) -> html.Span:
    """Shape, colour and word of a judgement; `status` is a key of `STATUSES`."""
    entry = STATUSES[status]
    return html.Span(entry.word, className=f"status {entry.css}")


def marks(statuses: list[str]) -> html.Span:
    """One shape per indicator, for the eye only: the words stand in `tally_words`."""
    shapes = [html.I(className=f"mark {STATUSES[status].css}") for status in sorted(statuses, key=list(STATUSES).index)]
    return html.Span(shapes, className="marks", **{"aria-hidden": "true"})


def tally_words(statuses: list[str]) -> str:
    """`1 buruk · 2 baik · 1 belum tersedia`, worst first."""
    return " · ".join(f"{statuses.count(key)} {entry.tally}" for key, entry in STATUSES.items() if key in statuses)


def quality_tag(quality: str, text: str | None = None) -> html.Span:
    """The origin's word over its line; `text` replaces the word."""
    entry = QUALITIES[quality]
    return html.Span(text or entry.word, className=f"quality {entry.css}")


def provenance(quality: str | None, *words) -> html.P:
    """Origin and source under a figure; `words` are strings or links. Without a quality only the words."""
    tag = [quality_tag(quality), " "] if quality else []
    return html.P([*tag, *words], className="provenance")


def provenance_key() -> html.P:
    """The four origins explained, for the foot of a page."""
    lines = []
    for key, entry in QUALITIES.items():
        lines += [html.Br() if lines else None, quality_tag(key), f" {entry.sentence}"]
    return html.P(lines, className="provenance key")
