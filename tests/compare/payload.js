// What a first search costs: a browser with nothing kept asks one query, until five results stand on its screen.

import { readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { parse as parseHtml } from 'node-html-parser';
import { chromium } from 'playwright-core';
import { parse } from 'yaml';

import { pagefindIndex } from './engines.js';
import { SHOWN, host } from './host.js';
import { Mistake } from './site.js';
import { kilobytes, median, table } from './table.js';

const QUERIES = new URL('payload.yaml', import.meta.url);
const RESULTS = 5;
/** Milliseconds for a query, on a slow machine. */
const PATIENCE = 60_000;

/** Kinds of files, by their names, in the order of the table. */
const KINDS = {
  script: /\.js$/,
  wasm: /\.wasm$|^wasm\..*\.pagefind$/,
  entry: /^index\.bin$|^pagefind-entry\.json$/,
  meta: /\.pf_meta$/,
  words: /^[te]-.*\.bin$|\.pf_index$/,
  filters: /^f-.*\.bin$|\.pf_filter$/,
  texts: /^d-.*\.bin$|\.pf_fragment$/,
  other: /./,
};
/** What is there to look at, with and without search. */
const LOOKS = ['.html', '.css', '.woff2', '.svg', '.png', '.ico', '.webp', '.jpg'];

const PAGEFIND_PAGE = `<!doctype html><html lang="nl"><meta charset="utf-8"><title>Pagefind</title><ol id="search-results"></ol>
<script type="module">
  import { search } from '/pagefind/pagefind.js';
  const { results } = await search(decodeURIComponent(location.hash.slice(3)));
  const hits = await Promise.all(results.slice(0, ${RESULTS}).map((it) => it.data()));
  document.querySelector('ol').innerHTML = hits.map((it) => '<li>' + it.meta.title + ' ' + it.excerpt).join('');
  document.body.dataset.done = '';
</script></html>`;

/** Runs in the page, and tells the host at once when enough results are on screen: what follows is not counted. */
function watch([results, address]) {
  new MutationObserver((_, observer) => {
    if (document.querySelectorAll('#search-results > li').length < results) return;
    observer.disconnect();
    const call = new XMLHttpRequest();
    call.open('GET', address, false);
    call.send();
  }).observe(document, { childList: true, subtree: true });
}

/** Runs in the page: how many results it shows when it has all that it will show, else null. */
function finished(results) {
  const items = document.querySelectorAll('#search-results > li').length;
  const told = document.getElementById('search-status')?.textContent.includes('“') || document.body.dataset.done === '';
  return items >= results || told ? { items } : null;
}

/** Asks one query in a browser context of its own. */
async function cold(browser, server, engine, query) {
  const context = await browser.newContext({ locale: 'nl-BE', serviceWorkers: 'block' });
  try {
    const page = await context.newPage();
    await page.addInitScript(watch, [RESULTS, SHOWN]);
    server.take();
    await page.goto(`${server.url}${engine.page}#q=${encodeURIComponent(query)}`);
    const shown = await page.waitForFunction(finished, RESULTS, { timeout: PATIENCE });
    return { items: (await shown.jsonValue()).items, files: server.take() };
  } catch (error) {
    throw new Error(`${engine.name} shows no result for “${query}” in ${server.url}${engine.page}: ${error.message}`);
  } finally {
    await context.close();
  }
}

/** The bytes of a file as a host sends them. */
const sent = (bytes) => Math.min(bytes.length, gzipSync(bytes, { level: 6 }).length);

function sizer() {
  const known = new Map();
  return (file) => {
    if (!known.has(file)) known.set(file, sent(readFileSync(file)));
    return known.get(file);
  };
}

/** What our search page is heavier by for the part of the index that stands in it. */
function inPage(site) {
  const html = readFileSync(join(site.folder, 'zoeken/index.html'), 'utf8');
  const without = html.replace(/( data-entry=")[^"]*/, '$1').replace(/(<script[^>]* data-file=[^>]*>)[^<]*/g, '$1');
  return sent(Buffer.from(html)) - sent(Buffer.from(without));
}

/** The scripts that pages without search load too. */
function common(site) {
  const page = parseHtml(readFileSync(join(site.folder, '404.html'), 'utf8'));
  return new Set(page.querySelectorAll('script[src]').map((it) => it.getAttribute('src')));
}

const kindOf = (path) => Object.keys(KINDS).find((it) => KINDS[it].test(basename(path)));

/** The figures of a query: requests and bytes, for all files and by kind. What the page brought along is no request. */
function count(files, size, brought) {
  const kinds = {};
  for (const kind of Object.keys(KINDS)) {
    const list = files.filter((it) => kindOf(it.path) === kind);
    const bytes = list.reduce((all, it) => all + size(it.file), kind === 'entry' ? brought : 0);
    kinds[kind] = { requests: list.length, bytes };
  }
  const all = (what) => Object.values(kinds).reduce((sum, it) => sum + it[what], 0);
  return { requests: all('requests'), bytes: all('bytes'), kinds };
}

async function measure(browser, server, engine, queries, site) {
  const [size, everywhere] = [sizer(), common(site)];
  const counts = ({ path, file }) => !everywhere.has(path) && !LOOKS.includes(extname(file)) && path !== engine.page;
  const rows = [];
  for (const query of queries) {
    const { items, files } = await cold(browser, server, engine, query);
    rows.push({ query, results: items, ...count(files.filter(counts), size, engine.brought) });
  }
  return rows;
}

function summary(rows) {
  const most = (what) => rows.reduce((worst, it) => (it[what] > worst[what] ? it : worst));
  return {
    bytes: { median: median(rows.map((it) => it.bytes)), worst: most('bytes').bytes, query: most('bytes').query },
    requests: { median: median(rows.map((it) => it.requests)), worst: most('requests').requests, query: most('requests').query },
  };
}

function show(site, measured) {
  const names = Object.keys(measured);
  const groups = [
    ['one word', (it) => !it.query.includes(' ')],
    ['two words', (it) => it.query.includes(' ')],
    ['all', () => true],
  ];
  const asked = measured[names[0]].length;
  console.log(`\nPayload until ${RESULTS} results are on screen, cold: ${asked} queries over ${site.pages.length} pages`);
  table(
    ['queries', 'engine', 'median', 'worst', 'requests', 'worst', 'worst query'],
    groups.flatMap(([title, fits]) => names.map((name) => {
      const { bytes, requests } = summary(measured[name].filter(fits));
      return [title, name, kilobytes(bytes.median), kilobytes(bytes.worst), requests.median, requests.worst, bytes.query];
    })),
  );
  console.log('\nMean for each kind of file');
  const mean = (rows, kind, what) => rows.reduce((sum, it) => sum + it.kinds[kind][what], 0) / rows.length;
  const kinds = Object.keys(KINDS).filter((kind) => names.some((name) => mean(measured[name], kind, 'bytes')));
  table(
    ['kind', ...names.flatMap((name) => [name, 'files'])],
    kinds.map((kind) => [kind, ...names.flatMap((name) =>
      [kilobytes(mean(measured[name], kind, 'bytes')), mean(measured[name], kind, 'requests').toFixed(1)])]),
  );
  const few = names.flatMap((name) => measured[name].filter((it) => it.results < RESULTS)
    .map((it) => `  ${name} finds ${it.results} for “${it.query}”`));
  if (few.length) console.log(`\nFewer than ${RESULTS} results\n${few.join('\n')}`);
}

function openBrowser() {
  const executablePath = process.env.CHROMIUM;
  if (!executablePath) throw new Mistake('no Chromium was found; install one, or name one in CHROMIUM');
  const args = ['--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
  if (process.getuid?.() === 0) args.push('--no-sandbox');
  return chromium.launch({ executablePath, args });
}

export async function payload(site, { work }) {
  const queries = parse(readFileSync(QUERIES, 'utf8'))[site.name];
  const engines = [
    { name: 'ours', page: '/zoeken/', brought: inPage(site) },
    { name: 'Pagefind', page: '/pagefind.html', brought: 0 },
  ];
  const server = await host({ '/': site.folder, '/pagefind/': pagefindIndex(site, work) }, { '/pagefind.html': PAGEFIND_PAGE });
  const browser = await openBrowser();
  try {
    const measured = {};
    for (const engine of engines) measured[engine.name] = await measure(browser, server, engine, queries, site);
    show(site, measured);
    const figures = ([name, rows]) => [name, { ...summary(rows), queries: rows }];
    return Object.fromEntries(Object.entries(measured).map(figures));
  } finally {
    await browser.close();
    server.close();
  }
}
