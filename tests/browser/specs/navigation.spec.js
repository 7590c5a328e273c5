// Finding the way: by keyboard, by lists, by terms, and when an address is wrong.

import { expect, focused, tabTo, test } from '../portal.js';

const GUIDANCE = 'richtlijnen/wat-is-een-bcp/';

test('the first Tab offers to skip to the content', async ({ page }) => {
  await page.goto(GUIDANCE);
  await page.keyboard.press('Tab');
  await expect(page.locator('.skip')).toBeFocused();
  await expect(page.locator('.skip')).toBeInViewport();
  await page.keyboard.press('Enter');
  expect(await focused(page)).toBe('site-inhoud');
});

test('at 320 px the menu opens, leads on and closes by keyboard', async ({ tab }) => {
  const page = await tab({ viewport: { width: 320, height: 700 } });
  await page.goto(GUIDANCE);
  await expect(page.locator('#site-menu')).toBeHidden();
  await tabTo(page, 'button.menu');
  await page.keyboard.press('Enter');
  await expect(page.locator('#site-menu')).toBeVisible();
  await expect(page.locator('button.menu')).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.press('Escape');
  await expect(page.locator('#site-menu')).toBeHidden();
  await expect(page.locator('button.menu')).toBeFocused();
  await page.keyboard.press('Space');
  await tabTo(page, '#site-menu a[href$="/sjablonen/"]');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/sjablonen\/$/);
});

test('without JavaScript the menu is open at 320 px', async ({ tab }) => {
  const page = await tab({ javaScriptEnabled: false, viewport: { width: 320, height: 700 } });
  await page.goto(GUIDANCE);
  await expect(page.locator('#site-menu a').first()).toBeVisible();
  await expect(page.locator('button.menu')).toBeHidden();
});

test('the first hour is one click away on every screen', async ({ tab }) => {
  for (const width of [320, 1280]) {
    const page = await tab({ viewport: { width, height: 700 } });
    await page.goto('richtlijnen/');
    await expect(page.locator('.alarm')).toBeInViewport();
    await page.locator('.alarm').click();
    await page.waitForURL(/\/eerste-uur\/$/);
  }
});

test('breadcrumbs lead to the folder and home', async ({ page, baseURL }) => {
  await page.goto(GUIDANCE);
  await page.locator('.crumbs a').last().click();
  await page.waitForURL(/\/richtlijnen\/$/);
  await expect(page.locator('#site-menu [aria-current]')).toHaveText('Richtlijnen');
  await page.locator('.crumbs a').first().click();
  await page.waitForURL(baseURL);
});

test('the contents lead to each heading', async ({ page }) => {
  await page.goto('richtlijnen/bia-stap-voor-stap/');
  const links = await page.locator('.toc a').all();
  expect(links.length).toBeGreaterThan(2);
  await links.at(-1).click();
  const id = decodeURIComponent(new URL(page.url()).hash.slice(1));
  await expect(page.locator(`[id="${id}"]`)).toBeInViewport();
});

test('next and previous follow the whole trajectory, there and back', async ({ page }) => {
  const way = ['workshops/voorbereiding/', 'workshops/workshop-1/', 'hulpmiddelen/tien-vragen/', 'workshops/workshop-2/', 'hulpmiddelen/bia/', 'workshops/workshop-3/', 'hulpmiddelen/bcp/'];
  await page.goto(way[0]);
  for (const path of way.slice(1)) {
    await page.locator('.ways a.next').click();
    await page.waitForURL((url) => url.pathname.endsWith(`/${path}`));
  }
  await expect(page.locator('.ways a.next')).toHaveCount(0);
  for (const path of way.slice(0, -1).reverse()) {
    await page.locator('.ways a:not(.next)').click();
    await page.waitForURL((url) => url.pathname.endsWith(`/${path}`));
  }
});

