"""Program: what a city promised, planned and agreed for its smart city, with the year and the source of each statement."""

import dash
from dash import dcc, html

from pages._frame import view
from pages._scheme import own_schemes, shown_dimensions
from pages._state import Context
from ui.cited import cited, remark
from ui.format import number, row_period, value_text
from ui.language import N_, _, said
from ui.marks import origin_tag, provenance, quality_tag
from ui.programmes import (
    asset_table,
    document_table,
    milestone_list,
    mission_matrix,
    numbered,
    partner_cards,
    programme_table,
    roadmap_table,
)
from ui.tables import folded

dash.register_page(
    __name__, path="/program", name=N_("Program"), title="Program · Dasbor Kota Cerdas", order=70, nav="/program"
)

COUNTS = (
    "flagship_programme_count",
    "quick_win_programme_count",
    "smart_city_mission_realised_count",
    "opd_count",
    "wifi_free_point_count",
    "cctv_city_count",
    "digital_library_title_count",
)
WHOM = {  # section -> what is asked for, of whom
    "programmes": N_("daftar program dengan OPD, status dan bukti (Bappeda, Diskominfo)"),
    "missions": N_("misi kota dan statusnya (Bappeda)"),
    "roadmap": N_("peta jalan dengan tahun mulai dan selesai (Bappeda)"),
    "partnerships": N_("kerja sama, ruang lingkup dan kemajuannya (Bagian Kerja Sama)"),
    "assets": N_("aset dengan letaknya (Diskominfo)"),
    "city_documents": N_("masterplan dan dokumen perencanaan (Bappeda)"),
    "milestones": N_("catatan peristiwa (Diskominfo)"),
}


def layout(**query):
    """Accepts `kota`, `edisi`."""
    return view(build, query, "/program")


def build(context: Context) -> list:
    """Sentence, counts, then a section for each thing the city has stated, and what it has not."""
    names = (*WHOM, "principles", "plan_priorities")
    rows = {name: context.edition.rows(name, city=context.city.code) for name in names}
    sections = [
        ("program", _("Program"), _programmes(context, rows["programmes"])),
        ("misi", _("Misi"), _missions(context, rows["missions"])),
        ("peta-jalan", _("Peta jalan"), _roadmap(rows["roadmap"])),
        ("kerja-sama", _("Kerja sama"), _partners(rows["partnerships"])),
        ("aset", _("Aset"), _assets(context, rows["assets"])),
        ("dokumen", _("Dokumen dan prioritas"), _documents(rows)),
        ("peristiwa", _("Peristiwa"), [milestone_list(rows["milestones"])] if rows["milestones"] else []),
    ]
    present = [section for section in sections if section[2]]
    ways = [html.A(title, href=f"#{anchor}", className="btn") for anchor, title, _content in present]
    return [
        html.Div(
            [
                html.H1(_("Program dan janji kota cerdas")),
                html.P(_lead(context, rows), className="lead"),
            ],
            className="page-head",
        ),
        html.Nav(html.Div(ways, className="btn-group"), **{"aria-label": _("Bagian halaman ini")}) if ways else None,
        _counts(context),
        *[
            html.Section([html.H2(title, className="section-title is-apart"), *content], id=anchor)
            for anchor, title, content in present
        ],
        _missing(context, rows),
        _elsewhere(context),
    ]


def _lead(context: Context, rows: dict) -> str:
    stated = [
        row["stated_year"]
        for name in ("programmes", "missions", "roadmap", "assets")
        for row in rows[name]
        if row["stated_year"]
    ]
    if not rows["programmes"] and rows["partnerships"]:
        return _(
            "Belum ada program bernama untuk {city} di dasbor ini; yang tercatat {count} kerja sama.",
            city=context.city.name,
            count=number(len({row["partnership_id"] for row in rows["partnerships"]})),
        )
    if not stated:
        return _("Belum ada program, misi atau aset {city} di dasbor ini.", city=context.city.name)
    reported = sum(bool(row["progress"]) for row in rows["partnerships"]) + sum(
        row["programme_status"] in ("berjalan", "selesai") for row in rows["programmes"]
    )
    words = _(
        "{count} program {city} disebut namanya, menurut berita {years}.",
        count=number(len(rows["programmes"])),
        city=context.city.name,
        years="–".join(dict.fromkeys((str(min(stated)), str(max(stated))))),
    )
    if not reported:
        words += " " + _("Tidak satu pun disertai laporan kemajuan.")
    return words


