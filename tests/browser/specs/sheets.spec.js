// The sheet and back: through another office program, by several departments, and from people who mean harm.

import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { TOOLS, dossierOf, downloaded, example, expect, figure, openAt, replaceBy, savedDossier, test, toScreen, unzip, withoutPicker, wordText, zip } from '../portal.js';

const run = promisify(execFile);
const RULES = JSON.parse(readFileSync(new URL('../fixtures/rules.json', import.meta.url), 'utf8'));
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const heading = (page) => page.locator('[data-screen] [data-heading]');
const alert = (page) => page.locator('[data-error]');
const status = (page) => page.locator('[data-status]');

/** Opens the BIA, with a dossier or an empty one. */
async function openBia(page, text) {
  await withoutPicker(page);
  await openAt(page, TOOLS.bia);
  if (text) await replaceBy(page, text);
}

/** The sheet of the dossier. */
async function sheetOf(page) {
  await toScreen(page, 'excel');
  const { name, bytes } = await downloaded(page, () => page.locator('[data-office="bia-sheet"]').click());
  expect(name).toMatch(/\.xlsx$/);
  return bytes;
}

const give = (page, ...files) => page.locator('[data-file-merge]').setInputFiles(files.map(([name, buffer]) => ({ name, mimeType: XLSX, buffer })));

/** Gives a sheet and waits for the screen on which its changes are looked at. */
async function propose(page, bytes, name = 'blad.xlsx') {
  await give(page, [name, bytes]);
  await expect(heading(page)).toHaveText(`Wat wil je overnemen uit ${name}?`, { timeout: 30_000 });
}

async function takeAll(page) {
  await page.locator('#neem-alles').click();
  await page.locator('[data-act="accept"]').click();
  await expect(status(page)).toContainText('overgenomen');
}

/** What LibreOffice makes of a workbook when it saves it again. */
async function resaved(bytes, info) {
  const [from, to] = [info.outputPath('blad.xlsx'), info.outputPath('opnieuw')];
  writeFileSync(from, bytes);
  await run('soffice', ['--headless', `-env:UserInstallation=file://${info.outputPath('profile')}`, '--convert-to', 'xlsx:Calc MS Excel 2007 XML', '--outdir', to, from]);
  const again = readFileSync(join(to, 'blad.xlsx'));
  expect(again.equals(bytes), 'written by another program').toBe(false);
  return again;
}

const text = (xml) => xml.replace(/<rPh.*?<\/rPh>/gs, '').replace(/<[^>]*>/g, '').replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&apos;/g, "'").replace(/&amp;/g, '&');
const escaped = (it) => it.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** A workbook in which cells are found by what they are about, and changed. */
class Workbook {
  constructor(bytes) {
    this.parts = unzip(bytes);
    const strings = this.part('xl/sharedStrings.xml');
    this.strings = Array.from(strings.matchAll(/<si>(.*?)<\/si>|<si\/>/gs), ([, it]) => text(it ?? ''));
    const targets = Object.fromEntries(Array.from(this.part('xl/_rels/workbook.xml.rels').matchAll(/<Relationship [^>]*>/g), ([it]) =>
      [it.match(/Id="(.*?)"/)[1], it.match(/Target="(.*?)"/)[1].replace(/^\/?(xl\/)?/, 'xl/')]));
    this.sheets = Object.fromEntries(Array.from(this.part('xl/workbook.xml').matchAll(/<sheet [^>]*>/g), ([it]) =>
      [text(it.match(/name="(.*?)"/)[1]), targets[it.match(/r:id="(.*?)"/)[1]]]));
    this.meta = this.rows('_meta');
  }

  part(name) {
    return this.parts.get(name)?.toString() ?? '';
  }

  /** Rows of a sheet: texts by letters of the column, with the number of the row. */
  rows(sheet) {
    return Array.from(this.part(this.sheets[sheet]).matchAll(/<row [^>]*?r="(\d+)"[^>]*?>(.*?)<\/row>/gs), ([, number, cells]) => ({
      number,
      ...Object.fromEntries(Array.from(cells.matchAll(/<c r="([A-Z]+)\d+"([^>]*?)(?:\/>|>(.*?)<\/c>)/gs), ([, letters, marks, inside = '']) =>
        [letters, /t="s"/.test(marks) ? this.strings[Number(text(inside))] : text(inside)])),
    }));
  }

