"""allauth's forms with our sentences and words. Settings name them in ACCOUNT_FORMS."""

from typing import Any

from allauth.account import forms as allauth

from bcsp.govuk.forms import GovukForm


class AccountForm(GovukForm):
    """An allauth form drawn as ours; `labels` renames fields where its own words are not ours."""

    submit = ""
    labels = {
        "login": "E-mail address",
        "email": "E-mail address",
        "oldpassword": "Your password now",
        "password1": "New password",
        "password2": "New password again",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.labels.keys() & self.fields.keys():
            self.fields[name].label = self.labels[name]


class LoginForm(AccountForm, allauth.LoginForm):
    labels = {**AccountForm.labels, "remember": "Keep me signed in on this device"}
    required_messages = {"login": "Enter your e-mail address", "password": "Enter your password"}


class RequestLoginCodeForm(AccountForm, allauth.RequestLoginCodeForm):
    required_messages = {"email": "Enter your e-mail address"}


class ConfirmLoginCodeForm(AccountForm, allauth.ConfirmLoginCodeForm):
    required_messages = {"code": "Enter the code from the e-mail"}


class ReauthenticateForm(AccountForm, allauth.ReauthenticateForm):
    required_messages = {"password": "Enter your password"}


class ResetPasswordForm(AccountForm, allauth.ResetPasswordForm):
    required_messages = {"email": "Enter your e-mail address"}


class ResetPasswordKeyForm(AccountForm, allauth.ResetPasswordKeyForm):
    required_messages = {"password1": "Enter a new password", "password2": "Enter the new password again"}


class ChangePasswordForm(AccountForm, allauth.ChangePasswordForm):
    required_messages = {**ResetPasswordKeyForm.required_messages, "oldpassword": "Enter the password you have now"}
