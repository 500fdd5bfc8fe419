const SHARE = 0.5;
const LONG_ENOUGH = 1_000;
const GATHER = 8_000;

function send(list, news) {
  const token = document.querySelector("input[name=csrf_token]");
  if (!token) return;
  const body = new URLSearchParams({ csrf_token: token.value, asked: list.dataset.asked });
  for (const [row, name] of news) body.append(name, row);
  if (!navigator.sendBeacon(list.dataset.seenTo, body)) fetch(list.dataset.seenTo, { method: "POST", body, keepalive: true });
}

/** Gathers what was seen or opened; each row is told once a page view, and once more when it is opened. */
function reporter(list) {
  const told = new Set();
  let news = new Map();
  let timer = 0;
  const flush = () => {
    clearTimeout(timer);
    timer = 0;
    if (news.size) send(list, news);
    news = new Map();
  };
  const note = (row, name) => {
    if (told.has(`${name} ${row}`)) return;
    told.add(`${name} ${row}`);
    news.set(row, name);
    timer ||= setTimeout(flush, GATHER);
  };
  return { note, flush };
}

/** Calls back for each card of which half has been in sight for a second while the page was shown. */
function watchCards(cards, inSightLongEnough) {
  const timers = new Map();
  const inSight = new Set();
  const start = (card) => {
    if (!document.hidden && !timers.has(card)) timers.set(card, setTimeout(() => inSightLongEnough(card), LONG_ENOUGH));
  };
  const stop = (card) => {
    clearTimeout(timers.get(card));
    timers.delete(card);
  };
  const observer = new IntersectionObserver((entries) => {
    for (const { target, intersectionRatio } of entries) {
      const shown = intersectionRatio >= SHARE;
      if (shown) inSight.add(target);
      else inSight.delete(target);
      (shown ? start : stop)(target);
    }
  }, { threshold: SHARE });
  for (const card of cards) observer.observe(card);
  document.addEventListener("visibilitychange", () => inSight.forEach(document.hidden ? stop : start));
}

/** Tell the server which rows of a ranking were really in sight, and which were opened. */
export function reportSeen(root) {
  for (const list of root.querySelectorAll("[data-seen-to]")) {
    const { note, flush } = reporter(list);
    watchCards(list.querySelectorAll("[data-seen]"), (card) => note(card.dataset.seen, "row"));
    const open = (event) => {
      const link = event.button < 2 && event.target.closest("a[href]:not([data-own])");
      const card = link && link.closest("[data-seen]");
      if (!card) return;
      note(card.dataset.seen, "opened");
      flush();
    };
    list.addEventListener("click", open);
    list.addEventListener("auxclick", open);
    document.addEventListener("visibilitychange", () => document.hidden && flush());
    window.addEventListener("pagehide", flush);
  }
}
