/** The same page with another place in it is not loaded anew by itself. */
function leave(address) {
  const target = new URL(address, location.href);
  const here = target.pathname === location.pathname && target.search === location.search;
  if (!here || !target.hash) return location.assign(target);
  history.replaceState(null, "", target);
  location.reload();
}

function draw(text, chosen, start) {
  const answer = new DOMParser().parseFromString(text, "text/html");
  const main = answer.querySelector("main");
  document.title = answer.title;
  document.querySelector("main").replaceWith(main);
  for (const [name, files] of chosen) {
    const field = main.querySelector(`input[type=file][name="${name}"]`);
    if (field) field.files = files;
  }
  start(main);
}

async function send(form, button, chosen, start) {
  const body = new FormData(form);
  if (button?.name) body.append(button.name, button.value);
  const address = form.getAttribute("action"); // `form.action` would be the button of that name
  form.dataset.sent = "yes";
  form.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address, { method: "POST", body, headers: { "X-Requested-With": "fetch" } });
    const next = answer.headers.get("X-Location");
    if (next) leave(next);
    else draw(await answer.text(), chosen, start);
  } catch {
    // the browser says itself what is wrong with the connection
    form.dataset.plain = "yes";
    delete form.dataset.sent;
    form.removeAttribute("aria-busy");
    form.requestSubmit(button);
  }
}

/** A form that is refused comes back with the files that were chosen, which no page can put into itself: it is sent
 * in the background, and where the answer is not another address, it is drawn around the same files. `start` wakes
 * what is drawn. A form that saves itself has stored its files already. */
export function keepFiles(root, start) {
  for (const form of root.querySelectorAll('form[enctype="multipart/form-data"]:not([data-autosave])')) {
    form.addEventListener("submit", (event) => {
      const fields = [...form.querySelectorAll("input[type=file]")].filter((field) => field.files.length);
      if (!fields.length || form.dataset.plain) return;
      event.preventDefault();
      if (form.dataset.sent) return;
      send(form, event.submitter, fields.map((field) => [field.name, field.files]), start);
    });
  }
}
