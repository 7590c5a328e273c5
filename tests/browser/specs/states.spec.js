// Every screen of every tool, and every state that a screen can be in: clean for axe in the light, in the
// dark and at 320 px, with the focus where a person expects it.

import { TOOLS, choose, dossierOf, example, expect, figure, openAt, openFile, ready, replaceBy, test, toScreen, tooWide, violations, withoutPicker } from '../portal.js';

const SMALL = { width: 320, height: 700 };
const LARGE = { width: 1280, height: 900 };
const screen = (rest) => `[data-screen] ${rest}`;
const NAMES = Object.keys(TOOLS);

/** What is wrong with the page as it is now. `ways` are media and sizes to look at it in. */
async function wrong(page, what, ways = ['light', 'dark', 'small']) {
  const found = [];
  for (const way of ways) {
    await page.emulateMedia({ colorScheme: way === 'dark' ? 'dark' : 'light', reducedMotion: 'reduce' });
    await page.setViewportSize(way === 'small' ? SMALL : LARGE);
    found.push(...(await violations(page)).map((it) => `${what}, ${way}: ${it}`));
    if (way === 'small') found.push(...(await tooWide(page)).slice(0, 4).map((it) => `${what}: ${it}`));
  }
  return found;
}

/** The addresses of screens that the page links to. */
const linked = (page) => page.locator(screen('a[href^="#"]')).evaluateAll((all) =>
  all.map((it) => decodeURIComponent(it.hash.slice(1).split('~')[0])).filter(Boolean));

/** The kind of a screen: its address without what it is about. */
const kindOf = (address) => address.replace(/^(proces|middel|bouwsteen|keuze|beslissing|scenario|noodprocedure)\/[^/]+/, '$1/*').replace(/^(v|deel-)\d+$/, '$1*');

/** Whether the focus is on the heading of the screen. */
const headingHasFocus = (page) => page.evaluate(() => document.activeElement.matches('[data-screen] :is([data-heading], h1, h2, h3)'));

/** Visits every screen that can be reached; at the first of each kind `look` is called. Gives what is wrong. */
async function crawl(page, start, look) {
  const waiting = [start];
  const seen = new Set(waiting);
  const kinds = new Set();
  const found = [];
  await page.setViewportSize(SMALL);
  while (waiting.length) {
    const address = waiting.shift();
    await toScreen(page, address);
    if (address !== start && !(await headingHasFocus(page))) found.push(`${address}: the focus is not on the heading`);
    found.push(...(await tooWide(page)).slice(0, 4).map((it) => `${address} at 320 px: ${it}`));
    for (const it of await linked(page)) {
      if (!seen.has(it)) waiting.push(it);
      seen.add(it);
    }
    if (!kinds.has(kindOf(address))) {
      kinds.add(kindOf(address));
      found.push(...await look(address));
      await page.setViewportSize(SMALL);
    }
  }
  return { found, seen, kinds };
}

const FIRST = { questions: 'v1', bia: 'start', bcp: 'start', engagement: 'deel-1', intake: 'deel-1', evaluation: 'deel-1' };
/** How many parts a form has. */
const PARTS = { engagement: 5, intake: 4, evaluation: 5 };
/** How many kinds of screen a full dossier has at least. */
const KINDS = { questions: 2, bia: 17, bcp: 13, engagement: 1, intake: 1, evaluation: 1 };

for (const tool of NAMES) {
  for (const filled of [true, false]) {
    test(`${tool}: every screen is clean ${filled ? 'with the worked example' : 'while nothing is filled in'}`, async ({ page }) => {
      test.setTimeout(600_000);
      await withoutPicker(page);
      await openAt(page, TOOLS[tool]);
      if (filled) await replaceBy(page, example());
      const { found, seen, kinds } = await crawl(page, FIRST[tool], (address) => wrong(page, address, ['light', 'dark', 'small']));
      // The parts of a form follow each other by a button.
      const parts = Array.from({ length: PARTS[tool] ?? 0 }, (_, it) => `deel-${it + 1}`).slice(1);
      const more = [...parts, ...(parts.length ? ['controle'] : [])];
      for (const address of more) {
        await toScreen(page, address);
        await expect(page.locator(screen(address === 'controle' ? '[data-office="form"]' : '.question-number'))).toContainText(address === 'controle' ? 'Word' : `Deel ${address.slice(5)} van ${PARTS[tool]}`);
        found.push(...await wrong(page, address));
      }
      figure(`${tool}, ${filled ? 'worked example' : 'empty'}: ${seen.size + more.length} screens of ${kinds.size} kinds`);
      expect([...new Set(found)]).toEqual([]);
      if (filled) expect(kinds.size, [...kinds].join(' ')).toBeGreaterThanOrEqual(KINDS[tool]);
    });
  }
}

