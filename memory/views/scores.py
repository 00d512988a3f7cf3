"""Scoring an application, and putting it to a body."""

from typing import Any

from bcsp.records.screenedform import unchecked
from memory import actions, scoring
from memory.forms import scores as forms
from memory.models import Application
from memory.models.scores import GROUNDS
from memory.rules import DECIDE, SCORE
from memory.views.applications import ApplicationPage


class ApplicationScoreView(ApplicationPage):
    """Who scores knows nothing of the other's score before both are in."""

    form_class = forms.ScoreForm
    called = "Score of {reference}"
    heading = "Score this application"
    rule = SCORE
    done = "Your score is saved."

    def starting(self, row: Application) -> dict[str, Any]:
        mine = row.scores.filter(scorer=self.viewer.person_id).first()
        said = {name: getattr(mine, f"{name}_id") for name in GROUNDS} | {"why": mine.why} if mine else {}
        return {"version": row.version, **said}

    def more(self) -> dict[str, Any]:
        return {**super().more(), "says": scoring.says_missing(self.thing) or "All scores are in."}

    def act(self, form: forms.ScoreForm) -> Application:
        actions.score_application(application=self.thing, by=self.viewer, **unchecked(form))
        return self.thing


class ApplicationPutForwardView(ApplicationPage):
    form_class = forms.PutForwardForm
    called = "Put {reference} forward"
    heading = "Put this application to a body"
    rule = DECIDE
    done = "It is put forward. Its paper stands on the body’s next agenda."

    def starting(self, row: Application) -> dict[str, Any]:
        return {"version": row.version, "body": row.put_to_id, "recommended": row.recommended}

    def more(self) -> dict[str, Any]:
        return {**super().more(), "says": scoring.says_missing(self.thing)}

    def act(self, form: forms.PutForwardForm) -> Application:
        return actions.put_forward(application=self.thing, by=self.viewer, **unchecked(form))
