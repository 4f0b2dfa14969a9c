// A contact at the practice desk: each keystroke is kept on the device and saved after a pause, and what is said or done
// is sent without leaving the page. The customer's messages come one after the other; typing goes on meanwhile.
import { hold, held, isUnsent, kept, put, ready, remove, same, trying, wasTried } from "./kept-words.js";
import { button, element } from "./making.js";
import { sendBoxes, token } from "./sending.js";

const PAUSE = 1000; // ms of quiet before a save
const AGAIN = 8000; // ms before trying again what failed

const form = document.querySelector("[data-contact]");
if (form) startContact(form);

async function startContact(form) {
  const text = form.elements.namedItem("text");
  const saved = form.querySelector("[data-saved]");
  const box = form.querySelector("[data-conflict]");
  const coming = document.querySelector("[data-coming]");
  const log = document.getElementById("log");
  const mine = {
    id: `${form.dataset.person}:${form.dataset.task}:${random()}`,
    person: form.dataset.person,
    task: form.dataset.task,
    title: form.dataset.title,
    url: form.getAttribute("action").split("#")[0],
    draftUrl: form.dataset.draftUrl,
    text: text.value,
    revision: Number(form.elements.namedItem("revision").value),
    synced: true,
    tried: [],
    sent: null,
    queued: null,
    aside: false,
  };
  let onServer = state(); // of all boxes, as the server holds them
  let unheard = []; // messages of the customer that are still to come
  let timer = 0;
  let next = 0;
  let saving = null;
  let busy = false;

  document.addEventListener("input", ({ target }) => { if (target.form === form) typed(); });
  document.addEventListener("keydown", pressEnter);
  form.addEventListener("submit", submitted);
  document.addEventListener("visibilitychange", () => { if (document.hidden) save(); });
  window.addEventListener("online", save);
  await restore();

  // What an earlier page of this contact left on the device and the server does not have.
  async function restore() {
    await ready();
    await hold(mine.id);
    const living = await held();
    const found = (await kept(mine.person, mine.task)).filter((one) => one.id !== mine.id && !one.aside && !living(one.id));
    for (const one of found.filter(isUnsent)) {
      if (same(one.text, text.value) || one.text.trim() === "") continue;
      if (text.value.trim() === "") {
        text.value = one.text;
        form.querySelector("[data-restored]").hidden = false;
        typed();
      } else {
        await setAside(one.text);
      }
    }
    for (const one of found) await remove(one.id);
    showAsides();
  }

  function typed() {
    keep(false);
    say("Not saved yet");
    schedule(PAUSE);
  }

  function keep(synced) {
    Object.assign(mine, { text: text.value, synced });
    return put(mine);
  }

  function schedule(wait) {
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  }

  function fields() {
    return Object.fromEntries([...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken"));
  }

  function state() {
    const boxes = fields();
    for (const name of ["turn", "revision", "unheard", "writer"]) delete boxes[name];
    return JSON.stringify(boxes);
  }

  async function save() {
    clearTimeout(timer);
    if (saving || busy || state() === onServer) return;
    const sending = state();
    trying(mine, text.value);
    saving = sendBoxes(mine, mine.draftUrl, { ...fields(), revision: mine.revision });
    const answer = await saving;
    saving = null;
    if (answer.state === "saved") {
      setRevision(answer.revision);
      mine.tried = [];
      onServer = sending;
      keep(state() === sending);
      if (state() === sending) say("Saved"); else schedule(PAUSE);
    } else if (answer.state === "conflict") {
      const theirs = answer.text !== "" && !wasTried(mine, answer.text);
      setRevision(answer.revision);
      if (theirs) await setAside(answer.text);
      showAsides();
      schedule(0);
    } else {
      say(answer.problem, answer.signIn);
      if (answer.state !== "refused") schedule(AGAIN);
    }
  }

  function setRevision(revision) {
    mine.revision = revision;
    form.elements.namedItem("revision").value = revision;
  }

  async function submitted(event) {
    const pressed = event.submitter;
    const proof = form.elements.namedItem("csrfmiddlewaretoken");
    proof.value = token() || proof.value;
    if (pressed?.hasAttribute("data-save-plain")) return;
    event.preventDefault();
    if (busy || !pressed?.value) return;
    await saving;
    busy = true;
    clearTimeout(timer);
    const sent = { ...fields(), do: pressed.value, unheard: unheard.length, revision: mine.revision };
    trying(mine, text.value);
    const answer = await sendBoxes(mine, mine.url, sent);
    if (answer.state === "handed-in") {
      if (pressed.value === "say" && same(text.value, sent.text)) text.value = "";
      await refresh(sent);
      say("");
    } else if (answer.state === "refused") {
      await refresh({});
      say(`Not done. ${answer.problem}`);
    } else {
      say(answer.state === "offline" ? "Not sent: there is no connection. Your words are kept on this device" : answer.problem, answer.signIn);
    }
    busy = false;
    schedule(PAUSE);
  }

  // The page as the server draws it now; what is typed here stays, but for what was just sent.
  async function refresh(sent) {
    const answer = await fetch(mine.url, { headers: { Accept: "text/html" }, credentials: "same-origin" }).catch(() => null);
    if (!answer?.ok) { location.reload(); return; }
    const drawn = new DOMParser().parseFromString(await answer.text(), "text/html");
    const drawnForm = drawn.querySelector("[data-contact]");
    await keep(text.value.trim() === "");
    if (!drawnForm) { location.reload(); return; } // the contact has ended
    form.elements.namedItem("turn").value = drawnForm.elements.namedItem("turn").value;
    setRevision(Number(drawnForm.elements.namedItem("revision").value));
    for (const [name, value] of Object.entries(sent)) {
      const here = form.elements.namedItem(name);
      const there = drawn.getElementsByName(name)[0];
      if (name.includes("-") && here && there && here.value === value) here.value = there.value;
    }
    document.getElementById("record-panel").replaceWith(document.adoptNode(drawn.getElementById("record-panel")));
    hear([...drawn.getElementById("log").children]);
  }

  function hear(lines) {
    clearTimeout(next);
    log.append(...unheard);
    unheard = [];
    const fresh = lines.slice(log.children.length).map((line) => document.adoptNode(line));
    document.getElementById("latest")?.removeAttribute("id");
    const first = fresh.findIndex((line) => line.dataset.who === "customer");
    const now = first < 0 || form.dataset.channel === "Email" ? fresh.length : first + 1;
    log.append(...fresh.slice(0, now));
    unheard = fresh.slice(now);
    show();
  }

  function show() {
    log.lastElementChild?.scrollIntoView({ block: "nearest" });
    coming.textContent = unheard.length ? `${form.dataset.customer} goes on` : "";
    if (!unheard.length) return;
    next = setTimeout(() => { log.append(unheard.shift()); show(); }, 1200 + Math.min(2500, 20 * unheard[0].textContent.length));
  }

  // Enter in a box of a deed does that deed, and never another.
  function pressEnter(event) {
    const { target } = event;
    if (event.key !== "Enter" || target.form !== form || target.tagName !== "INPUT") return;
    event.preventDefault();
    form.requestSubmit(target.closest("details").querySelector("button"));
  }

  function setAside(words) {
    return put({ ...mine, id: `${mine.person}:${mine.task}:${random()}`, text: words, aside: true });
  }

  async function showAsides() {
    const found = (await kept(mine.person, mine.task)).filter((one) => one.aside);
    box.replaceChildren(...found.map((one) => element("div", "notice care", [element("div", "stack-tight", [
      element("p", "", ["Another message was written to this customer, in another window or before. Nothing was overwritten."]),
      element("p", "words sheet", [one.text]),
      element("div", "row", [
        button("Put it into the box instead", async () => {
          const here = text.value;
          text.value = one.text;
          typed();
          await remove(one.id);
          if (here.trim()) await setAside(here);
          showAsides();
          text.focus();
        }),
        button("Remove it", async () => { await remove(one.id); showAsides(); text.focus(); }),
      ]),
    ])])));
  }

  function say(what, signIn = "") {
    saved.replaceChildren(what);
    if (signIn) saved.append(" ", element("a", "", ["Sign in again"], { href: signIn }));
  }
}

function random() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
