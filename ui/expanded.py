"""The opened card: the question, the sum with its numbers in it, target, direction, owner, caveats, downloads."""

from collections.abc import Mapping, Sequence

from dash import dcc, html

from catalogue.models import Kpi, Source
from ui.cards import BLANK, blank, figure, framed, reason, sentence, source_words, status_of
from ui.cited import original
from ui.format import (
    change_words,
    is_absent,
    moved_words,
    plain_number,
    rounded,
    row_period,
    rupiah,
    scale_text,
    unit_words,
    value_text,
    value_with_unit,
)
from ui.language import _, said
from ui.marks import figure_provenance, provenance, status_mark
from ui.trend import bullet
from ui.words import DIRECTIONS, status_sentence

Link = tuple[str, str]  # words, address
Part = tuple[float, float, str]  # weight, value, name
Term = tuple[str, object]  # a term, and its words or a list of text and components


def expanded(
    kpi: Kpi,
    now: Mapping | None,
    before: Mapping | None,
    sources: Mapping[str, Source],
    *,
    printed: float | None = None,
    recomputed: float | None = None,
    downloads: Sequence[Link] = (),
    close: str | None = None,
    more: Sequence[Term] = (),
    parts: Sequence[Part] = (),
    withheld: Sequence = (),
) -> html.Section | html.Div:
    """One indicator in full. `printed` is the figure as the source prints it (for a recomputed value), `recomputed` what
    this dashboard computes (for a published one) from its weighted `parts`; `more` are further terms with their words;
    `close` leads back; `withheld` is said of a newer figure that may not be published.
    """
    status = status_of(kpi, now)
    title = html.H2(said(kpi.name), className="card-title", id=f"judul-{kpi.id}")
    head = html.Div(
        [title, dcc.Link(_("Tutup"), href=close, className="close") if close else None], className="expanded-head"
    )
    left = [head, *_left(kpi, now, before, status, sources, withheld)]
    right = [
        html.P(said(kpi.question), className="figure-sub"),
        html.P(said(kpi.meaning), className="note") if kpi.meaning else None,
        formula(kpi, now, status, parts),
        terms(kpi, now, printed, recomputed, downloads, more),
    ]
    rule = f"expanded card-{status}" if status in ("poor", "watch") else "expanded"
    section = html.Section(
        [html.Div(left, className="stack"), html.Div(right, className="stack")],
        className=rule,
        **{"aria-labelledby": f"judul-{kpi.id}"},
    )
    return framed(section, now["quality"]) if now and status not in BLANK else section


def _left(kpi: Kpi, now, before, status: str, sources: Mapping[str, Source], withheld: Sequence) -> list:
    """Value, judgement, bullet, sentences, origin."""
    source = (
        sources.get(now["source_id"]) if now else next((sources[key] for key in kpi.sources if key in sources), None)
    )
    why = reason(kpi, now, status, withheld)
    if status in BLANK:
        return [blank(now, status), html.P(why, className="note"), provenance(None, source_words(now, source))]
    return [
        html.P(now["area_name"], className="figure-sub") if now.get("area_name") else None,
        figure(kpi, now),
        html.P(status_mark(status, kpi)),
        bullet(now["value"], kpi),
        html.P(why, className="note") if why else None,
        html.P(sentence(change_words(now, before, kpi)), className="note"),
        html.P(withheld, className="note") if withheld else None,
        figure_provenance(kpi, now["quality"], source_words(now, source)),
    ]


def formula(kpi: Kpi, now: Mapping | None, status: str, parts: Sequence[Part] = ()) -> html.Div | None:
    """The sum with its numbers: fraction x scale = value, or weight x part + ...; nothing for a published index without parts."""
    if status in BLANK:
        return None
    if parts:
        return _weighted_sum(kpi, parts)
    if is_absent(now["numerator"]):
        return None
    equals = "≈" if now["quality"] == "estimasi" else "="
    result = html.B(value_with_unit(now["value"], kpi))
    over = _part(now["numerator"], kpi.numerator, kpi.numerator_name)
    if is_absent(now["denominator"]):
        return html.Div([_term(over), html.Span(equals), result], className="formula") if kpi.kind == "sum" else None
    under = _part(now["denominator"], kpi.denominator, kpi.denominator_name)
    fraction = html.Span([html.Span(over), html.Span(under)], className="frac")
    scale = html.Span(f"× {plain_number(kpi.scale)} {equals}" if kpi.scale != 1 else equals)
    return html.Div([fraction, scale, result], className="formula")


