"""The shelf of added documents, and the demo schools' own guides (written by us) in the folders here."""

from knowledge.shelf import AddSummary, Progress, Shelf, ShelfDocument, ShelfError, Skipped

__all__ = ["AddSummary", "Progress", "Shelf", "ShelfDocument", "ShelfError", "Skipped"]
