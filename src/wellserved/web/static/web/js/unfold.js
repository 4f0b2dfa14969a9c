// A link to something inside a folded section unfolds it, also in browsers that do not do so themselves.
function unfold() {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  target.scrollIntoView();
}

window.addEventListener("hashchange", unfold);
unfold();
