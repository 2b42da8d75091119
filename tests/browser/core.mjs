// The core of the page gives what the program gives: every whole krone and every probability, for all shipped scenarios.
//
//   node core.mjs --provenu PATH [-n N] [NAME of a scenario …]

import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { Checks } from './checks.mjs';

const ROOT = new URL('../../', import.meta.url);

const { values: options, positionals: names } = parseArgs({
  allowPositionals: true,
  options: { provenu: { type: 'string' }, replications: { type: 'string', short: 'n', default: '2000' } },
});

/** The core, asked as the page's worker asks it. */
export function core() {
  const module = new WebAssembly.Module(gunzipSync(readFileSync(new URL('src/bindings/browser/core.wasm.gz', ROOT))));
  const imports = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) {
    imports[from] ??= {};
    imports[from][name] = () => { throw new Error(`${name} was called`); };
  }
  const { memory, alloc, call, free } = new WebAssembly.Instance(module, imports).exports;
  return (request) => {
    const bytes = new TextEncoder().encode(JSON.stringify(request));
    const at = alloc(bytes.length);
    new Uint8Array(memory.buffer, at, bytes.length).set(bytes);
    const answer = call(at, bytes.length);
    const [place, length] = [Number(answer >> 32n), Number(answer & 0xffffffffn)];
    const text = new TextDecoder().decode(new Uint8Array(memory.buffer, place, length));
    free(place, length);
    const { done, problems } = JSON.parse(text);
    if (problems) throw new Error(problems.text);
    return done;
  };
}

/** Keys of numbers between 0 and 1 that are counts of replications. */
const SHARES = /^(probability|value|p|bound|share)$/;

/** Every number of two results beside each other. */
function* numbers(ours, theirs, path = '') {
  if (typeof ours === 'number' && typeof theirs === 'number') yield { path, ours, theirs };
  else if (ours !== null && typeof ours === 'object' && theirs !== null && typeof theirs === 'object') {
    const keys = new Set([...Object.keys(ours), ...Object.keys(theirs)]);
    for (const key of keys) yield* numbers(ours[key], theirs[key], path ? `${path}.${key}` : key);
  } else if (ours !== theirs) yield { path, ours: String(ours), theirs: String(theirs) };
}

/** What of two numbers differs: nothing, the last bits, or more than a reader may see. */
function difference({ path, ours, theirs }) {
  if (Object.is(ours, theirs)) return 'none';
  if (typeof ours === 'string') return 'more';
  const key = path.split('.').at(-1);
  if (SHARES.test(key) && Math.abs(ours) <= 1 && Math.abs(theirs) <= 1 && /probability|break_even|exceedance|joint/.test(path)) return 'more';
  if (Math.abs(ours) >= 1000 && Math.round(ours) !== Math.round(theirs)) return 'more';
  return Math.abs(ours - theirs) <= 1e-9 * Math.max(1, Math.abs(ours)) ? 'bits' : 'more';
}

const checks = new Checks();
const ask = core();
const all = readdirSync(new URL('configs/', ROOT)).filter((name) => name.endsWith('.toml')).map((name) => name.replace('.toml', ''));
for (const name of names.length ? names : all) {
  const path = new URL(`configs/${name}.toml`, ROOT).pathname;
  const program = (changes) => JSON.parse(execFileSync(options.provenu, ['run', path, '-n', options.replications, '--no-report', '--format', 'json', '-o', `/tmp/provenu-core-${process.pid}`, '--overwrite', ...changes], { encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'ignore'] }));
  const source = { name: `${name}.toml`, text: readFileSync(path, 'utf8'), files: [] };
  const page = (moves, exact) => JSON.parse(ask({ ask: 'files', what: 'summary', source, moves, exact, replications: Number(options.replications) }).files[0].text);
  const { knobs } = ask({ ask: 'panel', source, moves: [], exact: true, order: [] });
  checks.begin(name);
  const counts = { none: 0, bits: 0, more: 0 };
  const compare = (told, ours, theirs) => {
    delete ours.scenario; delete theirs.scenario;
    const wrong = [];
    for (const pair of numbers(ours, theirs)) {
      const kind = difference(pair);
      counts[kind] += 1;
      if (kind === 'more') wrong.push(`${pair.path}: ${pair.ours}, the program ${pair.theirs}`);
    }
    checks.none(told, wrong);
  };
  compare('as it stands', page([], true), program([]));
  // The first slider as it is set, and as it is moved.
  const [knob] = knobs;
  const shown = Number((knob.at + 3 * knob.step).toPrecision(12));
  const share = ask({ ask: 'ticks', source, moves: [], paths: [knob.path] }).ticks[0].told.includes('%');
  const value = share ? Number(`${shown}e-2`) : shown;
  const moves = [{ path: knob.path, typed: String(shown).replace('.', ask({ ask: 'panel', source, moves: [], exact: true, order: [] }).texts.decimal) }];
  compare(`--set ${knob.path}=${value}`, page(moves, true), program(['--set', `${knob.path}=${value}`]));
  compare(`--shift ${knob.path}=${value}`, page(moves, false), program(['--shift', `${knob.path}=${value}`]));
  console.log(`  ${counts.none} numbers equal to the last bit, ${counts.bits} to nine digits`);
}
process.exitCode = checks.finish();