def _counts(context: Context) -> html.Div | None:
    """Numbers the city states, each with its year."""
    items = []
    for kpi_id in COUNTS:
        kpi = context.edition.kpis.get(kpi_id)
        series = context.edition.rows("series", kpi=kpi_id, area=context.city.code) if kpi else []
        row = next((r for r in reversed(series) if r["value"] is not None), None)
        if row is None:
            continue
        small = html.Small([origin_tag(kpi, row["quality"]), f" {row_period(row)}"])
        name = dcc.Link(said(kpi.name), href=context.link(f"/dimensi/{kpi.dimension}", kpi=kpi_id))
        items.append(html.Div([html.Dt(name), html.Dd([value_text(row["value"], kpi), small])]))
    return html.Dl(items, className="facts is-apart") if items else None


def _dimension_link(context: Context, slug: str):
    dimension = shown_dimensions(context).get(slug)
    return dcc.Link(said(dimension.name), href=context.link(f"/dimensi/{slug}")) if dimension else slug


def _stated(context: Context, kpi_id: str, year: int | None = None) -> dict | None:
    """The newest stated number of one thing."""
    if kpi_id not in context.edition.kpis:
        return None
    found = [r for r in context.edition.rows("series", kpi=kpi_id, area=context.city.code) if r["value"] is not None]
    return found[-1] if found else None


def _programmes(context: Context, rows: list[dict]) -> list:
    if not rows:
        return []
    said_parts = []
    for kpi_id, mark, words in (
        (
            "flagship_programme_count",
            "is_flagship",
            N_("{stated} program unggulan dinyatakan pada {year}, {named} disebut namanya."),
        ),
        (
            "quick_win_programme_count",
            "is_quick_win",
            N_("{stated} quick win dinyatakan pada {year}, {named} disebut namanya untuk tahun itu."),
        ),
    ):
        count = _stated(context, kpi_id)
        if count:
            year = count["period_start"].year
            named = sum(bool(row[mark]) and row["stated_year"] == year for row in rows)
            told = _(words, stated=number(count["value"]), year=str(year), named=number(named))
            said_parts += [" ", told] if said_parts else [told]
            if named > count["value"]:
                said_parts += [
                    " ",
                    _("Lebih banyak nama daripada jumlahnya: sumber berlainan, dan dua nama bisa satu program."),
                ]
            notes = context.edition.rows("notes", kpi=kpi_id, area=context.city.code)
            for note in notes:
                if note["note_kind"] == "note" and note["period_start"] == count["period_start"]:
                    said_parts += [" ", remark(note["note"]), "."]
    unknown = context.edition.rows("dimensions_unknown", city=context.city.code)
    listed = ", ".join(f"“{row['dimension_text']}”" for row in unknown)
    return [
        html.P(said_parts, className="note") if said_parts else None,
        programme_table(rows, lambda slug: _dimension_link(context, slug)),
        html.P(
            _("Ejaan dimensi yang belum dikenal, ditampilkan seperti tertulis: {listed}.", listed=listed),
            className="notice",
        )
        if unknown
        else None,
    ]


def _missions(context: Context, rows: list[dict]) -> list:
    if not rows:
        return []
    own = {slug: item for scheme in own_schemes(context) for slug, item in scheme.dimensions.items()}
    national = {slug: said(item.name).removeprefix("Smart ") for slug, item in context.edition.dimensions.items()}

    def mapped(slug: str) -> list[str]:
        return list(own[slug].national) if slug in own else [slug]

    parts: list = []
    realised = _stated(context, "smart_city_mission_realised_count")
    if realised:
        words = _(
            "{realised} dari {all} misi dinyatakan sudah wujud pada {year}; yang mana tidak dinyatakan, jadi status tiap misi kosong.",
            realised=number(realised["value"]),
            all=number(len(rows)),
            year=str(realised["period_start"].year),
        )
        parts.append(html.P([html.B(words), " ", quality_tag(realised["quality"])]))
    parts.append(mission_matrix(rows, national, mapped))
    mapping = _("Kaitan misi dengan dimensi nasional adalah pemetaan dasbor ini sendiri.") if own else ""
    year = _("Menurut {year}. ", year=str(rows[0]["stated_year"]))
    notes = list(dict.fromkeys(row["row_note"] for row in rows if row["row_note"]))
    parts.append(
        provenance(
            rows[0]["quality"],
            year,
            cited(rows[0]["row_source"]),
            ". ",
            *[part for one in notes for part in (remark(one), ". ")],
            mapping,
        )
    )
    return parts


