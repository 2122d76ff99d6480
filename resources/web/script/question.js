/* One question after the other. The screen stays: an answer says what stands on it now and what is ahead, and brings what fills
   its slots where that is not here already. */
function known(page, next) {
  var bit = next.querySelector('[data-now]'), thanks = next.querySelector('.thanks');
  if (!page.querySelector(STAMPED) && !spare) { refetch(0); return; }
  if (!page.querySelector(STAMPED)) { page.replaceChild(spare, page.querySelector('.screen')); }
  function held(what) {
    return [was, page.querySelector('#ahead'), next.querySelector('[data-stamp]')].filter(function (one) {
      return one && one.getAttribute('data-stamp') === bit.getAttribute(what);
    })[0];
  }
  var was = packed(page), now = held('data-now'), ahead = held('data-ahead');
  if (!now) { refetch(0); return; }
  if (now !== was) { fill(page, now); } else if (!stepped) { settle(page); }
  stepped = false; putAhead(page, ahead);
  if (!ahead && bit.getAttribute('data-ahead')) { fetchAhead(page); }
  if (thanks) { page.querySelector('main').insertBefore(thanks, page.querySelector(STAMPED)); }
  if (bit.getAttribute('data-skipped')) { askWhy(page, bit.getAttribute('data-skipped')); }
}
/* What the slots hold, as what would fill them: an undo brings the pair before, and this one is ahead again. */
function packed(page) {
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
/* An answer is light: of two new pairs with long ideas it brings one, and the other comes by itself. It can do without. */
function fetchAhead(page) {
  ask('GET', '/?has=' + has(), null, function (request) {
    var next = new DOMParser().parseFromString(request.responseText, 'text/html'), bit = next.querySelector('[data-now]');
    var form = page.querySelector(STAMPED), same = bit && form && bit.getAttribute('data-now') === form.getAttribute('data-stamp');
    if (same && !queue.length && !page.querySelector('#ahead')) { putAhead(page, next.getElementById('ahead')); }
  }, function () { return; });
}
function askWhy(page, skipped) {
  var reasons = page.querySelector('#reasons'), heading = page.querySelector('h1');
  var why = (reasons.content || reasons).querySelector('.why').cloneNode(true);
  why.querySelector('[name=skipped]').value = skipped;
  heading.parentNode.insertBefore(why, heading.nextSibling);
  if (page.querySelector('.long')) { heading.className = 'unseen'; }
  rest(page);
}
/* The next question is there already: it is shown while the answer is on its way, where that takes longer than a blink. */
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
/* Nothing of the answer before stays on the screen. */
function settle(page) {
  var form = page.querySelector(STAMPED), heading = page.querySelector('h1');
  [].forEach.call(page.querySelectorAll('.why, .thanks, .notice, .box'), function (said) { said.parentNode.removeChild(said); });
  release(page);
  form.removeAttribute('aria-busy'); heading.className = '';
  form.querySelector('[value=undo]').hidden = form.querySelector('[name=done]').value === '0';
  shownAt = Date.now(); window.scrollTo(0, 0); rest(page); focus(page, '', heading);
}
/* The screen of a question that is kept where another one is shown: one that was here, or came with the page. */
function spareForm() {
  var kept = document.getElementById('spare');
  if (kept) { spare = (kept.content || kept).querySelector('.screen'); kept.parentNode.removeChild(kept); }
  return spare && spare.querySelector(STAMPED);
}
/* The second tap of a double tap is no answer to what has come under the finger. */
function rest(page) {
  var buttons = page.querySelectorAll('button[name=action]');
  function all(value) { [].forEach.call(buttons, function (button) { button.disabled = value; }); }
  clearTimeout(restTimer); all(true); restTimer = setTimeout(function () { all(false); }, DOUBLE);
}
