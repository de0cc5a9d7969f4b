// The explorer in the browser: controls, a figure of points that can be clicked or reached by keyboard, the sentences
// behind a point, and the article of a sentence. Every text from the corpus is set as text, never as markup; the one
// exception is the article, which the kit has escaped.

const SVG = "http://www.w3.org/2000/svg";
const MARKERS = {
  o: "M-5,0A5,5 0 1 0 5,0A5,5 0 1 0 -5,0Z",
  s: "M-4.5,-4.5H4.5V4.5H-4.5Z",
  "^": "M0,-5.6L5.4,4.4H-5.4Z",
  v: "M0,5.6L5.4,-4.4H-5.4Z",
  D: "M0,-6L6,0L0,6L-6,0Z",
  P: "M-2,-5.5H2V-2H5.5V2H2V5.5H-2V2H-5.5V-2H-2Z",
  X: "M-5.5,-3L-3,-5.5L0,-2.6L3,-5.5L5.5,-3L2.6,0L5.5,3L3,5.5L0,2.6L-3,5.5L-5.5,3L-2.6,0Z",
  h: "M0,-5.8L5,-2.9V2.9L0,5.8L-5,2.9V-2.9Z",
  ">": "M-3,-5.5L6,0L-3,5.5Z",
  "<": "M3,-5.5L-6,0L3,5.5Z",
};

function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  return fill(node, attributes, children);
}

function draw(tag, attributes = {}, ...children) {
  const node = document.createElementNS(SVG, tag);
  return fill(node, attributes, children);
}

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value === true ? "" : value);
  }
  for (const child of children) if (child !== null) node.append(child);
  return node;
}

// Words on lines of so many letters; a name is never cut, but a word without spaces is broken.
function wrap(text, width) {
  const lines = [];
  let line = [];
  for (const word of text.split(/\s+/)) {
    for (let rest = Array.from(word); rest.length;) {
      const part = rest.splice(0, width);
      if (line.length && line.length + 1 + part.length > width) { lines.push(line.join("")); line = []; }
      line = line.length ? [...line, " ", ...part] : part;
    }
  }
  return [...lines, line.join("")];
}

function drawLines(lines, attributes, ...children) {
  const text = draw("text", attributes, ...children);
  lines.forEach((line, n) => text.append(draw("tspan", { x: attributes.x, dy: n ? 15 : 0 }, line)));
  return text;
}

function niceTicks(low, high, count) {
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((n) => n * power).find((n) => n >= rough) || 10 * power;
  const ticks = [];
  for (let n = Math.ceil(low / step - 1e-9); n * step <= high + 1e-9; n += 1) ticks.push(n * step);
  return ticks;
}

function showNumber(value, picture) {
  if (picture.is_share) return `${+(100 * value).toFixed(1)} %`;
  const text = picture.is_count ? value.toLocaleString("en") : String(+value.toFixed(3));
  return picture.is_diverging && value > 0 ? `+${text}` : text.replace("-", "−");
}

// Controls ------------------------------------------------------------------------------------------------------------

function checklist(title, items, chosen, limit, onChange) {
  const box = make("fieldset", { class: "fx-checks" }, make("legend", {}, title));
  const search = make("input", { type: "search", placeholder: `find among ${items.length}`, "aria-label": `find: ${title}`, class: "fx-search" });
  const list = make("div", { class: "fx-scroll" });
  const rows = items.map((item) => {
    const check = make("input", { type: "checkbox", value: item.id });
    check.checked = chosen.has(item.id);
    const mark = item.marker
      ? draw("svg", { class: "fx-key", viewBox: "-8 -8 16 16", "aria-hidden": "true" }, draw("path", { d: MARKERS[item.marker], style: `--c:${item.colour}` }))
      : null;
    const row = make("label", { class: "fx-check" }, check, mark, make("bdi", {}, item.label), make("span", { class: "fx-n" }, item.n.toLocaleString("en")));
    check.addEventListener("change", () => {
      bound();
      onChange(rows.filter((one) => one.check.checked).map((one) => one.item.id));
    });
    list.append(row);
    return { item, check, row };
  });
  const bound = () => {
    const full = limit && rows.filter((one) => one.check.checked).length >= limit;
    for (const one of rows) {
      one.check.disabled = Boolean(full && !one.check.checked);
      one.row.title = one.check.disabled ? `${limit} at most: untick another first` : one.item.label;
    }
  };
  bound();
  search.addEventListener("input", () => {
    const wanted = search.value.trim().toLowerCase();
    for (const one of rows) one.row.hidden = !one.item.label.toLowerCase().includes(wanted) && !one.check.checked;
  });
  if (items.length > 8) box.append(search);
  box.append(list);
  return box;
}

