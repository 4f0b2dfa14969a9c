// The editor: every keystroke is kept on the device, and a pause saves to the server. Nothing is ever overwritten
// silently: when the server holds other words, both versions are shown and the writer chooses.
const PAUSE = 1500; // ms of quiet before a save
const AGAIN = 8000; // ms before trying a failed save again

const form = document.querySelector("[data-editor]");
if (form) startEditor(form);

function startEditor(form) {
  const text = form.elements.namedItem("text");
  const revision = form.elements.namedItem("revision");
  const saved = form.querySelector("[data-saved]");
  const words = form.querySelector("[data-words]");
  const key = form.dataset.deviceKey;
  const store = (() => { try { return window.localStorage; } catch { return null; } })();
  let onServer = text.defaultValue; // the words that the server holds, as far as this page knows
  let timer = 0;
  let saving = false;
  let inConflict = false;
  let handedIn = false;

  restore();
  count();
  grow();
  text.addEventListener("input", typed);
  form.addEventListener("submit", submitted);
  document.addEventListener("visibilitychange", () => { if (document.hidden) save(); });
  window.addEventListener("online", () => save());
  window.addEventListener("pageshow", (event) => { if (event.persisted) { handedIn = false; enable(); } });

  function restore() {
    const kept = read();
    if (!kept || kept.synced || same(kept.text, text.value)) return;
    if (String(kept.revision) !== revision.value && text.value !== "") {
      offer(text.value, Number(revision.value), kept.text);
      return;
    }
    text.value = kept.text;
    form.querySelector("[data-restored]").hidden = false;
    schedule(200);
  }

  function typed() {
    keep(false);
    count();
    grow();
    say("Not saved yet");
    schedule(PAUSE);
  }

  function schedule(wait) {
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  }

  async function save() {
    clearTimeout(timer);
    if (saving || inConflict || handedIn || same(text.value, onServer)) return;
    saving = true;
    const sending = text.value;
    say("Saving");
    try {
      const answer = await fetch(form.dataset.draftUrl, {
        method: "POST",
        headers: { Accept: "application/json", "X-CSRFToken": form.elements.namedItem("csrfmiddlewaretoken").value },
        body: new URLSearchParams({ text: sending, revision: revision.value }),
        credentials: "same-origin",
        keepalive: sending.length < 15000, // a save may outlive the page; browsers allow that for 64 kB
      });
      await understood(answer, sending);
    } catch {
      say("No connection. Your words are kept on this device");
      schedule(AGAIN);
    } finally {
      saving = false;
    }
  }

  async function understood(answer, sending) {
    const found = await answer.json().catch(() => ({}));
    if (answer.ok) {
      revision.value = found.revision;
      onServer = sending;
      const upToDate = same(text.value, sending);
      keep(upToDate);
      say(upToDate ? `Saved at ${clock()}` : "Not saved yet");
      if (!upToDate) schedule(PAUSE);
    } else if (answer.status === 409) {
      offer(found.text, found.revision, text.value);
    } else {
      say(found.problem ?? "Not saved. Your words are kept on this device");
      if (answer.status >= 500) schedule(AGAIN);
    }
  }

  // Two versions: the one written here and the one that the server holds.
  function offer(theirs, theirRevision, mine) {
    inConflict = true;
    say("Not saved: there are two versions");
    const box = form.querySelector("[data-conflict]");
    box.replaceChildren(
      element("div", "notice care", [
        element("div", "stack", [
          element("h2", "", ["There are two versions of this answer"]),
          element("p", "", ["It was also changed in another window or on another device. Nothing is overwritten. Choose one; the other stays here until you leave the page."]),
          element("div", "versions", [version("Written here", mine), version("Saved elsewhere", theirs)]),
          element("div", "row", [
            button("Go on with the one written here", () => choose(mine)),
            button("Go on with the one saved elsewhere", () => choose(theirs)),
          ]),
        ]),
      ]),
    );
    box.hidden = false;
    box.setAttribute("role", "alert");

    function choose(chosen) {
      revision.value = theirRevision;
      onServer = theirs;
      inConflict = false;
      text.value = chosen;
      keep(same(chosen, theirs));
      count();
      grow();
      box.querySelector(".row").remove();
      text.focus();
      save();
      if (same(chosen, theirs)) say("Saved");
    }
  }

  function submitted(event) {
    const pressed = event.submitter;
    if (handedIn) { event.preventDefault(); return; }
    keep(false);
    if (pressed?.hasAttribute("data-save-plain")) return;
    handedIn = true;
    clearTimeout(timer);
    for (const other of form.querySelectorAll("button[name=kind]")) other.setAttribute("aria-disabled", "true");
    say(pressed?.value === "assessment" ? "Handing in for assessment" : "Handing in as practice");
    setTimeout(() => { handedIn = false; enable(); }, 15000); // a lost connection must not lock the page
  }

  function enable() {
    for (const other of form.querySelectorAll("button[name=kind]")) other.removeAttribute("aria-disabled");
  }

  function keep(synced) {
    try { store?.setItem(key, JSON.stringify({ text: text.value, revision: revision.value, synced })); }
    catch { say("This device keeps no copy. Save often"); }
  }

  function read() {
    try { return JSON.parse(store?.getItem(key) ?? "null"); } catch { return null; }
  }

  function count() {
    const found = text.value.trim().split(/\s+/u).filter(Boolean).length;
    words.textContent = `${found} word${found === 1 ? "" : "s"}`;
    const over = text.value.length - 20000;
    if (over > 0) words.textContent += `, ${over.toLocaleString("en-GB")} characters too long to hand in`;
  }

  function grow() {
    if (CSS.supports("field-sizing", "content")) return; // the stylesheet does it
    text.style.height = "auto";
    text.style.height = `${text.scrollHeight + 4}px`;
  }

  function say(what) { saved.textContent = what; }
}

// The browser sends line ends as CR LF; the words are the same.
function same(one, other) { return plain(one) === plain(other); }
function plain(text) { return (text ?? "").replace(/\r\n?/g, "\n"); }

function clock() { return new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" }); }

function version(title, words) {
  return element("div", "sheet", [element("h3", "", [title]), element("p", "words", [words])]);
}

function button(words, act) {
  const made = element("button", "button quiet", [words]);
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}

function element(name, classes, children) {
  const made = document.createElement(name);
  if (classes) made.className = classes;
  made.append(...children);
  return made;
}
