// Settings in a link: all that the page's own settings do not say.

import { identity } from './page.js';

/** @typedef {import('./page.js').Settings} Settings */

async function through(/** @type {Uint8Array<ArrayBuffer>} */ bytes, /** @type {CompressionStream | DecompressionStream} */ stream) {
  // Not by a Response: Firefox reports one that breaks off, even where that is caught.
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
  const found = [];
  let part = await reader.read();
  while (!part.done) {
    found.push(part.value);
    part = await reader.read();
  }
  return new Uint8Array(await new Blob(found).arrayBuffer());
}

/** What differs from the page's own settings, as text for a link; empty where nothing does. */
export async function written(/** @type {Settings} */ settings, /** @type {Settings} */ own) {
  /** @type {any} */
  const said = {};
  if (JSON.stringify(settings.moves) !== JSON.stringify(own.moves)) said.moves = settings.moves;
  if (settings.exact !== own.exact) said.exact = settings.exact;
  const { language } = own.source;
  if (identity({ ...settings.source, language }) !== identity(own.source)) said.source = settings.source;
  else if (settings.source.language !== language) said.language = settings.source.language;
  if (Object.keys(said).length === 0) return '';
  const bytes = await through(new TextEncoder().encode(JSON.stringify(said)), new CompressionStream('deflate-raw'));
  const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(letters).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** The settings that a link says; an error where it cannot be read. */
export async function read(/** @type {string} */ text, /** @type {Settings} */ own) {
  const letters = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  const bytes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
  const said = JSON.parse(new TextDecoder().decode(await through(bytes, new DecompressionStream('deflate-raw'))));
  const source = { ...own.source, ...said.source, ...(said.language ? { language: said.language } : {}) };
  const moves = said.moves ?? own.moves;
  const sound = (/** @type {any} */ move) => typeof move?.path === 'string' && typeof move?.typed === 'string';
  if (typeof source.text !== 'string' || !Array.isArray(moves) || !moves.every(sound)) throw new Error('no settings');
  return { ...own, source, moves, exact: said.exact ?? own.exact };
}
