// The files of the build, the headers they come with, and what a first visit weighs.

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

import { PUBLIC, expect, figure, files, read, test } from '../portal.js';

const POLICY = {
  'default-src': "'none'",
  'script-src': "'self' 'wasm-unsafe-eval'",
  'style-src': "'self'",
  'img-src': "'self'",
  'font-src': "'self'",
  'connect-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
};

/** What every answer says, whatever it is. */
const HEADERS = {
  'strict-transport-security': /^max-age=63072000; includeSubDomains(; preload)?$/,
  'referrer-policy': /^no-referrer$/,
  'x-content-type-options': /^nosniff$/,
  'x-frame-options': /^DENY$/,
  'permissions-policy': /(?=.*camera=\(\))(?=.*geolocation=\(\))(?=.*microphone=\(\))/,
  'cross-origin-opener-policy': /^same-origin$/,
  'cross-origin-resource-policy': /^same-origin$/,
  'cross-origin-embedder-policy': /^require-corp$/,
};

const TYPES = {
  html: /^text\/html/, css: /^text\/css/, js: /^text\/javascript/, json: /^application\/json/,
  svg: /^image\/svg\+xml$/, png: /^image\/png$/, woff2: /^font\/woff2$/, wasm: /^application\/wasm$/,
  xlsx: /^application\/vnd\.openxmlformats-officedocument\.spreadsheetml\.sheet$/,
  docx: /^application\/vnd\.openxmlformats-officedocument\.wordprocessingml\.document$/,
};

const directives = (text) => Object.fromEntries(text.split(';').map((it) => it.trim().split(/ (.*)/s).slice(0, 2)));

/** What is wrong with the headers of an answer. */
function wrong(path, answer) {
  const header = (name) => answer.headers.get(name) ?? '';
  const mistakes = Object.entries(HEADERS).filter(([name, value]) => !value.test(header(name)))
    .map(([name]) => `${path}: ${name}: ${header(name)}`);
  const policy = { ...POLICY, 'frame-ancestors': "'none'" };
  if (JSON.stringify(Object.entries(directives(header('content-security-policy'))).sort()) !== JSON.stringify(Object.entries(policy).sort())) {
    mistakes.push(`${path}: content-security-policy: ${header('content-security-policy')}`);
  }
  const type = TYPES[path.split('.').pop()];
  if (type && !type.test(header('content-type'))) mistakes.push(`${path}: content-type: ${header('content-type')}`);
  if (/immutable/.test(header('cache-control')) !== path.startsWith('assets/')) mistakes.push(`${path}: cache-control: ${header('cache-control')}`);
  if (/^attachment/.test(header('content-disposition')) !== path.startsWith('downloads/')) mistakes.push(`${path}: content-disposition: ${header('content-disposition')}`);
  return mistakes;
}

for (const place of ['HOSTED', 'SERVED']) {
  test(`every answer carries the headers of the design, ${place.toLowerCase()}`, async () => {
    const base = process.env[`PORTAL_${place}`];
    const paths = files().filter((it) => it !== '_headers' && it !== '_redirects').map((it) => it.replace(/(^|\/)index\.html$/, '$1'));
    const mistakes = [];
    for (const path of [...paths, 'bestaat-niet/']) {
      const answer = await fetch(base + path);
      await answer.arrayBuffer();
      expect.soft(answer.status, path).toBe(path === 'bestaat-niet/' ? 404 : 200);
      mistakes.push(...wrong(path, answer));
    }
    expect(mistakes).toEqual([]);
  });
}

test('the program\'s own answers carry the headers too: a redirect, a refusal, the live script', async () => {
  const base = process.env.PORTAL_SERVED;
  const mistakes = [];
  for (const [path, status, method] of [['richtlijnen', 308, 'GET'], ['', 405, 'POST'], ['__live.js', 200, 'GET'], ['..%2f..%2fetc/passwd', 404, 'GET']]) {
    const answer = await fetch(base + path, { method, redirect: 'manual' });
    expect.soft(answer.status, `${method} ${path}`).toBe(status);
    mistakes.push(...wrong(path, answer));
  }
  expect(mistakes).toEqual([]);
});

