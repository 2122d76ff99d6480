/* Sending: what was answered goes off once, in order, and the page says when it can not. */
/* What waits to be sent survives a reload. Each page keeps what is its own, so that two tabs don't write over each other; a new
   one takes over what it finds. Each item goes with the id of its form, so that the host takes it once, however often it is sent. */
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
  } catch (e) { /* A private window keeps nothing; the queue lives as long as the page. */ }
}
/* Nothing of this person stays on a device that goes on to the next one. */
function clear() {
  var names = [], n;
  try {
    for (n = 0; n < localStorage.length; n += 1) { names.push(localStorage.key(n)); }
    names.forEach(function (name) { if (name.indexOf(store) === 0 && /[:\/]/.test(name.charAt(store.length))) { localStorage.removeItem(name); } });
  } catch (e) { return; }
}
/* Another tab has taken over what this one kept: sent again from here, it would undo what was said there since. */
function taken() {
  try { return saved && localStorage.getItem(own) === null; } catch (e) { return false; }
}

function ask(method, url, data, done, failed) {
  var request = new XMLHttpRequest(), over = false;
  function end(call) {
    if (over) { return; }
    over = true; clearTimeout(limit); call();
  }
  /* In a radio cut a request neither fails nor ends by itself. */
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

/* The language of what stands in an element, where it is another one than the page's. */
function spoken(element, tongue) { if (tongue) { element.lang = tongue; } else { element.removeAttribute('lang'); } }

/* The connection */
function say(element, text, tongue) {
  if (!element || element.textContent === text) { return; }
  spoken(element, tongue); element.textContent = text;
  /* What stands at the bottom of the screen makes room for the bar. */
  body.className = document.querySelector('.bars p:not(:empty)') ? 'told' : '';
  /* And the keyboard stops at nothing that the bar hides. */
  document.documentElement.style.scrollPaddingBottom = document.querySelector('.bars').offsetHeight + 'px';
}
function well() {
  clearTimeout(lostTimer); lostTimer = lostAt = 0; heardAt = wellAt = Date.now(); astray = false;
  if (!queue.length && link.textContent) { say(link, ''); say(news, unable ? '' : link.getAttribute('data-back')); }
  if (!queue.length) { clearTimeout(slowTimer); say(slow, ''); showUnsent(); }
}
/* What was written has left its field: where it is on its way for longer than a moment, it stands on the page. Shown, not spoken. */
function slowly() {
  if (queue.length && !link.textContent) { say(slow, slow.getAttribute('data-sending')); showUnsent(); }
}
function lost() { if (link.textContent) { tell(); } else if (!lostTimer) { lostTimer = setTimeout(tell, CALM); } }
/* Lost for long, the laptop may have another address: there the code says who this is. What waits here can't get there, as
   each address has a store of its own; it goes off if the old address is back, and the same words of one person count once. */
function tell() {
  var over = !queue.length && document.querySelector('#page [data-over]');
  var away = !over && !unable && Date.now() - (lostAt = lostAt || Date.now()) > LONG && link.getAttribute('data-away');
  var what = away ? (queue.length ? 'data-stays' : 'data-away') : astray ? 'data-astray' : !queue.length ? 'data-lost' : unable ? 'data-unable' : 'data-kept';
  say(link, over && !astray ? over.getAttribute('data-over') : link.getAttribute(what)); say(news, ''); say(slow, '');
  showUnsent();
}
/* What was written and has not gone yet stands on the page: nobody need wonder where it is, and under a new address it can be read. */
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
  /* Below the form, where one's own ideas are: nothing moves under a finger. */
  if (main && box.firstChild) { main.insertBefore(box, form && form.parentNode === main ? form.nextSibling : main.firstChild); }
}

function flush() {
  if (!sending && taken()) { queue = []; save(); well(); refetch(0); }
  if (sending || told || !queue.length) { return; }
  var item = queue[0];
  sending = true; clearTimeout(retryTimer); lost();
  ask('POST', item.to, item.body, function (request) {
    sending = false;
    if (request.status === 503 || request.getResponseHeader('Retry-After') || (request.status >= 500 && (item.tries = (item.tries || 0) + 1) < TRIES)) {
      /* The connection is well, and signs of life come: the laptop says itself that it takes nothing just now. */
      unable = true; later(asks(request)); if (retry > 1) { tell(); } else { lost(); }
      return;
    }
    if (!ours(request.responseText)) { lost(); later(0); return; }
    /* The phone has lost its cookie: what waits goes off when its code has been typed. */
    if (request.status === 200 && stranger(request.responseText)) { location.href = '/'; return; }
    retry = 0; arrived += 1; queue.shift(); save(); well(); unable = false;
    if (queue.length) {
      if (request.status >= 400) { refused.push(request.responseText); }
      flush();
    } else if (lastly && request.status < 400 && !refused.length) { send(lastly, null); } else if (item.page === thisPage && (item.to === '/own' || !dirty())) { show(request.responseText, true); } else { refetch(0); }
  }, function () { sending = unable = false; lost(); later(0); });
}
/* Told by the laptop when to come again, a phone comes no sooner, whatever it hears meanwhile: it hears it with all the others. */
function later(asked) {
  retry = Math.min(retry + 1, 3); clearTimeout(retryTimer); told = asked > 0;
  retryTimer = setTimeout(function () { told = false; flush(); }, Math.max(asked, pause(retry)));
}
/* Milliseconds until it is tried again, longer each time, and not with all the others; and those that the laptop asks for. */
function pause(times) { return 500 * Math.pow(2, times) * (0.75 + Math.random() / 2); }
function asks(request) { return 1000 * Math.min(parseInt(request.getResponseHeader('Retry-After'), 10) || 0, MOST) * (1 + Math.random() / 2); }
