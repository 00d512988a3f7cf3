"""The design system's own macros (govuk-frontend-jinja), called from Python.

Their parameters are those of the design system's documentation, in plain dicts and lists. Text goes in under `text`
and is escaped; a SafeString under any key passes as markup, as everywhere in Django.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from jinja2 import ChainableUndefined, Environment, PackageLoader, PrefixLoader

ENVIRONMENT = Environment(
    loader=PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
    autoescape=True,
    undefined=ChainableUndefined,  # the macros ask for parameters that were not given
)


@cache
def _macro(name: str) -> Any:
    """The macro of component `name` as the design system spells it: `date-input` → `govukDateInput`."""
    module = ENVIRONMENT.get_template(f"govuk_frontend_jinja/components/{name}/macro.html").module
    return getattr(module, "govuk" + "".join(part.capitalize() for part in name.split("-")))


def component(name: str, params: Mapping[str, Any]) -> SafeString:
    """The HTML of a component. Raises `jinja2.TemplateNotFound` for a name that the design system does not have."""
    return mark_safe(str(_macro(name)(params)))


def words(text: Any) -> dict[str, Any]:
    """A text as the macros take it: as markup only if it is marked safe."""
    return {"html": text} if isinstance(text, SafeString) else {"text": str(text)}
