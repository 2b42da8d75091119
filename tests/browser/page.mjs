// What holds for every page: structure, accessibility, width, keyboard, charts.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const DESKTOP = { width: 1280, height: 800 };
/** As wide as 1280 pixels at 400 %. */
const NARROW = { width: 320, height: 256 };
/** The blocks of the live page. */
const OWN_SCRIPTS = 'scenario application/json; core text/plain; worker text/plain; script';
/** Places that take the focus before we call it a trap. */
const MOST_STOPS = 600;

/** Opens all that is shown on request. */
export const unfold = (page) =>
  page.evaluate(() => document.querySelectorAll('details').forEach((details) => { details.open = true; }));

export async function structure(page, { language }, checks) {
  const found = await page.evaluate(() => {
    const ids = [...document.querySelectorAll('[id]')].map((element) => element.id);
    return {
      language: document.documentElement.lang,
      title: document.title,
      headings: document.querySelectorAll('h1').length,
      scripts: [...document.querySelectorAll('script')].map((script) => `${script.id} ${script.type}`.trim()),
      foreign: document.querySelectorAll('iframe, object, embed, form, link, img, base, script[src]').length,
      twice: ids.filter((id, i) => ids.indexOf(id) !== i),
      dangling: [...document.querySelectorAll('a[href]')].map((a) => a.getAttribute('href'))
        .filter((to) => !to.startsWith('#') || !document.getElementById(to.slice(1))),
      twoPoints: [...document.querySelectorAll('p, li, td, dd, h1, h2')].map((element) => element.textContent).filter((text) => /kr\.\./.test(text)),
      handlers: [...document.querySelectorAll('*')].flatMap((element) => element.getAttributeNames()).filter((name) => name.startsWith('on')),
      charts: [...document.querySelectorAll('svg.chart')].map((chart) => ({
        name: chart.querySelector('title')?.id ?? 'chart',
        title: chart.querySelector('title')?.textContent.trim() ?? '',
        told: chart.querySelector('desc')?.textContent.trim() ?? '',
        labelled: (chart.getAttribute('aria-labelledby') ?? '').split(' ').every((id) => document.getElementById(id)),
        rows: chart.closest('figure')?.querySelectorAll('table tbody tr').length ?? 0,
      })),
    };
  });
  checks.equal('the page says its language', found.language, language);
  checks.that('the page has a title', found.title.trim() !== '');
  checks.equal('one main heading', found.headings, 1);
  checks.equal('no frame, form, picture or script from elsewhere', found.foreign, 0);
  checks.equal('its own script and what that needs', found.scripts.join('; '), OWN_SCRIPTS);
  checks.none('no sentence ends with two points', found.twoPoints);
  checks.none('no element with a handler', found.handlers);
  checks.none('every id once', found.twice);
  checks.none('links lead to a place on the page', found.dangling);
  checks.that('the page has charts', found.charts.length > 0);
  for (const { name, title, told, labelled, rows } of found.charts) {
    checks.that(`${name} has a title, a description and a table`, title !== '' && told !== '' && labelled && rows > 0);
  }
}

/** Without a violation, in the light or in the dark, with everything unfolded. */
export async function accessible(browser, report, dark, checks) {
  const page = await browser.open(report.page, DESKTOP, dark);
  const colours = dark ? 'dark' : 'light';
  const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  checks.that(`${colours} colours`, (Number(ground.match(/\d+/)[0]) < 100) === dark, ground);
  await unfold(page);
  await page.evaluate(AXE);
  const violations = await page.evaluate(async (rules) => {
    // eslint-disable-next-line no-undef
    const { violations } = await axe.run(document, { runOnly: rules, resultTypes: ['violations'] });
    return violations.map(({ id, nodes }) => {
      const [{ target, failureSummary }] = nodes;
      return `${id} (${nodes.length}): ${target.join(' ')}: ${failureSummary.split('\n').slice(1, 3).join('; ')}`;
    });
  }, RULES);
  checks.none(`axe finds nothing in the ${colours}`, violations);
  await page.close();
}

/** No scrolling of the page to the side; wide tables and charts scroll within themselves. */
export async function narrow(page, browser, checks) {
  await browser.resize(page, NARROW);
  await unfold(page);
  const found = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const scrolls = (element) => element.closest('.scroll, .sheet, .skip, .unseen');
    const wide = [...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > clientWidth + 1 && !scrolls(element))
      .map((element) => `${element.tagName}.${element.getAttribute('class')}: ${element.textContent.slice(0, 60)}`);
    return { over: scrollWidth - clientWidth, wide };
  });
  checks.equal('the page fits 320 pixels', found.over, 0);
  checks.none('nothing sticks out at 320 pixels', found.wide);
  await browser.resize(page, DESKTOP);
}

