// Texts of a scenario are text everywhere: in the page, the workbook, the tables for programs and the pictures.

import { readFileSync, readdirSync } from 'node:fs';
import { extname, join } from 'node:path';
import { entries } from './zip.mjs';

/** What the scenario of nasty texts tries to bring in, as it would stand in the markup if it worked. */
const MARKUP = /<script|<img|onerror=alert\(\d\)>|<svg onload|<b>kr|<i>kr/;
/** What the page brings of its own: its settings, its core, its scripts. */
const OWN_BLOCKS = /<script (type="application\/json" id="scenario"|type="text\/plain" id="(core|worker)"|id="script")>[^]*?<\/script>/g;
const FORMULA = /HYPERLINK|example\.invalid|SUM\(A1|SUM\(1|cmd|\b1\+1\b|'; DROP/;

/** What a page weighs, part by part, in kB. */
export function parts({ page }) {
  const html = readFileSync(page, 'utf8');
  const sum = (pattern) => Math.round([...html.matchAll(pattern)].reduce((all, [found]) => all + found.length, 0) / 1000);
  const all = {
    core: sum(/<script type="text\/plain" id="core">[^]*?<\/script>/g),
    scripts: sum(/<script (id="script"|type="text\/plain" id="worker")>[^]*?<\/script>/g),
    scenario: sum(/<script type="application\/json"[^]*?<\/script>/g),
    'styles and fonts': sum(/<style>[^]*?<\/style>/g),
    pictures: sum(/<svg class="chart"[^]*?<\/svg>/g),
    tables: sum(/<table>[^]*?<\/table>/g),
  };
  return `the page has ${Math.round(html.length / 1000)} kB: ${Object.entries(all).map(([part, size]) => `${part} ${size}`).join(', ')}`;
}

export function texts({ name, folder, page }, checks) {
  const files = readdirSync(folder);
  const read = (file) => readFileSync(join(folder, file), 'utf8');
  const policy = readFileSync(page, 'utf8').match(/Content-Security-Policy" content="([^"]*)"/)?.[1] ?? '';
  // WebAssembly that the page brings itself is compiled; no text is ever run.
  const others = policy.replace("'wasm-unsafe-eval'", '');
  checks.that('nothing from outside is allowed', others.includes("default-src 'none'") && !/https?:|unsafe|\*/.test(others), policy);
  for (const file of files.filter((file) => extname(file) === '.svg')) {
    checks.that(`${file} has no markup of its texts and nothing from outside`, !/<script|<image|\son\w+="|href="http/.test(read(file)));
  }
  for (const file of files.filter((file) => extname(file) === '.csv')) {
    const cells = read(file).split(/[\n,;]/).map((cell) => cell.replace(/^"/, ''));
    checks.none(`${file} has no formula`, cells.filter((cell) => /^[=@]|^[+-](?!\d*\.?\d+(e[+-]?\d+)?"?\r?$)/i.test(cell)));
  }
  const book = entries(readFileSync(join(folder, 'report.xlsx')));
  checks.that('the workbook has no link to the outside', ![...book].some(([part, xml]) => part.endsWith('.rels') && /TargetMode="External"/.test(xml)));
  checks.none('the workbook has no macro or object', [...book.keys()].filter((part) => /vba|embeddings|externalLinks/.test(part)));
  const sheets = [...book].filter(([part]) => /worksheets\/sheet\d+\.xml$/.test(part));
  const formulas = sheets.flatMap(([, xml]) => [...xml.matchAll(/<f[^>]*>([^<]*)<\/f>/g)].map((found) => found[1]));
  checks.none('no formula of the workbook is a text of the scenario', formulas.filter((formula) => FORMULA.test(formula)));
  if (name === 'nasty-texts') nasty(readFileSync(page, 'utf8').replace(OWN_BLOCKS, ''), book, checks);
}

/** The texts are there, escaped. */
function nasty(page, book, checks) {
  checks.that('the page has no markup of its texts', !MARKUP.test(page), page.match(MARKUP)?.[0]);
  checks.that('the page shows the script as text', page.includes('&lt;script&gt;alert(1)&lt;/script&gt;'));
  const strings = book.get('xl/sharedStrings.xml') ?? '';
  for (const text of ['=HYPERLINK(&quot;http://example.invalid&quot;)', '@SUM(A1:A9)', '@x']) {
    checks.that(`the workbook shows ${text} as text`, strings.includes(text) || strings.includes(text.replaceAll('&quot;', '"')));
  }
}
