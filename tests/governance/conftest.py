import pytest


@pytest.fixture
def mixed(db, monkeypatch):
    """A public agenda with a public paper, one for partners, one for PDG alone, and a private item."""
    from bcsp.documents.papers import Readers
    from governance import actions
    from tests.governance import make
    from tests.governance.make import CANARY
    from tests.make import body, viewer

    pdg = body("pdg")
    canaries = {"title": f"Title {CANARY}", "line": f"Line {CANARY}", "recommendation": f"Agree {CANARY}"}
    canaries |= {"ask": f"Ask {CANARY}", "cost": f"£1 {CANARY}", "public_line": "One item considered in private."}
    make.offers(
        monkeypatch,
        make.paper(body("bvsc"), "Open words.", Readers("public"), title="Open title"),
        make.paper(pdg, "Partner words.", Readers("partners"), title="Partner title"),
        make.paper(body("board"), f"Text {CANARY}", Readers("named", bodies=(pdg.pk,)), **canaries),
    )
    meeting = make.meeting(days=0, place="Room 5")
    actions.add_item(
        meeting=meeting, title=f"Private {CANARY}", introduction=f"Why {CANARY}", by=viewer("clerk"), **make.PRIVATE
    )
    return actions.publish_agenda(meeting=meeting, audience="public", by=viewer("clerk"))
