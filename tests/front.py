"""The front door: the program's own server asked as a visitor asks it, and what a visitor reads in its answers."""

import re
from decimal import ROUND_HALF_UP, Decimal
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import dash_bootstrap_components as dbc
import pytest
from babel.numbers import format_decimal
from dash import dcc, html
from flask.testing import FlaskClient

from ui.svg import Svg

ROOT = Path(__file__).parent.parent
ROUTER = ".._pages_content.children..._pages_store.data.."
HIDDEN_TAGS = ("script", "style", "head")
ROOMS = {"dash_html_components": html, "dash_core_components": dcc, "dash_bootstrap_components": dbc}
ATTRIBUTE = re.compile(r'[^\s"]+(?:"[^"]*")?')


def visitor(warehouse: Path, environment: pytest.MonkeyPatch, **settings: str) -> FlaskClient:
    """A client of `app.server` that serves `warehouse`; `settings` are further variables without `DASBOR_`.

    The program reads its variables at every request, so of two visitors only the one made last is as described.
    """
    for name in ("CITY", "AUDIENCE", "EDITIONS_KEPT", "SIMULATION"):
        environment.delenv(f"DASBOR_{name}", raising=False)
    environment.setenv("DASBOR_WAREHOUSE", str(warehouse))
    for name, value in settings.items():
        environment.setenv(f"DASBOR_{name}", value)
    from app import server

    return server.test_client()


def first_paint(page: str) -> str:
    """The static content of a page, as the server wrote it."""
    start = page.index('<div id="first-paint">') + len('<div id="first-paint">')
    return page[start : page.index('<div id="react-entry-point">')].strip().removesuffix("</div>")


class _Texts(HTMLParser):
    """Collects what is read on a page: text, names of pictures, descriptions, choices."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag, attrs):
        if tag in HIDDEN_TAGS:
            self._hidden += 1
        self.texts += [
            value for name, value in attrs if name in ("aria-label", "alt", "title", "placeholder") and value
        ]
        if tag not in ("b", "small", "span", "i", "strong"):
            self.texts.append("\n")

    def handle_endtag(self, tag):
        if tag in HIDDEN_TAGS:
            self._hidden -= 1
        if tag not in ("b", "small", "span", "i", "strong"):
            self.texts.append("\n")

    def handle_data(self, data):
        if not self._hidden:
            self.texts.append(data)


def words_of(markup: str) -> str:
    """The words of a page or a part of it, blocks on lines of their own, single spaces."""
    reader = _Texts()
    reader.feed(markup)
    lines = (
        re.sub(r"\s+", " ", line).strip()
        for line in "".join(f" {t}" if t != "\n" else t for t in reader.texts).split("\n")
    )
    return "\n".join(line for line in lines if line)


def links_of(markup: str) -> list[str]:
    """Addresses of all links, in order, each once."""
    return list(dict.fromkeys(unescape(found) for found in re.findall(r'<a [^>]*?href="([^"]*)"', markup)))


def routed(client: FlaskClient, path: str, search: str = "") -> dict:
    """What Dash Pages' router sends the browser for an address: `{"content", "title"}`, content as component JSON."""
    names = {d["output"]: d for d in client.get("/_dash-dependencies").json}
    router = names[ROUTER]
    given = {"pathname": path, "search": search}
    outputs = [
        dict(zip(("id", "property"), part.rsplit(".", 1), strict=True)) for part in ROUTER.strip(".").split("...")
    ]
    body = {
        "output": router["output"],
        "outputs": outputs,
        "inputs": [{**one, "value": given[one["property"]]} for one in router["inputs"]],
        "changedPropIds": [f"{one['id']}.{one['property']}" for one in router["inputs"]],
        "state": [],
    }
    answer = client.post("/_dash-update-component", json=body)
    assert answer.status_code == 200, f"{path}{search}: the router answered {answer.status_code}"
    response = answer.json["response"]
    return {"content": response["_pages_content"]["children"], "title": response["_pages_store"]["data"]["title"]}


def components(node):
    """Component JSON as Dash components again, for the one renderer of static HTML; made without their constructors, which
    the server has been through."""
    if isinstance(node, list):
        return [components(one) for one in node]
    if not isinstance(node, dict) or "namespace" not in node:
        return node
    kind = Svg if node["namespace"] == "dasbor" else getattr(ROOMS[node["namespace"]], node["type"])
    made = kind.__new__(kind)
    made.__dict__.update(node["props"])
    if "children" in made.__dict__:
        made.__dict__["children"] = components(made.__dict__["children"])
    return made


def canonical(markup: str) -> list[list[str]]:
    """Each tag with its attributes in one order and the text after it; in attributes `<`, `>` and `"` are escaped."""
    parts = []
    for part in markup.split("<"):
        tag, _, text = part.partition(">")
        parts.append([*sorted(ATTRIBUTE.findall(tag)), text])
    return parts


def live(client: FlaskClient, address: str) -> str:
    """The page an address becomes in the browser, written by the renderer of the first paint."""
    from ui.static import to_html

    path, _, query = address.partition("?")
    return to_html(components(routed(client, path, f"?{query}" if query else "")["content"]))


def page(client: FlaskClient, address: str) -> str:
    """The static content of a page that is there, after it was found equal to the live one."""
    answer = client.get(address)
    assert answer.status_code == 200, f"{address}: {answer.status_code}"
    static = first_paint(answer.text)
    assert canonical(static) == canonical(live(client, address)), f"{address}: first paint and live page differ"
    return static


def origin(row: dict, kpi) -> str:
    """The word of an origin as a page writes it: of what no source prints, that it was counted here."""
    return "Hitungan sendiri" if kpi.own_calculation else row["quality"].capitalize()


def figure(value: float, decimals: int) -> str:
    """A figure as an Indonesian reader writes it, rounded half up; written here without the program's own formats."""
    exact = Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return format_decimal(exact, format="#,##0" + ("." + "0" * decimals if decimals else ""), locale="id_ID")


def shown(value: float, kpi) -> str:
    """The figure of an indicator as a card writes it: money short, with its magnitude in words."""
    if kpi.unit.id != "rupiah":
        return figure(value, kpi.decimals)
    for size, word in ((1e12, "triliun"), (1e9, "miliar"), (1e6, "juta")):
        if abs(value) >= size:
            tenths = figure(abs(value) / size, 1).removesuffix(",0")
            return f"{'−' if value < 0 else ''}Rp{tenths} {word}"
    return f"{'−' if value < 0 else ''}Rp{figure(abs(value), 0)}"


def period_in_address(grain: str, start: str) -> str:
    """`2024`, `2024-S1`, `2024-Q3`, `2024-08` or `2024-08-17` for a grain and a first day as the API writes it."""
    year, month = start[:4], int(start[5:7])
    return {
        "year": year,
        "semester": f"{year}-S{(month + 5) // 6}",
        "quarter": f"{year}-Q{(month + 2) // 3}",
        "month": start[:7],
        "day": start,
    }[grain]


def rows_of(markup: str) -> list[str]:
    """The rows of all tables, as markup."""
    return re.findall(r"<tr\b.*?</tr>", markup, re.DOTALL)
