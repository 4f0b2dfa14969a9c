// Puts a note where the cursor stands in the answer. Without this script the button sends the form, which adds it below.
const text = document.getElementById("text");

for (const button of document.querySelectorAll("[data-insert]")) {
  button.addEventListener("click", (event) => {
    event.preventDefault();
    const note = document.getElementById(button.dataset.insert).textContent;
    const before = text.value.slice(0, text.selectionStart);
    text.setRangeText(before && !/\s$/u.test(before) ? ` ${note}` : note, text.selectionStart, text.selectionEnd, "end");
    text.dispatchEvent(new Event("input", { bubbles: true })); // the editor keeps and saves it as if it were typed
    text.focus();
  });
}
