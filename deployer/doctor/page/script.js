"use strict";
// Zoom, arrow keys and details of both charts. Without it every box, label and table is there too.
for (const chart of document.querySelectorAll(".chart")) {
  const icicle = chart.classList.contains("icicle");
  const boxes = [...chart.querySelectorAll(".box")];
  const panel = chart.parentElement.querySelector(".details");
  const words = document.createElement("p");
  const keys = panel.textContent;
  const out = document.createElement("button");
  let stop = boxes[0]; // the one box that the Tab key stops at
  let zoomed = null;

  const visible = () => boxes.filter((box) => box.offsetParent);
  const parent = (box) => boxes.find((other) => other.id === box.dataset.above);

  function tell(box) {
    const [first, ...others] = (box ? box.ariaLabel : keys).split("\n");
    const name = document.createElement(box ? "b" : "span");
    name.textContent = first;
    words.replaceChildren(name, others.join(" · "));
    for (const other of boxes) {
      other.classList.toggle("kin", Boolean(box?.dataset.kin) && other.dataset.kin === box.dataset.kin);
    }
  }

  function go(box) {
    if (!box) return;
    stop.tabIndex = -1;
    box.tabIndex = 0;
    stop = box;
    box.focus();
  }

  // Everything under `box` as wide as the chart, what is above it as wide, the rest away.
  function zoomIcicle(box) {
    const place = (each) => [Number(each.dataset.left), Number(each.dataset.width)];
    const [left, width] = box ? place(box) : [0, 1];
    const above = new Set();
    for (let next = box && parent(box); next; next = parent(next)) above.add(next);
    const below = new Set([box]);
    for (const other of boxes) {
      if (!box || below.has(parent(other))) below.add(other);
      const [from, wide] = above.has(other) ? [left, width] : place(other);
      other.hidden = !below.has(other) && !above.has(other);
      other.classList.toggle("around", above.has(other));
      other.style.left = `${((from - left) / width) * 100}%`;
      other.style.width = `${(wide / width) * 100}%`;
    }
  }

  // `box` as large as the chart.
  function zoomTreemap(box) {
    for (const other of boxes.filter((each) => !parent(each))) {
      other.classList.toggle("whole", other === box);
      other.hidden = Boolean(box) && other !== box;
    }
  }

  function zoom(box) {
    const was = zoomed;
    zoomed = box;
    out.hidden = !box;
    (icicle ? zoomIcicle : zoomTreemap)(box);
    if (!stop.offsetParent || (!icicle && was)) go(was ?? visible()[0]);
  }

  function zoomIn(box) {
    const whole = icicle ? box : parent(box) ?? box;
    if (icicle || whole.querySelector(".box")) zoom(whole === zoomed ? null : whole);
  }
  const zoomOut = () => zoomed && zoom(null);

  // The next one in a tree: its parent, its first child, or its neighbour on the same level.
  function inIcicle(box, right, down) {
    if (down < 0) return parent(box);
    if (down > 0) return visible().find((other) => parent(other) === box);
    const level = visible().filter((other) => other.ariaLevel === box.ariaLevel);
    return level[level.indexOf(box) + right];
  }

  // The nearest one in that direction; from a package that is zoomed into, its largest part.
  function inTreemap(box, right, down) {
    if (box === zoomed) return boxes.find((other) => parent(other) === box);
    const middle = (each) => {
      const { left, top, width, height } = each.getBoundingClientRect();
      return [left + width / 2, top + height / 2];
    };
    const [x, y] = middle(box);
    const distance = (other) => {
      const [dx, dy] = [middle(other)[0] - x, middle(other)[1] - y];
      const along = dx * right + dy * down;
      return along > 1 ? along + 2 * Math.abs(dx * down + dy * right) : Infinity;
    };
    const near = visible().filter((other) => parent(other) === parent(box) && distance(other) < Infinity);
    return near.sort((one, other) => distance(one) - distance(other))[0];
  }

  const move = icicle ? inIcicle : inTreemap;
  const pressed = {
    ArrowLeft: (box) => go(move(box, -1, 0)),
    ArrowRight: (box) => go(move(box, 1, 0)),
    ArrowUp: (box) => go(move(box, 0, -1)),
    ArrowDown: (box) => go(move(box, 0, 1)),
    Home: () => go(visible()[0]),
    End: () => go(visible().at(-1)),
    Enter: zoomIn,
    " ": zoomIn,
    Escape: zoomOut,
  };

  for (const box of boxes) {
    box.ariaLabel = box.title; // the panel shows it: no second one beside the pointer
    box.removeAttribute("title");
  }
  stop.tabIndex = 0;
  chart.addEventListener("keydown", (event) => {
    const box = event.target.closest(".box");
    if (!box || !pressed[event.key] || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    pressed[event.key](box);
  });
  chart.addEventListener("click", (event) => {
    const box = event.target.closest(".box");
    if (!box) return;
    go(box);
    zoomIn(box);
  });
  chart.addEventListener("focusin", (event) => tell(event.target.closest(".box")));
  chart.addEventListener("focusout", () => tell(null));
  chart.addEventListener("pointerover", (event) => tell(event.target.closest(".box")));
  chart.addEventListener("pointerleave", () => tell(document.activeElement.closest(".box")));
  out.type = "button";
  out.textContent = "Zoom out";
  out.hidden = true;
  out.addEventListener("click", zoomOut);
  panel.replaceChildren(words, out);
  tell(null);
  requestAnimationFrame(() => chart.classList.add("moving"));
}
