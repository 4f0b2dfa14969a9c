// A file's text goes into the editor as if it had been typed there: the editor keeps it on the device and saves it.
const box = document.querySelector("[data-evidence]");
if (box) startEvidence(box);

function startEvidence(box) {
  const file = box.querySelector("input[type=file]");
  const said = box.querySelector("[data-evidence-said]");
  const form = file.form;
  const answer = form.elements.namedItem("text");
  let reading = false;
  file.addEventListener("change", read);

  async function read() {
    if (reading || !file.files.length) return;
    reading = true;
    const sending = new FormData();
    sending.set("evidence", file.files[0]);
    say(box.dataset.reading, "");
    try {
      const reply = await fetch(box.dataset.evidence, {
        method: "POST",
        headers: { Accept: "application/json", "X-CSRFToken": form.elements.namedItem("csrfmiddlewaretoken").value },
        body: sending,
        credentials: "same-origin",
      });
      const found = await reply.json();
      if (reply.ok) add(found.text);
      say(found.said ?? found.problem ?? box.dataset.unreachable, reply.ok ? "" : "problem");
    } catch {
      say(box.dataset.unreachable, "problem");
    } finally {
      reading = false;
      file.value = "";
    }
  }

  function add(text) {
    const between = answer.value.trim() ? "\n\n" : "";
    answer.setRangeText(between + text, answer.value.length, answer.value.length, "end");
    answer.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function say(words, kind) {
    said.textContent = words;
    said.className = kind;
  }
}
