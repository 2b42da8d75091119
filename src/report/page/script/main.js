// The page comes to life: sliders, answers, everything else. Where anything fails on the way, it stays the report that it was.

import { Broken, CoreWorker, Dropped, Refused, compiled } from './core.js';
import { Desk } from './desk.js';
import { read, written } from './link.js';
import { block, identity, pieces, place, tell } from './page.js';
import { partsOfPage, settled, show, showFirst } from './sections.js';
import { Sliders, inputs } from './sliders.js';
import { Tool } from './tool.js';

/** @typedef {import('./page.js').Settings} Settings */
/** @typedef {import('./page.js').Source} Source */

/** A number with points for commas and commas for points, as the other language has it. */
const otherMarks = (/** @type {string} */ typed) => typed.replace(/[.,]/g, (mark) => (mark === '.' ? ',' : '.'));

/** Switching values that are searched in one go. */
const AT_ONCE = 3;

class App {
  /** @type {Settings} */
  #own;
  /** @type {Settings} */
  #settings;
  /** @type {any} */
  #panel;
  #still = partsOfPage();
  /** @type {Sliders} */
  #sliders;
  #desk;
  #tool;

  constructor(/** @type {WebAssembly.Module} */ module, /** @type {Settings} */ own) {
    this.#own = own;
    this.#settings = own;
    this.#sliders = new Sliders([], '.');
    this.#desk = new Desk(() => new CoreWorker(module, block('worker')), {
      first: (answer) => this.#first(answer),
      step: (answer, last) => this.#step(answer, last),
      refused: (error) => this.#refused(error),
      broken: () => this.#broken(),
    });
    this.#tool = new Tool({
      settings: () => this.#settings,
      own,
      texts: () => this.#panel.texts,
      ask: (/** @type {object} */ request) => this.#desk.ask(request),
      take: (/** @type {Source} */ source, /** @type {Settings['moves']} */ moves) => this.#take({ ...this.#settings, source, moves, order: [] }),
      core: block('core'),
    });
  }

  /** Shows the controls, and what a link says. */
  async begin() {
    let settings = this.#own;
    let unreadable = false;
    const said = location.hash.slice(1);
    // A short one leads to a section.
    if (said.length > 12) {
      try {
        settings = await read(said, this.#own);
      } catch {
        unreadable = true;
      }
    }
    try {
      await this.#open(settings);
    } catch (error) {
      // No link takes the sliders away.
      if (settings === this.#own || !(error instanceof Refused || error instanceof Broken)) throw error;
      unreadable = true;
      await this.#open(this.#own);
    }
    this.#listen();
    if (unreadable) tell('status', this.#panel.texts.link_unreadable);
    if (this.#moved()) {
      await this.#answer();
    } else {
      await this.#desk.warm(this.#settings);
      await this.#mark();
    }
  }

  /** Whether anything differs from the report as it was made. */
  #moved() {
    const { source, moves } = this.#settings;
    const own = this.#own;
    return moves.length > 0 || own.moves.length > 0 || identity(source) !== identity(own.source);
  }

  /** Puts up the controls of a scenario. */
  async #open(/** @type {Settings} */ settings) {
    const { source, moves, exact, order } = settings;
    const panel = await this.#desk.anew({ ask: 'panel', source, moves, exact, order });
    const opened = [...place('live').querySelectorAll('details[open]')].map(({ id }) => id);
    const list = place('list');
    const focus = place('live').contains(document.activeElement) ? document.activeElement?.id : undefined;
    this.#panel = panel;
    this.#settings = settings;
    place('live').replaceChildren(pieces(panel.html));
    opened.forEach((id) => { if (id && place(id)) place(id).open = true; });
    if (list && list.value !== list.defaultValue) place('list').value = list.value;
    if (focus) place(focus)?.focus({ preventScroll: true });
    place('live').hidden = false;
    place('still').hidden = true;
    const { title, still, skip, decimal } = panel.texts;
    place('try').querySelector('h2').textContent = title;
    place('still').textContent = still;
    const first = document.querySelector('.skip');
    if (first) first.textContent = skip;
    document.documentElement.lang = panel.language;
    this.#sliders = new Sliders(panel.knobs, decimal);
    this.#sliders.put(moves);
    this.#say();
  }

  /** Says beside the sliders what the dots above say. */
  #say() {
    const told = [...document.querySelectorAll('#s0 .legend li')].map((entry) => entry.textContent?.trim());
    const sentence = told.join('; ');
    tell('said', sentence && `${sentence[0].toUpperCase()}${sentence.slice(1)}.`);
  }

  /** Marks switching values of the sliders that are shown, a few at a time: each takes its own search. */
  async #mark() {
    const settings = this.#settings;
    const { source, moves, exact } = settings;
    const paths = this.#sliders.shown();
    try {
      for (let from = 0; from < paths.length; from += AT_ONCE) {
        const some = paths.slice(from, from + AT_ONCE);
        const { ticks } = await this.#desk.ask({ ask: 'ticks', source, moves, exact, paths: some });
        if (settings !== this.#settings) return;
        this.#sliders.mark(ticks);
      }
    } catch (error) {
      // A slider without its mark is still a slider.
      if (!(error instanceof Dropped || error instanceof Refused || error instanceof Broken)) throw error;
    }
  }

  /** Another scenario, or the same in another language. */
  async #take(/** @type {Settings} */ settings) {
    await this.#open(settings);
    await this.#answer();
  }

  #listen() {
    const live = place('live');
    live.addEventListener('input', (/** @type {Event} */ event) => this.#input(/** @type {HTMLInputElement} */ (event.target)));
    live.addEventListener('change', (/** @type {Event} */ event) => this.#change(/** @type {any} */ (event.target)));
    live.addEventListener('click', (/** @type {Event} */ event) => this.#click(/** @type {Element} */ (event.target)));
    live.addEventListener('keydown', (/** @type {KeyboardEvent} */ event) => {
      const target = /** @type {HTMLElement} */ (event.target);
      if (event.key === 'Enter' && target.id.endsWith('-box')) this.#change(target);
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && target.id === 'text') this.#do(this.#tool.edited());
    });
    live.addEventListener('toggle', (/** @type {Event} */ event) => {
      const details = /** @type {HTMLDetailsElement} */ (event.target);
      if (details.id === 'more' && details.open) this.#mark();
    }, true);
    document.addEventListener('dragover', (event) => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      document.body.classList.add('dropping');
    });
    document.addEventListener('dragleave', (event) => {
      if (!event.relatedTarget) document.body.classList.remove('dropping');
    });
    document.addEventListener('drop', (event) => {
      document.body.classList.remove('dropping');
      if (!event.dataTransfer?.files.length) return;
      event.preventDefault();
      this.#do(this.#tool.open([...event.dataTransfer.files]));
    });
  }

  /** A slider is dragged. */
  #input(/** @type {HTMLInputElement} */ target) {
    const found = target.type === 'range' ? this.#sliders.of(target) : undefined;
    if (!found) return;
    const typed = this.#sliders.typed(target, found.knob);
    this.#move(found.knob.path, typed);
    this.#sliders.putOne(found.shown, found.knob, typed);
    if (this.#moved()) this.#desk.first(this.#settings);
  }

  #change(/** @type {any} */ target) {
    const found = this.#sliders.of(target);
    if (found) {
      if (target.type !== 'range') {
        const typed = target.value.trim();
        const same = this.#settings.moves.some((move) => move.path === found.knob.path && move.typed === typed);
        if (same || (typed === found.knob.base && !this.#settings.moves.some((move) => move.path === found.knob.path))) return;
        this.#move(found.knob.path, typed);
        this.#sliders.putOne(found.shown, found.knob, typed);
      }
      this.#answer();
    } else if (target.name === 'exact') {
      this.#settings = { ...this.#settings, exact: target.value === 'yes' };
      if (this.#settings.moves.length > 0) this.#answer();
      else {
        this.#remember();
        this.#mark();
      }
    } else if (target.id === 'language') {
      const source = { ...this.#settings.source, language: target.value };
      const moves = this.#settings.moves.map(({ path, typed }) => ({ path, typed: otherMarks(typed) }));
      this.#do(this.#take({ ...this.#settings, source, moves }));
    } else if (target.id === 'template') {
      this.#do(this.#tool.template(target.value));
    } else if (target.id === 'open') {
      const files = [...target.files];
      // So that the same file can be chosen again once it is mended.
      target.value = '';
      this.#do(this.#tool.open(files));
    }
  }

  #click(/** @type {Element} */ target) {
    const button = /** @type {HTMLElement | null} */ (target.closest('button'));
    if (!button) return;
    const found = this.#sliders.of(button);
    if (found) {
      this.#move(found.knob.path, found.knob.base);
      this.#sliders.putOne(found.shown, found.knob, found.knob.base);
      inputs(found.shown)[1].focus();
      this.#answer();
    } else if (button.id === 'reset-all') {
      this.#settings = { ...this.#settings, moves: [] };
      this.#sliders.put([]);
      this.#answer();
    } else if (button.id === 'copy-link') {
      this.#link();
    } else if (button.id === 'use') {
      this.#do(this.#tool.edited());
    } else if (button.id === 'compare') {
      this.#do(this.#tool.compare());
    } else if (button.id === 'use-actuals') {
      this.#do(this.#tool.actuals(place('actuals').value));
    } else if (button.id === 'drop-actuals') {
      this.#do(this.#tool.actuals(null));
    } else if (button.id === 'work-together') {
      this.#do(this.#tool.programmes());
    } else if (button.dataset.line) {
      this.#tool.line(Number(button.dataset.line), button.dataset.origin);
    } else if (button.dataset.file) {
      this.#do(this.#tool.save(button.dataset.file));
    }
  }

  /** What a reader asked for; where the core breaks off, that is told. */
  async #do(/** @type {Promise<void>} */ asked) {
    try {
      await asked;
    } catch (error) {
      if (error instanceof Refused) this.#refused(error);
      else if (!(error instanceof Dropped)) this.#broken();
      if (!(error instanceof Refused || error instanceof Dropped || error instanceof Broken)) throw error;
    }
  }

  #move(/** @type {string} */ path, /** @type {string} */ typed) {
    const others = this.#settings.moves.filter((move) => move.path !== path);
    const base = this.#panel.knobs.find((/** @type {any} */ knob) => knob.path === path)?.base;
    this.#settings = { ...this.#settings, moves: typed === base ? others : [...others, { path, typed }] };
  }

  /** Works out what the page is to say now; the report as it was made is at hand. */
  async #answer() {
    this.#remember();
    if (this.#moved()) {
      await Promise.all([this.#desk.first(this.#settings), this.#desk.whole(this.#settings)]);
      return;
    }
    this.#desk.rest();
    show(this.#still);
    settled();
    this.#say();
    tell('status', '');
    await this.#mark();
  }

  #first(/** @type {any} */ answer) {
    showFirst(answer);
    tell('said', answer.said);
  }

  #step(/** @type {any} */ answer, /** @type {boolean} */ last) {
    show(answer);
    if (last) settled();
    if (last) this.#mark();
    tell('said', answer.said);
    tell('status', answer.status);
    this.#sliders.order(answer.order);
  }

  #refused(/** @type {Refused} */ error) {
    settled();
    const known = error.problems.list.filter(({ path }) => this.#sliders.at(path));
    for (const { path, message } of known) {
      const shown = this.#sliders.at(path);
      if (shown) this.#sliders.wrong(shown, message);
    }
    tell('status', known.length > 0 ? '' : error.problems.text);
  }

  #broken() {
    settled();
    tell('status', this.#panel.texts.failed);
  }

  /** The address says what is moved, so that it can be kept. */
  async #remember() {
    const settings = this.#settings;
    const said = await written(settings, this.#own);
    if (settings !== this.#settings) return;
    const bare = location.href.split('#')[0];
    try {
      history.replaceState(null, '', said ? `${bare}#${said}` : bare);
    } catch {
      // A browser may forbid it to files, or for a while to those who ask too often.
    }
  }

  async #link() {
    const said = await written(this.#settings, this.#own);
    const link = `${location.href.split('#')[0]}${said ? `#${said}` : ''}`;
    const { link_copied: copied, link_shown: shown } = this.#panel.texts;
    try {
      await navigator.clipboard.writeText(link);
      tell('link-told', copied);
    } catch {
      place('link-told').replaceChildren(shown, ' ', Object.assign(document.createElement('input'), { type: 'text', value: link, readOnly: true, ariaLabel: shown }));
    }
  }
}

async function begin() {
  const core = block('core');
  if (!core || typeof DecompressionStream === 'undefined') return;
  const app = new App(await compiled(core), JSON.parse(block('scenario')));
  await app.begin();
}

begin().catch(() => {
  // The page says all that it says without sliders.
  if (place('live')) place('live').hidden = true;
  if (place('still')) place('still').hidden = false;
});
