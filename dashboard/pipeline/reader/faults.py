"""Named reasons why a document could not be read; each says in Chinese and English what to do."""

# Faults are named for what is wrong with the document; every one of them is a ReaderError.
# ruff: noqa: N818


class ReaderError(Exception):
    """A document could not be read; the words, Chinese and English, name the cause and the remedy."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(zh, en)
        self.zh, self.en = zh, en

    def __str__(self) -> str:
        return self.zh

    def told(self, lang: str) -> str:
        """Return the words in the language asked for: ``zh`` or, for anything else, English."""
        return self.zh if lang == "zh" else self.en


class EmptyDocument(ReaderError):
    """The input holds no text at all."""


class ScannedDocument(ReaderError):
    """A PDF has pages but no text layer."""


class EncryptedDocument(ReaderError):
    """A PDF or Word file asks for a password."""


class BrokenDocument(ReaderError):
    """The bytes start like a known format and cannot be parsed as it."""


class UnsupportedDocument(ReaderError):
    """The bytes are none of text, HTML, PDF or Word."""


class DocumentTooLarge(ReaderError):
    """The file, or what it unpacks to, exceeds the stated limit."""


class ReadingTimeout(ReaderError):
    """Parsing took longer than the stated limit and was stopped."""


class ForbiddenAddress(ReaderError):
    """A link leads to something other than a public http or https address."""


class FetchFailed(ReaderError):
    """A page could not be fetched within the stated limits."""