def _weighted_sum(kpi: Kpi, parts: Sequence[Part]) -> html.Div:
    """`0,13 × 3,90 + ... = 3,7903`, each part with its name under it."""
    terms_shown: list = []
    for weight, value, name in parts:
        words = f"{plain_number(weight, 3)} × {value_text(value, kpi)}"
        terms_shown += [html.Span("+") if terms_shown else None, _term([words, html.Small(name)])]
    total = sum(weight * value for weight, value, _name in parts)
    return html.Div([*terms_shown, html.Span("="), html.B(plain_number(total))], className="formula")


def _part(value, column: str | None, name) -> list:
    """A numerator or denominator with its name under it; columns that end in `_idr` are money."""
    is_money = (column or "").endswith("_idr")
    words = said(name) if name else ""
    words = words.removeprefix("rupiah").removeprefix(", ") if is_money else words  # the figure says Rp already
    return [rupiah(value) if is_money else plain_number(value), html.Small(words) if words else None]


def _term(children: list) -> html.Span:
    return html.Span(children, className="term")


def terms(kpi: Kpi, now, printed, recomputed, downloads: Sequence[Link], more) -> html.Dl:
    """What one must know before quoting the figure."""
    pairs: list[Term] = []
    if now is not None and not is_absent(now["value"]):
        pairs += _both(kpi, now["value"], printed, _("Tercetak di sumber"))
        pairs += _both(kpi, now["value"], recomputed, _("Dihitung ulang"))
        pairs.append((_("Periode"), row_period(now)))
    pairs.append((_("Target atau ambang"), target_words(kpi)))
    if kpi.better != "neither":
        pairs.append((_("Arah"), _(DIRECTIONS[kpi.better])))
    pairs += [(_("Penanggung jawab"), original(kpi.owner)), (_("Produsen data"), original(kpi.producer))]
    if kpi.method:
        pairs.append((_("Cara hitung"), said(kpi.method)))
    if kpi.reference:
        pairs.append((_("Dasar"), original(kpi.reference)))
    if caveats := kpi.caveats_of([now] if now else []):
        pairs.append((_("Catatan"), " ".join(said(caveat) for caveat in caveats)))
    pairs += more
    if downloads:
        links = [part for words, address in downloads for part in (" · ", html.A(words, href=address))][1:]
        pairs.append((_("Unduh"), links))
    return html.Dl([part for term, words in pairs for part in (html.Dt(term), html.Dd(words))], className="deflist")


def _both(kpi: Kpi, value, other, term: str) -> list[tuple[str, str]]:
    """The other figure beside the shown one, with the difference as shown; both stay."""
    if is_absent(other):
        return []
    shown = plain_number(other, kpi.decimals + 2) + unit_words(kpi)
    difference = abs(rounded(value, kpi.decimals) - rounded(other, kpi.decimals))
    if difference == 0:
        same = shown == value_with_unit(value, kpi)
        return [
            (term, _("{figure}, sama", figure=shown) if same else _("{figure}; sama bila dibulatkan", figure=shown))
        ]
    moved = moved_words(difference, kpi)
    return [(term, _("{figure}; selisih {difference}, keduanya ditampilkan", figure=shown, difference=moved))]


def target_words(kpi: Kpi) -> str | list:
    """Value, name and source of the target, or that there is none."""
    if kpi.target is None:
        return status_sentence("no_target")
    rule = f". {said(kpi.target.watch_rule)}" if kpi.target.watch_rule else ""
    figure = scale_text(kpi.target.value, kpi) + unit_words(kpi)
    return [f"{figure}: {said(kpi.target.name)} (", original(kpi.target.source), f"){rule}"]
