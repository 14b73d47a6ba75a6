"""A Dash component tree as plain HTML5: first paint, embeds, paper. No JavaScript is needed to read the result.

`html.*`, `dcc.Link`, `dbc.Select`, `dbc.Input` and `Svg` are written; `dcc.Graph`, `dcc.Store`, `dcc.Location` and
`dcc.Interval` are left out.
A form gets a submit button that exists only here: with JavaScript its selects act by themselves. One that brings its own
says so with `data-own-submit`.
"""

import re
from collections.abc import Mapping
from html import escape

from dash.development.base_component import Component

from ui.language import LANGUAGES, N_, _, speaking, spoken
from ui.svg import Svg

VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
BOOLEAN = frozenset(
    [
        "allowFullScreen",
        "async",
        "autoFocus",
        "autoPlay",
        "checked",
        "controls",
        "default",
        "defer",
        "disabled",
        "hidden",
        "loop",
        "multiple",
        "muted",
        "noValidate",
        "open",
        "readOnly",
        "required",
        "reversed",
        "selected",
    ]
)
# Dash's own properties: they steer the browser side and have no HTML counterpart.
SILENT = frozenset(
    [
        "children",
        "key",
        "n_clicks",
        "n_clicks_timestamp",
        "disable_n_clicks",
        "loading_state",
        "setProps",
        "refresh",
        "n_submit",
        "persistence",
        "persisted_props",
        "persistence_type",
        "available_properties",
        "available_wildcard_properties",
    ]
)
RENAMED = {
    "className": "class",
    "class_name": "class",
    "htmlFor": "for",
    "acceptCharset": "accept-charset",
    "httpEquiv": "http-equiv",
}
FIELD_ATTRIBUTES = (
    *("id", "type", "name", "value", "min", "max", "step", "placeholder", "style", "disabled", "required"),
    *("inputMode", "pattern", "autoComplete"),
)
LEFT_OUT = frozenset(("Graph", "Store", "Location", "Interval"))
SUBMIT = N_("Terapkan")
_UNSAFE_LINK = re.compile(r"[\x00-\x20]*(?:javascript|vbscript|data)[\x00-\x20]*:", re.IGNORECASE)


def to_html(component) -> str:
    """Escaped HTML of a component, string, number, list of these, or None. Raises TypeError for an unknown type."""
    out: list[str] = []
    language = getattr(component, "lang", None)  # the root of a page says which language it is in
    with speaking(language if language in LANGUAGES else spoken()):
        _write(component, out.append)
    return "".join(out)


def _write(node, put) -> None:
    """Write one node and what is below it."""
    if node is None or node is False or node is True:
        return
    if isinstance(node, str):
        put(escape(node, quote=False))
        return
    if isinstance(node, (list, tuple)):
        for child in node:
            _write(child, put)
        return
    if isinstance(node, Component):
        namespace, kind = node._namespace, node._type
        if namespace == "dash_html_components":
            _write_element(kind.lower(), node.__dict__, put)
        elif namespace == "dash_core_components" and kind == "Link":
            _write_link(node.__dict__, put)
        elif namespace == "dash_core_components" and kind in LEFT_OUT:
            return
        elif isinstance(node, Svg):
            _write_svg(node.__dict__, put)
        elif namespace == "dash_bootstrap_components" and kind == "Select":
            _write_select(node.__dict__, put)
        elif namespace == "dash_bootstrap_components" and kind == "Input":
            _write_input(node.__dict__, put)
        else:
            raise TypeError(f"{namespace}.{kind} cannot be written as static HTML")
        return
    if isinstance(node, (int, float)) or hasattr(node, "as_integer_ratio"):
        put(str(node))
        return
    raise TypeError(f"{type(node).__module__}.{type(node).__name__} cannot be written as static HTML")


