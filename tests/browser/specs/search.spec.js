// Search: from the `/` key to the heading that answers.

import { expect, files, focused, hits, read, search, test } from '../portal.js';

for (const path of ['', 'richtlijnen/wat-is-een-bcp/', 'zoeken/', 'hulpmiddelen/tien-vragen/', '404.html']) {
  test(`the slash key focuses the search field on /${path}`, async ({ page }) => {
    await page.goto(path);
    await page.keyboard.press('/');
    const field = page.locator('input[type=search]:focus');
    await expect(field).toBeVisible();
    await expect(field).toHaveValue('');
    await page.keyboard.type('a/b');
    await expect(field).toHaveValue('a/b');
  });
}

test('on a small screen the slash key focuses the link to the search page', async ({ tab }) => {
  const page = await tab({ viewport: { width: 320, height: 700 } });
  await page.goto('richtlijnen/');
  await page.keyboard.press('/');
  expect(await focused(page)).toContain('find');
});

for (const path of ['', 'richtlijnen/wat-is-een-bcp/', '404.html']) {
  test(`Enter in the search field of /${path} leads to the results, behind the #`, async ({ page }) => {
    await page.goto(path);
    await page.keyboard.press('/');
    await page.keyboard.type('back-up & herstel');
    await page.keyboard.press('Enter');
    await page.waitForURL(/zoeken\/#/);
    expect(page.url()).toMatch(/\/zoeken\/#q=back-up%20%26%20herstel$/);
    expect((await hits(page, 'back-up & herstel')).length).toBeGreaterThan(0);
  });
}

/** The words of a page as a reader sees them. */
const words = (url) => read(`${url.split('#')[0]}index.html`).toString().replace(/[\s\S]*<main/, '<main').replace(/<\/main>[\s\S]*/, '')
  .replace(/<[^>]+>/g, ' ').replace(/&[#\w]+;/g, ' ').toLowerCase();
const holds = (text, word) => new RegExp(`(?<![\\p{L}\\p{N}])${word}(?![\\p{L}\\p{N}])`, 'u').test(text);

// A page found although it never has the word that was typed: it has this one instead.
const cases = [
  ['the beginning of a word', 'bedrijfscontin', /bedrijfscontinuïteit/],
  ['a word without its diacritics', 'continuiteit', /continuïteit/],
  ['a plural', 'hersteltesten', /hersteltest/],
  ['another inflection', 'geoefende', /oefen/],
  ['a part of a compound', 'continuïteit', /\p{L}continuïteit/u],
  ['the end of a compound', 'procedures', /noodprocedures/],
  ['an everyday word for a term', 'rusthuis', /woonzorgcentrum/],
  ['an abbreviation', 'wzc', /woonzorgcentrum/],
  ['a synonym', 'reservekopie', /back-up/],
];

for (const [what, query, instead] of cases) {
  test(`search finds pages by ${what}: ${query}`, async ({ page }) => {
    const found = await search(page, query);
    expect(found.length).toBeGreaterThan(0);
    const texts = found.map((hit) => words(hit.url));
    const others = texts.filter((text) => instead.test(text) && !holds(text, query));
    expect(others.length, `of ${found.length} hits: ${found.map((it) => it.url).join(' ')}`).toBeGreaterThan(0);
  });
}

for (const [one, other] of [['continuiteit', 'continuïteit'], ['CONTINUÏTEIT', 'continuïteit'], ['plannen', 'plan'], ['noodprocedures', 'noodprocedure']]) {
  test(`${one} and ${other} find the same pages first`, async ({ page }) => {
    const top = async (query) => (await search(page, query)).slice(0, 10).map((it) => it.url.split('#')[0]).sort();
    const [first, second] = [await top(one), await top(other)];
    expect(first.length).toBeGreaterThan(2);
    expect(first.filter((it) => second.includes(it)).length).toBeGreaterThanOrEqual(Math.min(first.length, second.length) / 2);
  });
}

for (const [query, path] of [
  ['bedrijfscontinuïteitsplan', 'richtlijnen/wat-is-een-bcp/'], ['eerste uur', 'eerste-uur/'], ['willebroek', 'praktijk/willebroek-2020/'],
  ['iso 22301', 'referenties/iso-22301/'], ['10 vragen', 'hulpmiddelen/tien-vragen/'], ['contactlijst', 'bouwstenen/contactlijst/'],
]) {
  test(`who searches ${query} finds ${path} among the first three`, async ({ page }) => {
    const first = (await search(page, query)).slice(0, 3).map((it) => it.url.split('#')[0]);
    expect(first).toContain(path);
  });
}

test('every result leads to a page, and to a heading that is there', async ({ page }) => {
  const built = files();
  let headings = 0;
  for (const query of ['herstel', 'leverancier', 'wachtwoord', 'personeel']) {
    const found = await search(page, query);
    expect(found.length).toBeGreaterThan(0);
    for (const { url, heading } of found) {
      const [path, id] = url.split('#');
      expect.soft(built, url).toContain(path === '' || path.endsWith('/') ? `${path}index.html` : path);
      if (id) expect.soft(read(`${path}index.html`).toString(), url).toContain(`id="${decodeURIComponent(id)}"`);
      if (id) expect.soft(heading, url).not.toBe('');
      headings += id ? 1 : 0;
    }
  }
  expect(headings).toBeGreaterThan(5);
});

test('a click on a result shows the heading, and back shows the results again', async ({ page }) => {
  const found = await search(page, 'hersteltest');
  const at = found.findIndex((it) => it.url.includes('#'));
  expect(at).toBeGreaterThanOrEqual(0);
  await page.locator('#search-results a').nth(at).click();
  await page.waitForURL((url) => url.href.endsWith(found[at].url));
  await expect(page.locator(`[id="${decodeURIComponent(found[at].url.split('#')[1])}"]`)).toBeInViewport();
  await page.goBack();
  await expect(page.locator('#q')).toHaveValue('hersteltest');
  expect((await hits(page, 'hersteltest')).map((it) => it.url)).toEqual(found.map((it) => it.url));
});

test('a snippet marks what was found', async ({ page }) => {
  const found = await search(page, 'leverancier');
  expect(found.filter((it) => it.marks.some((mark) => /leverancier/i.test(mark))).length).toBeGreaterThan(2);
  for (const { snippet } of found) expect(snippet.length).toBeLessThan(400);
});

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

test('without JavaScript there is a list of all pages and no field that does nothing', async ({ tab }) => {
  const page = await tab({ javaScriptEnabled: false });
  await page.goto('zoeken/');
  expect(await page.locator('#all-pages li a').count()).toBeGreaterThan(40);
  await expect(page.locator('#q')).toBeHidden();
});

test('when the program cannot load, the list of all pages stays and a sentence says so', async ({ page, watch }) => {
  watch.expect(/Failed to load resource/);
  await page.route(/\.wasm$/, (route) => route.abort());
  await page.goto('zoeken/#q=herstel');
  await expect(page.locator('#search-status')).toContainText('Zoeken is nu niet beschikbaar');
  await expect(page.locator('#all-pages')).toBeVisible();
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
  await expect(page.locator('#search-status')).toContainText('Geen pagina heeft het woord “fussie”');
});

test('no result leads to the questions', async ({ page }) => {
  await search(page, 'xqzwv');
  await expect(page.locator('#search-help a')).toHaveAttribute('href', /vragen\/$/);
  await expect(page.locator('#search-help')).toBeVisible();
  await search(page, 'herstel');
  await expect(page.locator('#search-help')).toBeHidden();
});
