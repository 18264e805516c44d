// Draws the charts of a page: those near the window first, the others once the page is at rest, since a page may be
// printed from anywhere. Each one's data stands beside it as a table.

const ENGINE = new URL(document.querySelector("script[data-engine]").dataset.engine, document.baseURI).href;
const drawn = new WeakSet();
const near = new IntersectionObserver(draw_those_near, { rootMargin: "200px" });
const widths = new ResizeObserver(follow_widths);
const views = new WeakMap();
let pointed = null;
let left = false;

watch(document);
document.addEventListener("htmx:load", (event) => watch(event.target));
addEventListener("pagehide", () => { left = true; });
addEventListener("pageshow", () => { left = false; });
addEventListener("beforeprint", on_paper);
addEventListener("afterprint", on_screen);
document.addEventListener("scroll", hide_tip, { passive: true, capture: true });

function watch(root) {
  const figures = [...root.querySelectorAll("figure.chart")];
  if (root.matches?.("figure.chart")) figures.push(root);
  for (const figure of figures) if (!drawn.has(figure)) near.observe(figure);
  if (figures.length) at_rest(() => figures.forEach(draw_once));
}

function at_rest(act) {
  if (window.requestIdleCallback) requestIdleCallback(act, { timeout: 3000 });
  else setTimeout(act, 1000);
}

function draw_those_near(entries) {
  for (const entry of entries) if (entry.isIntersecting) draw_once(entry.target);
}

function draw_once(figure) {
  near.unobserve(figure);
  if (drawn.has(figure) || !figure.isConnected) return;
  drawn.add(figure);
  draw(figure).catch((problem) => {
    if (left || !figure.isConnected) return; // the page was left, or the chart replaced, while it was drawn
    // The table remains: open it rather than leave an empty frame.
    figure.querySelector("details")?.setAttribute("open", "");
    console.error(problem);
  });
}

async function draw(figure) {
  const place = figure.querySelector(".drawing");
  const source = figure.querySelector('script[type="application/json"]');
  if (!place || !source) return;
  const [{ embed }] = await Promise.all([import(ENGINE), document.fonts.ready]);
  const result = await embed(place, JSON.parse(source.textContent), {
    actions: false, // no menu: the page has its own exports
    ast: true, // expressions are interpreted, so that the page needs no unsafe-eval
    defaultStyle: false, // the engine's own style element would break the content policy
    renderer: "svg",
    tooltip: tell,
  });
  views.set(place, { view: result.view, width: place.clientWidth });
  widths.observe(place);
  link_marks(place);
  place.dataset.width = views.get(place).width;
}

function follow_widths(entries) {
  for (const { target } of entries) {
    const known = views.get(target);
    const view = known.view;
    if (!target.isConnected) {
      widths.unobserve(target);
      view.finalize();
      continue;
    }
    const width = target.clientWidth;
    if (!width || known.width === width) continue;
    known.width = width;
    view.width(width).runAsync().then(() => {
      link_marks(target);
      target.dataset.width = width; // what it is drawn for, its marks reachable again
    });
  }
}

// On a sheet a chart is as wide as its card there: A4 in landscape, its blocks side by side as the style sheet has them.
const SHEET = 1464; // pixels of a screen: 279 mm at the density of the print layer
const SHARES = { ".two": 1 / 2, ".three": 1 / 3, ".c360": 1.55 / 2.55 };

function on_paper() {
  for (const figure of document.querySelectorAll("figure.chart")) draw_at(figure.querySelector(".drawing"), width_on_paper);
}

function on_screen() {
  for (const figure of document.querySelectorAll("figure.chart")) draw_at(figure.querySelector(".drawing"), (_place, known) => known.width);
}

function draw_at(place, width) {
  const known = place && views.get(place);
  if (known?.width) known.view.width(width(place, known)).run();
}

