// Nothing typed is lost. A form with data-draft="KEY" is kept in this browser as it is typed, and posted to data-draft-url
// when the writing pauses. The browser's copy goes as soon as the server has the same text, when the form was sent, and
// at sign-out. A form that came back from the server holds what was sent: the copy is made equal to it. Every person has copies of their own. Passwords, files, tokens and hidden fields are never kept, save the
// version of the row.
import { fill, keptForm, sameFields, values, version } from "./draft-fields.js";
import { say, signInLink } from "./status.js";

const PREFIX = "bcsp-draft:";
const SENDING = "bcsp-sending";
const DONE = /(?:^|; )draft-done="?([^;"]*)/; // the cookie in which the server names the form whose text it has
const PAUSE = 2000; // milliseconds without a key before the text is posted
const OLDEST = 14 * 24 * 60 * 60 * 1000; // a copy that nobody came back for goes after fourteen days

const person = document.documentElement.dataset.person || "anyone";
const place = (key) => `${PREFIX}${person}:${key}`;
const clock = (time) => new Date(time).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(place(key)));
  } catch {
    return null; // storage is off, or holds what we did not write
  }
}

function write(key, form) {
  try {
    const copy = { at: Date.now(), fields: values(form), version: version(form) };
    localStorage.setItem(place(key), JSON.stringify(copy));
    return true;
  } catch {
    return false; // storage is off or full
  }
}

function forget(key) {
  try {
    localStorage.removeItem(place(key));
  } catch {
    // storage is off: there is nothing to forget
  }
}

/** Every copy that `unwanted(name, copy)` names goes. */
function sweep(unwanted) {
  try {
    for (const name of Object.keys(localStorage).filter((name) => name.startsWith(PREFIX))) {
      if (unwanted(localStorage.getItem(name))) localStorage.removeItem(name);
    }
  } catch {
    // storage is off
  }
}

function outdated(copy) {
  try {
    return Date.now() - JSON.parse(copy).at > OLDEST;
  } catch {
    return true;
  }
}

class Draft {
  constructor(form) {
    this.form = form;
    this.key = form.dataset.draft;
    this.url = form.dataset.draftUrl;
    this.state = form.querySelector("[data-draft-state]");
    this.timer = null;
    form.addEventListener("input", () => this.typed());
    form.addEventListener("change", () => this.typed());
    form.addEventListener("submit", () => this.sent());
    addEventListener("online", () => read(this.key) && this.post());
    if ("draftSent" in form.dataset) write(this.key, form);
    else this.offer();
  }

  show(text, ...nodes) {
    if (this.state && this.state.textContent !== text) this.state.replaceChildren(text, ...nodes.filter(Boolean));
  }

  typed() {
    this.kept = write(this.key, this.form);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.post(), PAUSE);
  }

  sent() {
    clearTimeout(this.timer);
    write(this.key, this.form);
    try {
      sessionStorage.setItem(SENDING, JSON.stringify({ key: this.key, from: location.pathname }));
    } catch {
      // storage is off: the copy then waits for its fourteen days
    }
  }

  async post() {
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
      return this.show(this.kept ? "Kept in this browser: no connection" : "Not saved: no connection");
    }
    if (answer.ok) return this.posted(fields, await answer.text());
    if (answer.status === 401) {
      this.show("You have been signed out. Your text is kept in this browser. ", signInLink());
    } else {
      this.show(`Kept in this browser: it could not be saved (${answer.status})`);
    }
  }

  posted(fields, text) {
    if (sameFields(fields, values(this.form))) forget(this.key); // else more was typed meanwhile, and is posted soon
    this.show(text.length < 60 ? text : `Saved at ${clock(Date.now())}`);
  }

  /** A copy that differs from what the page shows is offered, never put in by itself. */
  offer() {
    const copy = read(this.key);
    if (!copy || sameFields(copy.fields, values(this.form))) return;
    const day = new Date(copy.at).toLocaleDateString("en-GB", { day: "numeric", month: "long" });
    const use = button("Use the text kept in this browser", () => {
      fill(this.form, copy.fields, copy.version);
      this.typed();
      say("The text kept in this browser is back in the form.");
    });
    const drop = button("Throw it away", () => {
      forget(this.key);
      say("The text kept in this browser was thrown away.");
    });
    say(`Text that was not sent is kept in this browser, from ${clock(copy.at)} on ${day}.`, use, " ", drop);
  }
}

function button(text, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "bcsp-button-link";
  made.textContent = text;
  made.addEventListener("click", act);
  return made;
}

/**
 * Whether a form was sent from this tab and the page that came instead shows that it arrived: a page of the same
 * person, reached from the form's own page, that is no error page and doesn't show the form again.
 */
function arrived(sending) {
  if (!sending || document.documentElement.hasAttribute("data-failed")) return false;
  if (document.querySelector(`form[data-draft="${CSS.escape(sending.key)}"]`)) return false;
  const signedIn = document.documentElement.dataset.person || !document.documentElement.dataset.signIn;
  return Boolean(signedIn && document.referrer && new URL(document.referrer).pathname === sending.from);
}

function settle() {
  for (const meta of document.querySelectorAll("meta[name=draft-done]")) forget(meta.content);
  for (const mark of document.querySelectorAll("[data-draft-done]")) forget(mark.dataset.draftDone);
  const done = document.cookie.match(DONE);
  if (done) {
    forget(decodeURIComponent(done[1]));
    document.cookie = "draft-done=; path=/; max-age=0";
  }
  try {
    const sending = JSON.parse(sessionStorage.getItem(SENDING));
    sessionStorage.removeItem(SENDING);
    if (arrived(sending)) forget(sending.key);
  } catch {
    // storage is off
  }
}

export function startDrafts() {
  settle();
  sweep(outdated);
  for (const form of document.querySelectorAll("form[data-draft]")) new Draft(form);
  for (const form of document.querySelectorAll("form[data-sign-out]")) {
    form.addEventListener("submit", () => sweep(() => true));
  }
}
