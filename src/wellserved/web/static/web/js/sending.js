// Sending kept words to the server. Every answer says whose words they are, so that a page that one person left open
// never writes into the work of the next. The token comes from the cookie: it outlives signing in again.

/** { state: "saved", revision } | { state: "conflict", text, revision, problem } | { state, problem } for all else. */
export function saveDraft(record, text = record.text) {
  return send(record, record.draftUrl, { ...(record.fields ?? { text }), revision: record.revision });
}

/** { state: "handed-in", place } or { state, problem }. The same key again is the same attempt. */
export function handIn(record) {
  const { key, kind, declaration, follows } = record.queued;
  const text = record.text.replace(/\r\n?|\n/g, "\r\n"); // as a form sends it, so that the key fits either way
  return send(record, record.url, { text, revision: record.revision, key, kind, declaration, follows });
}

/** All the boxes of a form, as a form sends them: { state: "saved", revision }, { state: "handed-in", place } or as above. */
export function sendBoxes(record, address, fields) {
  return send(record, address, fields);
}

export function token() {
  return document.cookie.match(/(?:^|;\s*)csrftoken=([^;]+)/)?.[1] ?? "";
}

function signInAndBack(address) {
  return address && `${address}?next=${encodeURIComponent(location.pathname + location.search)}`;
}

async function send(record, address, fields) {
  const body = new URLSearchParams({ ...fields, writer: record.person }).toString();
  let answer;
  try {
    answer = await fetch(address, {
      method: "POST",
      headers: {
        Accept: "application/json",
        "Content-Type": "application/x-www-form-urlencoded;charset=UTF-8",
        "X-CSRFToken": token(),
      },
      body,
      credentials: "same-origin",
      keepalive: body.length < 60000, // it may outlive the page; browsers allow that up to 64 kB
    });
  } catch {
    return { state: "offline", problem: "No connection. Your words are kept on this device" };
  }
  const found = await answer.json().catch(() => ({}));
  if (answer.ok && found.revision !== undefined) return { state: "saved", revision: found.revision };
  if (answer.ok && found.place) return { state: "handed-in", place: found.place };
  if (answer.status === 409) return { state: "conflict", ...found };
  const problem = found.problem ?? "Not saved. Your words are kept on this device";
  if (answer.status === 401) return { state: "signed-out", problem, signIn: signInAndBack(found.sign_in) };
  if (answer.status === 403) return { state: "not-mine", problem };
  return { state: answer.status >= 500 || answer.status === 429 ? "later" : "refused", problem };
}
