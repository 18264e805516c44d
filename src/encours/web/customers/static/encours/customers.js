// The page of a customer: `n` goes to the note; the time line beside says when it could not be loaded.
document.addEventListener("keydown", write);
for (const name of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) document.addEventListener(name, failed);
document.addEventListener("click", again);

function write(event) {
  if (event.key !== "n" || document.documentElement.dataset.keys === "off") return;
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.target.closest?.("input:not([type=checkbox]), select, textarea, [contenteditable]")) return;
  const field = document.getElementById("note-text");
  if (!field) return;
  event.preventDefault();
  field.focus();
}

function failed(event) {
  const part = event.target.closest?.("[data-part]");
  if (part) tell(part, true);
}

function again(event) {
  const part = event.target.closest?.("[data-again]")?.closest("[data-part]");
  if (!part) return;
  event.preventDefault();
  tell(part, false);
  window.htmx.trigger(part, "again");
}

function tell(part, broken) {
  part.querySelector(".failed").hidden = !broken;
  part.querySelector(".loading").hidden = broken;
}
