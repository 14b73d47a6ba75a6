"""For every page address the server writes its content as static HTML beside Dash's entry point, and the right status.

The static copy is what a reader sees first, and all there is with JavaScript off; `assets/app.js` removes it once the live
page stands. An address that leads nowhere is answered here with 404: Dash itself answers 200 to anything.
"""

import re
from html import escape
from urllib.parse import quote, unquote, urlencode

import dash
from flask import Flask, Response, g, redirect, request

from ui.static import to_html
from web.answers import error_answer
from web.refusals import CLOSED_PREFIXES

# Parts of Dash's configuration that change with every answer or tell strangers about the machine; neither is used here.
_NOT_TOLD = re.compile(r'"(?:end_id|python_version)":"[^"]*",')


class Dasbor(dash.Dash):
    """Dash with the first paint in its index page."""

    def make_ready(self) -> None:
        """Do now what Dash leaves to the first request and to the first index page: list assets, callbacks and scripts.

        Requests that reach a new worker together would find it half done: a page without its styles, a script that is 404.
        """
        with self.server.test_request_context("/healthz"):
            self.server.preprocess_request()
        self._generate_scripts_html()
        self._generate_css_dist_html()

    def strip_relative_path(self, path: str) -> str:
        """The router's path as the server reads it, without percent signs: both find the same page."""
        encoded = super().strip_relative_path(path)
        plain = unquote(encoded)
        return plain if plain.isprintable() else encoded

    def interpolate_index(self, **parts) -> str:
        """The index page of one address: head, static content, Dash's own entry, scripts."""
        found = g.first_paint
        config = _NOT_TOLD.sub("", parts["config"])
        return (
            f'<!DOCTYPE html>\n<html lang="{found["language"]}">\n<head>'
            f"{parts['metas']}<title>{found['title']}</title>{parts['favicon']}{parts['css']}</head>\n<body>"
            f'<div id="first-paint">{found["html"]}</div>'
            f"{parts['app_entry']}<footer>{config}{parts['scripts']}{parts['renderer']}</footer></body>\n</html>"
        )


def install(app: Dasbor) -> None:
    """Prepare the first paint of every page request before Dash answers it."""
    server: Flask = app.server

    @server.before_request
    def prepare():
        rule = request.url_rule.rule if request.url_rule else None
        if rule not in ("/", "/<path:path>"):
            return None
        if request.path.startswith(CLOSED_PREFIXES):
            return error_answer(404, "path", "alamat ini tidak ada", [])
        page, values = page_of(request.path.rstrip("/") or "/")
        canonical = _canonical(values) if page else None
        if canonical:
            return redirect(canonical, 308)
        layout, title = (page["layout"], page["title"]) if page else _not_found()
        query = {name: found if len(found) > 1 else found[0] for name, found in request.args.lists()}
        content = layout(**values, **query)
        g.first_paint = {
            "html": to_html(content),
            "title": escape(getattr(content, "data-title", title)),
            "language": getattr(content, "lang", "id"),
        }
        g.status = int(getattr(content, "data-status", "200"))
        g.refresh = getattr(content, "data-refresh", None)
        return None

    @server.after_request
    def status(answer: Response):
        if "first_paint" in g and answer.status_code == 200:
            answer.status_code = g.status
            if g.refresh:  # as a header: no timed refresh inside a document that someone may be reading aloud
                answer.headers["Refresh"] = g.refresh
            if g.status == 200:
                _tag(answer)
        return answer

    app.make_ready()


def _tag(answer: Response) -> None:
    """A page changes only with the edition and the program."""
    answer.headers["Cache-Control"] = "no-cache"
    answer.add_etag(weak=True)
    answer.make_conditional(request)


def _canonical(values: dict[str, str]) -> str | None:
    """The one address of a page that was asked for with a slash at its end, or with a query name that would override a
    part of the path in Dash's router. None when the address is as it should be.
    """
    clashes = [name for name in values if name in request.args]
    if not clashes and (request.path == "/" or not request.path.endswith("/")):
        return None
    query = urlencode([(name, value) for name, value in request.args.items(multi=True) if name not in clashes])
    path = quote(request.path.rstrip("/"))
    return f"{path}?{query}" if query else path


def page_of(path: str) -> tuple[dict | None, dict[str, str]]:
    """The registered page of a path and the values in it."""
    for module, page in dash.page_registry.items():
        if module.endswith("not_found_404"):
            continue
        template = page["path_template"]
        if template is None:
            if path == page["path"]:
                return page, {}
            continue
        pattern = re.sub(r"<(\w+)>", r"(?P<\1>.+)", re.escape(template).replace(r"\<", "<").replace(r"\>", ">"))
        found = re.fullmatch(pattern, path)
        if found:
            return page, found.groupdict()
    return None, {}


def _not_found() -> tuple:
    page = next(page for module, page in dash.page_registry.items() if module.endswith("not_found_404"))
    return page["layout"], page["title"]
