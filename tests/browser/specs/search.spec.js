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

/** The text of a place of a page; runs in the browser. */
const headingOf = ([html, id]) => {
  const place = new DOMParser().parseFromString(html, 'text/html').getElementById(id);
  place.querySelectorAll('a.anchor, [hidden]').forEach((it) => it.remove());
  return place.textContent.replace(/\s+/g, ' ').trim();
};

test('every result leads to a page, and to a heading that is there', async ({ page }) => {
  const built = files();
  let headings = 0;
  for (const query of ['herstel', 'leverancier', 'wachtwoord', 'personeel']) {
    const found = await search(page, query);
    expect(found.length).toBeGreaterThan(0);
    for (const { url, title, heading } of found) {
      const [path, id] = url.split('#');
      expect.soft(built, url).toContain(path === '' || path.endsWith('/') ? `${path}index.html` : path);
      if (id) expect.soft(read(`${path}index.html`).toString(), url).toContain(`id="${decodeURIComponent(id)}"`);
      // A question and a term are results of their own: what stands there begins with their title.
      if (!id) continue;
      const there = await page.evaluate(headingOf, [read(`${path}index.html`).toString(), decodeURIComponent(id)]);
      if (heading) expect.soft(there, url).toBe(heading);
      else expect.soft(there, url).toContain(title.split(' (')[0]);
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
