// The page's side of the service worker.
const PATIENCE = 2000; // ms to wait for its answer

export async function startWorker() {
  try {
    await navigator.serviceWorker?.register("/service-worker.js", { scope: "/" });
    if (navigator.serviceWorker && !navigator.serviceWorker.controller) keepPage(location.href); // too early to be seen
  } catch { /* without it the pages work while there is a network */ }
}

/** Has the page at the address kept for when there is no network. */
export async function keepPage(address) {
  (await navigator.serviceWorker?.ready)?.active.postMessage({ keep: new URL(address, location.href).href });
}

/** Says whose browser this is now ("" for nobody's): what was kept for anybody else is removed before this resolves. */
export async function forgetOthers(person) {
  const worker = (await navigator.serviceWorker?.getRegistration())?.active;
  if (!worker) return;
  const { port1, port2 } = new MessageChannel();
  const answer = new Promise((resolve) => { port1.onmessage = resolve; setTimeout(resolve, PATIENCE); });
  worker.postMessage({ now: person }, [port2]);
  await answer;
}
