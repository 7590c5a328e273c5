'use strict';

/* The questions that a tool asks in a dialog of the page. Closing one in any other way is a no. */
(() => {
  /** The shortest phrase that we take. Length is all that counts. */
  const SHORTEST = 8;

  /**
   * @param {HTMLElement} root of the tool
   * @param {function(string, Object=): string} words of the page
   */
  function dialogs(root, words) {
    const { cipher } = window.portal;
    const dialogOf = (name) => root.querySelector(`dialog[data-dialog="${name}"]`);

    /**
     * Shows a dialog and waits until it is closed.
     * @param {string} name
     * @param {function(SubmitEvent): void} [onSubmit] may keep it open by `preventDefault`
     * @returns {Promise<string>} value of the button that closed it
     */
    function ask(name, onSubmit) {
      const dialog = dialogOf(name);
      const before = document.activeElement;
      return new Promise((resolve) => {
        const close = () => {
          dialog.removeEventListener('close', close);
          if (onSubmit) dialog.removeEventListener('submit', onSubmit);
          if (before && before.isConnected && document.activeElement === document.body) before.focus({ preventScroll: true });
          resolve(dialog.returnValue);
        };
        dialog.returnValue = '';
        dialog.addEventListener('close', close);
        if (onSubmit) dialog.addEventListener('submit', onSubmit);
        dialog.showModal();
      });
    }

    const agreed = async (name) => (await ask(name)) === 'yes';

    /** Fields for a phrase, shown or not. */
    const phrases = (dialog) => Array.from(dialog.querySelectorAll('input[autocomplete$="password"]'));

    /** A button of a dialog that is there in some situations only. */
    function offer(dialog, value, shown) {
      const button = dialog.querySelector(`button[value="${value}"]`);
      if (button) button.hidden = !shown;
    }

    function showPhrases(dialog, shown) {
      phrases(dialog).forEach((it) => { it.type = shown ? 'text' : 'password'; });
    }

    function blame(dialog, field, text) {
      dialog.querySelector('[data-dialog-error]').textContent = text;
      if (!field) return;
      field.setAttribute('aria-invalid', 'true');
      field.focus();
    }

    /** Empties the fields of a dialog: a phrase stays nowhere. */
    function clean(dialog) {
      phrases(dialog).forEach((it) => {
        it.value = '';
        it.removeAttribute('aria-invalid');
      });
      dialog.querySelectorAll('[data-show-secret]').forEach((it) => { it.checked = false; });
      showPhrases(dialog, false);
      blame(dialog, null, '');
    }

    /**
     * Asks for the phrase of something that is locked, until it fits.
     * @param {Object} sealed as `cipher.inspect` gives it
     * @param {'file' | 'buffer'} situation
     * @param {string} fileName
     * @returns {Promise<{text: string, secret: Object} | 'wipe' | null>} null when no phrase was given
     */
    async function unlock(sealed, situation, fileName) {
      const dialog = dialogOf('passphrase-ask');
      const [field] = phrases(dialog);
      let opened = null;
      offer(dialog, 'wipe', situation === 'buffer');
      dialog.querySelector('[data-dialog-text]').textContent = words(situation === 'buffer' ? 'sealedBuffer' : 'sealedFile', { file: fileName });
      const answer = await ask('passphrase-ask', (event) => {
        if (!event.submitter || event.submitter.value !== 'yes') return;
        event.preventDefault();
        busy(dialog, async () => {
          opened = await cipher.unseal(sealed, field.value);
          if (opened) dialog.close('yes');
          else blame(dialog, field, words('wrongPassphrase'));
        });
      });
      clean(dialog);
      if (answer === 'wipe') return 'wipe';
      return answer === 'yes' ? opened : null;
    }

    /** A key takes a moment to make; meanwhile the dialog says so and takes no second answer. */
    async function busy(dialog, work) {
      if (dialog.hasAttribute('aria-busy')) return;
      dialog.setAttribute('aria-busy', 'true');
      try {
        await work();
      } catch (failed) {
        blame(dialog, null, words('noCipher'));
      } finally {
        dialog.removeAttribute('aria-busy');
      }
    }

    /**
     * Asks for a new phrase, twice.
     * @param {boolean} has whether there is one now
     * @returns {Promise<Object | 'remove' | null>} the new key; null when nothing changes
     */
    async function newPhrase(has) {
      const dialog = dialogOf('passphrase-set');
      const [first, second] = phrases(dialog);
      let secret = null;
      offer(dialog, 'remove', has);
      const answer = await ask('passphrase-set', (event) => {
        if (!event.submitter || event.submitter.value !== 'yes') return;
        event.preventDefault();
        const wrong = mistake(first, second);
        if (wrong) blame(dialog, ...wrong);
        else busy(dialog, async () => {
          secret = await cipher.derive(first.value);
          dialog.close('yes');
        });
      });
      clean(dialog);
      if (answer === 'remove') return 'remove';
      return answer === 'yes' ? secret : null;
    }

    function mistake(first, second) {
      [first, second].forEach((it) => it.removeAttribute('aria-invalid'));
      if (Array.from(first.value).length < SHORTEST) return [first, words('passphraseShort')];
      if (first.value !== second.value) return [second, words('passphraseDiffers')];
      return null;
    }

    root.addEventListener('change', (event) => {
      const box = event.target.closest('[data-show-secret]');
      if (box) showPhrases(box.closest('dialog'), box.checked);
    });
    root.addEventListener('keydown', (event) => {
      const dialog = event.key === 'Enter' && event.target.matches('dialog input') && event.target.closest('dialog');
      if (!dialog) return;
      event.preventDefault();
      dialog.querySelector('button[value="yes"]').click();
    });

    return { ask, agreed, unlock, newPhrase };
  }

  window.portal = Object.assign(window.portal || {}, { dialogs });
})();