function picker(title, items, value, onChange) {
  const select = make("select", { onchange: () => onChange(select.value) });
  const groups = new Map();
  for (const item of items) {
    const option = make("option", { value: item.id }, item.label);
    option.selected = item.id === value;
    if (item.kind && !groups.has(item.kind)) {
      groups.set(item.kind, make("optgroup", { label: item.kind }));
      select.append(groups.get(item.kind));
    }
    (item.kind ? groups.get(item.kind) : select).append(option);
  }
  return make("label", { class: "fx-pick" }, make("span", {}, title), select);
}

function controls(model) {
  const options = model.get("options");
  const choice = model.get("choice");
  const choose = (part) => {
    model.set("choice", { ...model.get("choice"), ...part });
    model.save_changes();
  };
  const panel = make("div", { class: "fx-controls", role: "group", "aria-label": "what is shown" });
  panel.append(
    picker("show", options.measures, choice.measure, (measure) => choose({ measure })),
    picker("by", options.groups, choice.by, (by) => choose({ by })),
  );
  if (options.voices.length) {
    const voices = options.voices.map((voice) => ({ id: voice, label: voice }));
    panel.append(picker("in whose words", voices, choice.voice, (voice) => choose({ voice })));
  }
  if (options.span) {
    const [first, last] = options.span;
    const day = (name, title, value) => {
      const input = make("input", { type: "date", min: first, max: last, onchange: () => choose({ [name]: input.value === value ? "" : input.value }) });
      input.value = choice[name] || value;
      return make("label", { class: "fx-pick" }, make("span", {}, title), input);
    };
    panel.append(make("div", { class: "fx-days" }, day("first", "from", first), day("last", "to", last)));
  }
  panel.append(checklist(`actors (${options.max_actors} at most)`, options.actors, new Set(choice.actors), options.max_actors, (actors) => {
    // In the order of the list, so that a panel keeps its place.
    choose({ actors });
  }));
  if (options.outlets.length > 1) {
    const chosen = new Set(choice.outlets === null ? options.outlets.map((outlet) => outlet.id) : choice.outlets);
    panel.append(checklist("outlets", options.outlets, chosen, 0, (outlets) => {
      choose({ outlets: outlets.length === options.outlets.length ? null : outlets });
    }));
  }
  return panel;
}

// The figure ----------------------------------------------------------------------------------------------------------

function figure(model, width) {
  const picture = model.get("picture");
  const title = make("h3", { class: "fx-title" }, make("bdi", {}, picture.title));
  const box = make("figure", { class: "fx-figure", "data-serial": picture.serial }, title, make("p", { class: "fx-axis" }, picture.subtitle + (picture.ends ? `: ${picture.ends}` : "")));
  if (picture.panels.length) {
    const svg = picture.kind === "time" ? timeline(model, picture, width) : rows(model, picture, width);
    svg.setAttribute("role", "group");
    svg.setAttribute("aria-label", `${picture.title}. ${picture.subtitle}. Arrow keys go from point to point, Enter lists the sentences.`);
    box.append(svg, make("p", { class: "fx-hint" }, "Click a point, or press Enter on it, to read its sentences."));
  }
  box.append(make("figcaption", {}, ...picture.notes.map((note) => make("p", {}, note))));
  return box;
}

function point(model, panel, own, parts) {
  const node = draw("g", {
    class: `fx-point${own.is_reportable ? "" : " fx-unsure"}`, role: "button", tabindex: "-1", "aria-label": own.says,
    "aria-pressed": "false", style: `--c:${panel.colour}`, "data-actor": panel.actor, "data-group": own.key,
  }, draw("title", {}, own.says), ...parts);
  const ask = () => {
    model.set("place", { actor: panel.actor, group: own.key, order: (model.get("place") || {}).order, page: 0 });
    model.save_changes();
  };
  node.addEventListener("click", () => { node.focus(); ask(); });
  node.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") { event.preventDefault(); ask(); return; }
    const all = [...node.ownerSVGElement.querySelectorAll(".fx-point")];
    const next = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const to = event.key === "Home" ? all[0] : event.key === "End" ? all[all.length - 1] : next ? all[all.indexOf(node) + next] : null;
    if (next || event.key === "Home" || event.key === "End") event.preventDefault();
    if (to) { node.setAttribute("tabindex", "-1"); to.setAttribute("tabindex", "0"); to.focus(); }
  });
  return node;
}

