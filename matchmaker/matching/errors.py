"""What callers of this library are expected to catch."""


class EncoderUnavailable(RuntimeError):
    """The embedding model cannot be used; the message says what to do about it."""
