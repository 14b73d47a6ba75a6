"""Jelaskan angka ini: one figure with its formula, the rows behind it, their files and hashes."""

import dash
from dash import dcc, html

from catalogue import Kpi
from pages._beside import beside_of, judged_by, term_words
from pages._explained import Behind, Row, rows_behind
from pages._frame import view
from pages._reading import declared_sources, origin_words
from pages._reading import row_words as said_by_row
from pages._state import Context
from pages._withheld import withheld
from store import NotThere
from ui.cards import BLANK, figure, reason, status_of
from ui.cited import original
from ui.expanded import formula, target_words
from ui.format import number, plain_number, row_period, upper_first, value_text
from ui.language import N_, _, _n, said
from ui.marks import figure_provenance, provenance, status_mark
from ui.satu_data import formula_words
from ui.tables import definitions, plain_table
from ui.words import area_name_words, status_sentence

dash.register_page(
    __name__, path="/jelaskan", name=N_("Jelaskan angka ini"), title="Jelaskan angka ini · Dasbor Kota Cerdas", order=95
)

SHOWN_ROWS = 25
UPRIGHT_ROWS = 3  # so many rows still fit side by side on a phone
HASH_SHOWN = 16
EXACT_DECIMALS = 6


def layout(**query):
    """Needs `kpi`; `wilayah` (default: the city) and `periode` (default: the newest with a figure)."""
    return view(build, query, "/jelaskan")


def build(context: Context) -> list:
    """The figure, how it was made step by step, and the rows of every source behind it."""
    if context.state.kpi is None:
        raise NotThere("kpi", "alamat ini perlu ?kpi=, misalnya ?kpi=spbe_index", list(context.edition.kpis))
    kpi = context.edition.kpi(context.state.kpi)
    area = context.edition.area(context.state.wilayah or context.city.code)
    row = _row(context, kpi, area)
    status = status_of(kpi, row)
    name = area_name_words("" if area["area_level"] == "kota" else area["area_label"], area["area_name"])
    subject = f"{name}, {row_period(row)}" if row else name
    head = html.Div(
        [
            html.H1(_("{kpi}: {subject}", kpi=said(kpi.name), subject=subject)),
            html.P(said(kpi.question), className="lead"),
        ],
        className="page-head",
    )
    links = html.P(
        [
            dcc.Link(_("Metadata indikator ini"), href=context.link("/data", kpi=kpi.id)),
            " · ",
            dcc.Link(_("Halaman wilayah ini"), href=context.link(f"/wilayah/{area['area_code']}")),
        ]
    )
    if row is None or status in BLANK:
        why = reason(kpi, row, status, withheld(context, kpi.id, area["area_code"], row))
        return [head, html.P(status_mark(status)), html.P(why), links]
    behind = rows_behind(context, kpi, row)
    row = {**row, "beside": beside_of(context, area["area_code"], kpi.id).get((kpi.id, row["period_start"]), [])}
    return [
        head,
        html.Div(
            [figure(kpi, row), html.P(status_mark(row["status"], kpi)), _origin(context, kpi, row)], className="stack"
        ),
        html.H2(_("Bagaimana angka ini dihitung"), className="section-title is-apart"),
        formula(kpi, row, status, _parts(context, kpi, row)),
        definitions(_facts(context, kpi, row)),
        html.H2(_("Baris di balik angka ini"), className="section-title is-apart"),
        *[_source(context, one) for one in behind],
        links,
    ]


def _row(context: Context, kpi: Kpi, area: dict) -> dict | None:
    """The value of the asked period, else the newest with a figure."""
    rows = context.edition.rows("series", kpi=kpi.id, area=area["area_code"])
    if context.state.periode:
        asked = context.period_asked()
        found = [row for row in rows if (row["period_grain"], row["period_start"]) == asked]
        if not found:
            raise NotThere(
                "periode",
                "{kpi}: periode '{period}' tidak ada untuk wilayah ini",
                kpi=said(kpi.name),
                period=context.state.periode,
            )
        return found[0]
    return next((row for row in reversed(rows) if row["value"] is not None), rows[-1] if rows else None)


def _origin(context: Context, kpi: Kpi, row: dict):
    words = said_by_row(context, row["area_code"]).get((kpi.id, row["period_start"]), {})
    told = {
        **row,
        "row_source": words.get("source"),
        "declared_sources": declared_sources(context, kpi.id, row["source_id"] or ""),
    }
    return figure_provenance(kpi, row["quality"], origin_words({**told, "row_note": words.get("note")}))


