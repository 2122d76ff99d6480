/* One question after the other on the same screen. The host's reply to an answer is a fragment: it names by their stamps the
   question to show now and the one ahead, and brings the texts for the screen's slots where the page does not have them yet. */
function showFragment(page, next) {
  var fragment = next.querySelector('[data-now]'), thanks = next.querySelector('.thanks');
  if (!page.querySelector(STAMPED) && !spare) { refetch(0); return; }
  if (!page.querySelector(STAMPED)) { page.replaceChild(spare, page.querySelector('.screen')); }
  function held(what) {
    return [was, page.querySelector('#ahead'), next.querySelector('[data-stamp]')].filter(function (one) {
      return one && one.getAttribute('data-stamp') === fragment.getAttribute(what);
    })[0];
  }
  var was = asTemplate(page), now = held('data-now'), ahead = held('data-ahead');
  if (!now) { refetch(0); return; }
  if (now !== was) { fill(page, now); } else if (!stepped) { settle(page); }
  stepped = false; putAhead(page, ahead);
  if (!ahead && fragment.getAttribute('data-ahead')) { fetchAhead(page); }
  if (thanks) { page.querySelector('main').insertBefore(thanks, page.querySelector(STAMPED)); }
  if (fragment.getAttribute('data-skipped')) { askWhy(page, fragment.getAttribute('data-skipped')); }
}
/* The shown question as a template that could fill the slots: after an undo it is the one ahead again. */
function asTemplate(page) {
  var filling = document.createElement('template'), inside = filling.content || filling;
  filling.setAttribute('data-stamp', page.querySelector(STAMPED).getAttribute('data-stamp'));
  [].forEach.call(page.querySelectorAll('[data-slot]'), function (slot) {
    var word = inside.appendChild(document.createElement('b'));
    word.textContent = 'value' in slot ? slot.value : slot.textContent; word.className = slot.className; word.lang = slot.lang;
  });
  return filling;
}
function putAhead(page, ahead) {
  var old = page.querySelector('#ahead');
  if (old) { page.removeChild(old); }
  if (ahead) { ahead.id = 'ahead'; page.insertBefore(ahead, page.querySelector('footer')); }
}
/* A reply is kept small: of two new pairs with long ideas it brings one, and the other is fetched here. A failure does no harm. */
function fetchAhead(page) {
  ask('GET', '/?has=' + has(), null, function (request) {
    var next = new DOMParser().parseFromString(request.responseText, 'text/html'), fragment = next.querySelector('[data-now]');
    var form = page.querySelector(STAMPED), same = fragment && form && fragment.getAttribute('data-now') === form.getAttribute('data-stamp');
    if (same && !queue.length && !page.querySelector('#ahead')) { putAhead(page, next.getElementById('ahead')); }
  }, function () { return; });
}
function askWhy(page, skipped) {
  var reasons = page.querySelector('#reasons'), heading = page.querySelector('h1');
  var why = (reasons.content || reasons).querySelector('.why').cloneNode(true);
  why.querySelector('[name=skipped]').value = skipped;
  heading.parentNode.insertBefore(why, heading.nextSibling);
  if (page.querySelector('.long')) { heading.className = 'unseen'; }
  restButtons(page);
}
/* Show the question ahead while the answer is still on its way, when that takes longer than a blink. */
function step() {
  var page = document.getElementById('page'), ahead = document.getElementById('ahead');
  if (!ahead) { return false; }
  page.removeChild(ahead); stepped = true; fill(page, ahead);
  return true;
}
function fill(page, next) {
  var words = (next.content || next).querySelectorAll('b');
  [].forEach.call(page.querySelectorAll('[data-slot]'), function (slot, n) {
    var text = words[n].textContent;
    if ('value' in slot) { slot.value = text; } else { slot.textContent = text; slot.className = words[n].className; spoken(slot, words[n].lang); }
  });
  page.querySelector(STAMPED).setAttribute('data-stamp', next.getAttribute('data-stamp'));
  settle(page);
}
/* Clear the screen of the answer before. */
function settle(page) {
  var form = page.querySelector(STAMPED), heading = page.querySelector('h1');
  [].forEach.call(page.querySelectorAll('.why, .thanks, .notice, .box'), function (said) { said.parentNode.removeChild(said); });
  release(page);
  form.removeAttribute('aria-busy'); heading.className = '';
  form.querySelector('[value=undo]').hidden = form.querySelector('[name=done]').value === '0';
  shownAt = Date.now(); window.scrollTo(0, 0); restButtons(page); focus(page, '', heading);
}
/* The form of the kept question screen: one that was here before, or that came with the page. */
function spareForm() {
  var kept = document.getElementById('spare');
  if (kept) { spare = (kept.content || kept).querySelector('.screen'); kept.parentNode.removeChild(kept); }
  return spare && spare.querySelector(STAMPED);
}
/* Disable the buttons for a moment: a double tap's second tap must not answer what has just come under the finger. */
function restButtons(page) {
  var buttons = page.querySelectorAll('button[name=action]');
  function all(value) { [].forEach.call(buttons, function (button) { button.disabled = value; }); }
  clearTimeout(restTimer); all(true); restTimer = setTimeout(function () { all(false); }, DOUBLE);
}
