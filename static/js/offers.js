// Kept texts that differ from what the page shows are offered beside their boxes, never put in by themselves. What is
// offered stays in the browser until the writer has chosen, whatever is typed meanwhile.
import { clock, say } from "./status.js";

const open = new Set(); // the offers that wait for a choice, on the whole page

/** What a form's text is called: by its only box, or by the page. */
function called(form) {
  const boxes = form.querySelectorAll("textarea, input[type=text]");
  return (boxes.length === 1 && boxes[0].labels?.[0]?.textContent.trim()) || document.querySelector("h1")?.textContent.trim() || "This form";
}

/** At the top of the page, where the offers stand: they may be a long way down. */
function pointToThem() {
  const links = [...open].map((offer) => {
    const link = document.createElement("a");
    link.className = "govuk-link";
    link.href = `#${offer.box.id}`;
    const alike = [...open].some((other) => other !== offer && other.title === offer.title);
    link.textContent = alike ? `${offer.title}, ${clock(offer.copy.at)}` : offer.title;
    return link;
  });
  if (links.length) say("Text that was not sent is kept in this browser:", ...links.flatMap((link, n) => (n ? ["; ", link] : [link])));
  else document.getElementById("bcsp-status")?.replaceChildren();
}

export class Offer {
  /** `copy` is shown above the form's boxes. `use` and `drop` are called once, when the writer has chosen. */
  constructor(form, copy, { use, drop }) {
    this.copy = copy;
    this.title = called(form);
    this.box = document.createElement("div");
    this.box.id = `kept-${form.dataset.draft.replace(/\W+/g, "-")}-${copy.at}`;
    this.box.className = "govuk-inset-text bcsp-no-print";
    this.box.append(this.words(), document.createElement("br"), ...this.text(), this.button("Use the text kept in this browser", use, "The text kept in this browser is back in the form."), " ", this.button("Throw it away", drop, "The text kept in this browser was thrown away."));
    form.prepend(this.box);
    for (let fold = form.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    open.add(this);
    pointToThem();
  }

  words() {
    const day = new Date(this.copy.at).toLocaleDateString("en-GB", { day: "numeric", month: "long" });
    return `${this.title}: text that was not sent is kept in this browser, from ${clock(this.copy.at)} on ${day}.`;
  }

  /** The kept text itself, where it is one: so that nobody chooses blindly. */
  text() {
    const texts = Object.values(this.copy.fields).flat().filter(Boolean);
    if (texts.length !== 1) return [];
    const shown = document.createElement("p");
    shown.className = "govuk-body bcsp-typed";
    shown.textContent = texts[0];
    return [shown];
  }

  button(text, act, after) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "bcsp-button-link";
    made.textContent = text;
    made.addEventListener("click", () => {
      open.delete(this);
      act();
      pointToThem();
      this.settled(after);
    });
    return made;
  }

  settled(sentence) {
    this.box.setAttribute("role", "status");
    this.box.tabIndex = -1;
    this.box.replaceChildren(sentence);
    this.box.focus(); // the button that had the focus is gone
  }
}
