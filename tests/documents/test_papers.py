from dataclasses import dataclass, replace

import pytest

from bcsp.documents.papers import Readers, as_pdf, render_html
from tests.documents.conftest import Trend, paper
from tests.documents.structure import said, stamps


@dataclass
class Changeable:
    title: str


@dataclass(frozen=True)
class Holder:
    inner: object


@pytest.mark.parametrize(
    "data", [{"title": "x"}, Changeable("x"), Holder(["x"]), Holder(Holder(Readers)), Holder((object(),))]
)
def test_paper_takes_plain_values_only(data):
    with pytest.raises(TypeError, match=r"plain values|frozen dataclass"):
        replace(paper(1, "x"), data=data)


def test_what_a_person_typed_is_escaped():
    html = render_html(replace(paper(1, "x"), data=Trend("<b>bold</b>", "{{ data }} & <script>", ())))
    assert "<b>" not in html
    assert "<script>" not in html
    assert "&lt;b&gt;bold&lt;/b&gt;" in html


def test_paper_alone_is_stamped():
    pdf = as_pdf(paper(1, "Batteries"), marking="Partners only")
    assert said(pdf, "H1", "H2") == ["Batteries", "Mitigate now", "Seen before"]
    assert stamps(pdf) == [["Partners only", "Page 1 of 1 · Partners only"]]
