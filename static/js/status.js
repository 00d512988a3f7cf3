// One place on the page where scripts speak; screen readers hear it.

/** The time of day, as sentences have it. */
export const clock = (time) => new Date(time).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });

/** Show a sentence, and nodes after it, at the top of the page's content. */
export function say(sentence, ...nodes) {
  const place = document.getElementById("bcsp-status");
  if (!place) return;
  const box = document.createElement("div");
  box.className = "govuk-inset-text";
  box.append(sentence, " ", ...nodes.filter(Boolean));
  place.replaceChildren(box);
}

/** A link to sign in that comes back to this page; nothing where the page does not know the address. */
export function signInLink() {
  const address = document.documentElement.dataset.signIn;
  if (!address) return null;
  const link = document.createElement("a");
  link.className = "govuk-link";
  link.href = `${address}?next=${encodeURIComponent(location.pathname + location.search)}`;
  link.textContent = "Sign in again";
  return link;
}
