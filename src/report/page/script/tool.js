// Beyond the sliders: another scenario, two sides, files to save.

import { Dropped, Refused } from './core.js';
import { BESIDE } from './desk.js';
import { base64Of, content, png, save } from './files.js';
import { block, pieces, place, tell } from './page.js';

/** @typedef {import('./page.js').Settings} Settings */
/** @typedef {import('./page.js').Source} Source */

/**
 * What the controls below the sliders do.
 * @param {{ settings: () => Settings, own: Settings, texts: () => any, ask: (request: object) => Promise<any>, take: (source: Source) => Promise<void>, core: string }} of
 */
export class Tool {
  #of;

  constructor(/** @type {any} */ of) {
    this.#of = of;
  }

  /** Tries a scenario; what is wrong with it is told, and changes nothing else. */
  async take(/** @type {Source} */ source) {
    place('problems')?.replaceChildren();
    try {
      await this.#of.take(source);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const box = place('text');
      if (box && box.value !== source.text) box.value = source.text;
      place('tool').open = true;
      place('problems').replaceChildren(pieces(error.problems.html));
      place('problems').scrollIntoView({ block: 'nearest' });
    }
  }

  /** The source that a text has with the settings of the page. */
  source(/** @type {string} */ name, /** @type {string} */ text, /** @type {Source['files']} */ files) {
    const { language, seed } = this.#of.settings().source;
    return { name, text, files, variant: null, changes: [], language, seed };
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

  /** Files that were chosen or dropped: a scenario, and the data files beside it. */
  async open(/** @type {File[]} */ files) {
    const scenario = files.find((file) => file.name.toLowerCase().endsWith('.toml'));
    if (!scenario) {
      place('tool').open = true;
      tell('problems', this.#of.texts().no_scenario);
      return;
    }
    const beside = files.filter((file) => file !== scenario);
    const data = await Promise.all(beside.map(async (file) => ({ name: file.name, base64: await base64Of(file) })));
    try {
      const read = await this.#of.ask({ ask: 'decode', name: scenario.name, base64: await base64Of(scenario) });
      await this.take(this.source(scenario.name, read.text, data));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      place('tool').open = true;
      place('problems').replaceChildren(pieces(error.problems.html));
    }
  }

  /** Shows the line of a problem in the text. */
  line(/** @type {number} */ number) {
    const box = place('text');
    const lines = box.value.split('\n');
    const from = lines.slice(0, number - 1).reduce((/** @type {number} */ sum, /** @type {string} */ line) => sum + line.length + 1, 0);
    box.focus();
    box.setSelectionRange(from, from + (lines[number - 1]?.length ?? 0));
    // About where the line is.
    box.scrollTop = (box.scrollHeight * Math.max(0, number - 4)) / lines.length;
  }

  /** Two sides under the same luck. */
  async compare() {
    const { source, moves, exact } = this.#of.settings();
    const side = (/** @type {string} */ chosen) => ({
      variant: ['', '@'].includes(chosen) ? source.variant : chosen,
      moves: chosen === '' ? moves : [],
    });
    const sides = [side(place('left').value), side(place('right').value)];
    tell('compared', this.#of.texts().working);
    try {
      const answer = await this.#of.ask({ ask: 'compare', source: { ...source, variant: null }, sides, exact, replications: null });
      place('compared').replaceChildren(pieces(answer.html));
    } catch (error) {
      if (error instanceof Refused) place('compared').replaceChildren(pieces(error.problems.html));
      else tell('compared', error instanceof Dropped ? '' : this.#of.texts().failed);
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