/** The first screen of Silkeborg is one screen. */
export async function firstScreen(page, { name }, { height }, checks) {
  if (name !== 'silkeborg') return;
  const bottom = await page.evaluate(() => document.querySelector('.caution').getBoundingClientRect().bottom);
  checks.that('the caution is seen without scrolling', bottom <= height, `it ends at ${bottom} of ${height}`);
}

const focused = (page) =>
  page.evaluate(async () => {
    // Scrolling to it may come with the next frame.
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const element = document.activeElement;
    const { left, top, width, height } = element.getBoundingClientRect();
    const inSight = ({ left, top, right, bottom }) => left < innerWidth && right > 0 && top < innerHeight && bottom > 0;
    // Firefox does not scroll to a part of a picture: there the picture must be in sight.
    const place = navigator.userAgent.includes('Firefox') ? (element.closest('svg') ?? element) : element;
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    return {
      name: `${element.tagName}.${element.getAttribute('class')}`,
      body: element === document.body || element === document.documentElement,
      shown: width > 0 && height > 0 && inSight(place.getBoundingClientRect()),
      ringed: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2,
      told: `${outlineStyle} ${outlineWidth} at ${[left, top, width, height].map(Math.round)}: ${element.getAttribute('aria-label') ?? element.textContent.slice(0, 40)}`,
    };
  });

/** All can be reached with the keyboard alone, and one sees where one is. Leaves the focus in the browser's own window. */
export async function keyboard(browser, report, checks) {
  const page = await browser.open(report.page, DESKTOP);
  await page.keyboard.press('Tab');
  const first = await focused(page);
  checks.that('the first stop is the link past the head, and is seen', first.name === 'A.skip' && first.shown, first.name);
  const unseen = [];
  let stops = 0;
  for (let at = first; !at.body && stops < MOST_STOPS; stops += 1) {
    if (!at.shown || !at.ringed) unseen.push(`${at.name} ${at.told}`);
    await page.keyboard.press('Tab');
    at = await focused(page);
    if (at.name === 'A.skip') break;
  }
  checks.that('the focus comes to an end', stops < MOST_STOPS);
  checks.none('the focus is seen everywhere', unseen);
  await page.close();
}

/** What is shown on request opens by the keyboard. */
export async function opens(page, checks) {
  const folded = await page.evaluate(() => {
    document.querySelector('summary')?.focus();
    return document.activeElement.tagName === 'SUMMARY';
  });
  checks.that('something is shown on request', folded);
  await page.keyboard.press('Enter');
  checks.that('Enter opens it', await page.evaluate(() => document.activeElement.parentElement.open));
}

/** The figures of a part of a chart are shown under the pointer, and in focus. */
export async function charts(page, checks) {
  await unfold(page);
  const all = await page.evaluate(() => document.querySelectorAll('svg.chart').length);
  for (let i = 0; i < all; i += 1) {
    const spot = await page.evaluate((i) => {
      const place = document.querySelectorAll('svg.chart')[i].querySelector('.spot .place');
      place?.scrollIntoView({ block: 'center', inline: 'center' });
      const rect = place?.getBoundingClientRect();
      return rect && { x: rect.left + rect.width / 2, y: rect.top + rect.height / 2, focus: place.parentNode.tabIndex === 0 };
    }, i);
    if (!spot) continue;
    const shown = () =>
      page.evaluate((i) => {
        const tips = [...document.querySelectorAll('svg.chart')[i].querySelectorAll('.tip')];
        const seen = tips.filter((tip) => getComputedStyle(tip).visibility === 'visible');
        return seen.length === 1 && seen[0].textContent.trim() !== '';
      }, i);
    await page.mouse.move(spot.x, spot.y);
    checks.that(`chart ${i + 1} shows its figures under the pointer`, await shown());
    await page.mouse.move(1, 1);
    if (!spot.focus) continue;
    await page.evaluate((i) => document.querySelectorAll('svg.chart')[i].querySelector('.spot').focus(), i);
    checks.that(`chart ${i + 1} shows its figures in focus`, await shown());
    await page.evaluate(() => document.activeElement.blur());
  }
}
