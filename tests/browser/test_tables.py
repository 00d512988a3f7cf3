"""Tables of few columns on a phone: each row a block, each cell under its heading, and no word broken."""

import pytest
from playwright.sync_api import expect

BROKEN = """() => {
  const found = [];
  for (const cell of document.querySelectorAll(".bcsp-stack tbody :is(td, th)")) {
    const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      for (const word of texts.currentNode.data.matchAll(/[a-z]{3,}/gi)) {
        const range = document.createRange();
        range.setStart(texts.currentNode, word.index);
        range.setEnd(texts.currentNode, word.index + word[0].length);
        const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.top)));
        if (lines.size > 1 || range.getBoundingClientRect().right > innerWidth) found.push(word[0]);
      }
    }
  }
  return found;
}"""
ADDRESSES = {"actions": "Who", "decisions": "Reference", "meetings": "Day and time"}


@pytest.mark.parametrize("name", ADDRESSES)
def test_narrow_tables_stack_and_stay_tables(site, narrow, sign_in, accessible, name):
    sign_in(narrow, site, "coordinator")
    narrow.goto(f"{site}/governance/{name}/")
    narrow.fits()
    assert narrow.evaluate(BROKEN) == []
    first = narrow.locator(".bcsp-stack tbody tr").first
    title, cell = first.get_by_role("rowheader").bounding_box(), first.get_by_role("cell").first.bounding_box()
    assert cell["y"] >= title["y"] + title["height"] - 1
    label = "cell => getComputedStyle(cell, '::before').content"
    assert ADDRESSES[name] in first.get_by_role("cell").first.evaluate(label)
    expect(narrow.get_by_role("columnheader", name=ADDRESSES[name]).first).to_be_attached()
    accessible(narrow)


@pytest.mark.parametrize("name", ADDRESSES)
def test_with_room_they_are_ordinary_tables(site, page, sign_in, name):
    sign_in(page, site, "coordinator")
    page.set_viewport_size({"width": 640, "height": 800})
    page.goto(f"{site}/governance/{name}/")
    assert page.evaluate(BROKEN) == []
    first = page.locator(".bcsp-stack tbody tr").first
    title, cell = first.get_by_role("rowheader").bounding_box(), first.get_by_role("cell").first.bounding_box()
    assert cell["x"] >= title["x"] + title["width"] - 1
