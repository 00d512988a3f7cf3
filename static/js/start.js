// Wakes the design systems' components, and says what happened when a request in the background fails.
import { initAll } from "../build/govuk-frontend.min.js";
import { say, signInLink } from "./status.js";
import { startDrafts } from "./drafts.js";
import { startPasting } from "./paste.js";

async function wake(root) {
  initAll({ scope: root });
  if (root.querySelector("[data-module^='moj-']")) {
    const moj = await import("../build/moj-frontend.min.js"); // large, and needed on few pages
    moj.initAll({ scope: root });
  }
}

// A form that stood open while its writer signed in again holds an outdated token; the cookie has today's.
function refreshToken(event) {
  const box = event.target.elements?.csrfmiddlewaretoken;
  const cookie = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
  if (box && cookie) box.value = cookie[1];
}

function answerFailure(event) {
  if (event.detail.xhr.status === 401) {
    say("You have been signed out. Your text is kept.", signInLink());
  } else {
    say(`That did not work (${event.detail.xhr.status}). Nothing was changed: try again in a moment.`);
  }
}

wake(document);
startDrafts();
startPasting();
document.addEventListener("submit", refreshToken);
document.addEventListener("htmx:load", (event) => event.detail.elt !== document.body && wake(event.detail.elt));
document.addEventListener("htmx:responseError", answerFailure);
document.addEventListener("htmx:sendError", () => say("There is no connection. Your text is kept: try again when it is back."));
document.addEventListener("htmx:configRequest", (event) => {
  const box = document.querySelector("input[name=csrfmiddlewaretoken]");
  if (box) event.detail.headers["X-CSRFToken"] = box.value;
});
