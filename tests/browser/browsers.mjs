// The browsers of the system, Chromium by playwright-core and Firefox by puppeteer-core, with the same few verbs.

import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import puppeteer from 'puppeteer-core';

const PROGRAMS = {
  chromium: ['chromium', 'chromium-browser', 'google-chrome'],
  firefox: ['firefox-esr', 'firefox'],
};

/** A browser of this name; nothing where the system has none. */
export async function launched(name) {
  const programs = PROGRAMS[name];
  if (!programs) throw new Error(`--browser ${name}: allowed: ${Object.keys(PROGRAMS).join(', ')}`);
  const program = found(programs);
  if (!program) return undefined;
  return name === 'chromium' ? chromiumAt(program) : firefoxAt(program);
}

function found(programs) {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return programs.flatMap((program) => folders.map((folder) => join(folder, program))).find(existsSync);
}

async function chromiumAt(executablePath) {
  // Chromium refuses its sandbox to root.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await chromium.launch({ executablePath, args });
  const watched = watch();
  return {
    version: `Chromium ${browser.version()}`,
    async open(path, viewport, dark = false) {
      const page = await browser.newPage({ viewport, colorScheme: dark ? 'dark' : 'light' });
      watched.page(page);
      await page.goto(pathToFileURL(path).href);
      return page;
    },
    resize: (page, size) => page.setViewportSize(size),
    offline: (page) => page.context().setOffline(true),
    /** The path of the file that an action saves. */
    async saved(page, act) {
      const [download] = await Promise.all([page.waitForEvent('download', { timeout: 120_000 }), act()]);
      const path = join(mkdtempSync(join(tmpdir(), 'provenu-saved-')), download.suggestedFilename());
      await download.saveAs(path);
      return path;
    },
    /** Bytes that the page's script holds, after all else is given back. */
    async heap(page) {
      const session = await page.context().newCDPSession(page);
      await session.send('HeapProfiler.collectGarbage');
      const { usedSize } = await session.send('Runtime.getHeapUsage');
      await session.detach();
      return usedSize;
    },
    pdf: (page, path) => page.pdf({ path, format: 'A4', tagged: true, outline: true, preferCSSPageSize: true }),
    problems: watched.problems,
    close: () => browser.close(),
  };
}

/** Sets the size of a page. Firefox before 144 knows no orientation of the screen, which is asked for beside the size. */
async function resize(page, size) {
  await page.setViewport(size).catch((error) => {
    if (!error.message.includes('unknown command emulation.setScreenOrientationOverride')) throw error;
  });
}

async function firefoxAt(executablePath) {
  const profile = () => mkdtempSync(join(tmpdir(), 'provenu-firefox-'));
  // Which colours it asks pages for is a setting of the whole browser: 0 is dark, 1 is light.
  const launch = (scheme) =>
    puppeteer.launch({
      browser: 'firefox',
      executablePath,
      headless: true,
      userDataDir: profile(),
      extraPrefsFirefox: { 'layout.css.prefers-color-scheme.content-override': scheme },
    });
  const [light, dark] = [await launch(1), await launch(0)];
  const watched = watch();
  return {
    version: (await light.version()).replace('firefox/', 'Firefox '),
    async open(path, viewport, inDark = false) {
      const page = await (inDark ? dark : light).newPage();
      watched.page(page);
      await resize(page, viewport);
      await page.goto(pathToFileURL(path).href);
      return page;
    },
    resize,
    offline: (page) => page.setOfflineMode(true).catch(() => {}),
    problems: watched.problems,
    close: () => Promise.all([light.close(), dark.close()]),
  };
}

/** Remembers errors, and requests for anything but the file itself and what it holds. */
function watch() {
  let seen = [];
  return {
    page(page) {
      page.on('console', (message) => {
        if (['error', 'warning', 'warn'].includes(message.type())) seen.push(`console: ${message.text()}`);
      });
      page.on('pageerror', (error) => seen.push(`error: ${error.message}`));
      page.on('dialog', (dialog) => {
        seen.push(`dialog: ${dialog.message()}`);
        dialog.dismiss();
      });
      page.on('request', (request) => {
        if (!/^(file|data|blob):/.test(request.url())) seen.push(`request: ${request.url()}`);
      });
    },
    /** What was seen since it was last asked. */
    problems() {
      const found = seen;
      seen = [];
      return found;
    },
  };
}
