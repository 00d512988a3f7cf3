from django.db import models
from django.db.models import F, Func, Value
from django.db.models.lookups import Exact


class TermField(models.ForeignKey):
    """A word of one scale. Pair it with `of_scale` in the model's constraints, so that the database holds it too."""

    def __init__(self, *args, scale: str = "", **kwargs):
        self.scale = scale
        kwargs.setdefault("to", "scales.Term")
        kwargs.setdefault("on_delete", models.PROTECT)
        kwargs.setdefault("related_name", "+")
        kwargs["limit_choices_to"] = {"scale": scale, "retired": False} if scale else {}
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("limit_choices_to", None)
        return name, path, args, {**kwargs, "scale": self.scale}


def of_scale(model: str, column: str, scale: str) -> models.CheckConstraint:
    """The term in `column` belongs to `scale`: its key begins with it (an empty column passes)."""
    named = Func(F(column), Value("."), Value(1), function="split_part", output_field=models.CharField())
    return models.CheckConstraint(
        condition=Exact(named, Value(scale)),
        name=f"{model}_{column}_scale",
        violation_error_message=f"Choose a word of the scale for {column.replace('_', ' ')}.",
    )
