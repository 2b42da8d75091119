// The page on paper.

import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

const SCREEN = { width: 1280, height: 800 };
/** Characters of a page that is not empty: the last may hold two lines. */
const SOME = 60;

const told = (program, args) => execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });

/** A4 pages, tagged, none empty, with text that can be searched. */
export async function printed(browser, report, pictures, checks) {
  if (pictures) mkdirSync(pictures, { recursive: true });
  const path = join(pictures ?? report.folder, `${report.name}-${report.language}.pdf`);
  const page = await browser.open(report.page, SCREEN);
  await browser.pdf(page, path);
  const heading = await page.evaluate(() => document.querySelector('h1').textContent);
  await page.close();
  let about;
  try {
    about = told('pdfinfo', [path]);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    console.log('  pdfinfo and pdftotext are not there: the printed pages were not looked into');
    return;
  }
  const pages = Number(about.match(/^Pages:\s+(\d+)/m)[1]);
  console.log(`  ${pages} printed pages`);
  checks.that('more than one page', pages > 1);
  checks.that('the pages are tagged', /^Tagged:\s+yes/m.test(about));
  checks.that('the pages are A4', /^Page size:.*A4/m.test(about), about.match(/^Page size:.*/m)[0]);
  const texts = told('pdftotext', ['-layout', path, '-']).split('\f').slice(0, pages);
  texts.forEach((text, i) => checks.that(`page ${i + 1} is not empty`, text.replace(/\s/g, '').length >= SOME));
  const plain = (text) => text.normalize('NFKC').replace(/\s+/g, ' ').trim();
  checks.that('the answer is text', plain(texts[0]).includes(plain(heading)), plain(texts[0]).slice(0, 200));
}
