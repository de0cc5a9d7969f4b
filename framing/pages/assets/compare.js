// Two articles side by side. Sentences are held against each other by their rarer words; the pairs that follow each other
// in both articles stand in one row (the heaviest common chain), and what has no counterpart stands alone.

// Of 100 pairs from this likeness on, 88 tell the same; from 0.14 on, 57 (benchmarks/side_by_side.py).
const LEAST_ALIKE = 0.3;
const choose = one("choose");
let only = new Set();
let second = new Set(); // actors whose colour one that is named more often has

// The longer words of a sentence without their endings, and the actors that it names, by whatever name.
function readWords(node) {
  const words = plain(node.textContent).match(/[\p{L}\p{N}]+/gu) || [];
  const actors = all("mark[data-m]", node).flatMap((mark) => mark.dataset.m.split(" ").map((number) => "@" + data.mentions[number][0]));
  return new Set([...words.filter((word) => word.length > 3 || /\d/.test(word)).map((word) => word.slice(0, 6)), ...actors]);
}

function likeness(left, right) {
  const rows = [...left, ...right].map((node) => readWords(node));
  const n = new Map();
  for (const words of rows) for (const word of words) n.set(word, (n.get(word) || 0) + 1);
  const weight = (word) => Math.log(1 + rows.length / n.get(word)) ** 2;
  const length = rows.map((words) => Math.sqrt([...words].reduce((sum, word) => sum + weight(word), 0)) || 1);
  return left.map((_, i) => right.map((__, j) => {
    const [a, b] = [rows[i], rows[left.length + j]];
    let sum = 0;
    for (const word of a) if (b.has(word)) sum += weight(word);
    const alike = sum / (length[i] * length[left.length + j]);
    return alike >= LEAST_ALIKE ? alike : 0;
  }));
}

// The chain of pairs, each later than the one before on both sides, with the most likeness in all.
function align(alike, nLeft, nRight) {
  const best = Array.from({ length: nLeft + 1 }, () => new Float64Array(nRight + 1));
  for (let i = nLeft - 1; i >= 0; i -= 1) {
    for (let j = nRight - 1; j >= 0; j -= 1) {
      best[i][j] = Math.max(best[i + 1][j], best[i][j + 1], alike[i][j] ? alike[i][j] + best[i + 1][j + 1] : 0);
    }
  }
  const chain = [];
  let i = 0, j = 0;
  while (i < nLeft && j < nRight) {
    if (alike[i][j] && best[i][j] === alike[i][j] + best[i + 1][j + 1]) { chain.push([i, j]); i += 1; j += 1; }
    else if (best[i + 1][j] >= best[i][j + 1]) i += 1;
    else j += 1;
  }
  return chain;
}

// The likest sentence on the other side, where each is the likest of the other and they do not stand in one row.
function findElsewhere(alike, chain) {
  const inRow = new Set(chain.map(([i, j]) => i + "-" + j));
  const elsewhere = { left: new Map(), right: new Map() };
  alike.forEach((row, i) => {
    const j = row.indexOf(Math.max(...row));
    if (j < 0 || !row[j] || inRow.has(i + "-" + j)) return;
    if (alike.some((other, k) => k !== i && other[j] > row[j])) return;
    elsewhere.left.set(i, j);
    elsewhere.right.set(j, i);
  });
  return elsewhere;
}

function sentencesOf(place) {
  return all(".s", one("a" + place));
}

function actorsIn(nodes) {
  const counts = new Map();
  for (const node of nodes) for (const mark of all("mark[data-m]", node)) for (const number of mark.dataset.m.split(" ")) {
    const actor = data.mentions[number][0];
    if (!counts.has(actor)) counts.set(actor, { n: 0, look: mark.className.split(" ")[0] });
    counts.get(actor).n += 1;
  }
  return counts;
}

function copySentence(node, number, other, side) {
  const copy = node.cloneNode(true);
  copy.removeAttribute("id");
  copy.classList.remove("sought");
  for (const mark of all("mark", copy)) {
    for (const name of ["role", "tabindex"]) mark.removeAttribute(name);
    mark.classList.remove("asked");
    const actors = mark.dataset.m.split(" ").map((one_) => data.actors[data.mentions[one_][0]][0]);
    mark.classList.toggle("second", second.has(Number(data.mentions[mark.dataset.m.split(" ")[0]][0])));
    mark.classList.toggle("faint", only.size > 0 && !actors.some((actor) => only.has(actor)));
  }
  const link = make("a", { class: "no", href: "#" + node.id, "aria-label": `Sentence ${number + 1} of the ${side} article, in its article` }, String(number + 1));
  const hint = other === undefined ? null : make("span", { class: "ref" }, `like ${other + 1} there`);
  return make("p", {}, link, " ", copy, ...(hint ? [" ", hint] : []));
}

function legend(left, right) {
  const sides = [actorsIn(left), actorsIn(right)];
  const actors = [...new Set([...sides[0].keys(), ...sides[1].keys()])];
  const n = (actor, side) => sides[side].get(actor)?.n || 0;
  actors.sort((a, b) => n(b, 0) + n(b, 1) - n(a, 0) - n(a, 1));
  const used = new Set();
  second = new Set();
  for (const actor of actors) {
    const look = (sides[0].get(actor) || sides[1].get(actor)).look;
    if (used.has(look)) second.add(actor);
    used.add(look);
  }
  const box = make("fieldset", { class: "legend" }, make("legend", {}, "Actors, and how often each article names them; tick to tint these alone"));
  for (const actor of actors) {
    const [slug, label] = data.actors[actor];
    const tick = make("input", { type: "checkbox", value: slug, onchange: () => {
      only = new Set(all("input:checked", box).map((input) => input.value));
      drawPair();
    } });
    tick.checked = only.has(slug);
    const look = (sides[0].get(actor) || sides[1].get(actor)).look;
    box.append(make("label", {}, tick, make("span", { class: "dot " + look + (second.has(actor) ? " second" : ""), "aria-hidden": "true" }), label, make("span", { class: "num" }, `${n(actor, 0)} | ${n(actor, 1)}`)));
  }
  return box;
}

