"""Text, tables and page starts out of HTML, PDF, Word and plain files, in bounded time and memory."""

from dashboard.pipeline.reader.extraction.documents import document_of

__all__ = ["document_of"]
