// The dossier: nothing that was typed is lost, and nobody reads it who should not.

import { readFileSync } from 'node:fs';

import { MARKER, choose, dossier, expect, goTo, kept, next, openFile, openTool, ready, test } from '../portal.js';

const alert = (page) => page.locator('[data-error]');
const status = (page) => page.locator('[data-status]');
const note = (page, id = 'v1') => page.locator(`#${id}-note`);
const withoutPicker = (page) => page.addInitScript(() => { delete window.showSaveFilePicker; });

async function saved(page, action) {
  const [download] = await Promise.all([page.waitForEvent('download'), action()]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') };
}
const save = (page) => saved(page, () => page.locator('[data-do="save"]:visible').first().click());

async function more(page) {
  await page.locator('details.more:has([data-do="passphrase"]) > summary').click();
}

test('a tab that dies in the middle of a word has lost at most a letter', async ({ page, context, watch }) => {
  watch.expect(/crash/i);
  await openTool(page);
  await note(page).focus();
  await page.keyboard.type('de sleutel ligt in de ka', { delay: 15 });
  await kept(page);
  const client = await context.newCDPSession(page);
  // A page that crashed never replies.
  const replied = client.send('Page.crash').catch(() => {});
  await Promise.race([replied, new Promise((resolve) => { setTimeout(resolve, 1000); })]);
  const again = await context.newPage();
  await openTool(again);
  await expect(status(again)).toContainText('staan er weer');
  expect((await note(again).inputValue()).length).toBeGreaterThan('de sleutel ligt in de '.length);
});

test('a page that is left in the middle of a word has all of it', async ({ page }) => {
  await openTool(page);
  await note(page).pressSequentially('halfweg een woo');
  await page.goto('privacy/');
  await openTool(page);
  await expect(note(page)).toHaveValue('halfweg een woo');
});

test('a reload comes back to the same screen', async ({ page }) => {
  await openTool(page);
  await goTo(page, 'v7');
  await choose(page, 2);
  await kept(page);
  await page.reload();
  await ready(page);
  await expect(page.locator('#v7-title')).toBeVisible();
  await expect(page.locator('#v7-answer-2')).toBeChecked();
});

test('a full storage is told, and a file still has everything', async ({ page }) => {
  await withoutPicker(page);
  await page.addInitScript(() => {
    IDBObjectStore.prototype.put = function full() { throw new DOMException('full', 'QuotaExceededError'); };
  });
  await openTool(page);
  await choose(page, 3);
  await expect(alert(page)).toContainText('De opslag van deze browser is vol of geblokkeerd');
  await next(page);
  await choose(page, 2);
  await expect(page.locator('[data-saved]')).toContainText('Deze browser kan niets bewaren');
  const { text } = await save(page);
  const { answers } = JSON.parse(text).data.questionnaires['ten-questions'];
  expect([answers.v1.answer, answers.v2.answer]).toEqual([3, 2]);
});

test('without any storage the page says so and works', async ({ page }) => {
  await withoutPicker(page);
  await page.addInitScript(() => { Object.defineProperty(window, 'indexedDB', { value: undefined }); });
  await openTool(page);
  await choose(page, 3);
  await expect(page.locator('[data-saved]')).toContainText('Deze browser kan niets bewaren');
  expect(JSON.parse((await save(page)).text).data.questionnaires['ten-questions'].answers.v1.answer).toBe(3);
});

test('a file whose permission is lost is told, and the dossier can be downloaded instead', async ({ page }) => {
  await page.addInitScript(() => {
    const handle = {
      kind: 'file',
      name: 'mijn.bcm.json',
      queryPermission: async () => 'prompt',
      requestPermission: async () => 'denied',
      createWritable: async () => { throw new DOMException('', 'NotAllowedError'); },
    };
    window.showSaveFilePicker = async () => handle;
  });
  await openTool(page);
  await choose(page, 3);
  await page.locator('[data-do="save"]:visible').first().click();
  await expect(alert(page)).toContainText('geen toestemming om in mijn.bcm.json te schrijven');
  await expect(page.locator('[data-do="download"]')).toBeFocused();
  const { text } = await saved(page, () => page.keyboard.press('Enter'));
  expect(JSON.parse(text).data.questionnaires['ten-questions'].answers.v1.answer).toBe(3);
  await expect(page.locator('[data-saved]')).toHaveText(/^Bewaard in dossier\.bcm\.json/);
});

test('a file of the first schema opens and is written in the present one', async ({ page }) => {
  await withoutPicker(page);
  await openTool(page);
  await openFile(page, dossier({ v1: { answer: { level: 3 }, note: 'vroeger' }, v2: { answer: 'unknown' } }));
  await goTo(page, 'v1');
  await expect(page.locator('#v1-answer-3')).toBeChecked();
  const file = JSON.parse((await save(page)).text);
  expect(file.schema).toBe(2);
  expect(file.data.questionnaires['ten-questions'].answers).toMatchObject({ v1: { answer: 3, note: 'vroeger' }, v2: { answer: 'unknown' } });
});

test('undo and redo, by button and by keyboard, and not inside a field', async ({ page }) => {
  await openTool(page);
  await choose(page, 3);
  await choose(page, 1);
  await page.locator('[data-do="undo"]').click();
  await expect(page.locator('#v1-answer-3')).toBeChecked();
  await expect(status(page)).toContainText('Ongedaan gemaakt: Antwoord (Vraag 1');
  await page.locator('[data-do="redo"]').click();
  await expect(page.locator('#v1-answer-1')).toBeChecked();
  await page.locator('#v1-title').focus();
  await page.keyboard.press('Control+z');
  await expect(page.locator('#v1-answer-3')).toBeChecked();
  await page.keyboard.press('Control+Shift+z');
  await expect(page.locator('#v1-answer-1')).toBeChecked();
});

test('a passphrase locks the file and the buffer, and opens both again', async ({ page }) => {
  test.setTimeout(90_000);
  await withoutPicker(page);
  await openTool(page);
  await note(page).fill(`geheim ${MARKER}`);
  await more(page);
  await page.locator('[data-do="passphrase"]').click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('#zin-nieuw').fill('kort');
  await dialog.locator('#zin-herhaal').fill('kort');
  await dialog.locator('button[value="yes"]').click();
  await expect(dialog.getByRole('alert')).toContainText('te kort');
  await dialog.locator('#zin-nieuw').fill('vier losse woorden samen');
  await dialog.locator('#zin-herhaal').fill('vier losse woorden apart');
  await dialog.locator('button[value="yes"]').click();
  await expect(dialog.getByRole('alert')).toContainText('niet gelijk');
  await dialog.locator('#zin-herhaal').fill('vier losse woorden samen');
  await dialog.locator('button[value="yes"]').click();
  await expect(status(page)).toContainText('Je dossier is beveiligd in deze browser');
  await kept(page);
  const { text } = await save(page);
  expect(text).not.toContain(MARKER);
  expect(JSON.parse(text)).toMatchObject({ format: 'bcm-portal-encrypted', cipher: 'AES-256-GCM', kdf: { name: 'PBKDF2-SHA-256' } });
  const stored = await page.evaluate(() => new Promise((resolve) => {
    const open = indexedDB.open('bcm-portal');
    open.onsuccess = () => {
      const all = open.result.transaction('dossiers').objectStore('dossiers').getAll();
      all.onsuccess = () => resolve(JSON.stringify(all.result));
    };
  }));
  expect(stored).not.toContain(MARKER);
  await page.reload();
  await page.locator('#zin-open').fill('verkeerd verkeerd');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog').getByRole('alert')).toContainText('past niet');
  await page.locator('#zin-open').fill('vier losse woorden samen');
  await page.keyboard.press('Enter');
  await ready(page);
  await expect(note(page)).toHaveValue(`geheim ${MARKER}`);
  await openFile(page, `${text.slice(0, -40)}`, 'stuk.bcm.json');
  await expect(alert(page)).toContainText('stuk.bcm.json');
  await expect(note(page)).toHaveValue(`geheim ${MARKER}`);
});

test('two dossiers are merged only after every difference was shown', async ({ page }) => {
  await openTool(page);
  await choose(page, 3);
  const other = dossier({ v1: { answer: { level: 0 } }, v2: { answer: { level: 2 }, note: 'van de collega' } });
  await page.locator('[data-file-merge]').setInputFiles({ name: 'collega.bcm.json', mimeType: 'application/json', buffer: Buffer.from(other) });
  await expect(page.locator('[data-screen] h2').first()).toHaveText('Wat wil je overnemen uit collega.bcm.json?');
  const row = page.locator('table.compare tr', { hasText: 'anders' });
  await expect(row).toHaveCount(1);
  await expect(row.locator('input')).not.toBeChecked();
  await page.locator('[data-act="accept"]').click();
  await expect(status(page)).toContainText('overgenomen');
  await goTo(page, 'v1');
  await expect(page.locator('#v1-answer-3')).toBeChecked();
  await goTo(page, 'v2');
  await expect(note(page, 'v2')).toHaveValue('van de collega');
  await page.locator('[data-do="undo"]').click();
  await expect(note(page, 'v2')).toHaveValue('');
});

test('a broken file among several to merge is told, and the others are compared', async ({ page }) => {
  await openTool(page);
  const file = (name, text) => ({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
  await page.locator('[data-file-merge]').setInputFiles([
    file('stuk.bcm.json', '{'),
    file('goed.bcm.json', dossier({ v2: { answer: { level: 2 } } })),
  ]);
  await expect(alert(page)).toContainText('stuk.bcm.json');
  await expect(page.locator('[data-screen] h2').first()).toContainText('goed.bcm.json');
});

test('a new year starts from the last one and shows what changed', async ({ page }) => {
  await openTool(page);
  await choose(page, 1);
  await more(page);
  await page.locator('[data-do="new-year"]').click();
  await page.locator('dialog[open] button[value="yes"]').click();
  await expect(status(page)).toContainText('Je nieuwe jaar is begonnen');
  await goTo(page, 'v1');
  await choose(page, 3);
  await goTo(page, 'resultaat');
  await expect(page.locator('table.compare', { hasText: 'Elke vraag toen en nu' })).toContainText('2 hoger');
});

test('an earlier dossier is held beside this one', async ({ page }) => {
  await openTool(page);
  await choose(page, 3);
  await page.locator('[data-file-compare]').setInputFiles({ name: 'vorig.bcm.json', mimeType: 'application/json', buffer: Buffer.from(dossier({ v1: { answer: { level: 4 } } })) });
  await expect(status(page)).toContainText('vorig.bcm.json staat naast je dossier van nu');
  await goTo(page, 'resultaat');
  await expect(page.locator('table.compare', { hasText: 'Elke vraag toen en nu' })).toContainText('1 lager');
});

test('the worked example can be looked at, and one’s own dossier comes back', async ({ page }) => {
  await openTool(page);
  await choose(page, 3);
  await more(page);
  await page.locator('[data-do="example"]').click();
  await expect(page.locator('[data-banner="newer"]')).toContainText('voorbeeld van een verzonnen bestuur');
  await expect(page.locator('[data-name]')).toHaveValue(/voorbeeld/i);
  await page.locator('[data-do="return"]').click();
  await goTo(page, 'v1');
  await expect(page.locator('#v1-answer-3')).toBeChecked();
});
