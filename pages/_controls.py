"""Controls that pages share: indicator, level and period, inside a GET form that works without JavaScript."""

from collections.abc import Callable, Iterable

import dash_bootstrap_components as dbc
from dash import dcc, html

from catalogue import Kpi
from pages._state import Context
from ui.format import period_short
from ui.language import _, said

MOST_PERIODS, NEWEST_PERIODS, BESIDE = 40, 8, 3  # buttons of periods: more than so many are not all shown
Choice = tuple[str, str | None, str, bool]  # words, small words under them, address, is chosen


def control_form(action: str, label: str, parts: list, hidden: dict[str, str | None]) -> html.Form:
    """The controls of a page; `hidden` are the query names that a submit takes along, those without a value left out."""
    carried = [dbc.Input(type="hidden", name=name, value=value) for name, value in hidden.items() if value]
    return html.Form(
        [*parts, *carried],
        action=action,
        method="GET",
        className="controls",
        **{"data-url-form": "1", "aria-label": label},
    )


def choice(
    label: str, name: str, options: list[tuple[str, str]], value: str | None, placeholder: str | None = None
) -> html.Div:
    """A labelled select of (value, words) that acts by itself once a page is alive; `placeholder` where nothing is chosen yet."""
    key = f"pilih-{name}"
    entries = [{"label": words, "value": one} for one, words in options]
    more = {"placeholder": placeholder} if placeholder else {"value": value}
    return html.Div(
        [
            html.Label(label, htmlFor=key, className="form-label"),
            dbc.Select(id=key, name=name, options=entries, **more),
        ]
    )


def indicator_choice(kpis: Iterable[Kpi], kpi: Kpi) -> html.Div:
    """One of `kpis`, in their order."""
    return choice(_("Indikator"), "kpi", [(one.id, said(one.name)) for one in kpis], kpi.id)


def level_buttons(
    context: Context, levels: Iterable[str], level: str | None, address: Callable[[str], str]
) -> html.Fieldset:
    """One button per level of areas, in the city's own words; `address` gives the page at a level."""
    return button_group(_("Tingkat"), [(context.level_name(one), None, address(one), one == level) for one in levels])


def period_buttons(
    rows: list[dict], period: dict | None, address: Callable[[dict], str], legend: str | None = None
) -> html.Fieldset | None:
    """One button per period with what it holds, oldest first; `rows` as of the query `periods` of one level, newest first.
    Of many, as days have, those to go on from."""
    shown = stepping_stones(rows, period) if len(rows) > MOST_PERIODS else rows
    choices = [
        (period_short(row["period_grain"], row["period_start"]), holds(row), address(row), row is period)
        for row in shown[::-1]
    ]
    words = legend or _("Periode, dan apa yang ada di sumbernya")
    if len(shown) < len(rows):
        words = _("{legend} ({n} dari {total}; memilih satu membuka yang di dekatnya)", legend=words, n=len(shown), total=len(rows))  # fmt: skip
    return button_group(words, choices) if choices else None


def stepping_stones(rows: list[dict], period: dict | None) -> list[dict]:
    """The newest periods, those beside the chosen one, the last of each month of its year and of every year."""
    at = next((place for place, row in enumerate(rows) if row is period), 0)
    year = rows[at]["period_start"].year
    months, years, kept = set(), set(), []
    for place, row in enumerate(rows):
        start = row["period_start"]
        is_last = start.year not in years or (start.year == year and start.month not in months)
        years.add(start.year)
        if start.year == year:
            months.add(start.month)
        if is_last or place < NEWEST_PERIODS or abs(place - at) <= BESIDE:
            kept.append(row)
    return kept


def holds(row: dict) -> str:
    """What a period has: figures for all or some areas, names without figures, nothing."""
    if row["value_count"] == row["area_count"]:
        return _("lengkap")
    if row["value_count"]:
        return _("{known} dari {total}", known=row["value_count"], total=row["area_count"])
    return _("disebut") if row["named_count"] else _("kosong")


def button_group(legend: str, choices: list[Choice]) -> html.Fieldset:
    """Links that look like buttons, the chosen one marked."""
    links = [
        dcc.Link([words, html.Small(small) if small else None], href=href, className="btn active" if active else "btn")
        for words, small, href, active in choices
    ]
    return html.Fieldset([html.Legend(legend), html.Div(links, className="btn-group")])
