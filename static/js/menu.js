/** Menus are <details>: they open without script; this closes them on Escape and on a click elsewhere. */
export function closeMenus(root) {
  const close = (keep) => {
    for (const menu of root.querySelectorAll("details.menu[open]")) if (menu !== keep) menu.open = false;
  };
  root.addEventListener("click", (event) => close(event.target.closest("details.menu")));
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = root.querySelector("details.menu[open]");
    close(null);
    open?.querySelector("summary").focus();
  });
}
