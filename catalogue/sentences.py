"""What pydantic and PyYAML say of a wrong declaration, in the sentences of an analyst."""

import datetime as dt
import re

import yaml

SENTENCES = {  # type of the error -> sentence; its values are those of the error
    "missing": "kunci ini wajib; tambahkan",
    "extra_forbidden": "kunci ini tidak dikenal; betulkan ejaannya atau hapus",
    "literal_error": "'{input}' bukan pilihan; pilih salah satu: {expected}",
    "enum": "'{input}' bukan pilihan; pilih salah satu: {expected}",
    "string_type": "'{input}' harus teks; tulis di antara tanda kutip",
    "string_too_short": "tidak boleh kosong; isi atau hapus kuncinya",
    "string_pattern_mismatch": "'{input}' tidak berbentuk {pattern}; betulkan",
    "int_type": "'{input}' harus bilangan bulat; betulkan",
    "int_parsing": "'{input}' harus bilangan bulat; betulkan",
    "int_from_float": "'{input}' harus bilangan bulat; betulkan",
    "float_type": "'{input}' harus angka; betulkan",
    "float_parsing": "'{input}' harus angka; betulkan",
    "bool_type": "'{input}' harus true atau false; betulkan",
    "bool_parsing": "'{input}' harus true atau false; betulkan",
    "date_type": "'{input}' bukan tanggal; tulis TTTT-BB-HH",
    "date_parsing": "'{input}' bukan tanggal; tulis TTTT-BB-HH",
    "date_from_datetime_parsing": "'{input}' bukan tanggal; tulis TTTT-BB-HH",
    "date_from_datetime_inexact": "'{input}' bukan tanggal tanpa jam; tulis TTTT-BB-HH",
    "list_type": "'{input}' harus daftar; tulis [a, b] atau baris yang diawali -",
    "too_short": "isinya kurang, paling sedikit {min_length}; tambahkan",
    "too_long": "isinya terlalu banyak, paling banyak {max_length}; kurangi",
    "dict_type": "harus pasangan kunci: nilai; betulkan susunannya",
    "model_type": "harus pasangan kunci: nilai; betulkan susunannya",
    "model_attributes_type": "harus pasangan kunci: nilai; betulkan susunannya",
    "greater_than": "'{input}' harus lebih dari {gt}; betulkan",
    "greater_than_equal": "'{input}' harus paling sedikit {ge}; betulkan",
    "less_than": "'{input}' harus kurang dari {lt}; betulkan",
    "less_than_equal": "'{input}' harus paling banyak {le}; betulkan",
}
LONGEST = 60


def sentence_of(error: dict) -> str:
    """The sentence of one error of pydantic; ours (`Value error`) as they were written."""
    known = SENTENCES.get(error["type"])
    if known is None:
        return error["msg"].removeprefix("Value error, ")
    shown = str(error["input"])
    shown = shown if len(shown) <= LONGEST else shown[:LONGEST] + "…"
    given = {name: str(value).replace(" or ", " atau ") for name, value in error.get("ctx", {}).items()}
    return known.format(**{"input": shown, **given})


def yaml_sentence(problem: str) -> str:
    """The sentence of a YAML that cannot be read; the parser's own words in brackets."""
    if problem.startswith("kunci "):  # ours
        return problem
    if "tab character" in problem or "'\\t'" in problem:
        return "ada tab; pakai spasi"
    if "out of range" in problem or "must be in" in problem:
        return "ada tanggal yang tidak ada di kalender"
    return f"tanda baca atau lekukan barisnya salah (pembaca YAML: {problem})"


def no_date(text: str) -> str:
    """`:row:column` of the first date of a text that is not in the calendar; '' when there is none."""
    for row, line in enumerate(text.splitlines(), start=1):
        for found in re.finditer(r"\b\d{4}-\d{2}-\d{2}\b", line):
            try:
                dt.date.fromisoformat(found.group())
            except ValueError:
                return f":{row}:{found.start() + 1}"
    return ""


def row_of(text: str, place: tuple) -> int | None:
    """The row on which a key of a YAML text stands, or the nearest key above it that is there."""
    node, row = yaml.compose(text, Loader=yaml.SafeLoader), None
    for step in place:
        if isinstance(node, yaml.MappingNode):
            pair = next(((key, value) for key, value in node.value if key.value == step), None)
            if pair is None:
                break
            row, node = pair[0].start_mark.line + 1, pair[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            row = node.start_mark.line + 1
    return row
