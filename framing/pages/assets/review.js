// The draft of a frame in the browser: candidates for keywords and near sentences, each kept or struck by a key or a
// click. Texts are set as text, never as markup. What is decided lies in one shared mapping, which Python reads.

const LISTS = [
  { kind: "keyword", title: "Keywords", says: "what is kept becomes a keyword of the frame" },
  { kind: "sentence", title: "Near sentences", says: "what is kept becomes an example of the frame" },
];
const ADDED = "+";

function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value === true ? "" : value);
  }
  for (const child of children) if (child !== null) node.append(child);
  return node;
}

function key(name) {
  return make("kbd", { "aria-hidden": "true" }, name);
}

// As Python compares terms: lower case, straight apostrophes, no marks around it.
function fold(term) {
  return term.toLowerCase().replaceAll("’", "'").replace(/^[\s"'“”‘’.,;:!?]+|[\s"'“”‘’.,;:!?]+$/g, "").replace(/\s+/g, " ");
}

function render({ model, el }) {
  const root = make("div", { class: "fx-widget fx-review", tabindex: "0", role: "group", "aria-label": "draft of a frame: k keeps and s strikes what is marked, arrows move, u takes back, a adds a keyword", "data-lm-suppress-shortcuts": "true" });
  const frame = model.get("frame");
  const said = make("p", { class: "fx-said", role: "status" });
  const top = make("div", { class: "fx-top" });
  const columns = make("div", { class: "fx-columns" });
  const field = make("input", { type: "text", "aria-label": "a keyword of your own", placeholder: "a keyword of your own, then Enter", maxlength: "100" });
  const undo = make("button", { type: "button", onclick: () => takeBack() }, key("u"), " take back");
  const open = make("button", { type: "button", onclick: () => { activate(nextOpen(-1)); root.focus(); } }, "first that is open");
  const rows = new Map();
  const lists = new Map();
  const before = []; // decisions to take back to
  let active = null;

  const decisions = () => model.get("decisions");
  const items = () => [
    ...model.get("items").filter((item) => item.kind === "keyword"),
    ...Object.keys(decisions()).filter((one) => one.startsWith(ADDED)).map((one) => ({ key: one, kind: "keyword", name: one.slice(ADDED.length), about: "not proposed, but added", example: "" })),
    ...model.get("items").filter((item) => item.kind === "sentence"),
  ];
  const nextOpen = (place) => {
    const all = items();
    const order = [...all.slice(place + 1), ...all.slice(0, place + 1)];
    const found = order.find((item) => !decisions()[item.key]);
    return found ? found.key : null;
  };
  const write = (next) => {
    before.push(decisions());
    model.set("decisions", next);
    model.save_changes();
  };
  const decide = (item, decision) => {
    const { [item.key]: old, ...others } = decisions();
    // What was typed in is named by its decision alone, so it is struck and never open.
    if (decision === null && item.key.startsWith(ADDED)) decision = "struck";
    write(decision === null ? others : { ...decisions(), [item.key]: decision });
  };
  const takeBack = () => {
    if (!before.length) return;
    const now = decisions();
    const old = before.pop();
    model.set("decisions", old);
    model.save_changes();
    const changed = items().find((item) => now[item.key] !== old[item.key]);
    if (changed) activate(changed.key);
  };
  const add = (typed) => {
    const term = fold(typed);
    if (!term) return;
    const known = items().find((item) => item.kind === "keyword" && fold(item.name) === term);
    const at = known ? known.key : ADDED + term;
    write({ ...decisions(), [at]: "kept" });
    activate(at);
  };

  const makeRow = (item) => {
    const choose = (decision) => () => {
      activate(item.key);
      decide(item, decisions()[item.key] === decision ? null : decision);
      root.focus();
    };
    const keep = make("button", { type: "button", class: "fx-keep", "aria-label": `keep: ${item.name}`, onclick: choose("kept") }, key("k"), "keep");
    const strike = make("button", { type: "button", class: "fx-strike", "aria-label": `strike: ${item.name}`, onclick: choose("struck") }, key("s"), "strike");
    const about = make("span", { class: "fx-about" }, make("bdi", {}, item.about), item.example ? ": " : "", make("bdi", {}, item.example));
    const row = make("li", { class: `fx-item fx-kind-${item.kind}` }, make("div", { class: "fx-what" }, make("bdi", { class: "fx-name" }, item.name), about), make("div", { class: "fx-choice", role: "group" }, keep, strike));
    row.addEventListener("click", (event) => { if (!event.target.closest("button")) activate(item.key); });
    return { row, keep, strike };
  };
  const show = () => {
    const all = items();
    const given = decisions();
    for (const item of all) if (!rows.has(item.key)) rows.set(item.key, makeRow(item));
    for (const { kind } of LISTS) {
      const wanted = all.filter((item) => item.kind === kind).map((item) => rows.get(item.key).row);
      const list = lists.get(kind);
      if (wanted.length !== list.children.length || wanted.some((row, n) => row !== list.children[n])) list.replaceChildren(...wanted);
    }
    for (const item of all) {
      const { row, keep, strike } = rows.get(item.key);
      const is = item.key === active;
      row.classList.toggle("fx-active", is);
      row.classList.toggle("fx-kept-one", given[item.key] === "kept");
      row.classList.toggle("fx-struck", given[item.key] === "struck");
      if (is) row.setAttribute("aria-current", "true"); else row.removeAttribute("aria-current");
      keep.setAttribute("aria-pressed", String(given[item.key] === "kept"));
      strike.setAttribute("aria-pressed", String(given[item.key] === "struck"));
      // Only the row that is marked is reached by Tab; arrows reach the others.
      for (const button of [keep, strike]) button.tabIndex = is ? 0 : -1;
    }
    const n = { decided: all.filter((item) => given[item.key]).length };
    for (const { kind } of LISTS) n[kind] = all.filter((item) => item.kind === kind && given[item.key] === "kept").length;
    const isDone = n.decided === all.length;
    const bar = make("div", { class: "fx-bar-of", role: "progressbar", "aria-label": "decided", "aria-valuemin": "0", "aria-valuemax": all.length, "aria-valuenow": n.decided }, make("div", {}));
    bar.firstChild.style.width = `${(100 * n.decided) / Math.max(1, all.length)}%`;
    const line = make("div", { class: "fx-line-of" }, make("span", { class: isDone ? "fx-all" : "fx-n" }, isDone ? "all decided" : `${n.decided} of ${all.length} decided; what is open is not kept`), make("span", { class: "fx-n" }, `${n.keyword} keyword${n.keyword === 1 ? "" : "s"} kept`), make("span", { class: "fx-n" }, `${n.sentence} sentence${n.sentence === 1 ? "" : "s"} kept`));
    top.replaceChildren(make("h3", {}, make("bdi", {}, frame.label)), make("p", {}, make("bdi", {}, frame.definition)), line, bar);
    undo.disabled = !before.length;
    open.disabled = isDone;
    const item = all.find((one) => one.key === active);
    if (item) said.textContent = `${item.kind === "keyword" ? "Keyword" : "Sentence"}, ${given[item.key] || "open"}: ${item.name}. ${item.about}. ${n.decided} of ${all.length} decided.`;
  };
  const activate = (name) => {
    if (name === null || name === undefined) return;
    active = name;
    show();
    const at = rows.get(name);
    const list = at && at.row.parentElement;
    if (!list) return;
    // The list scrolls and the page does not.
    const [own, around] = [at.row.getBoundingClientRect(), list.getBoundingClientRect()];
    if (own.top < around.top) list.scrollTop -= around.top - own.top;
    else if (own.bottom > around.bottom) list.scrollTop += own.bottom - around.bottom;
  };

  for (const { kind, title, says } of LISTS) {
    const list = make("ul", { class: "fx-items", tabindex: "0", "aria-label": `${title}: ${says}` });
    lists.set(kind, list);
    list.addEventListener("focus", () => {
      const all = items();
      if (all.some((item) => item.key === active && item.kind === kind)) return;
      const own = all.filter((item) => item.kind === kind);
      const first = own.find((item) => !decisions()[item.key]) || own[0];
      if (first) activate(first.key);
    });
    const isEmpty = kind === "sentence" && !items().some((item) => item.kind === kind);
    columns.append(make("section", { class: `fx-column fx-of-${kind}`, "aria-label": title }, make("h3", {}, title, make("span", { class: "fx-n" }, ` ${says}`)), list,
      isEmpty ? make("p", { class: "fx-hint" }, "none: the draft was made without a corpus") : null, kind === "keyword" ? field : null));
  }
  root.append(top, columns, make("div", { class: "fx-foot" }, undo, open, make("span", { class: "fx-file" }, key("k"), " keep ", key("s"), " strike ", key("↑"), key("↓"), key("←"), key("→"), " move ", key("a"), " add")), said);
  el.append(root);

  root.addEventListener("keydown", (event) => {
    if (event.target === field) {
      if (event.key === "Escape") { event.preventDefault(); root.focus(); }
      if (event.key === "Enter") { event.preventDefault(); add(field.value); field.value = ""; }
      return;
    }
    const takesBack = event.key === "u" || ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z");
    if ((event.ctrlKey || event.metaKey || event.altKey) && !takesBack) return;
    const all = items();
    const place = all.findIndex((item) => item.key === active);
    const item = all[place];
    const decision = { k: "kept", s: "struck" }[event.key];
    const turn = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (event.repeat && (decision || takesBack)) { event.preventDefault(); return; }
    if (takesBack) takeBack();
    else if (decision && item) { decide(item, decision); activate(nextOpen(place) || item.key); }
    else if (turn) activate(all[Math.min(Math.max(place + turn, 0), all.length - 1)].key);
    else if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
      const kind = event.key === "ArrowLeft" ? "keyword" : "sentence";
      const own = all.filter((one) => one.kind === kind);
      if (own.length && item && item.kind !== kind) activate((own.find((one) => !decisions()[one.key]) || own[0]).key);
    } else if (event.key === "a") field.focus();
    else return;
    event.preventDefault();
  });

  const first = items()[0];
  active = nextOpen(-1) || (first && first.key);
  show();
  model.on("change:decisions", show);
  return () => model.off("change:decisions", show);
}

export default { render };
