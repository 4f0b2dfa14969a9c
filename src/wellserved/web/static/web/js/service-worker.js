// The service worker: a page opened before opens again without a network. What is not declared here comes from the
// address that loads this file. Only pages that say so are kept, and only one person's: `who` names them, and as soon as the
// server or a page says that it is somebody else, or nobody, all kept pages go.
/* global release, files, shell, offline */
const FILES = "files:";
const PAGES = "pages:";
const WHO = "who";
const MOST = 60; // pages kept
const RELEASES = 2; // whose files are kept: a page kept before an update still needs those it was made with

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(tidy()));
self.addEventListener("message", (event) => event.waitUntil(heard(event)));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== location.origin) return;
  if (address.pathname.startsWith(files)) event.respondWith(file(request));
  else if (request.mode === "navigate") event.respondWith(page(event));
});

async function install() {
  const cache = await caches.open(FILES + release);
  await cache.addAll(shell);
  await cache.put(offline, await fetch(offline, { credentials: "omit" })); // nobody's name stands on it
  await self.skipWaiting();
}

async function tidy() {
  const releases = (await caches.keys()).filter((name) => name.startsWith(FILES));
  await Promise.all(releases.slice(0, -RELEASES).map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function heard({ data, ports }) {
  if (data.now !== undefined) {
    if ((await who()) !== data.now) await becomes(data.now);
    ports[0]?.postMessage("done");
  }
  if (data.keep) {
    const before = await who();
    const request = new Request(data.keep, { credentials: "same-origin" });
    await keep(request, await fetch(request), before).catch(() => {}); // no network any more: it is kept next time
  }
}

async function file(request) {
  const known = await caches.match(request);
  if (known) return known;
  const answer = await fetch(request);
  if (answer.ok) await (await caches.open(FILES + release)).put(request, answer.clone());
  return answer;
}

async function page(event) {
  const before = await who();
  try {
    const answer = await fetch(event.request);
    event.waitUntil(keep(event.request, answer.clone(), before));
    return answer;
  } catch {
    return (await found(event.request)) ?? (await caches.match(offline)) ?? Response.error();
  }
}

/** `before` is whose browser it was when the page was asked for: a page that comes after signing out is not kept. */
async function keep(request, answer, before) {
  const person = answer.headers.get("Wellserved-Person");
  if (person === null || (await who()) !== before) return;
  if (person !== before) await becomes(person);
  if (person === "" || !answer.ok || answer.redirected || !answer.headers.has("Wellserved-Keep")) return;
  const pages = await caches.open(PAGES + person);
  await pages.delete(request.url);
  await pages.put(request.url, answer);
  const all = await pages.keys();
  await Promise.all(all.slice(0, -MOST).map((old) => pages.delete(old)));
}

async function found(request) {
  const person = await who();
  if (!person) return undefined;
  const pages = await caches.open(PAGES + person);
  return (await pages.match(request.url)) ?? pages.match(request.url, { ignoreSearch: true });
}

async function becomes(person) {
  const pages = (await caches.keys()).filter((name) => name.startsWith(PAGES) && name !== PAGES + person);
  await Promise.all(pages.map((name) => caches.delete(name)));
  await (await caches.open(WHO)).put("/who", new Response(person));
}

async function who() {
  const said = await (await caches.open(WHO)).match("/who");
  return said ? said.text() : "";
}
