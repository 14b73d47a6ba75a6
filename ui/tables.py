"""A plain table that scrolls sideways on a narrow screen, or folds into labelled lines."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

Head = tuple[str, bool]  # words, holds figures


def plain_table(
    caption: str, heads: Sequence[Head], rows: Sequence[Sequence], *, folds: bool = False, quiet: bool = False
) -> html.Div:
    """`rows` hold one cell per head (text or components), the first is the row's head. `folds`: on a phone every cell is a
    line of its own with its head before it.
    """
    body = []
    for cells in rows:
        line = [html.Th(cells[0], scope="row")]
        for (words, is_figure), cell in zip(heads[1:], cells[1:], strict=True):
            line.append(html.Td(cell, className="n" if is_figure else None, **{"data-label": words}))
        body.append(html.Tr(line))
    head = [html.Th(words, scope="col", className="n" if is_figure else None) for words, is_figure in heads]
    return framed(caption, head, html.Tbody(body), css="table is-stacked" if folds else "table", quiet=quiet)


def definitions(pairs: Sequence[tuple[str, object]]) -> html.Dl:
    """Terms with their words; pairs without words are left out."""
    shown = [(term, words) for term, words in pairs if words not in (None, "", [])]
    return html.Dl([part for term, words in shown for part in (html.Dt(term), html.Dd(words))], className="deflist")


def folded(caption: str, heads: Sequence[Head], rows: Sequence[Sequence]) -> html.Div:
    """A `plain_table` that folds, its caption for readers of the page's structure only; a cell may hold several parts."""
    whole = [[cells[0], *[html.Span(cell) for cell in cells[1:]]] for cells in rows]
    return plain_table(caption, heads, whole, folds=True, quiet=True)


def fold(title: str, count: str, table: Component) -> html.Details:
    """A long table behind one line that says what it holds; on paper it is always open."""
    return html.Details([html.Summary([html.B(title), html.Span(count, className="muted")]), table], className="fold")


def labelled(content, title: str, css: str | None = None) -> html.Td:
    """One cell of a folding table made by hand, with its column's title for small screens."""
    return html.Td(html.Span(content), className=css, **{"data-label": title})


def framed(name: str, head: Sequence, *bodies: Component, css: str = "table", quiet: bool = True) -> html.Div:
    """A table of `html.Th` heads over bodies made by hand: named for readers of the page's structure (`quiet`) or for all,
    scrolled sideways where it is too wide, reachable by keyboard."""
    caption = html.Caption(html.Span(name, className="visually-hidden") if quiet else name)
    table = html.Table([caption, html.Thead(html.Tr(list(head))), *bodies], className=css)
    return region(name, table)


def region(name: str, table: Component) -> html.Div:
    """A table made by hand that may be scrolled sideways, reachable by keyboard."""
    return html.Div(table, className="table-responsive", tabIndex="0", role="region", **{"aria-label": name})
