// Deciding by keyboard. Keys never fire while somebody types in a field, and can be switched off (WCAG 2.1.4).
const OFF = "wellserved-keys-off";
const PAUSE = 1500; // ms of quiet before a save
const form = document.querySelector("[data-review]");
const store = (() => { try { return window.localStorage; } catch { return null; } })();

if (form) {
  startReason();
  startKeeping();
  startKeys();
}

// The reason stands on the page when it is needed: always after an earlier review, else when it differs from the draft.
function startReason() {
  const box = form.querySelector("[data-reason]");
  const { drafted, reviewed } = form.dataset;
  const reason = form.elements.namedItem("reason");
  const show = () => {
    const chosen = form.elements.namedItem("outcome").value;
    const needed = reviewed === "yes" || (drafted !== "" && chosen !== "" && chosen !== drafted);
    box.hidden = !needed && reason.value === "" && drafted !== "";
    reason.required = needed;
  };
  form.addEventListener("change", show);
  show();
}

// What is typed and chosen stays on the device at once and on the server after a pause, for this person alone: a
// killed tab, a lost session or another device loses nothing. `sent` says that the server holds it.
function startKeeping() {
  const key = form.dataset.deviceKey;
  const fields = [...form.querySelectorAll("[data-keep]")];
  const revision = form.elements.namedItem("revision");
  const saved = form.querySelector("[data-saved]");
  let timer = 0;
  let sending = false; // the whole form is on its way: nothing unfinished may follow it
  let saving = false;
  let refused = false;

  restore();
  form.dispatchEvent(new Event("change"));
  if (fields.some((field) => field.defaultValue !== "") && document.querySelector("[role=alert]")) keep(false);
  form.addEventListener("input", typed);
  document.addEventListener("visibilitychange", () => { if (document.hidden && timer) save(); });
  form.addEventListener("submit", (event) => {
    if (sending) { event.preventDefault(); return; }
    sending = true;
    clearTimeout(timer);
    keep(true);
    setTimeout(() => { sending = false; }, 10000);
  });

  function restore() {
    const kept = (() => { try { return JSON.parse(store?.getItem(key) ?? "{}"); } catch { return {}; } })();
    const differ = fields.filter((field) => kept[field.name] && kept[field.name] !== field.value);
    if (kept.sent || !differ.length) return;
    const apply = () => {
      for (const field of differ) field.value = kept[field.name];
      if (kept.missing) form.querySelector("[data-refer]").open = true;
      form.closest("details")?.setAttribute("open", "");
      form.dispatchEvent(new Event("change"));
      typed();
    };
    if (differ.every((field) => field.value === "") || String(kept.revision) === revision.value) apply();
    else offer(differ, kept, apply);
  }

  // Newer words came to the server from elsewhere: both are shown, and the assessor chooses.
  function offer(differ, kept, apply) {
    const box = form.querySelector("[data-restored]");
    const words = box.querySelector("[data-restored-words]");
    for (const field of differ) {
      const term = document.createElement("dt");
      term.textContent = field.labels[0].textContent;
      const said = document.createElement("dd");
      said.textContent = kept[field.name];
      words.append(term, said);
    }
    box.querySelector("[data-restore]").addEventListener("click", () => { box.hidden = true; apply(); differ[0].focus(); });
    box.hidden = false;
  }

  function typed() {
    keep(false);
    say("Not kept yet");
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  }

  async function save() {
    clearTimeout(timer);
    timer = 0;
    if (sending || refused) return;
    if (saving) { timer = setTimeout(save, PAUSE); return; }
    saving = true;
    const body = new URLSearchParams(new FormData(form));
    try {
      const answer = await fetch(form.dataset.draftUrl, {
        method: "POST",
        headers: { Accept: "application/json" },
        body,
        credentials: "same-origin",
        keepalive: body.toString().length < 60000, // a save may outlive the page; browsers allow that for 64 kB
      });
      const found = await answer.json().catch(() => ({}));
      if (answer.ok) {
        revision.value = found.revision;
        if (!timer) { keep(true); say("Kept for you alone"); }
      } else {
        refused = answer.status === 409;
        say(found.problem ?? "Not kept on the server. Your words are kept on this device");
      }
    } catch {
      say("No connection. Your words are kept on this device");
      timer = setTimeout(save, PAUSE * 5);
    } finally {
      saving = false;
    }
  }

  function keep(sent) {
    const words = Object.fromEntries(fields.map((field) => [field.name, field.value]));
    try { store?.setItem(key, JSON.stringify({ ...words, revision: revision.value, sent })); }
    catch { /* the form itself still holds them */ }
  }

  function say(what) { saved.textContent = what; }
}

function startKeys() {
  const dialog = document.getElementById("keys");
  const tick = document.getElementById("keys-on");
  const opener = document.querySelector("[data-show-keys]");
  const line = document.querySelector("[data-keys-line]");
  const evidence = form.querySelector("[data-evidence]");
  let current = form.querySelector("[data-point]");

  opener.hidden = false;
  opener.addEventListener("click", () => dialog.showModal());
  tick.checked = store?.getItem(OFF) !== "yes";
  line.hidden = !tick.checked;
  tick.addEventListener("change", () => {
    if (tick.checked) store?.removeItem(OFF); else store?.setItem(OFF, "yes");
    line.hidden = !tick.checked;
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || dialog.open) return;
    if (!tick.checked) return;
    if (typing(event.target)) {
      if (event.key === "Escape" && form.contains(event.target)) current.focus();
      return;
    }
    const act = action(event.key, event.target);
    if (act) { event.preventDefault(); act(); }
  });

  function action(key, target) {
    if (/^[1-9]$/.test(key)) return to(form.querySelector(`[data-point="${key}"]`));
    switch (key.toLowerCase()) {
      case "m": return () => choose("met");
      case "n": return () => choose("not_met");
      case "v": return judge;
      case "c": return () => write("comment");
      case "r": return referBack;
      case "j": return follow("[data-next]");
      case "k": return follow("[data-previous]");
      case "?": return () => dialog.showModal();
      case "enter": return onControl(target) ? null : () => { unfold(); form.querySelector("#save").focus(); };
      default: return null;
    }
  }

  function to(point) {
    return point && (() => { unfold(); current = point; mark(); point.focus(); point.scrollIntoView({ block: "nearest" }); });
  }

  // First the questions are brought before the eye (and read out); only there does the key say yes to them.
  function judge() {
    unfold();
    if (!evidence.contains(document.activeElement)) {
      evidence.focus();
      evidence.scrollIntoView({ block: "center" });
      return;
    }
    const together = form.elements.namedItem("evidence-together");
    together.checked = true;
    together.focus();
    together.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function referBack() {
    form.querySelector("[data-refer]").open = true;
    write("missing");
  }

  function write(name) {
    unfold();
    form.elements.namedItem(name).focus();
  }

  function unfold() { form.closest("details")?.setAttribute("open", ""); }

  function choose(outcome) {
    unfold();
    const radio = current.querySelector(`input[name="outcome"][value="${outcome}"]`);
    radio.checked = true;
    radio.focus();
    radio.dispatchEvent(new Event("change", { bubbles: true }));
    radio.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function mark() {
    for (const point of form.querySelectorAll("[data-point]")) point.classList.toggle("current", point === current);
  }

  function follow(selector) {
    const link = document.querySelector(selector);
    return link && (() => link.click());
  }
}

function typing(target) {
  return target.closest?.("textarea, select, [contenteditable], input:not([type=radio]):not([type=checkbox])") != null;
}

function onControl(target) {
  return target.closest?.("a, button, summary") != null;
}
