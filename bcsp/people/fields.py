from django import forms

from bcsp.people.models import Person, Post
from bcsp.people.queries import place_of


class PostField(forms.ModelChoiceField):
    """A choice of posts. Its form gives it a queryset of `queries.posts()`; one that nobody holds today says so."""

    def __init__(self, **kwargs) -> None:
        super().__init__(queryset=Post.objects.none(), **kwargs)

    def label_from_instance(self, post: Post) -> str:
        return f"{post} (vacant)" if post.is_vacant else str(post)


class PersonField(forms.ModelChoiceField):
    """A choice of people, each with where they have a place today: names alone meet twice. Its form gives it a queryset
    of `queries.with_places()`."""

    def __init__(self, **kwargs) -> None:
        super().__init__(queryset=Person.objects.none(), **kwargs)

    def label_from_instance(self, person: Person) -> str:
        return f"{person}, {place_of(person)}"
