/**
 * A tool on the page: events, focus and addresses around the program `forms`.
 *
 * Every rule and every word comes from the program or stands in the page; this script only hands
 * them on. It never changes a field that someone is typing in, and nothing is ever sent.
 */
(function () {
  'use strict';

  const root = document.querySelector('[data-tool]');
  const portal = window.portal;
  if (!root || !portal) return;

  const { cipher, dossier, screens } = portal;

  /** A second trap within this time is not answered by another reload, in ms. */
  const TRAP_PAUSE = 10000;
  /** After this long, or this many changes, without a file we remind, and not sooner again; in ms. */
  const REMIND_AFTER = 20 * 60 * 1000;
  const REMIND_CHANGES = 50;
  const REMIND_CHECK = 60 * 1000;
  /** Acts that change nothing but what is looked at. */
  const LOOKING = ['ui', 'check'];
  /** Buttons of the frame that need the right to write. */
  const WRITING = ['save', 'save-apart', 'merge', 'compare', 'new-year', 'undo', 'redo', 'passphrase'].map((it) => `[data-do="${it}"]`).join();

  const find = (selector) => root.querySelector(selector);
  const now = () => new Date().toISOString();
  const stage = find('[data-screen]');
  const paper = find('[data-print]');
  const form = find('[data-static]');
  /** The empty form for paper while it is not on the page: its ids are those of the screens. */
  const formParts = document.createDocumentFragment();
  const fileField = find('[data-file]');
  const mergeField = find('[data-file-merge]');
  const earlierField = find('[data-file-compare]');
  const regions = screens.regions(root);
  const title = document.title;
  /** Under this name the buffer remembers where somebody was in this tool. */
  const place = location.pathname;

  /** What the scripts of a tool share. */
  const tool = {
    root,
    find,
    words,
    tell,
    warn,
    write,
    clock,
    now,
    call,
    ask,
    address,
    apply,
    open,
    openNewer,
    compareWith,
    filed,
    here: () => current,
    dialogs: portal.dialogs(root, words),
    /** Whether anything changed since the last file, and how many changes there were in all. */
    dirty: false,
    changes: 0,
    /** The last file's name, and when the dossier was last kept, there or here. */
    fileName: '',
    savedAt: '',
    /** Files to write to, by kind, where the browser can. */
    handles: {},
    /** The key of the passphrase, if there is one. */
    secret: null,
  };
  const desk = portal.desk(tool);

  /** The program's state. */
  let session = null;
  /** The crash buffer, or null where there is none; whether it took the last change. */
  let store = null;
  let full = false;
  /** The screen that is shown, where one was on others, and whether a link was followed just now. */
  let current = '';
  let followed = false;
  const visited = new Map();
  let views = {};
  /** Whether this tab may write. */
  let writer = false;
  /** What the buffer holds while its passphrase is not known. */
  let sealed = null;
  /** Whether a newer file is on screen, and the dossier to go back to. */
  let newer = false;
  let mine = '';
  /** For the reminder: since when and how often it changed without a file. */
  let unfiled = { since: 0, count: 0, path: '', told: 0 };

  // ---- words -------------------------------------------------------------------------------

  /**
   * A sentence of the page, with `{name}` filled in.
   * @param {string} name of the attribute after `data-say-`, in camel case
   * @param {Object<string, string>} [values]
   * @returns {string}
   */
  function words(name, values) {
    const text = root.dataset['say' + name[0].toUpperCase() + name.slice(1)] || '';
    return text.replace(/\{(\w+)\}/g, (whole, key) => (values && key in values ? values[key] : whole));
  }

  function write(selector, text) {
    const element = find(selector);
    if (element && element.textContent !== text) element.textContent = text;
  }

  /** Says something calmly, and takes back the last mistake. */
  function tell(text) {
    write('[data-error]', '');
    write('[data-status]', text);
  }

  /** Says what went wrong and what to do. */
  function warn(text) {
    write('[data-status]', '');
    write('[data-error]', text);
  }

  function reveal(selector, shown) {
    const element = find(selector);
    if (element) element.hidden = !shown;
  }

  /** `14:32` today, `23 november om 14:32` on another day. */
  function clock(time) {
    const date = new Date(time);
    const hour = date.toLocaleTimeString('nl-BE', { hour: '2-digit', minute: '2-digit' });
    if (date.toDateString() === new Date().toDateString()) return hour;
    return date.toLocaleDateString('nl-BE', { day: 'numeric', month: 'long' }) + ' om ' + hour;
  }

  const hex = (bytes) => Array.from(bytes, (it) => it.toString(16).padStart(2, '0')).join('');
  const random = () => crypto.getRandomValues(new Uint8Array(16));
  const seed = () => hex(random());

  /** A random UUID, version 4, also where `crypto.randomUUID` is missing. */
  function lineage() {
    const bytes = random();
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    return hex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  }

  // ---- the program -------------------------------------------------------------------------

  /**
   * Calls the program. After a trap its memory cannot be trusted: the page loads again and the crash
   * buffer brings everything back.
   * @param {string} method of the session
   * @returns {any}
   */
  function call(method, ...args) {
    try {
      return session[method](...args);
    } catch (error) {
      if (error instanceof WebAssembly.RuntimeError) afterTrap();
      throw error;
    }
  }

  /** Calls the program and reads its answer. */
  function ask(method, ...args) {
    const answer = call(method, ...args);
    return answer === undefined || answer === null ? null : JSON.parse(answer);
  }

  function afterTrap() {
    const last = history.state && history.state.trapped;
    if (last && Date.now() - last < TRAP_PAUSE) {
      screens.lock(root, true);
      warn(words('stopped'));
      return;
    }
    history.replaceState({ trapped: Date.now() }, '');
    location.reload();
  }

  /** Whether this page was loaded because of a trap; true once. */
  function newlyTrapped() {
    const state = history.state;
    if (!state || !state.trapped || state.told) return false;
    history.replaceState({ trapped: state.trapped, told: true }, '');
    return true;
  }

  // ---- screens -----------------------------------------------------------------------------

  /** Where the address bar points: a screen and perhaps an element on it. */
  function target() {
    let hash = location.hash.slice(1);
    try {
      hash = decodeURIComponent(hash);
    } catch (broken) {
      hash = location.hash.slice(1);
    }
    const [name, element = ''] = hash.split('~');
    return { name: name || (element && current), element };
  }

  /**
   * Draws a screen. What was typed in fields that are not part of the dossier yet stays when it is the
   * same screen, but for those in `used`.
   * @param {{address: string, title: string, html: string}} screen
   * @param {Element | null} [used] a group of such fields; without it none of them stays
   */
  function draw(screen, used) {
    regions.drop();
    const stays = used !== undefined && screen.address === current;
    const kept = screens.swap(stage, screen.html, stays ? (it) => !used || !used.contains(it) : null);
    current = screen.address;
    document.title = screen.title ? screen.title + ' | ' + title : title;
    if (locked()) screens.lock(stage, true);
    paintName();
    remember();
    return kept;
  }

  /** Keeps where somebody is, so that the tool opens there again. */
  function remember() {
    if (views[place] === current) return;
    views[place] = current;
    if (tool.savedAt) buffer.soon();
  }

  /** Draws the screen that is shown once more, or the first one when it is gone. */
  function redraw(used) {
    const screen = ask('screen', current) || ask('screen', '');
    return screen ? draw(screen, used) : true;
  }

  /**
   * Goes where the address bar points. An address that is no screen is left to the page.
   * @returns {boolean} whether it is a screen
   */
  function route() {
    const { name, element } = target();
    const back = !followed;
    followed = false;
    const screen = ask('screen', name);
    if (!screen) return false;
    if (back && screen.address === current && !element) return true;
    quiet();
    draw(screen);
    arrive(element, back ? visited.get(current) : null);
    return true;
  }

  /** Remembers how this screen is left, for whoever comes back: also its address, when it was the first. */
  function depart(control) {
    if (!location.hash) history.replaceState(history.state, '', '#' + encodeURI(current));
    visited.set(current, { scroll: window.scrollY, selector: screens.selectorOf(control) });
  }

  /** Goes to a screen of the program's choice. */
  function go(screen, focus) {
    depart(document.activeElement);
    quiet();
    history.pushState(null, '', '#' + encodeURI(screen.address));
    draw(screen);
    arrive(focus, null);
  }

  /** Puts focus and scroll right on a screen that was just drawn. */
  function arrive(element, before) {
    const found = element && document.getElementById(element);
    if (found && root.contains(found)) return screens.focusOn(screens.controlIn(found));
    const last = before && before.selector && stage.querySelector(before.selector);
    if (last) screens.focusOn(last, true);
    else focusHeading();
    if (before) window.scrollTo(window.scrollX, before.scroll);
    else toTop();
    remind();
    return undefined;
  }

  function focusHeading() {
    const heading = stage.querySelector('[data-heading]') || stage.querySelector('h1, h2, h3');
    if (heading) screens.focusOn(heading, true);
  }

  /** Scrolls to the top of the tool, or to the heading when that stands too far below it. */
  function toTop() {
    root.scrollIntoView({ block: 'start' });
    const heading = document.activeElement;
    if (stage.contains(heading) && heading.getBoundingClientRect().bottom > window.innerHeight) heading.scrollIntoView({ block: 'start' });
  }

  /** A new screen begins without the messages of the last one. */
  const quiet = () => tell('');

  /** The name of the government may stand outside the screens too. */
  function paintName() {
    const fields = Array.from(root.querySelectorAll('[data-path="name"]')).filter((it) => !stage.contains(it) && it !== document.activeElement);
    if (!fields.length) return;
    const { name } = ask('state');
    fields.forEach((it) => {
      it.value = name;
      handed.set(it, name);
    });
  }

  function paintSaved() {
    write('[data-saved]', savedLine());
    reveal('[data-protected]', Boolean(tool.secret || sealed));
  }

  function savedLine() {
    if (!tool.dirty && tool.fileName) return words('filed', { file: tool.fileName, time: clock(tool.savedAt) });
    if (!store) return words(dossier.local ? 'local' : 'noStorage');
    if (full) return words('noStorage');
    if (!tool.dirty || !tool.savedAt) return words('notSaved');
    return words('saved', { time: clock(tool.savedAt) });
  }

  /** Whether nothing may be changed here. */
  const locked = () => !writer || newer || sealed !== null;

  function banners() {
    reveal('[data-banner="locked"]', sealed !== null);
    reveal('[data-banner="reader"]', sealed === null && !writer && !newer);
    reveal('[data-banner="newer"]', newer);
    screens.lock(stage, locked());
    root.querySelectorAll(WRITING).forEach((it) => { it.disabled = locked(); });
    root.querySelectorAll('[data-do="open"]').forEach((it) => { it.disabled = !writer || sealed !== null; });
    Array.from(root.querySelectorAll('[data-path]')).filter((it) => !stage.contains(it)).forEach((it) => { it.disabled = locked(); });
  }

  // ---- changes -----------------------------------------------------------------------------

  /** What was last handed on of a field in which one types, so that `change` does not repeat `input`. */
  const handed = new WeakMap();

  function onInput(event) {
    const field = event.target;
    if (!field.dataset || screens.isTick(field)) return;
    if (field.dataset.path) setTyped(field);
    else if (field.dataset.ui && screens.isTyped(field) && !event.isComposing) ui(field);
  }

  function onChange(event) {
    const field = event.target;
    if (!field.dataset) return;
    if (field.dataset.path && screens.isTick(field)) set(field);
    else if (field.dataset.path) setTyped(field);
    if (field.dataset.ui && !screens.isTyped(field)) ui(field);
    else if (field.dataset.act) actBy(field);
    remind();
  }

  function setTyped(field) {
    const before = handed.has(field) ? handed.get(field) : firstValue(field);
    if (field.value === before) return;
    handed.set(field, field.value);
    set(field);
  }

  function firstValue(field) {
    if (field.localName !== 'select') return field.defaultValue;
    const first = Array.from(field.options).find((it) => it.defaultSelected) || field.options[0];
    return first ? first.value : '';
  }

  function set(field) {
    if (locked()) return;
    const { path } = field.dataset;
    const value = screens.valueOf(field, field.closest('[data-screen]') || root);
    const result = ask('set', path, JSON.stringify(value), current, now());
    if ('invalid' in result) field.setAttribute('aria-invalid', String(result.invalid));
    regions.soon(result.regions || {});
    if (result.status) write('[data-live]', result.status);
    if (result.taken) changed(path);
  }

  /** View state, such as a filter: the program keeps it, the dossier does not. */
  function ui(field) {
    const off = screens.isTick(field) && !field.checked;
    act('ui', { key: field.dataset.ui, value: off ? '' : field.value });
  }

  function actBy(control) {
    act(control.dataset.act, screens.argsOf(control), control.closest('[data-fields]'));
  }

  function act(name, args, used) {
    if (locked() && !LOOKING.includes(name)) return;
    const before = current;
    const work = () => ask('act', name, JSON.stringify(args), seed(), now());
    const result = LOOKING.includes(name) ? work() : noticing(work);
    apply(result, used);
    desk.compared(before, current, result.status || '');
  }

  function step(method) {
    if (!locked()) apply(noticing(() => ask(method, now())));
  }

  /** Does work and notices whether it changed the dossier. */
  function noticing(work) {
    const before = call('text');
    const result = work();
    if (call('text') !== before) changed('');
    return result;
  }

  /**
   * Shows what an act led to: its screen, its focus and its words.
   * @param {{address?: string, focus?: string, status?: string, error?: string}} result
   * @param {Element | null} [used] the group of fields that it took
   */
  function apply(result, used = null) {
    const screen = ask('screen', typeof result.address === 'string' ? result.address : current);
    if (screen && screen.address !== current) go(screen, result.focus);
    else again(result, result.error ? null : used);
    if (result.error) warn(result.error);
    else if (result.status) tell(result.status);
  }

  function again(result, used) {
    const kept = redraw(used);
    const wanted = result.focus && document.getElementById(result.focus);
    if (wanted) screens.focusOn(screens.controlIn(wanted));
    else if (!kept) focusHeading();
  }

  /** Something of the dossier changed: it is kept at once. */
  function changed(path) {
    tool.changes += 1;
    if (!unfiled.since) unfiled.since = Date.now();
    if (!path || path !== unfiled.path) unfiled.count += 1;
    unfiled.path = path;
    tool.dirty = true;
    buffer.soon();
  }

  // ---- the reminder ------------------------------------------------------------------------

  /** Reminds calmly of saving a file, never while somebody types. */
  function remind() {
    const time = Date.now();
    const due = unfiled.count >= REMIND_CHANGES || (unfiled.since && time - unfiled.since >= REMIND_AFTER);
    if (!due || !tool.dirty || locked() || (unfiled.told && time - unfiled.told < REMIND_AFTER)) return;
    unfiled.told = time;
    reveal('[data-banner="reminder"]', true);
  }

  function remindLater() {
    Object.assign(unfiled, { since: Date.now(), count: 0, told: Date.now() });
    reveal('[data-banner="reminder"]', false);
    focusHeading();
  }

  /** All of the dossier is in a file now. */
  function filed(name) {
    tool.dirty = false;
    tool.fileName = name;
    tool.savedAt = now();
    unfiled = { since: 0, count: 0, path: '', told: unfiled.told };
    reveal('[data-banner="reminder"]', false);
    buffer.soon();
    paintSaved();
  }

  // ---- the crash buffer --------------------------------------------------------------------

  const buffer = dossier.oneByOne(async () => {
    if (!store || locked()) return;
    const time = now();
    try {
      await store.put('current', await record(time));
      if (tool.dirty) tool.savedAt = time;
      full = false;
    } catch (refused) {
      if (!full) warn(words('full'));
      full = true;
    }
    paintSaved();
  });

  /** Whether a browser can keep this: only its own handles of files. */
  const isHandle = (it) => Boolean(window.FileSystemFileHandle) && it instanceof FileSystemFileHandle;

  /** What the buffer keeps: the dossier, locked when there is a passphrase, and where one was. */
  async function record(time) {
    const text = call('text');
    const { dirty, fileName, secret } = tool;
    const handles = Object.fromEntries(Object.entries(tool.handles).filter(([, it]) => isHandle(it)));
    const kept = { dirty, fileName, handles, views, savedAt: dirty ? time : tool.savedAt };
    return Object.assign(kept, secret ? { sealed: await cipher.seal(text, secret) } : { text });
  }

  /** Takes the dossier back from the buffer. */
  async function restore() {
    const kept = store && (await store.get('current').catch(() => null));
    if (!kept) return;
    views = kept.views || {};
    if (!kept.sealed) return restoreText(kept, kept.text, null);
    const lock = cipher.inspect(kept.sealed);
    const text = tool.secret && lock.kind === 'sealed' ? await cipher.unsealWith(lock, tool.secret) : null;
    if (text !== null) return restoreText(kept, text, tool.secret);
    if (lock.kind !== 'sealed') return restoreText(kept, '', null);
    sealed = kept;
    tool.secret = null;
    call('begin', lineage(), now());
    return undefined;
  }

  async function restoreText(kept, text, secret) {
    if (ask('inspect', text).outcome !== 'ok') {
      await store.put('aside', kept).catch(() => null);
      warn(words('damaged'));
      return;
    }
    call('open', text);
    tool.secret = secret;
    tool.handles = kept.handles || {};
    tool.dirty = kept.dirty;
    tool.fileName = kept.fileName;
    tool.savedAt = kept.savedAt;
    unfiled.since = kept.dirty ? Date.now() : 0;
    if (ask('state').any) tell(words(newlyTrapped() ? 'trapped' : 'restored', { time: clock(kept.savedAt) }));
  }

  /** Asks for the passphrase of what the buffer holds. */
  async function unlock() {
    if (!sealed) return;
    const kept = sealed;
    const opened = await tool.dialogs.unlock(cipher.inspect(kept.sealed), 'buffer', kept.fileName);
    if (opened === 'wipe') return wipe();
    if (!opened || sealed !== kept) return undefined;
    sealed = null;
    await restoreText(kept, opened.text, opened.secret);
    if (!goBack()) redraw();
    banners();
    paintSaved();
    focusHeading();
    return undefined;
  }

  // ---- two tabs ----------------------------------------------------------------------------

  const turns = dossier.turns({ gain: becomeWriter, lose: becomeReader, last: buffer.done, wiped: wipedElsewhere });

  async function becomeWriter() {
    newer = false;
    await restore();
    writer = true;
    redraw();
    banners();
    paintSaved();
    if (sealed) unlock();
  }

  function becomeReader() {
    writer = false;
    regions.now();
    banners();
  }

  // ---- the passphrase ----------------------------------------------------------------------

  async function passphrase() {
    const answer = await tool.dialogs.newPhrase(Boolean(tool.secret));
    if (!answer || locked()) return;
    tool.secret = answer === 'remove' ? null : answer;
    tool.dirty = tool.dirty || ask('state').any;
    tool.changes += 1;
    buffer.soon();
    tell(words(tool.secret ? 'passphraseSet' : 'passphraseRemoved'));
    paintSaved();
  }

  // ---- files -------------------------------------------------------------------------------

  /** Opens a dossier that is known to be good. */
  function open(text, secret, name) {
    call('open', text);
    newer = false;
    tool.secret = secret;
    tool.handles = {};
    tool.changes += 1;
    filed(name);
    opened();
    tell(words('opened', { file: name }));
  }

  function openNewer(text, message) {
    if (!newer) mine = call('text');
    call('open', text);
    newer = true;
    write('[data-newer]', message);
    opened();
    tell(message);
  }

  /** Shows the worked example; one's own dossier waits. */
  async function example() {
    try {
      openNewer(new TextDecoder().decode(await portal.load(address('example'))), words('example'));
    } catch (failed) {
      warn(words('noExample'));
    }
  }

  /** Another dossier to hold beside this one. It is not kept. */
  function compareWith(text, name) {
    const { outcome, message } = ask('compare_with', text);
    if (outcome === 'refused') return warn(name + ': ' + message);
    redraw();
    return tell(words('compared', { file: name }));
  }

  async function newYear() {
    if (await tool.dialogs.agreed('new-year')) act('new-year', { lineage: lineage() });
  }

  function backToMine() {
    call('open', mine);
    newer = false;
    mine = '';
    opened();
    quiet();
  }

  /** Shows a dossier that came in the place of another. */
  function opened() {
    visited.clear();
    redraw();
    banners();
    paintSaved();
    focusHeading();
    toTop();
  }

  function choose(field, accept) {
    if (locked() && field !== fileField) return;
    if (accept) field.accept = accept;
    field.click();
  }

  // ---- wiping ------------------------------------------------------------------------------

  async function wipe() {
    if (!(await tool.dialogs.agreed('wipe'))) return;
    await forget();
    turns.wiped();
    try {
      if (store) await store.clear();
      tell(words('wiped'));
    } catch (refused) {
      warn(words('notWiped'));
    }
  }

  /** Another tab wiped everything: what this one was still writing goes too. */
  async function wipedElsewhere() {
    await forget();
    if (store) await store.clear().catch(() => null);
  }

  /** Forgets everything in this tab. */
  async function forget() {
    await buffer.done();
    call('begin', lineage(), now());
    Object.assign(tool, { dirty: false, fileName: '', savedAt: '', handles: {}, secret: null });
    unfiled = { since: 0, count: 0, path: '', told: 0 };
    newer = false;
    mine = '';
    sealed = null;
    full = false;
    views = {};
    visited.clear();
    desk.forget();
    history.replaceState(null, '', location.pathname + location.search);
    reveal('[data-banner="reminder"]', false);
    current = '';
    redraw();
    banners();
    paintSaved();
    quiet();
  }

  // ---- paper -------------------------------------------------------------------------------

  /** On paper stands all that was filled in; when that is nothing, the empty form. */
  function onPaper() {
    if (root.dataset.paper) return;
    const html = ask('state').any ? call('print') : '';
    paper.innerHTML = html;
    paper.hidden = !html;
    if (!html) showForm(true);
    root.dataset.paper = html ? 'filled' : 'empty';
  }

  function offPaper() {
    if (!root.dataset.paper) return;
    paper.innerHTML = '';
    paper.hidden = true;
    showForm(false);
    delete root.dataset.paper;
  }

  function showForm(shown) {
    form.hidden = !shown;
    if (shown) form.append(formParts);
    else formParts.append(...form.childNodes);
  }

  // ---- events ------------------------------------------------------------------------------

  const actions = {
    save: () => desk.save('all'),
    'save-apart': desk.saveApart,
    'save-part': (button) => desk.save(button.dataset.kind),
    download: desk.rescued,
    open: () => choose(fileField),
    merge: () => choose(mergeField, '.json,.xlsx'),
    compare: () => choose(earlierField),
    'new-year': newYear,
    example,
    undo: () => step('undo'),
    redo: () => step('redo'),
    passphrase,
    unlock,
    print: () => window.print(),
    wipe,
    'take-over': turns.takeOver,
    return: backToMine,
    later: remindLater,
  };

  function onClick(event) {
    const control = event.target.closest('[data-do], [data-act], button[data-office], [data-office-open], [data-file-kind], a[href^="#"]');
    if (!control || control.disabled) return undefined;
    const { dataset } = control;
    if (dataset.do) return actions[dataset.do] && actions[dataset.do](control);
    if (dataset.act) return control.matches('input, select, textarea') ? undefined : pressed(event, control);
    if (dataset.office) return desk.make(control);
    if ('officeOpen' in dataset) return choose(mergeField, '.xlsx');
    if (dataset.fileKind) return desk.textFile(dataset.fileKind);
    return follow(event, control);
  }

  function pressed(event, control) {
    event.preventDefault();
    return actBy(control);
  }

  /** A link to a screen: the browser changes the address, and `hashchange` the screen. */
  function follow(event, link) {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const field = link.getAttribute('href').startsWith('#~') && document.getElementById(link.hash.slice(2));
    if (field) {
      event.preventDefault();
      screens.focusOn(screens.controlIn(field));
      return;
    }
    depart(link);
    followed = true;
    if (link.hash === location.hash) route();
  }

  /** Enter in a field of a group presses the group's button, as in a form. */
  function onEnter(event) {
    const group = screens.isTyped(event.target) && event.target.localName === 'input' && event.target.closest('[data-fields]');
    const button = group && group.querySelector('button[data-act]:not([disabled])');
    if (!button) return;
    event.preventDefault();
    button.click();
  }

  function onKey(event) {
    if (event.key === 'Enter' && !event.isComposing) return onEnter(event);
    if (!(event.ctrlKey || event.metaKey) || event.altKey || screens.isTyped(event.target)) return undefined;
    if (event.target.closest && event.target.closest('dialog')) return undefined;
    const key = event.key.toLowerCase();
    const method = key === 'y' || (key === 'z' && event.shiftKey) ? 'redo' : key === 'z' ? 'undo' : '';
    if (!method) return undefined;
    event.preventDefault();
    return step(method);
  }

  const brings = (event) => event.dataTransfer && Array.from(event.dataTransfer.types).includes('Files');

  function onDrag(event) {
    if (!brings(event)) return;
    event.preventDefault();
    root.classList.toggle('is-dropping', event.type === 'dragover');
  }

  function onDrop(event) {
    if (!brings(event)) return;
    onDrag(event);
    if (!writer || sealed || root.querySelector('dialog[open]')) return;
    const files = Array.from(event.dataTransfer.files);
    if (newer) desk.open(files[0]);
    else desk.take(files);
  }

  function listenToFiles() {
    const chosen = (field, work) => field && field.addEventListener('change', () => {
      const files = Array.from(field.files);
      field.value = '';
      if (files.length) work(files);
    });
    chosen(fileField, (files) => desk.open(files[0]));
    chosen(mergeField, desk.compare);
    chosen(earlierField, (files) => desk.openEarlier(files[0]));
    ['dragover', 'dragleave'].forEach((it) => window.addEventListener(it, onDrag));
    window.addEventListener('drop', onDrop);
  }

  function listenToPrinter() {
    window.addEventListener('beforeprint', onPaper);
    window.addEventListener('afterprint', offPaper);
    window.matchMedia('print').addEventListener('change', (event) => (event.matches ? onPaper() : offPaper()));
  }

  function listen() {
    root.addEventListener('click', onClick);
    root.addEventListener('input', onInput);
    root.addEventListener('compositionend', onInput);
    root.addEventListener('change', onChange);
    root.addEventListener('submit', (event) => event.target.closest('dialog') || event.preventDefault());
    document.addEventListener('keydown', onKey);
    listenToFiles();
    listenToPrinter();
    window.addEventListener('hashchange', route);
    window.addEventListener('pagehide', keepLast);
    document.addEventListener('visibilitychange', () => document.hidden && keepLast());
    window.addEventListener('beforeunload', (event) => {
      if (tool.dirty && (!store || full)) event.preventDefault();
    });
    setInterval(() => screens.isTyped(document.activeElement) || remind(), REMIND_CHECK);
  }

  function keepLast() {
    if (tool.dirty) buffer.soon();
  }

  // ---- start -------------------------------------------------------------------------------

  /** The address of a file, on this element or one around it. */
  function address(name) {
    const holder = root.closest('[data-' + name + ']');
    return holder ? holder.getAttribute('data-' + name) : '';
  }

  /** The BIA and the plan have a program of their own, the questionnaires share one. */
  function programName() {
    return ['bia', 'bcp'].includes(root.dataset.tool) ? root.dataset.tool : 'forms';
  }

  async function load() {
    const [program, linked] = await Promise.all([
      portal.program(programName(), address('program'), address('wasm')),
      portal.load(address('linked')),
    ]);
    session = new program.Session(new TextDecoder().decode(linked), lineage(), now());
  }

  /** Without the program the page is a form for paper, and says so. */
  function fallBack() {
    reveal('[data-fallback]', true);
    root.addEventListener('click', (event) => event.target.closest('[data-do="print"]') && window.print());
    warn(words('noProgram'));
  }

  /** The screen where somebody was in this tool before, when the address names none. */
  function goBack() {
    const screen = !location.hash && views[place] && ask('screen', views[place]);
    if (!screen) return false;
    history.replaceState(history.state, '', '#' + encodeURI(screen.address));
    draw(screen);
    return true;
  }

  function firstScreen() {
    const { name, element } = target();
    const screen = (location.hash && ask('screen', name)) || null;
    if (screen) draw(screen);
    else if (!goBack()) redraw();
    if (screen && element) arrive(element, null);
  }

  function show() {
    root.classList.add('is-running');
    root.querySelectorAll('[data-script]').forEach((it) => { it.hidden = false; });
    if (!cipher.available()) root.querySelectorAll('[data-do="passphrase"]').forEach((it) => { it.hidden = true; });
    showForm(false);
    stage.hidden = false;
  }

  async function start() {
    try {
      await load();
    } catch (failed) {
      fallBack();
      return;
    }
    store = await dossier.openBuffer();
    writer = await turns.begin();
    await restore();
    show();
    listen();
    firstScreen();
    banners();
    paintSaved();
    root.dataset.ready = '';
    if (sealed) unlock();
  }

  start();
})();
