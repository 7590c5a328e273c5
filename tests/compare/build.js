// What an index costs to make: our whole build beside the indexing of Pagefind alone.

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { BUNDLE, pagefindCommand } from './engines.js';
import { Mistake, buildCommand } from './site.js';
import { median, table } from './table.js';

const MEASURES = ['seconds', 'cpu', 'memory'];
const RUSAGE = fileURLToPath(new URL('rusage.py', import.meta.url));

/** Runs a command: its seconds, also of the processor, and its peak memory. */
function timed(command) {
  spawnSync('sync');
  const done = spawnSync('python3', [RUSAGE, ...command], { encoding: 'utf8' });
  if (done.error) throw new Mistake(`python3 does not start, which measures memory: ${done.error.message}`);
  if (done.status !== 0) throw new Mistake(`${command.join(' ')} ended with ${done.status}:\n${done.stderr}`);
  return JSON.parse(done.stdout);
}

export function buildTimes(site, { work, rounds }) {
  // Each round fills new folders: to write where much was just deleted is slower.
  const commands = {
    ours: (round) => buildCommand(site, join(work, `public-${round}`)),
    Pagefind: (round) => pagefindCommand(site.html, join(work, `${BUNDLE}${round}`)),
  };
  const names = Object.keys(commands);
  const runs = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 1; round <= rounds; round += 1) {
    for (const name of names) runs[name].push(timed(commands[name](round)));
  }
  const figures = names.map((name) => Object.fromEntries(MEASURES.map((it) => [it, median(runs[name].map((run) => run[it]))])));
  const [ours, theirs] = figures;
  const ratio = Object.fromEntries(MEASURES.map((it) => [it, theirs[it] / ours[it]]));
  const line = (it) => [it.seconds.toFixed(2), it.cpu.toFixed(2), `${(it.memory / 2 ** 20).toFixed(0)} MiB`];
  console.log(`\nBuild: ${site.pages.length} pages, median of ${rounds}`);
  table(['', 'seconds', 'of processor', 'peak memory'], [
    ['ours, the whole site', ...line(ours)],
    ['Pagefind, its index alone', ...line(theirs)],
    ['Pagefind / ours', ...MEASURES.map((it) => ratio[it].toFixed(2))],
  ]);
  return { ours, Pagefind: theirs, ratio, runs };
}
