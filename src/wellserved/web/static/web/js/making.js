// Making elements: markup never comes from a string, so a learner's words stay text.
export function element(name, classes, children = [], attributes = {}) {
  const made = document.createElement(name);
  if (classes) made.className = classes;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

export function button(words, act, classes = "button quiet") {
  const made = element("button", classes, [words], { type: "button" });
  made.addEventListener("click", act);
  return made;
}
