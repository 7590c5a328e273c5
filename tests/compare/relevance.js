// How often the page that answers stands high: judged queries, held against every engine.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parse } from 'yaml';

import { DEPTH, lunrNl, miniSearch, ours, pagefind, pagefindIndex } from './engines.js';
import { Mistake, pageOf } from './site.js';
import { table } from './table.js';

/** Hits that a reader sees without scrolling. */
const FIRST = 3;

/** The measures of a query, by the place of its first right page; 0 when that is not found. */
const MEASURES = {
  [`MRR@${DEPTH}`]: (place) => (place ? 1 / place : 0),
  [`success@${FIRST}`]: (place) => (place && place <= FIRST ? 1 : 0),
};

/** The judged queries, with pages that the site has. */
export function judged(file, site) {
  if (!existsSync(file)) throw new Mistake(`${file}: there are no judged queries; name others with --queries FILE`);
  let list;
  try {
    list = parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Mistake(`${file}: ${error.message}`);
  }
  if (!Array.isArray(list) || !list.length) throw new Mistake(`${file}: must be a list of {query, class, need, pages}`);
  const known = new Set(site.pages);
  return list.map((it, index) => {
    const place = `${file}: query ${index + 1} (${it?.query})`;
    if (!it?.query || !it.class || !it.pages?.length) throw new Mistake(`${place}: needs query, class and pages`);
    const pages = it.pages.map(pageOf);
    const strange = pages.filter((page) => !known.has(page));
    if (strange.length) throw new Mistake(`${place}: the site has no page ${strange.join(', ')}; its pages are in sitemap.xml`);
    return { query: String(it.query), class: String(it.class), need: it.need, pages };
  });
}

/** What an engine gives for every query, and at which place the first hit on a right page stands. */
async function asked(engine, queries, site) {
  const known = new Set(site.pages);
  const answers = [];
  for (const { query, pages } of queries) {
    const found = await engine.search(query);
    const hits = found.map(pageOf);
    const strange = hits.filter((page) => !known.has(page));
    if (strange.length) {
      throw new Error(`${engine.name} gives ${strange.join(', ')} for “${query}”, which is no page of the sitemap`);
    }
    answers.push({ found, place: hits.findIndex((page) => pages.includes(page)) + 1 });
  }
  return answers;
}

const mean = (values) => values.reduce((sum, it) => sum + it, 0) / values.length;
const signed = (value) => (value > 0 ? '+' : '') + value.toFixed(3);

/** @returns the measures of every engine, for all queries and for each class */
function scores(queries, answers) {
  const classes = ['all', ...new Set(queries.map((it) => it.class))];
  return classes.map((name) => {
    const which = queries.map((it, index) => index).filter((index) => name === 'all' || queries[index].class === name);
    const of = (list, measure) => mean(which.map((index) => measure(list[index].place)));
    const row = { class: name, queries: which.length };
    for (const [title, measure] of Object.entries(MEASURES)) {
      row[title] = Object.fromEntries(Object.entries(answers).map(([engine, list]) => [engine, of(list, measure)]));
    }
    return row;
  });
}

function show(rows, engines) {
  for (const title of Object.keys(MEASURES)) {
    console.log(`\n${title}, and ours less each other`);
    const [own, ...others] = engines;
    table(['class', 'queries', ...engines, ...others.map((it) => `− ${it}`)], rows.map((row) => [
      row.class,
      row.queries,
      ...engines.map((it) => row[title][it].toFixed(3)),
      ...others.map((it) => signed(row[title][own] - row[title][it])),
    ]));
  }
}

function showMisses(queries, answers) {
  const missed = queries.map((it, index) => ({ ...it, ...answers[index] })).filter((it) => !it.place || it.place > FIRST);
  console.log(`\nOurs has no answer in the first ${FIRST} for ${missed.length} of ${queries.length} queries`);
  for (const it of missed) {
    console.log(`\n“${it.query}” (${it.class})${it.need ? `: ${it.need}` : ''}`);
    console.log(`  wants  ${it.pages.join(' or ')}${it.place ? `, which is hit ${it.place}` : ''}`);
    console.log(`  gives  ${it.found.slice(0, FIRST).join('  ') || 'nothing'}`);
  }
}

export async function relevance(site, { queries: file, misses, work }) {
  const queries = judged(file, site);
  const answers = {};
  for (const make of [ours, () => pagefind(pagefindIndex(site, work)), miniSearch, lunrNl]) {
    const engine = await make(site);
    answers[engine.name] = await asked(engine, queries, site);
  }
  const engines = Object.keys(answers);
  const rows = scores(queries, answers);
  console.log(`\nRelevance: ${queries.length} queries over ${site.pages.length} pages`);
  show(rows, engines);
  if (misses) showMisses(queries, answers[engines[0]]);
  const each = queries.map((it, index) => ({
    ...it,
    place: Object.fromEntries(engines.map((name) => [name, answers[name][index].place])),
    ours: answers[engines[0]][index].found,
  }));
  return { scores: rows, queries: each };
}
