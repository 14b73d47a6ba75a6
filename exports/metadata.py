"""The metadata of an edition as one workbook: MS-Ind, MS-Keg and MS-Var, a row per indicator, source and column."""

import io
from collections.abc import Mapping
from datetime import date

import xlsxwriter

from catalogue import City, Kpi, Source
from ui.satu_data import Form, activity_form, indicator_form, variable_forms

WIDTHS = (28, 46)  # of the first column and of the others, in characters
ABOUT = (
    ("MS-Ind", "Metadata indikator: satu baris per indikator."),
    ("MS-Keg", "Metadata kegiatan: satu baris per sumber data."),
    ("MS-Var", "Metadata variabel: satu baris per kolom sumber."),
    ("Susunan", "Menurut formulir Peraturan BPS 5/2020; standar data menurut Perpres 39/2019."),
    ("belum diisi", "Isian yang tidak dinyatakan dalam katalog; tidak diisi dengan dugaan."),
)


def metadata_workbook(
    kpis: Mapping[str, Kpi],
    sources: Mapping[str, Source],
    dimensions: Mapping[str, str],
    cities: Mapping[str, City],
    edition: str,
    as_of: date,
) -> bytes:
    """XLSX; `dimensions` are names by slug. The same declarations give the same bytes."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sign = [("SIMULASI", "Edisi demonstrasi, bukan data nyata.")] if edition.startswith("demo-") else []
    book.set_properties({"title": f"{'SIMULASI: ' if sign else ''}Metadata edisi {edition}", "created": as_of})
    about = [[("Lembar", name), ("Isi", words)] for name, words in (*sign, ("Edisi", edition), *ABOUT)]
    _sheet(book, "Baca dulu", about)
    _sheet(
        book,
        "MS-Ind",
        [indicator_form(kpi, kpis, sources, dimensions.get(kpi.dimension, ""), cities) for kpi in kpis.values()],
    )
    _sheet(book, "MS-Keg", [activity_form(source) for source in sources.values()])
    _sheet(book, "MS-Var", [form for source in sources.values() for form in variable_forms(source)])
    book.close()
    return file.getvalue()


def _sheet(book: xlsxwriter.Workbook, name: str, forms: list[Form]) -> None:
    """One row per form under a frozen head."""
    sheet = book.add_worksheet(name)
    head, cell = (
        book.add_format({"bold": True, "text_wrap": True, "bottom": 2}),
        book.add_format({"text_wrap": True, "valign": "top"}),
    )
    if not forms:
        return
    for place, (field, _) in enumerate(forms[0]):
        sheet.write_string(0, place, field, head)
    for line, form in enumerate(forms, 1):
        for place, (_, words) in enumerate(form):
            sheet.write_string(line, place, words, cell)
    sheet.freeze_panes(1, 2)
    sheet.set_column(0, 0, WIDTHS[0])
    sheet.set_column(1, len(forms[0]) - 1, WIDTHS[1])
    sheet.autofilter(0, 0, len(forms), len(forms[0]) - 1)
