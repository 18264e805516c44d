// Security keys: a key that does not answer is said on the page.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const problem = document.querySelector("[data-key-problem]");
  if (problem) problem.hidden = false;
});
