from .stored import StoredFile, StoredPaper

__all__ = ["StoredFile", "StoredPaper"]
