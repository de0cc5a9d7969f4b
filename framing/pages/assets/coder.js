// The coding tool in the browser: one mention at a time, answered by keys or clicks. Texts are set as text, never as
// markup. A key counts only once Python has said that the one before is on the disk, so that nothing is coded unseen.

const PATIENCE = 4000; // milliseconds without an answer of the kernel before the coder is told

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
  return make("kbd", {}, name === "-" ? "−" : name);
}

function render({ model, el }) {
  // JupyterLab would take these keys for its own shortcuts.
  const root = make("div", { class: "fx-widget fx-coder", tabindex: "0", role: "group", "aria-label": "coding tool: keys answer the question that is marked", "data-lm-suppress-shortcuts": "true" });
  const top = make("div", { class: "fx-top" });
  const said = make("p", { class: "fx-said", role: "status" });
  const trouble = make("p", { class: "fx-trouble", role: "alert" });
  const passage = make("div", { class: "fx-passage" });
  const questions = make("div", { class: "fx-questions" });
  const rules = make("aside", { class: "fx-rules", "aria-label": "rules", tabindex: "0" });
  const work = make("div", { class: "fx-work" });
  let areRulesShown = true;
  const note = make("textarea", { rows: "1", "aria-label": "note on this mention", placeholder: "note (key n; Escape goes back to the keys)" });
  const foot = make("div", { class: "fx-foot" });
  const result = make("div", { class: "fx-agreed" });
  work.append(make("div", {}, passage, questions, make("div", { class: "fx-note" }, note)), rules);
  root.append(top, trouble, work, foot, result, said);
  el.append(root);

  let active = null;
  let waiting = null;
  let pending = null; // what was sent, and what waits until it is heard
  let later = null;
  let saving = null; // a note that is being typed
  let seen = null;

  const send = (content) => {
    if (waiting) {
      // What follows a note is of the same mention; what follows a code may be meant for the next one.
      if (pending === "note") later = content;
      return;
    }
    pending = content.kind;
    root.classList.add("fx-waiting");
    waiting = setTimeout(() => {
      trouble.textContent = "The kernel does not answer, so nothing is saved. What was saved before is safe: restart the kernel, run the cells again, and coding goes on here.";
    }, PATIENCE);
    model.send({ ...content, mention_id: model.get("unit").mention_id });
  };
  const heard = () => {
    clearTimeout(waiting);
    waiting = null;
    root.classList.remove("fx-waiting");
  };
  const saveNote = () => {
    clearTimeout(saving);
    saving = null;
    if (note.value.trim() !== model.get("unit").note) send({ kind: "note", text: note.value });
  };
  // A note that is still being typed is saved before anything else is done.
  const act = (content) => {
    if (saving !== null) saveNote();
    send(content);
  };

  const buttons = {
    back: make("button", { type: "button", onclick: () => act({ kind: "go", step: -1 }) }, key("←"), " back"),
    forth: make("button", { type: "button", onclick: () => act({ kind: "go", step: 1 }) }, "next ", key("→")),
    open: make("button", { type: "button", onclick: () => act({ kind: "open" }) }, "first without a code"),
    undo: make("button", { type: "button", onclick: () => act({ kind: "undo" }) }, "take back ", key("u")),
  };
  buttons.rules = make("button", { type: "button", "aria-expanded": "true", onclick: () => turnRules() }, "rules ", key("?"));
  foot.append(buttons.back, buttons.forth, buttons.open, buttons.undo, buttons.rules, make("span", { class: "fx-file" }));

  const turnRules = () => {
    areRulesShown = !areRulesShown;
    buttons.rules.setAttribute("aria-expanded", String(areRulesShown));
    showRules();
  };
  // The rules of the question that is marked: when each answer is right, and what holds for all.
  const showRules = () => {
    const variable = model.get("variables").find((one) => one.name === active);
    const hints = variable ? variable.answers.filter((answer) => answer.hint) : [];
    const isShown = areRulesShown && variable && (hints.length || variable.rules.length);
    work.classList.toggle("fx-with-rules", Boolean(isShown));
    rules.hidden = !isShown;
    if (!isShown) return;
    rules.replaceChildren(
      make("h3", {}, "Rules: ", make("bdi", {}, variable.name)),
      make("dl", {}, ...hints.flatMap((answer) => [make("dt", {}, key(answer.key), " ", make("bdi", {}, answer.label)), make("dd", {}, make("bdi", {}, answer.hint))])),
      !variable.rules.length ? "" : make("ol", {}, ...variable.rules.map((rule) => make("li", {}, make("bdi", {}, rule)))),
    );
  };
  const asked = () => {
    const names = model.get("unit").asked;
    return model.get("variables").filter((variable) => names.includes(variable.name));
  };

  const showQuestions = () => {
    const unit = model.get("unit");
    showRules();
    questions.replaceChildren(...asked().map((variable) => {
      const is = variable.name === active;
      const name = `fx-q-${variable.name}`;
      const box = make("div", { class: `fx-question${is ? " fx-active" : ""}${unit.codes[variable.name] ? " fx-done" : ""}`, role: "group", "aria-label": `${variable.name}: ${variable.question}`, "aria-current": is ? "true" : null });
      box.append(make("p", { class: "fx-asked" }, make("bdi", { class: "fx-name" }, variable.name), make("bdi", {}, variable.question === variable.name ? "" : variable.question)));
      const given = (unit.given || {})[variable.name] || [];
      const by = (code) => given.filter((one) => one.code === code).map((one) => make("bdi", { class: "fx-by" }, one.coder));
      const line = make("div", { class: "fx-answers" });
      for (const answer of variable.answers) {
        line.append(make("button", {
          type: "button", class: "fx-answer", "aria-pressed": String(unit.codes[variable.name] === answer.code), "aria-keyshortcuts": is ? answer.key : null,
          onclick: () => { root.focus(); act({ kind: "code", variable: variable.name, code: answer.code }); },
        }, key(answer.key), ...(answer.sign ? [key(answer.sign)] : []), make("bdi", {}, answer.label), ...by(answer.code)));
      }
      const typed = given.filter((one) => !variable.answers.some((answer) => answer.code === one.code));
      if (typed.length) box.append(make("p", { class: "fx-asked" }, ...typed.flatMap((one) => [make("bdi", { class: "fx-by" }, one.coder), " ", make("bdi", {}, one.code), " "])));
      if (!variable.answers.length) {
        const field = make("input", { type: "text", id: name, "aria-label": variable.name, placeholder: "type, then Enter" });
        field.value = unit.codes[variable.name];
        field.addEventListener("keydown", (event) => {
          if (event.key === "Enter") { event.preventDefault(); const code = field.value; root.focus(); act({ kind: "code", variable: variable.name, code }); }
        });
        line.append(field);
      }
      box.append(line);
      return box;
    }));
  };
  const activate = (name) => {
    active = name;
    showQuestions();
    const field = questions.querySelector(".fx-active input");
    if (field && root.contains(document.activeElement)) field.focus();
  };

  const show = () => {
    const unit = model.get("unit");
    const progress = model.get("progress");
    const isNew = seen !== unit.mention_id;
    heard();
    trouble.textContent = progress.trouble;
    const done = progress.n_done === progress.n;
    const isSettling = Boolean(unit.given);
    const noun = isSettling ? "settled" : "coded";
    const bar = make("div", { class: "fx-bar-of", role: "progressbar", "aria-label": `mentions ${noun}`, "aria-valuemin": "0", "aria-valuemax": progress.n, "aria-valuenow": progress.n_done }, make("div", {}));
    bar.firstChild.style.width = `${(100 * progress.n_done) / progress.n}%`;
    const counts = isSettling ? [] : Object.entries(progress.by_variable).map(([name, n]) => make("span", { class: "fx-n" }, make("bdi", {}, name), ` ${n} of ${progress.n}`));
    top.replaceChildren(
      make("div", { class: "fx-line-of" }, make("b", {}, `${isSettling ? "Difference" : "Mention"} ${unit.place + 1} of ${progress.n}`), make("span", { class: done ? "fx-all" : "fx-n" }, done ? `all ${noun}` : `${progress.n_done} ${noun}`), ...counts, make("bdi", { class: "fx-n fx-who" }, progress.coder)),
      bar,
    );
    if (isNew) {
      const text = make("p", { class: "fx-paragraph" }, make("bdi", { class: "fx-around" }, unit.before), unit.before ? " " : "",
        make("span", { class: "fx-own" }, make("bdi", {}, unit.left), make("mark", {}, make("bdi", {}, unit.surface)), make("bdi", {}, unit.right)), unit.after ? " " : "", make("bdi", { class: "fx-around" }, unit.after));
      passage.replaceChildren(...(unit.outlet ? [make("p", { class: "fx-about" }, make("bdi", {}, unit.outlet))] : []), text);
    }
    if (isNew || document.activeElement !== note) note.value = unit.note;
    seen = unit.mention_id;
    buttons.back.disabled = unit.place === 0;
    buttons.forth.disabled = unit.place === progress.n - 1;
    buttons.open.disabled = done;
    buttons.undo.disabled = !progress.is_undoable;
    foot.querySelector(".fx-file").textContent = progress.n_saved ? `saved in ${progress.file}` : `will be saved in ${progress.file}`;
    said.textContent = `Mention ${unit.place + 1} of ${progress.n}, ${progress.n_done} ${noun}.${done ? ` All are ${noun}.` : ""} ${unit.surface}: ${unit.left}${unit.surface}${unit.right}`;
    // A disabled button loses the focus to the page, and the keys with it.
    if (document.activeElement === document.body && root.dataset.held === "true") root.focus();
    if (document.activeElement === note) { active = unit.active; showQuestions(); } else activate(unit.active);
    if (later) { const content = later; later = null; send(content); }
  };
  const showAgreed = () => {
    const rows = model.get("agreed");
    result.replaceChildren();
    if (!rows.length) return;
    const number = (value) => (value === null ? "–" : value.toFixed(2).replace("-", "−"));
    const table = make("table", {}, make("thead", {}, make("tr", {}, ...["variable", "Krippendorff’s alpha", "95 % interval", "mentions", "coded differently", "verdict"].map((name) => make("th", { scope: "col" }, name)))));
    const body = make("tbody");
    for (const row of rows) {
      body.append(make("tr", {}, make("th", { scope: "row" }, make("bdi", {}, row.variable)), make("td", {}, number(row.alpha)), make("td", {}, `${number(row.low)} to ${number(row.high)}`), make("td", {}, String(row.n)), make("td", {}, String(row.n_differing)), make("td", {}, row.verdict)));
    }
    table.append(body);
    const differ = rows.reduce((n, row) => n + row.n_differing, 0);
    const isSettling = Boolean(model.get("unit").given);
    result.append(make("p", {}, make("b", {}, "Both are done. Agreement with "), make("bdi", {}, rows[0].with)), table,
      isSettling || !differ ? "" : make("p", { class: "fx-hint" }, `${differ} codes differ: settle them with `, make("code", {}, "fr.settle_codes"), "."));
  };

  root.addEventListener("focusin", () => { root.dataset.held = "true"; });
  root.addEventListener("focusout", (event) => { if (event.relatedTarget && !root.contains(event.relatedTarget)) root.dataset.held = "false"; });
  document.addEventListener("pointerdown", leave, true);
  function leave(event) { if (!root.contains(event.target)) root.dataset.held = "false"; }
  root.addEventListener("keydown", (event) => {
    const isTyping = event.target.matches("input, textarea");
    if (event.key === "Escape" && isTyping) { event.preventDefault(); root.focus(); return; }
    if (isTyping) return;
    const takesBack = event.key === "u" || ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z");
    if ((event.ctrlKey || event.metaKey || event.altKey) && !takesBack) return;
    const variable = model.get("variables").find((one) => one.name === active);
    const answer = variable && variable.answers.find((one) => one.key === event.key || (one.sign && one.sign === event.key));
    const names = model.get("unit").asked;
    const turn = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (event.repeat && (answer || takesBack)) { event.preventDefault(); return; }
    if (takesBack) act({ kind: "undo" });
    else if (event.key === "ArrowLeft") act({ kind: "go", step: -1 });
    else if (event.key === "ArrowRight") act({ kind: "go", step: 1 });
    else if (turn) activate(names[(names.indexOf(active) + turn + names.length) % names.length]);
    else if (event.key === "n") note.focus();
    else if (event.key === "?") turnRules();
    else if (answer) act({ kind: "code", variable: variable.name, code: answer.code });
    else return;
    event.preventDefault();
  });
  note.addEventListener("input", () => { clearTimeout(saving); saving = setTimeout(saveNote, 600); });
  note.addEventListener("change", saveNote);

  show();
  showAgreed();
  model.on("change:progress", show);
  model.on("change:agreed", showAgreed);
  return () => {
    document.removeEventListener("pointerdown", leave, true);
    clearTimeout(waiting);
    clearTimeout(saving);
    model.off("change:progress", show);
    model.off("change:agreed", showAgreed);
  };
}

export default { render };
