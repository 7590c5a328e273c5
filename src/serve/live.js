// Reloads the page when the site was built again. Its own address says which build the page is of,
// so that no build is missed while a page loads. The place in the page is kept over a reload.
(function () {
  'use strict';
  var build = new URL(document.currentScript.src).searchParams.get('build');
  var key = 'live-scroll:' + location.pathname;
  var messages = document.querySelector('[data-errors]');
  var kept = messages ? null : sessionStorage.getItem(key);
  // Else the browser restores a place of its own, after this did.
  if (kept !== null) { history.scrollRestoration = 'manual'; }
  addEventListener('load', function () {
    if (kept === null) { return; }
    scrollTo({ top: Number(kept), behavior: 'instant' });
    sessionStorage.removeItem(key);
    kept = null;
    history.scrollRestoration = 'auto';
  });
  new EventSource('/__events').onmessage = function (event) {
    build = build || event.data;
    if (event.data === build) { return; }
    if (!messages && kept === null) { sessionStorage.setItem(key, String(scrollY)); }
    location.reload();
  };
})();
