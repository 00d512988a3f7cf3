"""Limits that the forms share."""

from django.core.validators import BaseValidator


class MaxWords(BaseValidator):
    """At most `limit_value` words; words are what white space separates, as the browser's counter has it."""

    message = "Use %(limit_value)s words or fewer"
    code = "max_words"

    def compare(self, words: int, limit: int) -> bool:
        return words > limit

    def clean(self, text: str) -> int:
        return len(text.split())
