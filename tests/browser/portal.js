// What the specs share: a page that is watched, and the few things one does with it.

import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';

import { expect, test as base } from '@playwright/test';

export { expect };

/** The folder of the build, and all its files as paths below it. */
export const PUBLIC = process.env.PORTAL_PUBLIC;
export const files = () => readdirSync(PUBLIC, { recursive: true, withFileTypes: true })
  .filter((it) => it.isFile() && it.name !== '.bcm-portal')
  .map((it) => relative(PUBLIC, join(it.parentPath, it.name)))
  .sort();
export const read = (path) => readFileSync(join(PUBLIC, path));

/** A word that the tests type. It must never leave the browser. */
export const MARKER = 'zilvervosje';

/** Sees all that the pages of a test say and ask for. */
class Watch {
  wrong = [];

  expected = [];

  constructor(base) {
    this.base = base;
  }

  /** A console message that this test provokes. */
  expect(pattern) {
    this.expected.push(pattern);
  }

  add(context) {
    context.on('console', (it) => this.wrong.push(`console ${it.type()}: ${it.text()}`));
    context.on('weberror', (it) => this.wrong.push(`page error: ${it.error().message}`));
    context.on('request', (it) => this.request(it));
    context.on('page', (page) => page.on('websocket', (it) => this.wrong.push(`websocket: ${it.url()}`)));
  }

  request(request) {
    const url = request.url();
    const what = `${request.method()} ${url}`;
    if (!url.startsWith(this.base) && !url.startsWith('blob:')) this.wrong.push(`elsewhere: ${what}`);
    if (request.method() !== 'GET' || request.postData()) this.wrong.push(`not a plain GET: ${what}`);
    if ((url + JSON.stringify(request.headers())).includes(MARKER)) this.wrong.push(`typed words left: ${what}`);
  }

  unexpected() {
    return this.wrong.filter((it) => !this.expected.some((pattern) => pattern.test(it)));
  }
}

export const test = base.extend({
  /** Where the site is: `hosted` under a path, or `served` by the program itself. */
  place: ['hosted', { option: true }],
  baseURL: async ({ place }, use) => { await use(process.env[`PORTAL_${place.toUpperCase()}`]); },
  /** Every test fails on a console message, a page error or a request that it did not announce. */
  watch: async ({ baseURL }, use) => {
    const watch = new Watch(baseURL);
    await use(watch);
    expect(watch.unexpected(), 'what the pages said and asked for').toEqual([]);
  },
  context: async ({ context, watch }, use) => {
    watch.add(context);
    await use(context);
  },
  /** A page in another browser, with options of its own. */
  tab: async ({ browser, baseURL, watch, contextOptions, viewport }, use) => {
    const contexts = [];
    await use(async (options) => {
      const context = await browser.newContext({ ...contextOptions, baseURL, viewport, locale: 'nl-BE', ...options });
      watch.add(context);
      contexts.push(context);
      return context.newPage();
    });
    for (const context of contexts) await context.close();
  },
});

/** A line for the table at the end of the run. */
export function figure(text) {
  test.info().annotations.push({ type: 'figure', description: text });
}

// ---- accessibility ---------------------------------------------------------------------------

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds on a page, a line per place. */
export async function violations(page) {
  await page.evaluate(AXE);
  const found = await page.evaluate((tags) => globalThis.axe.run(document, {
    runOnly: { type: 'tag', values: tags },
    rules: { 'target-size': { enabled: true } },
    resultTypes: ['violations'],
  }), TAGS);
  return found.violations.flatMap((rule) => rule.nodes.map((node) =>
    `${rule.id} at ${node.target.join(' ')}: ${node.failureSummary.split('\n').slice(1).join(';').trim()}`));
}

/** What is wider than the screen, unless it stands in a region that scrolls by itself. */
export const tooWide = (page) => page.evaluate(() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const scrolls = (it) => it && (/auto|scroll|hidden/.test(getComputedStyle(it).overflowX) || scrolls(it.parentElement));
  return [`page is ${document.documentElement.scrollWidth} px wide`].concat(Array.from(document.body.querySelectorAll('*'))
    .filter((it) => it.getBoundingClientRect().right > width + 1 && !scrolls(it.parentElement))
    .map((it) => `${it.tagName.toLowerCase()}.${it.className} ends at ${Math.round(it.getBoundingClientRect().right)} px`));
});

