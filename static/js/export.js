const PAUSE = 1500;
const SLOWEST = 15_000;

/** Fetches the changing part of an export's page until the file is there or has failed. */
class ExportProgress {
  constructor(place) {
    this.place = place;
    this.pause = PAUSE;
    this.later();
  }

  later() {
    setTimeout(() => this.look(), this.pause);
  }

  async look() {
    try {
      const answer = await fetch(this.place.dataset.export);
      if (!answer.ok || answer.redirected) return;
      this.show(await answer.text());
    } catch {
      this.pause = Math.min(SLOWEST, this.pause * 2);
    }
    if (this.place.querySelector("[data-reload]")) this.later();
  }

  /** Where the focus was on the part that goes, it moves to what comes instead. */
  show(markup) {
    const focused = this.place.contains(document.activeElement);
    this.place.innerHTML = markup;
    if (focused) this.place.querySelector("a, button")?.focus({ preventScroll: true });
  }
}

for (const place of document.querySelectorAll("[data-export]")) new ExportProgress(place);
