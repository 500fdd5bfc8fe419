import { guardRows } from "./rows.js";
import { watchCounters } from "./counter.js";
import { closeMenus } from "./menu.js";
import { runDeadlines } from "./deadline.js";
import { warnWhenDirty } from "./dirty.js";
import { reportSeen } from "./seen.js";
import { submitOnce } from "./submit-once.js";

guardRows(document);
watchCounters(document);
closeMenus(document);
runDeadlines(document);
warnWhenDirty(document);
submitOnce(document);
reportSeen(document);
document.getElementById("errors")?.focus();
