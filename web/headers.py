"""Security and cache headers on every answer, compression of what is worth it."""

from dash.fingerprint import check_fingerprint
from flask import Flask, Response, request
from flask_compress import Compress
from flask_compress.flask_compress import DictCache

YEAR = 31_536_000
CACHED_AT_MOST = 100
PAGE_POLICY = (
    "default-src 'none'; script-src 'self' {hashes}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
)
DATA_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}


def install(server: Flask, script_hashes) -> None:
    """`script_hashes()` gives the hashes of Dash's inline scripts; asked per request, they are whole only after the first."""

    @server.after_request
    def protect(answer: Response):
        for name, value in ALWAYS.items():
            answer.headers.setdefault(name, value)
        if answer.mimetype == "text/html":
            answer.headers["Content-Security-Policy"] = PAGE_POLICY.format(hashes=" ".join(script_hashes()))
        else:
            answer.headers["Content-Security-Policy"] = DATA_POLICY
        if answer.status_code == 200 and _is_fingerprinted():
            answer.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
        return answer

    server.config.update(
        COMPRESS_ALGORITHM=["br", "gzip"],
        COMPRESS_BR_LEVEL=4,
        COMPRESS_MIN_SIZE=500,
        COMPRESS_STREAMS=False,
        COMPRESS_MIMETYPES=[
            "text/html",
            "text/css",
            "text/csv",
            "text/javascript",
            "application/javascript",
            "application/json",
            "application/geo+json",
            "image/svg+xml",
        ],
        COMPRESS_CACHE_BACKEND=_ScriptCache,
        COMPRESS_CACHE_KEY=lambda asked: asked.full_path if _is_fingerprinted() else "",
    )
    Compress(server)

    @server.after_request
    def read_whole(answer: Response):
        """Our assets are small: read at once they are compressed like all else, and kept; as streams they would be neither."""
        if answer.direct_passthrough and answer.status_code == 200 and request.path.startswith("/assets/"):
            answer.direct_passthrough = False
            answer.make_sequence()
        return answer


def _is_fingerprinted() -> bool:
    """Files whose address changes with their content: Dash's bundles and our assets (`?m=` is their time of change)."""
    if request.path.startswith("/assets/"):
        return "m" in request.args
    return request.path.startswith("/_dash-component-suites/") and check_fingerprint(request.path)[1]


class _ScriptCache(DictCache):
    """Compressed scripts and styles by address, a bounded number; answers that may change have no address here."""

    def get(self, key: str) -> bytes | None:
        return None if key.endswith(";") else self.data.get(key)

    def set(self, key: str, value: bytes) -> None:
        if not key.endswith(";") and len(self.data) < CACHED_AT_MOST:
            self.data[key] = value
