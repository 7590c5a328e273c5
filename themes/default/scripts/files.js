'use strict';

/* Files that go out of a tool and come into it: the dossier itself, with or without a passphrase,
   dossiers and sheets of others to compare with, and documents that are made on a click. */
(() => {
  /** Files larger than this are no dossier and no sheet of ours, in bytes. */
  const MOST_BYTES = 32000000;
  /** How long an address of a download stays good, in ms. */
  const DOWNLOAD_TIME = 60000;
  const DOSSIER_TYPES = [{ description: 'Dossier', accept: { 'application/json': ['.bcm.json'] } }];
  /** The screen on which a proposal is looked at. */
  const COMPARE = 'vergelijk';

  /** Says that there is nothing more to tell: the reason is on screen. */
  class Told extends Error {}

  /**
   * Hands a file to the downloads of the browser.
   * @param {string} name
   * @param {string | Uint8Array} content
   * @param {string} type MIME type
   */
  function download(name, content, type) {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([content], { type }));
    link.download = name;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), DOWNLOAD_TIME);
  }

  const isSheet = (file) => /\.xlsx$/i.test(file.name);

  /** Today where the reader is: `2026-11-24`. */
  function today() {
    const date = new Date();
    return [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((it) => String(it).padStart(2, '0')).join('-');
  }

  /** Lets the browser show that we are busy before work that holds it up. */
  const painted = () => new Promise((resolve) => { requestAnimationFrame(() => setTimeout(resolve)); });

  /** Whether we may write to a file: asked for again when the permission was taken away. */
  async function mayWrite(handle) {
    if (!handle.queryPermission) return true;
    const wish = { mode: 'readwrite' };
    if (await handle.queryPermission(wish) === 'granted') return true;
    return await handle.requestPermission(wish) === 'granted';
  }

  /** @param {Object} tool what `tool.js` shares with this script */
  function desk(tool) {
    const { cipher } = window.portal;
    const { words, find, dialogs } = tool;
    /** Parts of a dossier saved apart since the last change. */
    let parts = { at: -1, kinds: new Set() };
    /** What could not be written, to be offered as a download. */
    let rescue = '';
    /** Files still to be compared. */
    let queue = [];
    let officeData = null;

    // ---- out -------------------------------------------------------------------------------

    /** The dossier as the text of a file: locked when there is a passphrase. */
    async function textOf(kind) {
      const text = tool.call('save', kind);
      return tool.secret ? cipher.seal(text, tool.secret) : text;
    }

    async function save(kind = 'all') {
      const name = tool.call('file_name', kind);
      const at = tool.changes;
      try {
        saved(kind, await write(kind, name), at);
      } catch (error) {
        if (error.name === 'AbortError') return;
        const file = tool.handles[kind] ? tool.handles[kind].name : name;
        delete tool.handles[kind];
        failed(kind, words(error.name === 'NotAllowedError' ? 'denied' : 'saveFailed', { file }));
      }
    }

    /** Writes to the file that was chosen, or hands it to the downloads. Gives the file's name. */
    async function write(kind, name) {
      if (!window.showSaveFilePicker) return hand(kind, name);
      const handle = tool.handles[kind]
        || await window.showSaveFilePicker({ suggestedName: name, types: DOSSIER_TYPES });
      tool.handles[kind] = handle;
      if (!(await mayWrite(handle))) throw new DOMException('', 'NotAllowedError');
      const text = await textOf(kind);
      const stream = await handle.createWritable();
      await stream.write(text);
      await stream.close();
      return handle.name;
    }

    async function hand(kind, name) {
      download(name, await textOf(kind), 'application/json');
      return name;
    }

    function saved(kind, name, at) {
      showRescue(false);
      if (isWhole(kind, at) && tool.changes === at) tool.filed(name);
      const said = words(tool.handles[kind] ? 'filed' : 'downloaded', { file: name, time: tool.clock(tool.now()) });
      tool.tell(said);
      tool.write('[data-dialog="apart"] [role="status"]', said);
    }

    /** Whether all of the dossier is in files now: in one, or in the two that keep contacts apart. */
    function isWhole(kind, at) {
      if (kind === 'all') return true;
      if (parts.at !== at) parts = { at, kinds: new Set() };
      parts.kinds.add(kind);
      const button = find(`[data-do="save-part"][data-kind="${kind}"]`);
      if (button) button.dataset.saved = '';
      return parts.kinds.size === 2;
    }

    function showRescue(shown) {
      const banner = find('[data-banner="rescue"]');
      if (banner) banner.hidden = !shown;
    }

    function failed(kind, text) {
      rescue = kind;
      const apart = find('[data-dialog="apart"]');
      if (apart) apart.close();
      tool.warn(text);
      showRescue(true);
      const button = find('[data-do="download"]');
      if (button) button.focus();
    }

    /** Offers the dossier as a download when it could not be written to its file. */
    async function rescued() {
      const at = tool.changes;
      const kind = rescue || 'all';
      saved(kind, await hand(kind, tool.call('file_name', kind)), at);
    }

    function saveApart() {
      tool.write('[data-dialog="apart"] [role="status"]', '');
      tool.root.querySelectorAll('[data-do="save-part"]').forEach((it) => { delete it.dataset.saved; });
      return dialogs.ask('apart');
    }

    function textFile(kind) {
      const { name, type, text } = tool.ask('file', kind);
      download(name, text, type);
      tool.tell(words('downloaded', { file: name }));
    }

    // ---- documents that are made -------------------------------------------------------------

    async function office() {
      const [program, data] = await Promise.all([
        window.portal.program('office', tool.address('office'), tool.address('office-wasm')),
        officeData || window.portal.load(tool.address('office-data')).then((it) => new TextDecoder().decode(it)),
      ]);
      officeData = data;
      return program;
    }

    async function loadedOffice() {
      try {
        return await office();
      } catch (failure) {
        tool.warn(words('noOffice'));
        throw new Told();
      }
    }

    /**
     * Makes a document and hands it to the downloads.
     * @param {HTMLElement} button with `data-office`, perhaps `data-args`, perhaps in `[data-fields]`
     */
    async function make(button) {
      if (button.getAttribute('aria-busy') === 'true') return;
      button.setAttribute('aria-busy', 'true');
      tool.tell(words('making'));
      try {
        const { fields, ...args } = window.portal.screens.argsOf(button);
        await made(button.dataset.office, Object.assign(args, fields));
      } catch (error) {
        if (error instanceof Told) return;
        const known = typeof error === 'string';
        tool.warn(words('officeFailed', { reason: known ? error : '' }).replace('  ', ' '));
        if (!known) throw error;
      } finally {
        button.removeAttribute('aria-busy');
      }
    }

    async function made(kind, more) {
      const program = await loadedOffice();
      await painted();
      const args = JSON.stringify(Object.assign({ today: today() }, more));
      const text = tool.call('text');
      const name = program.file_name(kind, text, args);
      const type = isSheet({ name }) ? 'spreadsheetml.sheet' : 'wordprocessingml.document';
      download(name, program.make(kind, text, officeData, args), 'application/vnd.openxmlformats-officedocument.' + type);
      tool.tell(words('made', { file: name }));
    }

    // ---- in ----------------------------------------------------------------------------------

    function refuse(name, values) {
      tool.warn(words(name, values));
      throw new Told();
    }

    async function read(file, how) {
      if (file.size > MOST_BYTES) refuse('tooLarge', { file: file.name });
      try {
        return await file[how]();
      } catch (unreadable) {
        return refuse('unreadable', { file: file.name });
      }
    }

    /** The text of a dossier file, and its key when it has a passphrase. */
    async function dossierIn(file) {
      const text = await read(file, 'text');
      const sealed = cipher.inspect(text);
      if (sealed.kind === 'plain') return { text, secret: null };
      if (sealed.kind !== 'sealed') refuse(sealed.kind === 'newer' ? 'sealedNewer' : 'sealedBroken', { file: file.name });
      if (!cipher.available()) refuse('noCipher');
      const opened = await dialogs.unlock(sealed, 'file', file.name);
      if (!opened || opened === 'wipe') throw new Told();
      return opened;
    }

    /** Runs work that may stop because something was said already. */
    async function quietly(work) {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof Told)) throw error;
        return null;
      }
    }

    /** Opens a file. Until it is known to be good, and its reader agrees, nothing changes. */
    async function open(file) {
      const { text, secret } = await dossierIn(file);
      const { outcome, message } = tool.ask('inspect', text);
      if (outcome === 'refused') return tool.warn(file.name + ': ' + message);
      if (outcome === 'newer') return tool.openNewer(text, message);
      if (tool.dirty && tool.ask('state').any && !(await dialogs.agreed('replace'))) return undefined;
      queue = [];
      return tool.open(text, secret, file.name);
    }

    /** Opens an older dossier to hold beside this one. */
    async function openEarlier(file) {
      tool.compareWith((await dossierIn(file)).text, file.name);
    }

    // ---- comparing -----------------------------------------------------------------------------

    /** What a file would change: JSON of a proposal. */
    async function proposalIn(file) {
      if (!isSheet(file)) return JSON.stringify({ source: { kind: 'dossier' }, dossier: (await dossierIn(file)).text });
      const bytes = new Uint8Array(await read(file, 'arrayBuffer'));
      tool.tell(words('reading', { file: file.name }));
      const program = await loadedOffice();
      const proposal = program.read_sheet(bytes, officeData, tool.call('text'));
      const { error } = JSON.parse(proposal);
      if (!error) return proposal;
      tool.warn(file.name + ': ' + error);
      throw new Told();
    }

    /** Puts files in line to be compared, one after another. */
    function compare(files) {
      queue = files;
      return nextProposal('');
    }

    async function nextProposal(said) {
      const mistakes = [];
      while (queue.length) {
        const file = queue.shift();
        const proposal = await quietly(() => proposalIn(file).catch((error) => unlessTold(error, file)));
        if (proposal !== null && propose(proposal, file.name, said)) break;
        mistakes.push(find('[data-error]').textContent);
      }
      if (mistakes.length) tool.write('[data-error]', mistakes.join(' '));
    }

    function unlessTold(error, file) {
      if (error instanceof Told) throw error;
      return refuse('unreadable', { file: file.name });
    }

    /** Shows a proposal; says whether there was one. */
    function propose(proposal, name, said) {
      const result = tool.ask('propose', proposal, name, tool.here(), tool.now());
      const more = queue.length ? words('queue', { count: String(queue.length) }) : '';
      result.status = [said, result.status, more].filter(Boolean).join(' ');
      tool.apply(result);
      return !result.error;
    }

    /** After a choice on the screen of a proposal: the next file, if there is one. */
    function compared(before, after, said) {
      if (queue.length && before === COMPARE && after !== COMPARE) nextProposal(said);
    }

    /** Files that were chosen or dropped: one dossier is opened, sheets and more files are compared. */
    function take(files) {
      if (!files.length) return undefined;
      if (files.length === 1 && !isSheet(files[0])) return quietly(() => open(files[0]));
      return compare(files);
    }

    const forget = () => {
      queue = [];
      rescue = '';
      showRescue(false);
    };

    return {
      save,
      saveApart,
      rescued,
      textFile,
      make,
      take,
      compare,
      compared,
      forget,
      open: (file) => quietly(() => open(file)),
      openEarlier: (file) => quietly(() => openEarlier(file)),
    };
  }

  window.portal = Object.assign(window.portal || {}, { desk });
})();
