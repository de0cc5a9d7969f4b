
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const pages = all("[data-page]");
  const links = all("nav a");
  const form = document.getElementById("filter");
  const told = document.getElementById("told");
  const extra = document.getElementById("extra");
  const unfold = document.getElementById("unfold");
  const groups = all("#words .group");
  const items = groups.map((group) => all(".mentions > li", group).map(
    (item) => ({ item, codes: new Set(item.dataset.codes.split(" ")) })));
  const data = JSON.parse(document.getElementById("data").textContent);
  const usual = ["outlet", "voice", "sign"];
  let isWhole = false;
  let extraCode = "";

  // A place is #id, or #id?code,code for the mentions of some groups.
  function readPlace() {
    let raw = location.hash.slice(1);
    try { raw = decodeURIComponent(raw); } catch { /* a broken address is taken as it stands */ }
    const [id, codes] = raw.split("?");
    return { target: id ? document.getElementById(id) : null, codes: codes ? codes.split(",") : [] };
  }

  function show(page) {
    for (const one of pages) {
      one.hidden = !isWhole && one !== page;
      one.classList.toggle("current", one === page);
    }
    const under = page.dataset.under || page.id;
    for (const link of links) {
      if (link.hash === "#" + under) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
  }

  function choose(actor, codes) {
    form.elements.actor.value = actor;
    extraCode = "";
    for (const kind of usual) {
      const select = form.elements[kind];
      if (select) select.value = "";
    }
    for (const code of codes) {
      const select = usual.map((kind) => form.elements[kind]).find(
        (one) => one && [...one.options].some((option) => option.value === code));
      if (select) select.value = code;
      else if (Object.hasOwn(data.labels, code)) extraCode = code;
    }
    extra.hidden = !extraCode;
    extra.textContent = extraCode ? data.labels[extraCode] + " ✕" : "";
    if (extraCode) extra.setAttribute("aria-label", "Remove: " + data.labels[extraCode]);
    filter();
  }

  // How many mentions there are in all, where the file knows it.
  function count(actor, codes) {
    const isOf = (place) => actor === "" || place === Number(actor);
    if (extraCode) {
      if (codes.length > 1) return null;
      return data.counts.reduce((n, own, place) => n + (isOf(place) ? own[extraCode] || 0 : 0), 0);
    }
    return data.cube.reduce(
      (n, [place, own, size]) => n + (isOf(place) && codes.every((code) => own.includes(code)) ? size : 0), 0);
  }

  function filter() {
    const actor = form.elements.actor.value;
    const codes = usual.map((kind) => form.elements[kind]?.value).filter(Boolean);
    if (extraCode) codes.push(extraCode);
    let n = 0;
    groups.forEach((group, place) => {
      let own = 0;
      const isChosen = actor === "" || group.dataset.actor === actor;
      for (const { item, codes: has } of isChosen ? items[place] : []) {
        const fits = codes.every((code) => has.has(code));
        item.hidden = !fits;
        own += fits;
      }
      group.hidden = !own;
      n += own;
    });
    const whole = count(actor, codes);
    told.textContent = "Showing " + n.toLocaleString("en") +
      (whole === null ? " that were drawn; how many there are in all is not in this file."
        : " of " + whole.toLocaleString("en") + (whole === 1 ? " mention." : " mentions."));
  }

  function route(isFirst) {
    const { target, codes } = readPlace();
    const page = target?.closest("[data-page]") || pages[0];
    show(page);
    if (form && page.id === "words") {
      const group = target.closest(".group");
      choose(group ? group.dataset.actor : "", codes);
    }
    if (target && target.id !== "main") {
      // The filter stands above the groups and says what is shown, so a group is shown from there.
      const place = target.matches(".group") ? page : target;
      if (!isFirst || place !== pages[0]) place.scrollIntoView();
      const heading = place.matches("li") ? place : place.querySelector("h2, h3");
      if (heading && !isFirst) {
        heading.tabIndex = -1;
        heading.focus({ preventScroll: true });
      }
    } else if (!isFirst) window.scrollTo(0, 0);
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-code]");
    if (!link) return;
    event.preventDefault();
    location.hash = link.hash.slice(1) + "?" + link.dataset.code;
  });
  window.addEventListener("hashchange", () => {
    if (location.hash === "#main") document.getElementById("main").focus();
    else route(false);
  });
  if (form) {
    form.hidden = false;
    form.addEventListener("change", filter);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", (event) => { event.preventDefault(); choose("", []); });
    extra.addEventListener("click", () => {
      const codes = usual.map((kind) => form.elements[kind]?.value).filter(Boolean);
      choose(form.elements.actor.value, codes);
      form.elements.actor.focus();
    });
  }
  unfold.hidden = false;
  unfold.addEventListener("click", () => {
    isWhole = !isWhole;
    unfold.textContent = isWhole ? "Show one part at a time" : "Show all parts on one page";
    route(true);
  });
  route(true);
})();
