from django.db.models import Prefetch

from bcsp.people.models import Membership, Organisation, Post
from bcsp.people.roles import TABLE, Role


def organisations():
    """Every organisation by kind, in the order of the kinds."""
    order = {value: place for place, value in enumerate(Organisation.Kind.values)}
    rows = Organisation.objects.select_related("parent")
    return sorted(rows, key=lambda each: (order[each.kind], each.name.casefold()))


def posts_of(organisation):
    """Its posts with today's holder, or none (a vacancy)."""
    holding = Membership.objects.as_at().select_related("person")
    posts = Post.objects.filter(organisation=organisation).select_related("on_behalf_of", "organisation")
    return posts.prefetch_related(Prefetch("holdings", queryset=holding, to_attr="held_by"))


def members_of(organisation):
    return Membership.objects.as_at().filter(organisation=organisation).select_related("person", "post")


def may_table() -> tuple[list[str], list[tuple[str, list[bool]]]]:
    """The table role × may: the roles' names, and for each thing one may do the marks beside them."""
    rows = sorted((words, [role in roles for role in Role]) for words, roles in TABLE.values())
    return [str(role.label) for role in Role], rows
