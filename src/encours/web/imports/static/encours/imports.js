// Files dropped on the page are sent at once, with progress. Without this script the form sends them as any other.
const form = document.querySelector("[data-drop]");

function tell(text) {
  const place = form.querySelector("[data-error]");
  place.textContent = text;
  place.hidden = !text;
}

function send(event) {
  event?.preventDefault();
  const files = [...form.elements.files.files];
  const most = Number(form.dataset.most) * 1024 * 1024;
  if (!files.length) return;
  if (files.reduce((sum, file) => sum + file.size, 0) > most) return tell(form.dataset.tooLarge);
  const bar = form.querySelector("progress");
  const request = new XMLHttpRequest();
  tell("");
  bar.hidden = false;
  request.upload.addEventListener("progress", (sent) => {
    if (sent.lengthComputable) bar.value = (100 * sent.loaded) / sent.total;
    if (sent.loaded === sent.total) bar.removeAttribute("value"); // sent: the server looks at them
  });
  request.addEventListener("load", () => arrived(request, bar));
  request.addEventListener("error", () => { bar.hidden = true; tell(form.dataset.lost); });
  request.open("POST", form.getAttribute("action") || location.href);
  request.send(new FormData(form));
}

// The server answers with another page, or with this one and a reason.
function arrived(request, bar) {
  bar.hidden = true;
  if (request.status < 300 && request.responseURL !== location.href) return void location.assign(request.responseURL);
  const page = new DOMParser().parseFromString(request.responseText, "text/html");
  tell(page.querySelector("[data-error]:not([hidden])")?.textContent || page.querySelector("main p")?.textContent || form.dataset.lost);
}

function drop(event) {
  event.preventDefault();
  form.classList.remove("over");
  if (!event.dataTransfer?.files.length) return;
  form.elements.files.files = event.dataTransfer.files;
  send();
}

if (form) {
  form.addEventListener("submit", send);
  document.addEventListener("dragover", (event) => { event.preventDefault(); form.classList.add("over"); });
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) form.classList.remove("over"); });
  document.addEventListener("drop", drop);
}
