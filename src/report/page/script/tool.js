// Beyond the sliders: another scenario, two sides, actual figures, several programmes, files to save.

import { Dropped, Refused } from './core.js';
import { BESIDE } from './desk.js';
import { base64Of, content, png, save } from './files.js';
import { block, pieces, place, tell } from './page.js';

/** @typedef {import('./page.js').Move} Move */
/** @typedef {import('./page.js').Settings} Settings */
/** @typedef {import('./page.js').Source} Source */

/** Replications of each of several programmes. */
const EACH = 2000;

/** The text that a problem is of, by the file that messages name. */
const textOf = (/** @type {string | undefined} */ origin) =>
  [...document.querySelectorAll('textarea')].find((box) => box.dataset.of && box.dataset.of === origin) ?? place('text');

/**
 * What the controls below the sliders do.
 * @param {{ settings: () => Settings, own: Settings, texts: () => any, ask: (request: object) => Promise<any>, take: (source: Source, moves?: Move[]) => Promise<void>, core: string }} of
 */
export class Tool {
  #of;

  constructor(/** @type {any} */ of) {
    this.#of = of;
  }

  /** Tries a scenario; what is wrong with it is told, and changes nothing else. */
  async take(/** @type {Source} */ source, /** @type {Move[]} */ moves = []) {
    document.querySelectorAll('#live .editor + [role=alert]').forEach((told) => told.replaceChildren());
    try {
      await this.#of.take(source, moves);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const box = this.#told(error);
      if (box.id === 'text' && box.value !== source.text) box.value = source.text;
    }
  }

  /** Tells what is wrong beneath the text that it is in. */
  #told(/** @type {Refused} */ error) {
    const box = textOf(error.problems.list[0]?.origin);
    box.closest('details').open = true;
    const told = place(`${box.id}-problems`);
    told.replaceChildren(pieces(error.problems.html));
    told.scrollIntoView({ block: 'nearest' });
    return box;
  }

  /** The source that a text has with the settings of the page. */
  source(/** @type {string} */ name, /** @type {string} */ text, /** @type {Source['files']} */ files, /** @type {string | null} */ actuals = null) {
    const { language, seed } = this.#of.settings().source;
    return { name, text, files, variant: null, changes: [], language, seed, actuals };
  }

  /** The text in the box. */
  async edited() {
    const { source } = this.#of.settings();
    await this.take({ ...source, text: place('text').value, variant: null, changes: [] });
  }

  /** A scenario to start from; this page's own where the name is empty. */
  async template(/** @type {string} */ name) {
    const { language } = this.#of.settings().source;
    if (name === '') {
      await this.take({ ...this.#of.own.source, language });
      return;
    }
    const found = await this.#of.ask({ ask: 'template', name, language });
    await this.take(this.source(found.name, found.text, []));
  }

  /** Files that were chosen or dropped: a scenario and what lies beside it, actual figures, a list of programmes. */
  async open(/** @type {File[]} */ files) {
    const all = await Promise.all(files.map(async (file) => ({ name: file.name, base64: await base64Of(file) })));
    /** @type {Record<string, { name: string, text: string } | undefined>} */
    const first = {};
    try {
      for (const { name, base64 } of all.filter((file) => file.name.toLowerCase().endsWith('.toml'))) {
        const read = await this.#of.ask({ ask: 'decode', name, base64 });
        first[read.kind] ??= read;
      }
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.#told(error);
      return;
    }
    const { scenario, actuals, list } = first;
    const named = [scenario, actuals, list].map((file) => file?.name);
    const beside = all.filter((file) => !named.includes(file.name));
    if (scenario) await this.take(this.source(scenario.name, scenario.text, beside, actuals?.text));
    else if (actuals) await this.actuals(actuals.text);
    if (list) {
      place('together').open = true;
      place('list').value = list.text;
      await this.programmes();
    } else if (!scenario && !actuals) {
      place('tool').open = true;
      tell('text-problems', this.#of.texts().no_scenario);
    }
  }

  /** Shows the line of a problem in its text. */
  line(/** @type {number} */ number, /** @type {string | undefined} */ origin) {
    const box = textOf(origin);
    // A file beside the scenario is not shown.
    if (box.id === 'text' && origin !== this.#of.settings().source.name) return;
    const lines = box.value.split('\n');
    const from = lines.slice(0, number - 1).reduce((/** @type {number} */ sum, /** @type {string} */ line) => sum + line.length + 1, 0);
    box.focus();
    box.setSelectionRange(from, from + (lines[number - 1]?.length ?? 0));
    // About where the line is.
    box.scrollTop = (box.scrollHeight * Math.max(0, number - 4)) / lines.length;
  }

  /** The scenario with actual figures, or without any; what is moved stays moved. */
  async actuals(/** @type {string | null} */ text) {
    const { source, moves } = this.#of.settings();
    const box = place('actuals');
    if (box && text !== null) box.value = text;
    await this.take({ ...source, actuals: text }, moves);
  }

  /** Two sides under the same luck. */
  async compare() {
    const { source, moves, exact } = this.#of.settings();
    const side = (/** @type {string} */ chosen) => ({
      variant: ['', '@'].includes(chosen) ? source.variant : chosen,
      moves: chosen === '' ? moves : [],
    });
    const sides = [side(place('left').value), side(place('right').value)];
    await this.#answered('compared', { ask: 'compare', source: { ...source, variant: null }, sides, exact, replications: null });
  }

  /** Several programmes together, as the list says. */
  async programmes() {
    const { source, moves, exact } = this.#of.settings();
    await this.#answered('programmes', { ask: 'portfolio', source, moves, exact, list: place('list').value, replications: EACH });
  }

  /** Puts the answer to a request in its place. */
  async #answered(/** @type {string} */ id, /** @type {object} */ request) {
    tell(id, this.#of.texts().working);
    try {
      const answer = await this.#of.ask(request);
      place(id).replaceChildren(pieces(answer.html));
    } catch (error) {
      if (error instanceof Refused) place(id).replaceChildren(pieces(error.problems.html));
      else tell(id, error instanceof Dropped ? '' : this.#of.texts().failed);
    }
  }

  /** Files of a kind, saved one after another. */
  async save(/** @type {string} */ what) {
    tell('download-told', this.#of.texts().working);
    try {
      await this.#saved(what);
    } catch (error) {
      // Another scenario that is opened takes the place of this.
      const failed = error instanceof Dropped ? '' : this.#of.texts().failed;
      tell('download-told', error instanceof Refused ? error.problems.text : failed);
    }
  }

  async #saved(/** @type {string} */ what) {
    const { source, moves, exact } = this.#of.settings();
    const scripts = { script: block('script'), worker: block('worker') };
    const { files } = await this.#of.ask({ ask: 'files', source, moves, exact, replications: null, beside: BESIDE, what, scripts });
    const names = [];
    for (const file of files) {
      if (what === 'report') file.text = this.#withCore(file.text);
      await save(file.name, content(file));
      names.push(file.name);
      if (what === 'pictures') {
        const name = file.name.replace('.svg', '.png');
        await save(name, await png(file.text));
        names.push(name);
      }
    }
    tell('download-told', `${this.#of.texts().saved} ${names.join(', ')}`);
  }

  /** A report with the core of this page in it. */
  #withCore(/** @type {string} */ html) {
    // The first one: this script, which follows it, has the same letters. No pattern: a replacement would read `$` in it.
    const empty = 'id="core">';
    const at = html.indexOf(empty) + empty.length;
    return html.slice(0, at) + this.#of.core + html.slice(at);
  }
}
