"""Answers and refusals of the API: one edition, one list; errors as `{"error": {parameter, message, allowed}}`."""

import csv
import hashlib
import io
from datetime import date

import orjson
from flask import Response, request

from catalogue.settings import settings
from store import Edition, NotThere, demo_edition_ids, edition_ids, open_edition


class BadParameter(ValueError):
    """An unknown, repeated or malformed parameter: 400."""

    def __init__(self, parameter: str, message: str, allowed: list[str] | None = None):
        super().__init__(message)
        self.parameter, self.message, self.allowed = parameter, message, allowed or []


def edition_asked(parameters: dict[str, str]) -> Edition:
    """The edition a request names (`edition`), as the visitor's audience may see it. Raises `NotThere`, `Unready`."""
    here = settings()
    named = parameters.get("edition")
    if named is not None and named not in (known := editions_shown()):
        raise NotThere("edition", "edisi '{edition}' tidak ada (lagi)", known, edition=named)
    return open_edition(here.warehouse, here.audience, named, here.simulation)


def editions_shown() -> list[str]:
    """Ids of the editions a visitor may name, newest first; demonstration editions last, and only where they may be seen."""
    here = settings()
    return edition_ids(here.warehouse) + (demo_edition_ids(here.warehouse) if here.simulation else [])


def json_answer(edition: Edition, **lists) -> Response:
    """`{"edition", "as_of", <one list>}` with an ETag."""
    body = {"edition": edition.id, "as_of": edition.as_of, **lists}
    return tagged(orjson.dumps(body, default=_plain), "application/json", edition)


def csv_answer(edition: Edition, names: list[str], rows: list[tuple], filename: str) -> Response:
    """The same numbers as CSV: UTF-8, comma, point; absent is empty."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([["" if v is None else repr(v) if isinstance(v, float) else v for v in row] for row in rows])
    answer = tagged(text.getvalue().encode("utf-8"), "text/csv; charset=utf-8", edition)
    answer.headers["Content-Disposition"] = f'attachment; filename="{filename}"'
    return answer


def tagged(body: bytes, content_type: str, edition: Edition) -> Response:
    """A body with an ETag of edition, audience and content."""
    answer = Response(body, content_type=content_type)
    answer.set_etag(f"{edition.id}-{edition.audience}-{hashlib.sha256(body).hexdigest()[:12]}", weak=True)
    answer.headers["Cache-Control"] = "no-cache"
    return answer.make_conditional(request)


def error_answer(status: int, parameter: str, message: str, allowed: list[str]) -> Response:
    """One refusal."""
    body = {"error": {"parameter": parameter, "message": message, "allowed": allowed}}
    return Response(orjson.dumps(body), status=status, content_type="application/json")


def _plain(value):
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)