function startKeys(svg) {
  const first = svg.querySelector(".fx-point");
  if (first) first.setAttribute("tabindex", "0");
  return svg;
}

function rows(model, picture, width) {
  const labels = Math.min(230, Math.max(96, width * 0.28));
  const gap = 18, bottom = 34;
  const nColumn = 46;
  const each = (width - labels - gap * picture.panels.length) / picture.panels.length;
  const names = picture.rows.map((own) => wrap(own.label, Math.max(8, Math.floor((labels - 12) / 7))));
  const heads = picture.panels.map((panel) => wrap(panel.label, Math.max(6, Math.floor((each - 22) / 8))));
  const top = 12 + 15 * Math.max(...heads.map((lines) => lines.length));
  const heights = names.map((lines) => Math.max(26, 15 * lines.length + 9));
  const starts = heights.map((_, n) => top + heights.slice(0, n).reduce((sum, one) => sum + one, 0));
  const foot = top + heights.reduce((sum, one) => sum + one, 0);
  const height = foot + bottom;
  const svg = draw("svg", { class: "fx-svg", width, height, viewBox: `0 0 ${width} ${height}` });
  const middle = (n) => starts[n] + heights[n] / 2;
  names.forEach((lines, n) => {
    svg.append(drawLines(lines, { x: labels - 8, y: middle(n) + 4 - 7.5 * (lines.length - 1), class: "fx-label", "text-anchor": "end" }));
  });
  const place = new Map(picture.rows.map((own, n) => [own.key, n]));
  const low = picture.is_diverging ? -picture.reach : 0;
  picture.panels.forEach((panel, column) => {
    const left = labels + gap / 2 + column * (each + gap);
    const inner = each - nColumn;
    const x = (value) => left + ((Math.min(picture.reach, Math.max(low, value)) - low) / (picture.reach - low)) * inner;
    svg.append(head(panel, left, 14, heads[column]));
    axis(svg, picture, low, x, top, foot, Math.max(2, Math.floor(inner / 62)));
    for (const own of panel.points) {
      const n = place.get(own.key);
      if (n === undefined) continue;
      const y = middle(n);
      const parts = [draw("rect", { class: "fx-hit", x: left - 4, y: y - heights[n] / 2 + 1, width: each + 6, height: heights[n] - 2, rx: 3 })];
      if (picture.is_count) {
        parts.push(draw("rect", { class: "fx-bar", x: x(0), y: y - 6, width: Math.max(1, x(own.x) - x(0)), height: 12 }));
      } else {
        if (own.low !== null) {
          parts.push(draw("line", { class: "fx-interval", x1: x(own.low), x2: x(own.high), y1: y, y2: y }));
          // An interval that goes on beyond the axis ends in an arrow.
          if (own.high > picture.reach) parts.push(draw("path", { class: "fx-beyond", d: `M${x(own.high) - 5},${y - 4}l5,4l-5,4` }));
          if (own.low < low) parts.push(draw("path", { class: "fx-beyond", d: `M${x(own.low) + 5},${y - 4}l-5,4l5,4` }));
        }
        const out = own.x > picture.reach ? ">" : own.x < low ? "<" : panel.marker;
        parts.push(draw("path", { class: "fx-mark", d: MARKERS[out], transform: `translate(${x(own.x)},${y})` }));
      }
      parts.push(draw("text", { class: "fx-count", x: left + each, y: y + 4, "text-anchor": "end" }, `${picture.is_count ? "" : "n "}${own.n.toLocaleString("en")}`));
      svg.append(point(model, panel, own, parts));
    }
  });
  return startKeys(svg);
}

