"""OpenAPI 3.1 description of `/api/v1`; a test compares it with the routes."""

from catalogue.models import LEVELS

# Columns of a row, in their order: name and JSON type, with a question mark where the value may be absent.
KPI_VALUE = (
    "kpi_id:string city_code:string area_level:string area_code:string period_grain:string period_start:string value:number? "
    "numerator:number? denominator:number? n:number? target:number? status:string quality:string source_id:string edition:string"
)
AREA = (
    "city_code:string area_level:string area_code:string area_name:string area_label:string parent_code:string? "
    "bps_code:string? polygon_km2:number?"
)
AGENCY = (
    "year:integer agency_type:string province_group:string? agency_name:string agency_printed:string policy_index:number? "
    "governance_index:number? management_index:number? service_index:number? spbe_index:number predicate:string "
    "index_recomputed:number? scheme_id:string has_known_fault:boolean quality:string source_id:string row_source:string? "
    "row_note:string?"
)

PARAMETERS = {
    "city": (
        "Kode kota Kemendagri bertitik; bawaan: kota asal dasbor",
        {"type": "string", "pattern": r"^\d{2}\.\d{2}$"},
    ),
    "level": ("Tingkat wilayah; bawaan: kota", {"type": "string", "enum": list(LEVELS)}),
    "area": ("Kode wilayah Kemendagri bertitik", {"type": "string", "pattern": r"^\d{2}\.\d{2}(\.\d{2}(\.\d{4})?)?$"}),
    "from": ("Awal period_start, termasuk", {"type": "string", "format": "date"}),
    "to": ("Akhir period_start, termasuk", {"type": "string", "format": "date"}),
    "edition": ("Nomor edisi; bawaan: yang sedang tayang", {"type": "string"}),
    "year": ("Tahun penilaian", {"type": "string", "pattern": r"^\d{4}$"}),
    "type": ("Jenis instansi", {"type": "string", "enum": ["Instansi Pusat", "Kabupaten", "Kota", "Provinsi"]}),
}


def description() -> dict:
    """The whole document."""
    kpi = {
        "name": "kpi_id",
        "in": "path",
        "required": True,
        "schema": {"type": "string"},
        "description": "Id indikator",
    }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Dasbor Kota Cerdas",
            "version": "1",
            "description": "Angka satu edisi. Hanya baca. Setiap jawaban menyebut edisinya.",
        },
        "paths": {
            "/api/v1/catalogue": _path("Deklarasi semua indikator", "kpis", ["edition"]),
            "/api/v1/areas": _path(
                "Kode, nama dan induk wilayah", "areas", ["city", "level", "edition"], row=_row(AREA)
            ),
            "/api/v1/areas.geojson": _path(
                "Garis batas wilayah", "features", ["city", "level", "edition"], "application/geo+json"
            ),
            "/api/v1/kpi/{kpi_id}.json": _path(
                "Nilai satu indikator",
                "values",
                ["city", "level", "area", "from", "to", "edition"],
                extra=[kpi],
                row=_row(KPI_VALUE),
            ),
            "/api/v1/kpi/{kpi_id}.csv": _path(
                "Nilai satu indikator sebagai CSV",
                None,
                ["city", "level", "area", "from", "to", "edition"],
                "text/csv",
                [kpi],
            ),
            "/api/v1/spbe/agencies": _path(
                "Indeks SPBE semua instansi", "agencies", ["year", "type", "edition"], row=_row(AGENCY)
            ),
            "/api/v1/editions": _path("Edisi yang disimpan", "editions", []),
            "/api/v1/openapi.json": _path("Dokumen ini", None, []),
        },
        "components": {"schemas": {"Error": _error()}},
    }


def _row(columns: str) -> dict:
    """The schema of a row with exactly these columns."""
    types = {}
    for column in columns.split():
        name, kind = column.split(":")
        types[name] = {"type": [kind[:-1], "null"] if kind.endswith("?") else kind}
    return {"type": "object", "properties": types, "required": list(types), "additionalProperties": False}


def _error() -> dict:
    return {
        "type": "object",
        "required": ["error"],
        "properties": {
            "error": {
                "type": "object",
                "required": ["parameter", "message", "allowed"],
                "properties": {
                    "parameter": {"type": "string"},
                    "message": {"type": "string"},
                    "allowed": {"type": "array", "items": {"type": "string"}},
                },
            }
        },
    }


def _path(
    summary: str, listed: str | None, names: list[str], content_type: str = "application/json", extra=(), row=None
) -> dict:
    refused = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}}
    schema = {"type": "string"} if content_type == "text/csv" else {"type": "object"}
    if listed:
        items = row or {"type": "object"}
        schema = {
            "type": "object",
            "required": ["edition", "as_of", listed],
            "properties": {
                "edition": {"type": "string"},
                "as_of": {"type": "string", "format": "date"},
                listed: {"type": "array", "items": items},
            },
        }
    asked = [
        {"name": n, "in": "query", "required": False, "description": PARAMETERS[n][0], "schema": PARAMETERS[n][1]}
        for n in names
    ]
    return {
        "get": {
            "summary": summary,
            "parameters": [*extra, *asked],
            "responses": {
                "200": {"description": summary, "content": {content_type: {"schema": schema}}},
                "304": {"description": "Tidak berubah sejak ETag"},
                "400": {"description": "Parameter tidak dikenal, berulang atau salah bentuk", **refused},
                "404": {"description": "Bentuknya benar, tetapi tidak ada", **refused},
                "503": {"description": "Belum ada edisi", **refused},
            },
        }
    }
