"""`/unduh`: files made from an edition."""

from flask import Blueprint, Response

from exports.metadata import metadata_workbook
from store import NotThere, Unready
from web.answers import BadParameter, edition_asked, error_answer, tagged
from web.parameters import parameters

downloads = Blueprint("downloads", __name__, url_prefix="/unduh")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@downloads.errorhandler(BadParameter)
def refuse(fault: BadParameter) -> Response:
    """400 with the parameter, the sentence and what is allowed."""
    return error_answer(400, fault.parameter, fault.message, fault.allowed)


@downloads.errorhandler(NotThere)
def not_there(fault: NotThere) -> Response:
    """404: no such edition."""
    return error_answer(404, fault.parameter, fault.message, fault.allowed)


@downloads.errorhandler(Unready)
def unready(fault: Unready) -> Response:
    """503: nothing published yet."""
    return error_answer(503, "edition", str(fault), [])


@downloads.get("/metadata.xlsx")
def metadata() -> Response:
    """Satu Data metadata of every indicator, source and column this audience may see."""
    edition = edition_asked(parameters("edition"))
    names = {slug: dimension.name.id for slug, dimension in edition.dimensions.items()}
    book = metadata_workbook(edition.kpis, edition.sources, names, edition.cities, edition.id, edition.as_of)
    sign = "SIMULASI_" if edition.is_demo else ""
    answer = tagged(book, XLSX, edition)
    answer.headers["Content-Disposition"] = f'attachment; filename="{sign}metadata_{edition.id}.xlsx"'
    return answer
