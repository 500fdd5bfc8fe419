/** The weighted total while points are typed; the server reckons it again from what is stored. */
const form = document.querySelector("[data-score]");
if (form) watch(form);

function watch(root) {
  const shown = root.querySelector("[data-total]");
  const fields = [...root.querySelectorAll("[data-weight]")];
  const show = () => {
    const points = fields.map((field) => read(field.value));
    const whole = points.every((point) => point !== null);
    const sum = fields.reduce((total, field, place) => total + (points[place] ?? 0) * Number(field.dataset.weight), 0);
    shown.textContent = whole ? (sum / 100).toFixed(2) : "—";
  };
  fields.forEach((field) => field.addEventListener("input", show));
}

/** Whole points from 0 to 100, in full-width digits too; null for anything else. */
function read(text) {
  const plain = text.normalize("NFKC").trim();
  return /^\d{1,3}$/.test(plain) && Number(plain) <= 100 ? Number(plain) : null;
}
