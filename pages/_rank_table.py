"""The order as a table, and below it the areas that have no place, each with its word."""

from dash import dcc, html

from catalogue import Kpi
from pages._map_table import absent_words
from pages._rank_rows import Field
from pages._state import Context
from ui.cards import reason, value_span
from ui.format import number, value_text
from ui.language import _, said
from ui.marks import origin_tag, status_mark
from ui.ranking import Place, Ranking
from ui.tables import framed

JUDGED = ("good", "watch", "poor")
FACES = {"suppressed": "hidden", "not_applicable": "na"}


def rank_table(context: Context, kpi: Kpi, level: str, places: list[Place], own: str | None) -> html.Div:
    """Place, area, figure; interval and cases where it is a share of counts; judgement and origin where they differ."""
    has_rank = places[0].rank is not None
    has_interval = any(place.interval for place in places)
    is_judged = any(place.row["status"] in JUDGED for place in places)
    is_mixed = len({place.row["quality"] for place in places}) > 1
    head = [
        html.Th(_("Urutan"), scope="col", className="n") if has_rank else None,
        html.Th(context.level_name(level), scope="col"),
        html.Th(f"{said(kpi.name)} ({said(kpi.unit)})", scope="col", className="n"),
        html.Th(_("Kasus"), scope="col", className="n") if has_interval else None,
        html.Th(_("Selang 95%"), scope="col", className="n") if has_interval else None,
        html.Th(_("Penilaian"), scope="col") if is_judged else None,
        html.Th(_("Asal"), scope="col") if is_mixed else None,
    ]
    body = []
    for place in places:
        row = place.row
        cells = [
            html.Td(_rank(place), className="n") if has_rank else None,
            html.Th(_area_link(context, row), scope="row"),
            html.Td(value_span(row, kpi), className="n"),
            html.Td(_cases(row), className="n") if has_interval else None,
            html.Td(_interval(kpi, place), className="n") if has_interval else None,
            html.Td(status_mark(row["status"], kpi)) if is_judged else None,
            html.Td(origin_tag(kpi, row["quality"])) if is_mixed else None,
        ]
        body.append(html.Tr(cells, className="is-own" if row["area_code"] == own else None))
    words = _("Urutan {indicator}", indicator=said(kpi.name))
    return framed(words, head, html.Tbody(body))


def _rank(place: Place) -> list:
    tied = [" ", html.Small(_("seri"), className="muted")] if place.is_tied else []
    return [str(place.rank), *tied]


def _area_link(context: Context, row: dict) -> dcc.Link:
    return dcc.Link(row["area_name"], href=context.link(f"/wilayah/{row['area_code']}"))


def _cases(row: dict) -> str:
    return _("{known} dari {total}", known=number(row["numerator"]), total=number(row["denominator"]))


def _interval(kpi: Kpi, place: Place) -> str:
    return "–".join(value_text(end, kpi) for end in place.interval) if place.interval else ""


def unranked(
    context: Context, kpi: Kpi, level: str, found: Field, ranked: Ranking, own: str | None
) -> html.Section | None:
    """Areas with too few cases and areas without a figure: named, never counted as zero."""
    few = [(row, [value_span(row, kpi), " · ", *reason(kpi, row, "too_few")]) for row in ranked.few]
    lent = [(row, [value_span(row, kpi), " · ", _("angka milik kota lain")]) for row in ranked.lent]
    absent = [
        (row, [html.Span(_absent_word(row, kpi), className="blank"), *_elsewhen(found, row)])
        for row in sorted(ranked.absent, key=lambda row: (_absent_word(row, kpi), row["area_name"]))
    ]
    if not few and not lent and not absent:
        return None
    items = []
    for row, words in [*few, *lent, *absent]:
        item = html.Li(
            [_area_link(context, row), ": ", *words], className="is-own" if row["area_code"] == own else None
        )
        items.append(item)
    areas = context.counted(level, len(found.rows))
    title = _("Tanpa urutan: {n} dari {areas}", n=number(len(items)), areas=areas)
    return html.Section(
        [
            html.H2(title, className="section-title is-apart"),
            html.P(_("Tidak ada angka bukan berarti nol."), className="note") if absent else None,
            html.Ul(items, className="absent-list"),
        ]
    )


def _absent_word(row: dict, kpi: Kpi) -> str:
    if row["status"] == "no_data" and row["n"]:
        return absent_words("uncounted", kpi)
    return absent_words(FACES.get(row["status"], "nodata"), kpi)


def _elsewhen(found: Field, row: dict) -> list[str]:
    periods = found.elsewhen.get(row["area_code"])
    return [" ", _("untuk periode ini; ada untuk {periods}", periods=periods)] if periods else []
