// What the theme leaves out: a level for the headings of the contents, and keys for what scrolls sideways.
document.addEventListener("DOMContentLoaded", () => {
  for (const caption of document.querySelectorAll("p.caption[role=heading]")) caption.setAttribute("aria-level", "2");
  for (const box of document.querySelectorAll("pre, .table-wrapper")) box.tabIndex = 0;
});
