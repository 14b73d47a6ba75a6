"""The statement that reads an export: relation of texts in, what was seen of each case out. One SQL text, composed from
declared roles; received titles are quoted and everything from a declaration is bound.

Stages: seen -> trimmed -> texts (empty ones null) -> typed -> meant (words matched to meanings, places to areas) -> judged -> kept.
"""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from catalogue import Source
from catalogue.requests import REDUCED_ROLES
from etl.requests.reading import Export
from etl.stage import quoted

OFFSET = r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?\s?(Z|[+-]\d{2}(:?\d{2})?)"
LOCAL = r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?"
USUAL = "____-__-_____:__:__"  # 2026-11-22 10:15:00 or with a T: told without a regular expression, once for each text
TIME = r"\d{1,2}[:.]\d{2}"
NO_LABEL = r"(\d[ .-]?){9,}|@"  # a number or address that may lead to a person; such a text is not kept as a category or office
LONGEST_LABEL = 120
MOMENTS = ("opened_at", "event_at", "responded_at", "closed_at", "due_at")
CLOSED = ("solved", "closed_by_reporter", "closed_by_system")
_TEXTS_JUDGED = {"status": "status", "closed": "closed_at", "due": "due_at", "event": "event_at"}
LABELS = ("category", "subcategory", "opd", "channel")


def statement(source: Source, export: Export, bound: dict) -> str:
    """SQL of the part; `bound` gains the formats and patterns it names."""
    has = export.titles
    kept = {role: quoted(title) for role, title in has.items() if role not in REDUCED_ROLES}
    usual = [f"is_usual_{role}" for role in kept if role in MOMENTS]
    seen = [f"{title} like '{USUAL}' as is_usual_{role}" for role, title in kept.items() if role in MOMENTS]
    trimmed = [f"{_unless_usual(role, title, f'else {_trim(title)}')} as t_{role}" for role, title in kept.items()]
    texts = [
        f"{_unless_usual(role, f't_{role}', f'when not list_contains($nulls, t_{role}) then t_{role}')} as t_{role}"
        for role in kept
    ]
    return f"""
        with received as ({export.relation}),
        seen as (select *, {", ".join(seen)} from received),
        trimmed as (
            select {", ".join(["line_no", *usual, *trimmed])}, {_point(source, has)} as point, {_outcome(source, has, bound)} as outcome
            from seen
        ),
        texts as (select {", ".join(["line_no, point, outcome", *usual, *texts])} from trimmed),
        typed as (select line_no, point, outcome, {_named(_typed(source, has, bound))} from texts),
        {_PLACED},
        judged as (
            select *, {_is_placed(has)} as is_placed, {_fault("event_at" in has, "opened_on" if "opened_on" in has else "opened_at")} as fault
            from meant
        )
        {_KEPT}"""


def _named(columns: dict[str, str]) -> str:
    return ", ".join(f"{sql} as {name}" for name, sql in columns.items())


def _typed(source: Source, has: dict[str, str], bound: dict) -> dict[str, str]:
    """SQL of the typed columns by name, from the texts `t_<role>`; null where the source has no such role."""

    def text(role: str) -> str:
        return f"t_{role}" if role in has else "null::varchar"

    def moment(role: str) -> str:
        return _moment(text(role), f"is_usual_{role}", source, bound) if role in has else "null::timestamptz"

    def has_time(role: str) -> str:
        return _has_time(text(role), f"is_usual_{role}") if role in has else "false"

    opened_text, opened_at = text("opened_at"), moment("opened_at")
    if "opened_on" in has:
        day = f"split_part(split_part({text('opened_on')}, 'T', 1), ' 00:00', 1)"
        opened_text = f"nullif(concat_ws(' ', {day}, {_clock(text('opened_time'))}), '')"
        opened_at = _moment(opened_text, _is_usual(opened_text), source, bound)
    columns = {
        "request_id": f"if(contains({text('request_id')}, '.'), regexp_replace({text('request_id')}, '^(\\d+)\\.0+$', '\\1'), {text('request_id')})",
        "opened_text": opened_text,
        "opened_at": opened_at,
        "has_time": _has_time(opened_text, _is_usual(opened_text)) if "opened_on" in has else has_time("opened_at"),
        "closed_has_time": has_time("closed_at"),
        "event_at": moment("event_at"),
        "rating_given": f"try_cast(regexp_replace({text('rating')}, '\\.0+$', '') as integer)",
        "has_rating": f"{text('rating')} is not null",
        "code_text": text("area_code"),
    }
    columns |= {
        f"{role}_at": _last(moment(f"{role}_at"), has_time(f"{role}_at")) for role in ("responded", "closed", "due")
    }
    columns |= {f"{name}_text": text(role) for name, role in _TEXTS_JUDGED.items()}
    columns |= {f"{role}_word": f"spelt({text(role)})" for role in ("status", "kind", "visibility", "is_supervised")}
    columns |= {f"{role}_word": f"place_word({text(role)})" for role in ("city_name", "kecamatan", "kelurahan")}
    columns |= {f"{role}_text": text(role) for role in LABELS}
    return columns | {f"is_{role}_label": _is_label(text(role)) for role in LABELS}


