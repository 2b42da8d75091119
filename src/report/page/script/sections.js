// Puts answers in place: what the reader opened stays open, the focus stays, and nothing jumps.

import { pieces, place } from './page.js';

/** @typedef {{ id: string, class: string, title: string | null, html: string }} SectionPart */
/** @typedef {{ title: string, head: string, contents: string, sections: SectionPart[], complete?: boolean }} Parts */

/** The sections of the report, without the controls. */
const sections = () => [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('main > section:not(#try)'))];

/** What stands on the page now. */
export function partsOfPage() {
  return {
    title: document.title,
    head: place('head').innerHTML,
    contents: document.querySelector('nav.contents')?.outerHTML ?? '',
    complete: true,
    sections: sections().map((section) => ({
      id: section.id,
      class: section.className,
      title: section.className === 'front' ? null : section.querySelector('h2')?.textContent ?? null,
      html: section.innerHTML,
    })),
  };
}

/** Does something that changes the page, while what the reader looks at stays where it is. */
function unmoved(/** @type {() => void} */ change) {
  const anchor = document.activeElement?.closest('#try') ?? topmost();
  const before = anchor?.getBoundingClientRect().top;
  const refocus = focused();
  change();
  refocus();
  const after = anchor?.isConnected ? anchor.getBoundingClientRect().top : before;
  if (before !== undefined && after !== undefined && Math.abs(after - before) > 1) window.scrollBy(0, after - before);
}

/** Puts the focus back to the control that stands where it was, for one that was replaced. */
function focused() {
  const active = document.activeElement;
  const within = active?.closest('#head, nav.contents, main > section');
  const among = () => {
    const now = within?.isConnected ? within : document.querySelector('nav.contents');
    return [.../** @type {NodeListOf<HTMLElement>} */ ((now ?? document.body).querySelectorAll('a[href], button, input, summary, [tabindex]'))];
  };
  const at = active && within ? among().findIndex((control) => control === active) : -1;
  const told = active?.textContent;
  return () => {
    if (at < 0 || active?.isConnected) return;
    const controls = among();
    const same = [controls[at], ...controls].find((control) => control?.textContent === told);
    (same ?? controls[at])?.focus({ preventScroll: true });
  };
}

/** The first part of the page that is in view. */
function topmost() {
  return [place('try'), ...sections()].find((section) => section.getBoundingClientRect().bottom > 0);
}

/** Which parts the reader opened, by their titles. */
function opened(/** @type {HTMLElement} */ section) {
  const all = [...section.querySelectorAll('details')];
  return new Set(all.flatMap((details, i) => (details.open ? [titleOf(details, i)] : [])));
}

const titleOf = (/** @type {HTMLDetailsElement} */ details, /** @type {number} */ i) => `${i} ${details.querySelector('summary')?.textContent}`;

function fill(/** @type {HTMLElement} */ section, /** @type {string} */ html) {
  const open = opened(section);
  section.replaceChildren(pieces(html));
  [...section.querySelectorAll('details')].forEach((details, i) => { details.open = open.has(titleOf(details, i)); });
}

/** Puts a whole answer in place; of one that is not complete, the parts that it has. */
export function show(/** @type {Parts} */ parts) {
  unmoved(() => {
    document.title = parts.title;
    place('head').innerHTML = parts.head;
    const known = sections();
    let last = /** @type {HTMLElement} */ (place('try'));
    for (const part of parts.sections) {
      const front = part.class === 'front';
      let section = known.find((one) => (front ? one.className.includes('front') : one.querySelector('h2')?.textContent === part.title));
      if (section) {
        known.splice(known.indexOf(section), 1);
      } else {
        section = document.createElement('section');
        section.className = part.class;
        last.after(section);
      }
      if (front && !parts.complete && lacksRows(section, part.html)) {
        stale(section);
        firstFigures(section, part.html);
      } else {
        fill(section, part.html);
        fresh(section);
      }
      if (!front) {
        if (parts.complete) section.id = part.id;
        last = section;
      }
    }
    if (!parts.complete) {
      // What is left is of an answer before this one.
      known.forEach(stale);
      return;
    }
    known.forEach((section) => section.remove());
    document.querySelector('nav.contents')?.remove();
    place('s0').after(pieces(parts.contents));
  });
}

/** Whether an answer has not reached the rows of a front: those of assumptions come with the tornado. */
const lacksRows = (/** @type {HTMLElement} */ front, /** @type {string} */ html) =>
  front.querySelector('.rows') !== null && pieces(html).querySelector('.rows') === null;

/** Puts a first answer in place: the headline, the dots, the figures, the chart by year. The rest is dimmed until it is worked out. */
export function showFirst(/** @type {{ head: string, front: string, years: string }} */ answer) {
  unmoved(() => {
    place('head').innerHTML = answer.head;
    sections().forEach(stale);
    const front = place('s0');
    firstFigures(front, answer.front);
    const chart = place('cumulative-title')?.closest('figure');
    const figure = pieces(answer.years).firstElementChild;
    if (chart && figure) {
      const open = chart.querySelector('details')?.open;
      chart.replaceWith(figure);
      const details = figure.querySelector('details');
      if (details && open) details.open = true;
      fresh(figure);
    }
  });
}

/** Dots, figures and the sentences after them. */
function firstFigures(/** @type {HTMLElement} */ front, /** @type {string} */ html) {
  const found = pieces(html);
  const old = ['.hundred', '.figures', '.text'].map((selector) => front.querySelector(`:scope > ${selector}`));
  ['.hundred', '.figures', '.text'].forEach((selector, i) => {
    const now = found.querySelector(selector);
    if (now && old[i]) {
      old[i].replaceWith(now);
      fresh(now);
    } else if (now) {
      front.prepend(now);
    } else {
      old[i]?.remove();
    }
  });
}

/** What an answer has not reached yet. A section is dimmed part by part, so that parts of it can be fresh. */
function stale(/** @type {HTMLElement} */ section) {
  section.setAttribute('aria-busy', 'true');
  [...section.children].forEach((child) => { if (!/^H[1-6]$/.test(child.tagName)) child.classList.add('stale'); });
}

function fresh(/** @type {Element} */ element) {
  element.removeAttribute('aria-busy');
  element.classList.remove('stale');
  [...element.children].forEach((child) => child.classList.remove('stale'));
}

/** Nothing is being worked out any more. */
export function settled() {
  document.querySelectorAll('.stale').forEach((element) => element.classList.remove('stale'));
  document.querySelectorAll('[aria-busy]').forEach((element) => element.removeAttribute('aria-busy'));
}
