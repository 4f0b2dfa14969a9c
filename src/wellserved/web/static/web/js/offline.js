// The page that stands in for one that cannot be had: it lists what can, and goes on by itself.
import { element } from "./making.js";

const AGAIN = 5000; // ms between tries

window.addEventListener("online", tryAgain);
setInterval(tryAgain, AGAIN);
list();

async function tryAgain() {
  try {
    await fetch(location.href, { method: "HEAD" });
    location.reload();
  } catch { /* not yet */ }
}

async function list() {
  const names = (await caches.keys()).filter((name) => name.startsWith("pages:"));
  const pages = await Promise.all(names.map(async (name) => {
    const kept = await caches.open(name);
    return Promise.all((await kept.keys()).map(async (request) => line(request, await kept.match(request))));
  }));
  const lines = pages.flat();
  if (!lines.length) return;
  const box = document.querySelector("[data-kept-pages]");
  box.querySelector("ul").replaceChildren(...lines.reverse());
  box.hidden = false;
}

async function line(request, answer) {
  const title = new DOMParser().parseFromString(await answer.text(), "text/html").title.replace(/ – Wellserved$/, "");
  return element("li", "", [element("a", "", [title], { href: request.url })]);
}