  /** The address of a cell: its sheet by id, the id in the first column, and the id of its column. */
  place(sheet, row, column) {
    const name = this.meta.find((it) => it.A === 'sheet' && it.B === sheet).C;
    const letters = this.meta.find((it) => it.A === 'column' && it.B === sheet && it.C === column).D;
    return { name, cell: letters + this.rows(name).find((it) => it.A === row).number };
  }

  /** Puts XML in a cell, with the marks of its type. Gives where that is, as people write it. */
  put([sheet, row, column], inside, type = '') {
    const { name, cell } = this.place(sheet, row, column);
    const part = this.sheets[name];
    const found = new RegExp(`<c r="${cell}"((?: s="\\d+")?)[^>]*?(?:/>|>.*?</c>)`, 's');
    expect(this.part(part)).toMatch(found);
    this.parts.set(part, Buffer.from(this.part(part).replace(found, (_, style) => `<c r="${cell}"${style}${type}>${inside}</c>`)));
    return `${name}!${cell}`;
  }

  write(cell, value) {
    return this.put(cell, `<is><t>${escaped(value)}</t></is>`, ' t="inlineStr"');
  }

  bytes() {
    return zip(this.parts);
  }
}

test('a sheet that another office program saved again brings back all of the BIA', async ({ page, tab }, info) => {
  test.setTimeout(240_000);
  const { bia } = JSON.parse(example()).data;
  await openBia(page, example());
  const again = await resaved(await sheetOf(page), info);

  await give(page, ['zelfde.xlsx', again]);
  await expect(status(page)).toHaveText('zelfde.xlsx: alles staat er al precies zo in. Er is niets veranderd.', { timeout: 30_000 });

  const empty = await tab();
  await openBia(empty);
  await propose(empty, again);
  expect.soft(await empty.locator('[data-screen] .finding-warning li').allTextContents(), 'notes').toEqual([]);
  await takeAll(empty);
  const { data } = await savedDossier(empty);
  expect(data.bia.processes).toEqual(bia.processes);
  expect(data.bia.dependencies).toEqual(bia.dependencies);
  expect(data.bia.settings).toEqual(bia.settings);
  const without = Object.keys(bia).filter((it) => !(it in data.bia));
  figure(`not in the sheet: ${without.map((it) => `bia/${it}`).join(', ')}; and all that is not the BIA`);
  expect(without).toEqual(['accepted', 'status']);
});

test('from a sheet to a plan: an empty dossier takes the BIA in, and the Word document has it in its order', async ({ page, tab }) => {
  test.setTimeout(120_000);
  await openBia(page, example());
  const sheet = await sheetOf(page);
  const other = await tab();
  await withoutPicker(other);
  await openAt(other, TOOLS.bcp);
  await propose(other, sheet);
  await takeAll(other);
  await toScreen(other, 'bouwsteen/B02');
  const names = await other.locator('.from-bia-table tbody th').allTextContents();
  expect(names.length).toBeGreaterThan(5);
  await other.locator('#name').fill('Gemeente Uit Een Blad');
  await toScreen(other, 'documenten');
  const { bytes } = await downloaded(other, () => other.locator('#maak-bcp').click());
  const lines = wordText(bytes).split('\n');
  expect(lines.join('\n')).toContain('Gemeente Uit Een Blad');
  const places = names.map((it) => lines.indexOf(it));
  expect(places.filter((it) => it < 0), `${names} in ${places}`).toEqual([]);
  expect(places).toEqual([...places].sort((a, b) => a - b));
});

