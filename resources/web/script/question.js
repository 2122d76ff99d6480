/* One question after the other. The screen stays: an answer brings what fills its slots, where that is not there already, what
   fills them after that, and why a skip may be. */
function known(page, next) {
  var now = next.querySelector('#now'), why = next.querySelector('.why'), heading;
  var thanks = next.querySelector('.thanks');
  if (!page.querySelector(STAMPED) && !spare) { refetch(0); return; }
  if (!page.querySelector(STAMPED)) { page.replaceChild(spare, page.querySelector('.screen')); }
  heading = page.querySelector('h1');
  if (now) { fill(page, now); } else if (!stepped && !step()) { settle(page); }
  stepped = false; replace(page, next, '#ahead');
  if (thanks) { page.querySelector('main').insertBefore(thanks, page.querySelector(STAMPED)); }
  if (!why) { return; }
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
    if ('value' in slot) { slot.value = text; } else { slot.textContent = text; slot.className = words[n].className; }
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
