// The page of a customer: `n` goes to the note.
document.addEventListener("keydown", write);

function write(event) {
  if (event.key !== "n" || document.documentElement.dataset.keys === "off") return;
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.target.closest?.("input:not([type=checkbox]), select, textarea, [contenteditable]")) return;
  const field = document.getElementById("note-text");
  if (!field) return;
  event.preventDefault();
  field.focus();
}
