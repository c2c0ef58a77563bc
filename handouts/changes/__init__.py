"""What changed between two editions of an article: the report after a batch, and the box in a handout."""

from handouts.changes.comparing import Change, Changes, Sentence, changes_between, changes_seen_in

__all__ = ["Change", "Changes", "Sentence", "changes_between", "changes_seen_in"]
