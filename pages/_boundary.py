"""What was found in the city's boundary file: shapes set aside, holes of the map, gaps, overlaps and slivers with their size."""

from dash import html

from pages._state import Context
from ui.cited import cited
from ui.format import number
from ui.language import N_, _, _n
from ui.reasons import reason_words
from ui.tables import plain_table

TABLE = "mart.boundary_report"
SHOWN = 60
KINDS = {
    "missing": N_("kelurahan tanpa gambar"),
    "gap": N_("celah"),
    "overlap": N_("tumpang tindih"),
    "sliver_gap": N_("celah tipis"),
    "sliver_overlap": N_("tumpang tindih tipis"),
    "opening": N_("celah terbuka ke luar"),
    "exchanged": N_("wilayah yang tampaknya tertukar"),
    "fragment": N_("serpihan lepas"),
    "surplus": N_("lahan yang bukan kelurahan"),
    "name_differs": N_("nama lain dari daftar"),
    "named": N_("dicocokkan lewat nama"),
    "kecamatan_unknown": N_("kecamatan tidak dikenal"),
    "repaired": N_("bentuk yang dibetulkan"),
    "read_as": N_("cara berkas dibaca"),
    "simplified": N_("disederhanakan untuk peta"),
}


def boundary_section(context: Context) -> html.Section | None:
    """The report of the city of the page; None where the edition has none."""
    if not context.edition.holds(TABLE):
        return None
    found = context.edition.rows("boundary_report", city=context.city.code)
    rows = [row for row in found if row["finding"] != "summary"]
    totals = [row["sentence"] for row in found if row["finding"] == "summary"]
    if not found:
        return None
    heads = [(_("Temuan"), False), (_("Wilayah"), False), (_("Luas"), True), (_("Keterangan laporan"), False)]
    cells = [
        [
            _kind_words(row["finding"]),
            row["area_name"] or row["neighbour_names"] or "–",
            "–" if row["size_m2"] is None else f"{number(row['size_m2'], 0 if abs(row['size_m2']) >= 10 else 1)} m²",
            cited(row["sentence"]),
        ]
        for row in rows[:SHOWN]
    ]
    more = len(rows) - SHOWN
    return html.Section(
        [
            html.H2(_("Berkas batas wilayah"), className="section-title is-apart", id="batas"),
            *[html.P(cited(words), className="note") for words in totals],
            plain_table(
                _("Temuan di berkas batas {city}", city=context.city.name), heads, cells, folds=True, quiet=True
            )
            if cells
            else html.P(_("Tidak ada temuan: semua bentuk cocok dan bertemu."), className="note"),
            html.P(_n("dan {n} temuan lain", more), className="note") if more > 0 else None,
        ]
    )


def _kind_words(finding: str) -> str:
    """What was found, in words; reasons of rows that were set aside have theirs already."""
    known = KINDS.get(finding)
    return _(known) if known else reason_words(finding)
