const SECOND = 1000;
const SPREAD = 4 * SECOND;

function words(pattern, left) {
  const seconds = Math.floor(left / SECOND);
  const parts = {
    d: Math.floor(seconds / 86400),
    h: Math.floor(seconds / 3600) % 24,
    m: Math.floor(seconds / 60) % 60,
    s: seconds % 60,
  };
  return pattern.replace(/\{([dhms])\}/g, (_, key) => (key === "d" ? parts.d : String(parts[key]).padStart(2, "0")));
}

/**
 * Counts down by the server's clock: the page carries the server's time, so the visitor's may be wrong by hours. It is
 * compared once and then only moved on, because a machine that slept wakes up with the right difference.
 */
export function runCountdown(node) {
  const ahead = Date.now() - Date.parse(node.dataset.now);
  const until = Date.parse(node.dataset.until);
  const show = () => {
    const left = until - (Date.now() - ahead);
    node.textContent = left > 0 ? words(node.dataset.pattern, left) : node.dataset.past;
    if (left > 0) return;
    clearInterval(timer);
    node.classList.add("countdown-past");
    // the page is another one now; not everybody asks for it in the same second
    setTimeout(() => location.reload(), SECOND + Math.random() * SPREAD);
  };
  const timer = setInterval(show, SECOND);
  show();
}

// A page taken from the browser's history carries the time of when it was left.
const [visit] = performance.getEntriesByType("navigation");
if (visit?.type === "back_forward") location.reload();
else document.querySelectorAll("[data-countdown]").forEach(runCountdown);
