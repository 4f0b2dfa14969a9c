// Reads the page aloud, from its top, when asked to. Only voices of the device itself are used: others would send the
// words to somebody's server. Where there is no such voice the buttons stay hidden.
const LONGEST = 200; // characters in one breath; some browsers stop in the middle of more
const BLOCKS = "h1, h2, h3, h4, p, li, dt, dd, summary, legend, td, th, label";
const SILENT = "nav, button, input, select, script, noscript, .aloud, .to-top, .evidence, .fine, .tick, .n, [aria-hidden='true']";

const box = document.querySelector("[data-aloud]");
if (box && "speechSynthesis" in window) startReading(box, window.speechSynthesis);

function startReading(box, speech) {
  const buttons = Object.fromEntries(["read", "pause", "go-on", "stop"].map((name) => [name, box.querySelector(`[data-aloud-${name}]`)]));
  let pieces = [];
  let place = 0;
  let turn = 0; // a voice that was stopped still reports its end: only the latest turn counts

  offer();
  speech.addEventListener?.("voiceschanged", offer);
  buttons.read.addEventListener("click", () => { pieces = piecesOf(document.querySelector("main")); place = 0; go(); });
  buttons["go-on"].addEventListener("click", go);
  buttons.pause.addEventListener("click", () => { hush(); show("go-on", "stop"); buttons["go-on"].focus(); });
  buttons.stop.addEventListener("click", stop);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && !buttons.stop.hidden) stop(); });
  window.addEventListener("pagehide", hush);

  function offer() { box.hidden = voiceFor(speech, "en-GB") === undefined; }

  function go() {
    show("pause", "stop");
    buttons.pause.focus();
    say(turn += 1);
  }

  function say(mine) {
    if (mine !== turn) return;
    const piece = pieces[place];
    mark(piece?.block);
    if (!piece) { stop(); return; }
    const words = new SpeechSynthesisUtterance(piece.words);
    words.lang = piece.lang;
    words.voice = voiceFor(speech, piece.lang) ?? voiceFor(speech, "en-GB");
    words.onend = () => { if (mine === turn) { place += 1; say(mine); } };
    words.onerror = () => { if (mine === turn) stop(); };
    speech.speak(words);
  }

  function stop() {
    const had = box.contains(document.activeElement);
    hush();
    show("read");
    if (had) buttons.read.focus();
  }

  function hush() {
    turn += 1;
    speech.cancel();
    mark(undefined);
  }

  function show(...names) {
    for (const [name, button] of Object.entries(buttons)) button.hidden = !names.includes(name);
  }
}

// A voice of the device for the language: its own region first ("en-GB"), else any of the language ("en").
function voiceFor(speech, lang) {
  const own = speech.getVoices().filter((voice) => voice.localService);
  const plain = (tag) => tag.toLowerCase().replace("_", "-");
  return own.find((voice) => plain(voice.lang) === plain(lang))
    ?? own.find((voice) => plain(voice.lang).split("-")[0] === plain(lang).split("-")[0]);
}

// What can be seen, in the order of the page: a piece is no longer than one breath and stays within its block.
function piecesOf(root) {
  const blocks = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.nodeName === "TEXTAREA") blocks.push({ block: node, words: node.value });
    if (node.nodeType !== Node.TEXT_NODE || !isHeard(node.parentElement)) continue;
    const block = node.parentElement.closest(BLOCKS) ?? node.parentElement;
    const last = blocks.at(-1);
    if (last?.block === block) last.words += node.data; else blocks.push({ block, words: node.data });
  }
  return blocks.flatMap(({ block, words }) => breaths(words).map((breath) => (
    { block, words: breath, lang: block.closest("[lang]").lang })));
}

function isHeard(element) {
  return !element.closest(`${SILENT}, textarea`) && element.checkVisibility();
}

function breaths(words) {
  const found = [];
  for (const line of words.split(/(?<=[.!?…:;])\s+|\n/u).map((part) => part.replace(/\s+/gu, " ").trim()).filter(Boolean)) {
    const last = found.length - 1;
    if (last >= 0 && found[last].length + line.length < LONGEST) found[last] += ` ${line}`;
    else found.push(...(line.match(new RegExp(`.{1,${LONGEST}}(?:\\s|$)|.{1,${LONGEST}}`, "gu"))));
  }
  return found;
}

function mark(block) {
  for (const marked of document.querySelectorAll(".aloud-now")) marked.classList.remove("aloud-now");
  block?.classList.add("aloud-now");
  block?.scrollIntoView({ block: "nearest" });
}
