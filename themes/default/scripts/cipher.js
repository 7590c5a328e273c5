'use strict';

/* A dossier behind a passphrase: AES-256-GCM with a key from PBKDF2-SHA-256, all of it the browser's
   own. The key lives in memory and cannot be taken out of it. */
(() => {
  const FORMAT = 'bcm-portal-encrypted';
  const VERSION = 1;
  const CIPHER = 'AES-256-GCM';
  const KDF = 'PBKDF2-SHA-256';
  /** Rounds of a key that we make: the advice of OWASP (2023) for PBKDF2-SHA-256. */
  const ROUNDS = 600000;
  /** Rounds that we accept: fewer are not safe, more would keep a browser busy for minutes. */
  const LEAST_ROUNDS = 100000;
  const MOST_ROUNDS = 2000000;
  const SALT_BYTES = 16;
  const MOST_SALT_BYTES = 64;
  const IV_BYTES = 12;
  /** The longest text of a file that we take apart, in characters. */
  const MOST_CHARACTERS = 32000000;
  /** How much of an array becomes arguments of one call. */
  const CHUNK = 32768;

  /** @typedef {{key: CryptoKey, salt: Uint8Array, rounds: number}} Secret */

  const available = () => Boolean(window.crypto && crypto.subtle);

  /** @param {number} length @returns {Uint8Array} */
  const random = (length) => crypto.getRandomValues(new Uint8Array(length));

  /** @param {Uint8Array} bytes @returns {string} base64 */
  function encode(bytes) {
    let text = '';
    for (let at = 0; at < bytes.length; at += CHUNK) {
      text += String.fromCharCode.apply(null, bytes.subarray(at, at + CHUNK));
    }
    return btoa(text);
  }

  /** @param {unknown} text base64 @returns {Uint8Array | null} */
  function decode(text) {
    if (typeof text !== 'string' || text.length > MOST_CHARACTERS) return null;
    try {
      return Uint8Array.from(atob(text), (it) => it.charCodeAt(0));
    } catch (broken) {
      return null;
    }
  }

  /**
   * Makes a key. One phrase gives one key, however the keyboard composed its letters (NFC).
   * @param {string} phrase
   * @param {Uint8Array} [salt] new and random when left out
   * @param {number} [rounds]
   * @returns {Promise<Secret>}
   */
  async function derive(phrase, salt = random(SALT_BYTES), rounds = ROUNDS) {
    const bytes = new TextEncoder().encode(phrase.normalize('NFC'));
    const base = await crypto.subtle.importKey('raw', bytes, 'PBKDF2', false, ['deriveKey']);
    const from = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: rounds };
    const key = await crypto.subtle.deriveKey(from, base, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
    return { key, salt, rounds };
  }

  /**
   * Locks a text, each time with a new initialisation vector.
   * @param {string} text
   * @param {Secret} secret
   * @returns {Promise<string>} text of a file
   */
  async function seal(text, secret) {
    const iv = random(IV_BYTES);
    const data = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, secret.key, new TextEncoder().encode(text));
    return JSON.stringify({
      format: FORMAT,
      version: VERSION,
      cipher: CIPHER,
      kdf: { name: KDF, iterations: secret.rounds, salt: encode(secret.salt) },
      iv: encode(iv),
      data: encode(new Uint8Array(data)),
    }) + '\n';
  }

  /**
   * What kind of text this is.
   * @param {string} text
   * @returns {{kind: 'plain' | 'broken' | 'newer'} | {kind: 'sealed', salt: Uint8Array, rounds: number, iv: Uint8Array, data: Uint8Array}}
   */
  function inspect(text) {
    if (!text.slice(0, 1000).includes(FORMAT)) return { kind: 'plain' };
    if (text.length > MOST_CHARACTERS) return { kind: 'broken' };
    try {
      return parts(JSON.parse(text));
    } catch (broken) {
      return { kind: 'broken' };
    }
  }

  function parts(file) {
    if (!file || file.format !== FORMAT) return { kind: 'plain' };
    if (file.version > VERSION) return { kind: 'newer' };
    const { name, iterations: rounds, salt: saltText } = file.kdf;
    const [salt, iv, data] = [saltText, file.iv, file.data].map(decode);
    const sound = file.version === VERSION && file.cipher === CIPHER && name === KDF
      && Number.isInteger(rounds) && rounds >= LEAST_ROUNDS && rounds <= MOST_ROUNDS
      && salt && salt.length >= SALT_BYTES && salt.length <= MOST_SALT_BYTES
      && iv && iv.length === IV_BYTES && data && data.length > 0;
    return sound ? { kind: 'sealed', salt, rounds, iv, data } : { kind: 'broken' };
  }

  /**
   * Unlocks with a key.
   * @returns {Promise<string | null>} the text; null when the key does not fit or the data was changed
   */
  async function unsealWith(sealed, secret) {
    try {
      const bytes = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: sealed.iv }, secret.key, sealed.data);
      return new TextDecoder().decode(bytes);
    } catch (refused) {
      return null;
    }
  }

  /**
   * Unlocks with a phrase. A key of another strength than ours is made anew for the next save.
   * @param {{salt: Uint8Array, rounds: number, iv: Uint8Array, data: Uint8Array}} sealed
   * @param {string} phrase
   * @returns {Promise<{text: string, secret: Secret} | null>} null when the phrase does not fit
   */
  async function unseal(sealed, phrase) {
    const secret = await derive(phrase, sealed.salt, sealed.rounds);
    const text = await unsealWith(sealed, secret);
    if (text === null) return null;
    return { text, secret: sealed.rounds === ROUNDS ? secret : await derive(phrase) };
  }

  window.portal = Object.assign(window.portal || {}, {
    cipher: { available, derive, seal, inspect, unseal, unsealWith },
  });
})();
