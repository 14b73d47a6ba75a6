"""Cards: one figure with its judgement, target, comparison and origin.

A row (`now`, `before`) is a mapping with the columns of `kpi_value`, plus `area_name`, `row_source` (the source as the
row itself names it, or None) and `declared_sources` (those of its indicator); None stands for no row at all.
"""

from collections.abc import Callable, Mapping, Sequence

from dash import dcc, html
from dash.development.base_component import Component

from catalogue.models import Kpi, Source
from ui.cited import cited, original, printed_class
from ui.format import change_words, is_absent, number, row_period, unit_words, value_text
from ui.language import _, _n, _with, said
from ui.marks import figure_provenance, marks, provenance, status_mark, tally_words
from ui.trend import bullet
from ui.words import SIMULATION_BAND, UNKNOWN, status_sentence

BLANK = ("no_data", "suppressed", "not_applicable")


def status_of(kpi: Kpi, now: Mapping | None) -> str:
    """The row's status; no row, or a figure that is not there, is `no_data`."""
    if now is None or kpi.kind == "awaited":
        return "no_data"
    return now["status"] if now["status"] in BLANK or not is_absent(now["value"]) else "no_data"


def has_cases(now: Mapping | None) -> bool:
    """Whether there are cases, with or without a figure."""
    return now is not None and not is_absent(now["n"]) and now["n"] > 0


def is_awaited(kpi: Kpi, now: Mapping | None) -> bool:
    """Whether what the indicator is made of was never delivered; cases without a figure were."""
    return kpi.awaiting is not None and status_of(kpi, now) == "no_data" and not has_cases(now)


def value_span(row: Mapping, kpi: Kpi) -> html.Span:
    """The figure of a row in a table; of an estimate the style sheet writes its sign."""
    return html.Span(value_text(row["value"], kpi), className="is-estimasi" if row["quality"] == "estimasi" else None)


def figure(kpi: Kpi, now: Mapping, with_period: bool = True) -> html.P:
    """The value with unit and period; modelled figures carry their sign, simulated ones their underline."""
    kind = {"estimasi": "is-estimasi", "simulasi": "sim-value"}.get(now["quality"])
    unit = unit_words(kpi, now["value"])
    value = value_text(now["value"], kpi) + (unit if unit.startswith("%") else "")
    words = [unit.strip()] if unit and not unit.startswith("%") else []
    small = ", ".join([*words, row_period(now)] if with_period else words)
    return html.P([html.Span(value, className=kind), html.Small(small) if small else None], className="kpi-value")


def blank(now: Mapping | None, status: str) -> html.P:
    """What stands in the place of a figure that is not shown."""
    period = html.Small(row_period(now)) if now is not None else None
    return html.P([status_mark(status), period], className="kpi-value is-blank")


def reason(kpi: Kpi, now: Mapping | None, status: str, withheld: Sequence = ()) -> list:
    """Why a card carries no judgement, or the rule of the judgement; empty when there is nothing to explain. `withheld`: what is
    said of a figure that may not be published, instead of there being none."""
    if is_awaited(kpi, now):
        return [
            sentence(said(kpi.awaiting.what)),
            " ",
            *_with("Penanggung jawab: {owner}.", owner=original(kpi.awaiting.whom)),
        ]
    if status == "no_data":
        unsaid = f"{_(UNKNOWN)}." if kpi.unknown and has_cases(now) else status_sentence(status)
        why = withheld or [unsaid]
        return [*why, " ", *_with("Penanggung jawab: {owner}.", owner=original(kpi.owner))]
    if status == "too_few":
        return [_too_few(kpi, now)]
    if status == "watch":
        rule = kpi.target.watch_rule if kpi.target else None
        return [sentence(said(rule)) if rule else status_sentence(status)]
    return [] if status in ("good", "poor") else [status_sentence(status)]


def _too_few(kpi: Kpi, now: Mapping) -> str:
    """How many cases there are, and from how many on a judgement means something."""
    cases = now["n"] if not is_absent(now["n"]) else now["denominator"]
    if is_absent(cases):
        return status_sentence("too_few")
    if kpi.min_denominator:
        least = number(kpi.min_denominator)
        return _n("Hanya {n} kasus; penilaian baru berarti mulai {least}.", cases, n=number(cases), least=least)
    return _n("Hanya {n} kasus: terlalu sedikit untuk dinilai.", cases, n=number(cases))


def source_words(now: Mapping | None, source: Source | None) -> list:
    """The source as the row names it, else publisher and title, else its id."""
    if now is not None and now.get("row_source"):
        return [cited(str(now["row_source"]))]
    declared = (now or {}).get("declared_sources") or ([] if source is None else [source])
    if declared:
        return declared_words(declared)
    if now is None:
        return [_("Belum ada sumber")]
    return [str(now.get("source_id") or _("Sumber tidak dicatat"))]


