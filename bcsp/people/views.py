from django.shortcuts import get_object_or_404, render
from django.views import View

from bcsp.people import actions, queries
from bcsp.people.forms import PersonInviteForm
from bcsp.people.models import Organisation
from bcsp.people.rules import INVITE
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
        context = {
            "organisation": organisation,
            "posts": queries.posts_of(organisation),
            "members": queries.members_of(organisation),
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
