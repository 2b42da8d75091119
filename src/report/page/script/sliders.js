// Sliders and the boxes beside them.

import { place } from './page.js';

/** @typedef {{ path: string, base: string, low: number, high: number, step: number, at: number }} Knob */
/** @typedef {import('./page.js').Move} Move */

export class Sliders {
  /** @type {Map<string, Knob>} */
  #known;
  #decimal;

  constructor(/** @type {Knob[]} */ knobs, /** @type {string} */ decimal) {
    this.#known = new Map(knobs.map((knob) => [knob.path, knob]));
    this.#decimal = decimal;
  }

  /** The knob that an element belongs to. */
  of(/** @type {Element} */ element) {
    const shown = /** @type {HTMLElement | null} */ (element.closest('.knob'));
    const knob = shown && this.#known.get(shown.dataset.path ?? '');
    return shown && knob ? { shown, knob } : undefined;
  }

  /** The paths of those that are in view or can be scrolled to. */
  shown() {
    const all = [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('.knob'))];
    const folded = (/** @type {Element} */ shown) => shown.closest('details:not([open])') !== null;
    return all.filter((shown) => !folded(shown)).map((shown) => shown.dataset.path ?? '');
  }

  /** The value of a slider, as it is typed. */
  typed(/** @type {HTMLInputElement} */ range, /** @type {Knob} */ knob) {
    // The slider cannot stand between its steps; the scenario's own number can.
    if (Math.abs(Number(range.value) - knob.at) < knob.step / 2) return knob.base;
    return String(Number(Number(range.value).toPrecision(12))).replace('.', this.#decimal);
  }

  /** Where the slider goes for a text, which the core reads by itself: thousands may be grouped by the mark that is not the decimal one. */
  #value(/** @type {string} */ typed) {
    const plain = typed.replace(/\s|%$/g, '').replace('\u2212', '-');
    return Number(plain.replaceAll(this.#decimal === ',' ? '.' : ',', '').replace(this.#decimal, '.'));
  }

  /** Puts sliders and boxes where the moves have them. */
  put(/** @type {Move[]} */ moves) {
    const typed = new Map(moves.map((move) => [move.path, move.typed]));
    for (const shown of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('.knob'))) {
      const knob = this.#known.get(shown.dataset.path ?? '');
      if (knob) this.putOne(shown, knob, typed.get(knob.path) ?? knob.base);
    }
  }

  putOne(/** @type {HTMLElement} */ shown, /** @type {Knob} */ knob, /** @type {string} */ typed) {
    const [range, box] = inputs(shown);
    if (box.value !== typed) box.value = typed;
    const value = this.#value(typed);
    const at = typed === knob.base ? knob.at : value;
    if (Number.isFinite(at) && typed !== this.typed(range, knob)) range.value = String(at);
    range.setAttribute('aria-valuetext', `${typed} ${shown.querySelector('.unit')?.textContent ?? ''}`.trim());
    this.wrong(shown, '');
    const reset = /** @type {HTMLButtonElement} */ (shown.querySelector('.reset'));
    reset.disabled = typed === knob.base;
  }

  /** Says what is wrong with a value; nothing where the text is empty. */
  wrong(/** @type {HTMLElement} */ shown, /** @type {string} */ text) {
    const told = /** @type {HTMLElement} */ (shown.querySelector('.wrong'));
    told.hidden = text === '';
    told.textContent = text;
    const [, box] = inputs(shown);
    if (text) box.setAttribute('aria-invalid', 'true');
    else box.removeAttribute('aria-invalid');
  }

  /** The knob at a path. */
  at(/** @type {string} */ path) {
    return [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('.knob'))].find((shown) => shown.dataset.path === path);
  }

  /** Marks the value at which the case breaks even. */
  mark(/** @type {{ path: string, at: number | null, told: string }[]} */ ticks) {
    for (const { path, at, told } of ticks) {
      const shown = this.at(path);
      const knob = this.#known.get(path);
      if (!shown || !knob) continue;
      const mark = /** @type {Element} */ (shown.querySelector('.ticks .switch'));
      const share = at === null ? -1 : (at - knob.low) / (knob.high - knob.low);
      mark.setAttribute('x', share >= 0 && share <= 1 ? (share * 1000).toFixed(1) : '-10');
      const line = shown.querySelector('.told');
      if (line) line.textContent = told;
    }
  }

  /** Puts those beyond the first in the order of what they decide. */
  order(/** @type {string[]} */ paths) {
    const list = place('more')?.querySelector('.knobs');
    if (!list || list.contains(document.activeElement)) return;
    const rank = (/** @type {Element} */ shown) => {
      const found = paths.indexOf(/** @type {HTMLElement} */ (shown).dataset.path ?? '');
      return found < 0 ? paths.length : found;
    };
    const sorted = [...list.children].sort((a, b) => rank(a) - rank(b));
    if (sorted.some((shown, i) => shown !== list.children[i])) list.replaceChildren(...sorted);
  }
}

/** The slider and the box of a knob. */
export function inputs(/** @type {HTMLElement} */ shown) {
  const [range, box] = shown.querySelectorAll('input');
  return [range, box];
}