function width_on_paper(place, known) {
  const share = Object.entries(SHARES).find(([block]) => place.closest(block))?.[1];
  const card = place.closest(".card");
  if (!card) return known.width;
  const edges = card.offsetWidth - known.width;
  const main = document.getElementById("content").clientWidth - 48;
  return Math.round(SHEET * (share ?? Math.min(1, card.offsetWidth / main)) - edges - 6);
}

// Keyboard: a chart is one stop of the Tab key, the arrows go from mark to mark, Enter opens the rows.
function link_marks(place) {
  const marks = linked_marks(place);
  for (const [number, mark] of marks.entries()) {
    mark.setAttribute("role", "link");
    mark.setAttribute("aria-label", said(mark.__data__.tooltip));
    mark.setAttribute("tabindex", number === marks.length - 1 ? "0" : "-1");
  }
  const image = place.querySelector("svg");
  image.removeAttribute("aria-hidden");
  image.setAttribute("role", "presentation");
  // The engine calls its groups graphics, in which nothing could be reached; ours hold links.
  for (const group of image.querySelectorAll("g[role]")) {
    group.removeAttribute("role");
    group.removeAttribute("aria-roledescription");
  }
  if (place.dataset.keys) return;
  place.dataset.keys = "on";
  place.addEventListener("keydown", on_key);
  place.addEventListener("focusin", (event) => tell(null, event, event.target.__data__, event.target.__data__?.tooltip));
  place.addEventListener("focusout", hide_tip);
}

function linked_marks(place) {
  return [...place.querySelectorAll("path, rect")].filter((mark) => mark.__data__?.href);
}

function on_key(event) {
  const marks = linked_marks(event.currentTarget);
  const here = marks.indexOf(event.target);
  if (here < 0) return;
  if (event.key === "Escape") return hide_tip();
  if (event.key === "Enter") return marks[here].dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
  const last = marks.length - 1;
  const wanted = { ArrowRight: here + 1, ArrowDown: here + 1, ArrowLeft: here - 1, ArrowUp: here - 1, Home: 0, End: last }[event.key];
  if (wanted === undefined) return;
  event.preventDefault();
  const next = marks[Math.min(Math.max(wanted, 0), last)];
  marks[here].setAttribute("tabindex", "-1");
  next.setAttribute("tabindex", "0");
  next.focus();
}

function said(text) {
  return String(text ?? "").split("\n").map((line) => line.replace("\t", ": ")).join(", ");
}

// The tip: a title, then lines of a name and a figure. Text is set as text, never as markup.
function tell(_view, event, item, text) {
  if (!text) return hide_tip();
  const tip = tip_of_page();
  const [title, ...lines] = String(text).split("\n");
  const heading = document.createElement("b");
  heading.textContent = title;
  tip.replaceChildren(heading, ...lines.map(tip_line));
  pointed = item;
  tip.hidden = false;
  put(tip, event);
}

function tip_line(line) {
  const row = document.createElement("div");
  for (const part of line.split("\t")) row.appendChild(document.createElement("span")).textContent = part;
  return row;
}

function put(tip, event) {
  const box = event.type === "focusin" ? event.target.getBoundingClientRect() : null;
  const x = box ? box.left + box.width / 2 : event.clientX;
  const y = box ? box.top : event.clientY;
  const { width, height } = tip.getBoundingClientRect();
  const left = Math.min(Math.max(8, x + 14), innerWidth - width - 8);
  const above = y - height - 12;
  tip.style.left = `${left}px`;
  tip.style.top = `${above > 8 ? above : y + 18}px`;
}

function tip_of_page() {
  const found = document.querySelector(".chart-tip");
  if (found) return found;
  const tip = document.createElement("div");
  tip.className = "chart-tip";
  tip.setAttribute("aria-hidden", "true"); // what it says is in the name of the mark and in the table
  return document.body.appendChild(tip);
}

function hide_tip() {
  if (!pointed) return;
  pointed = null;
  const tip = document.querySelector(".chart-tip");
  if (tip) tip.hidden = true;
}
