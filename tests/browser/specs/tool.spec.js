// The self-evaluation: by keyboard, with files, in two tabs, on paper.

import { readFileSync } from 'node:fs';

import { MARKER, QUESTIONS, TOOL, VECTORS, chart, choose, dossier, expect, goTo, kept, next, openFile, openTool, ready, tabTo, test, toResult, vector } from '../portal.js';

const question = (id) => `[data-screen] fieldset[data-question="${id}"]`;
const input = (id, answer) => `${question(id)} input[name="${id}-answer"][value="${answer}"]`;
const level = (answer) => answer.level ?? answer;
const status = (page) => page.locator('[data-status]');
const levels = (ranking) => ranking.filter((it) => it.answer?.level !== undefined).map((it) => `${it.question}: ${it.answer.level} van 4`);

/** Answers the question on screen with Tab, Space and the arrow keys. */
async function answerByKeyboard(page, id, answer) {
  await tabTo(page, `${question(id)} input[type=radio]`);
  await page.keyboard.press('Space');
  const steps = answer === 'unknown' ? 5 : answer;
  for (let step = 0; step < steps; step += 1) await page.keyboard.press('ArrowDown');
  await expect(page.locator(input(id, answer))).toBeChecked();
}

async function nextByKeyboard(page) {
  await tabTo(page, '[data-step="next"]');
  await page.keyboard.press('Enter');
}

/** Takes the file dialog of the browser away, so that saving is a download. */
const withoutPicker = (page) => page.addInitScript(() => { delete window.showSaveFilePicker; });

async function save(page) {
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('.tool-file [data-do="save"]').click()]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') };
}

test('by keyboard alone: ten answers, evidence, a note, the result, a file, wiping, and the file again', async ({ page }) => {
  test.setTimeout(120_000);
  await withoutPicker(page);
  // From now on the browser hands its file dialog to the test; asked for later, that can come too late.
  page.on('filechooser', () => {});
  await openTool(page);
  const { answers, evaluation } = vector('V5, V6 and V8 weak, the lowest first');
  for (const id of QUESTIONS) {
    await answerByKeyboard(page, id, level(answers[id].answer));
    if (id === 'v5') {
      await tabTo(page, `${question(id)} input[type=checkbox]`);
      await page.keyboard.press('Space');
      await tabTo(page, `${question(id)} textarea`);
      await page.keyboard.type(`in de kast, ${MARKER}`);
    }
    await nextByKeyboard(page);
  }
  await expect(page.locator('#resultaat-titel')).toBeFocused();
  await expect(page.locator('#resultaat-titel')).toHaveText('Je agenda');
  expect(await chart(page)).toEqual(levels(evaluation.ranking));
  await expect(page.locator('.bars tbody tr').first()).toContainText('Begin hier');
  await expect(page.locator('#resultaat .steps > li')).toHaveCount(3);
  await expect(page.locator('.result-total')).toContainText(`Samen ${evaluation.total} van ${evaluation.max}`);
  const before = await page.locator('#resultaat').innerHTML();

  await tabTo(page, '[data-name]');
  await page.keyboard.type('Gemeente Voorbeeld');
  await tabTo(page, '.tool-file [data-do="save"]');
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
  expect(download.suggestedFilename()).toBe('gemeente-voorbeeld.bcm.json');
  const text = readFileSync(await download.path(), 'utf8');
  const file = JSON.parse(text);
  expect(Object.keys(file)).toEqual(['format', 'schema', 'lineage', 'revision', 'created', 'modified', 'content_version', 'data']);
  expect(file).toMatchObject({ format: 'bcm-portal-dossier', schema: 2, revision: 1 });
  expect(file.lineage).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  expect(Date.parse(file.created)).toBeLessThanOrEqual(Date.parse(file.modified));
  const stored = file.data.questionnaires['ten-questions'].answers;
  expect(Object.keys(stored).sort()).toEqual([...QUESTIONS].sort());
  expect(stored.v5).toMatchObject({ answer: 1, note: `in de kast, ${MARKER}` });
  expect(stored.v5.evidence).toHaveLength(1);

  await tabTo(page, '.tool-file details.more > summary');
  await page.keyboard.press('Enter');
  await tabTo(page, '.tool-file [data-do="wipe"]');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeVisible();
  await tabTo(page, 'dialog button[value="yes"]');
  await page.keyboard.press('Enter');
  await expect(status(page)).toContainText('Alles is gewist');
  await expect(page.locator('input[type=radio]:checked')).toHaveCount(0);
  await page.reload();
  await ready(page);
  await expect(page.locator('input[type=radio]:checked')).toHaveCount(0);

  await tabTo(page, '[data-do="open"]');
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Enter')]);
  await chooser.setFiles({ name: 'gemeente-voorbeeld.bcm.json', mimeType: 'application/json', buffer: Buffer.from(text) });
  await expect(status(page)).toContainText('gemeente-voorbeeld.bcm.json is geopend');
  await toResult(page);
  expect(await page.locator('#resultaat').innerHTML()).toBe(before);
  await goTo(page, 'v5');
  await expect(page.locator('#v5-note')).toHaveValue(`in de kast, ${MARKER}`);
  await expect(page.locator('[data-name]')).toHaveValue('Gemeente Voorbeeld');
});

