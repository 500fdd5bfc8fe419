const MINUTE = 60_000;

function words(node, left) {
  if (left <= 0) return node.dataset.past;
  const minutes = Math.floor(left / MINUTE);
  const parts = { d: Math.floor(minutes / 1440), h: Math.floor(minutes / 60) % 24, m: minutes % 60 };
  const pattern = parts.d > 0 ? node.dataset.days : node.dataset.hours;
  const text = parts.d > 0 || parts.h > 0 ? pattern : node.dataset.minutes;
  return text.replace(/\{([dhm])\}/g, (_, key) => parts[key]);
}

/** Count down once a minute, from the time the server sent: a clock set wrong on the visitor's side changes nothing. */
export function runDeadlines(root) {
  const nodes = [...root.querySelectorAll("[data-left]")];
  if (!nodes.length) return;
  const opened = performance.now();
  const show = () => {
    for (const node of nodes) {
      const left = Number(node.dataset.left) * 1000 - (performance.now() - opened);
      node.textContent = words(node, left);
      node.classList.toggle("deadline-past", left <= 0);
    }
  };
  setInterval(show, MINUTE);
}