def _trim(text: str) -> str:
    """Texts that begin or end with a blank are few, and trimming costs more than looking; '!' comes after the blank."""
    return f"if({text} < '!' or ends_with({text}, ' '), trim({text}), {text})"


def _unless_usual(role: str, text: str, otherwise: str) -> str:
    """SQL of a text that is as it should be where it tells a point in time as usual."""
    if role in MOMENTS:
        return f"case when is_usual_{role} then {text} {otherwise} end"
    return f"case {otherwise} end" if otherwise.startswith("when") else otherwise.removeprefix("else ")


def _is_usual(text: str) -> str:
    return f"{text} like '{USUAL}'"


def _has_time(text: str, is_usual: str) -> str:
    return f"case when {is_usual} then true else coalesce(regexp_matches({text}, '{TIME}'), false) end"


def _is_label(text: str) -> str:
    """SQL: this text may be kept as the name of a category, an office or a channel."""
    return f"length({text}) <= {LONGEST_LABEL} and not regexp_matches({text}, '{NO_LABEL}')"


def _is_placed(has: dict[str, str]) -> str:
    """A log of status changes tells nothing of the place; its cases keep theirs."""
    return "true" if {"area_code", "kecamatan", "kelurahan", "latitude"} & set(has) else "false"


def _point(source: Source, has: dict[str, str]) -> str:
    if "latitude" not in has:
        return "null::varchar"
    number = f"number_{source.number_format}"
    longitude, latitude = (f"{number}({_trim(quoted(has[role]))})" for role in ("longitude", "latitude"))
    return f"area_at({longitude}, {latitude})"


def _outcome(source: Source, has: dict[str, str], bound: dict) -> str:
    """The state that the words of a resolution tell; the words themselves stay behind."""
    cases = []
    for place, (pattern, state) in enumerate(source.requests.outcomes.items()):
        if "resolution" in has:
            bound[f"outcome_{place}"], bound[f"state_{place}"] = pattern, state
            cases.append(
                f"when regexp_matches(lower({quoted(has['resolution'])}), $outcome_{place}) then $state_{place}"
            )
    return f"case {' '.join(cases)} end" if cases else "null::varchar"


def _clock(text: str) -> str:
    """A time of day as `10:15`; workbooks bring `10:15:00` or a day that is none before it."""
    return f"nullif(regexp_extract({text}, '\\d{{1,2}}[:.]\\d{{2}}(:\\d{{2}})?$'), '')"


def _moment(text: str, is_usual: str, source: Source, bound: dict) -> str:
    """SQL of a point in time; a time without zone is of the source's."""
    local = f"try_cast(case when regexp_full_match({text}, '{LOCAL}') then {text} end as timestamp)"
    if source.requests.times:
        bound["formats"] = source.requests.times
        local = f"coalesce({local}, try_strptime({text}, $formats))"
    offset = f"case when regexp_full_match({text}, '{OFFSET}') then try_cast({text} as timestamptz) end"
    as_usual = _in_zone(f"try_cast({text} as timestamp)", source)
    return f"case when {is_usual} then {as_usual} else coalesce({offset}, {_in_zone(local, source)}) end"


def _in_zone(local: str, source: Source) -> str:
    """SQL of a local time as a point in time. An offset that never changes is added; others need the zone's calendar."""
    offset = constant_offset(source.requests.time_zone, source.requests.earliest)
    if offset is None:
        return f"timezone($zone, {local})"
    return f"make_timestamptz(epoch_us({local}) - {offset})"


def constant_offset(zone: str, first_year: int) -> int | None:
    """Microseconds ahead of UTC of a zone whose offset is the same from a year on; None where it changes."""
    hours = (datetime(first_year, 1, 1, tzinfo=UTC) + timedelta(days=14 * n) for n in range(26 * (2101 - first_year)))
    offsets = {hour.astimezone(ZoneInfo(zone)).utcoffset() for hour in hours}
    return offsets.pop() // timedelta(microseconds=1) if len(offsets) == 1 else None


def _last(moment: str, has_time: str) -> str:
    """A day alone speaks for the whole of it: its last second."""
    return f"{moment} + if({has_time}, interval 0 second, interval '23:59:59')"


