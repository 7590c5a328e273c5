'use strict';

/* How a dossier survives in this browser: a crash buffer that all tools share, and the right to
   write, which one tab at a time has. Nothing here touches the page. */
(() => {
  /** One dossier for all tools and all tabs of this site. */
  const SHARED = 'bcm-portal-dossier';
  const TABLE = 'dossiers';
  /** How long another tab gets to put its last words down before its turn is taken, in ms. */
  const PATIENCE = 1500;

  /* Browsers share what is stored for `file://` between folders: there we keep nothing. */
  const local = location.protocol === 'file:';

  /**
   * Opens the buffer.
   * @returns {Promise<{get: function, put: function, clear: function} | null>} null where there is none
   */
  function openBuffer() {
    return new Promise((resolve) => {
      if (local || !window.indexedDB) return resolve(null);
      let request;
      try {
        request = indexedDB.open('bcm-portal', 1);
      } catch (refused) {
        return resolve(null);
      }
      request.onupgradeneeded = () => request.result.createObjectStore(TABLE);
      request.onerror = () => resolve(null);
      request.onblocked = () => resolve(null);
      request.onsuccess = () => resolve(bufferOf(request.result));
      return undefined;
    });
  }

  function bufferOf(database) {
    database.onversionchange = () => database.close();
    const ask = (mode, work) => new Promise((resolve, reject) => {
      const transaction = database.transaction(TABLE, mode);
      const request = work(transaction.objectStore(TABLE));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error || request.error);
      transaction.onerror = () => reject(transaction.error || request.error);
    });
    return {
      get: (key) => ask('readonly', (it) => it.get(key)),
      put: (key, value) => ask('readwrite', (it) => it.put(value, key)),
      clear: () => ask('readwrite', (it) => it.clear()),
    };
  }

  /**
   * Does a piece of work for each change, one after another. Changes during the work are done
   * together after it.
   * @param {function(): Promise<void>} work that never fails
   * @returns {{soon: function(): void, done: function(): Promise<void>}}
   */
  function oneByOne(work) {
    let running = Promise.resolve();
    let waiting = false;
    const turn = () => {
      waiting = false;
      return work();
    };
    return {
      soon() {
        if (waiting) return;
        waiting = true;
        running = running.then(turn);
      },
      done: () => running,
    };
  }

  /**
   * The right to write.
   * @param {Object} on
   * @param {function(): void} on.gain this tab may write from now on
   * @param {function(): void} on.lose another tab writes from now on
   * @param {function(): Promise<void>} on.last puts the last words down, before another tab begins
   * @param {function(): void} on.wiped another tab wiped everything
   * @returns {{begin: function(): Promise<boolean>, takeOver: function(): void, wiped: function(): void}}
   */
  function turns(on) {
    const channel = 'BroadcastChannel' in window && !local ? new BroadcastChannel(SHARED) : null;
    const locks = local ? null : navigator.locks;
    /** Lets go of the right, while this tab has it. */
    let release = null;
    let line = null;

    /** Asks for the right and holds it; says whether it was given. */
    function hold(options) {
      return new Promise((resolve) => {
        const held = locks.request(SHARED, options, (given) => {
          resolve(Boolean(given));
          return given ? new Promise((free) => { release = free; }) : undefined;
        });
        held.catch(() => {
          resolve(false);
          if (!release) return;
          release = null;
          lose();
        });
      });
    }

    /** Stands in line: when the other tab closes, this one goes on. */
    function wait() {
      line = new AbortController();
      hold({ signal: line.signal }).then((given) => given && on.gain());
    }

    function lose() {
      on.lose();
      wait();
    }

    async function begin() {
      if (!locks || await hold({ ifAvailable: true })) return true;
      wait();
      return false;
    }

    /** Asks the other tab for its turn, and takes it when there is no reply. */
    function takeOver() {
      if (channel) channel.postMessage('release');
      setTimeout(async () => {
        if (release) return;
        line.abort();
        if (await hold({ steal: true })) on.gain();
      }, channel ? PATIENCE : 0);
    }

    async function handOver() {
      if (!release) return;
      await on.last();
      const free = release;
      release = null;
      lose();
      if (free) free();
    }

    if (channel) {
      channel.addEventListener('message', ({ data }) => {
        if (data === 'wiped') on.wiped();
        if (data === 'release') handOver();
      });
    }
    return { begin, takeOver, wiped: () => channel && channel.postMessage('wiped') };
  }

  window.portal = Object.assign(window.portal || {}, { dossier: { local, openBuffer, oneByOne, turns } });
})();
