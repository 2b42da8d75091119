// What is worked out when: a first answer while something is dragged, the whole one when it is let go, in growing steps.

import { Broken, CoreWorker, Dropped, Refused } from './core.js';

/** @typedef {import('./page.js').Settings} Settings */

/** Replications of a first answer, at most; fewer where that takes longer than a reader should wait. */
const FIRST = 1000;
const FEWEST = 100;
const SOON = 80;

/** Replications of each analysis beside the run. */
export const BESIDE = 1000;

/** Steps of a whole answer, each from more work than the one before. */
const STEPS = [
  { replications: 1000, beside: 250, depth: 'variants' },
  { replications: null, beside: BESIDE, depth: 'variants' },
  { replications: null, beside: BESIDE, depth: 'tornado' },
  { replications: null, beside: BESIDE, depth: 'all' },
];

export class Desk {
  /** For first answers, for whole ones, for single questions. */
  /** @type {CoreWorker} */
  #first;
  /** @type {CoreWorker} */
  #whole;
  /** @type {CoreWorker} */
  #aside;
  /** @type {Promise<any>} */
  #asked = Promise.resolve();
  /** Questions of an earlier turn are not asked any more. */
  #turn = 0;
  #replications = FIRST;
  /** What is asked now, what of it waits for a first answer, and what a whole answer has reached. */
  /** @type {Settings | undefined} */
  #latest;
  /** @type {Settings | undefined} */
  #waiting;
  /** @type {Settings | undefined} */
  #reached;
  /** What a first answer is shown of. */
  /** @type {Settings | undefined} */
  #shown;

  /**
   * @param {() => CoreWorker} worker
   * @param {{ first: (answer: any) => void, step: (answer: any, last: boolean) => void, refused: (error: Refused) => void, broken: () => void }} shown
   */
  constructor(worker, shown) {
    this.#first = worker();
    this.#whole = worker();
    this.#aside = worker();
    this.shown = shown;
  }

  /** The answer to a single question, beside all that is being worked out; one after another. */
  ask(/** @type {object} */ request) {
    const turn = this.#turn;
    const answer = this.#asked.then(() => {
      if (turn !== this.#turn) throw new Dropped();
      return this.#aside.ask(request);
    });
    this.#asked = answer.catch(() => undefined);
    return answer;
  }

  /** A first answer; while one is being worked out only the latest waits. */
  async first(/** @type {Settings} */ settings) {
    this.#begin(settings);
    if (this.#shown === settings) return;
    if (this.#first.busy) {
      this.#waiting = settings;
      return;
    }
    const begun = performance.now();
    try {
      const { source, moves, exact } = settings;
      const answer = await this.#first.ask({ ask: 'quick', source, moves, exact, replications: this.#replications });
      this.#adapt(performance.now() - begun);
      // A slider on its way shows each answer, a whole one that is shown already none.
      if ((settings === this.#latest || this.#waiting) && this.#reached !== this.#latest) {
        this.#shown = settings;
        this.shown.first(answer);
      }
    } catch (error) {
      this.#failed(error, settings === this.#latest);
    }
    const next = this.#waiting;
    this.#waiting = undefined;
    if (next && next === this.#latest && this.#reached !== next) await this.first(next);
  }

  /** What is asked from here on; what was asked before is dropped. */
  #begin(/** @type {Settings | undefined} */ settings) {
    if (settings === this.#latest) return;
    this.#latest = settings;
    this.#waiting = undefined;
    this.#whole.drop();
  }

  /** Another number of replications gives other luck, so that it changes only where it must. */
  #adapt(/** @type {number} */ took) {
    if (took < 2 * SOON && (took > SOON / 2 || this.#replications === FIRST)) return;
    const fitting = (this.#replications * SOON) / Math.max(took, 1);
    this.#replications = Math.ceil(Math.min(FIRST, Math.max(FEWEST, fitting)) / FEWEST) * FEWEST;
  }

  /** Has the core do once what it will be asked, so that it is fast when somebody waits. */
  async warm(/** @type {Settings} */ settings) {
    const { source, moves, exact } = settings;
    try {
      const warmed = { ask: 'quick', source, moves, exact, replications: FEWEST };
      for (let i = 0; i < 3 && !this.#first.busy && !this.#latest; i += 1) await this.#first.ask(warmed);
    } catch (error) {
      this.#failed(error, false);
    }
    // Somebody may have moved something meanwhile.
    const next = this.#waiting;
    this.#waiting = undefined;
    if (next) await this.first(next);
  }

  /** The answer to a question that takes the place of all that were asked before it. */
  anew(/** @type {object} */ request) {
    this.#turn += 1;
    this.#aside.drop();
    this.#asked = Promise.resolve();
    return this.ask(request);
  }

  /** The whole answer, step by step. */
  async whole(/** @type {Settings} */ settings) {
    this.#begin(settings);
    for (const [i, step] of STEPS.entries()) {
      try {
        const { source, moves, exact } = settings;
        const answer = await this.#whole.ask({ ask: 'full', source, moves, exact, ...step });
        if (settings !== this.#latest) return;
        this.#reached = settings;
        this.shown.step(answer, i === STEPS.length - 1);
      } catch (error) {
        this.#failed(error, settings === this.#latest);
        return;
      }
    }
  }

  /** Nothing more is wanted. */
  rest() {
    this.#begin(undefined);
  }

  #failed(/** @type {unknown} */ error, /** @type {boolean} */ current) {
    if (error instanceof Dropped || !current) return;
    if (error instanceof Refused) this.shown.refused(error);
    else if (error instanceof Broken) this.shown.broken();
    else throw error;
  }
}
