// Headings, lists and tables of what is pasted stay: the server turns the clipboard's HTML into the plain text that the box
// holds. Where that fails, the box gets the words as any box would.

const SOON = 4000; // milliseconds to wait for the server before the words alone go in

function put(box, text) {
  box.focus();
  // Keeps "undo" working; browsers without it get the text all the same.
  if (!document.execCommand("insertText", false, text)) {
    box.setRangeText(text, box.selectionStart, box.selectionEnd, "end");
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

async function asText(box, html) {
  const body = new URLSearchParams({ html, csrfmiddlewaretoken: box.form.elements.csrfmiddlewaretoken.value });
  const answer = await fetch(box.dataset.paste, { method: "POST", body, redirect: "error", signal: AbortSignal.timeout(SOON) });
  if (!answer.ok) throw new Error(answer.status);
  return answer.text();
}

async function pasted(event) {
  const box = event.target;
  const html = event.clipboardData?.getData("text/html");
  if (!html) return;
  event.preventDefault();
  const words = event.clipboardData.getData("text/plain");
  const text = await asText(box, html).catch(() => words);
  put(box, text || words);
}

export function startPasting() {
  for (const box of document.querySelectorAll("textarea[data-paste]")) box.addEventListener("paste", pasted);
}
