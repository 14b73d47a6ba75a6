"""One indicator or one source of the method page in full, with its Satu Data form."""

from dash import dcc, html

from catalogue import Kpi, Source
from pages._manifest import row_words, set_aside_section
from pages._method import coverage_words, fault_section, kind_words
from pages._state import Context
from ui.cited import original
from ui.format import date_long, scale_text, unit_words
from ui.language import _, _with, said
from ui.marks import provenance
from ui.satu_data import activity_form, caveat_words, formula_words, indicator_form, rule_words, type_words
from ui.tables import definitions, plain_table
from ui.words import DIRECTIONS

HASH_SHOWN = 16


def indicator_page(context: Context, kpi: Kpi) -> list:
    """Definition, formula, target, sources, what exists, form, downloads."""
    edition = context.edition
    dimension = edition.dimensions.get(kpi.dimension)
    sources = [edition.sources[name] for name in kpi.sources if name in edition.sources]
    lines = [
        html.Li(
            [
                dcc.Link(said(source.title), href=context.link("/data", sumber=source.id)),
                provenance(source.quality, original(source.publisher)),
            ]
        )
        for source in sources
    ]
    name = dimension.name.id if dimension else ""
    return [
        _head(context, said(kpi.name), said(kpi.question)),
        definitions(_indicator_facts(context, kpi)),
        html.P(
            dcc.Link(_("Lihat angkanya"), href=context.link(f"/dimensi/{kpi.dimension}", kpi=kpi.id), className="btn")
        ),
        html.Section(
            [html.H2(_("Sumber"), className="section-title is-apart"), html.Ul(lines, className="source-list")]
        )
        if lines
        else None,
        _form(
            _("Metadata Satu Data: MS-Ind"), indicator_form(kpi, edition.kpis, edition.sources, name, edition.cities)
        ),
    ]


def _indicator_facts(context: Context, kpi: Kpi) -> list[tuple[str, object]]:
    """Terms of an indicator with their words."""
    edition = context.edition
    held = [row for row in edition.rows("coverage", city=context.city.code) if row["kpi_id"] == kpi.id]
    dimension = edition.dimensions.get(kpi.dimension)
    meaning = getattr(kpi, "meaning", None)
    query = f"?city={context.city.code}&edition={edition.id}"
    downloads = [
        html.A("CSV", href=f"/api/v1/kpi/{kpi.id}.csv{query}"),
        " · ",
        html.A("JSON", href=f"/api/v1/kpi/{kpi.id}.json{query}"),
        " · ",
        html.A(_("metadata semua indikator (XLSX)"), href=f"/unduh/metadata.xlsx?edition={edition.id}"),
    ]
    return [
        (_("Dimensi"), said(dimension.name) if dimension else kpi.dimension),
        (_("Arti"), said(meaning) if meaning else None),
        (_("Cara"), kind_words(kpi.kind)),
        (_("Rumus"), formula_words(kpi)),
        (_("Satuan"), said(kpi.unit)),
        (_("Arah"), _(DIRECTIONS[kpi.better])),
        (_("Target atau ambang"), _target(kpi)),
        (_("Deret berganti"), [html.P(f"{cut.year}: {said(cut.label)}") for cut in kpi.series_breaks]),
        (_("Sel kecil"), _small_cells(kpi)),
        (
            _("Yang ada untuk {city}", city=context.city.name),
            coverage_words(context, [r for r in held if r["area_count"]]),
        ),
        (_("Belum tersedia"), said(kpi.awaiting.what) if kpi.awaiting else None),
        (_("Tanyakan kepada"), original(kpi.awaiting.whom) if kpi.awaiting else None),
        (_("Penanggung jawab"), original(kpi.owner)),
        (_("Produsen data"), original(kpi.producer)),
        (_("Dasar"), original(kpi.reference) if kpi.reference else None),
        (_("Catatan"), [html.P(words) for words in caveat_words(kpi, edition.cities)]),
        (_("Unduh"), downloads),
    ]


