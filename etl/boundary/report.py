"""The words of a boundary report. A finding is about a shape (`tersisih`: not drawn), about the map (`cacat`) or a remark (`catatan`)."""

from dataclasses import dataclass

from etl.faults import SetAside, on_one_line

WEIGHTS = {  # finding -> how much it weighs; reasons a row is set aside for (etl/faults.py) weigh `tersisih`
    "missing": "cacat",
    "gap": "cacat",
    "overlap": "cacat",
    "sliver_gap": "cacat",
    "sliver_overlap": "cacat",
    "exchanged": "cacat",
    "opening": "catatan",
    "fragment": "catatan",
    "surplus": "catatan",
    "name_differs": "catatan",
    "named": "catatan",
    "kecamatan_unknown": "catatan",
    "repaired": "catatan",
    "read_as": "catatan",
    "simplified": "catatan",
    "summary": "catatan",
}
SUMMARIES_AT_MOST = 12  # cities; of more only those with defects
SHOWN_AT_MOST = 60  # sentences on a terminal; all of them are in mart.boundary_report


@dataclass(frozen=True)
class Finding:
    """One thing worth knowing about a boundary file. `sentence` is Indonesian, without place; `line` the number of the shape."""

    city_code: str
    file: str
    line: int | None
    column: str
    kind: str
    sentence: str
    area_code: str | None = None
    area_name: str | None = None
    neighbours: str | None = None  # names of the areas around a gap, overlap, sliver or fragment
    size_m2: float | None = None
    guess: str | None = None

    @property
    def weight(self) -> str:
        """`tersisih`, `cacat` or `catatan`."""
        return WEIGHTS.get(self.kind, "tersisih")

    def line_of_text(self) -> str:
        """`file:row:column: what; what to do`."""
        row = "" if self.line is None else self.line
        return on_one_line(f"{self.file}:{row}:{self.column}: {self.sentence}")


def of_set_aside(fault: SetAside, name: str | None, guess: str | None) -> Finding:
    """The finding that stands in the report for a shape that was set aside."""
    return Finding(
        fault.city_code,
        fault.file,
        fault.line,
        fault.column,
        fault.reason_code,
        fault.words(),
        area_name=name,
        guess=guess,
    )


def lines_of(findings: list[Finding]) -> list[str]:
    """What a person at the terminal reads: set aside, then defects, then remarks; not without end."""
    order = ("tersisih", "cacat", "catatan")
    sorted_ = sorted(findings, key=lambda f: (order.index(f.weight), f.kind == "summary"))
    lines = [f"{f.weight}: {f.line_of_text()}" for f in sorted_ if f.kind != "summary"]
    if len(lines) > SHOWN_AT_MOST:
        lines = [
            *lines[:SHOWN_AT_MOST],
            f"... {len(lines) - SHOWN_AT_MOST} lagi; lihat mart.boundary_report di edisi ini",
        ]
    spoilt = {f.city_code for f in findings if f.weight != "catatan"}
    told = [f for f in sorted_ if f.kind == "summary"]
    if len(told) > SUMMARIES_AT_MOST:
        told = [f for f in told if f.city_code in spoilt][:SUMMARIES_AT_MOST]
    return lines + [f"ringkasan: {f.line_of_text()}" for f in told]


def m2(size: float) -> str:
    """`1.234 m²`, and with one decimal below ten."""
    text = f"{size:,.1f}" if size < 10 else f"{size:,.0f}"
    return text.translate(str.maketrans(",.", ".,")) + " m²"
