"""Makes the Dash app and the Flask `server`; registers pages and routes; nothing else."""

import dash
from dash import html

from catalogue.settings import settings
from web import first_paint, headers, refusals
from web.api import api
from web.downloads import downloads
from web.health import health

settings()  # a wrong environment variable stops the start, not the first visitor
app = first_paint.Dasbor(
    __name__,
    use_pages=True,
    title="Dasbor Kota Cerdas",
    update_title=None,
    suppress_callback_exceptions=True,
    include_pages_meta=False,
    enable_mcp=False,
    serve_locally=True,
)
app.layout = html.Div(dash.page_container)
server = app.server
server.register_blueprint(api)
server.register_blueprint(downloads)
server.register_blueprint(health)
refusals.install(app)
headers.install(server, app.csp_hashes)
first_paint.install(app)
