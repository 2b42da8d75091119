// Which scenarios are reported on, and the reports themselves.

import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = dirname(fileURLToPath(import.meta.url));
const PUBLISHED = ['silkeborg', 'assens', 'helhedsindsats', 'trivsel-paa-tvaers'];
/** Stands in a scenario for a text of 10,000 characters without a blank. */
const LONG = 'x'.repeat(10_000);

/** The scenarios of these names; all without names. */
export function scenarios(names) {
  const own = readdirSync(join(HERE, 'scenarios')).filter((file) => file.endsWith('.toml'));
  const all = [
    ...PUBLISHED.map((name) => resolve(HERE, '../../configs', `${name}.toml`)),
    ...own.map((file) => join(HERE, 'scenarios', file)),
  ];
  const named = (name) => {
    const path = all.find((path) => basename(path, '.toml') === name);
    if (!path) throw new Error(`no scenario ${name}; there are: ${all.map((path) => basename(path, '.toml')).join(', ')}`);
    return path;
  };
  return names.length === 0 ? all : names.map(named);
}

/** What `provenu run` writes of a scenario in a language: the page, the workbook, the tables and pictures, the figures. */
export function written({ provenu, scenario, language, folder, replications }) {
  const name = basename(scenario, '.toml');
  const out = join(folder, `${name}-${language}`);
  mkdirSync(join(folder, 'scenarios'), { recursive: true });
  const file = join(folder, 'scenarios', `${name}.toml`);
  writeFileSync(file, readFileSync(scenario, 'utf8').replaceAll('LONG', LONG));
  const asked = ['--language', language, '-n', replications, '--quiet', '--output', out];
  execFileSync(provenu, ['run', file, ...asked], { stdio: ['ignore', 'ignore', 'inherit'] });
  const figures = JSON.parse(readFileSync(join(out, 'summary.json'), 'utf8'));
  return { name, language, folder: out, page: join(out, 'report.html'), figures, scenario: readFileSync(file, 'utf8') };
}
