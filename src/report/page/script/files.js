// Files in and out, all on this machine.

/** @typedef {{ name: string, type: string, text?: string, base64?: string }} Saved */

const bytesOf = (/** @type {string} */ base64) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));

/** The bytes of a file as base64. */
export async function base64Of(/** @type {File} */ file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let letters = '';
  for (let from = 0; from < bytes.length; from += 0x8000) letters += String.fromCharCode(...bytes.subarray(from, from + 0x8000));
  return btoa(letters);
}

/** Browsers leave out what comes faster than ten files a second. */
const APART = 150;

/** Hands a file to the browser to be saved. */
export async function save(/** @type {string} */ name, /** @type {Blob} */ content) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // The browser has to have begun.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  await new Promise((done) => { setTimeout(done, APART); });
}

/** The content of a file from the core. */
export function content(/** @type {Saved} */ file) {
  return new Blob([file.text ?? bytesOf(file.base64 ?? '')], { type: file.type });
}

/** A picture of ours as PNG at twice the size it is shown at. */
export async function png(/** @type {string} */ svg) {
  const image = new Image();
  const shown = new Promise((done, failed) => {
    image.onload = done;
    image.onerror = () => failed(new Error('no picture'));
  });
  image.src = `data:image/svg+xml;base64,${btoa(Array.from(new TextEncoder().encode(svg), (byte) => String.fromCharCode(byte)).join(''))}`;
  await shown;
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [2 * image.width, 2 * image.height];
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => { canvas.toBlob((blob) => done(/** @type {Blob} */ (blob)), 'image/png'); });
}
