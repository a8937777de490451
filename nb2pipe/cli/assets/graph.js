"use strict";
const sources = JSON.parse(document.getElementById("sources").textContent);
const details = document.getElementById("details");
const nodes = [...document.querySelectorAll(".node")];
const links = [...document.querySelectorAll(".link[data-source]")];
let kept = null;

/** Everything that can be reached from a node, going from one end of the links to the other. */
function reach(name, from, to) {
  const found = new Set([name]);
  const open = [name];
  while (open.length > 0) {
    const current = open.pop();
    for (const link of links) {
      if (link.dataset[from] === current && !found.has(link.dataset[to])) {
        found.add(link.dataset[to]);
        open.push(link.dataset[to]);
      }
    }
  }
  return found;
}

function show(name) {
  const needed = name === null ? null : reach(name, "target", "source");
  const users = name === null ? null : reach(name, "source", "target");
  const isIn = (set, link) => set.has(link.dataset.source) && set.has(link.dataset.target);
  for (const node of nodes) {
    const own = node.dataset.name;
    node.classList.toggle("dimmed", name !== null && !needed.has(own) && !users.has(own));
    node.classList.toggle("chosen", own === name);
  }
  for (const link of links) {
    link.classList.toggle("dimmed", name !== null && !isIn(needed, link) && !isIn(users, link));
  }
  if (name !== null) {
    details.replaceChildren(...sources[name].flatMap(describe));
  }
}

function describe([cell, source]) {
  const heading = document.createElement("h2");
  heading.textContent = `cell ${cell}`;
  const code = document.createElement("pre");
  code.textContent = source;
  return [heading, code];
}

for (const node of nodes) {
  const name = node.dataset.name;
  node.setAttribute("tabindex", "0");
  node.addEventListener("mouseenter", () => show(name));
  node.addEventListener("focus", () => show(name));
  node.addEventListener("mouseleave", () => show(kept));
  node.addEventListener("click", () => {
    kept = kept === name ? null : name;
    show(kept);
  });
}
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    kept = null;
    show(null);
  }
});
