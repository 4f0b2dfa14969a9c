// Deciding by keyboard. Keys never fire while somebody types in a field, and can be switched off (WCAG 2.1.4).
import { held, hold, isUnsent, kept, put, random, ready, remove } from "./kept-words.js";
import { button, element } from "./making.js";
import { saveDraft, token } from "./sending.js";

const OFF = "wellserved-keys-off";
const PAUSE = 1000; // ms of quiet before a save
const LATEST = 3000; // ms that a decision waits for a save on its way
const AGAIN = 8000; // ms before trying again what failed
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

// What is typed and chosen is kept on the device at once and on the server after a pause, for this person alone: a
// killed tab, a lost session or another device loses nothing (decision 11).
async function startKeeping() {
  const { person, attempt, draftUrl, title } = form.dataset;
  const task = `review-${attempt}`;
  const fields = [...form.querySelectorAll("[data-keep]")];
  const revision = form.elements.namedItem("revision");
  const saved = form.querySelector("[data-saved]");
  const channel = new BroadcastChannel("wellserved");
  const mine = {
    id: `${person}:${task}:${random()}`, person, task, title, draftUrl, url: location.pathname, text: "", fields: {},
    revision: Number(revision.value), synced: true, tried: [], sent: null, queued: null, aside: false,
  };
  let timer = 0;
  let sending = false; // the whole form is on its way: nothing unfinished may follow it
  let saving = null; // the save on its way, if one is
  let refused = false;
  let letGo = () => {};

  form.addEventListener("input", typed);
  document.addEventListener("visibilitychange", () => { if (document.hidden && timer) save(); });
  channel.addEventListener("message", ({ data }) => { if (data.saveNow === person && !mine.synced) save(); });
  form.addEventListener("submit", (event) => {
    if (sending) { event.preventDefault(); return; }
    sending = true;
    if (saving) { // it would reach the server behind the decision, and be refused there
      event.preventDefault();
      const by = event.submitter;
      Promise.race([saving, new Promise((resolve) => { setTimeout(resolve, LATEST); })])
        .then(() => { saving = null; sending = false; form.requestSubmit(by); });
      return;
    }
    clearTimeout(timer);
    form.elements.namedItem("csrfmiddlewaretoken").value = token() || form.elements.namedItem("csrfmiddlewaretoken").value;
    letGo();
    setTimeout(() => { sending = false; }, 10000);
  });
  await ready();
  letGo = await hold(mine.id);
  await restore();

  async function restore() {
    const living = await held();
    const found = (await kept(person, task)).filter((one) => one.id !== mine.id && !living(one.id));
    const unsent = found.filter((one) => isUnsent(one) && differ(one).length);
    const alone = unsent.length === 1 && unsent[0];
    const fits = alone && (alone.revision === mine.revision || differ(alone).every((field) => field.value === ""));
    if (fits) await putBack(alone);
    else unsent.forEach(offer);
    const comesBack = fields.some((field) => field.defaultValue !== "") && document.querySelector("[role=alert]");
    if (comesBack) await keep(false);
    for (const one of found) if (!unsent.includes(one)) await remove(one.id);
  }

  function differ(one) { return fields.filter((field) => one.fields[field.name] && one.fields[field.name] !== field.value); }

  async function putBack(one) {
    for (const [name, value] of Object.entries(one.fields)) {
      const control = form.elements.namedItem(name);
      if (control?.type === "checkbox") control.checked = true;
      else if (control && control.type !== "hidden") control.value = value;
    }
    if (one.fields.missing) form.querySelector("[data-refer]").open = true;
    form.closest("details")?.setAttribute("open", "");
    form.dispatchEvent(new Event("change"));
    await typed();
    await remove(one.id);
  }

  // Newer words came to the server from elsewhere: both are shown, and the assessor chooses.
  function offer(one) {
    const words = differ(one).flatMap((field) =>
      [element("dt", "", [field.labels[0].textContent]), element("dd", "", [one.fields[field.name]])]);
    const box = element("div", "notice care", [element("div", "stack-tight", [
      element("p", "", [element("strong", "", ["Other unfinished words are kept on this device."]), " The form shows what the server keeps."]),
      element("dl", "facts", words),
      element("div", "row", [
        button("Use the words of this device", () => { box.remove(); putBack(one); fields[0].focus(); }, "button quiet small"),
        button("Remove them", () => { box.remove(); remove(one.id); fields[0].focus(); }, "button quiet small"),
      ]),
    ])]);
    form.querySelector("[data-restored]").append(box);
  }

  function typed() {
    const done = keep(false);
    say("Not kept yet");
    schedule(PAUSE);
    return done;
  }

  function schedule(wait) {
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  }

  async function save() {
    clearTimeout(timer);
    timer = 0;
    if (sending || refused) return;
    if (saving) { schedule(PAUSE); return; }
    saving = saveDraft({ ...mine });
    const answer = await saving;
    saving = null;
    if (answer.state === "saved") {
      revision.value = mine.revision = answer.revision;
      if (!timer) { keep(true); say("Kept for you alone"); }
      return;
    }
    refused = answer.state === "conflict";
    say(answer.problem);
    if (answer.signIn) saved.append(" ", element("a", "", ["Sign in again"], { href: answer.signIn }));
    if (!refused && answer.state !== "refused") schedule(AGAIN);
  }

  async function keep(synced) {
    const { csrfmiddlewaretoken, ...sent } = Object.fromEntries(new FormData(form));
    const words = fields.filter((field) => field.value).map((field) => `${field.labels[0].textContent}: ${field.value}`);
    Object.assign(mine, { fields: sent, text: words.join("\n\n"), synced });
    return (await put(mine)) || ((await ready()) && put(mine));
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
