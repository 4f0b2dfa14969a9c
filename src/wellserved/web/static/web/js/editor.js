// The editor: every keystroke is kept on the device, and a pause saves to the server. Nothing is ever overwritten
// silently: where there are other words, all versions are shown and the writer chooses. An answer that cannot be handed
// in for want of a connection is said not to be, and waits if the writer wants it to. On the table page the answer's
// field is out of sight, and follows the cells (`table.js`).
import { hold, held, isUnsent, kept, put, random, ready, remove, same, trying, wasTried } from "./kept-words.js";
import { button, element } from "./making.js";
import { handIn, saveDraft, token } from "./sending.js";

const PAUSE = 1000; // ms of quiet before a save
const AGAIN = 8000; // ms before trying again what failed
const PATIENCE = 1500; // ms that going to the other page of the answer waits for saving
const WAYS = { practice: "as practice", assessment: "for assessment" };

const form = document.querySelector("[data-editor]");
if (form) startEditor(form);

async function startEditor(form) {
  const text = form.elements.namedItem("text");
  const saved = form.querySelector("[data-saved]");
  const words = form.querySelector("[data-words]");
  const box = form.querySelector("[data-conflict]");
  const notice = element("div", "", [], { tabindex: "-1" });
  const asides = element("div", "stack-tight");
  const channel = new BroadcastChannel("wellserved");
  const mine = {
    id: `${form.dataset.person}:${form.dataset.task}:${random()}`,
    person: form.dataset.person,
    task: form.dataset.task,
    title: form.dataset.title,
    url: form.dataset.url,
    draftUrl: form.dataset.draftUrl,
    text: text.value,
    revision: Number(form.elements.namedItem("revision").value),
    synced: true,
    tried: [],
    sent: null,
    queued: null,
    aside: false,
  };
  let onServer = text.defaultValue; // the words that the server holds, as far as this page knows
  let keeps = true; // whether this browser keeps words at all
  let timer = 0;
  let saving = null;
  let inConflict = false;
  let handingIn = false;
  let native = false;
  let letGo = () => {};

  form.querySelector("[data-told]").append(notice);
  form.querySelector("#counts").after(asides);
  count();
  grow();
  text.addEventListener("input", typed);
  form.addEventListener("submit", submitted);
  document.addEventListener("visibilitychange", () => { if (document.hidden) save(); });
  window.addEventListener("online", goOn);
  window.addEventListener("pageshow", (event) => { if (event.persisted) enable(); });
  window.addEventListener("beforeunload", (event) => { if (!keeps && !isSaved()) event.preventDefault(); });
  channel.addEventListener("message", ({ data }) => { if (data.saveNow === mine.person) goOn(); });
  await restore();

  // What an earlier page of this task left on the device is taken over, unless another tab is still writing it.
  async function restore() {
    keeps = await ready();
    letGo = await hold(mine.id);
    const living = await held();
    const found = (await kept(mine.person, mine.task)).filter((one) => one.id !== mine.id && !living(one.id));
    const typedAlready = !same(text.value, text.defaultValue); // before this script was there
    const known = found.filter((one) => !one.aside).sort((one, other) => one.revision - other.revision).at(-1);
    const theirs = { text: onServer, revision: mine.revision };
    if (known && known.revision > mine.revision) { // the page is older: it was kept for when there is no network
      mine.revision = theirs.revision = known.revision;
      if (known.synced) onServer = theirs.text = known.text;
      if (known.synced && !typedAlready) putInto(known.text);
    }
    const unsent = found.filter((one) => isUnsent(one));
    const others = distinct(unsent.filter((one) => !same(one.text, text.value)));
    const newer = theirs.text !== "" && unsent.some((one) =>
      one.revision < theirs.revision && !same(one.text, theirs.text) && !wasTried(one, theirs.text));
    if (others.length > 1 || (others.length && ((newer && !others[0].queued) || typedAlready))) {
      const versions = others.map((one, place) => ({ title: `Written on this device, ${place + 1}: ${when(one.at)}`, text: one.text }));
      if (typedAlready) versions.unshift({ title: "Written here" });
      if (newer) versions.push({ title: "Saved elsewhere", text: theirs.text });
      offer(versions, theirs, found.filter((one) => !one.aside));
    } else if (unsent.length) {
      takeOver(unsent.at(-1), others.length > 0);
    }
    if (typedAlready && !inConflict) typed();
    if (inConflict) return;
    if (known) keep(isSaved());
    for (const one of found) if (!one.aside) remove(one.id);
    showAsides();
    count();
    grow();
  }

  function takeOver(left, changed) {
    if (changed) putInto(left.text);
    form.querySelector("[data-restored]").hidden = !changed;
    mine.tried = left.tried;
    mine.sent = left.sent;
    mine.queued = left.queued;
    onServer = null;
    if (mine.queued) waitToHandIn(); else schedule(200);
  }

  function putInto(words) {
    text.value = words;
    text.dispatchEvent(new Event("put"));
  }

  function typed() {
    mine.sent = null;
    keep(false);
    count();
    grow();
    if (keeps) say("Not saved yet");
    schedule(PAUSE);
  }

  function schedule(wait) {
    clearTimeout(timer);
    timer = setTimeout(goOn, wait);
  }

  function isSaved() { return onServer !== null && same(text.value, onServer); }

  function goOn() { return mine.queued ? handInWaiting() : save(); }

  async function save() {
    clearTimeout(timer);
    if (saving || inConflict || handingIn || mine.queued || isSaved()) return;
    const sending = text.value;
    say("Saving");
    trying(mine, sending);
    saving = saveDraft(mine, sending);
    const answer = await saving;
    saving = null;
    understood(answer, sending);
  }

  function understood(answer, sending) {
    if (answer.state === "saved") {
      mine.revision = answer.revision;
      mine.tried = [];
      onServer = sending;
      const upToDate = same(text.value, sending);
      keep(upToDate);
      say(upToDate ? `Saved at ${clock()}` : "Not saved yet");
      if (!upToDate) schedule(PAUSE);
    } else if (answer.state === "conflict" && (answer.text === "" || wasTried(mine, answer.text))) { // no other words
      mine.revision = answer.revision;
      schedule(0);
    } else if (answer.state === "conflict") {
      offer([{ title: "Written here" }, { title: "Saved elsewhere", text: answer.text }], answer, []);
    } else {
      trouble(answer);
    }
  }

  function trouble(answer) {
    say(keeps ? answer.problem : "Not saved, and this browser keeps no copy. Stay on this page", answer.signIn);
    if (answer.state !== "refused") schedule(AGAIN);
  }

  // Several versions. One without a text is the one in the editor, which may grow while it is offered.
  function offer(versions, theirs, left) {
    inConflict = true;
    say(`Not saved: there are ${spelt(versions.length)} versions`);
    const row = element("div", "row", versions.map((one) =>
      button(`Go on with the one ${one.title[0].toLowerCase()}${one.title.slice(1)}`, () => choose(one))));
    box.replaceChildren(
      element("div", "notice care", [
        element("div", "stack", [
          element("h2", "", [`There are ${spelt(versions.length)} versions of this answer`]),
          element("p", "", ["It was also changed in another window or on another device. Nothing is overwritten. Choose the one to go on with; the others are kept here until you remove them, hand in or sign out."]),
          element("div", "versions", versions.map((one) => version(one.title, one.text ?? text.value))),
          row,
        ]),
      ]),
    );
    box.hidden = false;
    box.setAttribute("role", "alert");

    async function choose(chosen) {
      const here = text.value;
      const rest = [...versions.filter((one) => one !== chosen).map((one) => one.text), here]
        .filter((words) => words !== undefined && words !== "");
      mine.revision = theirs.revision;
      mine.tried = [];
      onServer = theirs.text;
      inConflict = false;
      if (chosen.text !== undefined) putInto(chosen.text);
      mine.sent = null;
      keep(same(text.value, onServer));
      await Promise.all(distinct(rest.map((words) => ({ text: words }))).map((one) => setAside(one.text)));
      for (const one of left) remove(one.id);
      box.hidden = true;
      box.replaceChildren();
      showAsides();
      count();
      grow();
      focus();
      say("Saved");
      save();
    }
  }

  function setAside(words) {
    if (words.trim() === "" || same(words, text.value)) return null;
    return put({ ...mine, id: `${mine.person}:${mine.task}:${random()}`, text: words, sent: null, queued: null, aside: true });
  }

  async function showAsides() {
    const found = (await kept(mine.person, mine.task)).filter((one) => one.aside);
    asides.replaceChildren(...found.map((one) => element("details", "more", [
      element("summary", "", [`A version that was not chosen, ${when(one.at)}`]),
      element("div", "stack-tight", [
        element("p", "words sheet", [one.text]),
        element("div", "row", [
          button("Go on with this one", () => swap(one)),
          button("Remove it", async () => { await remove(one.id); showAsides(); focus(); }),
        ]),
      ]),
    ])));
  }

  async function swap(one) {
    const here = text.value;
    putInto(one.text);
    typed();
    await setAside(here);
    await remove(one.id);
    showAsides();
    focus();
  }

  async function submitted(event) {
    const pressed = event.submitter;
    const { csrfmiddlewaretoken: proof, revision } = form.elements;
    proof.value = token() || proof.value;
    revision.value = mine.revision;
    if (native || pressed?.hasAttribute("data-save-plain")) return;
    event.preventDefault();
    if (pressed?.dataset.go) { go(pressed.dataset.go); return; }
    if (handingIn || mine.queued) return;
    handingIn = true;
    clearTimeout(timer);
    disable();
    const kind = pressed?.value ?? "practice";
    say(`Handing in ${WAYS[kind]}`);
    await saving;
    mine.sent = { key: mine.sent?.kind === kind ? mine.sent.key : random(), kind };
    await keep(false);
    const field = (name) => new FormData(form).get(name) ?? "";
    const queued = { ...mine.sent, declaration: field("declaration"), follows: field("follows") };
    const answer = await handIn({ ...mine, queued });
    if (answer.state === "handed-in") { location.assign(answer.place); return; }
    enable();
    if (answer.state === "offline" || answer.state === "later") { offerToWait(queued, answer); return; }
    native = true; // the page that comes back says what to mend, or asks to sign in
    form.elements.namedItem("key").value = mine.sent.key;
    form.requestSubmit(pressed);
  }

  // To the other page of the same answer, which takes the words over: with or without a network.
  async function go(place) {
    await keep(isSaved());
    await Promise.race([saving ?? save(), pause(PATIENCE)]);
    if (inConflict || (!keeps && !isSaved())) return;
    letGo();
    location.assign(place);
  }

  function offerToWait(queued, answer) {
    say(answer.problem);
    const wait = button("Hand it in when there is a connection", () => { mine.queued = queued; keep(false); waitToHandIn(); }, "button main");
    tell("Not handed in", [
      `Your answer could not be handed in ${WAYS[queued.kind]}: there is no connection. Your words are kept on this device. You can go on writing, and hand in later.`,
    ], keeps ? [wait, button("Go on writing", goOnWriting)] : []);
    schedule(AGAIN);
  }

  function waitToHandIn() {
    lock(true);
    disable();
    tell("Not handed in yet", [
      `Your answer waits on this device. It is handed in ${WAYS[mine.queued.kind]} as soon as there is a connection and Wellserved is open in this browser. Until then nobody else has it.`,
    ], [button("Don’t hand it in: go on writing", () => { mine.queued = null; keep(false); goOnWriting(); schedule(PAUSE); })]);
    say("Kept on this device, not handed in yet");
    handInWaiting();
  }

  async function handInWaiting() {
    clearTimeout(timer);
    if (handingIn) return;
    handingIn = true;
    const waiting = mine.queued;
    const answer = await handIn(mine);
    handingIn = false;
    if (answer.state === "handed-in") { location.assign(answer.place); return; }
    if (mine.queued !== waiting) return;
    if (answer.state !== "refused") {
      say(`Not handed in yet. ${answer.problem}`, answer.signIn);
      schedule(AGAIN);
      return;
    }
    mine.queued = mine.sent = null;
    keep(false);
    goOnWriting();
    tell("Not handed in", [answer.problem], []);
    schedule(PAUSE);
  }

  function goOnWriting() {
    notice.replaceChildren();
    notice.removeAttribute("role");
    lock(false);
    enable();
    focus();
  }

  function tell(title, lines, buttons) {
    const wasHere = notice.contains(document.activeElement);
    notice.setAttribute("role", "alert");
    notice.replaceChildren(element("div", "notice care", [element("div", "stack-tight", [
      element("h2", "", [title]),
      ...lines.map((line) => element("p", "", [line])),
      ...(buttons.length ? [element("div", "row", buttons)] : []),
    ])]));
    if (wasHere) notice.focus();
  }

  function disable() {
    for (const other of form.querySelectorAll("button[name=kind]")) other.setAttribute("aria-disabled", "true");
  }

  function enable() {
    handingIn = false;
    for (const other of form.querySelectorAll("button[name=kind]")) other.removeAttribute("aria-disabled");
  }

  async function keep(synced) {
    Object.assign(mine, { text: text.value, synced });
    const done = put(mine); // before any waiting: the next moment may be the last
    if ((await done) || ((await ready()) && (await put(mine)))) keeps = true; else noRoom();
  }

  function lock(yes) {
    for (const one of [text, ...form.querySelectorAll("[data-cell]")]) one.readOnly = yes;
    asides.hidden = yes;
  }

  function focus() { (form.querySelector("[data-cell]") ?? text).focus(); }

  function noRoom() {
    keeps = false;
    if (!isSaved()) say("This browser keeps no copy. Wait for “Saved” before you leave");
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

  function say(what, signIn = "") {
    saved.replaceChildren(what);
    if (signIn) saved.append(" ", element("a", "", ["Sign in again"], { href: signIn }));
  }
}

function distinct(records) {
  return records.filter((one, place) => records.findIndex((other) => same(other.text, one.text)) === place);
}

function version(title, words) {
  return element("div", "sheet", [element("h3", "", [title]), element("p", "words", [words])]);
}

function pause(time) { return new Promise((resolve) => setTimeout(resolve, time)); }

function spelt(number) { return ["no", "one", "two", "three", "four", "five"][number] ?? String(number); }

function clock() { return new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" }); }

function when(at) {
  return new Date(at).toLocaleString("en-GB", { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" });
}
