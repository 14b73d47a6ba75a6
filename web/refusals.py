"""What a request gets that no page, file or API route takes: a status and a sentence, never a trace or a foreign page."""

from dash import Dash
from dash.exceptions import DependencyException
from flask import Response, request
from werkzeug.exceptions import BadRequest, HTTPException, NotFound

from web.answers import error_answer

CLOSED_PREFIXES = ("/api", "/embed", "/unduh")
CALLBACK = "/_dash-update-component"
SENTENCES = {
    400: "permintaan ini tidak dapat dibaca",
    404: "berkas ini tidak ada",
    405: "alamat ini hanya dapat dibaca (GET)",
    413: "permintaan ini terlalu besar",
    500: "terjadi kesalahan di peladen; coba lagi, dan beri tahu pengelola dasbor bila berulang",
}


def install(app: Dash) -> None:
    """Take Flask's own error pages over, and refuse callbacks that Dash cannot read before Dash stumbles over them."""
    server = app.server

    @server.before_request
    def read_callback():
        if request.path == CALLBACK and request.method == "POST":
            body = request.get_json(silent=True)
            if not _is_callback(body) or body["output"] not in app.callback_map:
                raise BadRequest
        return None

    @server.errorhandler(DependencyException)
    def no_such_script(_: DependencyException) -> Response:
        return refused(NotFound())

    server.register_error_handler(HTTPException, refused)


def refused(fault: HTTPException) -> Response:
    """The refusal as JSON below the closed prefixes, as a line of text elsewhere; headers such as `Allow` are kept."""
    if fault.response is not None:
        return fault.response
    status = fault.code or 500
    words = SENTENCES.get(status, SENTENCES[400] if status < 500 else SENTENCES[500])
    if request.path.startswith(CLOSED_PREFIXES):
        answer = error_answer(status, "path" if status == 404 else "method" if status == 405 else "", words, [])
    else:
        answer = Response(f"{status}: {words}.\n", status=status, content_type="text/plain; charset=utf-8")
    for name, value in fault.get_headers():
        if name not in ("Content-Type", "Content-Length"):
            answer.headers[name] = value
    return answer


def _is_callback(body) -> bool:
    """True for the body that Dash's browser side sends: an output, and inputs each with id, property and a value."""
    if not isinstance(body, dict) or not isinstance(body.get("output"), str):
        return False
    asked = body.get("inputs")
    if not isinstance(asked, list) or not all(
        isinstance(one, dict) and {"id", "property"} <= one.keys() for one in asked
    ):
        return False
    return all(_is_text(one.get("value")) for one in asked if one["id"] == "_pages_location")


def _is_text(value) -> bool:
    return isinstance(value, str) and value.isprintable()