test('a changed cell is shown with the old and the new value and where it stands', async ({ page }) => {
  await openBia(page, example());
  const book = new Workbook(await sheetOf(page));
  const owner = book.write(['processes', 'SO2', 'eigenaar'], 'Diensthoofd <sociale> dienst & zorg');
  const days = book.put(['processes', 'SO2', 'noodprocedure-dagen'], '<v>12</v>');
  await propose(page, book.bytes());
  await expect(page.locator('[data-screen] .facts-line')).toHaveText('0 nieuw · 2 anders dan bij jou · 0 leeg in het blad');
  const row = (place) => page.locator('table.compare tbody tr', { hasText: place });
  await expect(row(owner).locator('td').nth(0)).toHaveText('Hoofdmaatschappelijk werker');
  await expect(row(owner).locator('td').nth(1)).toContainText('Diensthoofd <sociale> dienst & zorg');
  await expect(row(days).locator('td').nth(0)).toHaveText('30');
  await expect(row(days).locator('td').nth(1)).toContainText('12');
  await takeAll(page);
  const { data } = await savedDossier(page);
  expect(data.bia.processes.SO2).toMatchObject({ owner: 'Diensthoofd <sociale> dienst & zorg', procedure: { days: 12 } });
  await page.locator('[data-do="undo"]').click();
  expect((await savedDossier(page)).data).toEqual(JSON.parse(example()).data);
});

test('a process that a sheet chooses comes in, and one that it drops goes after a yes', async ({ page }) => {
  await openBia(page, example());
  const book = new Workbook(await sheetOf(page));
  const chosen = book.write(['processes', 'FI2', 'gekozen'], 'Ja');
  const dropped = book.write(['processes', 'VR1', 'gekozen'], 'Nee');
  await propose(page, book.bytes());
  expect.soft(await page.locator('[data-screen] .finding-warning li').allTextContents(), 'notes').toEqual([]);
  await expect(page.locator('table.compare tbody tr', { hasText: chosen })).toContainText('nieuw');
  await page.locator('table.compare tbody tr', { hasText: dropped }).locator('input').check();
  await page.locator('[data-act="accept"]').click();
  const { processes } = (await savedDossier(page)).data.bia;
  expect(processes).toHaveProperty('FI2');
  expect(processes).not.toHaveProperty('VR1');
});

test('the sheets of two departments come together, and where they differ somebody chooses', async ({ page }) => {
  await openBia(page, dossierOf({ bia: { processes: { BZ1: { class: 'A' }, SO2: { class: 'B' } }, dependencies: {} } }));
  const sheet = await sheetOf(page);
  const [one, two] = [new Workbook(sheet), new Workbook(sheet)];
  one.write(['processes', 'BZ1', 'eigenaar'], 'Diensthoofd burgerzaken');
  one.write(['processes', 'SO2', 'dienst'], 'Burgerzaken');
  two.write(['processes', 'SO2', 'eigenaar'], 'Hoofdmaatschappelijk werker');
  const place = two.write(['processes', 'SO2', 'dienst'], 'Sociale dienst');
  await give(page, ['burgerzaken.xlsx', one.bytes()], ['sociale-dienst.xlsx', two.bytes()]);
  await expect(heading(page)).toHaveText('Wat wil je overnemen uit burgerzaken.xlsx?', { timeout: 30_000 });
  await expect(status(page)).toContainText('Daarna nog te vergelijken: 1.');
  await page.locator('[data-act="accept"]').click();
  await expect(heading(page)).toHaveText('Wat wil je overnemen uit sociale-dienst.xlsx?', { timeout: 30_000 });
  const conflict = page.locator('table.compare tbody tr', { hasText: place });
  await expect(conflict.locator('td').nth(0)).toHaveText('Burgerzaken');
  await expect(conflict.locator('td').nth(1)).toHaveText(/Sociale dienst\s+anders/);
  await expect(conflict.locator('input'), 'a conflict is not decided for anybody').not.toBeChecked();
  await page.locator('[data-act="accept"]').click();
  await expect(status(page)).toContainText('overgenomen');
  const { processes } = (await savedDossier(page)).data.bia;
  expect(processes).toMatchObject({ BZ1: { owner: 'Diensthoofd burgerzaken' }, SO2: { owner: 'Hoofdmaatschappelijk werker', service: 'Burgerzaken' } });
});

/** A workbook with nothing of ours. */
const foreign = (sheet = '<row r="1"><c r="A1"><v>1</v></c></row>') => zip(new Map(Object.entries({
  '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
  '_rels/.rels': '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
  'xl/workbook.xml': '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Blad1" sheetId="1" r:id="rId1"/></sheets></workbook>',
  'xl/_rels/workbook.xml.rels': '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
  'xl/worksheets/sheet1.xml': `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${sheet}</sheetData></worksheet>`,
}).map(([name, it]) => [name, Buffer.from(it)])));

