/** Keep "12 / 2000" under a text area true while it is typed in. */
export function watchCounters(root) {
  for (const field of root.querySelectorAll("[data-count]")) {
    const counter = field.closest(".field, td")?.querySelector(".counter");
    if (!counter) continue;
    const max = Number(field.dataset.count);
    const show = () => {
      const length = [...field.value].length;
      counter.textContent = `${length} / ${max}`;
      counter.classList.toggle("counter-over", length > max);
    };
    field.addEventListener("input", show);
    show();
  }
}
