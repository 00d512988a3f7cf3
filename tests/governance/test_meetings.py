import pytest
from tests.governance import make
pytestmark = pytest.mark.django_db

def test_smoke():
    m = make.held()
    d = make.agreed(make.emerging(m))
    assert d.reference.startswith("DEC-")
    from django.core.management import call_command
    call_command("verify_register")
