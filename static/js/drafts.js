// Nothing typed is lost. A form with data-draft="KEY" is kept in this browser as it is typed, and posted to data-draft-url
// when the writing pauses. The browser's copy goes as soon as the server has the same text, when the form was sent, and
// at sign-out. A form that came back from the server holds what was sent: the copy is made equal to it. A copy that the
// page doesn't show is offered (offers.js), and put by before anything else is kept in its place. Every person has copies
// of their own. Passwords, files, tokens and hidden fields are never kept, save the version of the row. A form with
// data-draft-whole is saved for good by that address: its button saves it without leaving the page.
import { fill, keptForm, sameFields, values, version } from "./draft-fields.js";
import { anyKept, arrived, forget, keysOf, outdated, putBy, read, sweep, write } from "./kept.js";
import { Offer } from "./offers.js";
import { clock, signInLink } from "./status.js";

const SENDING = "bcsp-sending";
const DONE = /(?:^|; )draft-done="?([^;"]*)/; // the cookie in which the server names the form whose text it has
const PAUSE = 2000; // milliseconds without a key before the text is posted

class Draft {
  constructor(form) {
    this.form = form;
    this.key = form.dataset.draft;
    this.url = form.dataset.draftUrl;
    this.whole = "draftWhole" in form.dataset;
    this.state = form.querySelector("[data-draft-state]");
    this.timer = null;
    this.changed = "draftSent" in form.dataset; // whether the copy under our key is of this page
    this.waiting = null; // the copy under our key, as long as it is on offer
    this.turn = Promise.resolve(); // one text is posted after another: each says on which it was begun
    form.addEventListener("input", () => this.typed());
    form.addEventListener("change", () => this.typed());
    form.addEventListener("submit", (event) => this.submitted(event));
    addEventListener("online", () => this.changed && read(this.key) && this.post());
    if (this.changed) this.keep();
    else this.offerAll();
  }

  show(text, ...nodes) {
    if (this.state && this.state.textContent !== text) this.state.replaceChildren(text, ...nodes.filter(Boolean));
  }

  /** Keep what the form holds now; never in the place of a copy that waits for a choice. */
  keep() {
    if (this.waiting) {
      const name = putBy(this.key, this.waiting.copy);
      if (!name) return (this.kept = false);
      this.waiting.key = name;
      this.waiting = null;
    }
    this.changed = true;
    return (this.kept = write(this.key, this.form));
  }

