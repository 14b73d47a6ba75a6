"""The table twin of /tren: every period of every line with its figure, origin, source, target and judgement."""

from dataclasses import dataclass
from urllib.parse import urlencode

from dash import dcc, html

from catalogue import Kpi
from pages._beside import short_words
from pages._map_table import absent_words
from pages._reading import class_term, origin_words
from pages._state import Context
from pages._strands import Asked, Strand
from ui.cards import value_span
from ui.cited import printed_class
from ui.format import is_money, is_percent, plain_number, row_period, rupiah, scale_text
from ui.language import N_, _, _n, _with, said
from ui.marks import origin_tag, status_mark
from ui.tables import framed

DAYS_SHOWN = 31
FACES = {"suppressed": "hidden", "not_applicable": "na"}
JUDGED = ("good", "watch", "poor", "too_few")


@dataclass(frozen=True)
class Columns:
    """Titles in their order, and which of the optional ones are among them."""

    titles: list[str]
    has_target: bool
    has_beside: bool
    has_class: bool
    is_judged: bool

    @property
    def figures(self) -> list[str]:
        """Titles over figures, which stand to the right."""
        return self.titles[1 : 2 + self.has_target + self.has_beside]


def strand_table(context: Context, what: Asked, found: list[Strand]) -> html.Div:
    """Newest period first, of days the last `DAYS_SHOWN`; one group of rows a line; on a phone each row stands as a block."""
    columns = _columns(what, [row for strand in found for row in strand.rows])
    head = [
        html.Th(title, scope="col", className="n" if title in columns.figures else None) for title in columns.titles
    ]
    bodies = [
        html.Tbody([_group(context, what, strand, len(columns.titles)), *_rows(context, strand, columns)])
        for strand in found
    ]
    words = _("Angka menurut periode")
    return framed(words, head, *bodies, css="table is-stacked")


def _columns(what: Asked, rows: list[dict]) -> Columns:
    has_target = any(row["target"] is not None for row in rows)
    has_beside = any(row[kind] is not None for row in rows for kind in ("printed", "recomputed"))
    has_class = any(row["printed_class"] for row in rows)
    is_judged = any(row["status"] in JUDGED for row in rows)
    value = _("Nilai ({unit})", unit=said(what.kpis[0].unit)) if what.is_one_kpi else _("Nilai")
    titles = [_("Periode"), value]
    titles += [_("Target")] if has_target else []
    titles += [_("Tercetak atau dihitung ulang")] if has_beside else []
    titles += [class_term(what.kpis[0]) if what.is_one_kpi else _("Kelas atau dokumen tercetak")] if has_class else []
    titles += [_("Penilaian")] if is_judged else []
    return Columns([*titles, _("Asal dan sumber")], has_target, has_beside, has_class, is_judged)


def _group(context: Context, what: Asked, strand: Strand, columns: int) -> html.Tr:
    if what.is_one_kpi:
        link = dcc.Link(strand.name, href=context.link(f"/wilayah/{strand.area['area_code']}"))
    else:
        link = dcc.Link(strand.name, href=context.link(f"/dimensi/{strand.kpi.dimension}", kpi=strand.kpi.id))
    unit = None if what.is_one_kpi else html.Span(f" {said(strand.kpi.unit)}", className="muted")
    css = "is-own" if what.is_one_kpi and strand.line.is_own and len(what.areas) > 1 else None
    return html.Tr(html.Th([link, unit], scope="rowgroup", colSpan=columns), className=css)


def _rows(context: Context, strand: Strand, columns: Columns) -> list:
    if not strand.rows:
        blank = html.Td(html.Span(_("belum tersedia"), className="blank"), colSpan=len(columns.titles))
        return [html.Tr(blank)]
    shown, days_left = _newest(strand.rows)
    rows = [_row(context, strand.kpi, row, columns) for row in shown]
    return [*rows, _rest(context, strand, days_left, len(columns.titles))] if days_left else rows


def _newest(rows: list[dict]) -> tuple[list[dict], int]:
    """(rows to show, newest first, how many older days are not among them)."""
    shown, days = [], 0
    for row in rows[::-1]:
        days += row["period_grain"] == "day"
        if row["period_grain"] != "day" or days <= DAYS_SHOWN:
            shown.append(row)
    return shown, len(rows) - len(shown)


def _rest(context: Context, strand: Strand, days: int, columns: int) -> html.Tr:
    """How many older days there are, and the file that holds them all."""
    area = strand.area
    asked = {"city": area["city_code"], "level": area["area_level"], "area": area["area_code"]}
    query = urlencode(asked | {"edition": context.edition.id})
    file = html.A("CSV", href=f"/api/v1/kpi/{strand.kpi.id}.csv?{query}")
    words = _with("{days} ada di {file}.", days=_n("{n} hari sebelumnya", days), file=file)
    return html.Tr(html.Td(html.Span(words), colSpan=columns))


def _row(context: Context, kpi: Kpi, row: dict, columns: Columns) -> html.Tr:
    cells: list = [_figure(kpi, row)]
    if columns.has_target:
        cells.append("–" if row["target"] is None else scale_text(row["target"], kpi))
    if columns.has_beside:
        cells.append(_beside(kpi, row))
    if columns.has_class:
        cells.append(printed_class(row["printed_class"]) if row["printed_class"] else "–")
    if columns.is_judged:
        cells.append(status_mark(row["status"], kpi))
    told = short_words(context, kpi, row)
    cells.append([origin_tag(kpi, row["quality"]), " ", *origin_words(row), *([". ", told] if told else [])])
    kinds = ["n" if title in columns.figures else None for title in columns.titles[1:]]
    kinds[-1] = "provenance"
    return html.Tr(
        [
            html.Th(row_period(row), scope="row"),
            *[
                html.Td(html.Span(cell), className=kind, **{"data-label": title})
                for cell, kind, title in zip(cells, kinds, columns.titles[1:], strict=True)
            ],
        ]
    )


def _figure(kpi: Kpi, row: dict) -> html.Span:
    if row["value"] is None:
        face = "uncounted" if row["status"] == "no_data" and row["n"] else FACES.get(row["status"], "nodata")
        return html.Span(absent_words(face, kpi), className="blank")
    return value_span(row, kpi)


def _beside(kpi: Kpi, row: dict) -> str:
    """`tercetak 93,55%`: the figure that stands beside the shown one, with two decimals more where it has them."""
    parts = []
    for kind, words in (("printed", N_("tercetak {figure}")), ("recomputed", N_("dihitung ulang {figure}"))):
        if row[kind] is not None:
            exact = rupiah(row[kind]) if is_money(kpi) else plain_number(row[kind], kpi.decimals + 2)
            parts.append(_(words, figure=exact + ("%" if is_percent(kpi) else "")))
    return "; ".join(parts) or "–"
