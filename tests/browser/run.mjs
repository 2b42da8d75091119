// Opens reports from disk in a real browser and holds them against what they promise: nothing from outside, sliders that answer,
// figures that are those of report.json, accessible, fit for a phone, the keyboard and paper.
//
//   node run.mjs --provenu PATH [--browser chromium|firefox] [--pictures DIR] [-n N] [--soak CHANGES] [NAME of a scenario …]

import { mkdtempSync, mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Checks } from './checks.mjs';
import { figures } from './figures.mjs';
import { accessible, charts, firstScreen, keyboard, narrow, opens, structure } from './page.mjs';
import { live } from './live.mjs';
import { printed } from './paper.mjs';
import { scenarios, written } from './reports.mjs';
import { parts, texts } from './texts.mjs';

const DESKTOP = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };

const { values: options, positionals: names } = parseArgs({
  allowPositionals: true,
  options: {
    provenu: { type: 'string' },
    browser: { type: 'string', default: 'chromium' },
    pictures: { type: 'string' },
    replications: { type: 'string', short: 'n', default: '2000' },
    soak: { type: 'string', default: '60' },
  },
});

/** Looks at one report; `of` is what the browser needs, `report` what was written. */
async function look(browser, report, checks) {
  const page = await browser.open(report.page, DESKTOP);
  await structure(page, report, checks);
  await figures(page, report, checks);
  await firstScreen(page, report, DESKTOP, checks);
  await opens(page, checks);
  await charts(page, checks);
  await narrow(page, browser, checks);
  await page.close();
  await keyboard(browser, report, checks);
  for (const dark of [false, true]) await accessible(browser, report, dark, checks);
  await live(browser, report, options, checks);
  if (browser.pdf) await printed(browser, report, options.pictures, checks);
  if (options.pictures) await pictures(browser, report);
  checks.none('no error, no dialogue, no request', browser.problems());
}

/** Pictures for people to look at: the whole page on a desktop and on a phone, the first screen in the dark too. */
async function pictures(browser, report) {
  mkdirSync(options.pictures, { recursive: true });
  for (const [kind, size] of Object.entries({ desktop: DESKTOP, phone: PHONE })) {
    for (const dark of [false, true]) {
      const page = await browser.open(report.page, size, dark);
      const name = `${report.name}-${report.language}-${kind}-${dark ? 'dark' : 'light'}`;
      const at = (part) => join(options.pictures, `${name}${part}.png`);
      await page.screenshot({ path: at('-first') });
      await page.screenshot({ path: at(''), fullPage: true });
      await page.close();
    }
  }
}

async function main() {
  if (!options.provenu) throw new Error('give the program: --provenu PATH');
  let browser;
  try {
    const { launched } = await import('./browsers.mjs');
    browser = await launched(options.browser);
  } catch (error) {
    if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    console.log('The npm packages of the browser tests are not installed (`npm ci` in tests/browser): nothing was tested.');
    return;
  }
  if (!browser) {
    console.log(`No ${options.browser} can be found on this system: nothing was tested in it.`);
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'provenu-browser-'));
  const checks = new Checks();
  try {
    console.log(browser.version);
    for (const scenario of scenarios(names)) {
      for (const language of ['da', 'en']) {
        const report = written({ ...options, scenario, language, folder });
        checks.begin(`${report.name} (${language})`);
        console.log(`  ${parts(report)}`);
        texts(report, checks);
        await look(browser, report, checks);
      }
    }
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true });
  }
  process.exitCode = checks.finish();
}

await main();
