// The search page: how it behaves while a reader types, and when something is wrong.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { MARKER, expect, files, hits, read, search, tabTo, test } from '../portal.js';

test('typing searches at once and keeps the words in the address', async ({ page }) => {
  await page.goto('zoeken/');
  await page.locator('#q').pressSequentially('oefenen');
  expect((await hits(page, 'oefenen')).length).toBeGreaterThan(0);
  expect(page.url()).toMatch(/\/zoeken\/#q=oefenen$/);
  await page.locator('#q').fill('');
  await expect(page.locator('#search-results > li')).toHaveCount(0);
  await expect(page.locator('#all-pages')).toBeVisible();
  expect(page.url()).toMatch(/\/zoeken\/$/);
});

// What leaves the browser is watched in every test: see `Watch`.
test('what is typed in the search field stays in the browser', async ({ page }) => {
  await page.goto('zoeken/');
  await page.locator('#q').pressSequentially(`${MARKER} herstel`);
  expect((await hits(page, `${MARKER} herstel`)).length).toBeGreaterThan(0);
  expect(page.url()).toContain(`#q=${MARKER}%20herstel`);
  await page.getByRole('button', { name: 'Zoek', exact: true }).click();
  await page.locator('#search-results a').first().click();
  await page.waitForURL((url) => !url.pathname.endsWith('/zoeken/'));
});

test('no result says so and leaves the list of all pages', async ({ page }) => {
  expect(await search(page, 'xqzwv')).toEqual([]);
  await expect(page.locator('#search-status')).toHaveText('Niets gevonden voor “xqzwv”. Probeer een ander woord, of kijk hieronder in de lijst.');
  await expect(page.locator('#all-pages')).toBeVisible();
});

test('words that look like code are only words', async ({ page }) => {
  const query = '<img src=x onerror=alert(1)> "\\';
  await search(page, query);
  await expect(page.locator('#search img')).toHaveCount(0);
});

test('without JavaScript there is a list of all pages and terms, and no field that does nothing', async ({ tab }) => {
  const page = await tab({ javaScriptEnabled: false });
  await page.goto('zoeken/');
  expect(await page.locator('#all-pages li a').count()).toBeGreaterThan(40);
  const terms = page.locator('#site-alle-begrippen + ul a[href*="begrippen/#"]');
  expect(await terms.count()).toBeGreaterThan(40);
  await expect(terms.first()).toBeVisible();
  await expect(page.locator('#q')).toBeHidden();
});

/** Says that search is not there, and leaves the list of all pages. */
async function expectList(page) {
  await expect(page.locator('#search-status')).toContainText('Zoeken is nu niet beschikbaar');
  await expect(page.locator('#search-results > li')).toHaveCount(0);
  await expect(page.locator('#all-pages')).toBeVisible();
}

const altered = (change) => (route) => route.fetch().then(async (response) => {
  const body = Buffer.from(await response.body());
  return route.fulfill({ response, body: change(body) });
});

/** What may be wrong with a file of the index. */
const WRONG = {
  'is cut off': altered((body) => body.subarray(0, body.length / 2)),
  'is altered': altered((body) => { body[body.length >> 1] ^= 1; return body; }),
  'is empty': altered(() => Buffer.alloc(0)),
  'is of a newer version': altered((body) => { body[4] += 1; return body; }),
  'is a page of the host': (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Aanmelden</title>' }),
};

for (const [what, answer] of Object.entries(WRONG)) {
  test(`when a file of the index ${what}, the list of all pages stays and a sentence says so`, async ({ page }) => {
    await page.route(/\/zoek\/t-/, answer);
    await page.goto('zoeken/#q=herstel');
    await expectList(page);
    await page.unroute(/\/zoek\/t-/);
    await page.locator('#q').fill('herstel ');
    expect((await hits(page, 'herstel')).length).toBeGreaterThan(0);
    await expect(page.locator('#all-pages')).toBeHidden();
  });
}

test('when no file of the index can be had, the list of all pages stays and a sentence says so', async ({ page, watch }) => {
  watch.expect(/Failed to load resource/);
  await page.route(/\/zoek\//, (route) => route.abort());
  await page.goto('zoeken/#q=herstel');
  await expectList(page);
});

test('a page that is older than the index finds its way by the new index', async ({ page }) => {
  await page.route(/\/zoeken\/$/, altered((body) => Buffer.from(body.toString().replace(/( data-entry=")[^"]{30}/, '$1eJwDAAAAAAE'))));
  await page.goto('zoeken/#q=herstel');
  expect((await hits(page, 'herstel')).length).toBeGreaterThan(0);
});

test('a browser that cannot unpack the program fetches it', async ({ tab }) => {
  const page = await tab({});
  await page.addInitScript(() => { delete window.DecompressionStream; });
  const asked = [];
  page.on('request', (it) => asked.push(it.url()));
  expect((await search(page, 'herstel')).length).toBeGreaterThan(0);
  expect(asked.some((it) => /search\.[0-9a-f]+\.wasm$/.test(it))).toBe(true);
});

test('when the program cannot start, the list of all pages stays and a sentence says so', async ({ tab, watch }) => {
  watch.expect(/Failed to load resource/);
  const page = await tab({});
  await page.addInitScript(() => { delete window.DecompressionStream; });
  await page.route(/\.wasm$/, (route) => route.abort());
  await page.goto('zoeken/#q=herstel');
  await expectList(page);
});

test('what is typed while the program is on its way is searched for when it is there', async ({ page }) => {
  let go;
  const gate = new Promise((resolve) => { go = resolve; });
  await page.route(/\/search\.[0-9a-f]+\.js$/, async (route) => { await gate; await route.continue(); });
  await page.goto('zoeken/', { waitUntil: 'commit' });
  await page.locator('#q').fill('herstel');
  go();
  expect((await hits(page, 'herstel')).length).toBeGreaterThan(0);
  await expect(page.locator('#q')).toHaveValue('herstel');
  expect(page.url()).toMatch(/#q=herstel$/);
});

test('a slow index is waited for in words, and the field goes on working', async ({ page }) => {
  let go;
  const gate = new Promise((resolve) => { go = resolve; });
  await page.route(/\/zoek\//, async (route) => { await gate; await route.continue(); });
  await page.goto('zoeken/');
  await page.locator('#q').fill('hersteltest');
  await expect(page.locator('#search-status')).toContainText('Even geduld');
  await page.locator('#q').fill('oefenen');
  go();
  expect((await hits(page, 'oefenen')).length).toBeGreaterThan(0);
});

test('the results can be limited to one kind of page, and that is kept in the address', async ({ page }) => {
  await search(page, 'contactlijst');
  const buttons = page.locator('#search-kinds button');
  const all = Number(await buttons.first().locator('span').textContent());
  const counts = (await buttons.locator('span').allTextContents()).slice(1).map(Number);
  expect(counts.reduce((a, b) => a + b, 0)).toBe(all);
  const template = page.getByRole('button', { name: /^Sjabloon / });
  const wanted = Number(await template.locator('span').textContent());
  await template.click();
  await expect(page.getByRole('button', { name: /^Sjabloon / })).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByRole('button', { name: /^Sjabloon / })).toBeFocused();
  await expect(page.locator('#search-results > li')).toHaveCount(Math.min(wanted, 20));
  expect(new Set(await page.locator('#search-results .result-kind').allTextContents())).toEqual(new Set(['Sjabloon']));
  expect(page.url()).toMatch(/#q=contactlijst&soort=template$/);
  await page.reload();
  await expect(page.getByRole('button', { name: /^Sjabloon / })).toHaveAttribute('aria-pressed', 'true');
  await page.locator('#q').fill('oefenen');
  await expect(page.getByRole('button', { name: /^Alles / })).toHaveAttribute('aria-pressed', 'true');
});

test('a typing mistake finds what was meant, and the page says what it did', async ({ page }) => {
  expect((await search(page, 'fussie gemeenten')).slice(0, 3).map((it) => it.url.split('#')[0])).toContain('richtlijnen/fusie/');
  await expect(page.locator('#search-meant')).toHaveText('Geen pagina heeft het woord “fussie”. We zochten naar fusie.');
  await page.locator('#search-meant').getByRole('button', { name: 'fusie' }).click();
  await expect(page.locator('#q')).toHaveValue('fusie gemeenten');
  await expect(page.locator('#q')).toBeFocused();
  await expect(page.locator('#search-meant')).toBeHidden();
  expect(page.url()).toMatch(/#q=fusie%20gemeenten$/);
});

test('results are limited by subject and by reader, and the address keeps both', async ({ page }) => {
  await search(page, 'herstel');
  const total = async () => Number((await page.locator('#search-status').textContent()).match(/\d+/)?.[0]);
  const theme = page.getByLabel('Onderwerp');
  await expect(theme).toBeEnabled();
  const before = await total();
  const option = theme.locator('option').nth(1);
  const wanted = Number((await option.textContent()).match(/\((\d+)\)/)[1]);
  await theme.selectOption(await option.getAttribute('value'));
  await expect.poll(total).toBe(wanted);
  expect(wanted).toBeLessThan(before);
  const audience = page.getByLabel('Voor wie');
  await expect(audience).toBeEnabled();
  const reader = audience.locator('option').nth(1);
  const both = Number((await reader.textContent()).match(/\((\d+)\)/)[1]);
  await audience.selectOption(await reader.getAttribute('value'));
  await expect.poll(total).toBe(both);
  expect(page.url()).toMatch(/#q=herstel&onderwerp=[^&]+&voor=[^&]+$/);
  await page.reload();
  await expect.poll(total).toBe(both);
});

test('the field is a combobox: arrows go through words that may be meant, Enter takes one, Escape closes', async ({ page }) => {
  await page.goto('zoeken/');
  const field = page.getByRole('combobox', { name: 'Waar zoek je naar?' });
  const list = page.getByRole('listbox');
  const active = async () => {
    const id = await field.getAttribute('aria-activedescendant');
    return id ? page.locator(`[id="${id}"]`).textContent() : null;
  };
  await field.focus();
  await expect(field).toHaveAttribute('aria-expanded', 'false');
  await field.pressSequentially('oef');
  await expect(list).toBeVisible();
  await expect(field).toHaveAttribute('aria-expanded', 'true');
  const words = await list.getByRole('option').allTextContents();
  expect(words.length).toBeGreaterThan(1);
  for (const word of words) expect.soft(word.toLowerCase()).toMatch(/^oef/);
  expect(await active()).toBeNull();
  await page.keyboard.press('ArrowDown');
  expect(await active()).toBe(words[0]);
  await expect(list.getByRole('option', { selected: true })).toHaveText(words[0]);
  await page.keyboard.press('ArrowUp');
  expect(await active()).toBe(words.at(-1));
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Escape');
  await expect(list).toBeHidden();
  await expect(field).toHaveAttribute('aria-expanded', 'false');
  await expect(field).toHaveValue('oef');
  await page.keyboard.press('ArrowDown');
  await expect(list).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(field).toHaveValue(`${words[0]} `);
  await expect(field).toBeFocused();
  expect((await hits(page, words[0])).length).toBeGreaterThan(0);
});

test('the keyboard goes from the field to the choices and on to the results', async ({ page }) => {
  await search(page, 'herstel');
  await page.locator('#q').focus();
  await expect(page.getByLabel('Onderwerp')).toBeEnabled();
  const order = ['form button', '#search-kinds button', '#search-theme', '#search-audience', '#search-results a'];
  for (const selector of order) await tabTo(page, `#search ${selector}`, 'Tab', 20);
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => !url.href.includes('/zoeken/'));
});

test('a result is a heading in a list, and only the count is announced', async ({ page }) => {
  await search(page, 'herstel');
  const items = page.getByRole('list').filter({ has: page.locator('.result-item') }).getByRole('listitem');
  await expect(items.first().getByRole('heading', { level: 2 })).toBeVisible();
  await expect(page.locator('[role=status] #search-status')).toHaveText(/^\d+ resultaten voor “herstel”$/);
  expect(await page.locator('[aria-live], [role=status], [role=alert]').evaluateAll((all) => all.some((it) => it.querySelector('.result-item')))).toBe(false);
});

test('search works from a disk, with scripts and inline data alone', async ({ browser }) => {
  const folder = mkdtempSync(join(tmpdir(), 'search-'));
  const html = read('zoeken/index.html').toString();
  const scripts = [...html.matchAll(/<script src="[^"]*(assets\/[^"]+)"/g)].map((it) => it[1]);
  scripts.forEach((it) => writeFileSync(join(folder, it.split('/').pop()), read(it)));
  const index = files().filter((it) => it.startsWith('zoek/'));
  const data = index.map((it) => `<script type="text/plain" data-file="${it}">${read(it).toString('base64')}</script>`);
  const page = [
    `<!doctype html><html lang="nl" data-root="./"><meta charset="utf-8"><title>Zoeken</title>${html.match(/<meta http-equiv="Content-Security-Policy"[^>]*>/)[0]}`,
    html.match(/<div id="search"[\s\S]*?<ol id="search-results"><\/ol>\n<\/div>/)[0], ...data,
    ...scripts.map((it) => `<script src="${it.split('/').pop()}" defer></script>`),
  ].join('\n');
  writeFileSync(join(folder, 'zoeken.html'), page);
  const context = await browser.newContext({ locale: 'nl-BE' });
  try {
    const tab = await context.newPage();
    const [asked, said] = [[], []];
    tab.on('request', (it) => asked.push(it.url()));
    tab.on('console', (it) => said.push(it.text()));
    await tab.goto(`file://${folder}/zoeken.html#q=${encodeURIComponent('continuitet leverancier')}`);
    await expect(tab.locator('#search-status')).toContainText('“continuitet leverancier”');
    expect(await tab.locator('#search-results > li').count()).toBeGreaterThan(4);
    await tab.locator('#q').fill('rusthuis');
    expect((await hits(tab, 'rusthuis')).length).toBeGreaterThan(0);
    expect(asked.filter((it) => !it.startsWith(`file://${folder}/`))).toEqual([]);
    expect(asked.filter((it) => !/\.(html|js)(#|$)/.test(it))).toEqual([]);
    expect(said).toEqual([]);
  } finally {
    await context.close();
    rmSync(folder, { recursive: true });
  }
});

test('no result leads to the questions', async ({ page }) => {
  await search(page, 'xqzwv');
  await expect(page.locator('#search-help a')).toHaveAttribute('href', /vragen\/$/);
  await expect(page.locator('#search-help')).toBeVisible();
  await search(page, 'herstel');
  await expect(page.locator('#search-help')).toBeHidden();
});
