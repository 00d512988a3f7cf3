from django import forms

from bcsp.govuk.dates import DateField
from bcsp.govuk.forms import Form
from bcsp.govuk.widgets import Choice
from bcsp.people.models import Organisation, Post
from bcsp.people.roles import Role
from bcsp.records.clock import today
from bcsp.records.screenedform import Screened


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


class YourNameForm(Form):
    named_in_public = forms.TypedChoiceField(
        label="May your name stand on public pages?",
        choices=[
            Choice("yes", "Yes, with the posts that I hold or held"),
            Choice("no", "No, show the post alone"),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    submit = "Save"
    required_messages = {"named_in_public": "Say whether your name may stand on public pages"}


class PostDutiesForm(Screened, Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    duties = forms.CharField(
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="What the post is there to do, in a sentence or two. Everybody reads this: name no person.",
    )
    screened_fields = ("duties",)
    submit = "Save the duties"
    required_messages = {"duties": "Say what the post's duties are"}


PUBLIC = "Organisations are public: it may stand on any public page."


class OrganisationRenameForm(Screened, Form):
    was = forms.CharField(widget=forms.HiddenInput)
    name = forms.CharField(
        label="What it is called now",
        max_length=200,
        help_text=PUBLIC,
    )
    day = DateField(label="Since when")
    screened_fields = ("name",)
    submit = "Save the name"
    required_messages = {"name": "Enter the name that it has now", "day": "Enter the day on which its name changed"}

    def clean_day(self):
        day = self.cleaned_data["day"]
        if day and day > today():
            raise forms.ValidationError("That day is to come. Rename it on its day, or after it")
        return day
