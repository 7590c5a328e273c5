'use strict';

/* What the page shows: screens and regions put in place without losing where somebody was, and what
   stands in a field. A field is never written to while somebody works in it. */
(() => {
  /** Attributes that tell a control from others when it has no id. */
  const MARKS = ['data-path', 'data-set', 'data-act', 'data-args', 'data-ui', 'data-do', 'data-office', 'data-file-kind', 'href', 'name'];
  const CONTROLS = 'button, input, select, textarea';
  const TYPED = 'input:not([type]), input[type="text"], input[type="search"], input[type="password"], input[type="tel"], input[type="email"], input[type="number"], input[type="date"], textarea';
  /** Controls that also work where nothing may be changed. */
  const READING = '[data-ui], [data-act="ui"]:not([data-path]), [data-act="check"], [data-office], [data-file-kind], [data-do]:not([data-do^="save"], [data-do="merge"], [data-do="undo"], [data-do="redo"])';

  /** @param {Element} element @returns {boolean} */
  const isTyped = (element) => Boolean(element) && element.matches(TYPED);
  /** @param {Element} element @returns {boolean} */
  const isTick = (element) => element.type === 'checkbox' || element.type === 'radio';

  /**
   * A selector that finds this control again after its surroundings were drawn anew.
   * @param {Element | null} element
   * @returns {string} empty when there is none
   */
  function selectorOf(element) {
    if (!element) return '';
    if (element.id) return '#' + CSS.escape(element.id);
    const marks = MARKS.concat(isTick(element) ? ['value'] : []).filter((it) => element.hasAttribute(it));
    if (!marks.length) return '';
    return element.localName + marks.map((it) => `[${it}="${CSS.escape(element.getAttribute(it))}"]`).join('');
  }

  /**
   * What a field says.
   * @param {HTMLElement} field with `data-path`
   * @param {ParentNode} around the screen: boxes of one set are looked for here
   * @returns {string | boolean | string[] | null}
   */
  function valueOf(field, around) {
    if (field.hasAttribute('data-set')) {
      const boxes = around.querySelectorAll(`[data-set][data-path="${CSS.escape(field.dataset.path)}"]`);
      const chosen = Array.from(boxes).filter((it) => it.checked).map((it) => it.value);
      return chosen.length ? chosen : null;
    }
    if (field.type === 'checkbox') return field.checked || null;
    if (field.type === 'radio' && !field.checked) return null;
    return field.value === '' ? null : field.value;
  }

  /**
   * What a control with `data-act` hands on: its `data-args`, `checked` or `value` when it is a field,
   * and `fields` with what stands in the nearest `[data-fields]`, by name: text, whether a box is
   * ticked, or for boxes with `data-set` the list of the ticked ones.
   * @param {HTMLElement} control
   * @returns {Object<string, any>}
   */
  function argsOf(control) {
    const args = JSON.parse(control.dataset.args || '{}');
    if (isTick(control)) args.checked = control.checked;
    if (control.matches('input, select, textarea')) args.value = control.value;
    const group = control.closest('[data-fields]');
    if (group) args.fields = namedIn(group);
    return args;
  }

  function namedIn(group) {
    const fields = {};
    group.querySelectorAll('input[name], select[name], textarea[name]').forEach((it) => {
      if (it.hasAttribute('data-set')) fields[it.name] = (fields[it.name] || []).concat(it.checked ? it.value : []);
      else if (it.type === 'checkbox') fields[it.name] = it.checked;
      else if (it.type !== 'radio') fields[it.name] = it.value;
      else if (it.checked || !(it.name in fields)) fields[it.name] = it.checked ? it.value : '';
    });
    return fields;
  }

  /** Where the focus and the caret are within a place. */
  function caretIn(place) {
    const active = document.activeElement;
    if (!active || active === document.body || !place.contains(active)) return null;
    const caret = { selector: selectorOf(active), value: active.value, start: null, end: null };
    if (isTyped(active) && !/^(number|date|email)$/.test(active.type)) {
      caret.start = active.selectionStart;
      caret.end = active.selectionEnd;
    }
    return caret;
  }

  function putCaret(place, caret) {
    const found = caret && caret.selector && place.querySelector(caret.selector);
    if (!found) return false;
    found.focus({ preventScroll: true });
    if (caret.start !== null && isTyped(found)) found.setSelectionRange(caret.start, caret.end);
    return document.activeElement === found;
  }

  /** What was typed in fields that are not part of the dossier yet, such as the name of a new process. */
  function looseWords(place, which) {
    const fields = Array.from(place.querySelectorAll('[data-fields] [name][id]')).filter(which);
    return fields.map((it) => [it.id, it.value, it.checked]);
  }

  function putLooseWords(place, words) {
    words.forEach(([id, value, checked]) => {
      const field = place.querySelector('#' + CSS.escape(id));
      if (!field) return;
      if (isTick(field)) field.checked = checked;
      else field.value = value;
    });
  }

  /** Which of the blocks that fold are open; only those with an id are known again. */
  function folds(place) {
    return Array.from(place.querySelectorAll('details[id]')).map((it) => [it.id, it.open]);
  }

  function putFolds(place, list) {
    list.forEach(([id, open]) => {
      const found = place.querySelector('#' + CSS.escape(id));
      if (found) found.open = open;
    });
  }

  /**
   * Replaces what stands in a place and keeps focus, caret, scroll and open folds.
   * @param {HTMLElement} place
   * @param {string} html
   * @param {(function(Element): boolean) | null} [loose] which fields that are not part of the dossier keep their words
   * @returns {boolean} whether the focus that was in it is in it again; true when it was elsewhere
   */
  function swap(place, html, loose) {
    const caret = caretIn(place);
    const open = folds(place);
    const words = loose ? looseWords(place, loose) : [];
    const { scrollX, scrollY } = window;
    place.innerHTML = html;
    putFolds(place, open);
    putLooseWords(place, words);
    const kept = caret === null || putCaret(place, caret);
    if (window.scrollY !== scrollY) window.scrollTo(scrollX, scrollY);
    return kept;
  }

  /** Gives an element the focus, also a heading, and unfolds what it stands in. */
  function focusOn(element, still) {
    for (let fold = element.closest('details'); fold; fold = fold.parentElement.closest('details')) fold.open = true;
    if (!element.matches('a[href], button, input, select, textarea, summary, [tabindex]')) element.tabIndex = -1;
    element.focus({ preventScroll: Boolean(still) });
  }

  /** The first control in a group, or the element itself. */
  function controlIn(element) {
    if (element.matches(CONTROLS + ', a[href], h1, h2, h3, h4')) return element;
    return element.querySelector('input:checked, ' + CONTROLS) || element;
  }

  /** Takes away, or gives back, everything by which a screen can be changed. */
  function lock(place, locked) {
    place.querySelectorAll(CONTROLS).forEach((it) => {
      if (it.matches(READING)) return;
      if (locked && !it.disabled) {
        it.disabled = true;
        it.dataset.locked = '';
      } else if (!locked && 'locked' in it.dataset) {
        it.disabled = false;
        delete it.dataset.locked;
      }
    });
  }

  /**
   * Regions of a screen. Several changes within one frame are drawn together; what stayed the same is
   * left alone.
   * @param {HTMLElement} root
   * @returns {{soon: function(Object<string, string>): void, now: function(): void, drop: function(): void}}
   */
  function regions(root) {
    let waiting = {};
    let frame = 0;

    function draw(id, html) {
      const region = root.querySelector(`[data-region="${CSS.escape(id)}"]`);
      if (!region || region.drawn === html) return;
      region.drawn = html;
      if (region.innerHTML !== html) swap(region, html);
    }
    function now() {
      cancelAnimationFrame(frame);
      frame = 0;
      const list = waiting;
      waiting = {};
      Object.keys(list).forEach((id) => draw(id, list[id]));
    }
    function soon(list) {
      Object.assign(waiting, list);
      if (document.hidden) now();
      else if (!frame) frame = requestAnimationFrame(now);
    }
    function drop() {
      waiting = {};
    }
    return { soon, now, drop };
  }

  window.portal = Object.assign(window.portal || {}, {
    screens: { isTyped, isTick, selectorOf, valueOf, argsOf, swap, focusOn, controlIn, lock, regions },
  });
})();
