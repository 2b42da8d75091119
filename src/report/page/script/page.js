// Places of the page, and what it was made with.

/** @typedef {{ name: string, text: string, files: { name: string, base64: string }[], variant: string | null, changes: string[], language: string | null, seed: number | null, actuals?: string | null }} Source */
/** @typedef {{ path: string, typed: string }} Move */
/** @typedef {{ source: Source, moves: Move[], exact: boolean, order: string[] }} Settings */

/** What two sources have in common that are the same; a name is only a name. */
export function identity(/** @type {Source} */ { text, files, variant, changes, language, seed, actuals }) {
  return JSON.stringify([text, files, variant, changes, language, seed, actuals ?? null]);
}

/**
 * The element with an id.
 * @param {string} id
 * @returns {any}
 */
export function place(id) {
  return document.getElementById(id);
}

/** The text of a block at the end of the page. */
export function block(/** @type {string} */ id) {
  return place(id)?.textContent ?? '';
}

/** Elements of a piece of HTML of our own making. */
export function pieces(/** @type {string} */ html) {
  const template = document.createElement('template');
  template.innerHTML = html;
  return template.content;
}

/** Puts a text in place, where it is another. */
export function tell(/** @type {string} */ id, /** @type {string} */ text) {
  const element = place(id);
  if (element && element.textContent !== text) element.textContent = text;
}
