// The words kept on this device: one record for each tab and task, in IndexedDB, because it survives a killed browser
// where localStorage does not (decision 11). A record is
//   id, person, task, title, url, draftUrl   where the words belong
//   fields    of an assessor's unfinished review: its form, as it is sent; `text` has its words
//   text, revision, synced                   the words, the server's revision that they follow, whether it holds them
//   tried     traces of the texts sent since that revision, whose answer never came: the server may hold one of them
//   sent      { key, kind } of the hand-in that carried exactly this text, or null
//   queued    { key, kind, declaration, follows } of the hand-in that waits for a connection, or null
//   aside     the version that was not chosen when there were two
const HELD = "wellserved:";
const MOST_TRIED = 500;
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

/** To be called before a text is sent: should the answer be lost, the server's words are known as one's own. */
export function trying(record, text) {
  record.tried = [...new Set([...record.tried, trace(text)])].slice(-MOST_TRIED);
  return put(record);
}

/** Whether the server's words came from here, so that there is no other version. */
export function wasTried(record, text) {
  return record.tried.includes(trace(text));
}

/** Marks a record as being written in this tab, for as long as the tab lives or until what it resolves to is called. */
export function hold(id) {
  return new Promise((resolve) => {
    if (!navigator.locks) return resolve(() => {});
    navigator.locks.request(HELD + id, () => new Promise((letGo) => { resolve(letGo); }));
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

export function random() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// The browser sends line ends as CR LF; the words are the same.
export function same(one, other) { return plain(one) === plain(other); }

// Two 32-bit FNV-1a sums and the length: enough to tell one's own few versions from another's words.
function trace(text) {
  const words = plain(text);
  const sums = [0x811c9dc5, 0x9747b28c].map((start) => {
    let sum = start;
    for (let place = 0; place < words.length; place += 1) sum = Math.imul(sum ^ words.charCodeAt(place), 0x01000193);
    return sum >>> 0;
  });
  return [words.length, ...sums].join(":");
}

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
