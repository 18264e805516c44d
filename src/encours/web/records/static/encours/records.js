// The minutes of a new record count themselves from the moment its form opens, until they are typed by hand.
for (const field of document.querySelectorAll("[data-timer]")) {
  const form = field.form, begun = form.elements[field.dataset.timer];
  if (form.elements.seen || !begun) continue;
  const BY_HAND = "-";
  if (!begun.value && !field.value) begun.value = Date.now();
  const running = () => begun.value && begun.value !== BY_HAND;
  const show = () => {
    if (running()) field.value = Math.max(1, Math.round((Date.now() - Number(begun.value)) / 60000));
  };
  const stop = () => { begun.value = BY_HAND; };
  field.addEventListener("input", stop);
  form.addEventListener("submit", show);
  show();
  setInterval(show, 20000);
}