test('files that nobody made with a spreadsheet are refused with a sentence, and the dossier stays', async ({ page }) => {
  test.setTimeout(180_000);
  await openBia(page, example());
  const good = await sheetOf(page);
  const changedPart = (name, data) => zip(unzip(good).set(name, data));
  const hostile = [
    ['tekst.xlsx', Buffer.from('geen rekenblad'), /geen Excel-bestand/],
    ['leeg.xlsx', Buffer.alloc(0), /geen Excel-bestand|beschadigd/],
    ['half.xlsx', good.subarray(0, good.length / 2), /geen Excel-bestand|beschadigd/],
    ['vreemd.xlsx', foreign(), /komt niet van deze site/],
    ['bom.xlsx', changedPart('xl/worksheets/sheet2.xml', Buffer.alloc(100_000_000, 32)), /uitgepakt te groot.*xl\/worksheets\/sheet2\.xml/],
    ['rijen.xlsx', foreign(Array.from({ length: 600_000 }, (_, it) => `<row r="${it + 1}"><c r="A${it + 1}"><v>1</v></c></row>`).join('')), /te groot/],
    ['ver.xlsx', foreign('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), /te groot|komt niet van deze site/],
    ['diep.xlsx', changedPart('xl/workbook.xml', Buffer.from('<a>'.repeat(200_000))), /te diep genest|niet te lezen/],
    ['stuk.xlsx', changedPart('xl/worksheets/sheet2.xml', Buffer.from('<worksheet><sheetData><row r="1"><c')), /beschadigd|niet te lezen/],
  ];
  for (const [name, bytes, message] of hostile) {
    const start = Date.now();
    await give(page, [name, bytes]);
    await expect(alert(page), name).toContainText(name, { timeout: 60_000 });
    await expect.soft(alert(page), name).toContainText(message);
    await expect.soft(page.locator('[data-screen] table.compare'), name).toHaveCount(0);
    figure(`${String(Date.now() - start).padStart(5)} ms · ${name}, ${Math.ceil(bytes.length / 1000)} kB: ${(await alert(page).textContent()).slice(0, 110)}`);
  }
  expect((await savedDossier(page)).data).toEqual(JSON.parse(example()).data);
});

test('a formula and a value of the wrong type are told with their cell, and what is right beside them is offered', async ({ page }) => {
  await openBia(page, example());
  const book = new Workbook(await sheetOf(page));
  const formula = book.put(['processes', 'SO2', 'eigenaar'], '<f>HYPERLINK("https://example.org/"&amp;A1)</f><v>klik</v>', ' t="str"');
  const wrong = book.write(['processes', 'SO2', 'noodprocedure-dagen'], 'een maand');
  const like = book.write(['processes', 'SO2', 'dienst'], '=1+1');
  await propose(page, book.bytes());
  const notes = page.locator('[data-screen] .finding-warning li');
  await expect(notes.filter({ hasText: formula })).toContainText('hier staat een formule');
  await expect(notes.filter({ hasText: wrong })).toContainText('een maand');
  await expect(page.locator('table.compare tbody tr')).toHaveCount(1);
  await expect(page.locator('table.compare tbody tr')).toContainText(like);
  await takeAll(page);
  const { data } = await savedDossier(page);
  expect(data.bia.processes.SO2).toMatchObject({ owner: 'Hoofdmaatschappelijk werker', service: '=1+1', procedure: { days: 30 } });
  const again = new Workbook(await sheetOf(page));
  const { name, cell } = again.place('processes', 'SO2', 'dienst');
  const [xml] = again.part(again.sheets[name]).match(new RegExp(`<c r="${cell}".*?</c>`, 's'));
  expect(xml, 'text stays text in the sheet').not.toContain('<f>');
});

// ---- the rules of the review -----------------------------------------------------------------

const finding = (page, rule) => page.locator('[data-screen] section.finding', { has: page.locator('h5', { hasText: `${rule}.` }) }).first();

test('each of the 34 rules speaks from answers, leads to its field, and can be accepted with a reason', async ({ page }) => {
  test.setTimeout(300_000);
  expect(Object.keys(RULES)).toEqual(Array.from({ length: 34 }, (_, it) => `R${String(it + 1).padStart(2, '0')}`));
  await withoutPicker(page);
  await openAt(page, TOOLS.bia);
  for (const [rule, bia] of Object.entries(RULES)) {
    await test.step(rule, async () => {
      await replaceBy(page, dossierOf({ bia }), `${rule}.bcm.json`);
      await toScreen(page, 'aandachtspunten');
      const card = finding(page, rule);
      await expect.soft(card, rule).toBeVisible();
      if (!(await card.count())) return;
      await expect.soft(card.locator('> p').first(), rule).not.toHaveText(/^$|[{}]/);
      const link = card.locator('a', { hasText: 'Ga naar het veld' }).first();
      const target = decodeURIComponent((await link.getAttribute('href')).split('~')[1]);
      await link.click();
      await expect.soft(page.locator(`[id="${target}"]`), `${rule} leads to ${target}`).toBeVisible();
      expect.soft(await page.evaluate((id) => document.getElementById(id)?.contains(document.activeElement), target), `${rule}: focus`).toBe(true);
      await toScreen(page, 'aandachtspunten');
      await finding(page, rule).locator('summary').click();
      await finding(page, rule).locator('button').click();
      await expect.soft(alert(page)).toContainText('Schrijf eerst een reden');
      const before = await page.locator('[data-screen] section.finding h5', { hasText: `${rule}.` }).count();
      await finding(page, rule).locator('input[data-path^="bia/accepted/"]').fill('We kennen dit risico.');
      await finding(page, rule).locator('button').click();
      await expect.soft(page.locator('[data-screen] .rows-list'), rule).toContainText('Reden: We kennen dit risico.');
      await expect.soft(page.locator('[data-screen] section.finding h5', { hasText: `${rule}.` }), rule).toHaveCount(before - 1);
      await page.locator('[data-act="unaccept"]').first().click();
      await expect.soft(finding(page, rule), rule).toBeVisible();
    });
  }
});

test('the rules speak from a sheet too', async ({ page, tab }) => {
  test.setTimeout(180_000);
  await openBia(page);
  const numbers = async (at) => {
    await toScreen(at, 'aandachtspunten');
    return [...new Set(await at.locator('[data-screen] section.finding h5').evaluateAll((all) => all.map((it) => it.textContent.slice(0, 3))))].sort();
  };
  const spoken = new Set();
  for (const [index, rules] of [['R01', 'R11', 'R22'], ['R06', 'R16', 'R20', 'R30'], ['R08', 'R15', 'R24', 'R33', 'R19']].entries()) {
    // Processes and means of several rules together, each under an id of its own.
    const bia = { processes: {}, dependencies: {} };
    for (const rule of rules) {
      const renamed = JSON.parse(JSON.stringify(RULES[rule]).replace(/"(M\d|E\d|SO\d|BZ1|ZO1)"/g, (_, id) => `"${id === 'ZO1' ? id : `E${rule}${id}`}"`));
      Object.assign(bia.processes, renamed.processes);
      Object.assign(bia.dependencies, renamed.dependencies);
    }
    for (const [id, it] of Object.entries(bia.processes)) Object.assign(it, { name: it.name ? `${it.name} ${id}` : `Proces ${id}` });
    for (const [id, it] of Object.entries(bia.dependencies)) Object.assign(it, { name: `${it.name} ${id}` });
    await replaceBy(page, dossierOf({ bia }), `deel-${index}.bcm.json`);
    const before = await numbers(page);
    const sheet = await sheetOf(page);
    const other = await tab();
    await openBia(other);
    await propose(other, sheet);
    await takeAll(other);
    expect(await numbers(other)).toEqual(before);
    before.forEach((it) => spoken.add(it));
    await other.context().close();
  }
  figure(`${spoken.size} rules from sheets: ${[...spoken].sort().join(' ')}`);
  expect(spoken.size).toBeGreaterThanOrEqual(10);
});
