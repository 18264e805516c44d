// A part of a page that could not be loaded says so, and loads again when asked.
for (const name of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) document.addEventListener(name, failed);
document.addEventListener("click", again);

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
  const loading = part.querySelector(".loading");
  if (loading) loading.hidden = broken;
}