def _parts(context: Context, kpi: Kpi, row: dict) -> list[tuple[float, float, str]]:
    """(weight, value, name) of the declared parts when all have a figure of the same period."""
    found = []
    for part in (one for one in context.edition.kpis.values() if one.part_of and one.part_of.kpi == kpi.id):
        rows = context.edition.rows("series", kpi=part.id, area=row["area_code"])
        own = next((r for r in rows if r["period_start"] == row["period_start"] and r["value"] is not None), None)
        if own is None:
            return []
        found.append((part.part_of.weight, own["value"], said(part.name)))
    return found


def _facts(context: Context, kpi: Kpi, row: dict) -> list[tuple[str, object]]:
    both = [
        (note["note_kind"], note["value"])
        for note in context.edition.rows("notes", kpi=kpi.id, area=row["area_code"])
        if note["period_start"] == row["period_start"] and note["note_kind"] in ("printed", "recomputed")
    ]
    names = {"printed": _("Tercetak di sumber"), "recomputed": _("Dihitung ulang")}
    return [
        (_("Rumus"), formula_words(kpi)),
        (_("Nilai tersimpan"), _exact(row["value"])),
        *[(names[kind], value_text(value, kpi)) for kind, value in both],
        (_("Pembilang"), _exact(row["numerator"])),
        (_("Penyebut"), _exact(row["denominator"])),
        *([(upper_first(said(kpi.cases_name)), _exact(row["n"]))] if kpi.cases_name else []),
        (
            _("Dinilai terhadap"),
            status_sentence("no_target") if row["target"] is None else target_words(judged_by(kpi, row)),
        ),
        *term_words(context, kpi, row),
        (_("Edisi"), row["edition"]),
        (_("Catatan"), [html.P(said(caveat)) for caveat in kpi.caveats_of([row])]),
    ]


def _exact(value) -> html.Code | None:
    """The figure with its digits, without what a binary fraction leaves at its end."""
    return None if value is None else html.Code(plain_number(value, EXACT_DECIMALS))


def _source(context: Context, behind: Behind) -> html.Section:
    """One source: its rows about this figure, or why they are not shown."""
    source = behind.source
    head = html.H3(dcc.Link(said(source.title), href=context.link("/data", sumber=source.id)), className="figure-title")
    if not behind.rows:
        return html.Section([head, html.P(_why_none(behind), className="note"), *_files(behind)])
    columns = [column.from_ for column in source.columns.values() if not column.personal]
    shown = [name for name in columns if any(row.received.get(name) for row in behind.rows)]
    more = len(behind.rows) - SHOWN_ROWS
    return html.Section(
        [
            head,
            provenance(source.quality, original(source.publisher)),
            html.P(_n("{n} baris sebagaimana diterima", len(behind.rows)) + behind.words, className="note"),
            _as_received(said(source.title), shown, behind.rows[:SHOWN_ROWS]),
            html.P(_n("dan {n} baris lain", more), className="note") if more > 0 else None,
            *_files(behind),
        ],
        className="rows-behind",
    )


def _as_received(title: str, columns: list[str], rows: list[Row]) -> html.Div:
    """Rows under the titles of their file; what all of them say is said once. A few stand upright, a column
    each, so that wide files are read whole."""
    if len(rows) > UPRIGHT_ROWS:
        alike = [name for name in columns if len({row.received.get(name) for row in rows}) == 1]
        own = [name for name in columns if name not in alike]
        heads = [(_("Baris"), False), *((name, False) for name in own)]
        cells = [[number(row.line_no), *(_text(row, name) for name in own)] for row in rows]
        same = [(name, _text(rows[0], name)) for name in alike if rows[0].received.get(name)]
        told = [html.P(_("Sama di semua baris ini:"), className="note"), definitions(same)] if same else []
        return html.Div([*told, plain_table(title, heads, cells, quiet=True)], className="stack")
    heads = [(_("Kolom"), False), *((_("Baris {n}", n=number(row.line_no)), False) for row in rows)]
    return plain_table(title, heads, [[name, *(_text(row, name) for row in rows)] for name in columns], quiet=True)


def _text(row: Row, name: str) -> html.Span:
    return html.Span(row.received.get(name) or "", lang="id")


def _why_none(behind: Behind) -> str:
    if behind.source.shape == "outlines":
        return _("Garis batas bukan baris tabel; berkasnya dikenali dari sidiknya.")
    if not behind.is_kept:
        return _("Baris mentah tidak ikut diterbitkan; berkasnya dikenali dari sidiknya.")
    return _("Tidak ada baris sumber ini tentang wilayah ini; sumber ini dipakai seutuhnya.")


def _files(behind: Behind) -> list:
    """The files the rows stand in; without rows all files of the source."""
    return [
        html.P(
            [
                html.Span(name) if name else _("berkas tanpa nama terbit"),
                " · ",
                _("SHA-256"),
                " ",
                html.Code(sha[:HASH_SHOWN] + "…", title=sha),
            ],
            className="provenance",
        )
        for name, sha in behind.files
    ]
