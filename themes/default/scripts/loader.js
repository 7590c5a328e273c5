'use strict';

/* The one way in which a page gets data and programs. The offline edition has the same functions
   over data that is already in the page. */
(() => {
  /* What a program's script declares is a name in the scope of all scripts, not on window. */
  const programs = {
    /* global program_search, program_forms, program_bia, program_bcp, program_office */
    search: () => (typeof program_search === 'undefined' ? null : program_search),
    bia: () => (typeof program_bia === 'undefined' ? null : program_bia),
    bcp: () => (typeof program_bcp === 'undefined' ? null : program_bcp),
    forms: () => (typeof program_forms === 'undefined' ? null : program_forms),
    office: () => (typeof program_office === 'undefined' ? null : program_office),
  };
  const scripts = new Map();
  const started = new Map();

  /** Keeps the promise of a piece of work, and forgets it when it fails, so that it can be tried again. */
  function once(kept, key, work) {
    if (!kept.has(key)) {
      const promise = work();
      kept.set(key, promise);
      promise.catch(() => kept.delete(key));
    }
    return kept.get(key);
  }

  /** Files that a script brought along, by the end of their address: base64 of zlib. */
  const packed = new Map();

  /**
   * Keeps a file that a script brings along, so that it need not be fetched.
   * @param {string} end the end of its address
   * @param {string} data base64 of its bytes, compressed as zlib does
   */
  function bring(end, data) {
    packed.set(end, data);
  }

  /**
   * Forgets a file that a script brought along, so that it is fetched.
   * @param {string} end the end of its address
   */
  function leave(end) {
    packed.delete(end);
  }

  /**
   * The bytes of a file that came with the page: from a script, or as the text of a script of no language
   * with the address of the file below the root. So a page works from a disk, where nothing can be fetched.
   * @param {string} url
   * @returns {Promise<ArrayBuffer> | ArrayBuffer | null}
   */
  function brought(url) {
    const { pathname } = new URL(url, location.href);
    const isEnd = (end) => pathname.endsWith(`/${end}`);
    const inPage = [...document.querySelectorAll('script[data-file]')].find((it) => isEnd(it.dataset.file));
    if (inPage) return decode(inPage.textContent).buffer;
    const end = [...packed.keys()].find(isEnd);
    return end && window.DecompressionStream ? unpack(packed.get(end)) : null;
  }

  /**
   * @param {string} data
   * @returns {Promise<ArrayBuffer>}
   */
  function unpack(data) {
    const plain = new Blob([decode(data)]).stream().pipeThrough(new DecompressionStream('deflate'));
    return new Response(plain).arrayBuffer();
  }

  /**
   * @param {string} base64
   * @returns {Uint8Array<ArrayBuffer>}
   */
  const decode = (base64) => Uint8Array.from(atob(base64.trim()), (letter) => letter.charCodeAt(0));

  /**
   * Gets a file of this site.
   * @param {string} url
   * @returns {Promise<ArrayBuffer>}
   */
  async function load(url) {
    const here = await brought(url);
    if (here) return here;
    const response = await fetch(url, { credentials: 'omit' });
    if (!response.ok) throw new Error(`${url}: ${response.status}`);
    return response.arrayBuffer();
  }

  /**
   * Runs a script of this site, once.
   * @param {string} url
   * @returns {Promise<void>}
   */
  function script(url) {
    return once(scripts, url, () => new Promise((resolve, reject) => {
      const element = document.createElement('script');
      element.src = url;
      element.onload = () => resolve();
      element.onerror = () => {
        element.remove();
        reject(new Error(url));
      };
      document.head.append(element);
    }));
  }

  /**
   * Starts a program, once. Its script is fetched unless the page brought it along.
   * @param {'search' | 'forms' | 'bia' | 'bcp' | 'office'} name
   * @param {string} scriptUrl address of its script
   * @param {string} wasmUrl address of its WASM
   * @returns {Promise<any>} what the program exports
   */
  function program(name, scriptUrl, wasmUrl) {
    return once(started, name, async () => {
      const [bytes] = await Promise.all([load(wasmUrl), programs[name]() ? null : script(scriptUrl)]);
      const start = programs[name]();
      await start({ module_or_path: bytes });
      return start;
    });
  }

  window.portal = Object.assign(window.portal || {}, { bring, leave, load, script, program });
})();