for (const [path, filters] of [['praktijk/', ['incident', 'theme', 'size']], ['referenties/', ['issuer', 'language', 'price']]]) {
  for (const filter of filters) {
    test(`the list of ${path} can be narrowed by ${filter}, by address too, and widened again`, async ({ page }) => {
      await page.goto(path);
      const items = page.locator('[data-filtered] > li:visible');
      const status = page.locator('.filters [role=status]');
      const all = await items.count();
      expect(all).toBeGreaterThan(3);
      await expect(status).toHaveText(`${all} van ${all} getoond`);
      const select = page.locator(`select[name="${filter}"]`);
      const options = await select.locator('option').evaluateAll((list) => list.slice(1).map((it) => [it.value, Number(it.textContent.match(/\((\d+)\)$/)[1])]));
      expect(options.length).toBeGreaterThan(1);
      for (const [value, count] of options) {
        await select.selectOption(value);
        await expect.soft(items, value).toHaveCount(count);
      }
      const [value, count] = options.find(([, it]) => it < all);
      await select.selectOption(value);
      await expect(status).toHaveText(`${count} van ${all} getoond`);
      expect(page.url()).toMatch(new RegExp(`#${filter}=${encodeURIComponent(value)}$`));
      await page.reload();
      await expect(select).toHaveValue(value);
      await expect(items).toHaveCount(count);
      await page.locator('.filters [type=reset]').click();
      await expect(items).toHaveCount(all);
      await expect(page.locator('.filters [type=reset]')).toBeHidden();
      expect(page.url()).not.toContain('#');
    });
  }
}

test('filters that leave nothing say so', async ({ page }) => {
  await page.goto('praktijk/');
  const pairs = await page.locator('[data-filtered] > li').evaluateAll((items) => items.map((it) => [it.dataset.filterIncident, it.dataset.filterSize]));
  const sizes = [...new Set(pairs.map(([, size]) => size))];
  const [incident, size] = pairs.flatMap(([it]) => sizes.map((size) => [it, size])).find(([it, size]) => !pairs.some((pair) => pair[0] === it && pair[1] === size));
  await page.locator('select[name=incident]').selectOption(incident);
  await page.locator('select[name=size]').selectOption(size);
  await expect(page.locator('[data-filter-none]')).toBeVisible();
});

test('without JavaScript the lists are whole and have no filters', async ({ tab }) => {
  const page = await tab({ javaScriptEnabled: false });
  await page.goto('praktijk/');
  await expect(page.locator('.filters')).toBeHidden();
  expect(await page.locator('[data-filtered] > li:visible').count()).toBeGreaterThan(3);
});

test('a term explains itself on focus, and Escape takes the explanation away', async ({ page }) => {
  await page.goto(GUIDANCE);
  await tabTo(page, 'a.term');
  const pop = page.getByRole('tooltip');
  await expect(pop).toBeVisible();
  await expect(pop).toBeInViewport({ ratio: 1 });
  await expect(page.locator('a.term:focus')).toHaveAttribute('aria-describedby', 'site-uitleg');
  expect((await pop.textContent()).length).toBeGreaterThan(20);
  await page.keyboard.press('Escape');
  await expect(pop).toHaveCount(0);
  await expect(page.locator('a.term').first()).toBeFocused();
});

test('a term explains itself on hover, and one can point at the explanation', async ({ page }) => {
  await page.goto(GUIDANCE);
  await page.locator('.prose a.term').first().hover();
  await expect(page.getByRole('tooltip')).toBeVisible();
  await page.getByRole('tooltip').hover();
  await page.waitForTimeout(400);
  await expect(page.getByRole('tooltip')).toBeVisible();
});

test('a term leads to its explanation below, and from there to the glossary', async ({ page }) => {
  await page.goto(GUIDANCE);
  const term = page.locator('.prose a.term').first();
  const id = (await term.getAttribute('href')).slice(1);
  await term.focus();
  await page.keyboard.press('Enter');
  await expect(page.locator(`[id="${id}"]`)).toBeInViewport();
  await page.locator(`[id="${id}"] dt a`).click();
  await page.waitForURL(/\/begrippen\/#/);
  await expect(page.locator(`[id="${decodeURIComponent(new URL(page.url()).hash.slice(1))}"]`)).toBeInViewport();
});

test('every page has the same place for help and for a mistake', async ({ page }) => {
  for (const path of ['', GUIDANCE, 'praktijk/', 'hulpmiddelen/tien-vragen/', 'begrippen/', 'zoeken/', 'eerste-uur/']) {
    await page.goto(path);
    const mail = page.locator('.help a[href^="mailto:"]');
    await expect.soft(mail, path).toHaveCount(1);
    await expect.soft(page.locator('.help h2'), path).toHaveCount(2);
  }
});

test('an address that is not there gets a page with ways on', async ({ page, watch }) => {
  watch.expect(/404/);
  const answer = await page.goto('richtlijnen/bestaat-niet/diep/');
  expect(answer.status()).toBe(404);
  await expect(page.locator('main input[type=search]')).toBeVisible();
  expect(await page.locator('main ul a').count()).toBeGreaterThan(5);
  await page.locator('main ul a').first().click();
  await expect(page.locator('.doors')).toBeVisible();
});