test('the rules in the browser give what the vectors say', async ({ page }) => {
  await openTool(page);
  const given = await page.evaluate(async (cases) => {
    const root = document.querySelector('[data-tool]');
    const address = (name) => root.closest(`[data-${name}]`).dataset[name];
    const program = await window.portal.program('forms', address('program'), address('wasm'));
    const linked = new TextDecoder().decode(await window.portal.load(address('linked')));
    const session = new program.Session(linked, '0b6f6c1e-4f0f-4c55-9d3c-2a5f0d6c7e11', '2026-11-23T14:32:00Z');
    return cases.map((it) => JSON.parse(session.evaluate_json(JSON.stringify(it))));
  }, VECTORS.map((it) => it.answers));
  expect(VECTORS.length).toBeGreaterThan(10);
  VECTORS.forEach((it, index) => expect.soft(given[index], it.name).toEqual(it.evaluation));
});

test('a reload halfway brings everything back and says so', async ({ page }) => {
  await openTool(page);
  for (const answer of [3, 'unknown', 1]) {
    await choose(page, answer);
    await next(page);
  }
  await page.locator('#v4-note').fill(MARKER);
  await kept(page);
  await page.reload();
  await ready(page);
  await expect(status(page)).toContainText(/Je antwoorden van \d\d:\d\d staan er weer/);
  await expect(page.locator(question('v4'))).toBeVisible();
  await expect(page.locator('#v4-note')).toHaveValue(MARKER);
  await expect(page.locator('.tool-place')).toHaveText('10 vragen · Vraag 4 van 10 · 2 beantwoord, 1 uit te zoeken');
  await goTo(page, 'v1');
  await expect(page.locator(input('v1', 3))).toBeChecked();
});

test('the line about keeping says where the answers are', async ({ page }) => {
  await withoutPicker(page);
  await openTool(page);
  const line = page.locator('[data-saved]');
  await expect(line).toHaveText('Nog niets ingevuld');
  await choose(page, 2);
  await expect(line).toHaveText(/^Bewaard in deze browser om \d\d:\d\d, nog niet in een bestand$/);
  const { name } = await save(page);
  expect(name).toBe('dossier.bcm.json');
  await expect(line).toHaveText(/^Bewaard in dossier\.bcm\.json om \d\d:\d\d$/);
  await choose(page, 3);
  await expect(line).toHaveText(/nog niet in een bestand$/);
});

const broken = {
  'a file that is cut off': [dossier({ v1: { answer: { level: 4 } } }).slice(0, 90), /beschadigd of het is geen dossier: vanaf regel 1, teken/],
  'an empty file': ['', /beschadigd of het is geen dossier/],
  'another JSON file': ['{"format":"iets anders"}', /geen dossier van dit portaal/],
  'a dossier with a part missing': [dossier({}, { data: undefined }), /ontbreekt het onderdeel “data”/],
  'a file with a part of the wrong type': [dossier({}, { revision: 'drie' }), /ontbreekt het onderdeel “revision”/],
};

for (const [what, [text, message]] of Object.entries(broken)) {
  test(`${what} is refused with a sentence, and nothing is lost`, async ({ page }) => {
    await openTool(page);
    await choose(page, 3);
    await page.locator('#v1-note').fill('blijft');
    await openFile(page, text, 'stuk.bcm.json');
    await expect(page.getByRole('alert')).toContainText('stuk.bcm.json');
    await expect(page.getByRole('alert')).toContainText(message);
    await expect(page.getByRole('alert')).toContainText('Aan je huidige antwoorden is niets veranderd');
    await expect(page.locator(input('v1', 3))).toBeChecked();
    await expect(page.locator('#v1-note')).toHaveValue('blijft');
  });
}

