// The page as a tool: a slider moved, a number typed, a broken scenario opened, two sides compared, another language, a link, files
// saved, offline, by keyboard alone, and many changes without growing.

import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const DESKTOP = { width: 1280, height: 800 };
/** How long anything may take on a loaded machine. */
const PATIENCE = 120_000;

const pause = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });

/** Waits until something holds on the page; tells whether it ever did. */
async function until(page, holds, argument) {
  for (const begun = Date.now(); Date.now() - begun < PATIENCE;) {
    if (await page.evaluate(holds, argument)) return true;
    await pause(25);
  }
  return false;
}

const awake = (page) => until(page, () => document.getElementById('live')?.hidden === false);
const at = (page, id) => page.evaluate((id) => (document.getElementById(id)?.textContent ?? '').replaceAll('\u00a0', ' '), id);
const heading = (page) => page.evaluate(() => document.querySelector('h1').textContent);
const front = (page) => page.evaluate(() => document.getElementById('s0').innerHTML);

/** Sets the slider at a place, as dragging it does, and lets it go where asked. */
const drag = (page, position, value, letGo) =>
  page.evaluate(({ position, value, letGo }) => {
    const range = document.querySelectorAll('.knob input[type=range]')[position];
    range.value = value;
    range.dispatchEvent(new Event('input', { bubbles: true }));
    if (letGo) range.dispatchEvent(new Event('change', { bubbles: true }));
  }, { position, value, letGo });

/** The knob at a place: its path and what its box says. */
const knob = (page, position) =>
  page.evaluate((position) => {
    const shown = document.querySelectorAll('.knob')[position];
    const [range, box] = shown.querySelectorAll('input');
    const wrong = shown.querySelector('.wrong');
    const { min, max, step, value } = range;
    return { path: shown.dataset.path, min, max, step, value, typed: box.value, unit: shown.querySelector('.unit').textContent, wrong: wrong.hidden ? '' : wrong.textContent };
  }, position);

/** Types into the box of a knob and presses Enter. */
async function type(page, position, text) {
  await page.evaluate((position) => {
    const box = document.querySelectorAll('.knob')[position].querySelectorAll('input')[1];
    box.focus();
    box.select();
  }, position);
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
}

/** Waits for the whole answer of a change. */
const settled = (page) =>
  until(page, () => {
    const status = document.getElementById('status').textContent;
    return status !== '' && !status.includes('…') && document.querySelector('.stale') === null;
  });

/** A tenth of the way to the next thing on the slider, in steps. */
const beside = ({ value, step, min, max }, steps) => {
  const moved = Number(value) + steps * Number(step);
  const within = Math.min(Number(max), Math.max(Number(min), moved));
  return String(Number(within.toPrecision(12)));
};

export async function live(browser, report, options, checks) {
  const page = await browser.open(report.page, DESKTOP);
  checks.that('the sliders come', await awake(page));
  checks.that('and take the place of the sentence how to get them', await page.evaluate(() => document.getElementById('still').hidden));
  await browser.offline?.(page);
  const [title, before] = [await heading(page), await front(page)];
  const knobs = await page.evaluate(() => document.querySelectorAll('.knob').length);
  if (knobs > 0) {
    await moved(page, report, checks);
    await typed(page, report, checks);
    await reset(page, title, before, checks);
  }
  await otherLanguage(page, report, title, before, checks);
  await broken(page, title, checks);
  if (report.name === 'silkeborg') {
    await sliderIsTheProgram(page, report, options, checks);
    await compared(page, checks);
    await together(page, checks);
    await late(page, report, title, before, checks);
    await linked(browser, page, report, checks);
    if (browser.saved) await saved(browser, page, checks);
    await byKeyboard(browser, report, checks);
    await template(page, checks);
    await standing(browser, report, checks);
    await soaked(browser, page, Number(options.soak), checks);
  }
  await page.close();
}

