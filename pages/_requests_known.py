"""Of /aduan: the list of what is open, what looks wrong in the closings, and how much is known at all."""

from dash import dcc, html

from pages._requests_head import ON_TIME, here, share, told
from pages._requests_read import Requests
from pages._state import Context
from ui.format import date_long, number
from ui.language import _, _n, said
from ui.requests import bounds_table, open_table, share_of
from ui.tables import fold, plain_table

LISTED, AT_ONCE = 50, 15


def open_list(context: Context, read: Requests) -> list:
    """The longest overdue first, up to fifty, and how many more there are."""
    opened = read.held("open_count")
    if not opened:
        return [html.P(_("Tidak ada aduan yang belum selesai pada {day}.", day=date_long(read.known_on)))]
    rows = context.edition.rows("request_open", city=context.city.code, area=read.area["area_code"], most=LISTED)
    if not rows:
        return [
            html.P(
                _("Tidak satu pun termasuk 500 aduan terbuka yang paling lama lewat batas di kota ini."),
                className="note",
            )
        ]
    rest = opened - len(rows)
    words = [_("Yang paling lama lewat batas dahulu; tanpa nama pelapor, isi dan alamat.")]
    if rest > 0:
        words.append(_n("{shown} pertama; {n} lagi tidak ditampilkan.", rest, shown=number(len(rows))))

    def link(code: str) -> str:
        return here(context, wilayah=code)

    return [
        html.P(" ".join(words), className="note"),
        open_table(_("Aduan yang belum selesai"), rows[:AT_ONCE], link),
        fold(
            _("Aduan berikutnya"),
            _n("{n} aduan", len(rows) - AT_ONCE),
            open_table(_("Aduan berikutnya"), rows[AT_ONCE:], link),
        )
        if len(rows) > AT_ONCE
        else None,
        told(context, read, "service_request_open_count"),
    ]


def warnings(context: Context, read: Requests) -> list:
    """Closings that are no solution: by the system, within ten minutes, reopened. Counts, with shares where there are enough."""
    now = read.now
    rows = [
        (
            _("Ditutup sistem"),
            now["closed_by_system_count"],
            now["closed_count"],
            "service_request_closed_by_system_pct",
            _("Tidak dihitung selesai: tidak ada yang menyatakan masalahnya tuntas."),
        ),
        (
            _("Ditutup dalam 10 menit"),
            now["closed_fast_count"],
            now["closed_timed_count"],
            "service_request_closed_within_10_minutes_pct",
            _("Secepat itu jarang berarti masalahnya tuntas; hanya dari penutupan yang jamnya diketahui."),
        ),
        (
            _("Dibuka kembali"),
            now["reopened_case_count"],
            now["received_count"],
            "service_request_reopened_pct",
            _("Ditutup, lalu terlihat terbuka lagi."),
        ),
    ]
    body = []
    for name, part, whole, kpi_id, meaning in rows:
        figure = _("tidak diketahui")
        if whole:
            figure = _("{part} dari {whole}", part=number(part), whole=number(whole))
            figure += f" ({share_of(part, whole)})" if not read.is_small else ""
        body.append([_linked(context, kpi_id, name), figure, meaning])
    heads = [(_("Tanda"), False), (_("Banyaknya"), True), (_("Artinya"), False)]
    return [
        plain_table(_("Penutupan yang perlu diperiksa"), heads, body, folds=True, quiet=True),
        told(context, read, "service_request_closed_by_system_pct"),
    ]


def _linked(context: Context, kpi_id: str, name: str):
    return dcc.Link(name, href=context.link("/data", kpi=kpi_id)) if kpi_id in context.edition.kpis else name


def known(context: Context, read: Requests) -> list:
    """Both deadlines side by side; by source how many exports, until when, and what they leave open."""
    now = read.now

    def bound(on_time: int, judged: int, unknown: int) -> str | None:
        return share(context, read, on_time, judged, unknown)

    unknown = _n(
        "Ketepatan waktu tidak dapat dihitung untuk {n} aduan: ditutup di antara dua ekspor, dan batas waktunya jatuh di antara "
        "keduanya. Makin sering ekspor, makin sedikit yang begitu.",
        now["unknown_count"],
    )
    bounds = [
        html.H3(_("Kedua batas waktu"), className="figure-title"),
        html.P(
            _("Ekspor tidak menyebut apakah aduan berkadar pengawasan (60 hari kerja) atau tidak (14 hari kerja)."),
            className="note",
        ),
        bounds_table(now, bound),
        html.P(unknown, className="note") if now["unknown_count"] else None,
        told(context, read, ON_TIME),
    ]
    return [html.Div([html.Div(bounds), html.Div([_sources(context, row) for row in read.accounts])], className="two")]


def _sources(context: Context, row: dict) -> html.Section:
    """What one source has delivered, for the whole city."""
    source = context.edition.sources.get(row["source_id"])
    title = said(source.title) if source else row["source_id"]
    pairs = [
        (_("Ekspor dibaca"), row["export_count"]),
        (_("Aduan dikenal, seluruhnya"), row["request_count"]),
        (_("Tanpa tempat yang dikenal"), row["unplaced_count"]),
        (_("Hanya kecamatannya yang dikenal"), row["kecamatan_only_count"]),
        (_("Titik koordinat yang tidak mungkin"), row["point_fault_count"]),
        (_("Ditunda, diarsipkan, bukan kewenangan"), row["apart_count"]),
        (_("Saat selesai hanya diketahui sebagai selang"), row["interval_count"]),
        (_("Anonim"), row["anonymous_count"]),
        (_("Rahasia"), row["confidential_count"]),
    ]
    heads = [(_("Yang dihitung"), False), (_("Banyaknya"), True)]
    link = dcc.Link(title, href=context.link("/data", sumber=row["source_id"])) if source else title
    words = _(
        "Hari terakhir yang diketahui {last}; aduan tertua {first}.",
        last=date_long(row["known_on"]),
        first=date_long(row["first_opened_on"]),
    )
    return html.Section(
        [
            html.H3(link, className="figure-title"),
            html.P(words, className="note"),
            plain_table(
                _("Yang diketahui dari {source}, seluruh kota", source=title),
                heads,
                [[name, number(count or 0)] for name, count in pairs],
                quiet=True,
            ),
        ]
    )