  typed() {
    this.keep();
    this.show(this.kept ? "Not saved yet: kept in this browser" : "Not saved yet");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.post(), PAUSE);
  }

  submitted(event) {
    clearTimeout(this.timer);
    this.keep();
    if (!navigator.onLine) {
      event.preventDefault(); // the browser's own error page would take the place of the text
      return this.noNetwork();
    }
    if (this.whole) {
      event.preventDefault();
      return this.save();
    }
    this.sent();
  }

  /** Save for good without leaving the page; what the server refuses, it says on a page of its own. */
  async save() {
    const became = await this.post();
    if (became === "no network") this.noNetwork();
    if (became !== "refused") return;
    this.sent();
    HTMLFormElement.prototype.submit.call(this.form); // a button may be called "submit"
  }

  sent() {
    try {
      sessionStorage.setItem(SENDING, JSON.stringify({ key: this.key, from: location.pathname }));
    } catch {
      // storage is off: the copy then waits for its fourteen days
    }
  }

  noNetwork() {
    if (!this.kept) this.show("No network, and this browser keeps nothing: leave this page open, and try again later.");
    else if (this.whole) this.show("No network: your note is kept in this browser, and will be saved when the network is back.");
    else this.show("No network: your text is kept in this browser. Send it again when the network is back.");
  }

  post() {
    return (this.turn = this.turn.then(() => this.postNow()));
  }

  async postNow() {
    if (!this.url) return this.show(this.kept ? "Kept in this browser" : "");
    const fields = values(this.form);
    const body = keptForm(fields, version(this.form));
    body.set("draft-key", this.key);
    body.set("draft-path", location.pathname + location.search);
    const token = this.form.elements.csrfmiddlewaretoken;
    const headers = { "X-Requested-With": "drafts", ...(token && { "X-CSRFToken": token.value }) };
    let answer;
    try {
      answer = await fetch(this.url, { method: "POST", body, headers, redirect: "manual" });
    } catch {
      return this.noConnection();
    }
    if (answer.ok) {
      const seen = answer.headers.get("X-Version"); // of a form that is saved for good
      if (seen) this.form.elements.version.value = seen;
      return this.posted(fields, await answer.text());
    }
    if (answer.status === 401) {
      this.show("You have been signed out. Your text is kept in this browser. ", signInLink());
      return "signed out";
    }
    const why = this.whole && answer.status < 500 && (await answer.text());
    this.show(why && why.length < 300 ? `Kept in this browser. ${why}` : `Kept in this browser: it could not be saved (${answer.status})`);
    return "refused";
  }

  noConnection() {
    this.show(this.kept ? "Kept in this browser: no connection" : "Not saved: no connection");
    return "no network";
  }

  posted(fields, text) {
    if (!this.waiting && sameFields(fields, values(this.form))) forget(this.key); // else more was typed meanwhile, and is posted soon
    this.show(text.length < 60 ? text : `Saved at ${clock(Date.now())}`);
    return "saved";
  }

  /** Every copy that differs from what the page shows, the latest on top. */
  offerAll() {
    const shown = values(this.form);
    const kept = keysOf(this.key).map((key) => ({ key, copy: read(key) })).filter(({ copy }) => copy);
    kept.sort((one, other) => one.copy.at - other.copy.at);
    for (const each of kept) {
      if (!sameFields(each.copy.fields, shown)) this.offer(each);
      else if (each.key !== this.key) forget(each.key);
    }
  }

  /** `kept` is a copy with the key under which it stands, which changes when it is put by. */
  offer(kept) {
    if (kept.key === this.key) this.waiting = kept;
    const over = () => {
      forget(kept.key);
      if (this.waiting === kept) this.waiting = null;
    };
    const use = () => {
      const before = { at: Date.now(), fields: values(this.form), version: version(this.form) };
      over();
      const wasTyped = this.changed && !sameFields(before.fields, kept.copy.fields);
      const name = wasTyped && putBy(this.key, before); // what was typed since is put by in its turn
      fill(this.form, kept.copy.fields, kept.copy.version);
      this.typed();
      if (name) this.offer({ key: name, copy: before });
    };
    new Offer(this.form, kept.copy, { use, drop: over });
  }
}

/**
 * Whether a form was sent from this tab and the page that came instead shows that it arrived: a page of the same
 * person, reached from the form's own page, that is no error page and doesn't show the form again.
 */
function wasSent(sending) {
  if (!sending || document.documentElement.hasAttribute("data-failed")) return false;
  if (document.querySelector(`form[data-draft="${CSS.escape(sending.key)}"]`)) return false;
  const signedIn = document.documentElement.dataset.person || !document.documentElement.dataset.signIn;
  return Boolean(signedIn && document.referrer && new URL(document.referrer).pathname === sending.from);
}

function settle() {
  for (const meta of document.querySelectorAll("meta[name=draft-done]")) arrived(meta.content);
  for (const mark of document.querySelectorAll("[data-draft-done]")) arrived(mark.dataset.draftDone);
  const done = document.cookie.match(DONE);
  if (done) {
    arrived(decodeURIComponent(done[1]));
    document.cookie = "draft-done=; path=/; max-age=0";
  }
  try {
    const sending = JSON.parse(sessionStorage.getItem(SENDING));
    sessionStorage.removeItem(SENDING);
    if (wasSent(sending)) arrived(sending.key);
  } catch {
    // storage is off
  }
}

export function startDrafts() {
  settle();
  sweep(outdated);
  for (const form of document.querySelectorAll("form[data-draft]")) new Draft(form);
  for (const form of document.querySelectorAll("form[data-sign-out]")) {
    form.addEventListener("submit", (event) => {
      if (form.dataset.signOut === "asks" && anyKept()) {
        event.preventDefault();
        location.assign(form.action); // the page that says what becomes of it, with a button of its own
      } else sweep(() => true);
    });
  }
}
