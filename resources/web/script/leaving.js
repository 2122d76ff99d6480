/* Leaving the page, but never for nothing: in a radio cut the browser would put its own error page over what is shown and written.
   A link waits for a sign of life where there was none for a while, or something is on its way; a form that is not queued always does. */
function leave(go) {
  if (leaving) { return; }
  leaving = true; lost();
  ask('GET', '/version', null, function () { leaving = false; well(); go(); }, function () {
    leaving = false; astray = true; lostAt = Date.now(); tell();
  });
}
function send(form, button) {
  /* A device that goes round: the next person would not send what this one has answered. */
  if (form.getAttribute('action') === '/next') {
    if (queue.length) { lastly = form; flush(); tell(); return; }
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
