"""`Svg`: the one own Dash component. It shows markup written on the server; its script is `assets/svg.js`.

The script turns activated links of the same origin into moves inside the single page, makes the picture one tab stop
with arrow keys between its areas, and keeps the focus on the same area when the markup changes.
"""

from typing import ClassVar

from dash.development.base_component import Component


class Svg(Component):
    """Server-drawn markup inside a `div`.

    `markup`: trusted markup from this package (everything from data already escaped); `id`; `className` of the `div`.
    """

    _children_props: ClassVar[list[str]] = []
    _base_nodes: ClassVar[list[str]] = []
    _namespace = "dasbor"
    _type = "Svg"
    _prop_names: ClassVar[list[str]] = ["id", "markup", "className"]
    _valid_wildcard_attributes: ClassVar[list[str]] = []
    available_properties: ClassVar[list[str]] = _prop_names
    available_wildcard_properties: ClassVar[list[str]] = []

    def __init__(self, markup: str, id: str | None = None, className: str | None = None):
        # Not through Component.__init__: it looks for a Python package named like the namespace, once per property.
        self.markup = markup
        if id is not None:
            self.id = id
        if className is not None:
            self.className = className