/** Text where a number or a day belongs, and then on: which tool, which screen, which field, what is typed. */
const MISTAKES = [
  ['bia', 'instellingen', '#bia-settings-recovery_days', 'veel'],
  ['bia', 'proces/SO2/wie', '#bia-processes-SO2-legal-days', 'een maand'],
  ['bia', 'proces/SO2/noodprocedure', '#bia-processes-SO2-procedure-tested_on', '31/2/2026'],
  ['bia', 'middel/Ma8x2rd', '#bia-dependencies-Ma8x2rd-available', '-3'],
  ['bcp', 'bouwsteen/B01', '#bcp-blocks-B01-values-goedgekeurd-op', 'morgen'],
  ['bcp', 'documenten', '#bcp-details-date', '24-13-2026'],
  ['bcp', 'noodprocedure/SO2', '#bcp-procedures-SO2-tested_on', 'ooit'],
  ['engagement', 'deel-4', '#forms-engagementsverklaring-values-totale-kost', 'veel'],
];

test('a mistake is told only after “Verder”, in a summary that gets the focus and leads to its field', async ({ page }) => {
  test.setTimeout(300_000);
  await withoutPicker(page);
  const found = [];
  for (const [tool, address, selector, typed] of MISTAKES) {
    await test.step(`${tool} ${address}`, async () => {
      await openAt(page, TOOLS[tool]);
      await replaceBy(page, example());
      await toScreen(page, address);
      const field = page.locator(selector);
      await field.fill(typed);
      await field.blur();
      await expect.soft(page.locator(screen('.error-message')), `${address}: while typing`).toHaveCount(0);
      await page.locator(screen('#verder')).click();
      await expect.soft(page.locator('#fouten'), `${tool} ${address}`).toBeFocused();
      if (!(await page.locator('#fouten').count())) return;
      found.push(...await wrong(page, `${address} with a mistake`));
      await page.locator('#fouten a').first().click();
      await expect.soft(field).toBeFocused();
      await expect.soft(field).toHaveAttribute('aria-invalid', 'true');
      await expect.soft(field).toHaveValue(typed);
      const described = await field.getAttribute('aria-describedby');
      await expect.soft(page.locator(`[id="${described.split(' ').at(-1)}"]`)).toContainText('Fout:');
      await field.fill('');
      await page.locator(screen('#verder')).click();
      await expect.soft(page.locator('#fouten'), `${address}: mended`).toHaveCount(0);
    });
  }
  expect(found).toEqual([]);
});

test('the dialogs are clean, take the focus, and give it back', async ({ page }) => {
  test.setTimeout(180_000);
  await withoutPicker(page);
  await openAt(page, TOOLS.bia);
  await replaceBy(page, example());
  await page.locator('details.more:has([data-do="wipe"]) > summary').click();
  const found = [];
  for (const name of ['wipe', 'new-year', 'passphrase', 'save-apart']) {
    const button = page.locator(`[data-do="${name}"]:visible`).first();
    await button.click();
    await expect(page.getByRole('dialog')).toBeVisible();
    expect.soft(await page.evaluate(() => Boolean(document.activeElement.closest('dialog[open]'))), name).toBe(true);
    found.push(...await wrong(page, `dialog ${name}`));
    if (name === 'passphrase') {
      await page.locator('#zin-nieuw').fill('kort');
      await page.locator('dialog[open] button[value="yes"]').click();
      await expect(page.getByRole('dialog').getByRole('alert')).toContainText('te kort');
      found.push(...await wrong(page, 'dialog passphrase with a mistake'));
    }
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
    await expect.soft(button, `focus after ${name}`).toBeFocused();
  }
  expect(found).toEqual([]);
});