def _write_element(tag: str, props: Mapping, put) -> None:
    """An element with its attributes and children; a form ends with its submit button."""
    put("<" + tag)
    for name, value in props.items():
        if name not in SILENT and name[0] != "_" and value is not None:
            _write_attribute(name, value, put)
    put(">")
    if tag in VOID:
        return
    children = props.get("children")
    if isinstance(children, str):
        put(escape(children, quote=False))
    elif children is not None:
        _write(children, put)
    if tag == "form" and "data-own-submit" not in props:
        put(f'<button type="submit" class="btn">{_(SUBMIT)}</button>')
    put(f"</{tag}>")


def _write_attribute(name: str, value, put) -> None:
    """One attribute, under its HTML name; links that would run a script are dropped."""
    if name in BOOLEAN:
        if value not in (False, "", "false"):
            put(" " + name.lower())
        return
    if name == "style":
        value = _declarations(value)
    elif name == "id" and isinstance(value, Mapping):
        raise TypeError("an id that is a dict cannot be written as static HTML")
    elif value is True or value is False:
        value = "true" if value else "false"
    if name in ("href", "src", "action", "formAction") and _UNSAFE_LINK.match(str(value)):
        return
    html_name = RENAMED.get(name) or (name if "-" in name else name.lower())
    put(f' {html_name}="{escape(str(value))}"')


def _declarations(style: Mapping) -> str:
    """`{"fontSize": 12, "--v": 0.5}` -> `font-size:12px;--v:0.5`, as React writes it."""
    parts = []
    for name, value in style.items():
        if name.startswith("--"):
            parts.append(f"{name}:{value}")
            continue
        css = re.sub("([A-Z])", lambda upper: "-" + upper[0].lower(), name)
        number = (
            isinstance(value, (int, float))
            and value
            and css not in ("opacity", "flex", "order", "z-index", "line-height", "font-weight")
        )
        parts.append(f"{css}:{value}{'px' if number else ''}")
    return ";".join(parts)


def _write_link(props: Mapping, put) -> None:
    """`dcc.Link` cannot carry aria attributes; its class `active` says which page or choice is current."""
    current = {"aria-current": "page"} if "active" in (props.get("className") or "").split() else {}
    children = props.get("children")
    _write_element("a", {**props, **current, "children": props["href"] if children is None else children}, put)


def _write_svg(props: Mapping, put) -> None:
    """The wrapper of `Svg` with the markup as it is."""
    put("<div")
    for name in ("id", "className"):
        if props.get(name):
            _write_attribute(name, props[name], put)
    put(f">{props['markup']}</div>")


def _write_input(props: Mapping, put) -> None:
    """`dbc.Input`: a native field, or a hidden one that carries a query name through a form."""
    put("<input")
    if props.get("type") != "hidden":
        put(
            f' class="{escape(" ".join(filter(None, ("form-control", props.get("class_name") or props.get("className")))))}"'
        )
    for name in FIELD_ATTRIBUTES:
        if props.get(name) is not None:
            _write_attribute(name, props[name], put)
    put(">")


def _write_select(props: Mapping, put) -> None:
    """`dbc.Select` as `select.form-select` with its options and the chosen one marked."""
    chosen = str(props.get("value", ""))
    classes = " ".join(filter(None, ("form-select", props.get("class_name") or props.get("className"))))
    put(f'<select class="{escape(classes)}"')
    for name in ("id", "name", "style", "disabled", "required"):
        if props.get(name) is not None:
            _write_attribute(name, props[name], put)
    put(">")
    if props.get("placeholder"):
        put(f'<option value="" disabled hidden{"" if chosen else " selected"}>{escape(props["placeholder"])}</option>')
    options = props.get("options") or []
    if isinstance(options, Mapping):
        options = [{"value": value, "label": label} for value, label in options.items()]
    for option in options:
        entry = option if isinstance(option, Mapping) else {"value": option, "label": option}
        value = str(entry["value"])
        marks = (" selected" if value == chosen else "") + (" disabled" if entry.get("disabled") else "")
        title = f' title="{escape(entry["title"])}"' if entry.get("title") else ""
        put(f'<option value="{escape(value)}"{marks}{title}>{escape(str(entry["label"]))}</option>')
    put("</select>")
