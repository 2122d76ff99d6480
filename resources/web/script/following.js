/* Following the evening: the stream, polling where there is none, and waking up. */
function follows() { return body.getAttribute('data-follows'); }
function heard(text) {
  var parts = text.split(' ');
  if (parts.length === 2) { well(); flush(); } else { return; }
  var live = body.getAttribute('data-live'), first = version === null;
  var moved = parts[1] !== live, changed = !first && parts[0] !== version;
  version = parts[0];
  if (!follows()) { if (moved) { tellMoved(); } return; }
  if (moved) { refetch(Math.random() * 300); } else if (changed && watches()) { refetch(500 + Math.random() * 1500); }
}
function tellMoved() {
  var bar = document.getElementById('moved'), go = document.createElement('a');
  if (!bar || bar.firstChild) { return; }
  setText(bar, bar.getAttribute('data-moved') + ' ');
  go.href = '/'; go.textContent = bar.getAttribute('data-go'); bar.appendChild(go);
}
function watches() {
  if (document.querySelector('#page .notice') && Date.now() - shownAt < READ) { return false; }
  return body.getAttribute('data-waits') || (document.querySelector('#page [data-fresh]') && !dirty());
}
/* Fetch the page as the evening is now, until it has come. On a weak radio a page is late or never comes: one that was asked for
   before the last answer was taken is older than what is shown. */
function refetch(delay) {
  if (fetchTimer || queue.length) { return; }
  fetchTimer = setTimeout(function () {
    fetchTimer = 0;
    if (fetching) { refetch(AGAIN); }
    if (fetching || queue.length || sending) { return; }
    var before = arrived;
    fetching = true;
    function missed(wait) { fetching = false; misses = Math.min(misses + 1, 3); lost(); refetch(Math.max(wait || 0, pause(misses))); }
    ask('GET', follows() ? '/' : location.pathname, null, function (request) {
      if (request.status !== 200 || !ours(request.responseText)) { missed(asks(request)); return; }
      fetching = false; misses = 0; well();
      if (before !== arrived) { refetch(0); } else if (!queue.length) { show(request.responseText, false); }
    }, missed);
  }, delay);
}
function listen() {
  if (stream) { stream.close(); stream = null; }
  if (!window.EventSource || failures > 2) { return; }
  var source = stream = new EventSource('/live');
  source.onmessage = function (event) { failures = 0; heard(event.data); };
  source.onerror = function () {
    if (source.readyState === 2 && source === stream) { failures += 1; stream = null; setTimeout(listen, 3000 + Math.random() * 2000); }
  };
}
function poll() {
  ask('GET', '/version', null, function (request) {
    if (request.status === 200) { heard(request.responseText); }
  }, lost);
}
function wake() { retry = 0; flush(); poll(); listen(); }
function tick() {
  var now = Date.now(), slept = Math.abs(now - tickAt) > TICK * 3;
  tickAt = now;
  /* When the phone's clock was set back, old signs of life would look new. */
  heardAt = Math.min(heardAt, now); wellAt = Math.min(wellAt, now);
  if (slept) { wake(); return; }
  if (!stream) { poll(); } else if (now - heardAt > SILENCE) { lost(); heardAt = now; poll(); listen(); }
}