function head(panel, x, y, lines) {
  return draw("g", { class: "fx-head", style: `--c:${panel.colour}` },
    draw("path", { class: "fx-mark", d: MARKERS[panel.marker], transform: `translate(${x + 6},${y - 4})` }),
    drawLines(lines, { x: x + 17, y }));
}

function axis(svg, picture, low, x, top, bottom, count) {
  for (const tick of niceTicks(low, picture.reach, count)) {
    svg.append(
      draw("line", { class: Math.abs(tick) < 1e-9 ? "fx-zero" : "fx-grid", x1: x(tick), x2: x(tick), y1: top, y2: bottom }),
      draw("text", { class: "fx-tick", x: x(tick), y: bottom + 15, "text-anchor": "middle" }, showNumber(tick, picture)),
    );
  }
}

function timeline(model, picture, width) {
  const left = 54, right = 62, top = 24, inner = 92, foot = picture.is_count ? 0 : 22, gap = 14, bottom = 22;
  const each = top + inner + foot + gap;
  const height = each * picture.panels.length + bottom;
  const svg = draw("svg", { class: "fx-svg", width, height, viewBox: `0 0 ${width} ${height}` });
  const keys = picture.rows.map((own) => own.key);
  const places = keys.map((key) => picture.places[key]);
  const span = Math.max(1e-9, ...places);
  const pad = Math.min(30, 300 / keys.length);
  const x = (key) => (keys.length > 1 ? left + pad + (picture.places[key] / span) * (width - left - right - 2 * pad) : (left + width - right) / 2);
  const strip = Math.min(60, Math.max(7, (width - left - right - 2 * pad) / Math.max(1, keys.length - 1)));
  const most = Math.max(1, ...picture.panels.flatMap((panel) => panel.points.map((own) => own.n)));
  const low = picture.is_diverging ? -picture.reach : 0;
  const every = Math.ceil(keys.length / Math.max(2, Math.floor((width - left - right) / 74)));
  picture.panels.forEach((panel, number) => {
    const above = number * each + top;
    const y = (value) => above + inner - ((Math.min(picture.reach, Math.max(low, value)) - low) / (picture.reach - low)) * inner;
    svg.append(head(panel, left, above - 10, [panel.label]));
    for (const tick of niceTicks(low, picture.reach, 3)) {
      svg.append(
        draw("line", { class: Math.abs(tick) < 1e-9 ? "fx-zero" : "fx-grid", x1: left, x2: width - right, y1: y(tick), y2: y(tick) }),
        draw("text", { class: "fx-tick", x: left - 6, y: y(tick) + 4, "text-anchor": "end" }, showNumber(tick, picture)),
      );
    }
    if (foot) svg.append(draw("text", { class: "fx-tick", x: width - right + 6, y: above + inner + foot }, `n to ${most.toLocaleString("en")}`));
    const told = panel.points.filter((own) => picture.places[own.key] !== undefined).sort((a, b) => picture.places[a.key] - picture.places[b.key]);
    const sure = told.filter((own) => own.is_reportable);
    if (!picture.is_count && sure.length > 1) {
      svg.append(draw("polyline", { class: "fx-line", style: `--c:${panel.colour}`, points: sure.map((own) => `${x(own.key)},${y(own.x)}`).join(" ") }));
    }
    for (const own of told) {
      const at = x(own.key);
      const parts = [draw("rect", { class: "fx-hit", x: at - strip / 2, y: above - 4, width: strip, height: inner + foot + 8, rx: 3 })];
      if (picture.is_count) {
        parts.push(draw("rect", { class: "fx-bar", x: at - Math.max(2, strip * 0.36), y: y(own.x), width: Math.max(4, strip * 0.72), height: y(0) - y(own.x) }));
      } else {
        if (own.low !== null) {
          parts.push(draw("line", { class: "fx-interval", x1: at, x2: at, y1: y(own.low), y2: y(own.high) }));
          if (own.high > picture.reach) parts.push(draw("path", { class: "fx-beyond", d: `M${at - 4},${above + 5}l4,-5l4,5` }));
          if (own.low < low) parts.push(draw("path", { class: "fx-beyond", d: `M${at - 4},${above + inner - 5}l4,5l4,-5` }));
        }
        const out = own.x > picture.reach ? "^" : own.x < low ? "v" : panel.marker;
        const tall = 14 * (own.n / most);
        parts.push(
          draw("rect", { class: "fx-sizes", x: at - Math.max(1, strip * 0.3), y: above + inner + foot - tall, width: Math.max(2, strip * 0.6), height: tall }),
          draw("path", { class: "fx-mark", d: MARKERS[out], transform: `translate(${at},${y(own.x)})${keys.length > 40 ? " scale(.7)" : ""}` }),
        );
      }
      svg.append(point(model, panel, own, parts));
    }
  });
  keys.forEach((key, n) => {
    if (n % every) return;
    svg.append(draw("text", { class: "fx-tick", x: x(key), y: height - 6, "text-anchor": "middle" }, key));
  });
  return startKeys(svg);
}

