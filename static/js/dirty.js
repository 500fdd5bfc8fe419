/** Ask before leaving a form with unsaved words in it. */
export function warnWhenDirty(root) {
  for (const form of root.querySelectorAll("form[data-dirty]")) {
    let dirty = form.querySelector(".error-summary, .field-error") !== null;
    form.addEventListener("input", () => { dirty = true; });
    form.addEventListener("change", () => { dirty = true; });
    form.addEventListener("submit", () => { dirty = false; });
    window.addEventListener("beforeunload", (event) => {
      if (dirty) event.preventDefault();
    });
  }
}
