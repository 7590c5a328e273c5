// The editor's afternoon: an edit is seen, mistakes are told with their places, the site comes back.

import { spawn } from 'node:child_process';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, figure, test as base } from '../portal.js';
import { serve } from '../serve.js';

const PAGE = 'content/richtlijnen/wat-is-een-bcp.md';

/** A server on a portal of its own, that a test may break. */
const test = base.extend({
  portal: async ({}, use, info) => {
    const root = join(process.env.PORTAL_WORK, `live-${info.testId}`);
    cpSync(process.env.PORTAL_SOURCE, root, { recursive: true });
    const { url, child, said } = await serve(process.env.PORTAL_BINARY, root);
    const edit = (path, change) => writeFileSync(join(root, path), change(readFileSync(join(root, path), 'utf8')));
    await use({ url, edit, said });
    child.kill('SIGKILL');
    rmSync(root, { recursive: true, force: true });
  },
  baseURL: async ({ portal }, use) => { await use(portal.url); },
});

const addLine = (line) => (text) => text.replace(/\n---\n/, `\n---\n\n${line}\n`);

test('a saved file is in the browser at once, and the page stays where it was', async ({ page, portal }) => {
  await page.goto('richtlijnen/wat-is-een-bcp/');
  await page.waitForLoadState('load');
  const target = await page.evaluate(() => { scrollTo(0, 900); return scrollY; });
  expect(target).toBeGreaterThan(500);
  const times = [];
  for (let round = 1; round <= 3; round += 1) {
    const text = `Dit is proef ${round} van de redactie.`;
    await page.waitForTimeout(300);
    const start = performance.now();
    portal.edit(PAGE, addLine(text));
    await page.getByText(text).waitFor({ state: 'attached' });
    times.push(performance.now() - start);
  }
  figure(`${times.map((it) => it.toFixed(0)).join(', ')} ms from saving to seeing`);
  await expect.poll(() => page.evaluate(() => Math.abs(scrollY - 900))).toBeLessThan(200);
});

test('an edit of a style and of a text of the site is seen too', async ({ page, portal }) => {
  await page.goto('');
  portal.edit('data/site.yaml', (text) => text.replace(/^tagline:.*$/m, 'tagline: Een andere zin.'));
  await expect(page.locator('h1')).toHaveText('Een andere zin.');
  await page.waitForTimeout(500);
  portal.edit('themes/default/styles/10-base.css', (text) => `${text}\nh1 { letter-spacing: 7px !important; }\n`);
  await expect(page.locator('h1')).toHaveCSS('letter-spacing', '7px');
});

test('a second save while the page is loading again is not missed', async ({ page, portal }) => {
  await page.goto('richtlijnen/wat-is-een-bcp/');
  await page.waitForTimeout(300);
  for (let round = 1; round <= 4; round += 1) {
    portal.edit(PAGE, addLine(`Eerste keer ${round}.`));
    await page.getByText(`Eerste keer ${round}.`).waitFor({ state: 'attached' });
    portal.edit(PAGE, addLine(`Tweede keer ${round}.`));
    await expect(page.getByText(`Tweede keer ${round}.`)).toBeAttached({ timeout: 3000 });
  }
});

test('two mistakes are told at once with file, line and column, and the page comes back when they are mended', async ({ page, portal, watch }) => {
  watch.expect(/status of 500/);
  await page.goto('richtlijnen/wat-is-een-bcp/');
  await page.evaluate(() => scrollTo(0, 900));
  await page.waitForTimeout(300);
  const wrong = (text) => text.replace(/^---\n/, '---\ntitel: x\n').concat('\n[stuk](bestaat-niet.md)\n');
  let before = '';
  let line = 0;
  const start = performance.now();
  portal.edit(PAGE, (text) => {
    before = text;
    line = wrong(text).split('\n').length - 1;
    return wrong(text);
  });
  const errors = page.locator('.errors');
  await expect(errors).toBeVisible();
  figure(`${(performance.now() - start).toFixed(0)} ms from breaking to seeing why`);
  for (const place of [`${PAGE}:2:1`, new RegExp(`${PAGE}:${line}:\\d+`)]) {
    await expect.soft(errors).toContainText(place);
    if (typeof place === 'string') expect.soft(portal.said()).toContain(place);
    else expect.soft(portal.said()).toMatch(place);
  }
  for (const words of ['titel', 'bestaat-niet.md', '^', 'help']) await expect.soft(errors).toContainText(words);
  const mended = performance.now();
  portal.edit(PAGE, () => before);
  await expect(page.locator('h1')).not.toContainText('meldingen');
  await expect(page.locator('.prose').first()).toBeVisible();
  figure(`${(performance.now() - mended).toFixed(0)} ms from mending to seeing the page`);
});

test('while one page is broken the assets and downloads of the last good site are still there', async ({ portal, request }) => {
  portal.edit(PAGE, (text) => `${text}\n[stuk](bestaat-niet.md)\n`);
  await expect.poll(async () => (await request.get(portal.url)).status()).toBe(500);
  expect((await request.get(`${portal.url}downloads/bia-blad.xlsx`)).status()).toBe(200);
});

test('an old address leads on', async ({ page, portal }) => {
  portal.edit(PAGE, (text) => text.replace(/^---\n/, '---\naliases: [/oud/adres/]\n'));
  await expect.poll(async () => (await fetch(`${portal.url}oud/adres/`)).status).toBe(200);
  await page.goto('oud/adres/');
  await page.waitForURL(/\/richtlijnen\/wat-is-een-bcp\/$/);
  expect(await (await fetch(`${portal.url}_redirects`)).text()).toContain('/oud/adres/ /richtlijnen/wat-is-een-bcp/ 301');
});

test('a draft is shown and marked', async ({ page, portal }) => {
  portal.edit(PAGE.replace('wat-is-een-bcp', 'afhankelijkheden'), (text) => text.replace(/^---\n/, '---\ndraft: true\n'));
  await expect(async () => {
    await page.goto('richtlijnen/afhankelijkheden/');
    await expect(page.locator('.draft')).toBeVisible({ timeout: 300 });
  }).toPass({ timeout: 10_000 });
});

test('a second server says that the port is taken and takes the next', async ({ portal }) => {
  const { port } = new URL(portal.url);
  const child = spawn(process.env.PORTAL_BINARY, ['serve', '--root', process.env.PORTAL_SOURCE, '--addr', `127.0.0.1:${port}`]);
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => { text += bytes; });
  await expect.poll(() => text).toMatch(/http:\/\/127\.0\.0\.1:\d+\//);
  child.kill('SIGKILL');
  expect(text).toContain(`the port ${port} is taken`);
  expect(text).not.toContain(`http://127.0.0.1:${port}/`);
});
