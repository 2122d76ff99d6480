/* Showing what the host sends: a page that has come takes the place of the one that is shown. `mine`: it answers this phone. */
function ours(html) { return html.indexOf('id="page"') > 0; }
function stranger(html) { return html.indexOf('<html') >= 0 && html.indexOf('data-me="' + me + '"') < 0; }
function plain(html) { return html.replace(/name="client_id" value="[^"]*"/g, ''); }
function show(html, mine) {
  var fresh = new DOMParser().parseFromString(html, 'text/html'), page = document.getElementById('page');
  var next = fresh.getElementById('page');
  if (!next) { return; }
  var moved = fresh.body.getAttribute('data-live') !== body.getAttribute('data-live');
  /* What is being written stays until it is sent or the hall moves on. */
  if (!mine && !moved && dirty()) { return; }
  var wrote = mine ? '' : written(), focused = document.activeElement, held = page.contains(focused);
  var same = held ? focused.outerHTML : '', opened = [].map.call(page.querySelectorAll('details'), isOpen);
  ['data-live', 'data-follows', 'data-waits'].forEach(function (name) {
    var value = fresh.body.getAttribute(name);
    if (value === null) { body.removeAttribute(name); } else { body.setAttribute(name, value); }
  });
  if (!mine && !moved) { stillThanked(page, next); }
  if (!mine && plain(next.innerHTML) === plain(page.innerHTML)) { return; }
  if (mine && follows() && location.pathname + location.search !== '/' && history.replaceState) { history.replaceState(null, '', '/'); }
  if (mine && !next.querySelector('.screen')) { showFragment(page, next); setTitle(page, ''); explainAll(page); return; }
  stepped = false;
  if (mine && !putBack(page, next)) { refetch(0); return; }
  if (page.querySelector(STAMPED)) { spare = page.querySelector('.screen'); }
  if (next.querySelector('footer') || !page.querySelector('footer')) { page.innerHTML = next.innerHTML; } else {
    replace(page, next, '#ahead'); replace(page, next, '.screen');
  }
  if (!moved && !mine) { reopen(page, opened); }
  var heading = page.querySelector('h1');
  setTitle(page, fresh.title);
  /* A screen reader's user whose focus is in the page hears the heading, which gets the focus; others hear it as news. */
  if (moved && !mine && !held) { setText(news, heading ? heading.textContent : document.title, heading && heading.lang); }
  if (mine || moved) { window.scrollTo(0, 0); }
  shownAt = Date.now();
  if (mine) { restButtons(page); }
  if (mine || held) { focus(page, mine || moved ? '' : same, heading); }
  restore();
  if (wrote && written() !== wrote) { keep(page, link.getAttribute('data-wrote'), wrote); }
  explainAll(page);
}
/* A reply leaves lists empty that the page has already: put them back. Returns whether all of them were there. */
function putBack(page, next) {
  var empty = [].filter.call(next.querySelectorAll('[data-keep]'), function (place) { return !place.children.length; });
  var old = empty.map(function (place) { return page.querySelector('[data-keep="' + place.getAttribute('data-keep') + '"]'); });
  if (old.indexOf(null) >= 0) { return false; }
  empty.forEach(function (place, n) { place.parentNode.replaceChild(old[n], place); release(old[n]); });
  return true;
}
/* A change by others must not remove the thanks before they are read; they were spoken already, so they get no role. */
function stillThanked(page, next) {
  var thanks = page.querySelector('.thanks'), heading = next.querySelector('h1');
  if (!thanks || !heading) { return; }
  thanks = thanks.cloneNode(true); thanks.removeAttribute('role');
  heading.parentNode.insertBefore(thanks, heading.nextSibling);
}
function release(part) {
  var chosen = part.querySelector('.chosen');
  if (chosen) { chosen.className = chosen.className.replace(' chosen', ''); }
}
/* A reply brings the screen without what surrounds it: replace one part. */
function replace(page, next, what) {
  var old = page.querySelector(what), fresh = next.querySelector(what);
  if (fresh) { page.insertBefore(fresh, old || page.querySelector('footer')); }
  if (old) { page.removeChild(old); }
}
/* Explain what was refused while more was on its way. */
function explainAll(page) {
  refused.splice(0).forEach(function (html) {
    var answer = new DOMParser().parseFromString(html, 'text/html');
    var notice = answer.querySelector('.notice'), text = answer.querySelector('textarea, blockquote');
    keep(page, notice ? notice.textContent : '', text ? text.textContent : '');
  });
}
/* The title is the page's own or its heading, without soft hyphens. */
function setTitle(page, title) {
  var heading = page.querySelector('h1');
  document.title = title || (heading ? heading.textContent.replace(/[\u00ad\u200b]/g, '') : document.title);
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
/* What the person has entered and not sent: in the field, chosen, or in the box about a refused text. */
function written() {
  var area = document.querySelector('#page textarea'), quote = document.querySelector('#page blockquote');
  var step = document.querySelector('#page .step input:checked');
  if (area && area.value !== area.defaultValue) { return area.value; }
  if (step && !step.defaultChecked) { return step.parentNode.querySelector('strong').textContent; }
  return quote ? quote.textContent : '';
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
