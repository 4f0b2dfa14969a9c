// The table: every keystroke is kept on the device, and a pause saves the draft. Words are never put over newer ones:
// what was typed here and not saved is offered, and the writer chooses.
const PAUSE = 1500; // ms of quiet before a save
const AGAIN = 8000; // ms before trying a failed save again

const form = document.querySelector("[data-table]");
if (form) startTable(form);

function startTable(form) {
  const boxes = [...form.querySelectorAll("textarea, input[type=text]")];
  const revision = form.elements.namedItem("revision");
  const saved = form.querySelector("[data-saved]");
  const earlier = form.querySelector("[data-earlier]");
  const key = form.dataset.deviceKey;
  const store = (() => { try { return window.localStorage; } catch { return null; } })();
  let onServer = words(); // as far as this page knows
  let timer = 0;
  let stopped = false; // the form is on its way, or has to be pressed because two versions stand

  offer();
  form.addEventListener("input", () => { keep(false); say("Not saved yet"); schedule(PAUSE); });
  form.addEventListener("submit", () => { stopped = true; clearTimeout(timer); keep(false); });
  document.addEventListener("visibilitychange", () => { if (document.hidden) save(); });
  window.addEventListener("online", () => save());
  window.addEventListener("pageshow", (event) => { if (event.persisted) stopped = false; });

  function offer() {
    const kept = read();
    if (!kept || kept.synced || kept.words === onServer) return;
    earlier.hidden = false;
    earlier.querySelector("[data-put-back]").addEventListener("click", () => {
      for (const [n, value] of JSON.parse(kept.words).entries()) if (boxes[n]) boxes[n].value = value;
      earlier.hidden = true;
      boxes[0].focus();
      keep(false);
      schedule(PAUSE);
    });
  }

  function schedule(wait) { clearTimeout(timer); timer = setTimeout(save, wait); }

  async function save() {
    clearTimeout(timer);
    const sending = words();
    if (stopped || sending === onServer) return;
    say("Saving");
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        headers: { Accept: "application/json" },
        body: new FormData(form),
        credentials: "same-origin",
      });
      understood(answer, await answer.json().catch(() => ({})), sending);
    } catch {
      say("No connection. Your words are kept on this device");
      schedule(AGAIN);
    }
  }

  function understood(answer, found, sending) {
    if (answer.ok) {
      revision.value = found.revision;
      onServer = sending;
      keep(words() === sending);
      say("Saved");
      if (words() !== sending) schedule(PAUSE);
    } else {
      stopped = answer.status === 409;
      say(found.problem ?? "Not saved. Your words are kept on this device");
      if (answer.status >= 500) schedule(AGAIN);
    }
  }

  function words() { return JSON.stringify(boxes.map((box) => box.value.replace(/\r\n?/g, "\n"))); }

  function keep(synced) {
    if (!earlier.hidden) return; // what is offered is not written over until it is put back
    try { store?.setItem(key, JSON.stringify({ words: words(), synced })); }
    catch { say("This device keeps no copy. Save often"); }
  }

  function read() { try { return JSON.parse(store?.getItem(key) ?? "null"); } catch { return null; } }

  function say(what) { saved.textContent = what; }
}