def declared_words(sources: Sequence[Source]) -> list:
    """Publishers and titles."""
    pieces: list = []
    for source in sources:
        pieces += ["; " if pieces else "", original(source.publisher), f", {said(source.title)}"]
    return [piece for piece in pieces if piece]


def card(
    kpi: Kpi,
    now: Mapping | None,
    before: Mapping | None,
    link: str,
    source: Source | None = None,
    note: str | None = None,
    trend: Component | None = None,
    details: Component | None = None,
    withheld: Sequence = (),
) -> html.Article | html.Div:
    """One indicator. `link` is the card's own address; `note` is one more sentence after the comparison; `trend` is a
    picture under it, `details` what opens below the origin; `withheld` is said of a newer figure that may not be published.
    """
    status = status_of(kpi, now)
    title = html.H3(dcc.Link(said(kpi.name), href=link), className="card-title")
    if status in BLANK:
        why = apart(reason(kpi, now, status, withheld), note)
        body = [blank(now, status), html.P(why, className="note"), provenance(None, source_words(now, source))]
        return html.Article([title, *body, details], className="card card-missing")
    comparison = apart(reason(kpi, now, status), sentence(change_words(now, before, kpi)), note, list(withheld))
    body = [
        figure(kpi, now),
        html.P(status_mark(status, kpi)),
        bullet(now["value"], kpi),
        html.P(comparison, className="note"),
        trend,
    ]
    origin = figure_provenance(kpi, now["quality"], source_words(now, source))
    rule = f"card card-{status}" if status in ("poor", "watch") else "card"
    return framed(html.Article([title, *body, origin, details], className=rule), now["quality"])


def framed(component, quality: str):
    """A simulated figure inside the frame and band that cannot be overlooked; any other as it is."""
    if quality != "simulasi":
        return component
    return html.Div(
        [html.Strong(_(SIMULATION_BAND), className="sim-band"), html.Div(component, className="sim-body")],
        className="sim-frame",
    )


def scorecard(
    name: str,
    link: str,
    entries: Sequence[tuple[Kpi, Mapping | None, Mapping | None]],
    sources: Mapping[str, Source],
    headline: str | None = None,
    page_of: Callable[[Kpi], str | None] = lambda kpi: None,
) -> html.Article | html.Div:
    """One dimension: a mark per indicator, one headline figure with its change, the tally in words.

    `entries` are (kpi, now, before) in the order of the catalogue; the headline is the indicator with the id `headline`,
    else the first that has a figure; `page_of` is the address of the page that tells more of an indicator. A dimension without figures still has its card.
    """
    statuses = [status_of(kpi, now) for kpi, now, _before in entries]
    top = html.Div([html.H3(dcc.Link(name, href=link), className="card-title"), marks(statuses)], className="top")
    filled = [entry for entry, status in zip(entries, statuses, strict=True) if status not in BLANK]
    tally = html.P(tally_words(statuses) or _("Belum ada indikator"), className="tally")
    if not filled:
        return html.Article([top, blank(None, "no_data"), tally], className="card scorecard card-missing")
    kpi, now, before = next((entry for entry in filled if entry[0].id == headline), filled[0])
    lead = html.Div(
        [figure(kpi, now, with_period=False), html.P(_label(kpi, now, page_of(kpi)), className="label")],
        className="headline",
    )
    change = html.P(change_words(now, before, kpi), className="small")
    origin = figure_provenance(kpi, now["quality"], source_words(now, sources.get(now["source_id"])))
    return framed(html.Article([top, lead, change, origin, tally], className="card scorecard"), now["quality"])


def _label(kpi: Kpi, now: Mapping, page: str | None) -> list:
    """Name and period of a headline figure, with the class its source prints: `Indeks SPBE, 2024, predikat Sangat Baik`."""
    name = said(kpi.name)
    words = f", {row_period(now)}"
    if now.get("printed_class"):
        words += f", {said(kpi.printed_class_name)} {printed_class(now['printed_class'])}"
    return [dcc.Link(name, href=page) if page else name, words]


def sentence(words: str) -> str:
    """The words with a full stop at their end."""
    return words if words[-1:] in ".!?" else words + "."


def apart(*groups) -> list:
    """Sentences (text, or lists of text and components) with a space between them; empty ones are left out."""
    pieces: list = []
    for group in groups:
        if group:
            pieces += [*([" "] if pieces else []), *(group if isinstance(group, list) else [group])]
    return pieces
