from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View

from bcsp.people import actions, queries
from bcsp.people.forms import OrganisationRenameForm, PersonInviteForm, PostDutiesForm, YourNameForm
from bcsp.people.middleware import open_to_signed_in
from bcsp.people.models import Organisation, Person, Post
from bcsp.people.rules import CHANGE_DUTIES, INVITE, NAME_ONESELF, RENAME
from bcsp.records.clock import today
from bcsp.records.drafts import typed
from bcsp.records.formpage import FormPage


def not_sent(request, reason=""):
    """Django's CSRF failure, as after signing in again in another tab: what was typed is given back."""
    return render(request, "403_csrf.html", {"typed": typed(request.POST)}, status=403)


class OrganisationListView(View):
    def get(self, request):
        context = {"organisations": queries.organisations(), "may_invite": request.viewer.may(INVITE)}
        return render(request, "people/organisation_list.html", context)


class OrganisationDetailView(View):
    """A body or partner: what it is, its posts held or vacant, its members today."""

    def get(self, request, slug):
        organisation = get_object_or_404(Organisation.objects.visible_to(request.viewer), slug=slug)
        members = queries.members_of(organisation)
        own = next((each.person for each in members if each.person_id == request.viewer.person_id), None)
        context = {
            "organisation": organisation,
            "posts": queries.posts_of(organisation),
            "members": members,
            "own": own,
            "may_change_duties": request.viewer.may(CHANGE_DUTIES),
            "may_rename": request.viewer.may(RENAME, organisation),
        }
        return render(request, "people/organisation_detail.html", context)


class MayView(View):
    """Who may do what: one table, role × may."""

    def get(self, request):
        return render(request, "people/may.html", {"rows": queries.may_table()})


class PersonInviteView(FormPage):
    form_class = PersonInviteForm
    template_name = "people/person_invite.html"
    called = "Invite a person"
    rule = INVITE
    done = "Invited. Tell them to sign in with a code sent to their e-mail address."

    def act(self, form):
        actions.invite(**form.cleaned_data, by=self.viewer)
        return form.cleaned_data["organisation"]


@method_decorator(open_to_signed_in, name="dispatch")  # whoever left can take their name back
class YourNameView(FormPage):
    """Whether one's own name may stand on public pages. Today's answer holds, for pages of past days too."""

    form_class = YourNameForm
    template_name = "people/your_name.html"
    rule = NAME_ONESELF
    done = "Saved. It holds from now on, on every public page."
    keeps_draft = False

    def fetch(self):
        return get_object_or_404(Person, pk=self.viewer.person_id)

    def starting(self, row):
        return {"named_in_public": "yes" if row.named_in_public else "no"}

    def act(self, form):
        actions.say_named(person=self.thing, named=form.cleaned_data["named_in_public"], by=self.viewer)
        return reverse("people:your_name")


class PostDutiesView(FormPage):
    """What a post is for. Its public page and the public document say it in the same words."""

    form_class = PostDutiesForm
    template_name = "people/post_duties.html"
    called = "Duties of {label}"
    rule = CHANGE_DUTIES
    done = "The duties are saved."

    def fetch(self):
        organisations = Organisation.objects.visible_to(self.viewer).filter(slug=self.kwargs["slug"])
        posts = Post.objects.filter(organisation__in=organisations).select_related("organisation")
        return get_object_or_404(posts, pk=self.kwargs["pk"])

    def act(self, form):
        given = {name: form.cleaned_data[name] for name in ("duties", "version")}
        return actions.change_duties(post=self.thing, by=self.viewer, **given).organisation


class OrganisationRenameView(FormPage):
    """What an organisation is called now. It keeps its row, its address and the name that it had."""

    form_class = OrganisationRenameForm
    template_name = "people/organisation_rename.html"
    called = "Rename {slug}"
    rule = RENAME
    done = "The name is saved. The name that it had still finds it."

    def fetch(self):
        return get_object_or_404(Organisation.objects.visible_to(self.viewer), slug=self.kwargs["slug"])

    def starting(self, row):
        return {"was": row.name, "day": today()}

    def act(self, form):
        given = {name: form.cleaned_data[name] for name in ("was", "name", "day")}
        return actions.rename_organisation(organisation=self.thing, by=self.viewer, **given)
