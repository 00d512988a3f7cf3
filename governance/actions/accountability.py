"""Issuing the yearly extract: kept as it was issued, and never made again."""

from bcsp.documents.actions import issue_paper
from bcsp.documents.models import StoredPaper
from bcsp.records.actions import action, demand
from bcsp.records.errors import Refused
from bcsp.records.models import Audience
from bcsp.records.viewer import Viewer
from governance import rules
from governance.accountability import FIRST_YEAR, Year, current, extract_of


@action
def issue_extract(*, year: int, audience: str, by: Viewer) -> StoredPaper:
    """Keep the extract of the financial year that begins in `year` as it reads now, for its readers.

    Raises Refused for a year that the partnership has not begun, and for any but public or partners.
    """
    demand(rules.EXTRACT, by)
    if audience not in (Audience.PUBLIC, Audience.PARTNERS):
        raise Refused("Say who may read the extract: the public, or partners only.")
    if not FIRST_YEAR <= year <= current().begins:
        raise Refused(f"Choose a year from {FIRST_YEAR} to {current().begins}.")
    return issue_paper(extract_of(Year(year), audience), by.person_id)