test('a newer file is shown, cannot be changed, and one can go back', async ({ page }) => {
  await openTool(page);
  await choose(page, 3);
  await openFile(page, dossier({ v1: { answer: { level: 0 } } }, { schema: 3, future: 1 }));
  await expect(page.locator('[data-banner="newer"]')).toContainText('nieuwere versie van het portaal (versie 3; deze site kent versie 2). Je kunt het lezen, niet wijzigen.');
  await expect(page.locator(input('v1', 0))).toBeChecked();
  await expect(page.locator('#v1-note')).toBeDisabled();
  await expect(page.locator('.tool-file [data-do="save"]')).toBeDisabled();
  await page.locator('[data-do="return"]').click();
  await expect(page.locator('[data-banner="newer"]')).toBeHidden();
  await expect(page.locator(input('v1', 3))).toBeChecked();
  await page.reload();
  await ready(page);
  await expect(page.locator(input('v1', 3))).toBeChecked();
});

test('opening a file asks first when answers would be lost, and no means no', async ({ page }) => {
  await openTool(page);
  await choose(page, 3);
  const file = dossier({ v1: { answer: { level: 0 } } });
  await openFile(page, file);
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.locator(input('v1', 3))).toBeChecked();
  await openFile(page, file);
  await page.locator('dialog[open] button[value="yes"]').click();
  await expect(page.locator(input('v1', 0))).toBeChecked();
});

test('what the portal does not know stays in the file', async ({ page }) => {
  await withoutPicker(page);
  await openTool(page);
  const more = { signature: { kind: 'none' }, data: { name: '', bia: { processes: [1] }, questionnaires: { 'ten-questions': { version: 1, answers: { v0: { answer: { level: 2 }, note: 'vroeger' } } }, other: { version: 9 } } } };
  await openFile(page, dossier({}, more));
  await expect(status(page)).toContainText('is geopend');
  await choose(page, 1);
  await toResult(page);
  await expect(page.locator('.gone')).toContainText('v0');
  const file = JSON.parse((await save(page)).text);
  expect(file).toMatchObject({ revision: 4, lineage: '0b6f6c1e-4f0f-4c55-9d3c-2a5f0d6c7e11', signature: { kind: 'none' } });
  expect(file.data.bia).toEqual({ processes: [1] });
  expect(file.data.questionnaires.other).toEqual({ version: 9 });
  expect(file.data.questionnaires['ten-questions'].answers.v0).toMatchObject({ answer: 2, note: 'vroeger' });
});

test('of two tabs one writes, the other says so and can take over', async ({ page, context }) => {
  await openTool(page);
  await choose(page, 3);
  await kept(page);
  const second = await context.newPage();
  await openTool(second);
  await expect(second.locator('[data-banner="reader"]')).toBeVisible();
  await expect(second.locator(input('v1', 3))).toBeChecked();
  await expect(second.locator('#v1-note')).toBeDisabled();
  await second.locator('[data-do="take-over"]').click();
  await expect(second.locator('[data-banner="reader"]')).toBeHidden();
  await expect(page.locator('[data-banner="reader"]')).toBeVisible();
  await expect(page.locator('#v1-note')).toBeDisabled();
  await second.locator('.jump-link[href="#v1"]').click();
  await second.locator(input('v1', 1)).check();
  await kept(second);
  await second.close();
  await expect(page.locator('[data-banner="reader"]')).toBeHidden();
  await expect(page.locator(input('v1', 1))).toBeChecked();
});

test('one answer already gives a result that is true and useful', async ({ page }) => {
  const { evaluation } = vector('one answer, the backup was never restored');
  await openTool(page, '#v5');
  await choose(page, 1);
  await toResult(page);
  expect(await chart(page)).toEqual(['v5: 1 van 4']);
  await expect(page.locator('.result-summary')).toHaveText('Dit resultaat steunt op 1 vraag met een antwoord. Er staan 9 vragen nog open.');
  await expect(page.locator('.result-total')).toContainText(`Samen ${evaluation.total} van ${evaluation.max}`);
  await expect(page.locator('#resultaat .steps > li')).toHaveCount(3);
});

test('“weet ik niet” everywhere gives no score, but a list of whom to ask and three steps', async ({ page }) => {
  await openTool(page);
  for (const id of QUESTIONS) {
    await expect(page.locator(question(id))).toBeVisible();
    await choose(page, 'unknown');
    await next(page);
  }
  await expect(page.locator('.bars')).toHaveCount(0);
  await expect(page.locator('.result-total')).toHaveCount(0);
  await expect(page.locator('.to-find-out > li')).toHaveCount(10);
  await expect(page.locator('#resultaat .steps > li')).toHaveCount(3);
  await expect(page.locator('.result-summary')).toContainText('10 vragen');
});

