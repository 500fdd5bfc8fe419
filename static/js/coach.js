const PAUSE = 800;
const SLOW = 400;
const WIDE = window.matchMedia("(min-width: 861px)");

/** The part of the page that the coach answers into; what was open and focused in it stays so. */
class Panel {
  constructor(aside) {
    this.place = aside.querySelector("[data-coach-panel]");
    this.summary = aside.querySelector("[data-coach-summary]");
    this.status = aside.querySelector("[data-coach-status]");
  }

  wait(on) {
    clearTimeout(this.timer);
    if (on) this.timer = setTimeout(() => this.place.setAttribute("aria-busy", "true"), SLOW);
    else this.place.removeAttribute("aria-busy");
  }

  show(markup) {
    const open = [...this.place.querySelectorAll("details[open][data-key]")].map((part) => part.dataset.key);
    const focused = this.place.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
    this.place.innerHTML = markup;
    for (const part of this.place.querySelectorAll("details[data-key]")) part.open = open.includes(part.dataset.key);
    if (focused) this.place.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
    for (const button of this.place.querySelectorAll("[data-add-row]")) button.hidden = false;
    this.say(this.place.querySelector("[data-coach-line]").dataset.coachLine);
  }

  /** Read out only when it is something else than before. */
  say(line) {
    if (this.summary.textContent !== line) this.status.textContent = line;
    this.summary.textContent = line;
    this.status.classList.add("visually-hidden");
  }

  fail(sentence) {
    this.status.textContent = sentence;
    this.status.classList.remove("visually-hidden");
  }
}

/** Asks some time after the last change; the answer to an older question is never shown. */
class Coach {
  constructor(aside, form) {
    this.aside = aside;
    this.form = form;
    this.panel = new Panel(aside);
  }

  later() {
    this.stop();
    this.stale = true;
    if (!document.hidden) this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  stop() {
    clearTimeout(this.timer);
    this.request?.abort();
  }

  async ask() {
    this.stop();
    const request = new AbortController();
    this.request = request;
    this.panel.wait(true);
    try {
      const body = new URLSearchParams(new FormData(this.form));
      const answer = await fetch(this.aside.dataset.coach, { method: "POST", body, signal: request.signal });
      if (!answer.ok || answer.redirected) throw new Error(answer.status);
      const markup = await answer.text();
      if (request === this.request) this.panel.show(markup);
      this.stale = false;
      return true;
    } catch {
      return request.signal.aborted;
    } finally {
      if (request === this.request) this.panel.wait(false);
    }
  }
}

/** Lead into the field, and mark the words there; the text may have changed since. */
function find(link) {
  const field = document.querySelector(link.hash);
  if (!field?.setSelectionRange) return;
  const words = link.dataset.words;
  const at = Math.max(field.value.indexOf(words, Number(link.dataset.start)), field.value.indexOf(words));
  field.focus();
  if (at >= 0) field.setSelectionRange(at, at + words.length);
}

/** A row of the 考核指标 that the coach read out of the text: into the last row if that is empty, else into a new one. */
function addRow(form, cells) {
  const last = () => [...form.querySelectorAll('[data-rows="requirements"] [data-row]')].pop();
  const cell = (name) => last().querySelector(`[name$="-${name}"]`);
  if (cell("indicator").value || cell("value").value) form.querySelector('[name=add_row][value="requirements"]').click();
  for (const [name, value] of Object.entries(cells)) cell(name).value = value;
  cell("indicator").focus();
  cell("indicator").dispatchEvent(new Event("input", { bubbles: true }));
}

export function coachForms(root) {
  const aside = root.querySelector("[data-coach]");
  if (!aside) return;
  const check = aside.querySelector("button[name=check]");
  const coach = new Coach(aside, check.form);
  aside.querySelector("details").open ||= WIDE.matches;
  coach.form.addEventListener("input", () => coach.later());
  coach.form.addEventListener("change", () => coach.later());
  check.addEventListener("click", async (event) => {
    event.preventDefault();
    aside.querySelector("details").open = true;
    if (!(await coach.ask())) coach.panel.fail(aside.dataset.failed);
  });
  aside.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-words]");
    const button = event.target.closest("[data-add-row]");
    if (link) event.preventDefault();
    if (link) find(link);
    if (button) addRow(coach.form, JSON.parse(button.dataset.addRow));
  });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) coach.stop();
    else if (coach.stale) coach.later();
  });
  if (coach.form.elements.title.value && !root.querySelector(".coach-said")) coach.ask();
}

coachForms(document);