// Sentences and articles ----------------------------------------------------------------------------------------------

function sentences(model) {
  const listing = model.get("listing");
  const place = model.get("place");
  if (!listing.title) return null;
  const ask = (part) => {
    model.set("place", { ...place, ...part });
    model.save_changes();
  };
  const order = picker("first", model.get("options").orders.map((one) => ({ id: one, label: one })), listing.order, (one) => ask({ order: one, page: 0 }));
  const search = make("input", { type: "search", class: "fx-query", placeholder: "find words in these sentences", "aria-label": "find words in these sentences" });
  const find = () => { if (search.value.trim() !== listing.query) ask({ query: search.value.trim(), page: 0 }); };
  search.value = listing.query;
  search.addEventListener("change", find);
  search.addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); find(); } });
  const list = make("ol", { class: "fx-sentences", start: listing.page * listing.page_size + 1 });
  for (const row of listing.rows) {
    const about = make("span", { class: "fx-about" }, make("b", { class: "fx-score" }, row.score.replace("-", "−")));
    for (const text of row.about) about.append(" · ", make("bdi", {}, text));
    list.append(make("li", {}, make("button", {
      type: "button", class: "fx-sentence", "data-mention": row.mention_id, "aria-pressed": String(row.mention_id === model.get("opened")),
      onclick: () => { model.set("opened", row.mention_id); model.save_changes(); },
    }, make("span", { class: "fx-words" }, make("bdi", {}, row.left), make("mark", {}, make("bdi", {}, row.surface)), make("bdi", {}, row.right)), about)));
  }
  const turn = (step, name) => make("button", { type: "button", disabled: listing.page + step < 0 || listing.page + step >= listing.n_pages, onclick: () => ask({ page: listing.page + step }) }, name);
  const count = `${listing.n.toLocaleString("en")} mention${listing.n === 1 ? "" : "s"}`;
  const all = place.actor ? make("button", { type: "button", class: "fx-all-of", onclick: () => { model.set("place", { order: place.order, query: place.query }); model.save_changes(); } }, "show all") : null;
  return make("section", { class: "fx-list", "aria-label": "sentences" },
    make("h3", {}, make("bdi", {}, listing.title), make("span", { class: "fx-n" }, count), all),
    search,
    make("div", { class: "fx-turn" }, order, turn(-1, "‹ before"), make("span", {}, `page ${listing.page + 1} of ${listing.n_pages}`), turn(1, "next ›")),
    list);
}

// The article takes the place of the list, beside the figure, until it is closed.
function article(model) {
  const own = model.get("article");
  if (!own.html) return null;
  const text = make("div", { class: "fx-text", tabindex: "0", role: "region", "aria-label": "text of the article" });
  text.innerHTML = own.html; // escaped by `framing.pages.article`
  const about = make("p", { class: "fx-about" });
  own.about.forEach((one, n) => about.append(n ? " · " : "", make("bdi", {}, one)));
  const close = make("button", { type: "button", class: "fx-close", onclick: () => { model.set("opened", ""); model.save_changes(); } }, "‹ back to the sentences");
  return make("section", { class: "fx-article", "aria-label": "article" }, close, make("h3", {}, make("bdi", {}, own.title)), about, text);
}

