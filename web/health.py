"""Liveness, readiness and metrics."""

from datetime import UTC, datetime

import orjson
from flask import Blueprint, Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest

from catalogue.settings import settings
from store import NotThere, Unready, open_edition

health = Blueprint("health", __name__)


@health.get("/healthz")
def alive() -> Response:
    """200 as long as the process answers."""
    return Response(orjson.dumps({"status": "ok"}), content_type="application/json")


@health.get("/readyz")
def ready() -> Response:
    """200 with the served edition and its age, 503 when there is none."""
    try:
        edition = _served()
    except (Unready, NotThere) as fault:
        return Response(
            orjson.dumps({"status": "unready", "message": str(fault)}), status=503, content_type="application/json"
        )
    body = {
        "status": "ready",
        "edition": edition.id,
        "as_of": edition.as_of.isoformat(),
        "built_at": edition.built_at,
        "age_seconds": round(_age(edition)),
    }
    return Response(orjson.dumps(body), content_type="application/json")


@health.get("/metrics")
def metrics() -> Response:
    """Prometheus text: the edition's age and its account of rows. Process metrics belong to the process manager."""
    registry = CollectorRegistry()
    up = Gauge("dasbor_ready", "1 when an edition is served", registry=registry)
    try:
        edition = _served()
    except (Unready, NotThere):
        up.set(0)
        return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
    up.set(1)
    Gauge("dasbor_edition_info", "The served edition", ["edition", "as_of"], registry=registry).labels(
        edition.id, edition.as_of.isoformat()
    ).set(1)
    Gauge("dasbor_edition_age_seconds", "Seconds since the served edition was built", registry=registry).set(
        _age(edition)
    )
    rows = Gauge("dasbor_edition_rows", "Rows of the served edition's inputs", ["state"], registry=registry)
    for state in ("in", "loaded", "set_aside"):
        rows.labels(state).set(edition.manifest[f"rows_{state}"])
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def _served():
    here = settings()
    return open_edition(here.warehouse, here.audience)


def _age(edition) -> float:
    return (datetime.now(UTC) - datetime.fromisoformat(edition.built_at)).total_seconds()
