"""The heavy sums of a whole history on Apache Spark: each lot of cases goes out as Parquet, the sums come back."""

from pathlib import Path

import duckdb

from etl.requests.sums import HEAVY
from etl.write import sql_text


class SparkLots:
    """Lots of `work.request_case` in a folder that every worker reaches."""

    def __init__(self, con: duckdb.DuckDBPyConnection, folder: Path):
        self.con, self.folder, self.count = con, folder, 0
        for name in HEAVY:
            (folder / "cases" / name).mkdir(parents=True)

    def write(self) -> None:
        """Put the cases that stand in `work.request_case` beside the others."""
        from etl.aggregates.definition import read_as  # Ibis: half a second
        from etl.aggregates.requests import CASES

        for name in HEAVY:
            file = self.folder / "cases" / name / f"{self.count}.parquet"
            cases = read_as(CASES, f"request_periods('{name}')")
            self.con.execute(f"copy ({cases}) to {sql_text(file.as_posix())} (format parquet)")
        self.count += 1

    def add_up(self) -> None:
        """Fill `work.sum_<name>` with what Spark makes of them."""
        from etl.aggregates import spark
        from etl.aggregates.requests import REQUEST_SUMS

        cases = {name: str(self.folder / "cases" / name) for name in HEAVY}
        spark.run(self.folder, {"kind": "requests", "cases": cases})
        for name in HEAVY:
            self.con.execute(f"insert into work.sum_{name} by name {spark.result(REQUEST_SUMS, self.folder, name)}")
