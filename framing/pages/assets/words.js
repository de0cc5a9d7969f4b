// Search and filters: the sentences of the articles that hold all words, or a mention of the groups that are chosen.

const STEP = 40;
const kinds = ["outlet", "voice", "sign", "frame"];
const form = one("filter");
let items = null;
let extraCode = "";
let found = [];

function readItems() {
  items ??= all("article.text .s").map((node) => ({
    node, text: null, place: Number(node.closest("article").dataset.place),
    numbers: all("mark[data-m]", node).flatMap((mark) => mark.dataset.m.split(" ").map(Number)),
  }));
  return items;
}

// Letters without accents and capitals, so that Malmo finds Malmö.
function plain(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

function readTerms(query) {
  const terms = [...plain(query).matchAll(/["“”]([^"“”]+)["“”]|(\S+)/g)].map((hit) => (hit[1] ?? hit[2]).replace(/["“”]/g, "").trim()).filter(Boolean);
  return terms.map((term) => {
    const safe = term.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\s+/g, "\\s+");
    return new RegExp("(?<![\\p{L}\\p{N}])" + safe, "gu");
  });
}

function holds(item, terms) {
  item.text ??= plain(item.node.textContent);
  return terms.every((term) => { term.lastIndex = 0; return term.test(item.text); });
}

// Mark the words that were looked for, in each stretch of text.
function highlight(root, terms) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) texts.push(walker.currentNode);
  for (const node of texts) {
    const letters = [...node.data];
    const places = [];
    let folded = "";
    letters.forEach((letter, n) => { const own = plain(letter); folded += own; for (let k = 0; k < own.length; k += 1) places.push(n); });
    const spans = [];
    for (const term of terms) for (const hit of folded.matchAll(term)) if (hit[0]) spans.push([places[hit.index], places[hit.index + hit[0].length - 1] + 1]);
    if (!spans.length) continue;
    spans.sort((a, b) => a[0] - b[0]);
    const parts = [];
    let at = 0;
    for (const [from, to] of spans) {
      if (from < at) continue;
      parts.push(letters.slice(at, from).join(""), make("span", { class: "hit" }, letters.slice(from, to).join("")));
      at = to;
    }
    node.replaceWith(...parts, letters.slice(at).join(""));
  }
}

function readForm() {
  const codes = kinds.map((kind) => form.elements[kind]?.value).filter(Boolean);
  return { query: form.elements.q?.value.trim() || "", actor: form.elements.actor.value, codes: extraCode ? [...codes, extraCode] : codes };
}

function fits(number, actor, codes) {
  const [place, own] = data.mentions[number];
  if (actor !== "" && data.actors[place][0] !== actor) return false;
  const has = own.split(" ");
  return codes.every((code) => has.includes(code));
}

// How many mentions there are in all, where the file holds a sample and knows it.
function count(actor, codes) {
  if (!data.cube.length) return null;
  const isOf = (place) => actor === "" || data.actors[place][0] === actor;
  if (codes.some((code) => !"ovs".includes(code[0]))) {
    return codes.length > 1 ? null : data.counts.reduce((n, own, place) => n + (isOf(place) ? own[codes[0]] || 0 : 0), 0);
  }
  return data.cube.reduce((n, [place, own, size]) => n + (isOf(place) && codes.every((code) => own.includes(code)) ? size : 0), 0);
}

const say = (n, noun) => n.toLocaleString("en") + " " + noun + (n === 1 ? "" : "s");

function filter() {
  const { query, actor, codes } = readForm();
  const terms = readTerms(query);
  const byMention = actor !== "" || codes.length > 0 || !terms.length;
  found = [];
  let n = 0;
  for (const item of readItems()) {
    if (terms.length && !holds(item, terms)) continue;
    const numbers = item.numbers.filter((number) => fits(number, actor, codes));
    if (byMention && !numbers.length) continue;
    n += numbers.length;
    found.push({ item, numbers });
  }
  const whole = terms.length ? null : count(actor, codes);
  const told = byMention ? (whole === null ? say(n, "mention") : n.toLocaleString("en") + " of " + say(whole, "mention")) : "";
  const sentences = document.querySelector("[name=q]") ? say(found.length, "sentence") : "";
  one("told").textContent = found.length || told ? "Showing " + (told && sentences ? told + " in " + sentences : told || sentences) + "." : "No sentence holds all these words.";
  one("hits").replaceChildren();
  showMore(terms);
}

