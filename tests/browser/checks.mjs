// What was looked at and what was found wrong.

/** Counts what holds and remembers what does not; goes on after a failure, so that one run tells all. */
export class Checks {
  #about = '';
  #held = 0;
  #failed = [];

  /** The report that checks are about from here on. */
  begin(about) {
    this.#about = about;
    console.log(about);
  }

  that(promise, holds, found = '') {
    if (holds) {
      this.#held += 1;
      return;
    }
    const told = `${this.#about}: ${promise}${found === '' ? '' : `: ${found}`}`;
    this.#failed.push(told);
    console.log(`  FAILED ${told}`);
  }

  equal(promise, found, expected) {
    this.that(promise, Object.is(found, expected) || found === expected, `${found}, expected ${expected}`);
  }

  /** That a list of what is wrong is empty. */
  none(promise, wrong) {
    this.that(promise, wrong.length === 0, wrong.slice(0, 8).join('\n    '));
  }

  /** The exit code. */
  finish() {
    console.log(`${this.#held} checks hold, ${this.#failed.length} fail`);
    return this.#failed.length > 0 || this.#held === 0 ? 1 : 0;
  }
}
