// A date typed at the keyboard is valid at each digit of its year: it is told once the year is whole.
document.addEventListener("change", (event) => {
  const { type, value } = event.target;
  if (type === "date" && value && value < "1900") event.stopPropagation();
}, true);

// Nothing is taken from under who types: the file read again is shown once the field is left, with what it then says.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const field = document.activeElement;
  if (!detail.target.id?.startsWith("part-") || !detail.target.contains(field)) return;
  if (!field.matches(".read input:not([type=checkbox], [type=radio])")) return;
  detail.shouldSwap = false;
  field.addEventListener("blur", () => field.dispatchEvent(new Event("change", { bubbles: true })), { once: true });
});
