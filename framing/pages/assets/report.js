// The report in the browser: one part at a time, and an address for every view. Texts are moved and set as text, never
// as markup. What is shown stands in the address: #part, or #part?name=value&name=value.

const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const one = (id) => document.getElementById(id);
const pages = all("[data-page]");
const links = all("nav a");
const data = JSON.parse(one("data").textContent);
let isWhole = false;

function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== ""));
  return node;
}

function readPlace() {
  const raw = location.hash.slice(1);
  const at = raw.indexOf("?");
  let id = at < 0 ? raw : raw.slice(0, at);
  try { id = decodeURIComponent(id); } catch { /* a broken address is taken as it stands */ }
  return { target: id ? one(id) : null, asked: new URLSearchParams(at < 0 ? "" : raw.slice(at + 1)) };
}

// Write into the address what is shown, so that it can be kept and passed on.
function keepPlace(id, parts) {
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(parts)) if (value !== "" && value !== null && value !== undefined) asked.set(name, value);
  const said = asked.toString();
  history.replaceState(null, "", "#" + id + (said ? "?" + said : ""));
}

function show(page) {
  for (const each of pages) {
    each.hidden = !isWhole && each !== page;
    each.classList.toggle("current", each === page);
  }
  document.body.dataset.at = page.id;
  const under = page.dataset.under || page.id;
  for (const link of links) {
    if (link.hash === "#" + under) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

function route(isFirst) {
  const { target, asked } = readPlace();
  const page = target?.closest("[data-page]") || pages[0];
  show(page);
  hideFacts();
  if (page.id === "words" || isWhole) openWords(page.id === "words" ? asked : new URLSearchParams());
  if (page.id === "compare") openPair(asked);
  if (page.matches(".text")) prepareMarks(page);
  for (const marked of all(".s.sought")) marked.classList.remove("sought");
  if (target && target.id !== "main") {
    const isSentence = target.matches(".s");
    if (isSentence) target.classList.add("sought");
    if (!isFirst || target !== pages[0]) (isSentence ? target : page === target ? document.body : target).scrollIntoView({ block: isSentence ? "center" : "start" });
    const heading = isSentence ? target : target.querySelector("h2, h3");
    if (heading && !isFirst) {
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
    }
  } else if (!isFirst) window.scrollTo(0, 0);
}

// What is known of a mention: a click on it, or Enter, says it at the foot of the window.

const facts = one("facts");

function hideFacts() {
  if (!facts) return;
  facts.hidden = true;
  for (const mark of all("mark.asked")) mark.classList.remove("asked");
}

function tellFacts(mark) {
  hideFacts();
  mark.classList.add("asked");
  const said = mark.dataset.m.split(" ").map((number) => {
    const [actor, , text] = data.mentions[number];
    return make("p", {}, make("b", {}, data.actors[actor][1]), text ? " · " + text : "");
  });
  facts.replaceChildren(make("button", { type: "button", "aria-label": "Close", onclick: () => { hideFacts(); mark.focus(); } }, "×"), ...said);
  facts.hidden = false;
}

function prepareMarks(root) {
  for (const mark of all("mark[data-m]", root)) {
    mark.tabIndex = 0;
    mark.setAttribute("role", "button");
  }
}

document.addEventListener("click", (event) => {
  const mark = event.target.closest("mark[role=button]");
  if (mark) tellFacts(mark);
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") hideFacts();
  const mark = event.target.closest?.("mark[role=button]");
  if (mark && (event.key === "Enter" || event.key === " ")) {
    event.preventDefault();
    tellFacts(mark);
  }
});

async function copyLink() {
  const said = one("linked");
  try {
    await navigator.clipboard.writeText(location.href);
    said.textContent = "Copied.";
  } catch {
    const field = make("input", { type: "text", readonly: true, "aria-label": "Address of this view", value: location.href });
    said.replaceChildren(field);
    field.select();
  }
}

function start() {
  const unfold = one("unfold");
  unfold.hidden = false;
  unfold.addEventListener("click", () => {
    isWhole = !isWhole;
    unfold.textContent = isWhole ? "Show one part at a time" : "Show all parts on one page";
    route(true);
  });
  one("tools").hidden = false;
  one("link").addEventListener("click", copyLink);
  one("print").addEventListener("click", () => window.print());
  one("seek")?.addEventListener("submit", (event) => {
    event.preventDefault();
    location.hash = "words?" + new URLSearchParams({ q: one("seek-q").value });
  });
  window.addEventListener("hashchange", () => {
    one("linked").textContent = "";
    if (location.hash === "#main") one("main").focus();
    else route(false);
  });
  // The browser goes to the place in the address once all is loaded; a whole part is read from its top.
  window.addEventListener("load", () => setTimeout(() => {
    if (readPlace().target?.matches("[data-page]")) window.scrollTo(0, 0);
  }));
  startWords();
  startPair();
  route(true);
}