def _roadmap(rows: list[dict]) -> list:
    if not rows:
        return []
    words = _(
        "Jangka ditulis seperti di sumbernya, juga bila bertumpuk atau bertentangan; yang dipakai tahun mulai dan selesainya."
    )
    return [html.P(words, className="note"), roadmap_table(rows)]


def _partners(rows: list[dict]) -> list:
    if not rows:
        return []
    silent = sum(not row["progress"] for row in rows)
    words = _(
        "{silent} dari {all} butir ruang lingkup tanpa laporan kemajuan.", silent=number(silent), all=number(len(rows))
    )
    return [html.P(words, className="note"), partner_cards(rows)]


def _assets(context: Context, rows: list[dict]) -> list:
    if not rows:
        return []
    areas = {a["area_code"]: a["area_name"] for a in context.edition.rows("areas", city=context.city.code, level=None)}
    placed = sum(row["place_status"] == "titik" for row in rows)
    words = (
        _("{placed} dari {all} baris punya letak di peta.", placed=number(placed), all=number(len(rows)))
        if placed
        else _("Tidak satu pun sumber menyebut letaknya, jadi tidak ada di peta.")
    )
    return [html.P(words, className="note"), asset_table(rows, areas)]


def _documents(rows: dict) -> list:
    parts: list = [document_table(rows["city_documents"])] if rows["city_documents"] else []
    priorities = rows["plan_priorities"]
    if priorities:
        title = _(
            "Prioritas {year}, {document}",
            year=str(priorities[0]["plan_year"]),
            document=priorities[0]["document_title"],
        )
        parts += [html.H3(title, className="figure-title"), *numbered(priorities, "priority_text")]
    if rows["principles"]:
        parts += [
            html.H3(_("Prinsip kota cerdas yang disebut kota"), className="figure-title"),
            *numbered(rows["principles"], "principle_text"),
        ]
    return parts


def _missing(context: Context, rows: dict) -> html.Section | None:
    """What this city has not stated, and whom to ask."""
    absent = [html.Li(_(words)) for name, words in WHOM.items() if not rows[name]]
    if not absent:
        return None
    return html.Section(
        [
            html.H2(_("Belum diserahkan {city}", city=context.city.name), className="section-title is-apart"),
            html.Ul(absent, className="texts"),
        ]
    )


def _elsewhere(context: Context) -> html.Section | None:
    """How others weigh and arrange it; closed until asked for."""
    weights, books = context.edition.rows("evaluation_weights"), context.edition.rows("masterplan_books")
    if not weights and not books:
        return None
    weight_rows = [
        [
            cited(row["component_name"]),
            html.Span(" ".join(filter(None, (row["region_name"], str(row["year"] or ""))))),
            f"{number(row['weight_pct'])}%",
            html.Span([quality_tag(row["quality"]), " ", cited(row["row_source"]), ". ", remark(row["row_note"]), "."]),
        ]
        for row in weights
    ]
    book_rows = [
        [
            [cited(row["book_name"]), ": ", cited(row["book_title"])],
            cited(row["book_holds"] or ""),
            html.Span([quality_tag(row["quality"]), " ", cited(row["row_source"])]),
        ]
        for row in books
    ]
    return html.Section(
        [
            html.H2(_("Di daerah lain"), className="section-title is-apart"),
            html.Details(
                [
                    html.Summary(_("Bobot evaluasi smart city yang pernah terbit")),
                    folded(
                        _("Bobot evaluasi di daerah lain"),
                        [(_("Komponen"), False), (_("Daerah"), False), (_("Bobot"), True), (_("Sumber"), False)],
                        weight_rows,
                    ),
                ]
            ),
            html.Details(
                [
                    html.Summary(_("Susunan buku masterplan")),
                    folded(
                        _("Buku masterplan di daerah lain"),
                        [(_("Buku"), False), (_("Isi"), False), (_("Sumber"), False)],
                        book_rows,
                    ),
                ]
            ),
        ]
    )
