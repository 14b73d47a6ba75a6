"""Sections of the method page about the edition itself: manifest, rows set aside, what was not delivered."""

from datetime import datetime
from zoneinfo import ZoneInfo

from dash import dcc, html

from catalogue import Kpi
from pages._example import example_link
from pages._state import Context
from ui.cited import original
from ui.format import date_long, moment_words, number
from ui.language import _, _n, said
from ui.reasons import reason_words
from ui.tables import definitions, plain_table

SHOWN_SET_ASIDE = 200
JAKARTA = ZoneInfo("Asia/Jakarta")


def manifest_section(context: Context) -> html.Section:
    """What the edition is made of, and the files to take away."""
    edition, manifest = context.edition, context.edition.manifest
    built = datetime.fromisoformat(manifest["built_at"]).astimezone(JAKARTA)
    when = moment_words(built.date(), *built.strftime("%H %M").split())
    checks = manifest["checks"]
    facts = definitions(
        [
            (_("Edisi"), edition.id),
            (_("Keadaan per"), date_long(edition.as_of)),
            (_("Dibangun"), when),
            (_("Versi program"), manifest["code_version"]),
            (_("Baris"), row_words(manifest["rows_in"], manifest["rows_loaded"], manifest["rows_set_aside"])),
            (_("Berkas"), _n("{n} berkas, masing-masing dengan sidik SHA-256", len(manifest["inputs"]))),
            (_("Unduh"), _downloads(context)),
        ]
    )
    promises = html.Details(
        [
            html.Summary(_n("{n} janji data diperiksa, semua ditepati", len(checks))),
            html.Ul([html.Li(original(check["promise"])) for check in checks]),
        ]
    )
    return html.Section([html.H2(_("Edisi ini"), className="section-title"), facts, promises])


def row_words(rows_in: int, loaded: int, set_aside: int) -> str:
    """The identity every file keeps: rows in = loaded + set aside."""
    return _(
        "{rows_in} masuk = {loaded} dimuat + {set_aside} tersisih",
        rows_in=number(rows_in),
        loaded=number(loaded),
        set_aside=number(set_aside),
    )


def _downloads(context: Context) -> list:
    query = f"?edition={context.edition.id}"
    links = (
        (_("metadata Satu Data (XLSX)"), f"/unduh/metadata.xlsx{query}"),
        (_("deklarasi indikator (JSON)"), f"/api/v1/catalogue{query}"),
        (_("manifes semua edisi (JSON)"), "/api/v1/editions"),
        (_("batas wilayah (GeoJSON)"), f"/api/v1/areas.geojson{query}&city={context.city.code}&level=kelurahan"),
    )
    return [part for words, href in links for part in (" · ", html.A(words, href=href))][1:]


def set_aside_section(context: Context, source_id: str | None = None) -> html.Section:
    """Rows that were not loaded and why; of one source, or of all."""
    title = html.H2(_("Yang tersisih, dan sebabnya"), className="section-title is-apart")
    inputs = [one for one in context.edition.manifest["inputs"] if source_id in (None, one["source_id"])]
    lost = sum(one["set_aside"] for one in inputs)
    total = row_words(sum(one["rows_in"] for one in inputs), sum(one["loaded"] for one in inputs), lost)
    if not lost:
        return html.Section([title, html.P(_("Tidak ada baris yang tersisih: {total}.", total=total))])
    if not context.edition.holds("meta.set_aside"):
        return html.Section([title, html.P(_("{total}. Rinciannya tidak diterbitkan.", total=total))])
    rows = [row for row in context.edition.rows("set_aside") if source_id in (None, row["source_id"])]
    heads = [(_("Berkas dan baris"), False), (_("Kolom"), False), (_("Nilai"), False), (_("Sebab"), False)]
    cells = [
        [
            _("{file}, baris {n}", file=row["file"], n=row["line"]),
            row["column"] or "–",
            row["value"] or html.Span(_("kosong atau tidak ditampilkan"), className="blank"),
            reason_words(row["reason_code"]),
        ]
        for row in rows[:SHOWN_SET_ASIDE]
    ]
    more = lost - len(cells)  # of readings only the first of each reason are kept
    return html.Section(
        [
            title,
            plain_table(total, heads, cells, folds=True),
            html.P(_n("dan {n} baris lain", more), className="note") if more > 0 else None,
        ]
    )


def _named(context: Context, kpis: list[Kpi]) -> html.Span:
    """Indicators that wait for the same, with the way to an example of the first that has one."""
    names = [dcc.Link(said(kpi.name), href=context.link("/data", kpi=kpi.id)) for kpi in kpis]
    parts = [part for name in names for part in (", ", name)][1:]
    examples = (example_link(context, kpi.id, f"/dimensi/{kpi.dimension}") for kpi in kpis)
    example = next((one for one in examples if one), None)
    return html.Span([*parts, html.Br(), example] if example else parts)


def missing_section(context: Context) -> html.Section:
    """What the dashboard waits for, with whom to ask; indicators that one delivery would fill stand together."""
    edition = context.edition
    waiting: dict[tuple[str, str], list[Kpi]] = {}
    for kpi in edition.kpis.values():
        if kpi.awaiting:
            waiting.setdefault((kpi.awaiting.what.id, kpi.awaiting.whom), []).append(kpi)
    rows = [
        [_named(context, kpis), said(kpis[0].awaiting.what), original(kpis[0].awaiting.whom)]
        for kpis in waiting.values()
    ]
    sources = [edition.sources[name] for name in edition.manifest["not_delivered"] if name in edition.sources]
    rows += [
        [
            dcc.Link(said(source.title), href=context.link("/data", sumber=source.id)),
            _("Berkas sumber ini belum diserahkan"),
            original(source.producer),
        ]
        for source in sources
    ]
    if not rows:
        return html.Section([])
    heads = [(_("Indikator atau sumber"), False), (_("Apa yang belum ada"), False), (_("Tanyakan kepada"), False)]
    return html.Section(
        [
            html.H2(_("Belum tersedia"), className="section-title is-apart"),
            plain_table(_("Yang belum ada, dan kepada siapa bertanya"), heads, rows, folds=True, quiet=True),
        ]
    )
