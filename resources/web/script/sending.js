/* Sending: each answer is sent once, in order, and the page says when that is not possible. */
/* The queue survives a reload. Each page stores its own queue, so that two tabs don't overwrite each other's; a new page takes
   over what it finds. Each item carries its form's id, so that the host counts it once, however often it is sent. */
function load() {
  var found = [], names = [], n;
  try {
    for (n = 0; n < localStorage.length; n += 1) { names.push(localStorage.key(n)); }
    names.filter(function (name) { return name.indexOf(store + '/') === 0; }).sort().forEach(function (name) {
      found = found.concat(JSON.parse(localStorage.getItem(name)) || []);
      localStorage.removeItem(name);
    });
  } catch (e) { return found; }
  return found;
}
function save() {
  saved = false;
  try {
    if (queue.length) { localStorage.setItem(own, JSON.stringify(queue)); saved = true; } else { localStorage.removeItem(own); }
  } catch (e) { /* A private window stores nothing; the queue lives as long as the page. */ }
}
/* Remove all that is stored of this person: the shared device goes on to the next one. */
function clear() {
  var names = [], n;
  try {
    for (n = 0; n < localStorage.length; n += 1) { names.push(localStorage.key(n)); }
    names.forEach(function (name) { if (name.indexOf(store) === 0 && /[:\/]/.test(name.charAt(store.length))) { localStorage.removeItem(name); } });
  } catch (e) { return; }
}
/* Whether another tab has taken over this page's queue: sent from here again, it would undo what was answered there since. */
function taken() {
  try { return saved && localStorage.getItem(own) === null; } catch (e) { return false; }
}

function ask(method, url, data, done, failed) {
  var request = new XMLHttpRequest(), over = false;
  function end(then) {
    if (over) { return; }
    over = true; clearTimeout(limit); then();
  }
  /* When the radio is cut, a request neither fails nor ends by itself. */
  var limit = setTimeout(function () { end(failed); request.abort(); }, TIMEOUT);
  request.open(method, url);
  if (data !== null) {
    request.setRequestHeader('Content-Type', 'application/x-www-form-urlencoded');
    request.setRequestHeader('X-Tupailta', '1');
  }
  request.onload = function () { end(function () { done(request); }); };
  request.onerror = request.onabort = function () { end(failed); };
  request.send(data);
}

/* Set the language of an element's text, where it is another one than the page's. */
function spoken(element, tongue) { if (tongue) { element.lang = tongue; } else { element.removeAttribute('lang'); } }

/* The connection: `well` after each sign of life, `lost` when a request fails, `showLost` when that has lasted. */
function setText(element, text, tongue) {
  if (!element || element.textContent === text) { return; }
  spoken(element, tongue); element.textContent = text;
  /* The style sheet makes room at the bottom of the screen while a bar is there. */
  body.className = document.querySelector('.bars p:not(:empty)') ? 'told' : '';
  /* And the keyboard stops at nothing that the bar hides. */
  document.documentElement.style.scrollPaddingBottom = document.querySelector('.bars').offsetHeight + 'px';
}
function well() {
  clearTimeout(lostTimer); lostTimer = lostAt = 0; heardAt = wellAt = Date.now(); leaveFailed = false;
  if (!queue.length && link.textContent) { setText(link, ''); setText(news, hostBusy ? '' : link.getAttribute('data-back')); }
  if (!queue.length) { clearTimeout(slowTimer); setText(slow, ''); showUnsent(); }
}
/* A text has left its field: if sending takes longer than a moment, it is shown on the page. Shown, not spoken. */
function slowly() {
  if (queue.length && !link.textContent) { setText(slow, slow.getAttribute('data-sending')); showUnsent(); }
}
function lost() { if (link.textContent) { showLost(); } else if (!lostTimer) { lostTimer = setTimeout(showLost, CALM); } }
/* When the connection is lost for long, the laptop may have another address, where the person's code tells who this is. The queue
   can't get there, as the browser stores it by address; it is sent if the old address comes back, and the same text of one person
   counts once. */