// ---- keyboard --------------------------------------------------------------------------------

/** Presses Tab until something that fits the selector has the focus. */
export async function tabTo(page, selector, key = 'Tab', most = 150) {
  for (let presses = 0; presses < most; presses += 1) {
    if (await page.evaluate((it) => document.activeElement.matches(it), selector)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`no way by ${key} to ${selector}`);
}

export const focused = (page) => page.evaluate(() => document.activeElement.id || document.activeElement.className);

// ---- search ----------------------------------------------------------------------------------

/** Searches by address and gives the hits on screen. */
export async function search(page, query) {
  await page.goto(`zoeken/#q=${encodeURIComponent(query)}`);
  await page.reload();
  return hits(page, query);
}

/** The hits on screen for a query: address below the site, title, heading, snippet. */
export async function hits(page, query) {
  await expect(page.locator('#search-status')).toContainText(`“${query}”`);
  return page.locator('#search-results > li').evaluateAll((items) => items.map((it) => ({
    url: it.querySelector('a').href.slice(document.baseURI.split('zoeken/')[0].length),
    title: it.querySelector('.result-title').textContent,
    heading: it.querySelector('.result-heading')?.textContent ?? '',
    snippet: it.querySelector('.result-snippet').textContent,
    marks: Array.from(it.querySelectorAll('mark'), (mark) => mark.textContent),
  })));
}

// ---- the ten questions -----------------------------------------------------------------------

export const TOOL = 'hulpmiddelen/tien-vragen/';
export const VECTORS = JSON.parse(readFileSync(new URL('../vectors/ten-questions.json', import.meta.url), 'utf8'));
export const vector = (name) => VECTORS.find((it) => it.name === name);
export const QUESTIONS = Array.from({ length: 10 }, (_, index) => `v${index + 1}`);

/** Opens the self-evaluation and waits until its program runs. */
export async function openTool(page, hash = '') {
  await page.goto(TOOL + hash);
  await ready(page);
}

export const ready = (page) => expect(page.locator('[data-tool][data-ready]')).toBeAttached();

/** Answers the question on screen with the mouse: a level, or `unknown`. */
export async function choose(page, answer) {
  await page.locator(`[data-screen] [data-question] input[name$="-answer"][value="${answer}"]`).check();
}

export const next = (page) => page.locator('[data-screen] [data-step="next"]').click();
export const toResult = (page) => page.locator('.jump-result').click();

/** Goes to a screen of the tool. */
export async function goTo(page, address) {
  await page.evaluate((it) => { window.location.hash = it; }, address);
}

/** Opens a text as a dossier file. */
export async function openFile(page, text, name = 'proef.bcm.json') {
  await page.locator('[data-file]').setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
}

/** A dossier file of the first schema, with these answers by question. */
export const dossier = (answers, more = {}) => JSON.stringify({
  format: 'bcm-portal-dossier',
  schema: 1,
  lineage: '0b6f6c1e-4f0f-4c55-9d3c-2a5f0d6c7e11',
  revision: 3,
  created: '2026-11-20T09:00:00Z',
  modified: '2026-11-23T14:32:00Z',
  content_version: '2026-11-20',
  data: { name: '', questionnaires: { 'ten-questions': { version: 1, answers } } },
  ...more,
});

/** Waits until the last answer is in the crash buffer. */
export const kept = (page) => expect(page.locator('[data-saved]')).toContainText('Bewaard in deze browser om');

/** The rows of the chart as `question: words`, in order. */
export const chart = (page) => page.locator('#resultaat .bars tbody tr').evaluateAll((rows) => rows.map((row) =>
  `${row.querySelector('a').hash.slice(1)}: ${row.querySelector('.bar-words').textContent}`));

// ---- every tool ------------------------------------------------------------------------------

/** The tools, by what they are called here. */
export const TOOLS = {
  questions: TOOL,
  bia: 'hulpmiddelen/bia/',
  bcp: 'hulpmiddelen/bcp/',
  engagement: 'hulpmiddelen/engagementsverklaring/',
  intake: 'hulpmiddelen/knelpunten-toegangsbeheer/',
  evaluation: 'hulpmiddelen/evaluatie-traject/',
};

/** Opens a tool and waits until its program runs. */
export async function openAt(page, path, hash = '') {
  await page.goto(path + hash);
  await ready(page);
}

/** The worked example, as a file that may be changed. */
export const example = () => readFileSync(join(process.env.PORTAL_SOURCE, 'data/examples/voorbeeldgemeente.bcm.json'), 'utf8');

/** A dossier file of the present schema with this data. */
export const dossierOf = (data, more = {}) => JSON.stringify({ ...JSON.parse(dossier({})), schema: 2, data, ...more });

/** Opens a dossier in the place of the present one, with a yes where that is asked. */
export async function replaceBy(page, text, name = 'proef.bcm.json') {
  await openFile(page, text, name);
  const yes = page.locator('dialog[open] button[value="yes"]');
  const told = page.locator('[data-status]', { hasText: `${name} is geopend` });
  await expect(yes.or(told).first()).toBeVisible();
  if (await yes.isVisible()) await yes.click();
  await expect(told).toBeVisible();
}

/** Goes to a screen of the tool and waits until it is drawn. */
export const toScreen = (page, address) => page.evaluate((it) => new Promise((done) => {
  if (window.location.hash === `#${it}`) { done(); return; }
  window.addEventListener('hashchange', () => setTimeout(done), { once: true });
  window.location.hash = it;
}), encodeURI(address));

/** Takes the file dialog of the browser away, so that saving is a download. */
export const withoutPicker = (page) => page.addInitScript(() => { delete window.showSaveFilePicker; });

/** What an action hands to the downloads: its name and its bytes. */
export async function downloaded(page, action) {
  const [file] = await Promise.all([page.waitForEvent('download', { timeout: 60_000 }), action()]);
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
}

/** The dossier of the tool, saved as a file; the page was made `withoutPicker`. */
export const savedDossier = async (page) =>
  JSON.parse((await downloaded(page, () => page.locator('[data-do="save"]:visible').first().click())).bytes);

// ---- zip -------------------------------------------------------------------------------------

/** The parts of a zip by name, read from its central directory. */
export function unzip(bytes) {
  const end = bytes.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  const parts = new Map();
  let at = bytes.readUInt32LE(end + 16);
  for (let count = bytes.readUInt16LE(end + 10); count > 0; count -= 1) {
    const [method, packed] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20)];
    const [name, extra, comment] = [28, 30, 32].map((it) => bytes.readUInt16LE(at + it));
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const data = bytes.subarray(start, start + packed);
    parts.set(bytes.toString('utf8', at + 46, at + 46 + name), method === 8 ? inflateRawSync(data) : data);
    at += 46 + name + extra + comment;
  }
  return parts;
}

