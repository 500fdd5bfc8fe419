/** A second click on a sent form does nothing; the back button brings the form back usable. */
export function submitOnce(root) {
  root.addEventListener("submit", (event) => {
    const form = event.target;
    // a form that is answered with a file leaves the page as it is
    if (form.method !== "post" || event.defaultPrevented || "download" in form.dataset) return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
    form.setAttribute("aria-busy", "true");
  });
  window.addEventListener("pageshow", () => {
    for (const form of root.querySelectorAll("form[data-sent]")) {
      delete form.dataset.sent;
      form.removeAttribute("aria-busy");
    }
  });
}