function showLost() {
  var over = !queue.length && document.querySelector('#page [data-over]');
  var away = !over && !hostBusy && Date.now() - (lostAt = lostAt || Date.now()) > LONG && link.getAttribute('data-away');
  var what = away ? (queue.length ? 'data-stays' : 'data-away') : leaveFailed ? 'data-astray' :
    !queue.length ? 'data-lost' : hostBusy ? 'data-unable' : 'data-kept';
  setText(link, over && !leaveFailed ? over.getAttribute('data-over') : link.getAttribute(what)); setText(news, ''); setText(slow, '');
  showUnsent();
}
/* Show the texts that are not sent yet: nobody need wonder where they are, and they can be copied to a page at a new address. */
function showUnsent() {
  var old = document.getElementById('unsent'), main = document.querySelector('#page main'), box = document.createElement('div');
  var form = document.querySelector('#page main form[action^="/a/"]');
  box.id = 'unsent'; box.className = 'box';
  function line(text) {
    var p = document.createElement('p');
    p.setAttribute('dir', 'auto'); p.textContent = text; box.appendChild(p);
  }
  queue.forEach(function (item) {
    var found = /(?:^|&)(?:text|word)=([^&]+)/.exec(item.body);
    if (!found) { return; }
    if (!box.firstChild) { line(link.getAttribute('data-unsent')); }
    line(decodeURIComponent(found[1].replace(/\+/g, ' ')));
  });
  if (old) { old.parentNode.removeChild(old); }
  /* Below the form, where one's own ideas are: nothing may move under a finger. */
  if (main && box.firstChild) { main.insertBefore(box, form && form.parentNode === main ? form.nextSibling : main.firstChild); }
}

function flush() {
  if (!sending && taken()) { queue = []; save(); well(); refetch(0); }
  if (sending || putOff || !queue.length) { return; }
  var item = queue[0];
  sending = true; clearTimeout(retryTimer); lost();
  ask('POST', item.to, item.body, function (request) {
    sending = false;
    var waits = request.status === 503 || request.getResponseHeader('Retry-After');
    if (waits || (request.status >= 500 && (item.tries = (item.tries || 0) + 1) < TRIES)) {
      /* The connection is well: it is the laptop that takes nothing at present. */
      hostBusy = true; later(asks(request)); if (retry > 1) { showLost(); } else { lost(); }
      return;
    }
    if (!ours(request.responseText)) { lost(); later(0); return; }
    /* The phone has lost its cookie: the queue is sent once the person's code has been typed. */
    if (request.status === 200 && stranger(request.responseText)) { location.href = '/'; return; }
    retry = 0; arrived += 1; queue.shift(); save(); well(); hostBusy = false;
    if (queue.length) {
      if (request.status >= 400) { refused.push(request.responseText); }
      flush();
    } else if (afterQueue && request.status < 400 && !refused.length) { send(afterQueue, null); }
    else if (item.page === thisPage && (item.to === '/own' || !dirty())) { show(request.responseText, true); }
    else { refetch(0); }
  }, function () { sending = hostBusy = false; lost(); later(0); });
}
/* A phone that the laptop has put off comes no sooner, whatever it hears meanwhile: all the others hear it too. */
function later(asked) {
  retry = Math.min(retry + 1, 3); clearTimeout(retryTimer); putOff = asked > 0;
  retryTimer = setTimeout(function () { putOff = false; flush(); }, Math.max(asked, pause(retry)));
}
/* Milliseconds until the next try, longer each time, and at random so that phones don't come all at once; and those that the
   laptop asks for. */
function pause(times) { return 500 * Math.pow(2, times) * (0.75 + Math.random() / 2); }
function asks(request) { return 1000 * Math.min(parseInt(request.getResponseHeader('Retry-After'), 10) || 0, MOST) * (1 + Math.random() / 2); }
