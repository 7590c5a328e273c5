// The sites that are searched: the portal, and the corpus of the bench. Both are built by the program itself.

import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import { parse } from 'node-html-parser';

const REPOSITORY = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const BASE = 'http://127.0.0.1/';

/** A mistake of whoever runs this, told without a trace. */
export class Mistake extends Error {}

function run(command, args, options = {}) {
  const done = spawnSync(command, args, { encoding: 'utf8', ...options });
  if (done.error) throw new Mistake(`${command} does not start: ${done.error.message}`);
  if (done.status !== 0) throw new Mistake(`${[command, ...args].join(' ')} ended with ${done.status}:\n${done.stderr ?? ''}`);
  return done.stdout;
}

/** Our program: the one that is named, or else one that cargo builds. */
function program(named = process.env.PORTAL_BINARY) {
  if (named) {
    if (existsSync(named)) return resolve(named);
    throw new Mistake(`${named}: no such program; name another with --portal, or none, and cargo builds one`);
  }
  console.log('== Build the program');
  run('cargo', ['build', '--release', '--locked'], { cwd: REPOSITORY, stdio: ['ignore', 'inherit', 'inherit'] });
  return resolve(REPOSITORY, process.env.CARGO_TARGET_DIR ?? 'target', 'release/bcm-portal');
}

/** A copy of the portal, so that what is compared stays as it is while somebody edits. */
function portalSource(work) {
  const root = resolve(process.env.PORTAL_ROOT ?? REPOSITORY);
  const source = join(work, 'source');
  for (const name of ['content', 'data', 'themes']) cpSync(join(root, name), join(source, name), { recursive: true });
  return source;
}

/** The corpus of the bench as a site. `folder` has the `corpus.py` that writes it, or is what that wrote. */
function benchSource(work, folder, n) {
  if (!folder) throw new Mistake('bench needs --corpus DIR: the folder with corpus.py, or one that it wrote');
  const maker = join(folder, 'corpus.py');
  const corpus = existsSync(maker) ? join(work, 'corpus') : folder;
  if (corpus !== folder) run('python3', [maker, '--n', String(n), '--out', corpus, '--tool', 'neutral']);
  const manifest = join(corpus, 'manifest.json');
  if (!existsSync(manifest)) throw new Mistake(`${folder}: has neither corpus.py nor the manifest.json that it writes`);
  const has = JSON.parse(readFileSync(manifest)).n;
  if (has !== n) {
    throw new Mistake(`${folder}: this corpus has ${has} pages; ask for --n ${has}, or name the folder with corpus.py`);
  }
  const source = join(work, 'source');
  cpSync(join(corpus, 'neutral/content'), join(source, 'content'), { recursive: true });
  mkdirSync(join(source, 'data'), { recursive: true });
  writeFileSync(join(source, 'data/site.yaml'), `title: "Handboek"\nbase_url: ${BASE}\nlanguage: nl-BE\n`);
  return source;
}

/** What builds a site into a folder, as a command line. */
export const buildCommand = (site, folder) => [site.binary, 'build', '--root', site.source, '--out', folder, '--base-url', BASE];

/** Makes the site with this name in the folder `work`. */
export function make(work, { site: name, portal, corpus, n }) {
  const source = name === 'portal' ? portalSource(work) : benchSource(work, corpus, n);
  const site = { name, binary: program(portal), source, folder: join(work, 'public'), pages: [], html: join(work, 'pages') };
  const [command, ...args] = buildCommand(site, site.folder);
  run(command, args);
  site.pages = listed(site.folder);
  site.pages.forEach((address) => copyPage(site, address));
  return site;
}

/** The pages of our index: those of the sitemap without the home page. */
function listed(folder) {
  const text = readFileSync(join(folder, 'sitemap.xml'), 'utf8');
  return Array.from(text.matchAll(/<loc>([^<]*)<\/loc>/g), ([, url]) => decodeURIComponent(new URL(url).pathname.slice(1)))
    .filter((address) => address);
}

/** Puts a page where others may read it. Between a code and a title stands a margin, which only a browser sees. */
function copyPage(site, address) {
  const html = readFileSync(join(site.folder, address, 'index.html'), 'utf8');
  const folder = join(site.html, address);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'index.html'), html.replace(/(<span class="code-name">[^<]*<\/span>)/g, '$1 '));
}

/** The address of a page as judgements and sitemap write it: without a slash before it and an anchor behind it. */
export const pageOf = (address) => address.split('#')[0].replace(/^\/+/, '').replace(/(?<=[^/])$/, '/');

/** The part of a page that has its content. */
export const CONTENT = 'main';

/**
 * What stands in it beside the content of the page: controls, and the names of other pages. Our index
 * has none of this either, and tried with it all others answer worse.
 */
export const CHROME = [
  'nav', 'form', '.toc', '.meta', '.checked', '.group', '.terms', '.sources',
  'section[aria-labelledby="site-aan-de-slag"]', 'section[aria-labelledby="site-verwant"]',
];

/** The pages as documents, for engines that do not read HTML. */
export const documents = (site) => site.pages.map((address) => {
  const main = parse(readFileSync(join(site.html, address, 'index.html'), 'utf8')).querySelector(CONTENT);
  main.querySelectorAll(CHROME.join(', ')).forEach((it) => it.remove());
  const text = (selector) => main.querySelectorAll(selector).map((it) => it.structuredText.trim());
  const [title, description, headings] = [text('h1'), text('.lead'), text('h2, h3, h4')].map((it) => it.join('\n'));
  main.querySelectorAll('h1, .lead, h2, h3, h4').forEach((it) => it.remove());
  return { address, title, description, headings, text: main.structuredText };
});