test('nothing is inline and every address is within the site, in every HTML file', async ({ browser }) => {
  const base = new URL(process.env.PORTAL_HOSTED).pathname;
  const page = await browser.newPage();
  const all = files().filter((it) => it.endsWith('.html'));
  expect(all.length).toBeGreaterThan(50);
  for (const path of all) {
    const found = await page.evaluate(([html, site, policy]) => {
      const dom = new DOMParser().parseFromString(html, 'text/html');
      const place = (it) => it.outerHTML.slice(0, 120);
      const every = Array.from(dom.querySelectorAll('*'));
      const inline = every.filter((it) => it.matches('script:not([src]), style, [style], [srcdoc], base')
        || it.getAttributeNames().some((name) => name.startsWith('on')));
      const attribute = (name) => every.filter((it) => it.hasAttribute(name)).map((it) => [it, it.getAttribute(name)]);
      const outside = [...attribute('src'), ...attribute('href'), ...attribute('action'), ...attribute('srcset')].filter(([it, value]) => {
        const loads = it.matches('script, img, source, iframe, object, embed, link:not([rel=canonical]):not([rel=alternate]), form');
        return /^(javascript|data|vbscript):/i.test(value) || (/^\/(?!\/)/.test(value) && !value.startsWith(site))
          || value.startsWith('//') || (loads && /^[a-z]+:/i.test(value));
      }).map(([it]) => it);
      const meta = dom.querySelector('meta[http-equiv="Content-Security-Policy"]')?.content;
      return [...inline, ...outside].map(place).concat(meta === policy ? [] : [`policy: ${meta}`]);
    }, [read(path).toString(), base, Object.entries(POLICY).map((it) => it.join(' ')).join('; ')]);
    expect.soft(found, path).toEqual([]);
  }
  await page.close();
});

test('two builds of the same source are the same bytes', () => {
  const again = `${process.env.PORTAL_WORK}/again`;
  rmSync(again, { recursive: true, force: true });
  const built = spawnSync(process.env.PORTAL_BINARY, ['build', '--root', process.env.PORTAL_SOURCE, '--out', again, '--base-url', process.env.PORTAL_HOSTED]);
  expect(built.status).toBe(0);
  const differ = files().filter((it) => !existsSync(`${again}/${it}`) || !readFileSync(`${again}/${it}`).equals(read(it)));
  expect(differ).toEqual([]);
});

// ---- budgets ---------------------------------------------------------------------------------

const gzip = (bytes) => gzipSync(bytes, { level: 9 }).length;
const kB = (bytes) => `${(bytes / 1000).toFixed(1).padStart(6)} kB`;

/** What a file of the build weighs on its way to a browser. Fonts are packed already. */
const weight = (path) => (path.endsWith('.woff2') ? read(path).length : gzip(read(path)));

/** Everything that a first visit loads, by kind. */
async function visit(page, path, baseURL) {
  const loaded = new Set();
  page.on('request', (it) => loaded.add(it.url().slice(baseURL.length).replace(/(^|\/)$/, '$1index.html')));
  await page.goto(path, { waitUntil: 'networkidle' });
  const sum = (end) => [...loaded].filter(end).reduce((total, it) => total + weight(it), 0);
  const fonts = [...loaded].filter((it) => it.endsWith('.woff2'));
  return {
    total: sum((it) => !it.endsWith('.woff2')),
    js: sum((it) => it.endsWith('.js')),
    wasm: sum((it) => it.endsWith('.wasm')),
    fonts: fonts.map(weight),
  };
}

const content = [
  '', 'richtlijnen/', 'praktijk/', 'referenties/', 'richtlijnen/wat-is-een-bcp/', 'workshops/workshop-2/',
  'praktijk/willebroek-2020/', 'referenties/iso-22301/', 'sjablonen/bia-blad/', 'bouwstenen/contactlijst/',
  'eerste-uur/', 'vragen/de-bia/', 'start/ict/', 'begrippen/',
];