test('looking at what others changed, reading along, and what was taken back are clean', async ({ page }) => {
  test.setTimeout(300_000);
  await withoutPicker(page);
  const found = [];
  await openAt(page, TOOLS.bia);
  const mine = dossierOf({ bia: { processes: { SO2: { owner: 'Iemand anders', class: 'A' }, BZ1: { class: 'A' } } } });
  await replaceBy(page, mine);
  await page.locator('[data-file-merge]').setInputFiles({ name: 'ander.bcm.json', mimeType: 'application/json', buffer: Buffer.from(example()) });
  await expect(page.locator(screen('[data-heading]'))).toHaveText('Wat wil je overnemen uit ander.bcm.json?');
  await expect(page.locator(screen('[data-heading]'))).toBeFocused();
  found.push(...await wrong(page, 'a comparison'));
  await page.locator('[data-act="reject"]').click();
  await page.locator('[data-file-compare]').setInputFiles({ name: 'vorig.bcm.json', mimeType: 'application/json', buffer: Buffer.from(example()) });
  await expect(page.locator('[data-status]')).toContainText('vorig.bcm.json staat naast');
  await toScreen(page, 'resultaat');
  found.push(...await wrong(page, 'results beside those of before'));

  await toScreen(page, 'processen');
  await page.locator('#kies-SO2').click();
  await expect(page.locator('#weg-SO2')).toBeVisible();
  found.push(...await wrong(page, 'a removal that asks'));
  await page.locator('#filter').fill('geboorte');
  await expect(page.locator(screen('label.tick'))).toHaveCount(1);
  found.push(...await wrong(page, 'a list that was filtered'));

  await toScreen(page, 'aandachtspunten');
  await page.locator(screen('section.finding summary')).first().click();
  found.push(...await wrong(page, 'a finding with its reason'));
  await openFile(page, '{', 'stuk.bcm.json');
  await expect(page.getByRole('alert')).toContainText('stuk.bcm.json');
  found.push(...await wrong(page, 'a message', ['light', 'dark', 'small']));

  const second = await page.context().newPage();
  for (const [tool, address] of [['bia', 'proces/SO2/gevolgen'], ['bia', 'aandachtspunten'], ['bcp', 'bouwsteen/B04'], ['questions', 'v1'], ['engagement', 'deel-2']]) {
    await openAt(second, TOOLS[tool], `#${address}`);
    await expect(second.locator('[data-banner="reader"]')).toBeVisible();
    await expect.soft(second.locator(screen('[data-path]:enabled')), `${tool} ${address} can only be read`).toHaveCount(0);
    found.push(...await wrong(second, `reading along, ${tool} ${address}`));
  }
  await second.close();

  await page.locator('details.more:has([data-do="example"]) > summary').click();
  await page.locator('[data-do="example"]').click();
  await expect(page.locator('[data-banner="newer"]')).toBeVisible();
  for (const address of ['start', 'proces/SO2/tijden', 'middelen']) {
    await toScreen(page, address);
    await expect.soft(page.locator(screen('[data-path]:enabled')), address).toHaveCount(0);
    found.push(...await wrong(page, `the worked example, ${address}`));
  }
  expect([...new Set(found)]).toEqual([]);
});

test('a link, a step back and a finding bring the focus where one expects it', async ({ page }) => {
  await openAt(page, TOOLS.bia);
  await replaceBy(page, example());
  await toScreen(page, 'start');
  const heading = page.locator(screen('[data-heading]'));
  await page.locator(screen('a[href="#proces/SO2"]')).click();
  await expect(heading).toBeFocused();
  await page.locator(screen('a[href="#proces/SO2/tijden"]')).click();
  await expect(heading).toHaveText('Tijden en minimum');
  await expect(heading).toBeFocused();
  await page.goBack();
  await expect(page.locator(screen('a[href="#proces/SO2/tijden"]'))).toBeFocused();
  await page.goBack();
  await expect(page.locator(screen('a[href="#proces/SO2"]'))).toBeFocused();
  await toScreen(page, 'controle');
  const change = page.locator(screen('.summary-change a')).first();
  const target = decodeURIComponent((await change.getAttribute('href')).split('~')[1]);
  await change.click();
  expect(await page.evaluate((id) => document.getElementById(id).contains(document.activeElement), target)).toBe(true);
});

