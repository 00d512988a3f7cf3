"""Two writers of one row: what each changed since the version that both began from, and what becomes of it.

A field that only one of them changed is no conflict: it is taken as changed. Where both did, or where nobody knows what
stood there before, the second writer sees both texts and chooses.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.forms import BaseForm, Field, MultiWidget
from django.http import QueryDict

from bcsp.records.past import Saved

JOINT = "\n\n"
CHOICE = "keep-"  # and the field's name: mine, theirs or both


@dataclass(frozen=True)
class Difference:
    """Both texts of one field, as people read them. `join`: whether one could stand after the other."""

    name: str
    label: str
    mine: str
    theirs: str
    join: bool


@dataclass
class Comparison:
    """What both changed, the labels of what only they changed, and the form's data with the latter in it; who `saved`
    in between, whether that was the writer's `own` doing, and the version `since` which this is."""

    data: QueryDict
    both: list[Difference] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)
    saved: Saved | None = None
    own: bool = False
    since: str = ""

    def __bool__(self) -> bool:
        return bool(self.both or self.taken)


def compare(form: BaseForm, mine: QueryDict, theirs: Mapping[str, Any], base: Mapping[str, Any]) -> Comparison:
    """`mine` is what was sent, `theirs` the row's values now, `base` those it had when both began, where known."""
    found = Comparison(mine.copy())
    for name, each in form.fields.items():
        if name not in form.base_fields or each.widget.is_hidden:
            continue
        sent, other = each.widget.value_from_datadict(mine, {}, name), _boxes(each, theirs.get(name))
        if _text(sent) == _text(other):
            continue
        before = _text(_boxes(each, base[name])) if name in base else None
        if before == _text(sent):
            _put(found.data, each, name, theirs.get(name), "theirs")
            found.taken.append(each.label)
        elif before != _text(other):
            join = isinstance(sent, str) and not getattr(each, "choices", None)
            found.both.append(Difference(name, each.label, _shown(each, sent), _shown(each, other), join))
    return found


def chosen(form_class: type[BaseForm], data: QueryDict, theirs: Mapping[str, Any]) -> QueryDict:
    """The data with what the writer chose on the page that showed both texts."""
    marked = {key.removeprefix(CHOICE): value for key, value in data.items() if key.startswith(CHOICE)}
    names = [name for name, choice in marked.items() if choice != "mine" and name in form_class.base_fields]
    if not names:
        return data
    data = data.copy()
    for name in names:
        _put(data, form_class.base_fields[name], name, theirs.get(name), marked[name])
    return data


def _boxes(field: Field, value: Any) -> Any:
    """A row's value as the field's boxes hold it: a date is three texts."""
    if not isinstance(field.widget, MultiWidget):
        return value
    return ["" if part is None else str(part) for part in field.widget.decompress(value)]


def _put(data: QueryDict, field: Field, name: str, theirs: Any, choice: str) -> None:
    """Put what was chosen into the data: theirs, or theirs and then the writer's own."""
    if isinstance(field.widget, MultiWidget):
        for suffix, text in zip(field.widget.widgets_names, _boxes(field, theirs), strict=True):
            data[f"{name}{suffix}"] = text
    elif isinstance(theirs, list | tuple):
        data.setlist(name, [str(value) for value in theirs])
    else:
        text = _text(theirs)
        data[name] = text if choice == "theirs" else JOINT.join(filter(None, [text, data.get(name, "")]))


def _text(value: Any) -> str:
    """A value as the form would send it, so that mine and theirs compare."""
    if isinstance(value, list | tuple):
        return "\n".join(str(v) for v in value)
    return "" if value is None else str(value).replace("\r\n", "\n").strip()


def _shown(field: Any, value: Any) -> str:
    """A value as people read it: the words of a choice, not its key."""
    choices = getattr(field, "choices", None)
    if not choices:
        return _text(value)
    words = {str(key): str(word) for key, word in choices}
    values = value if isinstance(value, list | tuple) else [value]
    return ", ".join(words.get(str(v), str(v)) for v in values if v not in (None, ""))
