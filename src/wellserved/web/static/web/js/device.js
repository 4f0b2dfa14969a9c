// On every page: forget what is safely handed in, and on signing out forget what the server already holds.
document.documentElement.classList.add("js");

const store = (() => { try { return window.localStorage; } catch { return null; } })();

for (const mark of document.querySelectorAll("[data-forget]")) store?.removeItem(mark.dataset.forget);
for (const mark of document.querySelectorAll("[data-forget-reviews]")) {
  for (const key of keysFrom(mark.dataset.forgetReviews)) if (isSent(key)) store.removeItem(key);
}

for (const form of document.querySelectorAll("[data-sign-out]")) {
  form.addEventListener("submit", () => {
    // Words that the server does not have stay: removing them would lose them.
    for (const key of keysFrom(`wellserved:${form.dataset.signOut}:`)) if (isSynced(key)) store.removeItem(key);
    for (const key of keysFrom(`wellserved-review:${form.dataset.signOut}:`)) if (isSent(key)) store.removeItem(key);
  });
}

function keysFrom(start) {
  if (!store) return [];
  return Array.from({ length: store.length }, (_, n) => store.key(n)).filter((key) => key.startsWith(start));
}

function read(key) { try { return JSON.parse(store.getItem(key)) ?? {}; } catch { return {}; } }
function isSynced(key) { return read(key).synced === true; }
function isSent(key) { return read(key).sent === true; }
