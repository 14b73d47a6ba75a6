"""What stands beside a figure without being part of it: declared corrections and dated targets, as rows of `mart.kpi_note`.

Their text is JSON, so that an edition carries both languages and all particulars with it: of a correction the declaration
without `match` and `beside`; of a target its document, number, page, revision and validity.
"""

import duckdb

from catalogue import Catalogue


def note_corrections(con: duckdb.DuckDBPyConnection, catalogue: Catalogue, made) -> None:
    """A row of kind `correction` for every figure a standing correction names; one whose figure is not there is warned of."""
    for source_id, place in made.corrections:
        fault = catalogue.sources[source_id].known_faults[place]
        words = fault.model_dump_json(exclude={"match", "beside", "file"}, exclude_none=True)
        for beside in fault.beside:
            for kpi_id in beside.kpis:
                asked = {"kpi": kpi_id, "area": beside.area, "period": beside.period, "words": words}
                noted = con.execute(
                    """insert into mart.kpi_note
                    select kpi_id, city_code, area_code, period_grain, period_start, 'correction', $words, null
                    from mart.kpi_value where kpi_id = $kpi and area_code = $area
                        and period_grain = period_grain($period) and period_start = period_start($period)
                    returning 1""",
                    asked,
                ).fetchall()
                if not noted and kpi_id in catalogue.kpis and beside.area[:5] in made.cities:
                    made.warnings.append(
                        f"catalogue/sources/{source_id}.yml:known_faults:{fault.column}: koreksi ini tidak punya tempat: "
                        f"{kpi_id} tidak punya angka untuk {beside.area} pada {beside.period}; betulkan beside"
                    )


def warn_of_later_periods(con: duckdb.DuckDBPyConnection, catalogue: Catalogue, made) -> None:
    """Rows of a period that begins after the day of the edition are loaded and wait; a slip of the pen in a year looks the same."""
    later: dict[str, set] = {}
    for mart in sorted({kpi.mart for kpi in catalogue.kpis.values() if kpi.mart}):
        for source_id, area, start in con.execute(
            f"select source_id, area_code, period_start from mart.{mart} where period_start > getvariable('as_of')"
        ).fetchall():
            if " " not in source_id:  # a figure made of several sources has its rows among theirs
                later.setdefault(source_id, set()).add((start, area))
    for source_id, rows in sorted(later.items()):
        start, area = max(rows)
        made.warnings.append(
            f"raw/{source_id}::: {len(rows)} angka berperiode sesudah {made.as_of} dimuat dan belum tampil "
            f"(yang terjauh mulai {start}, wilayah {area}); bila itu salah tulis, betulkan tahunnya di berkas"
        )


def note_targets(con: duckdb.DuckDBPyConnection) -> None:
    """Rows of kind `target` (the judged one) and `target_other` (earlier revisions, other documents) beside each figure."""
    con.execute(
        """insert into mart.kpi_note
        select v.kpi_id, v.city_code, v.area_code, v.period_grain, v.period_start,
            if(t.is_judged, 'target', 'target_other'),
            to_json({'kind': t.document_kind, 'number': t.document_number, 'page': t.page, 'revision': t.revision,
                'valid_from': t.valid_from, 'valid_to': t.valid_to, 'watch_limit': t.watch_limit, 'source': t.row_source,
                'note': t.row_note})::varchar,
            t.target
        from mart.kpi_target as t
        inner join mart.kpi_value as v using (kpi_id, area_code, period_grain, period_start)
        order by t.standing"""
    )
