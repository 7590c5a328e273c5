// Reloads the page when the site was built again. Chromium and Firefox restore the scroll position
// on a reload; what was kept here restores it where an error page came in between.
(function () {
  'use strict';
  var key = 'live-scroll:' + location.pathname;
  var messages = document.querySelector('[data-errors]');
  var kept = messages ? null : sessionStorage.getItem(key);
  if (kept !== null) {
    sessionStorage.removeItem(key);
    addEventListener('load', function () { scrollTo(0, Number(kept)); });
  }
  var first = null;
  new EventSource('/__events').onmessage = function (event) {
    if (first === null) { first = event.data; }
    if (first === event.data) { return; }
    if (!messages) { sessionStorage.setItem(key, String(scrollY)); }
    location.reload();
  };
})();
