// On paper a table has all its rows, not those of the page shown: they are asked for when the page is printed, and the
// page is as it was afterwards. It also tells the style sheet which tables have room for all their columns.

const shown = new Map(); // what stood in a table before it was printed
const room = new ResizeObserver((entries) => entries.forEach(({ target }) => fit(target.closest(".scroll"))));

addEventListener("beforeprint", () => document.querySelectorAll("[data-paper]").forEach(complete));
addEventListener("afterprint", restore);
addEventListener("scroll", keep_heads, { passive: true });
document.addEventListener("htmx:load", (event) => watch(event.target));
watch(document);

// A browser lays the sheets out as soon as this returns: what is awaited would come too late.
function complete(foot) {
  const listing = foot.closest(".listing");
  const asked = new XMLHttpRequest();
  try {
    asked.open("GET", foot.dataset.paper, false);
    asked.send();
  } catch {
    return; // no network: the page shown is printed, and says which rows it holds
  }
  const answer = new DOMParser().parseFromString(asked.responseText, "text/html").getElementById(listing.id);
  const parts = ["tbody", ".foot > :first-child"].map((name) => [listing.querySelector(name), answer?.querySelector(name)]);
  if (asked.status !== 200 || parts.some(([here, there]) => !here || !there)) return;
  for (const [here, there] of parts) {
    shown.set(there, here);
    here.replaceWith(document.adoptNode(there));
  }
}

function restore() {
  for (const [printed, before] of shown) printed.replaceWith(before);
  shown.clear();
}

function watch(root) {
  for (const table of root.querySelectorAll?.(".scroll > .tbl") ?? []) {
    room.observe(table);
    room.observe(table.parentElement);
  }
}

// The headings of a frame that goes up under the bar stay below the bar.
function keep_heads() {
  const bar = document.querySelector(".top")?.offsetHeight ?? 0;
  for (const frame of document.querySelectorAll(".scroll.framed")) {
    const { top, bottom } = frame.getBoundingClientRect();
    frame.style.setProperty("--under", `${Math.max(0, Math.min(bar - top, bottom - top - 80))}px`);
  }
}

// With room for its columns a table scrolls with the page, its headings under the bar; else within its own frame.
function fit(frame) {
  const table = frame?.querySelector(":scope > .tbl");
  if (!table || !frame.clientWidth) return;
  const fits = table.offsetWidth <= frame.clientWidth;
  frame.classList.toggle("fits", fits);
  frame.classList.toggle("framed", !fits);
}