for (const path of content) {
  test(`a first visit to ${path || 'the home page'} stays within the budget`, async ({ page, baseURL }) => {
    const { total, js, wasm, fonts } = await visit(page, path, baseURL);
    figure(`${kB(total)} of 60 · JavaScript ${kB(js)} of 6 · fonts ${fonts.map(kB).join(' +') || 'none'} · /${path}`);
    expect.soft(total).toBeLessThanOrEqual(60_000);
    expect.soft(js).toBeLessThanOrEqual(6_000);
    expect.soft(wasm, 'bytes of WASM').toBe(0);
    expect.soft(fonts.length).toBeLessThanOrEqual(2);
    for (const font of fonts) expect.soft(font).toBeLessThanOrEqual(30_000);
  });
}

test('no page of the whole site weighs more than its budget allows', () => {
  const style = files().filter((it) => it.endsWith('.css')).reduce((sum, it) => sum + gzip(read(it)), 0);
  const script = files().filter((it) => /^assets\/site\..*\.js$/.test(it)).reduce((sum, it) => sum + gzip(read(it)), 0);
  const pages = files().filter((it) => it.endsWith('.html')).map((it) => [gzip(read(it)) + style + script, it]).sort(([a], [b]) => b - a);
  for (const [bytes, path] of pages.slice(0, 3)) figure(`${kB(bytes)} of 60 · ${path} (page, styles, script)`);
  expect(pages.filter(([bytes]) => bytes > 60_000)).toEqual([]);
});

// The programs of the BIA and the plan are larger than the 120 kB of the design: ARCHITECTURE.md says so. They grow no more.
for (const [name, budget] of [['forms', 120_000], ['bia', 160_000], ['bcp', 140_000], ['office', 750_000], ['search', 40_000]]) {
  test(`the program ${name} stays within the budget`, () => {
    const found = files().filter((it) => new RegExp(`^assets/${name}\\.[0-9a-f]+\\.wasm$`).test(it));
    expect(found).toHaveLength(1);
    const [bytes] = found.map((it) => gzip(read(it)));
    figure(`${kB(bytes)} of ${budget / 1000} · ${name}.wasm`);
    expect(bytes).toBeGreaterThan(1000);
    expect(bytes).toBeLessThanOrEqual(budget);
  });
}

test('five results are on screen within the bytes and requests of the budget', async ({ tab, baseURL }) => {
  const queries = ['back-up', 'hersteltijd', 'continuïteit', 'leefloon', 'crisisteam', 'kritieke processen', 'oefening plannen', 'contactlijst papier', 'workshop bia'];
  const costs = [];
  const [script] = read('zoeken/index.html').toString().match(/assets\/search\.[0-9a-f]+\.js/);
  for (const query of queries) {
    const page = await tab();
    await page.goto('zoeken/', { waitUntil: 'networkidle' });
    const { loaded, ms } = await page.evaluate((text) => new Promise((done) => {
      const list = document.getElementById('search-results');
      const field = document.getElementById('q');
      const start = performance.now();
      new MutationObserver(() => {
        if (list.children.length < 5) return;
        const before = performance.getEntriesByType('resource').filter((it) => it.startTime >= start);
        done({ loaded: before.map((it) => it.name), ms: performance.now() - start });
      }).observe(list, { childList: true });
      field.value = text;
      field.dispatchEvent(new Event('input', { bubbles: true }));
    }), query);
    // The program comes with the script of the page, the start of the index with the page.
    const all = [script, ...loaded.map((it) => it.slice(baseURL.length))];
    const bytes = all.map(weight).reduce((a, b) => a + b, 0);
    costs.push([bytes, all.length]);
    figure(`${kB(bytes)} of 120 · ${all.length} requests of 8 · ${ms.toFixed(0)} ms · “${query}”`);
    await page.context().close();
  }
  const median = (at) => costs.map((it) => it[at]).sort((a, b) => a - b)[Math.floor(costs.length / 2)];
  expect.soft(median(0)).toBeLessThanOrEqual(120_000);
  expect.soft(median(1)).toBeLessThanOrEqual(8);
});

test('the build holds the files that a host and its visitors look for', () => {
  const all = files();
  for (const path of ['index.html', '404.html', '_headers', '_redirects', 'sitemap.xml', 'atom.xml', 'robots.txt', '.well-known/security.txt']) {
    expect.soft(all, PUBLIC).toContain(path);
  }
});
