// The engines: `search(query)` gives the addresses of its hits, best first.

import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import lunr from 'lunr';
import MiniSearch from 'minisearch';
import { parse } from 'node-html-parser';

import { CHROME, CONTENT, Mistake, documents } from './site.js';

const require = createRequire(import.meta.url);

/** What the names of folders start with that hold an index of Pagefind. */
export const BUNDLE = 'pagefind-';

/** Hits that are looked at. */
export const DEPTH = 10;

/** Our program and index as the search page drives them. */
export async function ours(site) {
  const file = (address) => readFileSync(join(site.folder, address));
  const { attributes } = parse(file('zoeken/index.html').toString()).querySelector('#search');
  // The script declares a name, as classic scripts do.
  const start = new Function(`${file(attributes['data-program'])}\nreturn program_search;`)();
  await start({ module_or_path: file(attributes['data-wasm']) });
  const part = (name) => file(attributes['data-index'] + name);
  const engine = new start.Search(part('index.bin'));
  const known = new Set();
  const add = (name) => {
    if (known.has(name)) throw new Error(`the program asks for ${name} again`);
    known.add(name);
    engine.add(name, part(name));
  };
  const ask = (query) => {
    const answer = JSON.parse(engine.search(query, DEPTH, ''));
    if (!answer.need) return answer;
    answer.need.forEach(add);
    return ask(query);
  };
  return { name: 'ours', search: (query) => ask(query).hits.map((it) => it.url) };
}

// ---- Pagefind --------------------------------------------------------------------------------

/** The program of Pagefind. The package `pagefind` only starts it, and that would count in its seconds. */
function pagefindBinary() {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@pagefind/${platform}-${process.arch}/bin/pagefind_extended`;
  try {
    return require.resolve(name);
  } catch {
    const wanted = name.split('/bin')[0];
    throw new Mistake(`tests/compare/package.json has no Pagefind for this machine; run this on Linux, or add ${wanted} there`);
  }
}

/** What makes the index of Pagefind for these HTML files, as a command line. */
export function pagefindCommand(html, bundle) {
  const chrome = CHROME.flatMap((it) => ['--exclude-selectors', it]);
  const what = ['--root-selector', CONTENT, ...chrome, '--force-language', 'nl'];
  return [pagefindBinary(), '--site', html, '--output-path', bundle, ...what, '--quiet'];
}

/** The index of Pagefind in a folder for work: one that is there, else a new one. */
export function pagefindIndex(site, work) {
  const there = readdirSync(work).find((it) => it.startsWith(BUNDLE));
  if (there) return join(work, there);
  const bundle = join(work, `${BUNDLE}0`);
  const [command, ...args] = pagefindCommand(site.html, bundle);
  const done = spawnSync(command, args, { encoding: 'utf8' });
  if (done.status !== 0) throw new Mistake(`Pagefind makes no index of ${site.html}:\n${done.stderr || done.error}`);
  return bundle;
}

/** The little of a browser that Pagefind asks for; without workers it searches in this thread. */
function pretendBrowser(bundle) {
  const origin = 'http://127.0.0.1/pagefind/';
  const path = (url) => join(bundle, new URL(url, origin).pathname.replace(/^\/pagefind\//, ''));
  globalThis.window = globalThis;
  globalThis.location = new URL(origin);
  globalThis.document = {
    querySelector: () => ({ getAttribute: () => 'nl' }),
    documentElement: { getAttribute: () => 'nl' },
    currentScript: null,
  };
  globalThis.fetch = async (url) => new Response(readFileSync(path(url)));
  return origin;
}

/** Runs silently, as Pagefind tells the console that there is no worker. */
async function silently(work) {
  const kept = { log: console.log, warn: console.warn };
  Object.assign(console, { log() {}, warn() {} });
  try {
    return await work();
  } finally {
    Object.assign(console, kept);
  }
}

/** The program of Pagefind over its index. */
export const pagefind = (bundle) => silently(async () => {
  const origin = pretendBrowser(bundle);
  const engine = await import(pathToFileURL(join(bundle, 'pagefind.js')));
  await engine.options({ basePath: origin, baseUrl: '/' });
  await engine.init();
  const search = async (query) => {
    const { results } = await engine.search(query);
    const pages = await Promise.all(results.slice(0, DEPTH).map((it) => it.data()));
    return pages.map((it) => it.url);
  };
  return { name: 'Pagefind', search: (query) => silently(() => search(query)) };
});

// ---- engines in JavaScript -------------------------------------------------------------------

const FIELDS = { title: 3, headings: 2, description: 2, text: 1 };

/** MiniSearch as its own guide shows it for a site: its defaults, with prefixes, some fuzziness and boosts. */
export function miniSearch(site) {
  const engine = new MiniSearch({
    idField: 'address',
    fields: Object.keys(FIELDS),
    searchOptions: { prefix: true, fuzzy: 0.2, boost: FIELDS },
  });
  engine.addAll(documents(site));
  return { name: 'MiniSearch', search: (query) => engine.search(query).slice(0, DEPTH).map((it) => it.id) };
}

/** lunr with the Dutch of lunr-languages, and the same boosts. */
export function lunrNl(site) {
  require('lunr-languages/lunr.stemmer.support')(lunr);
  require('lunr-languages/lunr.nl')(lunr);
  const pages = documents(site);
  const engine = lunr(function index() {
    this.use(lunr.nl);
    this.ref('address');
    Object.entries(FIELDS).forEach(([field, boost]) => this.field(field, { boost }));
    pages.forEach((it) => this.add(it));
  });
  // These signs are commands to lunr, and a reader means none.
  const plain = (query) => query.replace(/[+\-~^:*]/g, ' ');
  return { name: 'lunr', search: (query) => engine.search(plain(query)).slice(0, DEPTH).map((it) => it.ref) };
}
