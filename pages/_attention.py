"""Perlu perhatian: what the mayor must know first, as a list of at most five rows."""

from decimal import Decimal

from dash import dcc, html

from pages._beside import is_partial, judged_by
from pages._holding import Part, holding_words, most_holding, part_name
from pages._reading import origin_words
from pages._state import Context
from ui.cited import original
from ui.format import number, period_code, rounded, row_period, scale_text, value_text, value_with_unit
from ui.language import N_, _, _n, _with, said
from ui.marks import origin_tag, status_mark

ATTENTION_AT_MOST = 5


def attention(context: Context, read: dict) -> html.Ol:
    """At most five: events, poor, watch, the biggest lever, what is missing."""
    kpis = context.edition.kpis
    rows = [event(context, kpis[k], now) for k, (now, _before) in read.items() if now and kpis[k].event]
    for status in ("poor", "watch"):
        rows += [
            judged(context, kpis[k], now)
            for k, (now, _before) in read.items()
            if now and now["status"] == status and not kpis[k].event and not is_partial(now)
        ]
    rows += [row for row in (lever(context, read),) if row]
    missing = [kpi for kpi in kpis.values() if read[kpi.id][0] is None]
    if missing:
        rows = rows[: ATTENTION_AT_MOST - 1]
        names = ", ".join(said(kpi.name) for kpi in missing[:3])
        owners = [part for name in dict.fromkeys(k.owner for k in missing) for part in (", ", original(name))][1:]
        rows.append(
            line(
                "no_data",
                context.link(f"/dimensi/{missing[0].dimension}"),
                N_("{subject} dan lainnya belum ada angkanya")
                if len(missing) > 3
                else N_("{subject} belum ada angkanya"),
                names,
                _with("Dapat diserahkan oleh: {owners}", owners=owners),
                _("{part} dari {all}", part=len(missing), all=len(kpis)),
                _("indikator"),
            )
        )
    return html.Ol(rows[:ATTENTION_AT_MOST], className="attention")


def line(status: str, link: str, words: str, subject: str, origin: list, figure: str, small: str, **values) -> html.Li:
    """One row: status, the sentence `words` about a `subject` that leads on, origin, the figure."""
    sentence = _with(words, subject=dcc.Link(subject, href=link), **values)
    return html.Li(
        [
            status_mark(status),
            html.P([*sentence, html.Small(origin)], className="what"),
            html.P([figure, html.Small(small)], className="fig"),
        ]
    )


def origin_of(kpi, now: dict) -> list:
    """Origin word and who answers for the figure."""
    return [
        origin_tag(kpi, now["quality"]),
        " ",
        *_with("{source}. Penanggung jawab: {owner}", source=origin_words(now), owner=original(kpi.owner)),
    ]


def event(context: Context, kpi, now: dict) -> html.Li:
    """The newest happening, with its spread over the areas."""
    values = [
        row
        for row in context.edition.rows(
            "level_values",
            kpi=kpi.id,
            city=context.city.code,
            level="kelurahan",
            grain=now["period_grain"],
            start=now["period_start"],
        )
        if row["value"] is not None or row["n"]
    ]
    bulletins = _bulletins(context, now)
    words = (
        N_("{subject}")
        if not values
        else N_("{subject}: {areas} disebut namanya, dihimpun dari {bulletins}")
        if bulletins
        else N_("{subject}: {areas} disebut namanya")
    )
    areas = context.counted("kelurahan", len(values))
    link = context.link("/peta", kpi=kpi.id, periode=period_code(now["period_grain"], now["period_start"]))
    figure = value_with_unit(now["value"], kpi)
    subject = f"{said(kpi.event)} {row_period(now)}"
    return line(
        "event", link, words, subject, origin_of(kpi, now), figure, _("terdampak"), areas=areas, bulletins=bulletins
    )


def _bulletins(context: Context, now: dict) -> str:
    """Of a flood, how many bulletins tell of it."""
    if not context.edition.holds("mart.flood_report"):
        return ""
    floods = context.edition.rows("flood_events", city=context.city.code)
    count = next((one["bulletin_count"] for one in floods if one["event_start"] == now["period_start"]), 0)
    return _n("{n} buletin", count) if count else ""


def judged(context: Context, kpi, now: dict) -> html.Li:
    """An indicator that is poor or to be watched."""
    kpi = judged_by(kpi, now)
    gap = rounded(abs(now["value"] - now["target"]), kpi.decimals)
    words = N_("{subject} {gap} di bawah {target}") if kpi.better == "up" else N_("{subject} {gap} di atas {target}")
    return line(
        now["status"],
        context.link(f"/dimensi/{kpi.dimension}", kpi=kpi.id),
        words,
        f"{said(kpi.name)} {row_period(now)}",
        origin_of(kpi, now),
        value_text(now["value"], kpi),
        _("target {figure}", figure=scale_text(now["target"], kpi)),
        gap=number(gap, kpi.decimals),
        target=said(kpi.target.name),
    )


def lever(context: Context, read: dict) -> html.Li | None:
    """The part that holds its whole back most, and the lowest part where that is another one."""
    kpis = context.edition.kpis
    known = [
        (kpis[k], now)
        for k, (now, _before) in read.items()
        if now and kpis[k].part_of and kpis[k].part_of.kpi in kpis and kpis[k].scale_max is not None
    ]
    if not known:
        return None
    key = most_holding([_part(kpi, now) for kpi, now in known]).key
    kpi, now = kpis[key], read[key][0]
    whole = kpi.part_of.kpi
    words, values = holding_words([_part(*one) for one in known if one[0].part_of.kpi == whole])
    return line(
        now["status"],
        context.link(f"/dimensi/{kpi.dimension}", kpi=kpi.id),
        words,
        part_name(kpi),
        origin_of(kpi, now),
        value_text(now["value"], kpi),
        f"{said(kpi.unit)}, {row_period(now)}",
        whole=said(kpis[whole].name),
        **values,
    )


def _part(kpi, now: dict) -> Part:
    value = Decimal(str(now["value"]))
    lacks = Decimal(str(kpi.part_of.weight)) * (Decimal(str(kpi.scale_max)) - value)
    return Part(kpi.id, part_name(kpi), value, lacks)
