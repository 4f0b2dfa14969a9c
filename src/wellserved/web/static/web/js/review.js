// Deciding by keyboard. Keys never fire while somebody types in a field, and can be switched off (WCAG 2.1.4).
const OFF = "wellserved-keys-off";
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

// What is typed stays on the device until it is saved, so that a lost session loses nothing.
function startKeeping() {
  const key = form.dataset.deviceKey;
  const fields = [...form.querySelectorAll("[data-keep]")];
  const kept = (() => { try { return JSON.parse(store?.getItem(key) ?? "{}"); } catch { return {}; } })();
  for (const field of fields) if (field.value === "" && kept[field.name]) field.value = kept[field.name];
  if (kept.missing) form.querySelector("details").open = true;
  if (Object.values(kept).some((words) => typeof words === "string" && words)) form.closest("details")?.setAttribute("open", "");
  form.dispatchEvent(new Event("change"));
  const keep = (sent) => {
    const words = Object.fromEntries(fields.map((field) => [field.name, field.value]));
    try { store?.setItem(key, JSON.stringify({ ...words, sent })); } catch { /* the form itself still holds them */ }
  };
  if (fields.some((field) => field.defaultValue !== "")) keep(false); // the page came back unsaved
  form.addEventListener("input", () => keep(false));
  let sending = false;
  form.addEventListener("submit", (event) => {
    if (sending) { event.preventDefault(); return; }
    sending = true;
    keep(true);
    setTimeout(() => { sending = false; }, 10000);
  });
}

function startKeys() {
  const dialog = document.getElementById("keys");
  const tick = document.getElementById("keys-on");
  const opener = document.querySelector("[data-show-keys]");
  let current = form.querySelector("[data-point]");

  opener.hidden = false;
  opener.addEventListener("click", () => dialog.showModal());
  tick.checked = store?.getItem(OFF) !== "yes";
  tick.addEventListener("change", () => {
    if (tick.checked) store?.removeItem(OFF); else store?.setItem(OFF, "yes");
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || dialog.open) return;
    if (typing(event.target)) return;
    if (!tick.checked) return;
    const act = action(event.key, event.target);
    if (act) { event.preventDefault(); act(); }
  });

  function action(key, target) {
    if (/^[1-9]$/.test(key)) return to(form.querySelector(`[data-point="${key}"]`));
    switch (key.toLowerCase()) {
      case "m": return () => choose("met");
      case "n": return () => choose("not_met");
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

  function unfold() { form.closest("details")?.setAttribute("open", ""); }

  function choose(outcome) {
    unfold();
    const radio = current.querySelector(`input[value="${outcome}"]`);
    radio.checked = true;
    radio.focus();
    radio.dispatchEvent(new Event("change", { bubbles: true }));
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
