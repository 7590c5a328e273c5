// What comes out of the printer.

import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';

import { choose, expect, figure, kept, openTool, test, toResult } from '../portal.js';

/** Prints a page on A4 and gives the number of sheets and the text. */
async function print(page, info) {
  const path = info.outputPath('page.pdf');
  writeFileSync(path, await page.pdf({ format: 'A4' }));
  const sheets = Number(execFileSync('pdfinfo', [path], { encoding: 'utf8' }).match(/^Pages:\s+(\d+)/m)[1]);
  return { sheets, text: execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' }) };
}

test('the first hour prints on a few sheets, without menus', async ({ page }, info) => {
  await page.goto('eerste-uur/');
  const { sheets, text } = await print(page, info);
  figure(`${String(sheets).padStart(3)} sheets of A4 · the first hour`);
  expect(sheets).toBeLessThanOrEqual(5);
  expect(text).toContain(await page.locator('h1').textContent());
  expect(text).not.toContain('Begin hier');
});

test('the empty questionnaire prints as a paper form', async ({ page }, info) => {
  await openTool(page);
  const { sheets, text } = await print(page, info);
  figure(`${String(sheets).padStart(3)} sheets of A4 · the empty questionnaire`);
  expect(sheets).toBeGreaterThan(2);
  expect(sheets).toBeLessThanOrEqual(16);
  for (let number = 1; number <= 10; number += 1) expect.soft(text).toContain(`Vraag ${number} van 10`);
  expect(text).toContain('Reken het uit op papier');
  expect(text).not.toContain('Bewaar als bestand');
});

test('the filled questionnaire prints with its result, and the screen is as it was', async ({ page }, info) => {
  await openTool(page);
  await choose(page, 1);
  await kept(page);
  await toResult(page);
  const { text } = await print(page, info);
  expect(text).toContain('Je volgende drie stappen');
  expect(text).toMatch(/10\.\s+Oefenen we, leren we/);
  expect(text).not.toContain('Reken het uit op papier');
  await expect(page.locator('[data-question]:visible')).toHaveCount(0);
  await expect(page.locator('#resultaat')).toBeVisible();
});

test('a page without JavaScript prints the same', async ({ tab }, info) => {
  const page = await tab({ javaScriptEnabled: false });
  await page.goto('hulpmiddelen/tien-vragen/');
  const { text } = await print(page, info);
  expect(text).toContain('Vraag 10 van 10');
  expect(text).toContain('Reken het uit op papier');
});
