"""The small signs under and beside a figure: judgement, origin, provenance."""

from dash import html

from catalogue.models import Kpi
from ui.language import _, _n
from ui.words import QUALITIES, STATUSES, is_own, status_word


def status_mark(status: str, kpi: Kpi | None = None) -> html.Span:
    """Shape, colour and word of a judgement; `status` is a key of `STATUSES`, `kpi` what is judged."""
    return html.Span(status_word(status, kpi), className=f"status {STATUSES[status].css}")


def marks(statuses: list[str]) -> html.Span:
    """One shape per indicator, for the eye only: the words stand in `tally_words`."""
    shapes = [html.I(className=f"mark {STATUSES[status].css}") for status in sorted(statuses, key=list(STATUSES).index)]
    return html.Span(shapes, className="marks", **{"aria-hidden": "true"})


def tally_words(statuses: list[str]) -> str:
    """`1 buruk · 2 baik · 1 belum tersedia`, worst first."""
    return " · ".join(_n(entry.tally, statuses.count(key)) for key, entry in STATUSES.items() if key in statuses)


def quality_tag(quality: str, text: str | None = None) -> html.Span:
    """The origin's word over its line; `text` replaces the word."""
    entry = QUALITIES[quality]
    return html.Span(text or _(entry.word), className=f"quality {entry.css}")


def own_tag() -> html.Span:
    """The mark of a figure that no source prints: counted or computed here from figures that it does."""
    return html.Span(_("Hitungan sendiri"), className="quality quality-own")


def origin_tag(kpi: Kpi, quality: str) -> html.Span:
    """The origin of an indicator's figure: its source's, or that it was counted here from what official or quoted sources say."""
    return own_tag() if is_own(kpi, quality) else quality_tag(quality)


def figure_provenance(kpi: Kpi, quality: str | None, *words) -> html.P:
    """As `provenance`, under a figure of an indicator."""
    return own_provenance(*words) if quality and is_own(kpi, quality) else provenance(quality, *words)


def own_provenance(*words) -> html.P:
    """As `provenance`, under a figure of our own."""
    return provenance(None, own_tag(), " ", *words)


def provenance(quality: str | None, *words) -> html.P:
    """Origin and source under a figure; `words` are strings, links or lists of them. Without a quality only the words."""
    pieces = [quality_tag(quality), " "] if quality else []
    for word in words:
        pieces += word if isinstance(word, list) else [word]
    return html.P(pieces, className="provenance")


def provenance_key() -> html.P:
    """The four origins explained, for the foot of a page."""
    lines = []
    for key, entry in QUALITIES.items():
        lines += [html.Br() if lines else None, quality_tag(key), f" {_(entry.sentence)}"]
    return html.P(lines, className="provenance key")