// Views that are kept, and the line that brings one back.
function views(model) {
  const copied = make("span", { class: "fx-n", role: "status" });
  const line = () => `fr.explore_portrayal(tables, codebook, view=${JSON.stringify(model.get("view"))})`;
  const copy = make("button", { type: "button", onclick: async () => {
    try { await navigator.clipboard.writeText(line()); copied.textContent = "copied"; }
    catch {
      const field = make("input", { type: "text", readonly: true, "aria-label": "line that brings this view back", value: line() });
      copied.replaceChildren(field);
      field.select();
    }
  } }, "copy this view");
  const keep = make("button", { type: "button", onclick: () => {
    const kept = model.get("kept").filter((one) => one.view !== model.get("view"));
    model.set("kept", [...kept, { name: `${model.get("picture").title}: ${model.get("picture").subtitle}`, view: model.get("view") }]);
    model.save_changes();
  } }, "keep this view");
  const kept = model.get("kept").map((one) => make("button", { type: "button", class: "fx-view", onclick: () => { model.set("view", one.view); model.save_changes(); } }, make("bdi", {}, one.name)));
  return make("div", { class: "fx-views", role: "group", "aria-label": "views" }, keep, copy, copied, ...kept);
}

function scrollToFocus(text) {
  const mark = text && text.querySelector("[data-focus]");
  if (mark) text.scrollTop += mark.getBoundingClientRect().top - text.getBoundingClientRect().top - text.clientHeight / 3;
}

// ---------------------------------------------------------------------------------------------------------------------

function render({ model, el }) {
  // JupyterLab would take arrow keys and letters for its own shortcuts.
  const root = make("div", { class: "fx-widget fx-explorer", "data-lm-suppress-shortcuts": "true" });
  const grid = make("div", { class: "fx-grid-of" });
  const left = make("div", { class: "fx-left" });
  const stage = make("div", { class: "fx-stage" });
  const side = make("div", { class: "fx-side" });
  const foot = make("div", { class: "fx-kept" });
  const said = make("p", { class: "fx-said", role: "status" });
  grid.append(left, stage, side);
  root.append(grid, foot, said);
  el.append(root);

  let width = 0;
  const showControls = () => {
    const held = left.contains(document.activeElement) ? document.activeElement : null;
    const at = held ? [...left.querySelectorAll("select, input")].indexOf(held) : -1;
    const scrolled = [...left.querySelectorAll(".fx-scroll")].map((one) => one.scrollTop);
    left.replaceChildren(controls(model));
    left.querySelectorAll(".fx-scroll").forEach((one, n) => { one.scrollTop = scrolled[n] || 0; });
    if (at >= 0) left.querySelectorAll("select, input")[at]?.focus({ preventScroll: true });
  };
  const showFigure = () => {
    const held = stage.contains(document.activeElement) ? document.activeElement.dataset : null;
    stage.replaceChildren(figure(model, width));
    const again = held && [...stage.querySelectorAll(".fx-point")].find((one) => one.dataset.actor === held.actor && one.dataset.group === held.group);
    if (again) again.focus();
    showPlace();
  };
  const showPlace = () => {
    const place = model.get("place");
    for (const one of stage.querySelectorAll(".fx-point")) {
      const is = one.dataset.actor === place.actor && one.dataset.group === place.group;
      one.setAttribute("aria-pressed", String(is));
      one.classList.toggle("fx-chosen", is);
    }
  };
  const showSide = () => {
    const isSearching = document.activeElement?.matches?.(".fx-query") && side.contains(document.activeElement);
    const list = article(model) || sentences(model);
    side.replaceChildren(...(list ? [list] : []));
    if (isSearching) side.querySelector(".fx-query")?.focus();
    scrollToFocus(side.querySelector(".fx-text"));
  };
  const showList = () => {
    showSide();
    const listing = model.get("listing");
    said.textContent = listing.title ? `${listing.title}: ${listing.n} mentions are listed.` : "";
  };
  const showArticle = () => {
    showSide();
    side.querySelector(".fx-close, .fx-sentence")?.focus({ preventScroll: true });
  };
  const showViews = () => foot.replaceChildren(views(model));
  showControls();
  showViews();
  const watch = new ResizeObserver(() => {
    const now = Math.floor(stage.clientWidth);
    if (now > 0 && now !== width) { width = now; showFigure(); }
  });
  watch.observe(stage);
  showList();
  const pairs = [["change:picture", showFigure], ["change:choice", showControls], ["change:place", showPlace], ["change:listing", showList], ["change:article", showArticle], ["change:kept", showViews]];
  for (const [name, call] of pairs) model.on(name, call);
  return () => {
    watch.disconnect();
    for (const [name, call] of pairs) model.off(name, call);
  };
}

export default { render };
