'use strict';

/* The search page. What is typed stays in the part of the address after #, which no server sees. */
(() => {
  const box = document.getElementById('search');
  if (!box) return;
  const input = box.querySelector('input[type="search"]');
  const status = document.getElementById('search-status');
  const list = document.getElementById('search-results');
  const allPages = document.getElementById('all-pages');
  const kinds = document.getElementById('search-kinds');
  const help = document.getElementById('search-help');
  const root = document.documentElement.dataset.root || '/';
  const texts = box.dataset;

  /** Hits to show first, which load little, and hits to show after that. */
  const LIMITS = [5, 20];
  /** Milliseconds without typing before files are loaded, and before the result is announced. */
  const TYPING = 120;
  const ANNOUNCE = 300;

  let engine = null;
  /** The kind of page to show; empty for all. */
  let kind = '';
  let turn = 0;
  let announcing = 0;
  const files = new Map();

  const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const get = async (name) => new Uint8Array(await window.portal.load(texts.index + name));

  /** The engine with its index; loaded on first use, and again after a failure. */
  function open() {
    engine ||= (async () => {
      const [program, index] = await Promise.all([
        window.portal.program('search', texts.program, texts.wasm),
        get('index.bin'),
      ]);
      return new program.Search(index);
    })();
    return engine;
  }

  /** Loads a file of the index, once, also for two searches at a time. */
  function add(search, name) {
    if (!files.has(name)) {
      files.set(name, get(name).then((bytes) => search.add(name, bytes)));
    }
    return files.get(name);
  }

  /** @returns {Promise<object | null>} the answer, or null when a newer search has begun */
  async function ask(query, limit, mine) {
    const search = await open();
    while (mine === turn) {
      const answer = JSON.parse(search.search(query, limit, kind));
      if (!answer.need) return answer;
      await wait(TYPING);
      if (mine === turn) await Promise.all(answer.need.map((name) => add(search, name)));
    }
    return null;
  }

  async function run() {
    const query = input.value.trim();
    const mine = ++turn;
    if (!query) return clear(texts.start);
    try {
      for (const limit of LIMITS) {
        const answer = await ask(query, limit, mine);
        if (!answer || mine !== turn) return;
        show(answer, query);
        if (answer.hits.length < limit) return;
      }
    } catch {
      engine = null;
      files.clear();
      if (mine === turn) clear(texts.failed);
    }
  }

  function clear(text) {
    list.replaceChildren();
    kinds.hidden = true;
    if (help) help.hidden = true;
    if (allPages) allPages.hidden = false;
    announce(text);
  }

  function show(answer, query) {
    const { total } = answer;
    list.replaceChildren(...answer.hits.map(result));
    if (allPages) allPages.hidden = total > 0;
    if (help) help.hidden = total > 0;
    choices(answer.kinds);
    const text = total === 0 ? texts.none : total === 1 ? texts.one : texts.some;
    const unknown = answer.unknown.map((word) => `“${word}”`).join(', ');
    const more = total > 0 && unknown ? '. ' + fill(texts.unknown, { w: unknown }) : '';
    announce(fill(text, { n: total.toLocaleString('nl-BE'), q: query }) + more);
  }

  const fill = (text, values) => (text || '').replace(/\{([nqw])\}/g, (_, key) => values[key]);

  /** A button per kind of page that was found, when there is a choice. */
  function choices(found) {
    kinds.hidden = found.length < 2;
    const all = found.reduce((sum, [, , pages]) => sum + pages, 0);
    const focused = kinds.contains(document.activeElement);
    kinds.replaceChildren(...[['', texts.every, all], ...found].map(([code, label, pages]) => {
      const button = element('button', '', label, ' ', element('span', '', pages.toLocaleString('nl-BE')));
      button.type = 'button';
      button.setAttribute('aria-pressed', String(code === kind));
      button.addEventListener('click', () => {
        kind = code;
        remember();
        run();
      });
      return button;
    }));
    if (focused) kinds.querySelector('[aria-pressed="true"]')?.focus();
  }

  /** Says how many results there are, when the reader pauses. */
  function announce(text) {
    clearTimeout(announcing);
    announcing = setTimeout(() => {
      if (status.textContent !== text) status.textContent = text || '';
    }, ANNOUNCE);
  }

  function element(name, className, ...content) {
    const node = document.createElement(name);
    if (className) node.className = className;
    node.append(...content);
    return node;
  }

  function result(hit) {
    const link = element('a', '', element('span', 'result-title', hit.title));
    if (hit.heading) link.append(' ', element('span', 'result-heading', hit.heading));
    link.href = root + hit.url;
    const snippet = hit.snippet.map(([text, isHit]) => (isHit ? element('mark', '', text) : text));
    return element(
      'li',
      'result',
      link,
      ' ',
      element('span', 'result-kind', hit.label),
      element('p', 'result-snippet', ...snippet),
    );
  }

  /** Puts the query in the address, without a new entry in the history. */
  function remember() {
    const query = input.value.trim();
    const only = kind ? `&soort=${encodeURIComponent(kind)}` : '';
    const hash = query ? `#q=${encodeURIComponent(query)}${only}` : '';
    history.replaceState(history.state, '', location.pathname + location.search + hash);
  }

  /** Takes the query from the address; says whether it is another one. */
  function recall() {
    const values = new URLSearchParams(location.hash.slice(1));
    const query = values.get('q') || '';
    const only = values.get('soort') || '';
    if (query.trim() === input.value.trim() && only === kind) return false;
    input.value = query;
    kind = only;
    return true;
  }

  box.querySelector('form').addEventListener('submit', (event) => {
    event.preventDefault();
    remember();
    run();
  });
  input.addEventListener('focus', () => open().catch(() => { engine = null; }), { once: true });
  input.addEventListener('input', () => {
    kind = '';
    remember();
    run();
  });
  window.addEventListener('hashchange', () => {
    if (recall()) run();
  });
  recall();
  run();
})();
