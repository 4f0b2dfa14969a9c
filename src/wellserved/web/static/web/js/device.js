// On every page: what this device still holds goes to the server as soon as there is a connection, what is safely
// there is forgotten, and nothing of one person is left to be seen by the next.
import { held, isUnsent, kept, put, remove, trying, wasTried } from "./kept-words.js";
import { button, element } from "./making.js";
import { handIn, saveDraft, token } from "./sending.js";
import { forgetOthers, keepPage, startWorker } from "./worker.js";

document.documentElement.classList.add("js");

const AGAIN = 15000; // ms between looks at what is still unsent
const PATIENCE = 4000; // ms that signing out waits for the other tabs to save
const { person } = document.body.dataset; // "" when nobody is signed in, undefined on a page that does not know
const channel = new BroadcastChannel("wellserved");
const signOut = document.querySelector("[data-sign-out]");
const told = element("div", "", [], { role: "status" });
const tellings = new Map();

channel.addEventListener("message", ({ data }) => {
  const notMine = data.signedIn && data.signedIn !== person;
  if (person && (notMine || data.signedOut === person)) location.replace(signOut.dataset.signOut);
});
startWorker();
if (person !== undefined) forgetOthers(person);
if (person) start();

async function start() {
  document.querySelector("main > .wide").prepend(told);
  channel.postMessage({ signedIn: person });
  signOut.addEventListener("submit", signingOut);
  await forgetHandedIn();
  await forgetReviewed();
  window.addEventListener("online", sendAll);
  setInterval(sendAll, AGAIN);
  sendAll();
}

// The page of an attempt names the hand-in that made it: words that are still exactly those are safe.
async function forgetHandedIn() {
  const mark = document.querySelector("[data-handed-in]");
  if (!mark) return;
  const done = (await kept(person)).filter((one) => one.sent?.key === mark.dataset.handedIn);
  for (const one of done) await remove(one.id);
  if (done.length) keepPage(done[0].url); // so that it opens without the words, too, when there is no network
}

// Once a review is saved, what was unfinished for it is over.
async function forgetReviewed() {
  const mark = document.querySelector("[data-reviewed-now]");
  if (!mark) return;
  const living = await held();
  const over = await kept(person, `review-${mark.dataset.reviewedNow}`);
  for (const one of over) if (!living(one.id)) await remove(one.id);
}

// One tab at a time sends, and leaves alone what another tab, or the editor of this page, is writing.
function sendAll() {
  if (!navigator.locks) return sendEach();
  return navigator.locks.request(`wellserved-sending:${person}`, { ifAvailable: true }, (lock) => lock && sendEach());
}

async function sendEach() {
  const open = document.querySelector("[data-editor]")?.dataset.task;
  const living = await held();
  const all = await kept(person);
  const busy = new Set([open, ...all.filter((one) => living(one.id)).map((one) => one.task)]);
  for (const one of all) if (isUnsent(one) && !busy.has(one.task)) await sendOne(one);
}

async function sendOne(one) {
  if (!one.queued) await trying(one, one.text);
  const answer = one.queued ? await handIn(one) : await saveDraft(one);
  if (answer.state === "handed-in") {
    await remove(one.id);
    tell(one, "good", `Handed in ${one.queued.kind === "practice" ? "as practice" : "for assessment"}: ${one.title}.`, "See the result", answer.place);
  } else if (answer.state === "saved") {
    await put({ ...one, revision: answer.revision, synced: true, tried: [] });
    tell(one, "good", `Saved, after you wrote it without a connection: ${one.title}.`, "Open it", one.url);
  } else if (answer.state === "conflict" && one.fields) {
    tell(one, "care", `${one.title}. ${answer.problem}`, "Open it", one.url);
  } else if (answer.state === "conflict" && (answer.text === "" || wasTried(one, answer.text))) {
    await put({ ...one, revision: answer.revision }); // no other words: the next look saves these
  } else if (answer.state === "conflict") {
    tell(one, "care", `There are two versions of your answer: ${one.title}. Nothing is overwritten.`, "Open it and choose", one.url);
  } else if (answer.state === "refused") {
    await put({ ...one, queued: null, sent: null });
    tell(one, "care", `${one.queued ? "Not handed in" : "Not saved"}: ${one.title}. ${answer.problem}`, "Open it", one.url);
  } else if (one.queued) {
    tell(one, "know", `Not handed in yet: ${one.title}. It waits on this device for a connection.`, "Open it", one.url);
  }
}

function tell(one, kind, words, link, place) {
  const line = element("div", `notice ${kind}`, [element("p", "", [words, " ", element("a", "", [link], { href: place })])]);
  if (tellings.get(one.id)?.textContent === line.textContent) return;
  tellings.get(one.id)?.remove();
  tellings.set(one.id, line);
  told.className = "notices";
  told.append(line);
}

// Signing out: what the server holds is removed from the device. Words that it does not have are never removed.
async function signingOut(event) {
  event.preventDefault();
  channel.postMessage({ saveNow: person });
  const unsent = await waitForAll();
  if (unsent.length) { await ask(unsent); return; }
  await leave();
}

async function waitForAll() {
  const until = Date.now() + PATIENCE;
  for (;;) {
    await sendAll();
    const unsent = (await kept(person)).filter(isUnsent);
    if (!unsent.length || !navigator.onLine || Date.now() > until) return unsent;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function leave() {
  for (const one of await kept(person)) if (!isUnsent(one)) await remove(one.id);
  await forgetOthers("");
  const { csrfmiddlewaretoken: proof } = signOut.elements;
  proof.value = token() || proof.value; // this page may be one kept from before
  if (!(await endSession())) { signOut.submit(); return; } // the page that comes says why
  channel.postMessage({ signedOut: person }); // only now: a tab that went sooner would still be let in
  location.assign(signOut.dataset.signOut);
}

async function endSession() {
  const asked = { method: "POST", body: new FormData(signOut), credentials: "same-origin", redirect: "manual" };
  return fetch(signOut.action, asked).then((answer) => answer.type === "opaqueredirect", () => false);
}

async function ask(unsent) {
  const titles = [...new Set(unsent.map((one) => one.title))];
  const dialog = element("dialog", "stack", [
    element("h2", "", ["Some of your words are only on this device"], { id: "unsent-title" }),
    element("p", "", ["The server does not have them yet:"]),
    element("ul", "", titles.map((title) => element("li", "", [title]))),
    element("p", "", [navigator.onLine
      ? "If you sign out now they stay on this device. Nobody else is shown them, and they are saved when you sign in here again."
      : "There is no connection, so you cannot sign out now. They stay on this device, and are saved when the connection is back."]),
    element("div", "row", [
      button("Stay signed in", () => dialog.close(), "button main"),
      button("Save them as a file", () => download(unsent)),
      ...(navigator.onLine ? [button("Sign out and leave them here", leave)] : []),
    ]),
  ], { "aria-labelledby": "unsent-title" });
  dialog.addEventListener("close", () => { dialog.remove(); signOut.querySelector("button").focus(); });
  document.body.append(dialog);
  dialog.showModal();
}

function download(unsent) {
  const words = unsent.map((one) => `${one.title}\n\n${one.text}\n`).join("\n\n");
  const link = element("a", "", [], { download: "my-words.txt", href: URL.createObjectURL(new Blob([words], { type: "text/plain" })) });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
