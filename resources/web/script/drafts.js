/* Drafts: what is being written or chosen survives a reload, an empty battery and a sleeping phone. */
function draft(form) { return store + ':' + form.getAttribute('action'); }
function fieldsOf(form) { return [].filter.call(form.elements, function (field) { return /^(textarea|radio|select-one)$/.test(field.type); }); }
function keepDraft(form) {
  var kept = {};
  fieldsOf(form).forEach(function (field) { if (field.type !== 'radio' || field.checked) { kept[field.name] = field.value; } });
  try { localStorage.setItem(draft(form), JSON.stringify(kept)); } catch (e) { return; }
}
/* Only into empty fields: what the page brings is newer than the draft. */
function restore() {
  var form = document.querySelector('#page main form[action^="/a/"]'), kept;
  try { kept = form && JSON.parse(localStorage.getItem(draft(form))); } catch (e) { return; }
  if (!kept) { return; }
  fieldsOf(form).forEach(function (field) {
    if (!(field.name in kept)) { return; }
    if (field.type === 'radio') { field.checked = field.checked || (kept[field.name] === field.value && !chosenIn(form, field.name)); }
    else if (!field.value) { field.value = kept[field.name]; }
  });
}
function chosenIn(form, name) { return form.querySelector('[name="' + name + '"]:checked'); }
function forget(form) {
  try { if (fieldsOf(form).length) { localStorage.removeItem(draft(form)); } } catch (e) { return; }
}
