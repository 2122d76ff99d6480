/* Makes a phone's page live: it follows the evening, answers without loading a page, and keeps what can't be sent.
   Everything works without it. ES5, for browsers from 2016 on; nothing here needs https. */
(function () {
  'use strict';
  var body = document.body, me = body.getAttribute('data-me');
  if (!me || !window.DOMParser || !window.XMLHttpRequest) { return; }

  var TIMEOUT = 6000, SILENCE = 13000, CALM = 4000, LONG = 20000, READ = 20000, TICK = 5000, TRIES = 5, SEEN = 150, DOUBLE = 300;
  var store = 'tupailta:' + me, queue = load(), sending = false, retry = 0, retryTimer = 0, lostTimer = 0, lostAt = 0;
  var version = null, heardAt = Date.now(), tickAt = Date.now(), stream = null, failures = 0;
  var fetching = false, fetchTimer = 0, pressed = null, thisPage = newId(), refused = [], shownAt = Date.now(), stepped = false;
  var link = document.getElementById('link'), news = document.getElementById('news');

  /* What waits to be sent survives a reload. Each item goes with the id of its form, so that the host takes it once. */
  function load() {
    try { return JSON.parse(localStorage.getItem(store)) || []; } catch (e) { return []; }
  }
  function save() {
    try {
      if (queue.length) { localStorage.setItem(store, JSON.stringify(queue)); } else { localStorage.removeItem(store); }
    } catch (e) { /* A private window keeps nothing; the queue lives as long as the page. */ }
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

  /* The connection */
  function say(element, text) {
    if (!element || element.textContent === text) { return; }
    element.textContent = text;
    /* What stands at the bottom of the screen makes room for the bar. */
    body.className = document.querySelector('.bars p:not(:empty)') ? 'told' : '';
  }
  function well() {
    clearTimeout(lostTimer); lostTimer = lostAt = 0; heardAt = Date.now();
    if (!queue.length && link.textContent) { say(link, ''); say(news, link.getAttribute('data-back')); }
  }
  function lost() { if (link.textContent) { tell(); } else if (!lostTimer) { lostTimer = setTimeout(tell, CALM); } }
  /* Lost for long, the laptop may have another address: there the code says who this is. */
  function tell() {
    var code = Date.now() - (lostAt = lostAt || Date.now()) > LONG && link.getAttribute('data-code');
    say(link, link.getAttribute(queue.length ? 'data-kept' : 'data-lost') + (code ? ' ' + code : '')); say(news, '');
  }

  function flush() {
    if (sending || !queue.length) { return; }
    var item = queue[0];
    sending = true; clearTimeout(retryTimer); lost();
    ask('POST', item.to, item.body, function (request) {
      sending = false;
      if (request.status === 503 || request.getResponseHeader('Retry-After') || (request.status >= 500 && (item.tries = (item.tries || 0) + 1) < TRIES)) {
        lost(); later(); return;
      }
      if (!ours(request.responseText)) { lost(); later(); return; }
      retry = 0; queue.shift(); save(); well();
      if (queue.length) {
        if (request.status >= 400) { refused.push(request.responseText); }
        flush();
      } else if (item.page === thisPage && !dirty()) { show(request.responseText, true); } else { refetch(0); }
    }, function () { sending = false; lost(); later(); });
  }
  function later() {
    retry = Math.min(retry + 1, 3); clearTimeout(retryTimer);
    retryTimer = setTimeout(flush, 500 * Math.pow(2, retry) * (0.75 + Math.random() / 2));
  }

  /* The page */
  function ours(html) { return html.indexOf('id="page"') > 0; }
  function plain(html) { return html.replace(/name="client_id" value="[^"]*"/g, ''); }
  function show(html, mine) {
    var fresh = new DOMParser().parseFromString(html, 'text/html'), page = document.getElementById('page');
    var next = fresh.getElementById('page');
    if (!next) { return; }
    var moved = fresh.body.getAttribute('data-live') !== body.getAttribute('data-live');
    /* Nothing is changed under a finger: what is being written stays until it is sent or the hall moves on. */
    if (!mine && !moved && dirty()) { return; }
    var wrote = mine ? '' : written(), focused = document.activeElement, held = page.contains(focused);
    var same = held ? focused.outerHTML : '', opened = [].map.call(page.querySelectorAll('details'), isOpen);
    ['data-live', 'data-follows', 'data-waits'].forEach(function (name) {
      var value = fresh.body.getAttribute(name);
      if (value === null) { body.removeAttribute(name); } else { body.setAttribute(name, value); }
    });
    if (!mine && plain(next.innerHTML) === plain(page.innerHTML)) { return; }
    if (mine && !next.querySelector('.screen')) { known(page, next); explainAll(page); return; }
    stepped = false;
    if (next.querySelector('footer') || !page.querySelector('footer')) { page.innerHTML = next.innerHTML; } else {
      replace(page, next, '#ahead'); replace(page, next, '.screen');
    }
    if (mine && location.pathname + location.search !== '/' && history.replaceState) { history.replaceState(null, '', '/'); }
    if (!moved && !mine) { reopen(page, opened); }
    var heading = page.querySelector('h1');
    document.title = fresh.title || (heading ? heading.textContent : document.title);
    /* Who is on the page hears the heading, which gets the focus; who is not, hears it as news. */
    if (moved && !mine && !held) { say(news, heading ? heading.textContent : document.title); }
    if (mine || moved) { window.scrollTo(0, 0); }
    shownAt = Date.now();
    if (mine) { rest(page); }
    if (mine || held) { focus(page, mine || moved ? '' : same, heading); }
    if (wrote) { keep(page, link.getAttribute('data-wrote'), wrote); }
    explainAll(page);
    restore();
  }
  /* An answer brings the screen without what stands around it. */
  function replace(page, next, what) {
    var old = page.querySelector(what), fresh = next.querySelector(what);
    if (fresh) { page.insertBefore(fresh, old || page.querySelector('footer')); }
    if (old) { page.removeChild(old); }
  }
  /* The answer brings no screen when the next question is there already: the one after it, and why a skip may be. */
  function known(page, next) {
    if (!stepped) { step(page.querySelector('.screen form')); }
    var why = next.querySelector('.why'), heading = page.querySelector('h1');
    stepped = false; replace(page, next, '#ahead');
    if (!why) { return; }
    heading.parentNode.insertBefore(why, heading.nextSibling);
    if (page.querySelector('.long')) { heading.className = 'unseen'; }
    rest(page);
  }
  /* The next question is there already: it is shown while the answer is on its way, where that takes longer than a blink. */
  function step(form) {
    var page = document.getElementById('page'), ahead = document.getElementById('ahead'), heading;
    if (!ahead || !page.contains(form)) { return; }
    page.querySelector('.screen').innerHTML = ahead.innerHTML;
    ahead.parentNode.removeChild(ahead);
    heading = page.querySelector('h1');
    stepped = true; shownAt = Date.now(); window.scrollTo(0, 0); rest(page); focus(page, '', heading);
  }
  /* The second tap of a double tap is no answer to what has come under the finger. */
  function rest(page) {
    var buttons = page.querySelectorAll('button[name=action]');
    function all(value) { [].forEach.call(buttons, function (button) { button.disabled = value; }); }
    all(true); setTimeout(function () { all(false); }, DOUBLE);
  }
  /* What was refused while more was on its way is told in the end. */
  function explainAll(page) {
    refused.splice(0).forEach(function (html) {
      var answer = new DOMParser().parseFromString(html, 'text/html');
      var notice = answer.querySelector('.notice'), text = answer.querySelector('textarea, blockquote');
      keep(page, notice ? notice.textContent : '', text ? text.textContent : '');
    });
  }
  function isOpen(details) { return details.open; }
  function reopen(page, opened) {
    [].forEach.call(page.querySelectorAll('details'), function (details, n) { details.open = !!opened[n]; });
  }
  function focus(page, same, heading) {
    var all = page.querySelectorAll('a, button, input, select, textarea, summary'), n;
    for (n = 0; same && n < all.length; n += 1) { if (all[n].outerHTML === same) { all[n].focus(); return; } }
    if (heading) { heading.setAttribute('tabindex', '-1'); heading.focus(); }
  }
  /* What was not sent: in the field, or in the box that tells so, which stays until something else is done. */
  function written() {
    var area = document.querySelector('#page textarea'), quote = document.querySelector('#page blockquote');
    return area && area.value !== area.defaultValue ? area.value : quote ? quote.textContent : '';
  }
  function dirty() {
    var fields = document.querySelectorAll('#page textarea, #page input, #page select');
    return [].some.call(fields, function (field) {
      if (field.type === 'hidden' || (field.form && field.form.getAttribute('aria-busy'))) { return false; }
      if (field.type === 'radio') { return field.checked !== field.defaultChecked; }
      if (field.tagName === 'SELECT') { return field.selectedIndex > 0; }
      return field.value !== field.defaultValue || field === document.activeElement;
    });
  }
  function keep(page, reason, text) {
    var box = document.createElement('div'), quote = document.createElement('blockquote'), p = document.createElement('p');
    box.className = 'box'; p.textContent = reason; quote.textContent = text;
    box.appendChild(p); box.appendChild(quote);
    page.querySelector('main').insertBefore(box, page.querySelector('main').firstChild);
  }

  /* A text that is being written survives a reload, a battery and a sleeping phone. */
  function draft(area) { return store + ':' + area.form.getAttribute('action') + ':' + area.name; }
  function restore() {
    try { var area = document.querySelector('#page textarea'); if (area && !area.value) { area.value = localStorage.getItem(draft(area)) || ''; } } catch (e) { return; }
  }
  function forget(form) {
    try { var area = form.querySelector('textarea'); if (area) { localStorage.removeItem(draft(area)); } } catch (e) { return; }
  }

  /* Following */
  function heard(text) {
    var parts = text.split(' ');
    if (parts.length === 2) { well(); flush(); } else { return; }
    var live = body.getAttribute('data-live'), first = version === null;
    var moved = parts[1] !== live, changed = !first && parts[0] !== version;
    version = parts[0];
    if (!body.getAttribute('data-follows')) { if (moved) { tellMoved(); } return; }
    if (moved) { refetch(Math.random() * 300); } else if (changed && watches()) { refetch(500 + Math.random() * 1500); }
  }
  function tellMoved() {
    var bar = document.getElementById('moved'), go = document.createElement('a');
    if (!bar || bar.firstChild) { return; }
    say(bar, bar.getAttribute('data-moved') + ' ');
    go.href = '/'; go.textContent = bar.getAttribute('data-go'); bar.appendChild(go);
  }
  function watches() {
    if (document.querySelector('#page .notice') && Date.now() - shownAt < READ) { return false; }
    return body.getAttribute('data-waits') || (document.querySelector('#page [data-fresh]') && !dirty());
  }
  function refetch(delay) {
    if (fetchTimer || queue.length) { return; }
    fetchTimer = setTimeout(function () {
      fetchTimer = 0;
      if (fetching || queue.length || sending) { return; }
      fetching = true;
      ask('GET', '/', null, function (request) {
        fetching = false;
        if (request.status === 200 && ours(request.responseText)) { well(); if (!queue.length) { show(request.responseText, false); } }
      }, function () { fetching = false; lost(); });
    }, delay);
  }
  function listen() {
    if (stream) { stream.close(); stream = null; }
    if (!window.EventSource || failures > 2) { return; }
    var own = stream = new EventSource('/live');
    own.onmessage = function (event) { failures = 0; heard(event.data); };
    own.onerror = function () {
      if (own.readyState === 2 && own === stream) { failures += 1; stream = null; setTimeout(listen, 2000 + Math.random() * 2000); }
    };
  }
  function poll() {
    ask('GET', '/version', null, function (request) {
      if (request.status === 200) { heard(request.responseText); }
    }, lost);
  }
  function wake() { retry = 0; flush(); poll(); listen(); }
  function tick() {
    var now = Date.now(), slept = now - tickAt > TICK * 3;
    tickAt = now;
    if (slept) { wake(); return; }
    if (!stream) { poll(); } else if (now - heardAt > SILENCE) { lost(); heardAt = now; poll(); listen(); }
  }

  /* Answering */
  function newId() {
    var numbers = new Uint32Array(4);
    (window.crypto || window.msCrypto).getRandomValues(numbers);
    return [].map.call(numbers, function (n) { return n.toString(16); }).join('');
  }
  function encoded(form, button) {
    var parts = [];
    [].forEach.call(form.elements, function (field) {
      if (!field.name || field.disabled || field.type === 'submit' || (field.type === 'radio' && !field.checked)) { return; }
      parts.push(encodeURIComponent(field.name) + '=' + encodeURIComponent(field.value));
    });
    if (button && button.name) { parts.push(encodeURIComponent(button.name) + '=' + encodeURIComponent(button.value)); }
    return parts.join('&');
  }
  function answered(form, button) {
    if (form.getAttribute('aria-busy')) { return; }
    var ahead = document.getElementById('ahead'), has = ahead ? '&has=' + ahead.getAttribute('data-stamp') : '';
    queue.push({ to: form.getAttribute('action'), body: encoded(form, button) + has + '&took=' + (Date.now() - shownAt), page: thisPage });
    save(); forget(form);
    var area = form.querySelector('textarea'), id = form.querySelector('[name=client_id]');
    if (id) { form.reset(); area.value = ''; id.value = newId(); } else { form.setAttribute('aria-busy', 'true'); }
    if (button) { button.className += ' chosen'; }
    if (button && /card/.test(button.className)) { setTimeout(function () { step(form); }, SEEN); }
    if (link.textContent) { tell(); }
    flush();
  }
  document.addEventListener('click', function (event) {
    var at = event.target;
    while (at && at !== document && at.tagName !== 'BUTTON') { at = at.parentNode; }
    if (at && at !== document) { pressed = at; }
  }, true);
  document.addEventListener('submit', function (event) {
    var form = event.target, button = pressed && form.contains(pressed) ? pressed : null;
    pressed = null;
    if (!/^\/a\//.test(form.getAttribute('action') || '')) { return; }
    event.preventDefault();
    answered(form, button);
  });
  document.addEventListener('input', function (event) {
    var area = event.target;
    if (area.tagName !== 'TEXTAREA' || !area.form) { return; }
    try { localStorage.setItem(draft(area), area.value); } catch (e) { return; }
  });
  document.addEventListener('visibilitychange', function () { if (!document.hidden) { wake(); } });
  window.addEventListener('pageshow', function (event) { if (event.persisted) { wake(); } });
  window.addEventListener('online', wake);
  window.addEventListener('pagehide', function () { if (stream) { stream.close(); stream = null; } });
  setInterval(tick, TICK);
  restore(); listen(); flush();
}());
