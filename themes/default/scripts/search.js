'use strict';

/* The search page. What is typed stays in the part of the address after #, which no server sees. */
(() => {
  const box = document.getElementById('search');
  if (!box) return;
  const get = (id) => document.getElementById(id);
  const form = box.querySelector('form');
  const input = get('q');
  const status = get('search-status');
  const meant = get('search-meant');
  const list = get('search-results');
  const allPages = get('all-pages');
  const choices = get('search-choices');
  const kinds = get('search-kinds');
  const help = get('search-help');
  const options = get('search-completions');
  const root = document.documentElement.dataset.root || '/';
  const texts = box.dataset;

  /** Hits to show first, which load little, and hits to show after that. */
  const LIMITS = [5, 20];
  /** Milliseconds without typing before files are loaded, before the result is announced, and before a
      reader is told that it takes a while. */
  const TYPING = 120;
  const ANNOUNCE = 300;
  const PATIENCE = 1000;
  /** Name of the file that the index starts with, which stands in the page too. */
  const ENTRY = 'index.bin';
  /** Name of the file of the index that tells what results can be chosen by. */
  const FACETS = 'f-0.bin';

  /** What results are chosen by: the code in the index, and the name in the address. */
  const CHOICES = [['kind', 'soort'], ['theme', 'onderwerp'], ['audience', 'voor']];
  const facets = [['theme', get('search-theme')], ['audience', get('search-audience')]];
  const chosen = { kind: '', theme: '', audience: '' };

  let engine = null;
  /** Whether the start of the index is that of the page, which may be older than the files of the index. */
  let isOfPage = true;
  window.portal.bring(`zoek/${ENTRY}`, texts.entry);
  let turn = 0;
  let announcing = 0;
  const files = new Map();

  const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

  /** The engine with its index; loaded on first use, and again after a failure. */
  function open() {
    engine ||= Promise.all([window.portal.program('search', texts.program, texts.wasm), window.portal.load(texts.index + ENTRY)])
      .then(([program, entry]) => new program.Search(new Uint8Array(entry)));
    return engine;
  }

  /** Loads a file of the index, once, also for two searches at a time. */
  function add(search, name) {
    if (!files.has(name)) {
      files.set(name, window.portal.load(texts.index + name).then((bytes) => search.add(name, new Uint8Array(bytes))));
    }
    return files.get(name);
  }

  const filter = () => CHOICES.map(([code]) => (chosen[code] ? `${code}\t${chosen[code]}\n` : '')).join('');

  /** @returns {Promise<object | null>} the answer, or null when a newer search has begun */
  async function ask(query, limit, mine) {
    const search = await open();
    while (mine === turn) {
      const answer = JSON.parse(search.search(query, limit, filter()));
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
    const beganOfPage = isOfPage;
    const slow = setTimeout(() => announce(texts.loading), PATIENCE);
    try {
      for (const limit of LIMITS) {
        const answer = await ask(query, limit, mine);
        clearTimeout(slow);
        if (!answer || mine !== turn) return;
        show(answer, query);
        if (answer.hits.length < limit) break;
      }
      await count(query, mine);
    } catch {
      engine = null;
      files.clear();
      if (beganOfPage) {
        isOfPage = false;
        window.portal.leave(`zoek/${ENTRY}`);
        if (mine === turn) run();
      } else if (mine === turn) clear(texts.failed);
    } finally {
      clearTimeout(slow);
    }
  }

  /** Loads what results can be chosen by, when there are results to choose from. */
  async function count(query, mine) {
    if (choices.hidden) return;
    const search = await open();
    let answer = await ask(query, 0, mine);
    if (answer && answer.facets === null) {
      await add(search, FACETS);
      answer = await ask(query, 0, mine);
    }
    if (answer && mine === turn) showFacets(answer.facets);
  }

  function clear(text) {
    list.replaceChildren();
    complete([]);
    choices.hidden = true;
    meant.hidden = true;
    if (help) help.hidden = true;
    if (allPages) allPages.hidden = false;
    announce(text);
  }

  function show(answer, query) {
    const { total } = answer;
    fillWith(list, answer.hits, result);
    if (allPages) allPages.hidden = total > 0;
    if (help) help.hidden = total > 0;
    complete(answer.completions);
    showKinds(answer.kinds);
    showMeant(answer.unknown, query);
    const text = total === 0 ? texts.none : total === 1 ? texts.one : texts.some;
    announce(fill(text, { n: total.toLocaleString('nl-BE'), q: query }));
  }

  /** What an element was made of, so that it stays when nothing of that changes. */
  const madeOf = new WeakMap();

  /**
   * Puts an element per item in a parent, and leaves those that are right already: what has the focus keeps
   * it, and nothing flickers when more results follow.
   */
  function fillWith(parent, items, make) {
    items.forEach((item, at) => {
      const key = JSON.stringify(item);
      const there = parent.children[at];
      if (there && madeOf.get(there) === key) return;
      const node = make(item, at);
      madeOf.set(node, key);
      if (there) there.replaceWith(node);
      else parent.append(node);
    });
    while (parent.children.length > items.length) parent.lastElementChild.remove();
  }

  const fill = (text, values) => (text || '').replace(/\{([nqw])\}/g, (_, key) => values[key]);

  /** Says which words no page has, with what was looked up, or what looks like them, as buttons. */
  function showMeant(unknown, query) {
    meant.hidden = unknown.length === 0;
    meant.replaceChildren(...unknown.flatMap(([word, known, like]) => {
      const instead = known.length ? known : like;
      const said = fill(texts.unknown, { w: `“${word}”` });
      if (!instead.length) return [said, ' '];
      const [before, after] = (known.length ? texts.meant : texts.like).split('{w}');
      const buttons = instead.flatMap((it, at) => [at ? ', ' : '', replacing(word, it, query)]);
      return [said, ' ', before, ...buttons, after, ' '];
    }));
  }

  /** A button that puts another word in the place of one of the query. */
  function replacing(word, other, query) {
    const button = element('button', 'link', other);
    button.type = 'button';
    button.addEventListener('click', () => {
      const folded = (it) => it.normalize('NFD').replace(/[^\p{L}\p{N}]/gu, '').toLowerCase();
      input.value = query.split(/(\s+)/).map((it) => (folded(it) === folded(word) ? other : it)).join('');
      input.focus();
      changed();
    });
    return button;
  }

  /** A button per kind of page that was found, when there is a choice. */
  function showKinds(found) {
    const hasChoice = found.length > 1 || CHOICES.some(([code]) => chosen[code]);
    choices.hidden = !hasChoice;
    const all = found.reduce((sum, [, , pages]) => sum + pages, 0);
    const focused = kinds.contains(document.activeElement);
    const buttons = [['', texts.every, all], ...found].map((it) => [...it, it[0] === chosen.kind]);
    fillWith(kinds, buttons, ([code, label, pages, isChosen]) => {
      const button = element('button', '', label, ' ', element('span', '', pages.toLocaleString('nl-BE')));
      button.type = 'button';
      button.setAttribute('aria-pressed', String(isChosen));
      button.addEventListener('click', () => choose('kind', code));
      return button;
    });
    if (focused && !kinds.contains(document.activeElement)) kinds.querySelector('[aria-pressed="true"]')?.focus();
  }

  /** The values of each facet that would give results, with how many. */
  function showFacets(found) {
    for (const [code, select] of facets) {
      const values = found.find(([it]) => it === code)?.[1] || [];
      const isKnown = !chosen[code] || values.some(([value]) => value === chosen[code]);
      const options = [['', 0], ...values, ...(isKnown ? [] : [[chosen[code], 0]])];
      fillWith(select, options, ([value, pages]) => {
        const count = pages ? ` (${pages.toLocaleString('nl-BE')})` : '';
        return new Option(`${value || texts.any}${count}`, value);
      });
      select.value = chosen[code];
      select.disabled = select.options.length < 2;
    }
  }

  function choose(code, value) {
    chosen[code] = value;
    remember();
    run();
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

  /** A result is a heading in a list, so that a reader can go from one to the next. */
  function result(hit) {
    const link = element('a', '', hit.title);
    link.href = root + hit.url;
    const snippet = hit.snippet.map(([text, isHit]) => (isHit ? element('mark', '', text) : text));
    return element(
      'li',
      'result-item',
      element('h2', 'result-title', link),
      ...(hit.heading ? [element('p', 'result-heading', hit.heading)] : []),
      element('p', 'result-kind', hit.label),
      element('p', 'result-snippet', ...snippet),
    );
  }

  /* Words that the last word may become: an editable combobox with a list, as the ARIA Authoring Practices
     describe it. The keyboard stays in the field. */
  let active = -1;
  let offered = '[]';

  function complete(words) {
    if (JSON.stringify(words) === offered) return;
    offered = JSON.stringify(words);
    if (active >= 0) activate(-1);
    const isWanted = words.length > 0 && document.activeElement === input;
    options.replaceChildren(...words.map((word, at) => {
      const option = element('li', '', word);
      option.id = `search-completion-${at}`;
      option.setAttribute('role', 'option');
      option.setAttribute('aria-selected', 'false');
      return option;
    }));
    expand(isWanted);
  }

  function expand(isOpen) {
    options.hidden = !isOpen;
    input.setAttribute('aria-expanded', String(isOpen));
    if (!isOpen) activate(-1);
  }

  function activate(at) {
    options.children[active]?.setAttribute('aria-selected', 'false');
    active = at;
    const option = options.children[at];
    option?.setAttribute('aria-selected', 'true');
    if (option) input.setAttribute('aria-activedescendant', option.id);
    else input.removeAttribute('aria-activedescendant');
  }

  /** Takes a completion in the place of the last word. */
  function take(option) {
    input.value = `${input.value.replace(/[^\s]*$/, '')}${option.textContent} `;
    input.focus();
    changed();
  }

  input.addEventListener('keydown', (event) => {
    const count = options.children.length;
    if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && count) {
      event.preventDefault();
      const isDown = event.key === 'ArrowDown';
      if (event.altKey) return expand(isDown);
      if (options.hidden) expand(true);
      activate(isDown ? (active + 1) % count : (active <= 0 ? count : active) - 1);
    } else if (event.key === 'Enter' && active >= 0) {
      event.preventDefault();
      take(options.children[active]);
    } else if (event.key === 'Escape' && !options.hidden) {
      event.preventDefault();
      expand(false);
    } else if (event.key === 'Home' || event.key === 'End' || event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
      activate(-1);
    }
  });
  input.addEventListener('blur', () => expand(false));
  /* A press would move the focus away before the click arrives. */
  options.addEventListener('pointerdown', (event) => event.preventDefault());
  options.addEventListener('click', (event) => {
    const option = event.target.closest('[role="option"]');
    if (option) take(option);
  });

  /** Puts the query in the address, without a new entry in the history. */
  function remember() {
    const values = CHOICES.map(([code, name]) => [name, chosen[code]]);
    const parts = [['q', input.value.trim()], ...values].filter(([, value]) => value);
    const hash = parts.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
    history.replaceState(history.state, '', location.pathname + location.search + (hash ? `#${hash}` : ''));
  }

  /** Takes the query from the address; says whether it is another one. */
  function recall() {
    const values = new URLSearchParams(location.hash.slice(1));
    const query = values.get('q') || '';
    const isSame = query.trim() === input.value.trim() && CHOICES.every(([code, name]) => (values.get(name) || '') === chosen[code]);
    if (isSame) return false;
    input.value = query;
    for (const [code, name] of CHOICES) chosen[code] = values.get(name) || '';
    return true;
  }

  /** Another query is looked up among all pages. */
  function changed() {
    for (const [code] of CHOICES) chosen[code] = '';
    remember();
    run();
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    expand(false);
    remember();
    run();
  });
  for (const [code, select] of facets) select.addEventListener('change', () => choose(code, select.value));
  input.addEventListener('focus', () => open().catch(() => { engine = null; }), { once: true });
  input.addEventListener('input', changed);
  window.addEventListener('hashchange', () => {
    if (recall()) run();
  });
  /* What was typed while this script was on its way counts as typed. */
  if (input.value.trim() && !location.hash) remember();
  else recall();
  run();
})();
