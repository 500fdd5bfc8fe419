import { watchCounters } from "./counter.js";

const INDEXED = ["name", "id", "for", "value", "aria-describedby"];

/** Give every name, id and label of a row the row's place in the list. */
function renumber(editor) {
  const list = editor.dataset.rows;
  const pattern = new RegExp(`(^|\\s)((?:error-)?${list})-\\d+(?=-|$)`, "g");
  editor.querySelectorAll("[data-row]").forEach((row, index) => {
    for (const node of row.querySelectorAll("*")) {
      for (const name of INDEXED) {
        const isUserValue = name === "value" && node.name !== "remove_row";
        if (node.hasAttribute(name) && !isUserValue) {
          node.setAttribute(name, node.getAttribute(name).replace(pattern, `$1$2-${index}`));
        }
      }
      if (node.dataset.rowNumber !== undefined) node.textContent = index + 1;
    }
  });
}

function clear(row) {
  row.querySelectorAll(".field-error").forEach((error) => error.remove());
  for (const control of row.querySelectorAll("input, select, textarea")) {
    control.classList.remove("is-invalid");
    control.removeAttribute("aria-invalid");
    if (control.type === "checkbox" || control.type === "radio") control.checked = false;
    else if (control.tagName === "SELECT") control.selectedIndex = 0;
    else control.value = "";
  }
}

function toggleAdd(editor) {
  const full = editor.querySelectorAll("[data-row]").length >= Number(editor.dataset.max || Infinity);
  editor.querySelector("[name=add_row]").disabled = full;
}

function changed(editor) {
  renumber(editor);
  toggleAdd(editor);
  editor.dispatchEvent(new Event("change", { bubbles: true }));
}

function add(editor) {
  const last = [...editor.querySelectorAll("[data-row]")].pop();
  const row = last.cloneNode(true);
  clear(row);
  last.after(row);
  changed(editor);
  watchCounters(row);
  row.querySelector("input:not([type=hidden]), select, textarea").focus();
}

function remove(editor, button) {
  const rows = editor.querySelectorAll("[data-row]");
  const row = button.closest("[data-row]");
  if (rows.length === 1) clear(row);
  else row.remove();
  changed(editor);
  editor.querySelector("[name=add_row]").focus();
}

/** Rows are added and removed in place; with no row left to copy, the server answers as it does without script. */
export function guardRows(root) {
  for (const editor of root.querySelectorAll("[data-rows]")) {
    toggleAdd(editor);
    editor.addEventListener("click", (event) => {
      const button = event.target.closest("button[name=add_row], button[name=remove_row]");
      if (!button || !editor.querySelector("[data-row]")) return;
      event.preventDefault();
      if (button.name === "add_row") add(editor);
      else remove(editor, button);
    });
  }
}