/** Remembers whenever the row of the scenario itself says another count than the dots, and is not dimmed. */
const watchRows = (page) =>
  page.evaluate(() => {
    window.outdated = new Set();
    new MutationObserver(() => {
      const rows = document.querySelector('.rows');
      const own = rows?.querySelector('.own .told')?.textContent;
      const counted = document.querySelector('.legend .gain')?.closest('li').querySelector('strong').textContent;
      if (own && counted && !rows.classList.contains('stale') && own !== counted) window.outdated.add(`${own} beside ${counted}`);
    }).observe(document.querySelector('main'), { childList: true, subtree: true, attributes: true });
  });

/** A slider that is dragged gives a first answer, one that is let go a whole one. */
async function moved(page, report, checks) {
  const first = await knob(page, 0);
  await watchRows(page);
  await drag(page, 0, beside(first, -6), false);
  checks.that('a first answer while a slider is dragged', await until(page, () => document.getElementById('said').textContent !== '' && document.querySelector('.stale, [aria-busy]') !== null));
  await drag(page, 0, beside(first, -8), true);
  checks.that('a whole answer when it is let go', await settled(page), await at(page, 'status'));
  checks.none('no row is shown as current that an answer has not reached', await page.evaluate(() => [...window.outdated]));
  const said = await at(page, 'said');
  const incomplete = report.figures.net_benefit.probability_positive === null;
  checks.that('how it differs from the scenario', incomplete || /i stedet for|instead of/.test(said), said);
  checks.that('with its Monte Carlo error', /\d/.test(await at(page, 'status')));
}

/** A number is typed as the language writes it; what is none, or not allowed, is told at its box. */
async function typed(page, { language }, checks) {
  const { typed: now } = await knob(page, 0);
  await type(page, 0, 'abc');
  checks.that('what is no number is told', await until(page, () => !document.querySelector('.knob .wrong').hidden));
  checks.that('at the box', await page.evaluate(() => document.querySelectorAll('.knob')[0].querySelectorAll('input')[1].getAttribute('aria-invalid') === 'true'));
  const other = now.replace(/\d/, (digit) => String((Number(digit) % 8) + 1));
  await type(page, 0, other);
  checks.that('a number that is typed is computed', await settled(page), other);
  checks.equal('and stands in its box', (await knob(page, 0)).typed, other);
  checks.equal('without complaint', (await knob(page, 0)).wrong, '');
  if ((await knob(page, 0)).unit === '%') {
    await type(page, 0, language === 'da' ? '150,5' : '150.5');
    checks.that('a share above one is refused', await until(page, () => !document.querySelector('.knob .wrong').hidden));
    checks.that('with what is allowed', /0.*1/.test((await knob(page, 0)).wrong), (await knob(page, 0)).wrong);
  }
}

/** Everything back: the report as it was made, to the letter. */
async function reset(page, title, before, checks) {
  await page.evaluate(() => document.getElementById('reset-all').click());
  checks.that('back to the report as it was made', await until(page, (before) => document.getElementById('s0').innerHTML === before, before));
  checks.equal('with its headline', await heading(page), title);
  checks.that('no slider is moved any more', await page.evaluate(() => [...document.querySelectorAll('.reset')].every((button) => button.disabled)));
  checks.equal('and no settings in the address', new URL(page.url()).hash, '');
}

/** The other language, in place, and back. */
async function otherLanguage(page, { language }, title, before, checks) {
  const other = language === 'da' ? 'en' : 'da';
  const choose = (to) => page.evaluate((to) => {
    const select = document.getElementById('language');
    select.value = to;
    select.dispatchEvent(new Event('change', { bubbles: true }));
  }, to);
  await choose(other);
  checks.that('the page says the other language', await until(page, (other) => document.documentElement.lang === other, other));
  checks.that('and its headline is told in it', await until(page, (title) => document.querySelector('h1').textContent !== title, title));
  checks.that('all of it', await settled(page));
  const left = await page.evaluate(() => [...document.querySelectorAll('h2')].map((heading) => heading.textContent).join(' '));
  checks.that('no heading is left in the first one', language === 'da' ? !/[æøå]/i.test(left) : !/ the /i.test(left), left);
  await choose(language);
  checks.that('and back', await until(page, (before) => document.getElementById('s0').innerHTML === before, before));
}

