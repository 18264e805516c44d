// Tables with the keyboard, and the sum of the rows ticked. Everything here is also reachable without it.

const SCALE = 5; // decimals an amount may have: sums are of whole numbers, exact

document.addEventListener("keydown", pressed);
document.addEventListener("change", ticked);
document.addEventListener("click", clicked);
document.addEventListener("htmx:beforeSwap", remember);
document.addEventListener("htmx:afterSettle", recall);

function pressed(event) {
  if (document.documentElement.dataset.keys === "off" || event.defaultPrevented) return;
  if (event.ctrlKey || event.metaKey || event.altKey || writing(event.target)) return;
  const listing = current(event.target);
  const act = listing && { j: next, k: before, x: tick, Enter: open, "/": search }[event.key];
  if (act && act(listing, event.target)) event.preventDefault();
}

function ticked(event) {
  const listing = event.target.closest(".listing");
  if (!listing || !event.target.matches(".tick input")) return;
  if ("all" in event.target.dataset) for (const box of boxes(listing)) box.checked = event.target.checked;
  count(listing);
}

function clicked(event) {
  const listing = event.target.closest("[data-clear]")?.closest(".listing");
  if (!listing) return;
  for (const box of boxes(listing)) box.checked = false;
  count(listing);
  (boxes(listing)[0] ?? listing).focus();
}

// A key meant for a field, a menu or a dialog is not ours.
function writing(target) {
  if (!(target instanceof Element) || document.querySelector("dialog[open]")) return true;
  const box = target.matches("input[type=checkbox]");
  return target.isContentEditable || (!box && target.matches("input, select, textarea")) || !!target.closest(".pop");
}

function current(target) {
  return target.closest(".listing") ?? document.querySelector(".listing");
}

function rows(listing) {
  return [...listing.querySelectorAll("tbody tr")];
}

function boxes(listing) {
  return [...listing.querySelectorAll("tbody .tick input")];
}

function next(listing) {
  return step(listing, 1);
}

function before(listing) {
  return step(listing, -1);
}

function step(listing, by) {
  const all = rows(listing);
  const here = all.indexOf(listing.querySelector("tbody tr.at"));
  const row = all[Math.min(Math.max(here + by, 0), all.length - 1)];
  if (!row) return false;
  listing.querySelector("tr.at")?.classList.remove("at");
  row.classList.add("at");
  row.tabIndex = -1;
  row.focus();
  row.scrollIntoView({ block: "nearest" });
  return true;
}

function tick(listing, target) {
  const box = at(listing, target)?.querySelector(".tick input");
  if (!box) return false;
  box.checked = !box.checked;
  count(listing);
  return true;
}

// On a link or a button Enter already does what it says.
function open(listing, target) {
  if (target.closest("a, button, summary")) return false;
  const link = at(listing, target)?.querySelector("a[href]");
  link?.click();
  return !!link;
}

function search(listing) {
  const field = listing.querySelector("[data-search]") ?? document.querySelector("[data-search]");
  field?.focus();
  field?.select();
  return !!field;
}

function at(listing, target) {
  return target.closest("tbody tr") ?? listing.querySelector("tbody tr.at");
}

function count(listing) {
  const chosen = boxes(listing).filter((box) => box.checked);
  for (const row of rows(listing)) row.classList.toggle("on", !!row.querySelector(".tick input:checked"));
  const all = listing.querySelector("[data-all]");
  all.checked = chosen.length > 0 && chosen.length === boxes(listing).length;
  all.indeterminate = chosen.length > 0 && !all.checked;
  const bar = listing.querySelector("[data-bulk]");
  const said = bar.querySelector("[data-said]");
  const words = chosen.length < 2 ? said.dataset.one : said.dataset.said;
  const sum = sums(chosen.map((box) => box.closest("tr")));
  said.textContent = words.replace("{0}", chosen.length);
  bar.querySelector("[data-sum]").textContent = sum ? ` · ${sum}` : "";
  bar.hidden = chosen.length === 0;
}

// Francs and euros do not add: one sum for each currency.
function sums(ticked) {
  const by = new Map();
  for (const { dataset } of ticked) {
    if (dataset.amount) by.set(dataset.currency, (by.get(dataset.currency) ?? 0n) + whole(dataset.amount));
  }
  return [...by].map(([currency, units]) => money(units, currency)).join(" · ");
}

function whole(amount) {
  const [digits, decimals = ""] = amount.split(".");
  return BigInt(digits + decimals.slice(0, SCALE).padEnd(SCALE, "0"));
}

function money(units, currency) {
  const digits = String(units < 0n ? -units : units).padStart(SCALE + 1, "0");
  const exact = `${units < 0n ? "-" : ""}${digits.slice(0, -SCALE)}.${digits.slice(-SCALE)}`;
  const style = currency ? { style: "currency", currency } : { minimumFractionDigits: 2 };
  return new Intl.NumberFormat(document.documentElement.lang, style).format(exact).replace("-", "−");
}

// What is typed while the answer is on its way is not lost, nor the place of the keyboard.
let left = null;

function remember({ detail }) {
  const active = document.activeElement;
  if (!detail.target?.matches?.(".listing") || !detail.target.contains(active)) return;
  const summary = active.closest("details")?.querySelector("summary");
  left = { key: detail.target.id, id: active.id || summary?.id, typed: active.matches("[data-search]") ? active.value : null };
}

function recall() {
  if (!left) return;
  const { key, id, typed } = left;
  left = null;
  const field = id && document.getElementById(id);
  if (typed !== null && field && field.value !== typed) {
    field.value = typed;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  const listing = document.getElementById(key);
  if (listing?.contains(document.activeElement)) return;
  (field || listing?.querySelector(".scroll"))?.focus({ preventScroll: true });
}
