"""Sections of the method page: indicators, sources, known faults of sources."""

from collections.abc import Iterable

from dash import dcc, html

from catalogue import Source
from pages._manifest import row_words
from pages._state import Context
from ui.beside import correction_words
from ui.cited import original
from ui.format import date_long, period_words
from ui.language import _, _n, said
from ui.marks import quality_tag
from ui.tables import fold, folded

FAULTS_OPEN = 3  # so many are shown without a click


def kind_words(kind: str) -> str:
    """How a figure comes about."""
    return {
        "ratio": _("perbandingan dua jumlah"),
        "sum": _("penjumlahan"),
        "published": _("angka terbitan"),
        "awaited": _("belum ada sumber"),
    }[kind]


def indicator_section(context: Context) -> html.Section:
    """All indicators by dimension, with what this city has of each."""
    held: dict[str, list[dict]] = {}
    for row in context.edition.rows("coverage", city=context.city.code):
        if row["area_count"]:
            held.setdefault(row["kpi_id"], []).append(row)
    heads = [
        (_("Indikator"), False),
        (_("Satuan"), False),
        (_("Cara"), False),
        (_("Yang ada untuk {city}", city=context.city.name), False),
        (_("Penanggung jawab"), False),
    ]
    tables = []
    for slug, dimension in context.edition.dimensions.items():
        kpis = [kpi for kpi in context.edition.kpis.values() if kpi.dimension == slug]
        rows = [
            [
                dcc.Link(said(kpi.name), href=context.link("/data", kpi=kpi.id)),
                said(kpi.unit),
                kind_words(kpi.kind),
                coverage_words(context, held.get(kpi.id, [])),
                original(kpi.owner),
            ]
            for kpi in kpis
        ]
        if rows:
            count = sum(bool(held.get(kpi.id)) for kpi in kpis)
            told = _("{known} dari {total} punya angka", known=count, total=len(kpis))
            tables.append(fold(said(dimension.name), told, folded(said(dimension.name), heads, rows)))
    return html.Section(
        [html.H2(_("Semua indikator"), className="section-title is-apart", id="indikator"), *tables],
        className="even-tables",
    )


def coverage_words(context: Context, rows: list[dict]) -> str:
    """`kota 2020–2024; kelurahan 35 wilayah, 2024`."""
    if not rows:
        return _("belum ada angka")
    parts = []
    for level in ("kota", "kecamatan", "kelurahan"):
        row = next((one for one in rows if one["area_level"] == level), None)
        if row is None:
            continue
        first, last = row["first_start"].year, row["last_start"].year
        span = period_words(row["last_grain"], row["last_start"]) if first == last else f"{first}–{last}"
        parts.append(
            _("{level}: {span}", level=_("kota"), span=span)
            if level == "kota"
            else _("{areas}: {span}", areas=context.counted(level, row["area_count"]), span=span)
        )
    return "; ".join(parts)


def source_section(context: Context) -> html.Section:
    """All sources with licence, release and their account of rows."""
    inputs = context.edition.manifest["inputs"]
    heads = [
        (_("Sumber"), False),
        (_("Penerbit"), False),
        (_("Asal"), False),
        (_("Terbit"), False),
        (_("Baris"), False),
    ]
    rows = []
    for source in context.edition.sources.values():
        own = [one for one in inputs if one["source_id"] == source.id]
        account = row_words(*(sum(one[key] for one in own) for key in ("rows_in", "loaded", "set_aside")))
        rows.append(
            [
                dcc.Link(said(source.title), href=context.link("/data", sumber=source.id)),
                original(source.publisher),
                quality_tag(source.quality),
                date_long(source.released_on) if source.released_on else "–",
                account if own else html.Span(_("belum diserahkan"), className="blank"),
            ]
        )
    return html.Section(
        [
            html.H2(_("Semua sumber"), className="section-title is-apart", id="sumber"),
            fold(_("Sumber edisi ini"), _n("{n} sumber", len(rows)), folded(_("Sumber edisi ini"), heads, rows)),
        ]
    )


def fault_section(context: Context, sources: Iterable[Source]) -> html.Section:
    """Declared faults of sources: what is wrong, where, what was done; the figure is loaded as it stands."""
    rows = []
    for source in sources:
        for fault in source.known_faults:
            where = " · ".join(fault.match.values())
            rows.append(
                [
                    dcc.Link(said(source.title), href=context.link("/data", sumber=source.id)),
                    html.Code(where, lang="id"),
                    f"{fault.column} = {fault.expect or '∅'}",
                    correction_words(fault.model_dump(mode="json")),
                ]
            )
    if not rows:
        return html.Section([])
    title = _("Dimuat sebagaimana tercetak, dan ditandai")
    heads = [
        (_("Sumber"), False),
        (_("Baris"), False),
        (_("Kolom dan isinya"), False),
        (_("Apa yang salah, siapa yang menemukan, statusnya"), False),
    ]
    table = folded(title, heads, rows)
    return html.Section(
        [
            html.H2(_("Cacat sumber yang diketahui"), className="section-title is-apart"),
            fold(title, _n("{n} cacat", len(rows)), table) if len(rows) > FAULTS_OPEN else table,
        ]
    )
