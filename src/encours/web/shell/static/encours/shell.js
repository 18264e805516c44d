// The frame of every page: theme, search palette, keyboard, menus, tips. Everything here also works without it.
const root = document.documentElement;
const keysOn = () => root.dataset.keys !== "off";
const typing = (event) => event.target.closest?.("input, select, textarea, [contenteditable]");

// A question typed over the one before takes it back: that is no error to write on the console.
if (window.htmx) {
  window.htmx.logger = (_element, name, detail) => {
    if (name === "htmx:sendAbort" || (name === "htmx:afterRequest" && detail.xhr?.status === 0)) delete detail.error;
  };
}

function theme(event) {
  event.preventDefault();
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `theme=${root.dataset.theme}; path=/; max-age=31536000; SameSite=Lax${secure}`;
}

function palette(event) {
  event?.preventDefault();
  const dialog = document.getElementById("pal");
  if (!dialog || dialog.open) return;
  dialog.showModal();
  const input = dialog.querySelector("input");
  input.select();
  offerVisited(input);
  input.dispatchEvent(new Event("opened"));
}

const VISITED = 5;
const visitedOf = (who) => `visited-${who}`; // of one person, in one tab: it ends with it

function noteVisit() {
  const dialog = document.getElementById("pal");
  if (!dialog?.dataset.who || !/^\/(clients|creances|indicateurs|tableaux)\/[^?]+/.test(location.pathname)) return;
  const name = document.querySelector("h1")?.textContent.trim();
  const place = visitedOf(dialog.dataset.who);
  const url = location.pathname + location.search;
  const before = JSON.parse(sessionStorage.getItem(place) ?? "[]").filter((one) => one.name !== name);
  if (name) sessionStorage.setItem(place, JSON.stringify([{ name, url }, ...before].slice(0, VISITED + 1)));
}

function offerVisited(input) {
  const list = document.getElementById("visited");
  const who = list.parentElement.dataset.who;
  const kept = JSON.parse(sessionStorage.getItem(visitedOf(who)) ?? "[]");
  const here = location.pathname + location.search;
  list.replaceChildren(...kept.filter((one) => one.url !== here).slice(0, VISITED).map(({ name, url }) => {
    const [line, link, sub] = ["li", "a", "small"].map((tag) => document.createElement(tag));
    [link.href, sub.textContent] = [url, list.dataset.sub];
    link.append(name, sub);
    line.append(link);
    return line;
  }));
  const offer = () => { list.hidden = input.value !== "" || !list.children.length; };
  input.oninput = offer;
  offer();
}

function walkPalette(event) {
  const links = [...document.querySelectorAll("#visited:not([hidden]) a, #sought a")];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key === "Escape") {
    event.preventDefault(); // a field of search would only be emptied
    return event.currentTarget.close();
  }
  // What is listed may still answer what was typed before: the form then opens the page of the search.
  const listed = document.getElementById("sought").dataset.q === event.target.value?.trim();
  if (event.key === "Enter" && event.target.matches("input") && links.length && listed) {
    event.preventDefault();
    links[0].click();
  }
  if (!step || !links.length) return;
  event.preventDefault();
  const at = links.indexOf(document.activeElement) + step;
  (links[at] ?? event.currentTarget.querySelector("input")).focus();
}

let waiting = 0; // the instant `g` was pressed: the next letter names a page

function onKey(event) {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") return palette(event);
  if (event.key === "Escape") document.querySelectorAll("details.menu[open]").forEach((menu) => close(menu));
  if (!keysOn() || typing(event) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (document.querySelector("dialog[open]")) return;
  if (event.key === "?") return document.getElementById("keys")?.showModal();
  if (event.key === "g") return void (waiting = Date.now());
  if (Date.now() - waiting < 1200) {
    waiting = 0;
    const link = document.querySelector(`.rail nav a[data-key="${CSS.escape(event.key)}"]`);
    if (link) { event.preventDefault(); link.click(); }
  }
}

function close(menu) {
  menu.open = false;
  menu.querySelector("summary")?.focus();
}

function onClick(event) {
  const act = event.target.closest("[data-act]")?.dataset.act;
  if (act === "theme") return theme(event);
  if (act === "palette") return palette(event);
  if (act === "print") return window.print();
  if (event.target.matches("dialog")) event.target.close(); // the backdrop
  document.querySelectorAll("details.menu[open]").forEach((menu) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
}

// Choices marked so are applied at once; without this script their form has a button.
function onChange(event) {
  if (event.target.closest("[data-submit]")) event.target.form?.requestSubmit();
}

function tip(event) {
  const box = document.getElementById("tip");
  const on = event.target.closest?.("[data-tip]");
  if (!box?.showPopover) return;
  if (!on) return box.matches(":popover-open") && box.hidePopover();
  const [title, ...lines] = on.dataset.tip.split("\n");
  box.replaceChildren(Object.assign(document.createElement("b"), { textContent: title }));
  for (const line of lines) box.append(Object.assign(document.createElement("div"), { textContent: line }));
  if (!box.matches(":popover-open")) box.showPopover();
  const place = on.getBoundingClientRect();
  const left = Math.max(8, Math.min(place.left, innerWidth - box.offsetWidth - 8));
  const below = place.bottom + 8 + box.offsetHeight < innerHeight;
  box.style.left = `${left}px`;
  box.style.top = `${below ? place.bottom + 8 : place.top - box.offsetHeight - 8}px`;
}

// On a phone the pages are a row that scrolls: the one shown is in sight.
const rail = document.querySelector(".rail nav");
if (rail && rail.scrollWidth > rail.clientWidth) {
  rail.querySelector("a[aria-current]")?.scrollIntoView({ inline: "center", block: "nearest" });
}

document.addEventListener("keydown", onKey);
document.addEventListener("click", onClick);
document.addEventListener("change", onChange);
document.addEventListener("pointerover", tip);
document.addEventListener("focusin", tip);
document.getElementById("pal")?.addEventListener("keydown", walkPalette);
noteVisit();
document.addEventListener("htmx:historyRestore", noteVisit);
document.addEventListener("htmx:pushedIntoHistory", () => setTimeout(noteVisit)); // its heading is drawn by then
