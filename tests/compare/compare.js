// Compares the search of the portal with others: see README.md.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { buildTimes } from './build.js';
import { payload } from './payload.js';
import { relevance } from './relevance.js';
import { Mistake, make } from './site.js';

const HERE = dirname(fileURLToPath(import.meta.url));
// Payload comes last, for it can use an index that was made before.
const PARTS = { relevance, build: buildTimes, payload };
const USAGE = `tests/compare/run [portal|bench] [${Object.keys(PARTS).join('] [')}] [option]...

  --portal PATH     the program; else PORTAL_BINARY, else cargo builds it
  --queries FILE    judged queries (default tests/search/queries.yaml)
  --misses          list our queries whose answer is not in the first three
  --n N             pages of the bench corpus (default 1000)
  --corpus DIR      folder with the corpus.py of the bench, or a folder that it wrote
  --rounds N        builds of each program (default 3)
  --json FILE       write all figures there too`;

const OPTIONS = {
  portal: { type: 'string' },
  queries: { type: 'string', default: join(HERE, '../search/queries.yaml') },
  misses: { type: 'boolean', default: false },
  n: { type: 'string', default: '1000' },
  corpus: { type: 'string' },
  rounds: { type: 'string', default: '3' },
  json: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
};

function whole(name, text) {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new Mistake(`--${name} ${text}: must be a whole number above 0`);
}

/** What the command line asks for. */
function read() {
  let given;
  try {
    given = parseArgs({ options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new Mistake(`${error.message}\n\n${USAGE}`);
  }
  const { values, positionals } = given;
  const site = ['portal', 'bench'].includes(positionals[0]) ? positionals.shift() : 'portal';
  // The words of the bench corpus are drawn by chance, so no page of it answers a question.
  const able = Object.keys(PARTS).filter((it) => site === 'portal' || it !== 'relevance');
  const strange = positionals.find((it) => !able.includes(it));
  if (strange) throw new Mistake(`${strange}: for ${site} only ${able.join(', ')} are known\n\n${USAGE}`);
  return {
    ...values,
    site,
    parts: positionals.length ? able.filter((it) => positionals.includes(it)) : able,
    n: whole('n', values.n),
    rounds: whole('rounds', values.rounds),
  };
}

async function compare(options, work) {
  const site = make(work, options);
  const figures = { site: site.name, pages: site.pages.length };
  for (const name of options.parts) figures[name] = await PARTS[name](site, { ...options, work });
  if (options.json) writeFileSync(options.json, `${JSON.stringify(figures, null, 1)}\n`);
}

async function main() {
  const options = read();
  if (options.help) return console.log(USAGE);
  const work = mkdtempSync(join(tmpdir(), 'bcm-compare-'));
  const clean = () => rmSync(work, { recursive: true, force: true });
  ['SIGINT', 'SIGTERM', 'SIGHUP'].forEach((it) => process.on(it, () => { clean(); process.exit(1); }));
  try {
    return await compare(options, work);
  } finally {
    clean();
  }
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Mistake ? `tests/compare/run: ${error.message}` : error);
  process.exitCode = error instanceof Mistake ? 2 : 1;
}
