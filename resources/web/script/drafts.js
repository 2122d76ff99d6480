/* A text that is being written survives a reload, a battery and a sleeping phone. */
function draft(area) { return store + ':' + area.form.getAttribute('action') + ':' + area.name; }
function restore() {
  try { var area = document.querySelector('#page textarea'); if (area && !area.value) { area.value = localStorage.getItem(draft(area)) || ''; } } catch (e) { return; }
}
function forget(form) {
  try { var area = form.querySelector('textarea'); if (area) { localStorage.removeItem(draft(area)); } } catch (e) { return; }
}
