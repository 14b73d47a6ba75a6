"""Indicators that wait for one and the same delivery, told once with their names instead of a card each."""

from dash import dcc, html

from catalogue import Kpi
from pages._state import Context
from ui.cards import is_awaited, sentence
from ui.cited import original
from ui.language import _, _n, _with, said

CARDS_AT_MOST = 2  # that wait for the same; more are told together


def apart(kpis: list[Kpi], read: dict) -> tuple[list[Kpi], list[list[Kpi]]]:
    """(those that get a card, groups of those that wait for the same delivery)."""
    waiting: dict[tuple[str, str], list[Kpi]] = {}
    for kpi in kpis:
        if is_awaited(kpi, read[kpi.id][0]):
            waiting.setdefault((kpi.awaiting.what.id, kpi.awaiting.whom), []).append(kpi)
    groups = [group for group in waiting.values() if len(group) > CARDS_AT_MOST]
    grouped = {kpi.id for group in groups for kpi in group}
    return [kpi for kpi in kpis if kpi.id not in grouped], groups


def waiting_section(context: Context, groups: list[list[Kpi]], path: str) -> html.Section | None:
    """What is missing, whom to ask, and the indicators it would fill; each opens as a card."""
    if not groups:
        return None
    return html.Section(
        [html.H2(_("Menunggu data"), className="section-title is-apart"), *[_told(context, g, path) for g in groups]]
    )


def _told(context: Context, group: list[Kpi], path: str) -> html.Div:
    awaiting = group[0].awaiting
    names = [html.Li(dcc.Link(said(kpi.name), href=context.link(path, kpi=kpi.id))) for kpi in group]
    return html.Div(
        [
            html.P(
                [
                    sentence(said(awaiting.what)),
                    " ",
                    *_with("Penanggung jawab: {owner}.", owner=original(awaiting.whom)),
                ]
            ),
            html.P(_n("{n} indikator terisi begitu data ini datang:", len(group)), className="note"),
            html.Ul(names, className="plain-list"),
        ],
        className="notice",
    )
