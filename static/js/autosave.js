const PAUSE = 1500;
const RETRY = 10_000;
const SIGNED_OUT = new Error("signed out");

/** Saves a form some time after the last change. What was typed is never taken off the page, whatever the answer. */
class Autosave {
  constructor(form) {
    this.form = form;
    this.words = form.dataset;
    this.lines = document.querySelectorAll("[data-saved-line]");
    this.dirty = "unstored" in this.words;
    this.stopped = "stopped" in this.words;
    this.leaving = false;
  }

  changed() {
    this.dirty = true;
    if (this.stopped) return;
    this.say(this.words.unsaved);
    this.later(PAUSE);
  }

  later(pause) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), pause);
  }

  async save() {
    clearTimeout(this.timer);
    if (this.running || this.stopped || this.leaving || !this.dirty) return;
    this.dirty = false;
    this.say(this.words.saving);
    this.running = this.send();
    try {
      await this.running;
    } catch (problem) {
      this.dirty = true;
      this.say(problem === SIGNED_OUT ? this.words.signedOut : this.words.offline, true);
    }
    this.running = null;
    if (this.dirty && !this.stopped) this.later(RETRY);
  }

  async send() {
    const texts = [...new FormData(this.form)].filter(([, value]) => typeof value === "string");
    const answer = await fetch(this.words.autosave, { method: "POST", body: new URLSearchParams(texts) });
    if (answer.redirected) throw SIGNED_OUT;
    const said = await answer.json();
    if (!answer.ok) return this.refuse(said);
    this.form.elements.version.value = said.version;
    if (!this.dirty) this.say(`${this.words.saved} ${said.saved_at}`);
  }

  /** A second try would be refused alike: only the person can help. */
  refuse({ message, conflict }) {
    this.dirty = this.stopped = true;
    this.say(conflict ? this.words.conflict : this.words.refused + message, true);
    if (conflict) this.lines.forEach((line) => line.append(" ", this.latest()));
  }

  latest() {
    const link = document.createElement("a");
    Object.assign(link, { href: this.words.latestUrl, target: "_blank", rel: "noopener", textContent: this.words.latest });
    return link;
  }

  say(text, bad = false) {
    for (const line of this.lines) {
      line.textContent = text;
      line.classList.toggle("saved-bad", bad);
    }
  }
}

/** A file that is too large is named before it is sent. */
function checkSize(event) {
  const { files, dataset } = event.target;
  if (!dataset.limit) return;
  event.target.setCustomValidity(files[0]?.size > Number(dataset.limit) ? dataset.tooLarge : "");
  event.target.reportValidity();
}

/** The form goes after what is being saved, or it would carry a version that is old by then. */
function submitted(event, autosave) {
  const tooLarge = autosave.form.querySelector("input[type=file]:invalid");
  if (tooLarge) {
    event.preventDefault();
    tooLarge.reportValidity();
  } else if (autosave.running) {
    event.preventDefault();
    const again = () => autosave.form.requestSubmit(event.submitter);
    autosave.running.then(again, again);
  } else {
    autosave.leaving = true;
  }
}

export function autosaveForms(root) {
  const form = root.querySelector("form[data-autosave]");
  if (!form) return;
  const autosave = new Autosave(form);
  form.addEventListener("input", (event) => event.target.type !== "file" && autosave.changed());
  form.addEventListener("change", (event) => {
    if (event.target.type === "file") checkSize(event);
    else autosave.changed();
  });
  form.addEventListener("submit", (event) => submitted(event, autosave));
  document.addEventListener("visibilitychange", () => document.hidden && autosave.save());
  window.addEventListener("pageshow", () => { autosave.leaving = false; });
  window.addEventListener("online", () => autosave.save());
  window.addEventListener("beforeunload", (event) => {
    if (!autosave.leaving && (autosave.dirty || autosave.running)) event.preventDefault();
  });
}

autosaveForms(document);
