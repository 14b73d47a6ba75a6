"""The one door from app to warehouse: read-only, one named query per question, every read with its audience."""

from store.door import (
    Edition,
    NotThere,
    Unready,
    demo_edition_ids,
    edition_ids,
    forget_answers,
    newest_demo,
    open_edition,
)

__all__ = [
    "Edition",
    "NotThere",
    "Unready",
    "demo_edition_ids",
    "edition_ids",
    "forget_answers",
    "newest_demo",
    "open_edition",
]
