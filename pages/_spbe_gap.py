"""Where a gap lies on the SPBE page: to the chosen peer domain by domain, and to the next predicate."""

from decimal import Decimal

import dash_bootstrap_components as dbc
from dash import html

from catalogue.settings import settings
from pages._spbe_read import Declared, Reading, domains, exact, has_domains, label
from pages._spbe_state import NAMES as SIMULATOR_NAMES
from pages._state import Context
from ui.cited import cited, original
from ui.format import number
from ui.language import _
from ui.marks import own_provenance
from ui.scheme import Band, index_of_domains, next_band, points
from ui.scheme_steps import possible_values
from ui.spbe_index import gap_table, two
from ui.tables import framed

MINUS = "−"


def signed(value: Decimal, decimals: int = 2) -> str:
    """A change with its sign."""
    text = number(abs(value), decimals)
    return text if value == 0 else f"{'+' if value > 0 else MINUS}{text}"


def gap_section(context: Context, read: Reading, declared: Declared) -> html.Section:
    """Where the gap to the chosen peer lies, domain by domain, in index points that add up."""
    if read.chosen is None:
        return html.Section([])
    title = _("Dari mana selisih dengan {peer}?", peer=label(read.chosen))
    body = [
        html.H2(title, className="section-title is-ruled", id="selisih"),
        _peer_form(context, read),
    ]
    if not (has_domains(read.own) and has_domains(read.chosen)):
        words = _("Satu domain tidak terbaca di sumber, jadi selisih per domain tidak dapat dihitung.")
        return html.Section([*body, html.P(words, className="notice")], **{"aria-labelledby": "selisih"})
    ours, theirs = domains(read.own), domains(read.chosen)
    parts = points(declared.scheme, ours, theirs)
    printed = exact(read.chosen["spbe_index"]) - exact(read.own["spbe_index"])
    total = sum(parts.values())
    body += [
        html.P(_gap_words(read, printed, parts, declared), className="figure-sub"),
        gap_table(declared.scheme.domain_names, declared.scheme.domain_weights, ours, theirs, parts, title),
        own_provenance(
            _(
                "Dihitung dari nilai domain tercetak {year}. Selisih indeks tercetak {printed}; beda {rest} karena pembulatan.",
                year=read.year,
                printed=signed(printed),
                rest=signed(printed - total, 5),
            ),
            " ",
            cited(read.chosen["row_source"] or ""),
            f". {read.chosen['row_note']}" if read.chosen["row_note"] else "",
        ),
    ]
    return html.Section(body, **{"aria-labelledby": "selisih"})


def _gap_words(read: Reading, printed: Decimal, parts: dict[str, Decimal], declared: Declared) -> str:
    peer, total = label(read.chosen), sum(parts.values())
    if printed == 0:
        return _("Indeks keduanya sama; domainnya bisa berbeda.")
    above = printed > 0
    code = max(parts, key=parts.get) if above else min(parts, key=parts.get)
    words = {"peer": peer, "gap": two(abs(printed)), "domain": declared.scheme.domain_names[code]}
    share = parts[code] / total if total else Decimal(0)
    first = (
        _("{peer} unggul {gap} poin indeks.", **words)
        if above
        else _("Kota ini unggul {gap} poin indeks atas {peer}.", **words)
    )
    if not 0 < share <= 1:
        return first
    return f"{first} " + _(
        "{domain} menyumbang {share}% di antaranya.", domain=words["domain"], share=number(share * 100)
    )


def _peer_form(context: Context, read: Reading) -> html.Form:
    """Every agency of the table to choose from; its place is in the address as `banding`."""
    order = {"Kota": 0, "Kabupaten": 1, "Provinsi": 2}
    rows = sorted(
        (row for row in read.table if row is not read.own),
        key=lambda row: (order.get(row["agency_type"], 3), row["agency_name"]),
    )
    options = [{"label": f"{label(row)} ({two(row['spbe_index'])})", "value": row["agency_name"]} for row in rows]
    held = {name: getattr(context.state, name) for name in ("periode", *SIMULATOR_NAMES)}
    hidden = context.carried() | {name: value for name, value in held.items() if value is not None}
    return html.Form(
        [
            html.Div(
                [
                    html.Label(_("Pembanding"), htmlFor="banding", className="form-label"),
                    dbc.Select(id="banding", name="banding", options=options, value=read.chosen["agency_name"]),
                ]
            ),
            *[dbc.Input(type="hidden", name=name, value=value) for name, value in hidden.items()],
        ],
        action="/spbe",
        method="GET",
        className="controls is-bare",
        **{"data-url-form": "1", "aria-label": _("Pilih pembanding")},
    )


def next_section(read: Reading, declared: Declared) -> html.Section | None:
    """The gap to the next predicate and, where suppositions are shown, what each domain could add to close it."""
    if not has_domains(read.own):
        return None
    index = index_of_domains(declared.scheme, domains(read.own))
    above = next_band(declared.scheme, index)
    if above is None:
        words = _("Predikat tertinggi sudah tercapai.")
        return html.Section([html.H2(_("Ke predikat berikutnya"), className="section-title"), html.P(words)])
    band, gap = above
    title = _(
        "Ke {predicate} ({limit}): kurang {gap} poin", predicate=band.name, limit=two(band.lower), gap=number(gap, 4)
    )
    return html.Section(
        [
            html.H2(title, className="section-title is-apart"),
            _rises(read, declared, band, gap) if settings().simulation else None,
            own_provenance(
                _("Dihitung dari indeks dihitung ulang {index}.", index=number(index, 4)),
                " ",
                *([original(declared.rule_reason), "."] if declared.rule_reason else []),
            ),
        ]
    )


def _rises(read: Reading, declared: Declared, band: Band, gap: Decimal) -> html.Div:
    """What each domain could add at most, and what it would need alone."""
    own, rows = domains(read.own), []
    for code, weight in declared.scheme.domain_weights.items():
        room = weight * (declared.scheme.highest - own[code]) / 100
        alone = own[code] + gap * 100 / weight
        enough = next((value for value in possible_values(declared.scheme, code) if value >= alone), None)
        need = _("naik ke {value}", value=two(enough)) if enough is not None else _("tidak cukup sendirian")
        cells = [html.Td(number(room, 4), className="n"), html.Td(need)]
        rows.append((room, html.Tr([html.Th(declared.scheme.domain_names[code], scope="row"), *cells])))
    rows.sort(key=lambda row: -row[0])
    head = [
        html.Th(_("Domain"), scope="col"),
        html.Th(_("Poin bila mencapai 5,00"), scope="col", className="n"),
        html.Th(_("Bila hanya domain ini yang naik"), scope="col"),
    ]
    caption = _("Ruang naik tiap domain ke {predicate}", predicate=band.name)
    return framed(caption, head, html.Tbody([row for _room, row in rows]))
