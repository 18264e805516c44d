// The day with the keyboard: a letter does what its button does on the line one is at; after it, the next line is.
document.addEventListener("keydown", press);
arrive();

// The line that has taken the place of the one decided about is named by the address.
function arrive() {
  const row = /^#l\d+$/.test(location.hash) && document.querySelector(location.hash)?.closest("tr");
  if (row) go(row);
}

function go(row) {
  row.closest(".listing").querySelector("tr.at")?.classList.remove("at");
  row.classList.add("at");
  row.tabIndex = -1;
  row.focus();
}

function press(event) {
  if (event.defaultPrevented) return; // the letter after `g`, which names a page
  if (document.documentElement.dataset.keys === "off" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (document.querySelector("dialog[open]")) return;
  if (event.target.closest?.("input:not([type=checkbox]), select, textarea, [contenteditable]")) return;
  if (!/^[a-z]$/.test(event.key)) return;
  const row = event.target.closest?.("#day tbody tr") ?? document.querySelector("#day tr.at, #day tbody tr");
  const button = row?.querySelector(`[data-do="${event.key}"]`);
  if (!button) return;
  event.preventDefault();
  button.click();
  if (event.key === "z") button.closest("details").querySelector("button[name=until]")?.focus();
}
