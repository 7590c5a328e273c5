/**
 * The questionnaire on the page: events, focus, storage and files around the program `forms`.
 *
 * Every rule and every word comes from the program or stands in the page; this script only hands
 * them on. It never changes a field that someone is typing in: fields are filled when a dossier is
 * opened, and only what an answer changes is drawn again. Nothing is ever sent.
 */
(function () {
  'use strict';

  const form = document.querySelector('form[data-form="questionnaire"]');
  const root = form && form.closest('[data-tool="questionnaire"]');
  const portal = window.portal;
  if (!root || !portal) return;

  /** One dossier for all tools and all tabs of this site. */
  const SHARED = 'bcm-portal-dossier';
  /** How long another tab gets to put its last words down before its turn is taken, in ms. */
  const PATIENCE = 1500;
  /** A second trap within this time is not answered by another reload, in ms. */
  const TRAP_PAUSE = 10000;

  const find = (selector) => root.querySelector(selector);
  const questions = Array.from(root.querySelectorAll('[data-question]'));
  const place = find('[data-place]');
  const progress = find('[data-region="progress"]');
  const result = find('[data-region="result"]');
  const nameField = find('[data-name]');
  const fileField = find('[data-file]');
  const channel = 'BroadcastChannel' in window ? new BroadcastChannel(SHARED) : null;

  /** The program's state. */
  let session = null;
  /** The crash buffer, or null where there is none. */
  let store = null;
  /** Index of the question on screen; the number of questions stands for the result. */
  let current = 0;
  /** Whether this tab may write. */
  let writer = false;
  /** Whether a newer file is on screen, and the dossier to go back to. */
  let newer = false;
  let mine = '';
  /** Whether anything changed since the last file, that file's name, and when it was last kept. */
  let dirty = false;
  let fileName = '';
  let savedAt = '';
  /** The file to write to, where the browser can. */
  let fileHandle = null;

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

  /** Says something calmly, and takes back the last mistake. */
  function tell(text) {
    find('[data-error]').textContent = '';
    find('[data-status]').textContent = text;
  }

  /** Says what went wrong and what to do. */
  function warn(text) {
    find('[data-status]').textContent = '';
    find('[data-error]').textContent = text;
  }

  /** `14:32` today, `23 november om 14:32` on another day. */
  function clock(time) {
    const date = new Date(time);
    const hour = date.toLocaleTimeString('nl-BE', { hour: '2-digit', minute: '2-digit' });
    if (date.toDateString() === new Date().toDateString()) return hour;
    return date.toLocaleDateString('nl-BE', { day: 'numeric', month: 'long' }) + ' om ' + hour;
  }

  const now = () => new Date().toISOString();

  /** A random UUID, version 4, also where `crypto.randomUUID` is missing. */
  function lineage() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = Array.from(bytes, (it) => it.toString(16).padStart(2, '0')).join('');
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  }

  // ---- the program -------------------------------------------------------------------------

  /**
   * Runs the program. After a trap its memory cannot be trusted: the page loads again and the
   * crash buffer brings the answers back.
   * @template T
   * @param {function(): T} work
   * @returns {T}
   */
  function run(work) {
    try {
      return work();
    } catch (error) {
      if (error instanceof WebAssembly.RuntimeError) afterTrap();
      throw error;
    }
  }

  function afterTrap() {
    const last = history.state && history.state.trapped;
    if (last && Date.now() - last < TRAP_PAUSE) {
      lock(true);
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

  const shown = () => JSON.parse(run(() => session.shown()));

  // ---- the screen --------------------------------------------------------------------------

  /** Draws again what an answer changes. What stayed the same is left alone. */
  function paint() {
    const regions = JSON.parse(run(() => session.render(current)));
    if (place.textContent !== regions.place) place.textContent = regions.place;
    draw(progress, regions.progress);
    draw(result, regions.result);
    paintSaved();
  }

  function draw(region, html) {
    if (region.drawn === html) return;
    region.drawn = html;
    region.innerHTML = html;
  }

  function paintSaved() {
    find('[data-saved]').textContent = savedLine();
  }

  function savedLine() {
    if (!dirty && fileName) return words('filed', { file: fileName, time: clock(savedAt) });
    if (!store) return words(location.protocol === 'file:' ? 'local' : 'noStorage');
    if (!dirty || !savedAt) return words('notSaved');
    return words('saved', { time: clock(savedAt) });
  }

  /** Shows a question, or the result after the last one. */
  function show(index, moveFocus) {
    current = Math.max(0, Math.min(index, questions.length));
    layout(false);
    find('[data-do="back"]').hidden = current === 0;
    find('[data-do="next"]').hidden = current === questions.length;
    find('[data-do="clear"]').hidden = current === questions.length;
    paint();
    if (!moveFocus) return;
    const id = current < questions.length ? questions[current].id + '-title' : 'resultaat-titel';
    document.getElementById(id).focus();
  }

  /** On screen one question; on paper all of them, and how to count by hand if nothing is filled in. */
  function layout(onPaper) {
    questions.forEach((question, index) => {
      question.hidden = !onPaper && index !== current;
    });
    find('[data-intro]').hidden = !onPaper && current > 0;
    const empty = onPaper && !shown().any;
    find('[data-paper]').hidden = !empty;
    result.hidden = empty;
  }

  /** Puts a dossier's answers into the fields: only when one is opened or taken back. */
  function fill() {
    const state = shown();
    nameField.value = state.name;
    questions.forEach((question) => {
      const response = state.responses[question.id] || {};
      const answer = response.answer;
      const value = answer && typeof answer === 'object' ? String(answer.level) : answer;
      fields(question, 'radio').forEach((it) => { it.checked = it.value === value; });
      const ticked = response.evidence || [];
      fields(question, 'checkbox').forEach((it) => { it.checked = ticked.includes(it.value); });
      question.querySelector('textarea').value = response.note || '';
    });
    return state;
  }

  const fields = (question, type) =>
    Array.from(question.querySelectorAll('input[type="' + type + '"]'));

  /** Makes everything read-only, or not. */
  function lock(locked) {
    questions.forEach((question) => { question.disabled = locked; });
    nameField.disabled = locked;
    find('[data-do="clear"]').disabled = locked;
    find('[data-do="save"]').disabled = locked;
  }

  function banners() {
    find('[data-banner="reader"]').hidden = writer || newer;
    find('[data-banner="newer"]').hidden = !newer;
    lock(!writer || newer);
  }

  // ---- answers -----------------------------------------------------------------------------

  function response(question) {
    const chosen = fields(question, 'radio').find((it) => it.checked);
    const ticked = fields(question, 'checkbox').filter((it) => it.checked);
    return {
      answer: chosen ? (chosen.value === 'unknown' ? 'unknown' : { level: Number(chosen.value) }) : null,
      evidence: ticked.map((it) => it.value),
      note: question.querySelector('textarea').value,
    };
  }

  function answered(question) {
    const text = JSON.stringify(response(question));
    if (run(() => session.answer(question.id, text, now()))) changed();
  }

  function changed() {
    dirty = true;
    keep();
    paint();
  }

  function clearAnswer() {
    const question = questions[current];
    if (!question) return;
    fields(question, 'radio').forEach((it) => { it.checked = false; });
    answered(question);
  }

  // ---- the crash buffer --------------------------------------------------------------------

  /** Opens the buffer. On `file://` there is none: browsers share that storage between folders. */
  function openStore() {
    return new Promise((resolve) => {
      if (location.protocol === 'file:' || !window.indexedDB) return resolve(null);
      let request;
      try {
        request = indexedDB.open('bcm-portal', 1);
      } catch (refused) {
        return resolve(null);
      }
      request.onupgradeneeded = () => request.result.createObjectStore('dossiers');
      request.onerror = () => resolve(null);
      request.onblocked = () => resolve(null);
      request.onsuccess = () => resolve(bufferOf(request.result));
      return undefined;
    });
  }

  function bufferOf(database) {
    database.onversionchange = () => database.close();
    const ask = (mode, work) => new Promise((resolve, reject) => {
      const transaction = database.transaction('dossiers', mode);
      const request = work(transaction.objectStore('dossiers'));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
      transaction.onerror = () => reject(transaction.error);
    });
    return {
      get: (key) => ask('readonly', (it) => it.get(key)),
      put: (key, value) => ask('readwrite', (it) => it.put(value, key)),
      clear: () => ask('readwrite', (it) => it.clear()),
    };
  }

  let writing = Promise.resolve();
  let waiting = false;

  /** Keeps the dossier in the buffer. Changes during a write are kept together after it. */
  function keep() {
    if (!store || !writer || newer || waiting) return;
    waiting = true;
    writing = writing.then(write);
  }

  async function write() {
    waiting = false;
    if (!store || !writer || newer) return;
    const time = now();
    const text = run(() => session.text());
    try {
      await store.put('current', { text, dirty, fileName, savedAt: dirty ? time : savedAt });
      if (dirty) savedAt = time;
    } catch (full) {
      store = null;
    }
    paintSaved();
  }

  /** Takes the dossier back from the buffer. */
  async function restore() {
    const kept = store && (await store.get('current').catch(() => null));
    if (!kept) return;
    const { outcome } = JSON.parse(run(() => session.inspect(kept.text)));
    if (outcome !== 'ok') {
      await store.put('aside', kept).catch(() => null);
      warn(words('damaged'));
      return;
    }
    run(() => session.open(kept.text));
    ({ dirty, fileName, savedAt } = kept);
    if (shown().any) tell(words(newlyTrapped() ? 'trapped' : 'restored', { time: clock(savedAt) }));
  }

  // ---- two tabs ----------------------------------------------------------------------------

  /** Lets go of the right to write, while this tab holds it. */
  let release = null;
  let queue = null;

  /**
   * Asks for the right to write and holds it.
   * @param {Object} options of the Web Locks API
   * @returns {Promise<boolean>} whether it was given
   */
  function hold(options) {
    return new Promise((resolve) => {
      const held = navigator.locks.request(SHARED, options, (given) => {
        resolve(Boolean(given));
        return given ? new Promise((free) => { release = free; }) : undefined;
      });
      held.catch(() => {
        resolve(false);
        if (writer) becomeReader();
      });
    });
  }

  async function begin() {
    writer = navigator.locks ? await hold({ ifAvailable: true }) : true;
    if (!writer) waitForTurn();
  }

  /** Stands in line: when the other tab closes, this one goes on. */
  function waitForTurn() {
    queue = new AbortController();
    hold({ signal: queue.signal }).then((given) => given && becomeWriter());
  }

  async function becomeWriter() {
    await restore();
    writer = true;
    fill();
    banners();
    paint();
  }

  function becomeReader() {
    writer = false;
    banners();
    waitForTurn();
  }

  /** Asks the other tab for its turn, and takes it when there is no reply. */
  function takeOver() {
    if (channel) channel.postMessage('release');
    setTimeout(async () => {
      if (writer) return;
      queue.abort();
      if (await hold({ steal: true })) becomeWriter();
    }, channel ? PATIENCE : 0);
  }

  async function onMessage(event) {
    if (event.data === 'wiped') return forget();
    if (event.data !== 'release' || !writer || !release) return undefined;
    await writing;
    const free = release;
    release = null;
    becomeReader();
    free();
    return undefined;
  }

  // ---- files -------------------------------------------------------------------------------

  async function save() {
    const name = run(() => session.file_name());
    const text = run(() => session.save());
    try {
      fileName = await writeFile(name, text);
    } catch (error) {
      if (error.name === 'AbortError') return;
      warn(words('saveFailed', { file: fileHandle ? fileHandle.name : name }));
      fileHandle = null;
      return;
    }
    dirty = false;
    savedAt = now();
    keep();
    paintSaved();
    tell(fileHandle ? savedLine() : words('downloaded', { file: fileName }));
  }

  /** Writes to the file that was chosen, or hands it to the downloads. Gives the file's name. */
  async function writeFile(name, text) {
    if (!window.showSaveFilePicker) {
      download(name, text);
      return name;
    }
    if (!fileHandle) {
      const types = [{ description: 'Dossier', accept: { 'application/json': ['.bcm.json'] } }];
      fileHandle = await window.showSaveFilePicker({ suggestedName: name, types });
    }
    const stream = await fileHandle.createWritable();
    await stream.write(text);
    await stream.close();
    return fileHandle.name;
  }

  function download(name, text) {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
    link.download = name;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }

  /** Opens a file. Until it is known to be good, and its reader agrees, nothing changes. */
  async function openFile(file) {
    let text;
    try {
      text = await file.text();
    } catch (unreadable) {
      return warn(words('unreadable', { file: file.name }));
    }
    const { outcome, message } = JSON.parse(run(() => session.inspect(text)));
    if (outcome === 'refused') return warn(file.name + ': ' + message);
    if (outcome === 'newer') return openNewer(text, message);
    if (dirty && shown().any && !(await agreed('replace'))) return undefined;
    run(() => session.open(text));
    fileHandle = null;
    fileName = file.name;
    savedAt = now();
    dirty = false;
    newer = false;
    keep();
    return opened(file.name);
  }

  function openNewer(text, message) {
    if (!newer) mine = run(() => session.text());
    run(() => session.open(text));
    newer = true;
    find('[data-newer]').textContent = message;
    opened('');
    tell(message);
  }

  function backToMine() {
    run(() => session.open(mine));
    newer = false;
    mine = '';
    opened('');
    tell('');
  }

  function opened(name) {
    const state = fill();
    banners();
    show(state.first_open, true);
    if (name) tell(words('opened', { file: name }));
  }

  // ---- wiping ------------------------------------------------------------------------------

  async function wipe() {
    if (!(await agreed('wipe'))) return;
    await forget();
    if (store) await store.clear().catch(() => { store = null; });
    if (channel) channel.postMessage('wiped');
    tell(words('wiped'));
  }

  /** Forgets everything in this tab. */
  async function forget() {
    await writing;
    run(() => session.begin(lineage(), now()));
    fileHandle = null;
    fileName = '';
    savedAt = '';
    dirty = false;
    newer = false;
    mine = '';
    fill();
    banners();
    show(0, false);
  }

  /** Asks in a dialog; closing it any other way is a no. */
  function agreed(name) {
    const dialog = find('[data-dialog="' + name + '"]');
    return new Promise((resolve) => {
      dialog.returnValue = '';
      dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true });
      dialog.showModal();
    });
  }

  // ---- events ------------------------------------------------------------------------------

  const actions = {
    back: () => show(current - 1, true),
    next: () => show(current + 1, true),
    clear: clearAnswer,
    save,
    open: () => fileField.click(),
    print: () => window.print(),
    wipe,
    'take-over': takeOver,
    return: backToMine,
  };

  function onClick(event) {
    const button = event.target.closest('[data-do]');
    if (button) return actions[button.dataset.do]();
    const link = event.target.closest('[data-goto]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return undefined;
    event.preventDefault();
    return show(indexOf(link.dataset.goto), true);
  }

  /** Index of a question by id; everything else is the result. */
  function indexOf(id) {
    const index = questions.findIndex((it) => it.id === id);
    return index < 0 ? questions.length : index;
  }

  function onInput(event) {
    const question = event.target.closest('[data-question]');
    if (question) return answered(question);
    if (event.target === nameField && run(() => session.set_name(nameField.value, now()))) changed();
    return undefined;
  }

  function listen() {
    root.addEventListener('click', onClick);
    root.addEventListener('input', onInput);
    fileField.addEventListener('change', () => {
      const file = fileField.files[0];
      if (file) openFile(file).finally(() => { fileField.value = ''; });
    });
    window.addEventListener('beforeprint', () => layout(true));
    window.addEventListener('afterprint', () => layout(false));
    window.matchMedia('print').addEventListener('change', (event) => layout(event.matches));
    window.addEventListener('hashchange', () => goToHash(true));
    window.addEventListener('beforeunload', (event) => {
      if (dirty && !store) event.preventDefault();
    });
    if (channel) channel.addEventListener('message', onMessage);
  }

  function goToHash(moveFocus) {
    const id = location.hash.slice(1);
    const known = id === 'resultaat' || questions.some((it) => it.id === id);
    if (known) show(indexOf(id), moveFocus);
    return known;
  }

  // ---- start -------------------------------------------------------------------------------

  /** The address of a file, on this element or one around it. */
  function address(name) {
    const holder = root.closest('[data-' + name + ']');
    return holder ? holder.dataset[name] : '';
  }

  async function load() {
    const [program, linked] = await Promise.all([
      portal.program('forms', address('program'), address('wasm')),
      portal.load(address('questionnaire')),
    ]);
    const text = new TextDecoder().decode(linked);
    session = new program.Session(text, lineage(), now());
  }

  function reveal() {
    root.classList.add('is-running');
    root.querySelectorAll('[data-script]').forEach((it) => { it.hidden = false; });
    progress.hidden = false;
    result.hidden = false;
  }

  async function start() {
    try {
      await load();
    } catch (failed) {
      find('[data-fallback]').hidden = false;
      root.addEventListener('click', (event) => event.target.closest('[data-do="print"]') && window.print());
      warn(words('noProgram'));
      return;
    }
    store = await openStore();
    await begin();
    await restore();
    const state = fill();
    reveal();
    listen();
    banners();
    if (!goToHash(false)) show(state.any ? state.first_open : 0, false);
    root.dataset.ready = '';
  }

  start();
})();
