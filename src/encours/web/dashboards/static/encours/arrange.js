// Blocks of a dashboard moved and sized with the pointer or the keyboard. Without it, each has buttons.
const grid = document.querySelector("[data-arrange]");
const form = document.querySelector("form[data-order]");
const said = document.querySelector("[data-said]");
let taken = null; // the block being moved: itself, the order and size it had, and whether a pointer carries it

if (grid) {
  grid.addEventListener("keydown", pressed);
  grid.addEventListener("pointerdown", lifted);
  grid.addEventListener("focusout", abandoned);
}

const blocks = () => [...grid.querySelectorAll("[data-block]")];
const order = () => blocks().map((one) => `${one.dataset.block}:${one.dataset.width}:${one.dataset.height}`).join(",");

function pressed(event) {
  const handle = event.target.closest("[data-grab]");
  if (!handle || event.ctrlKey || event.metaKey || event.altKey) return;
  const block = handle.closest("[data-block]");
  if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    return taken ? drop() : take(block, false);
  }
  const act = taken && KEYS[event.key];
  if (!act) return;
  event.preventDefault();
  event.stopPropagation();
  act();
}

const KEYS = {
  ArrowLeft: () => step(-1),
  ArrowUp: () => step(-1),
  ArrowRight: () => step(1),
  ArrowDown: () => step(1),
  Home: () => step(-blocks().length),
  End: () => step(blocks().length),
  "+": () => size(1, 0),
  "-": () => size(-1, 0),
  "*": () => size(0, 1),
  "/": () => size(0, -1),
  Escape: leave,
};

function take(block, carried) {
  taken = { block, before: blocks(), width: block.dataset.width, height: block.dataset.height, order: order(), carried };
  block.classList.add("taken");
  block.querySelector("[data-grab]").setAttribute("aria-pressed", "true");
  tell("grabbed", place(block) + 1, blocks().length);
}

function step(by) {
  const all = blocks(), at = place(taken.block);
  move(all.filter((one) => one !== taken.block), Math.min(Math.max(at + by, 0), all.length - 1));
  tell("moved", place(taken.block) + 1, all.length);
}

function move(others, to) {
  const handle = taken.block.querySelector("[data-grab]");
  const moving = taken;
  taken = null; // the handle loses the focus while its block is elsewhere: that is no leaving
  grid.insertBefore(moving.block, others[to] ?? null);
  if (!moving.carried) handle.focus();
  taken = moving;
}

function size(wider, taller) {
  resize(taken.block, bounded(+taken.block.dataset.width + wider, 4), bounded(+taken.block.dataset.height + taller, 6));
  tell("sized", taken.block.dataset.width, taken.block.dataset.height);
}

function resize(block, width, height) {
  block.classList.remove(`w${block.dataset.width}`, `h${block.dataset.height}`);
  block.classList.add(`w${width}`, `h${height}`);
  Object.assign(block.dataset, { width, height });
}

function drop() {
  const { block, order: was } = taken;
  tell("dropped", place(block) + 1, blocks().length);
  release();
  if (order() !== was) save();
}

function leave() {
  const { block, before, width, height } = taken;
  resize(block, width, height);
  move(before.filter((one) => one !== block), before.indexOf(block));
  tell("left");
  release();
}

function release() {
  taken.block.classList.remove("taken", "carried");
  taken.block.querySelector("[data-grab]").setAttribute("aria-pressed", "false");
  taken = null;
}

function abandoned(event) {
  if (taken && !taken.carried && event.target.closest("[data-block]") === taken.block) drop();
}

function lifted(event) {
  const handle = event.target.closest("[data-grab]");
  if (!handle || event.button !== 0 || taken) return;
  take(handle.closest("[data-block]"), true);
  taken.block.classList.add("carried");
  document.addEventListener("pointermove", carried);
  document.addEventListener("pointerup", landed, { once: true });
  document.addEventListener("pointercancel", landed, { once: true });
}

function carried(event) {
  event.preventDefault();
  const over = document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-block]");
  if (!over || over === taken.block || over.parentElement !== grid) return;
  const others = blocks().filter((one) => one !== taken.block);
  const box = over.getBoundingClientRect();
  const after = event.clientX > box.left + box.width / 2;
  move(others, others.indexOf(over) + (after ? 1 : 0));
}

function landed(event) {
  document.removeEventListener("pointermove", carried);
  if (event.type === "pointercancel") return leave();
  drop();
}

let saving = Promise.resolve(); // one after the other: each needs the version the one before made

function save() {
  saving = saving.then(send);
}

async function send() {
  form.elements.order.value = order();
  try {
    const response = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value } });
    const answer = await response.json();
    if (!response.ok) return problem(answer.problem);
    for (const one of document.querySelectorAll("input[name=version]")) one.value = answer.version;
  } catch {
    problem(said.dataset.failed);
  }
}

function problem(text) {
  const note = document.querySelector("[data-problem]");
  note.textContent = text;
  note.hidden = false;
}

function tell(what, ...values) {
  const words = [taken.block.dataset.title, ...values];
  said.textContent = said.dataset[what].replace(/\{(\d)\}/g, (_all, n) => words[n]);
}

const place = (block) => blocks().indexOf(block);
const bounded = (value, most) => Math.min(Math.max(value, 1), most);
