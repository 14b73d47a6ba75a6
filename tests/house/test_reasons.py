"""Every reason a row can be set aside for, or a figure withheld, has its words on the pages."""

from etl.faults import REASONS as CODES
from etl.sheets.agreement import ENDED, NOT_YET, REFUSED, UNRECORDED
from ui.reasons import REASONS as WORDS
from ui.words import WITHHELD


def test_every_reason_code_has_words_for_readers():
    assert set(CODES) == set(WORDS)


def test_every_kind_of_withholding_has_words_for_readers():
    assert {UNRECORDED, NOT_YET, ENDED, REFUSED} == set(WITHHELD)