def source_page(context: Context, source: Source) -> list:
    """Publisher, licence, files with their hashes, columns and rules, faults, rows set aside, form."""
    edition = context.edition
    own = [one for one in edition.manifest["inputs"] if one["source_id"] == source.id]
    users = [kpi for kpi in edition.kpis.values() if source.id in kpi.sources]
    links = [
        part for kpi in users for part in (" · ", dcc.Link(said(kpi.name), href=context.link("/data", kpi=kpi.id)))
    ]
    facts = definitions(
        [
            (_("Penerbit"), original(source.publisher)),
            (_("Produsen data"), original(source.producer)),
            (_("Walidata"), original(source.custodian)),
            (_("Lisensi"), original(source.licence)),
            (_("Frekuensi"), said(source.cadence)),
            (_("Terbit"), date_long(source.released_on) if source.released_on else _("tidak dicatat")),
            (_("Diperoleh"), said(source.obtained)),
            (_("Catatan"), [html.P(said(caveat)) for caveat in source.caveats]),
            (_("Dipakai indikator"), links[1:]),
        ]
    )
    return [
        _head(context, said(source.title), None),
        provenance(source.quality, original(source.publisher)),
        facts,
        _files(own),
        _columns(source),
        fault_section(context, [source]),
        set_aside_section(context, source.id),
        _form(_("Metadata Satu Data: MS-Keg"), activity_form(source)),
        html.P(html.A(_("Metadata semua sumber dan kolom (XLSX)"), href=f"/unduh/metadata.xlsx?edition={edition.id}")),
    ]


def _head(context: Context, title: str, lead: str | None) -> html.Div:
    back = html.Nav(
        html.Ol(
            [
                html.Li(dcc.Link(_("Metode & data"), href=context.link("/data"))),
                html.Li(html.Span(title, **{"aria-current": "page"})),
            ],
            className="breadcrumb",
        ),
        **{"aria-label": _("Letak halaman")},
    )
    return html.Div([back, html.H1(title), html.P(lead, className="lead") if lead else None], className="page-head")


def _target(kpi: Kpi) -> str | list:
    if kpi.target is None:
        return _("Tidak ada ambang untuk semua kota; target sebuah kota tampil di samping angkanya.")
    value = scale_text(kpi.target.value, kpi) + unit_words(kpi)
    source = original(kpi.target.source)
    return _with("{value}: {name} ({source})", value=value, name=said(kpi.target.name), source=source)


def _small_cells(kpi: Kpi) -> str | list | None:
    if kpi.kind not in ("sum", "ratio"):
        return None
    if kpi.small_cell_k == 0:
        return _with("tidak disamarkan: {reason}", reason=original(kpi.small_cell_reason))
    return _("di bawah {k} disamarkan untuk publik", k=kpi.small_cell_k)


def _files(inputs: list[dict]) -> html.Section | None:
    """The files of a source; a public edition names none, only their hashes."""
    if not inputs:
        return html.P(_("Berkas sumber ini belum diserahkan."), className="notice")
    heads = [(_("Berkas"), False), (_("SHA-256"), False), (_("Baris"), False)]
    rows = [
        [
            html.Span(one["path"])
            if "path" in one
            else html.Span(_("nama berkas tidak diterbitkan"), className="blank"),
            html.Code(one["sha256"][:HASH_SHOWN] + "…", title=one["sha256"]),
            row_words(one["rows_in"], one["loaded"], one["set_aside"]),
        ]
        for one in inputs
    ]
    return html.Section(
        [
            html.H2(_("Berkas"), className="section-title is-apart"),
            plain_table(_("Berkas yang dibaca"), heads, rows, folds=True, quiet=True),
        ]
    )


def _columns(source: Source) -> html.Section | None:
    if not source.columns:
        return None
    heads = [(_("Kolom berkas"), False), (_("Nama di dasbor"), False), (_("Tipe"), False), (_("Aturan"), False)]
    rows = [
        [column.from_, html.Code(name), type_words(column), rule_words(column)]
        for name, column in source.columns.items()
    ]
    return html.Section(
        [
            html.H2(_("Kolom"), className="section-title is-apart"),
            plain_table(_("Kolom dan aturannya"), heads, rows, folds=True, quiet=True),
        ]
    )


def _form(title: str, form: list[tuple[str, str]]) -> html.Details:
    """The form as it would be handed in; Indonesian in both languages."""
    return html.Details([html.Summary(title), html.Div(definitions(form), lang="id")], className="form-of-data")
