// From an answer to the results on screen, in a dossier as large as one gets.

import { TOOLS, dossierOf, expect, figure, openAt, replaceBy, test, toScreen } from '../portal.js';

const SAMPLES = 15;
const CATEGORIES = ['burger', 'welzijn-veiligheid', 'juridisch', 'financieel', 'vertrouwen', 'milieu', 'persoonsgegevens'];
const MOMENTS = ['4u', '1d', '3d', '1w', '2w', '1m'];
const KINDS = ['personeel', 'gebouw', 'ict', 'gegevens', 'leverancier', 'nutsvoorziening', 'uitrusting', 'betalen'];
const SHARED = ['power', 'network', 'internet', 'identity', 'telephony', 'mail', 'files', 'backup'];

const each = (count, make) => Object.fromEntries(Array.from({ length: count }, (_, it) => make(it)));

/** 60 processes with a full impact, and 300 means that are all needed and rely on each other. */
const large = () => dossierOf({
  name: 'Gemeente Voorbeeld',
  bia: {
    settings: { date: '2026-11-10', author: 'BCM-coördinator', recovery_days: 14, absence_percent: 40 },
    processes: each(60, (at) => [`E${at}`, {
      name: `Proces ${at}`, domain: 'burgerzaken', owner: `Diensthoofd ${at % 12}`, deputy: `Adjunct ${at % 9}`, class: 'ABCD'[at % 4], hours: 'office',
      impact: Object.fromEntries(CATEGORIES.map((category, row) => [category, Object.fromEntries(MOMENTS.map((moment, column) => [moment, Math.min(4, Math.max(0, column + (row + at) % 3 - 1))]))])),
      mbco: 'Alleen dringende aanvragen', rto: '1d', rpo: '1d',
      procedure: { exists: 'yes', text: 'Werk op papier', offline: 'yes', days: at % 20, tested_on: '2026-05-04', uses: [`M${(at * 5 + 1) % 300}`] },
      upstream: at > 0 ? [`E${at - 1}`] : [],
      needs: each(10, (it) => [`M${(at * 5 + it) % 300}`, { minimum: 1 + it % 3 }]),
    }]),
    dependencies: each(300, (at) => [`M${at}`, {
      name: `Middel ${at}`, kind: at < 8 ? 'ict' : KINDS[at % 8], host: ['own', 'supplier', 'flemish', 'federal'][at % 4],
      ...(at < 8 ? { infrastructure: SHARED[at] } : {}),
      owner: `ICT ${at % 5}`, deputy: `Adjunct ${at % 9}`, available: 1 + at % 4, single: at % 3 ? 'no' : 'yes', alternative: 'Papier',
      rto_contract: '1d', rta: '8h', tested_on: '2026-02-03', backup: '1d', startup: '1h',
      relies_on: at < 8 ? [] : [`M${at % 8}`, `M${Math.floor(at / 2)}`],
    }]),
  },
});

/** Times in ms as words: the middle one and the worst. */
function inWords(times) {
  const sorted = [...times].sort((a, b) => a - b);
  const ms = (it) => `${it.toFixed(1).padStart(6)} ms`;
  return `median ${ms(sorted[Math.floor(sorted.length / 2)])} · worst ${ms(sorted.at(-1))}`;
}

/** Answers in the page, one after another; from each to the frame after the regions changed. */
const measure = (page, answers) => page.evaluate(async (steps) => {
  const frame = () => new Promise((done) => { requestAnimationFrame(done); });
  const regions = () => Array.from(document.querySelectorAll('[data-screen] [data-region]'), (it) => it.innerHTML).join('');
  const [times, work, changed] = [[], [], []];
  for (const [selector, value, kind] of steps) {
    const field = document.querySelector(selector);
    const before = regions();
    await frame();
    const start = performance.now();
    if (value === null) field.checked = true;
    else field.value = value;
    field.dispatchEvent(new Event(kind, { bubbles: true }));
    work.push(performance.now() - start);
    await frame();
    await new Promise((done) => { const { port1, port2 } = new MessageChannel(); port1.onmessage = done; port2.postMessage(0); });
    times.push(performance.now() - start);
    changed.push(regions() !== before);
  }
  return { times, work, changed };
}, answers);

async function report(page, what, answers) {
  const { times, work, changed } = await measure(page, answers);
  figure(`${inWords(times)} to the painted frame · ${inWords(work)} of work · ${what}`);
  return changed;
}

test('60 processes and 300 means: from an answer to results on screen', async ({ page }) => {
  test.setTimeout(180_000);
  await openAt(page, TOOLS.bia);
  await replaceBy(page, large());

  await toScreen(page, 'proces/E7/gevolgen');
  await expect(page.locator('[data-screen] fieldset.impact')).toHaveCount(7);
  const score = (at) => `#bia-processes-E7-impact-burger-4u-${at % 2 ? 0 : 4}`;
  const scores = await report(page, 'a score of a process', Array.from({ length: SAMPLES }, (_, at) => [score(at), null, 'change']));
  expect(scores.every(Boolean), 'each score changes what follows').toBe(true);

  await toScreen(page, 'sorteren');
  await expect(page.locator('[data-screen] fieldset.field-radios')).toHaveCount(60);
  const classes = await report(page, 'a class of the quick sort', Array.from({ length: SAMPLES }, (_, at) =>
    [`[name="bia-processes-E12-class"][value="${'BCDA'[at % 4]}"]`, null, 'change']));
  expect(classes.every(Boolean), 'each class changes the counts').toBe(true);

  await toScreen(page, 'proces/E7/wie');
  const owner = await report(page, 'a letter in a text field', Array.from({ length: SAMPLES }, (_, at) =>
    ['#bia-processes-E7-owner', at % 2 ? '' : `D${'i'.repeat(at)}`, 'input']));
  expect(owner.filter(Boolean).length, 'an empty owner is told').toBeGreaterThan(0);

  for (const address of ['aandachtspunten', 'resultaat', 'start', 'middelen', 'controle']) {
    const times = [];
    let length = 0;
    for (let sample = 0; sample < SAMPLES; sample += 1) {
      await toScreen(page, 'instellingen');
      times.push(await page.evaluate((it) => new Promise((done) => {
        const start = performance.now();
        window.location.hash = it;
        window.addEventListener('hashchange', () => requestAnimationFrame(() => setTimeout(() => done(performance.now() - start))), { once: true });
      }), address));
      length = await page.locator('[data-screen]').evaluate((it) => it.innerHTML.length);
    }
    figure(`${inWords(times)} · the screen ${address}, ${Math.round(length / 1000)} kB`);
    expect(length).toBeGreaterThan(1000);
  }
});