_PLACED = f"""
        meant as (
            select typed.*,
                if(coalesce(status.meaning in {CLOSED}, false), coalesce(typed.outcome, status.meaning), status.meaning) as state,
                kind.meaning as kind, visibility.meaning as visibility, supervised.meaning as is_supervised,
                case
                    when starts_with(given.area_code, $city) then given.area_code
                    when inner_kelurahan.area_code is not null then inner_kelurahan.area_code
                    when kecamatan.area_code is null or only_kelurahan.parent_code = kecamatan.area_code then only_kelurahan.area_code
                end as named_code,
                if(typed.point < ':', typed.point, null) as point_code, -- a code begins with a digit, a fault with a letter
                if(typed.point < ':', null, typed.point) as point_fault,
                kecamatan.area_code as kecamatan_code,
                typed.city_name_word is not null and city.word is null as is_other_city,
                timezone($zone, $last_day::timestamp) + interval 1 day as latest
            from typed
            left join word_status as status on status.word = typed.status_word
            left join word_kind as kind on kind.word = typed.kind_word
            left join word_visibility as visibility on visibility.word = typed.visibility_word
            left join word_is_supervised as supervised on supervised.word = typed.is_supervised_word
            left join stg.area_code_given as given on given.given_code = typed.code_text
            left join place_name as city
                on city.city_code = $city and city.area_level = 'kota' and city.word = typed.city_name_word
            left join place_name as kecamatan
                on kecamatan.city_code = $city and kecamatan.area_level = 'kecamatan' and kecamatan.word = typed.kecamatan_word
            left join place_name as inner_kelurahan
                on inner_kelurahan.parent_code = kecamatan.area_code and inner_kelurahan.word = typed.kelurahan_word
            left join (select * from place_name where is_only_one) as only_kelurahan
                on only_kelurahan.city_code = $city and only_kelurahan.area_level = 'kelurahan'
                and only_kelurahan.word = typed.kelurahan_word
        )"""


def _fault(is_log: bool, opened_role: str) -> str:
    """SQL of the first fault of a row as {c: role, r: reason}."""
    seen = "event_at" if is_log else "opened_at"
    seen_role = "event_at" if is_log else opened_role
    rules = [
        ("request_id", "required_empty", "request_id is null"),
        (
            "request_id",
            "id_rounded",
            "contains(lower(request_id), 'e') and regexp_full_match(request_id, '\\d(\\.\\d+)?[eE]\\+?\\d+')",
        ),
        ("request_id", "id_format", "not regexp_full_match(request_id, $id_pattern)"),
        ("status", "required_empty", "status_text is null"),
        ("status", "status_unknown", "state is null"),
        (seen_role, "required_empty", f"{seen.replace('_at', '_text')} is null"),
        (seen_role, "time_format", f"{seen} is null"),
        (opened_role, "time_format", "opened_text is not null and opened_at is null"),
        ("closed_at", "time_format", "closed_text is not null and closed_at is null"),
        ("due_at", "time_format", "due_text is not null and due_at is null"),
        (seen_role, "time_impossible", f"year({seen}) < $earliest or {seen} >= latest"),
        (opened_role, "time_impossible", "year(opened_at) < $earliest or opened_at >= latest"),
        ("closed_at", "time_impossible", "closed_at >= latest"),
        ("closed_at", "closed_before_opened", "closed_at < opened_at"),
        ("due_at", "due_before_opened", "due_at < opened_at"),
        ("city_name", "city_other", "is_other_city"),
    ]
    return "case " + " ".join(f"when {sql} then {{'c': '{c}', 'r': '{r}'}}" for c, r, sql in rules) + " end"


KEPT_COLUMNS = {
    "request_id": "request_id",
    "seen_at": "coalesce(event_at, timezone($zone, $exported_on::timestamp) + interval '23:59:59')",
    "is_event": "event_at is not null",
    "opened_at": "opened_at",
    "has_time": "has_time and (closed_at is null or closed_has_time)",
    "responded_at": "responded_at",
    "closed_at": "closed_at",
    "due_at": "due_at",
    "state": "state",
    "kind": "kind",
    "is_supervised": "is_supervised",
    "visibility": "visibility",
    **{role: f"if(is_{role}_label, {role}_text, null)" for role in LABELS},
    "area_code": "if(is_placed, coalesce(named_code, point_code, kecamatan_code, $city), null)",
    "place_status": "case when not is_placed then null when named_code is not null then 'named' when point_code is not null then 'point' "
    "when kecamatan_code is not null then 'kecamatan' else 'unknown' end",
    "point_fault": "point_fault",
    "rating": "if(rating_given between 1 and 5, rating_given, null)",
    "is_rating_dropped": "has_rating and coalesce(rating_given not between 1 and 5, true)",
    "is_label_dropped": " or ".join(f"not coalesce(is_{role}_label, true)" for role in LABELS),
}
_KEPT = (
    "select $source as source_id, $city as city_code, $file as file_name, line_no, fault.c as fault_role, fault.r as fault_reason, "
    + ", ".join(f"case when fault is null then {sql} end as {name}" for name, sql in KEPT_COLUMNS.items())
    + ", case when fault.r = 'time_impossible' then timezone($zone, nullif(greatest(event_at, opened_at, closed_at), 'infinity'))::date end as possible_on"
    + " from judged"
)
