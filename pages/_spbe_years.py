"""Years of the city on the SPBE page: one cell each, schemes kept apart, interim and restated figures beside the final one."""

from dash import html

from pages._spbe_read import Reading, exact, label
from pages._state import Context
from ui.cited import cited, cited_plainly, printed_class
from ui.language import N_, _
from ui.marks import provenance
from ui.spbe_index import YearCell, two, year_cells

NATION = N_("Rata-rata nasional (semua instansi)")  # as the table of publications names it


def years_section(context: Context, read: Reading) -> html.Section:
    """Every year of every scheme; a double rule where the rules of assessment changed."""
    figures, sources = _figures(context)
    nation = {
        row["year"]: row["spbe_index"]
        for row in context.edition.rows("spbe_publications")
        if row["entity"] == NATION and row["entity_kind"] == "mean"
    }
    cells = []
    for scheme in context.edition.rows("spbe_schemes"):
        first, last = scheme["first_year"], scheme["last_year"]
        years = list(range(first, (last or first) + 1))
        notes = [scheme["scheme_name"]]
        if not any(year in figures for year in years):
            span = f"{first}–{last or ''}" if last != first else str(first)
            means = [two(nation[year]) for year in years if year in nation]
            more = [_("rata-rata nasional {values}", values=" · ".join(means))] if means else []
            cells.append(YearCell(span, [], notes + more, is_break=bool(cells)))
            continue
        for year in years:
            more = [_("rata-rata nasional {values}", values=two(nation[year]))] if year in nation else []
            is_first = year == first
            cells.append(
                YearCell(
                    str(year),
                    figures.get(year, []),
                    (notes if is_first else []) + more,
                    is_break=is_first and bool(cells),
                )
            )
    weakest = "kutipan" if any(one[1] == "kutipan" for found in figures.values() for one in found) else "resmi"
    return html.Section(
        [
            html.H2(_("Dari tahun ke tahun"), className="section-title"),
            year_cells(cells),
            provenance(
                weakest if figures else None,
                _("Garis ganda: aturan penilaian berganti, deret tidak disambung."),
                " ",
                "; ".join(sources),
            ),
        ]
    )


def _figures(context: Context) -> tuple[dict[int, list[tuple]], list[str]]:
    """(value, quality, words) by year for the city: official rows, else quoted ones; interim figures beside them."""
    found: dict[int, list[tuple]] = {}
    sources: dict[str, None] = {}
    for year in context.edition.rows("spbe_years"):
        for row in context.edition.rows("spbe_agencies", year=year["year"], agency_type=None):
            if row["agency_name"] == context.city.spbe_agency:
                found[row["year"]] = [(exact(row["spbe_index"]), row["quality"], printed_class(row["predicate"]))]
                sources[f"{row['year']}: {cited_plainly(row['row_source'])}"] = None
    for row in context.edition.rows("spbe_publications"):
        if row["entity_code"] != context.city.code or row["entity_kind"] != "agency":
            continue
        interim = row["value_status"] == "sementara"
        if row["year"] in found and not interim:
            continue
        printed = printed_class(row["predicate"]) if row["predicate"] else _("predikat tidak disebut")
        words = _("nilai sementara") if interim else printed
        found.setdefault(row["year"], []).append((exact(row["spbe_index"]), row["quality"], words))
        note = f" ({cited_plainly(row['row_note'])})" if row["row_note"] else ""
        sources[f"{row['year']}: {cited_plainly(row['row_source'])}{note}"] = None
    return found, list(sources)


def errata_section(context: Context, read: Reading) -> html.Section:
    """Published figures that contradict themselves or were printed twice with different values, on this page's subjects."""
    items = []
    for row in context.edition.rows("spbe_errata"):
        told = [
            _("ditemukan oleh {who}", who=cited_plainly(row["found_by"])) if row["found_by"] else "",
            _(
                "kepada {whom}: {status}",
                whom=cited_plainly(row["reported_to"]),
                status=cited_plainly(row["report_status"]),
            )
            if row["reported_to"]
            else "",
        ]
        items.append(
            _item(
                f"{row['year']}, {cited_plainly(row['entity'])}",
                cited(row["reason"]),
                "; ".join(part for part in told if part),
            )
        )
    shown = [row for row in [read.own, read.before, read.chosen, *read.peers] if row]
    for row in {id(one): one for one in shown if one["has_known_fault"]}.values():
        items.append(
            _item(
                f"{row['year']}, {label(row)}",
                cited(row["row_note"]) if row["row_note"] else _("satu domain di luar skala"),
                "",
            )
        )
    for row in context.edition.rows("spbe_publications"):
        if row["entity_code"] == context.city.code and row["value_status"] == "sementara":
            words = [_("diumumkan {value}", value=two(row["spbe_index"])), ": ", cited(row["row_note"] or "")]
            items.append(_item(f"{row['year']}, {row['entity']}", words, cited_plainly(row["row_source"])))
    if not items:
        items = [html.Li(_("Tidak ada yang tercatat."))]
    return html.Section(
        [
            html.H2(_("Ralat dan angka yang dinyatakan ulang"), className="section-title"),
            html.Ul(items, className="errata"),
            provenance(None, _("Keduanya ditampilkan; tidak ada yang dibetulkan diam-diam.")),
        ]
    )


def _item(subject: str, words, after: str) -> html.Li:
    return html.Li([html.B(subject), ": ", html.Span(words), f" ({after})" if after else ""])
