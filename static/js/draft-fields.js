// A form's fields as plain data and back. Kept apart from drafts.js, which says when.

const NEVER = new Set(["password", "file", "hidden", "submit", "button", "image", "reset"]);

function kept(form) {
  // keep-… are the choices of a conflict, which belong to that page alone
  return [...form.elements].filter((box) => box.name && !box.disabled && !NEVER.has(box.type) && !box.name.startsWith("keep-"));
}

/**
 * The version of the row that the text was begun on: with it the server notices that somebody else saved since. Where the
 * page shows both texts, that is the one before theirs, until the writer has chosen and sent.
 */
export function version(form) {
  return form.dataset.draftVersion ?? form.elements.version?.value ?? "";
}

/** Name → list of values, as a browser would send them. */
export function values(form) {
  const found = {};
  for (const box of kept(form)) {
    if ((box.type === "radio" || box.type === "checkbox") && !box.checked) continue;
    const texts = box.type === "select-multiple" ? [...box.selectedOptions].map((option) => option.value) : [box.value];
    found[box.name] = [...(found[box.name] || []), ...texts];
  }
  return found;
}

/** Whether two sets of fields say the same; an empty box and a missing one do. */
export function sameFields(one, other) {
  const plain = (fields) =>
    JSON.stringify(Object.entries(fields).filter(([, texts]) => texts.some(Boolean)).sort(([a], [b]) => (a < b ? -1 : 1)));
  return plain(one) === plain(other);
}

/** Whether everything that the one says stands in the other too, box by box. */
export function within(fields, other) {
  return Object.entries(fields).every(([name, texts]) => texts.every((text) => !text || (other[name] || []).includes(text)));
}

/** Put values back, with the version they were written on; boxes that the values don't name are emptied. */
export function fill(form, fields, seen) {
  if (seen && form.elements.version) form.elements.version.value = seen;
  const left = structuredClone(fields);
  for (const box of kept(form)) {
    const texts = left[box.name] || [];
    if (box.type === "radio" || box.type === "checkbox") box.checked = texts.includes(box.value);
    else if (box.type === "select-multiple") for (const option of box.options) option.selected = texts.includes(option.value);
    else box.value = texts.shift() ?? "";
    box.dispatchEvent(new Event("change", { bubbles: false }));
  }
}

/** The fields as the body of a form's POST. */
export function keptForm(fields, seen) {
  const body = new URLSearchParams(seen ? { version: seen } : {});
  for (const [name, texts] of Object.entries(fields)) for (const text of texts) body.append(name, text);
  return body;
}
