// What this browser keeps of forms: for each person and form the copy that is being typed, and copies put by, each under
// a name of its own, that wait until the writer has chosen what becomes of them. Every function answers where storage is
// off or full too.
import { values, version, within } from "./draft-fields.js";

const PREFIX = "bcsp-draft:";
const PUT_BY = "~"; // between the form's name and the time of a copy that was put by
const OLDEST = 14 * 24 * 60 * 60 * 1000; // a copy that nobody came back for goes after fourteen days

const person = document.documentElement.dataset.person || "anyone";
const place = (key) => `${PREFIX}${person}:${key}`;

export function read(key) {
  try {
    return JSON.parse(localStorage.getItem(place(key)));
  } catch {
    return null; // storage is off, or holds what we did not write
  }
}

/** Whether the copy stands in the browser now. */
function put(key, copy) {
  try {
    localStorage.setItem(place(key), JSON.stringify(copy));
    return true;
  } catch {
    return false; // storage is off or full
  }
}

export function write(key, form) {
  return put(key, { at: Date.now(), fields: values(form), version: version(form) });
}

/** Put a copy by, out of the way of what is typed next. Its key, or "" where it could not be kept. */
export function putBy(key, copy) {
  let name = `${key}${PUT_BY}${copy.at}`;
  while (read(name)) name += PUT_BY; // two of the same moment
  return put(name, copy) ? name : "";
}

/** Keys of all copies of a form: the one that was typed last, and those put by. */
export function keysOf(key) {
  try {
    const start = place(key) + PUT_BY;
    const byTheSide = Object.keys(localStorage).filter((name) => name.startsWith(start)).sort();
    return [key, ...byTheSide.map((name) => name.slice(place("").length))];
  } catch {
    return [];
  }
}

export function forget(key) {
  try {
    localStorage.removeItem(place(key));
  } catch {
    // storage is off: there is nothing to forget
  }
}

/** Whether this person has a copy of anything that was not sent. */
export function anyKept() {
  try {
    return Object.keys(localStorage).some((name) => name.startsWith(place("")));
  } catch {
    return false;
  }
}

/** A form's text has arrived: its copy goes, and so does each that was put by and says nothing beyond it. */
export function arrived(key) {
  const sent = read(key);
  for (const other of sent ? keysOf(key) : []) {
    const copy = other !== key && read(other);
    if (copy && within(copy.fields, sent.fields)) forget(other);
  }
  forget(key);
}

/** Every copy that `unwanted(copy)` names goes. */
export function sweep(unwanted) {
  try {
    for (const name of Object.keys(localStorage).filter((name) => name.startsWith(PREFIX))) {
      if (unwanted(localStorage.getItem(name))) localStorage.removeItem(name);
    }
  } catch {
    // storage is off
  }
}

export function outdated(copy) {
  try {
    return Date.now() - JSON.parse(copy).at > OLDEST;
  } catch {
    return true;
  }
}
