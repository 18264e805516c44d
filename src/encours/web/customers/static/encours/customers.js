// The page of a customer: `n` goes to the note, other letters to the acts that name them (`p`, a promise; `l`, a dispute).
document.addEventListener("keydown", press);

function press(event) {
  if (event.defaultPrevented) return; // the letter after `g`, which names a page
  if (document.documentElement.dataset.keys === "off" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (document.querySelector("dialog[open]")) return;
  if (event.target.closest?.("input:not([type=checkbox]), select, textarea, [contenteditable]")) return;
  const field = event.key === "n" && document.getElementById("note-text");
  const act = /^[a-z]$/.test(event.key) && document.querySelector(`[data-press="${event.key}"]`);
  if (!field && !act) return;
  event.preventDefault();
  if (field) field.focus();
  else act.click();
}