test('at 320 px every score of the matrix can be seen and pressed', async ({ tab }) => {
  test.setTimeout(120_000);
  const page = await tab({ viewport: SMALL, colorScheme: 'light' });
  await openAt(page, TOOLS.bia);
  await replaceBy(page, example());
  await toScreen(page, 'proces/SO2/gevolgen');
  const hidden = await page.locator(screen('label.score')).evaluateAll((all) => all.filter((it) => {
    it.scrollIntoView({ block: 'center' });
    const box = it.getBoundingClientRect();
    const there = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    return box.left < 0 || box.right > document.documentElement.clientWidth || box.width < 24 || box.height < 24 || !it.contains(there);
  }).map((it) => it.querySelector('input').id));
  expect(await page.locator(screen('label.score')).count()).toBe(7 * 6 * 6);
  expect(hidden).toEqual([]);
  for (const [moment, score] of [['4u', 3], ['1m', 0], ['2w', 'leeg']]) {
    const id = `bia-processes-SO2-impact-milieu-${moment}-${score}`;
    await page.locator(`label.score:has([id="${id}"])`).click();
    await expect(page.locator(`[id="${id}"]`)).toBeChecked();
  }
  await expect(page.locator(screen('[data-region="derived"]'))).toContainText('4 uur');
});

test('on paper stands everything that was filled in, and it is clean', async ({ page }) => {
  test.setTimeout(180_000);
  const found = [];
  for (const tool of ['bia', 'bcp', 'questions', 'engagement']) {
    await openAt(page, TOOLS[tool]);
    await replaceBy(page, example());
    await page.emulateMedia({ media: 'print' });
    await expect(page.locator('.tool-print')).toBeVisible();
    await expect(page.locator('[data-screen]')).toBeHidden();
    found.push(...(await violations(page)).map((it) => `${tool} on paper: ${it}`));
    const text = await page.locator('.tool-print').innerText();
    const words = { bia: 'Hoofdmaatschappelijk werker', bcp: 'Algemeen directeur', questions: '10. Oefenen we', engagement: 'Handtekening' }[tool];
    expect.soft(text).toContain(words);
    await page.emulateMedia({ media: 'screen' });
    await expect(page.locator('[data-screen]')).toBeVisible();
  }
  expect(found).toEqual([]);
});

test('with the colours of the system forced, choices and classes are still told apart', async ({ page }) => {
  test.setTimeout(120_000);
  await openAt(page, TOOLS.bia);
  await replaceBy(page, example());
  const found = [];
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ forcedColors: 'active', colorScheme, reducedMotion: 'reduce' });
    for (const address of ['start', 'sorteren', 'proces/SO2/gevolgen', 'resultaat', 'aandachtspunten']) {
      await toScreen(page, address);
      // For contrast axe reads the colour of the style sheet, where the system's is painted.
      found.push(...(await violations(page)).filter((it) => !it.startsWith('color-contrast')).map((it) => `${address}, forced ${colorScheme}: ${it}`));
    }
    await toScreen(page, 'proces/SO2/gevolgen');
    const looks = await page.locator(screen('label.score:has(input:checked), label.score:has(input:not(:checked))')).evaluateAll((all) => {
      const look = (it) => {
        const input = it.querySelector('input');
        const [box, inner, span] = [it, input, it.querySelector('span')].map((each) => getComputedStyle(each));
        const seen = inner.appearance !== 'none' && inner.opacity !== '0' ? String(input.checked) : '';
        return [box.backgroundColor, box.color, box.outlineStyle, box.borderColor, box.borderWidth, span.backgroundColor, span.color, span.outlineStyle, span.borderColor, span.borderWidth, span.fontWeight, seen].join();
      };
      const of = (on) => new Set(all.filter((it) => it.querySelector('input').checked === on).map(look));
      const [on, off] = [of(true), of(false)];
      return [...on].filter((it) => off.has(it));
    });
    expect.soft(looks, 'chosen and not chosen look alike').toEqual([]);
  }
  expect(found).toEqual([]);
});

test('a reload keeps somebody on the screen of each tool', async ({ page }) => {
  await openAt(page, TOOLS.bia);
  await replaceBy(page, example());
  for (const [tool, address] of [['bia', 'proces/SO2/tijden'], ['bcp', 'bouwsteen/B04'], ['engagement', 'deel-3']]) {
    await openAt(page, TOOLS[tool]);
    await toScreen(page, address);
    const title = await page.locator(screen('[data-heading]')).textContent();
    await page.reload();
    await ready(page);
    expect(await page.locator(screen('[data-heading]')).textContent()).toBe(title);
  }
  await openAt(page, TOOLS.questions);
  await toScreen(page, 'v4');
  await choose(page, 2);
});
