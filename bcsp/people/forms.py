from django import forms

from bcsp.govuk.dates import DateField
from bcsp.govuk.forms import Form
from bcsp.people.models import Organisation, Post
from bcsp.people.roles import Role


class PersonInviteForm(Form):
    name = forms.CharField(label="Full name", max_length=150)
    email = forms.EmailField(label="E-mail address", help_text="Sign-in codes are sent here.")
    organisation = forms.ModelChoiceField(
        Organisation.objects.exclude(kind=Organisation.Kind.AREA_OF_WORK), label="Organisation or body"
    )
    role = forms.ChoiceField(choices=Role.choices, widget=forms.RadioSelect, label="Role there")
    post = forms.ModelChoiceField(Post.objects.select_related("organisation"), required=False, label="Post, if any")
    first_day = DateField(label="First day")
    submit = "Invite"

    def clean(self):
        data = super().clean()
        post, organisation = data.get("post"), data.get("organisation")
        if post and organisation and post.organisation_id != organisation.pk:
            self.add_error("post", f"{post.label} is a post of {post.organisation}; choose one of {organisation}.")
        return data
