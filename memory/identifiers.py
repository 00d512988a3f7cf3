"""Identifiers of organisations after org-id.guide: the code of a list, and the number in it."""

import re

ORG_ID = r"^[A-Z]{2}-[A-Z0-9]{2,10}-[A-Z0-9][A-Z0-9/.-]*$"  # POSIX and Python alike: the database holds it too
EXAMPLES = "such as GB-CHC-1234567 (charity) or GB-COH-01234567 (company)"
# How numbers look in the lists that applicants mostly stand in; of the other lists any number will do.
LISTS = {
    "GB-CHC": (r"\d{6,7}(-\d{1,3})?", "a charity number has six or seven figures"),
    "GB-COH": (r"[A-Z0-9]{8}", "a company number has eight figures or letters: write its noughts too"),
    "GB-SC": (r"SC\d{6}", "a Scottish charity number is SC and six figures"),
    "GB-NIC": (r"\d{6}", "a Northern Irish charity number has six figures"),
}


def org_id(text: str) -> str:
    """The identifier as it is kept, in capitals; empty where there is none. Raises ValueError with a sentence."""
    said = "".join(text.split()).upper()
    if not said:
        return ""
    if not re.match(ORG_ID, said):
        raise ValueError(f"An org-id is the code of a list, a hyphen and a number, {EXAMPLES}")
    country, listed, number = said.split("-", 2)
    form, says = LISTS.get(f"{country}-{listed}", ("", ""))
    if form and not re.fullmatch(form, number):
        raise ValueError(f"Look at the number once more: {says}")
    return said