/** A zip of parts by name. */
export function zip(parts) {
  const locals = [];
  const entries = [];
  let offset = 0;
  for (const [name, data] of parts) {
    const [title, packed] = [Buffer.from(name), deflateRawSync(data)];
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(8, 4);
    head.writeUInt16LE(33, 8);
    head.writeUInt32LE(crc32(data), 10);
    head.writeUInt32LE(packed.length, 14);
    head.writeUInt32LE(data.length, 18);
    head.writeUInt16LE(title.length, 22);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    locals.push(Buffer.from('PK\x03\x04'), head, title, packed);
    entries.push(Buffer.concat([Buffer.from('PK\x01\x02'), Buffer.from([20, 0]), head, tail, title]));
    offset += 30 + title.length + packed.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const unescaped = (text) => text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (_, hex, decimal, name) =>
  (name ? ENTITIES[name] : String.fromCodePoint(hex ? parseInt(hex, 16) : Number(decimal))));

/** The text of a part of a Word document, a line per paragraph. */
export const wordText = (bytes, part = 'word/document.xml') => unzip(bytes).get(part).toString().split('</w:p>')
  .map((it) => unescaped(Array.from(it.matchAll(/<w:t(?: [^>]*)?>([^<]*)<|<w:(?:tab|br)\/>/g), ([, text]) => text ?? ' ').join('')))
  .join('\n');
