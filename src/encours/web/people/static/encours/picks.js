// Ticking one among several chooses "these"; choosing "all" unticks them. What is sent says the same without it.
addEventListener("change", ({ target }) => {
  const pick = target.closest("[data-pick]");
  if (!pick) return;
  const these = pick.querySelector("input[type=radio][value='0']");
  if (target.type === "checkbox" && target.checked && these) these.checked = true;
  if (target.type === "radio" && target.value === "1")
    for (const box of pick.querySelectorAll("input[type=checkbox]")) box.checked = false;
});