function showMore(terms) {
  const list = one("hits");
  const from = list.children.length;
  list.append(...found.slice(from, from + STEP).map((hit) => tell(hit, terms)));
  const rest = found.length - list.children.length;
  one("more").hidden = rest <= 0;
  one("more").textContent = "Show " + Math.min(STEP, rest) + " more of " + rest.toLocaleString("en");
}

function tell({ item, numbers }, terms) {
  const copy = item.node.cloneNode(true);
  const target = copy.id;
  copy.removeAttribute("id");
  copy.classList.remove("sought");
  for (const mark of all("mark", copy)) {
    for (const name of ["role", "tabindex"]) mark.removeAttribute(name);
    if (!mark.dataset.m.split(" ").some((number) => numbers.includes(Number(number)))) mark.classList.add("faint");
  }
  highlight(copy, terms);
  const [title, outlet, day] = data.articles[item.place];
  const signs = new Set(numbers.map((number) => data.mentions[number][1].split(" ").find((code) => code[0] === "s")).filter(Boolean));
  const sign = signs.size === 1 ? data.labels[[...signs][0]] : "";
  return make("li", { class: sign }, make("p", { class: "sentence" }, copy),
    make("p", { class: "facts" }, [outlet, day].filter(Boolean).join(" · "), outlet || day ? " · " : "", make("a", { href: "#" + target }, "in its article", make("span", { class: "vh" }, ": " + title))),
    ...numbers.map((number) => {
      const [actor, , text] = data.mentions[number];
      return make("p", { class: "facts of-mention" }, make("b", {}, data.actors[actor][1]), text ? " · " + text : "");
    }));
}

function keepForm() {
  const parts = { q: form.elements.q?.value.trim(), actor: form.elements.actor.value, of: extraCode };
  for (const kind of kinds) parts[kind] = form.elements[kind]?.value;
  keepPlace("words", parts);
}

function openWords(asked) {
  if (!form) return;
  const set = (name, value) => {
    const field = form.elements[name];
    if (!field) return;
    field.value = value;
    if (field.matches("select") && field.selectedIndex < 0) field.value = "";
  };
  set("q", asked.get("q") || "");
  set("actor", asked.get("actor") || "");
  for (const kind of kinds) set(kind, asked.get(kind) || "");
  extraCode = "";
  const code = asked.get("of") || "";
  const select = kinds.map((kind) => form.elements[kind]).find((field) => field && [...field.options].some((option) => option.value === code && code));
  if (select) select.value = code;
  else if (Object.hasOwn(data.labels, code)) extraCode = code;
  showExtra();
  filter();
}

function showExtra() {
  const extra = one("extra");
  extra.hidden = !extraCode;
  extra.textContent = extraCode ? data.labels[extraCode] + " ✕" : "";
  if (extraCode) extra.setAttribute("aria-label", "Remove: " + data.labels[extraCode]);
}

function startWords() {
  if (!form) return;
  let pause = 0;
  const renew = () => { keepForm(); filter(); };
  form.hidden = false;
  form.addEventListener("change", renew);
  form.addEventListener("input", (event) => {
    if (event.target.name !== "q") return;
    clearTimeout(pause);
    pause = setTimeout(renew, 200);
  });
  form.addEventListener("submit", (event) => { event.preventDefault(); renew(); });
  form.addEventListener("reset", (event) => { event.preventDefault(); openWords(new URLSearchParams()); keepForm(); });
  one("extra").addEventListener("click", () => {
    extraCode = "";
    showExtra();
    renew();
    form.elements.actor.focus();
  });
  one("more").addEventListener("click", () => {
    const before = one("hits").children.length;
    showMore(readTerms(readForm().query));
    one("hits").children[before]?.querySelector("a")?.focus({ preventScroll: true });
  });
}