/** A scenario with a mistake changes nothing and says where it is. */
async function broken(page, title, checks) {
  const line = await page.evaluate(() => {
    document.getElementById('tool').open = true;
    const box = document.getElementById('text');
    const lines = box.value.split('\n');
    const at = lines.findIndex((line) => /^\s*timeline\s*=|^\s*\[timeline\]/.test(line));
    lines[at] = lines[at].replace(/=.*/, '= { start = 2020, years = 0 }').replace('[timeline]', '[timeline]\nyears = 0');
    box.value = lines.join('\n');
    document.getElementById('use').click();
    return at + 1;
  });
  checks.that('a mistake is told with its line', await until(page, () => document.querySelector('#text-problems button[data-line]') !== null));
  const [told, shown] = await page.evaluate(() => {
    const button = document.querySelector('#text-problems button[data-line]');
    button.click();
    const box = document.getElementById('text');
    return [Number(button.dataset.line), box.value.slice(0, box.selectionStart).split('\n').length];
  });
  checks.that('that of the mistake', Math.abs(told - line) <= 1, `${told}, the mistake is on ${line}`);
  checks.equal('which the button leads to', shown, told);
  checks.equal('the headline stays', await heading(page), title);
}

/** A slider says what `provenu run --set` says. */
async function sliderIsTheProgram(page, report, options, checks) {
  await drag(page, 0, '25', true);
  checks.that('25 % is computed', await settled(page));
  const program = execFileSync(
    options.provenu,
    ['run', join(report.folder, '..', 'scenarios', 'silkeborg.toml'), '--set', 'employment.programme=0.25', '--no-report', '--format', 'json', '--output', join(report.folder, '..', 'set'), '--overwrite'],
    { encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const share = JSON.parse(program).net_benefit.probability_positive.value;
  const counted = await page.evaluate(() => document.querySelector('.legend .gain')?.closest('li').querySelector('strong').textContent);
  checks.equal('as many courses as the program counts', Number(counted.match(/\d+/)[0]), Math.round(share * 100));
}

async function compared(page, checks) {
  await page.evaluate(() => {
    document.getElementById('beside').open = true;
    document.getElementById('right').value = document.getElementById('right').options[3].value;
    document.getElementById('compare').click();
  });
  checks.that('two sides are shown beside each other', await until(page, () => document.querySelector('#compared svg.chart') !== null), await at(page, 'compared'));
  const ids = await page.evaluate(() => [...document.querySelectorAll('[id]')].map(({ id }) => id));
  checks.none('every id once, beside the report', ids.filter((id, i) => ids.indexOf(id) !== i));
}

/** Several programmes together: the page's own list, and one with a mistake. */
async function together(page, checks) {
  await page.evaluate(() => {
    document.getElementById('together').open = true;
    document.getElementById('work-together').click();
  });
  checks.that('two programmes are worked out together', await until(page, () => document.querySelector('#programmes svg.chart') !== null), await at(page, 'programmes'));
  const line = await page.evaluate(() => {
    const box = document.getElementById('list');
    box.value = box.value.replace('factor = 1\n', 'factor = -1\n');
    document.getElementById('work-together').click();
    return box.value.split('\n').indexOf('factor = -1') + 1;
  });
  checks.that('a mistake in the list is told', await until(page, () => document.querySelector('#programmes button[data-line]') !== null), await at(page, 'programmes'));
  const shown = await page.evaluate(() => {
    document.querySelector('#programmes button[data-line]').click();
    const box = document.getElementById('list');
    return box.value.slice(0, box.selectionStart).split('\n').length;
  });
  checks.equal('and leads to its line', shown, line);
}

/** Actual figures move the forecast, and what is wrong in them is told beneath them. */
async function standing(browser, report, checks) {
  const page = await browser.open(report.page, DESKTOP);
  await awake(page);
  const use = (from, to) => page.evaluate(({ from, to }) => {
    document.getElementById('actual').open = true;
    const box = document.getElementById('actuals');
    if (from) box.value = box.value.replace(from, to);
    document.getElementById('use-actuals').click();
    return box.value.split('\n').findIndex((line) => line.startsWith('entered')) + 1;
  }, { from, to });
  const line = await use();
  checks.that('the page offers figures of the first year', line > 1, String(line));
  checks.that('and computes with them', await settled(page));
  const parts = () => page.evaluate(() => [...document.querySelectorAll('h2')].map((heading) => heading.textContent).join('|'));
  const now = report.language === 'da' ? 'Hvor indsatsen står nu' : 'Where the programme stands now';
  checks.that('the report tells where the programme stands', (await parts()).includes(now), await parts());
  const told = await page.evaluate(() => document.getElementById('actuals').value.match(/entered = .*/)[0]);
  await use(told, 'entered = 4000');
  checks.that('an impossible figure is told beneath', await until(page, () => document.querySelector('#actuals-problems button[data-line]') !== null));
  const shown = await page.evaluate(() => {
    document.querySelector('#actuals-problems button[data-line]').click();
    const box = document.getElementById('actuals');
    return box.value.slice(0, box.selectionStart).split('\n').length;
  });
  checks.equal('and leads to its line', shown, line);
  await page.evaluate(() => document.getElementById('drop-actuals').click());
  checks.that('and without them the report is as it was', await until(page, (now) => ![...document.querySelectorAll('h2')].some((heading) => heading.textContent === now), now));
  await page.close();
}

/** What comes late never takes the place of what was asked after it; what a reader is at stays. */
async function late(page, { language }, title, before, checks) {
  const { value, step } = await knob(page, 0);
  const asMoved = await at(page, 'said');
  await page.evaluate(({ value, step }) => {
    const range = document.querySelector('.knob input[type=range]');
    // One first answer is being worked out, another waits.
    for (const steps of [1, 2]) {
      range.value = String(Number(value) + steps * Number(step));
      range.dispatchEvent(new Event('input', { bubbles: true }));
    }
    document.getElementById('reset-all').click();
  }, { value, step });
  await pause(2000);
  checks.equal('a first answer that comes after a reset is dropped', await heading(page), title);
  checks.that('and changes nothing', (await front(page)) === before);
  await drag(page, 0, value, true);
  await page.evaluate(() => document.querySelector('main > section:not(#try) summary').focus());
  checks.that('what was moved is moved again', await settled(page));
  checks.that('the focus stays in a section that is replaced', await page.evaluate(() => document.activeElement.tagName === 'SUMMARY'));
  checks.equal('the same is said again', await at(page, 'said'), asMoved);
  const other = language === 'da' ? 'en' : 'da';
  const choose = (to, questions) => page.evaluate(({ to, questions }) => {
    for (let i = 0; i < questions; i += 1) document.getElementById('compare').click();
    const select = document.getElementById('language');
    select.value = to;
    select.dispatchEvent(new Event('change', { bubbles: true }));
  }, { to, questions });
  for (const [to, questions] of [[other, 2], [language, 0]]) {
    await choose(to, questions);
    checks.that(`${questions} questions that wait do not hold up another language`, await until(page, (to) => document.documentElement.lang === to, to));
    await settled(page);
  }
  checks.equal('and what is moved stays', (await knob(page, 0)).value, value);
}

/** The address carries what is moved. */
async function linked(browser, page, report, checks) {
  checks.that('the address says what is moved', new URL(page.url()).hash.length > 10);
  const other = await browser.open(report.page, DESKTOP);
  await other.goto(page.url());
  await other.reload();
  await awake(other);
  checks.that('whoever follows it sees the same', await settled(other));
  checks.equal('the same sentence', await at(other, 'said'), await at(page, 'said'));
  await other.goto(page.url().replace(/#.*/, '#AAAAAAAAAAAAAAAAAAAA'));
  await other.reload();
  await awake(other);
  checks.that('one that cannot be read says so', (await at(other, 'status')) !== '');
  await other.close();
}

/** The report as it stands can be saved, and is as live as this one. */
async function saved(browser, page, checks) {
  const press = (what) => page.evaluate((what) => {
    document.getElementById('downloads').open = true;
    document.querySelector(`[data-file=${what}]`).click();
  }, what);
  const ends = { workbook: '.xlsx', scenario: '.toml', summary: '.json', report: '.html' };
  for (const [what, end] of Object.entries(ends)) {
    const path = await browser.saved(page, () => press(what)).catch(() => undefined);
    checks.that(`${what} is saved`, path?.endsWith(end), path ?? (await at(page, 'download-told')));
    if (!path || what !== 'report') continue;
    const again = await browser.open(path, DESKTOP);
    const lives = await awake(again);
    checks.that('the saved report has sliders', lives);
    if (lives) {
      checks.equal('which stand as they were', (await knob(again, 0)).typed, (await knob(page, 0)).typed);
      checks.equal('under the same headline', await heading(again), await heading(page));
    }
    await again.close();
  }
}

/** From the first link to a slider, and an answer. */
async function byKeyboard(browser, report, checks) {
  const page = await browser.open(report.page, DESKTOP);
  await awake(page);
  const stands = () => page.evaluate(() => document.activeElement.matches('.knob input[type=range]'));
  for (let i = 0; i < 60 && !(await stands()); i += 1) await page.keyboard.press('Tab');
  checks.that('Tab reaches a slider', await stands());
  for (let i = 0; i < 4; i += 1) await page.keyboard.press('ArrowLeft');
  checks.that('arrows move it', await settled(page), await at(page, 'status'));
  checks.that('and it keeps the focus', await stands());
  await page.close();
}

/** A scenario that comes with the page. */
async function template(page, checks) {
  const before = await heading(page);
  const about = await page.evaluate(() => document.querySelector('.about').textContent);
  await page.evaluate(() => {
    const select = document.getElementById('template');
    select.value = 'gladsaxe';
    select.dispatchEvent(new Event('change', { bubbles: true }));
  });
  checks.that('another scenario takes its place', await until(page, (about) => document.querySelector('.about').textContent !== about, about), before);
  checks.that('with its own two sliders', await until(page, () => document.querySelector('.knob').dataset.path.startsWith('subgroups.')));
  await page.evaluate(() => {
    const select = document.getElementById('template');
    select.value = '';
    select.dispatchEvent(new Event('change', { bubbles: true }));
  });
  checks.that('and the first one comes back', await until(page, (about) => document.querySelector('.about').textContent === about, about));
}

/** Many changes leave nothing behind. */
async function soaked(browser, page, changes, checks) {
  const size = () => page.evaluate(() => document.querySelectorAll('*').length);
  const change = async (count) => {
    for (let i = 0; i < count; i += 1) {
      await drag(page, i % 2, String(10 + (i % 30)), i % 7 === 0);
      await pause(20);
    }
    await page.evaluate(() => document.getElementById('reset-all').click());
    await pause(500);
  };
  await change(20);
  const [elements, heap] = [await size(), await browser.heap?.(page)];
  await change(changes);
  checks.equal(`after ${changes} changes no element more`, await size(), elements);
  if (browser.heap) {
    const grown = (await browser.heap(page)) - heap;
    checks.that(`after ${changes} changes the script holds no more`, grown < 4e6, `${(grown / 1e6).toFixed(1)} MB more`);
    checks.that('no worker is left behind', page.workers().length <= 3, page.workers().length);
  }
}
