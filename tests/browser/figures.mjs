// The figures on the page are those of the results.

const at = (quantiles, p) => quantiles.find((quantile) => quantile.p === p)?.value;

/** Everything the page says in figures, read in one go. */
const read = (page) =>
  page.evaluate(() => {
    const values = (table) =>
      [...table.querySelectorAll('tbody tr')]
        .map((row) => [...row.querySelectorAll('td')].map((cell) => (cell.dataset.value === undefined ? null : Number(cell.dataset.value))))
    // Rows of the same name in a section are one: a table of many years continues beneath.
    const rows = (section) => {
      const named = new Map();
      for (const table of section.querySelectorAll('table')) {
        const names = [...table.querySelectorAll('tbody tr')].map((row) => row.cells[0].textContent);
        values(table).forEach((cells, i) => named.set(names[i], [...(named.get(names[i]) ?? []), ...cells]));
      }
      return [...named.values()];
    };
    const text = (element) => element.textContent.replaceAll('\u00a0', ' ').trim();
    const chart = (name) => document.getElementById(`${name}-title`)?.closest('figure');
    const own = (name) => (chart(name) ? values(chart(name).querySelector('table')) : null);
    const years = chart('cumulative')?.closest('section') ?? null;
    const after = (element, selector) => element?.nextElementSibling?.querySelector(selector);
    return {
      charts: { cumulative: own('cumulative'), break_even: own('break_even'), net_benefit: own('net_benefit') },
      // A case without money has no chart by year, nor what stands beside it.
      byYear: years && {
        years: values(after(chart('cumulative'), 'table')),
        columns: [...after(chart('cumulative'), 'table').querySelectorAll('thead th')].map(text).slice(1),
        payers: values(years.nextElementSibling.querySelector('table')),
      },
      rows: [...document.querySelectorAll('section')].flatMap(rows),
      counts: [...document.querySelectorAll('.legend li')].map((entry) => ({
        end: entry.querySelector('.dot > *').getAttribute('class'),
        told: text(entry.querySelector('strong')),
      })),
      dots: [...document.querySelectorAll('.dots > *')].map((dot) => dot.getAttribute('class')),
      keyFigures: [...document.querySelectorAll('.front .figure')].map(text),
      own: [...document.querySelectorAll('.rows .own .told')].map(text),
    };
  });

export async function figures(page, { figures: results, language }, checks) {
  const found = await read(page);
  const same = (name, rows, expected) => checks.equal(name, JSON.stringify(rows), JSON.stringify(expected));
  if (found.byYear) {
    byYear(found.byYear, results, same);
    chartTables(found, results, same);
    const payers = Object.values(results.payers);
    const chance = ({ net_benefit: net }) => net.probability_positive?.value ?? null;
    same('what each payer gains', found.byYear.payers, payers.map((payer) => [payer.net_benefit.mean, chance(payer)]));
  } else {
    const still = results.break_even.ends.at_zero.probability === 1 && results.expected.net.every((net) => net === 0);
    checks.that('only a case in which no money moves has no chart by year', still);
  }
  // Each line once, as the account sees it; an account of several payers sees their sums.
  const own = results.expected.lines.filter(({ payer }) => payer === results.account);
  const participants = results.expected.per_participant?.participants;
  for (const { name, values } of own) {
    const total = values.reduce((a, b) => a + b, 0);
    // Per participant, where the case has some.
    const each = participants ? [total / participants] : [];
    const row = [...values, total, ...each].map(Math.abs);
    const shown = found.rows.some((other) => near(other, row));
    checks.that(`the business case has the line ${name.slice(0, 40)}`, shown, row.join(' '));
  }
  hundred(found, results, checks);
  keyFigures(found.keyFigures, results, language, checks);
}

/** Equal but for the order in which amounts were summed. */
const near = (found, expected) =>
  found.length === expected.length &&
  found.every((value, i) => value !== null && Math.abs(Math.abs(value) - expected[i]) <= 1e-9 * Math.max(1, expected[i]));

