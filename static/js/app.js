import { keepFiles } from "./keep-files.js";
import { guardRows } from "./rows.js";
import { watchCounters } from "./counter.js";
import { closeMenus } from "./menu.js";
import { runDeadlines } from "./deadline.js";
import { warnWhenDirty } from "./dirty.js";
import { reportSeen } from "./seen.js";
import { submitOnce } from "./submit-once.js";

/** What is bound to the elements of a part of the page. */
function start(part) {
  guardRows(part);
  watchCounters(part);
  runDeadlines(part);
  warnWhenDirty(part);
  keepFiles(part, start);
  document.getElementById("errors")?.focus();
}

start(document);
closeMenus(document);
submitOnce(document);
reportSeen(document);
