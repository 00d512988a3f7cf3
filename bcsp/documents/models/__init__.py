from .stored import ReadyPart, StoredFile, StoredPaper

__all__ = ["ReadyPart", "StoredFile", "StoredPaper"]
