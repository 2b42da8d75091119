// The core in workers: it never holds up the page, and what is no longer wanted can be dropped.

/** @typedef {{ text: string, html: string, list: { origin: string, line: number | null, path: string, message: string }[] }} Problems */

/** A scenario, or what is moved in it, has problems. */
export class Refused extends Error {
  constructor(/** @type {Problems} */ problems) {
    super(problems.text);
    this.problems = problems;
  }
}

/** The core broke off; the next request goes to a new one. */
export class Broken extends Error {}

/** A newer request took the place of this one. */
export class Dropped extends Error {}

/** The core of a page: base64 of a gzip of WebAssembly. */
export async function compiled(/** @type {string} */ base64) {
  const gzip = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const stream = new Blob([gzip]).stream().pipeThrough(new DecompressionStream('gzip'));
  return WebAssembly.compile(await new Response(stream).arrayBuffer());
}

/** An answer; nothing where it is none, as of a core whose memory is spoilt. */
function parsed(/** @type {string} */ text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** One worker with a core. It answers one request at a time. */
export class CoreWorker {
  /** @type {Worker | undefined} */
  #worker;
  /** @type {{ id: number, done: (answer: any) => void, failed: (error: Error) => void } | undefined} */
  #open;
  #next = 0;
  /** Where the worker's script lies, until it is read. */
  #address = '';
  #module;
  #script;

  constructor(/** @type {WebAssembly.Module} */ module, /** @type {string} */ script) {
    this.#module = module;
    this.#script = script;
  }

  get busy() {
    return this.#open !== undefined;
  }

  /**
   * The answer to a request.
   * @param {object} request
   * @returns {Promise<any>}
   */
  ask(request) {
    this.drop();
    const id = ++this.#next;
    return new Promise((done, failed) => {
      this.#open = { id, done, failed };
      this.#started().postMessage({ id, request: JSON.stringify(request) });
    });
  }

  /** Ends what it is at; what was asked is never answered. */
  drop() {
    const open = this.#open;
    if (!open) return;
    this.#end();
    open.failed(new Dropped());
  }

  #end() {
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#forget();
    this.#open = undefined;
  }

  #forget() {
    URL.revokeObjectURL(this.#address);
  }

  #started() {
    if (this.#worker) return this.#worker;
    this.#address = URL.createObjectURL(new Blob([this.#script], { type: 'text/javascript' }));
    const worker = new Worker(this.#address);
    worker.postMessage({ module: this.#module });
    worker.onmessage = ({ data }) => {
      // One that was ended may still have something on its way.
      if (worker !== this.#worker) return;
      // Only now: a browser may read the script late.
      if (data.ready) this.#forget();
      else this.#answered(data);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      if (worker === this.#worker) this.#answered({ id: this.#open?.id, broken: event.message });
    };
    this.#worker = worker;
    return worker;
  }

  #answered(/** @type {{ id: number | undefined, text?: string, broken?: string }} */ data) {
    const open = this.#open;
    if (!open || data.id !== open.id) return;
    const answer = data.text === undefined ? undefined : parsed(data.text);
    if (!answer) {
      this.#end();
      open.failed(new Broken(data.broken));
      return;
    }
    this.#open = undefined;
    if (answer.problems) open.failed(new Refused(answer.problems));
    else open.done(answer.done);
  }
}
