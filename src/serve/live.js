// Reloads the page when the site was built again. Its own address says which build the page is of,
// so that no build is missed while a page loads. Browsers restore the scroll position on a reload;
// what is kept here restores it where a page with messages came in between.
(function () {
  'use strict';
  var build = new URL(document.currentScript.src).searchParams.get('build');
  var key = 'live-scroll:' + location.pathname;
  var messages = document.querySelector('[data-errors]');
  var kept = messages ? null : sessionStorage.getItem(key);
  addEventListener('load', function () {
    if (kept === null) { return; }
    scrollTo(0, Number(kept));
    sessionStorage.removeItem(key);
    kept = null;
  });
  new EventSource('/__events').onmessage = function (event) {
    build = build || event.data;
    if (event.data === build) { return; }
    if (!messages && kept === null) { sessionStorage.setItem(key, String(scrollY)); }
    location.reload();
  };
})();
