"""The one door from app to warehouse: read-only, one named query per question, every read with its audience."""

from store.door import Edition, NotThere, Unready, edition_ids, forget_answers, open_edition

__all__ = ["Edition", "NotThere", "Unready", "edition_ids", "forget_answers", "open_edition"]
