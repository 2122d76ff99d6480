/* Answering: what a person answers, writes or withdraws goes through the queue instead of loading a page. Last file: starts all. */
function newId() {
  var numbers = new Uint32Array(4);
  (window.crypto || window.msCrypto).getRandomValues(numbers);
  return [].map.call(numbers, function (n) { return n.toString(16); }).join('');
}
/* Only what must be is percent-encoded: with ä as %C3%A4 an idea in Finnish would be half as long again. */
function packable(value) { return value.replace(/[\x00-\x1f%&+=]/g, encodeURIComponent).replace(/ /g, '+'); }
function encoded(form, button) {
  var parts = [];
  [].forEach.call(form.elements, function (field) {
    if (!field.name || field.disabled || field.type === 'submit' || (field.type === 'radio' && !field.checked)) { return; }
    parts.push(field.name + '=' + packable(field.value));
  });
  if (button && button.name) { parts.push(button.name + '=' + packable(button.value)); }
  return parts.join('&');
}
/* What the host need not send again: 'kept' for lists on the page, or the stamps of the question shown and of the one ahead. */
function has() {
  if (document.querySelector('#page [data-keep]')) { return 'kept'; }
  return [document.querySelector(STAMPED) || spareForm(), document.getElementById('ahead')].map(function (held) {
    return held ? held.getAttribute('data-stamp') : '';
  }).join('+');
}
function answered(form, button) {
  var area = form.querySelector('textarea'), id = form.querySelector('[name=client_id]');
  /* The second tap of a double tap finds the field empty. */
  if (form.getAttribute('aria-busy') || (id && !area.value && Date.now() - sentAt < DOUBLE * 2)) { return; }
  sentAt = Date.now();
  var asked = form.getAttribute('data-stamp'), took = asked ? '&took=' + (Date.now() - shownAt) : '';
  queue.push({ to: form.getAttribute('action'), body: encoded(form, button) + '&has=' + has() + took, page: thisPage });
  save(); forget(form);
  /* The reason for skipping the pair before changes nothing on this screen, and the next answer need not wait for it. */
  if (button && button.parentNode.className === 'why') { stepped = true; settle(document.getElementById('page')); }
  else if (id) { emptied(form, area); id.value = newId(); } else { form.setAttribute('aria-busy', 'true'); }
  if (button) { button.className += ' chosen'; }
  /* The thanks were for the answer before; this one is on its way. Their place is kept: nothing may move under a finger. */
  [].forEach.call(document.querySelectorAll('#page .thanks'), function (thanks) { thanks.className += ' gone'; });
  if (button && /card/.test(button.className)) {
    setTimeout(function () { if (asked === form.getAttribute('data-stamp') && document.body.contains(form)) { step(); } }, SEEN);
  }
  if (link.textContent) { showLost(); }
  /* After a pair the next one is there already; everything else waits for the page that comes. */
  if (!asked) { clearTimeout(slowTimer); slowTimer = setTimeout(slowly, SLOW); }
  flush();
}
/* Empty the form, also of a refused text, which came with the page as the field's default value. */
function emptied(form, area) {
  form.reset(); area.value = area.defaultValue = '';
  [].forEach.call(form.querySelectorAll('select'), function (select) { select.selectedIndex = 0; });
}
function above(at, tag) {
  while (at && at !== document && at.tagName !== tag) { at = at.parentNode; }
  return at === document ? null : at;
}
document.addEventListener('click', function (event) { pressed = above(event.target, 'BUTTON') || pressed; }, true);
document.addEventListener('submit', function (event) {
  var form = event.target, button = pressed && form.contains(pressed) ? pressed : null;
  pressed = null;
  event.preventDefault();
  if (/^\/(a\/|own$)/.test(form.getAttribute('action'))) { answered(form, button); } else { send(form, button); }
});
['input', 'change'].forEach(function (name) {
  document.addEventListener(name, function (event) {
    var form = event.target.form;
    if (form && /^\/a\//.test(form.getAttribute('action'))) { keepDraft(form); }
  });
});
document.addEventListener('visibilitychange', function () { if (!document.hidden) { wake(); } });
window.addEventListener('pageshow', function (event) { if (event.persisted) { wake(); } });
window.addEventListener('online', wake);
window.addEventListener('pagehide', function () { if (stream) { stream.close(); stream = null; } });
setInterval(tick, TICK);
save(); restore(); listen(); flush();
