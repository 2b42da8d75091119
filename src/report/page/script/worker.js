// Runs the core: takes the module once, then requests as text; answers with text.
'use strict';

/** @type {WebAssembly.Exports & any} */
let core;

/** Gives a request to the core and takes its answer. */
function asked(/** @type {string} */ request) {
  const bytes = new TextEncoder().encode(request);
  const at = core.alloc(bytes.length);
  new Uint8Array(core.memory.buffer, at, bytes.length).set(bytes);
  const answer = core.call(at, bytes.length);
  const [place, length] = [Number(answer >> 32n), Number(answer & 0xffffffffn)];
  const text = new TextDecoder().decode(new Uint8Array(core.memory.buffer, place, length));
  core.free(place, length);
  return text;
}

self.onmessage = ({ data }) => {
  try {
    if (data.module) {
      // The core needs nothing from here; a library in it names functions that it never calls.
      /** @type {any} */
      const imports = {};
      for (const { module, name } of WebAssembly.Module.imports(data.module)) {
        imports[module] ??= {};
        imports[module][name] = () => { throw new Error(name); };
      }
      core = new WebAssembly.Instance(data.module, imports).exports;
      postMessage({ ready: true });
    } else {
      postMessage({ id: data.id, text: asked(data.request) });
    }
  } catch (error) {
    postMessage({ id: data.id, broken: String(error) });
  }
};
