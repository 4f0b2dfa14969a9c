// The words kept on this device: one record for each tab and task, in IndexedDB, because it survives a killed browser
// where localStorage does not (decision 7). A record is
//   id, person, task, title, url, draftUrl   where the words belong
//   text, revision, synced                   the words, the server's revision that they follow, whether it holds them
//   sent      { key, kind } of the hand-in that carried exactly this text, or null
//   queued    { key, kind, declaration, follows } of the hand-in that waits for a connection, or null
//   aside     the version that was not chosen when there were two
const HELD = "wellserved:";
let open = null;
let opening = null;

/** Resolves to false where the browser keeps nothing. */
export function ready() {
  opening ??= new Promise((resolve) => {
    try {
      const asked = indexedDB.open("wellserved", 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore("words", { keyPath: "id" });
      asked.onsuccess = () => {
        open = asked.result;
        open.onversionchange = () => open.close();
        resolve(true);
      };
      asked.onerror = asked.onblocked = () => resolve(false);
    } catch { resolve(false); }
  });
  return opening;
}

/** Once `ready`, the words are on their way before this returns: a tab killed in the next moment loses none. */
export function put(record) {
  return write((words) => words.put({ ...record, at: Date.now() }));
}

export function remove(id) {
  return write((words) => words.delete(id));
}

/** The records of a person, of one task if it is named, oldest first. */
export async function kept(person, task = "") {
  if (!person || !(await ready())) return [];
  const start = `${person}:${task && `${task}:`}`;
  const found = open.transaction("words").objectStore("words").getAll(IDBKeyRange.bound(start, `${start}\uffff`));
  return new Promise((resolve) => {
    found.onsuccess = () => resolve(found.result.sort((one, other) => one.at - other.at));
    found.onerror = () => resolve([]);
  });
}

/** Marks a record as being written in this tab, for as long as the tab lives. */
export function hold(id) {
  return new Promise((resolve) => {
    if (!navigator.locks) return resolve();
    navigator.locks.request(HELD + id, () => { resolve(); return new Promise(() => {}); });
  });
}

/** A test for records that a living tab is writing. */
export async function held() {
  const locks = (await navigator.locks?.query())?.held ?? [];
  const names = new Set(locks.map((lock) => lock.name));
  return (id) => names.has(HELD + id);
}

/** Words that the server does not have, or does not have as an attempt though the learner asked for it. */
export function isUnsent(record) {
  return !record.aside && (record.queued !== null || !record.synced);
}

// The browser sends line ends as CR LF; the words are the same.
export function same(one, other) { return plain(one) === plain(other); }

function plain(text) { return (text ?? "").replace(/\r\n?/g, "\n"); }

function write(act) {
  if (!open) return Promise.resolve(false);
  return new Promise((resolve) => {
    try {
      const change = open.transaction("words", "readwrite");
      act(change.objectStore("words"));
      change.oncomplete = () => resolve(true);
      change.onabort = () => resolve(false); // no room left on the device, above all
      change.commit?.();
    } catch { resolve(false); }
  });
}
