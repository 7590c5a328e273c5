/**
 * What every page does beside being read: menu, search field, explained terms, filters, contents.
 * A classic script, so that it also runs from a folder. Every page works without it.
 */
(function () {
  'use strict';

  /** @param {string} selector @param {ParentNode} [root] @returns {HTMLElement[]} */
  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));
  /** @param {string} selector @returns {HTMLElement | null} */
  const one = (selector) => document.querySelector(selector);

  /** The menu of a small screen: a button that shows what follows it. */
  function menu() {
    const button = one('.menu');
    const nav = one('#site-menu');
    if (!button || !nav) return;
    const show = (open) => {
      nav.classList.toggle('open', open);
      button.setAttribute('aria-expanded', String(open));
    };
    button.addEventListener('click', () => show(button.getAttribute('aria-expanded') !== 'true'));
    document.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || button.getAttribute('aria-expanded') !== 'true') return;
      show(false);
      button.focus();
    });
  }

  /** Search fields lead to the search page; the words stay behind the `#` and so in the browser. */
  function search() {
    for (const form of all('form[data-search]')) {
      form.addEventListener('submit', (event) => {
        event.preventDefault();
        const words = form.querySelector('input').value.trim();
        location.href = form.dataset.search + (words ? '#q=' + encodeURIComponent(words) : '');
      });
    }
    document.addEventListener('keydown', (event) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
      const at = event.target;
      if (at instanceof Element && at.closest('input, textarea, select, [contenteditable]')) return;
      const field = all('#q, .finder input').find((input) => input.offsetParent !== null);
      const target = field || one('.find');
      if (!target) return;
      event.preventDefault();
      target.focus();
    });
  }

  /** Shows the explanation of a term beside the term: on hover, focus and tap, until Escape. */
  function terms() {
    let pop = null;
    let owner = null;
    let timer = 0;

    const hide = () => {
      clearTimeout(timer);
      if (!pop) return;
      pop.remove();
      owner.removeAttribute('aria-describedby');
      pop = owner = null;
    };
    const hideSoon = () => {
      clearTimeout(timer);
      timer = setTimeout(hide, 250);
    };
    const keep = () => clearTimeout(timer);

    const place = () => {
      const word = owner.getClientRects()[0];
      const room = document.documentElement.clientWidth - pop.offsetWidth - 16;
      const below = word.bottom + pop.offsetHeight + 8 < innerHeight;
      const top = below ? word.bottom + 6 : word.top - pop.offsetHeight - 6;
      pop.style.left = Math.max(16, Math.min(word.left, room)) + scrollX + 'px';
      pop.style.top = top + scrollY + 'px';
    };

    const show = (link) => {
      keep();
      if (owner === link) return;
      hide();
      const entry = document.getElementById(link.hash.slice(1));
      if (!entry) return;
      pop = document.createElement('div');
      pop.className = 'pop';
      pop.id = 'site-uitleg';
      pop.setAttribute('role', 'tooltip');
      const name = document.createElement('b');
      name.textContent = entry.querySelector('dt').textContent;
      pop.append(name, entry.querySelector('dd').textContent);
      pop.addEventListener('pointerenter', keep);
      pop.addEventListener('pointerleave', hideSoon);
      (document.querySelector('main') || document.body).append(pop);
      owner = link;
      link.setAttribute('aria-describedby', 'site-uitleg');
      place();
    };

    for (const link of all('a.term')) {
      let wasOpen = false;
      link.addEventListener('pointerenter', (event) => event.pointerType !== 'touch' && show(link));
      link.addEventListener('pointerleave', (event) => event.pointerType !== 'touch' && hideSoon());
      link.addEventListener('focus', () => show(link));
      link.addEventListener('blur', hideSoon);
      link.addEventListener('pointerdown', () => { wasOpen = owner === link; });
      link.addEventListener('click', (event) => {
        const tap = event.pointerType === 'touch';
        if (tap && !wasOpen) {
          event.preventDefault();
          show(link);
        } else hide();
      });
    }
    document.addEventListener('keydown', (event) => event.key === 'Escape' && hide());
    document.addEventListener('pointerdown', (event) => {
      if (pop && event.target !== owner && !pop.contains(event.target)) hide();
    });
    addEventListener('resize', hide);
  }

  /** Narrows a list to what the selects ask; the choice is kept behind the `#`. */
  function filters() {
    const form = one('form[data-filters]');
    const list = one('[data-filtered]');
    if (!form || !list) return;
    const selects = all('select', form);
    const items = all(':scope > li', list);
    const status = form.querySelector('[role=status]');
    const reset = form.querySelector('[type=reset]');
    const none = one('[data-filter-none]');

    const fits = (item) => selects.every((select) => !select.value
      || (item.getAttribute('data-filter-' + select.name) || '').split(' ').includes(select.value));

    const apply = () => {
      let count = 0;
      for (const item of items) {
        item.hidden = !fits(item);
        if (!item.hidden) count += 1;
      }
      none.hidden = count > 0;
      reset.hidden = selects.every((select) => !select.value);
      status.textContent = status.dataset.count.replace('{n}', count).replace('{all}', items.length);
    };
    const remember = () => {
      const chosen = selects.filter((select) => select.value);
      const hash = chosen.map((select) => select.name + '=' + encodeURIComponent(select.value)).join('&');
      history.replaceState(null, '', hash ? '#' + hash : location.pathname + location.search);
      apply();
    };
    const restore = () => {
      const wanted = new URLSearchParams(location.hash.slice(1));
      for (const select of selects) {
        const value = wanted.get(select.name) || '';
        select.value = all('option', select).some((option) => option.value === value) ? value : '';
      }
      apply();
    };

    form.hidden = false;
    form.addEventListener('submit', (event) => event.preventDefault());
    form.addEventListener('change', remember);
    form.addEventListener('reset', () => {
      setTimeout(() => {
        remember();
        selects[0].focus();
      });
    });
    addEventListener('hashchange', restore);
    restore();
  }

  /** The contents: open where there is room, and marking the heading that is being read. */
  function contents() {
    const toc = one('.toc');
    if (!toc) return;
    const wide = matchMedia('(min-width: 64rem)');
    const fit = () => { toc.open = wide.matches; };
    wide.addEventListener('change', fit);
    fit();
    toc.addEventListener('click', (event) => {
      if (wide.matches && event.target instanceof Element && event.target.closest('summary')) event.preventDefault();
    });
    if (!('IntersectionObserver' in window)) return;
    const links = new Map(all('a', toc).map((link) => [decodeURIComponent(link.hash.slice(1)), link]));
    const watcher = new IntersectionObserver((entries) => {
      const seen = entries.find((entry) => entry.isIntersecting);
      if (!seen) return;
      for (const link of links.values()) link.removeAttribute('aria-current');
      links.get(seen.target.id).setAttribute('aria-current', 'true');
    }, { rootMargin: '-5% 0px -70%' });
    for (const id of links.keys()) {
      const heading = document.getElementById(id);
      if (heading) watcher.observe(heading);
    }
  }

  function printing() {
    for (const button of all('[data-print]')) button.addEventListener('click', () => print());
  }

  menu();
  search();
  terms();
  filters();
  contents();
  printing();
})();