function headOf(place) {
  const [title, outlet, day] = data.articles[place];
  return make("th", { scope: "col" }, make("span", { class: "outlet" }, outlet || "Outlet not known"), make("span", { class: "title" }, title), make("span", { class: "facts" }, day || "day not known"));
}

function rowsOf(left, right, chain, elsewhere) {
  const body = make("tbody");
  const cell = (nodes, from, to, side, other) => make("td", { "data-label": side },
    ...nodes.slice(from, to).map((node, k) => copySentence(node, from + k, other.get(from + k), side)));
  const row = (i0, i1, j0, j1, kind) => {
    if (i0 < i1 || j0 < j1) body.append(make("tr", { class: kind }, cell(left, i0, i1, "left", elsewhere.left), cell(right, j0, j1, "right", elsewhere.right)));
  };
  let i = 0, j = 0;
  for (const [toI, toJ] of chain) {
    row(i, toI, j, toJ, "alone");
    row(toI, toI + 1, toJ, toJ + 1, "both");
    i = toI + 1; j = toJ + 1;
  }
  row(i, left.length, j, right.length, "alone");
  return body;
}

function drawPair() {
  const places = [choose.elements.left.value, choose.elements.right.value].map(Number);
  keepPlace("compare", { left: places[0], right: places[1], only: [...only].join(",") });
  const [left, right] = places.map(sentencesOf);
  const alike = likeness(left, right);
  const chain = align(alike, left.length, right.length);
  const event = data.articles[places[0]][3];
  const caption = make("caption", {}, event && event === data.articles[places[1]][3] ? make("b", {}, event + ". ") : "",
    `${say(chain.length, "pair")} of sentences share many of their rarer words and stand opposite each other. Alone stand ${left.length - chain.length} of ${left.length} sentences on the left and ${right.length - chain.length} of ${right.length} on the right.`);
  const key = legend(left, right);
  const table = make("table", { class: "pair" }, caption, make("thead", {}, make("tr", {}, ...places.map(headOf))), rowsOf(left, right, chain, findElsewhere(alike, chain)));
  const held = document.activeElement?.closest?.(".legend") ? document.activeElement.value : null;
  one("pair").replaceChildren(key, table, make("div", { class: "on-paper" }, make("h3", {}, "To talk about"), make("ol", {},
    make("li", {}, "What does only one of the two tell? (A sentence that stands alone may be told over there in other words.) Would you have missed it?"),
    make("li", {}, "Where two sentences stand opposite each other: do they tell the same? Which words differ, and in what light do they put each actor?"),
    make("li", {}, "Who is quoted here, and whose words are left out there?"),
    make("li", {}, "What would a reader of one of them alone believe?"))));
  if (held !== null) all(".legend input").find((input) => input.value === held)?.focus();
}

function option(place) {
  const [title, outlet, day, event] = data.articles[place];
  return make("option", { value: String(place) }, [outlet, event ? "" : day, title].filter(Boolean).join(" · ").slice(0, 110));
}

// Articles under their events, or the likest ones first.
function fillSelect(select, groups) {
  select.replaceChildren(...groups.filter(([, places]) => places.length).map(([label, places]) => make("optgroup", { label }, ...places.map(option))));
}

function offerRight(wanted) {
  const left = Number(choose.elements.left.value);
  const likest = data.alike[left] || [];
  const rest = data.articles.map((_, place) => place).filter((place) => place !== left && !likest.includes(place));
  fillSelect(choose.elements.right, [["on the same thing", likest], [likest.length ? "all others" : "all", rest]]);
  const value = String(wanted ?? likest[0] ?? rest[0]);
  choose.elements.right.value = [...choose.elements.right.options].some((each) => each.value === value) ? value : choose.elements.right.options[0].value;
}

function openPair(asked) {
  if (!choose) return;
  const isPlace = (value) => /^\d+$/.test(value || "") && Number(value) < data.articles.length;
  const first = Math.max(0, data.alike.findIndex((likest) => likest.length));
  choose.elements.left.value = isPlace(asked.get("left")) ? asked.get("left") : String(first);
  only = new Set((asked.get("only") || "").split(",").filter(Boolean));
  offerRight(isPlace(asked.get("right")) ? Number(asked.get("right")) : undefined);
  drawPair();
}

function startPair() {
  if (!choose) return;
  choose.hidden = false;
  const events = new Map();
  data.articles.forEach(([, , , event], place) => events.set(event, [...(events.get(event) || []), place]));
  fillSelect(choose.elements.left, [...events].map(([event, places]) => [event || "articles", places]));
  choose.addEventListener("submit", (event) => event.preventDefault());
  choose.elements.left.addEventListener("change", () => { offerRight(); drawPair(); });
  choose.elements.right.addEventListener("change", drawPair);
  one("swap").addEventListener("click", () => {
    const [left, right] = [choose.elements.left.value, choose.elements.right.value];
    choose.elements.left.value = right;
    offerRight(Number(left));
    drawPair();
  });
  one("handout").addEventListener("click", () => window.print());
}
