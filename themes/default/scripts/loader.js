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

  /**
   * The bytes of a file that the page brought along, as the text of a script of no language with the address
   * of the file below the root: so a page works from a disk, where nothing can be fetched.
   * @param {string} url
   * @returns {ArrayBuffer | null}
   */
  function brought(url) {
    const { pathname } = new URL(url, location.href);
    const files = [...document.querySelectorAll('script[data-file]')];
    const file = files.find((it) => pathname.endsWith(`/${it.dataset.file}`));
    return file ? decode(file.textContent).buffer : null;
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
    const here = brought(url);
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

  window.portal = Object.assign(window.portal || {}, { decode, load, script, program });
})();
