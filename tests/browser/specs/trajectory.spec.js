// The whole trajectory of a government, by keyboard alone: evaluate, analyse, choose, plan, print.

import { MARKER, QUESTIONS, TOOLS, chart, downloaded, expect, kept, openAt, ready, tabTo, test, unzip, withoutPicker, wordText } from '../portal.js';

const screen = (rest) => `[data-screen] ${rest}`;
const to = (page, selector) => tabTo(page, selector, 'Tab', 500);

async function press(page, selector, key = 'Enter') {
  await to(page, selector);
  await page.keyboard.press(key);
}

async function type(page, selector, text) {
  await to(page, selector);
  await page.keyboard.type(text);
}

/** Follows a link to a screen; its heading gets the focus. */
async function follow(page, address) {
  await press(page, screen(`a[href="#${address}"]`));
  await expect(page.locator(screen('[data-heading]'))).toBeFocused();
}

async function goOn(page) {
  await press(page, screen('#verder'));
  await expect(page.locator(screen('[data-heading]'))).toBeFocused();
}

/** Chooses one of a group of radio buttons that has an empty one last. */
async function pick(page, name, value) {
  const group = screen(`input[name="${name}"]`);
  const values = await page.locator(group).evaluateAll((all) => all.map((it) => it.value));
  await to(page, group);
  // From the empty one, right goes round to the first.
  for (let step = 0; step <= values.indexOf(value); step += 1) await page.keyboard.press('ArrowRight');
  await expect(page.locator(`${group}[value="${value}"]`)).toBeChecked();
  await expect(page.locator(`${group}[value="${value}"]`)).toBeFocused();
}

async function select(page, selector, value) {
  await to(page, selector);
  const index = await page.locator(selector).evaluate((it, code) => Array.from(it.options, (option) => option.value).indexOf(code) - it.selectedIndex, value);
  for (let step = 0; step < index; step += 1) await page.keyboard.press('ArrowDown');
  await expect(page.locator(selector)).toHaveValue(value);
}

async function evaluate(page) {
  await openAt(page, TOOLS.questions);
  for (const [index, id] of QUESTIONS.entries()) {
    await press(page, screen(`fieldset[data-question="${id}"] input[type=radio]`), 'Space');
    for (let step = 0; step < index % 5; step += 1) await page.keyboard.press('ArrowDown');
    if (id === 'v3') await type(page, screen(`#${id}-note`), MARKER);
    await press(page, screen('[data-step="next"]'));
  }
  await expect(page.locator('#resultaat-titel')).toBeFocused();
  expect(await chart(page)).toHaveLength(10);
}

/** The three processes: scores of a whole category, of one moment in another, and what they need. */
const PROCESSES = [
  { id: 'BZ1', class: 'A', owner: 'Diensthoofd burgerzaken', scores: [1, 3, 3, 4, 4, 4], days: '5', means: 'Netwerk\nRegister burgerlijke stand' },
  { id: 'SO2', class: 'B', owner: 'Hoofdmaatschappelijk werker', scores: [0, 1, 3, 4, 4, 4], days: '30', means: 'Dossier sociale dienst' },
  { id: 'ZO1', class: 'A', owner: 'Directeur woonzorgcentrum', scores: [3, 4, 4, 4, 4, 4], days: '2', means: 'Zorgdossier' },
];
const MOMENTS = ['4u', '1d', '3d', '1w', '2w', '1m'];

async function chooseAndSort(page) {
  await follow(page, 'instellingen');
  await type(page, '#bia-settings-date', '24/11/2026');
  await type(page, '#bia-settings-author', 'BCM-coördinator');
  await goOn(page);
  for (const { id } of PROCESSES) {
    await press(page, screen(`#kies-${id}`), 'Space');
    await expect(page.locator(`#kies-${id}`)).toBeFocused();
  }
  await expect(page.locator(screen('[data-region="count"]'))).toHaveText('3 processen gekozen.');
  await goOn(page);
  for (const it of PROCESSES) await pick(page, `bia-processes-${it.id}-class`, it.class);
  await expect(page.locator(screen('[data-region="counts"]'))).toContainText('nog te doen: 0');
  await goOn(page);
}

async function analyse(page, process) {
  const base = `bia-processes-${process.id}`;
  await follow(page, `proces/${process.id}`);
  await follow(page, `proces/${process.id}/wie`);
  await type(page, `#${base}-owner`, process.owner);
  await type(page, `#${base}-deputy`, `Adjunct van ${process.owner.toLowerCase()}`);
  await goOn(page);
  for (const [index, moment] of MOMENTS.entries()) {
    await pick(page, `${base}-impact-burger-${moment}`, String(process.scores[index]));
  }
  await pick(page, `${base}-impact-juridisch-4u`, '1');
  await press(page, `#${base}-impact-juridisch-vul`);
  await expect(page.locator(`#${base}-impact-juridisch-1m-1`)).toBeChecked();
  await expect(page.locator(screen('[data-region="derived"]'))).toContainText('De maximale uitvalduur is dus');
  await goOn(page);
  for (const key of ['mtpd', 'rto']) await press(page, `#voorstel-${key}`);
  await expect(page.locator(`#${base}-rto`)).not.toHaveValue('');
  await type(page, `#${base}-mbco`, 'Alleen dringende aanvragen');
  await goOn(page);
  await pick(page, `${base}-procedure-exists`, 'yes');
  await type(page, `#${base}-procedure-text`, `Werk op papier, ${MARKER}`);
  await pick(page, `${base}-procedure-offline`, 'yes');
  await type(page, `#${base}-procedure-days`, process.days);
  await type(page, `#${base}-procedure-tested_on`, '3/2/2026');
  await goOn(page);
  if (process.id === 'SO2') {
    const shared = page.locator('label.tick', { hasText: 'Netwerk' }).locator('input');
    await press(page, `#${await shared.getAttribute('id')}`, 'Space');
    await expect(shared).toBeChecked();
  }
  await select(page, '#nieuw-soort', 'ict');
  await type(page, '#nieuw-namen', process.means);
  await press(page, '#voeg-middelen-toe');
  await expect(page.locator('[data-status]')).toContainText('toegevoegd');
  await goOn(page);
  await follow(page, 'start');
}

