import factory

from matchmaker.adapters import clock
from models import Term, TermGroup
from tests.factories.base import Factory


class TermGroupFactory(Factory):
    """A word and its abbreviation."""

    class Meta:
        model = TermGroup

    note = "机械装备制造"
    updated_at = factory.LazyFunction(clock.now)

    @factory.lazy_attribute_sequence
    def terms(self, number: int) -> list[Term]:
        texts = f"自动导引车{number}", f"AGV{number}"
        return [Term(position=place, text=text, key=text.lower()) for place, text in enumerate(texts, 1)]
