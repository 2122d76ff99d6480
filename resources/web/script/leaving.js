/* Leaving the page only when the host is there: otherwise the browser would replace what is shown and written by its error page.
   A link asks the host first when there was no sign of life for a while or something is on its way; a form outside the queue
   always does. */
function leave(go) {
  if (leaving) { return; }
  leaving = true; lost();
  ask('GET', '/version', null, function () { leaving = false; well(); go(); }, function () {
    leaving = false; leaveFailed = true; lostAt = Date.now(); showLost();
  });
}
function send(form, button) {
  /* A shared device: this person's answers must be sent before the next person comes. */
  if (form.getAttribute('action') === '/next') {
    if (queue.length) { afterQueue = form; flush(); showLost(); return; }
    clear();
  }
  leave(function () {
    var value = document.createElement('input');
    value.type = 'hidden'; value.name = button ? button.name : ''; value.value = button ? button.value : '';
    form.appendChild(value); form.submit(); form.removeChild(value);
  });
}
document.addEventListener('click', function (event) {
  var at = above(event.target, 'A');
  if (!at || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || !/^\//.test(at.getAttribute('href') || '')) { return; }
  if (!queue.length && !link.textContent && Date.now() - wellAt < FRESH) { return; }
  event.preventDefault();
  leave(function () { location.href = at.href; });
});