function byYear({ years, columns }, { cumulative, complete }, same) {
  const shown = columns.map((year) => cumulative.find((of) => String(of.year) === year));
  const rows = [0.05, 0.5, 0.95].map((p) => shown.map((year) => at(year.quantiles, p)));
  const [low, middle, high] = rows;
  const chances = complete ? [shown.map((year) => year.probability_positive.value)] : [];
  same('year by year', years, [...chances, middle, low, high]);
}

function chartTables({ charts }, results, same) {
  const { cumulative, break_even: even, net_benefit: net, expected } = results;
  const row = (year, i) => [...year.quantiles.map(({ value }) => value), expected.cumulative[i]];
  same('the table of the chart by year', charts.cumulative, cumulative.map(row));
  if (charts.break_even) {
    const years = even.by_year.map((year) => year.probability);
    same('the table of break-even years', charts.break_even.map((cells) => cells[0]).slice(0, years.length), years);
  }
  const { from, width, counts } = net.histogram;
  const cells = charts.net_benefit.map(([to, share]) => [to, share]);
  const sum = counts.reduce((a, b) => a + b, 0) + net.histogram.below + net.histogram.above;
  same('the table of the histogram', cells.slice(0, counts.length), counts.map((n, i) => [from + (i + 1) * width, n / sum]));
}

/** The first screen's counts out of a hundred. */
function hundred({ counts, dots, own }, { break_even: even, net_benefit: net }, checks) {
  if (!net.probability_positive) {
    checks.equal('no dots where the probability is withheld', counts.length + dots.length, 0);
    return;
  }
  const gain = even.ends.above_zero.probability;
  const zero = even.ends.at_zero.probability;
  const shares = { gain, zero, loss: 1 - gain - zero };
  checks.equal('a surplus is what the results call one', gain, net.probability_positive.value);
  checks.equal('a hundred dots', dots.length, 100);
  for (const { end, told } of counts) {
    checks.that(`${told}: ${end}`, counted(told, shares[end]), shares[end]);
    const shown = dots.filter((dot) => dot === end).length;
    checks.that(`dots for ${told}`, Math.abs(shown - shares[end] * 100) < 1, shown);
  }
  for (const [end, share] of Object.entries(shares)) {
    checks.that(`${end} is told`, share < 0.005 || counts.some((count) => count.end === end));
  }
  for (const told of own) checks.that(`as calculated: ${told}`, counted(told, gain), gain);
}

/** Whether words such as `52 out of 100`, `fewer than 1 in 100` tell a share. */
function counted(told, share) {
  const [count] = told.match(/\d+/) ?? [];
  if (/færre|fewer|mindre|less/.test(told)) return share < 0.01;
  if (/flere|more/.test(told)) return share > 0.99;
  return Math.abs(Number(count) - share * 100) <= 0.5 + 1e-9;
}

/** The large figures are those of the results to the last digit that is shown. */
function keyFigures(shown, { net_benefit: net, expected }, language, checks) {
  const values = [0.05, 0.5, 0.95].map((p) => at(net.quantiles, p));
  [...values, expected.total].forEach((value, i) => {
    const [amount, step] = number(shown[i], language);
    checks.that(`${shown[i]} is the figure`, Math.abs(amount - value) <= step * 0.5001, value);
  });
}

const SCALES = { mio: 1e6, mia: 1e9, million: 1e6, billion: 1e9 };

/** An amount as a language writes it, and what one of its last digit is worth. */
function number(text, language) {
  const [group, point] = language === 'da' ? ['.', ','] : [',', '.'];
  const digits = text.match(/\d[\d.,]*\d|\d/)[0].replaceAll(group, '').replace(point, '.');
  const scale = Object.entries(SCALES).find(([word]) => text.includes(word))?.[1] ?? 1;
  const whole = digits.split('.')[0];
  // Of whole amounts those with zeros at the end are rounded to three figures.
  const zeros = digits.includes('.') ? 0 : Math.min(whole.match(/0*$/)[0].length, Math.max(0, whole.length - 3));
  const step = scale * 10 ** (digits.includes('.') ? -digits.split('.')[1].length : zeros);
  return [(/[−-]/.test(text) ? -1 : 1) * Number(digits) * scale, step];
}