test('the steps of a result lead to pages that are there', async ({ page, request }) => {
  await openTool(page, '#resultaat');
  const links = await page.locator('#resultaat a:not([href^="#"])').evaluateAll((list) => list.map((it) => it.href));
  expect(links.length).toBeGreaterThan(2);
  for (const link of links) expect.soft((await request.get(link)).status(), link).toBe(200);
});

test('an answer can be taken back, and a question of the chart is one click away', async ({ page }) => {
  await openTool(page, '#v5');
  await choose(page, 1);
  await toResult(page);
  await page.locator('.bars a').first().click();
  await expect(page.locator('#v5-title')).toBeFocused();
  await page.locator('[data-act="clear"]').click();
  await expect(page.locator(`${question('v5')} input:checked`)).toHaveCount(0);
  await expect(page.locator('.tool-place')).toHaveText('10 vragen · Vraag 5 van 10 · 0 beantwoord');
});

test('a field that is typed in keeps its caret while the result is drawn again', async ({ page }) => {
  await openTool(page);
  await page.locator('#v1-note').fill('voor na');
  await page.locator('#v1-note').evaluate((it) => it.setSelectionRange(5, 5));
  await page.keyboard.type('en ');
  await expect(page.locator('#v1-note')).toHaveValue('voor en na');
});

test('after a trap the page loads again, has the answers and says so', async ({ page, watch }) => {
  watch.expect(/out of order/);
  await openTool(page);
  await choose(page, 3);
  await kept(page);
  await page.evaluate(() => {
    program_forms.Session.prototype.set = () => { throw new WebAssembly.RuntimeError('out of order'); };
  });
  await Promise.all([page.waitForEvent('load'), page.locator(input('v1', 2)).click()]);
  await ready(page);
  await expect(status(page)).toContainText('Het programma stopte onverwacht. We laadden de pagina opnieuw');
  await expect(page.locator(`${question('v1')} input[name="v1-answer"]:checked`)).toHaveCount(1);
});

test('without the program there is a paper form and a sentence', async ({ page, watch }) => {
  watch.expect(/Failed to load resource/);
  await page.route(/\.wasm$/, (route) => route.abort());
  await page.goto(TOOL);
  await expect(page.getByRole('alert')).toContainText('Het programma kon niet starten');
  await expect(page.locator('[data-fallback] [data-do="print"]')).toBeVisible();
  await expect(page.locator('[data-question="v10"]')).toBeVisible();
  await expect(page.locator('[data-paper]')).toBeVisible();
  await expect(page.locator('.tool-file [data-do="save"]')).toBeHidden();
});

test('without JavaScript the page is a whole paper form', async ({ tab }) => {
  const page = await tab({ javaScriptEnabled: false });
  await page.goto(TOOL);
  for (const id of QUESTIONS) await expect(page.locator(`[data-question="${id}"]`)).toBeVisible();
  await expect(page.locator('.paper-scores tbody tr')).toHaveCount(11);
  await expect(page.locator('[data-paper]')).toBeVisible();
  expect(await page.locator('main button:visible').count()).toBe(0);
});

test('nothing that is typed leaves the browser', async ({ page, place, baseURL }) => {
  await withoutPicker(page);
  await page.goto(`zoeken/#q=${MARKER}`);
  await page.locator('#q').fill(`${MARKER} plan`);
  await expect(page.locator('#search-status')).toContainText(MARKER);
  await page.goto('richtlijnen/');
  await page.keyboard.press('/');
  await page.keyboard.type(MARKER);
  await page.keyboard.press('Enter');
  await expect(page.locator('#search-status')).toContainText(MARKER);
  await openTool(page);
  await choose(page, 3);
  await page.locator('#v1-note').fill(MARKER);
  await page.locator('[data-name]').fill(MARKER);
  await page.locator('[data-name]').press('Enter');
  await save(page);
  await toResult(page);
  await page.locator('#resultaat .steps a').first().click();
  await page.waitForURL((url) => !url.pathname.endsWith(TOOL));
  if (place !== 'hosted') return;
  const seen = await (await fetch(new URL('/requests', baseURL))).json();
  expect(seen.length).toBeGreaterThan(5);
  const bad = seen.filter((it) => JSON.stringify(it).includes(MARKER) || it.body || it.method !== 'GET' || it.url.includes('?'));
  expect(bad).toEqual([]);
});
