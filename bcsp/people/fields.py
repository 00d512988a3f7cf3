from django import forms

from bcsp.people.models import Post


class PostField(forms.ModelChoiceField):
    """A choice of posts. Its form gives it a queryset of `queries.posts()`; one that nobody holds today says so."""

    def __init__(self, **kwargs) -> None:
        super().__init__(queryset=Post.objects.none(), **kwargs)

    def label_from_instance(self, post: Post) -> str:
        return f"{post} (vacant)" if post.is_vacant else str(post)