/** The first table of the results: place, name, class, maximum outage, recovery time, and when the means are due. */
const priorities = (page) => page.locator(screen('table.means')).first().locator('tbody tr').evaluateAll((rows) =>
  rows.map((row) => Array.from(row.cells, (it) => it.textContent.trim())));

async function results(page) {
  await follow(page, 'resultaat');
  const rows = await priorities(page);
  expect(rows.map((it) => [it[0], it[2], it[3], it[4]])).toEqual([
    ['1', 'A', '4 uur', 'onmiddellijk'],
    ['2', 'A', '1 dag', '4 uur'],
    ['3', 'B', '3 dagen', '1 dag'],
  ]);
  await expect(page.locator(screen('table.heat tbody tr'))).toHaveCount(3);
  const network = page.locator(screen('table.means'), { hasText: 'Elk middel, waarop het steunt' }).locator('tr', { hasText: 'Netwerk' }).first();
  await expect(network).toContainText(rows[1][1]);
  await expect(network).toContainText(rows[2][1]);
  return rows.map((it) => it[1]);
}

async function plan(page) {
  await openAt(page, TOOLS.bcp);
  await expect(page.locator(screen('.from-bia'))).toContainText('3 kritieke processen van 3');
  await follow(page, 'bouwsteen/B01');
  await type(page, '#bcp-blocks-B01-values-doel', 'We helpen wie niet kan wachten.');
  await type(page, '#bcp-blocks-B01-values-eigenaar', 'Algemeen directeur');
  await type(page, '#bcp-blocks-B01-values-restrisicos-r1-risico', '1 lijn voor internet');
  await follow(page, 'start');
  await follow(page, 'bouwsteen/B08');
  await follow(page, 'keuzes');
  await follow(page, 'keuze/ict');
  await press(page, screen('input[data-path="bcp/strategies/ict/choices"]'), 'Space');
  await type(page, '#bcp-strategies-ict-cost', '2.400 euro per jaar');
  await type(page, '#bcp-strategies-ict-residual_risk', 'Na 2 dagen zonder netwerk loopt de balie vast');
  await follow(page, 'start');
  await follow(page, 'bouwsteen/B10');
  await follow(page, 'noodprocedures');
  await follow(page, 'noodprocedure/ZO1');
  await press(page, '#neem-noodprocedure-ZO1');
  await expect(page.locator('[data-status]')).toContainText('Het voorbeeld is ingevuld');
  await to(page, '#bcp-procedures-ZO1-steps-1');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('Neem de map uit de medicatiekar.');
  await follow(page, 'start');
}

async function wordFile(page) {
  await follow(page, 'documenten');
  await type(page, '#bcp-details-version', '1.3');
  await type(page, '#bcp-details-date', '24/11/2026');
  await type(page, '#name', 'Gemeente Toetsenbord');
  // Back up to the screen: the name stands below it.
  await tabTo(page, '#maak-bcp', 'Shift+Tab', 500);
  return downloaded(page, () => page.keyboard.press('Enter'));
}

test('by keyboard alone: ten questions, a BIA of three processes, a plan, and its Word document', async ({ page }) => {
  test.setTimeout(600_000);
  await withoutPicker(page);
  await evaluate(page);
  await openAt(page, TOOLS.bia);
  await expect(page.locator('[data-status]')).toContainText('staan er weer');
  await chooseAndSort(page);
  for (const process of PROCESSES) await analyse(page, process);
  const names = await results(page);
  await kept(page);
  await plan(page);
  const { name, bytes } = await wordFile(page);
  expect(name).toMatch(/^gemeente-toetsenbord-bcp-\d{4}-\d{2}-\d{2}\.docx$/);
  const text = wordText(bytes);
  const wanted = [
    'Gemeente Toetsenbord', 'We helpen wie niet kan wachten.', '1 lijn voor internet',
    '2.400 euro per jaar', 'Na 2 dagen zonder netwerk loopt de balie vast', 'Neem de map uit de medicatiekar.',
  ];
  for (const it of wanted) expect.soft(text).toContain(it);
  // The processes in the order of the BIA, wherever they first stand together.
  const lines = text.split('\n');
  const places = names.map((it) => lines.indexOf(it));
  expect(places.every((it) => it >= 0), `${names} in ${places}`).toBe(true);
  expect(places).toEqual([...places].sort((a, b) => a - b));
  const headers = [...unzip(bytes).keys()].filter((it) => /^word\/(header|footer)\d*\.xml$/.test(it)).map((it) => wordText(bytes, it)).join('\n');
  expect(headers).toContain('Gemeente Toetsenbord');
  expect(headers).toMatch(/versie 1\.3/i);
  // The dossier of all three tools is one, and is there after the page is opened again.
  await page.reload();
  await ready(page);
  await expect(page.locator('#name')).toHaveValue('Gemeente Toetsenbord');
});
