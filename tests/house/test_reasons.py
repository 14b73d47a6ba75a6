"""Every reason a row can be set aside for has its words on the method page."""

from etl.faults import REASONS as CODES
from ui.reasons import REASONS as WORDS


def test_every_reason_code_has_words_for_readers():
    assert set(CODES) == set(WORDS)
