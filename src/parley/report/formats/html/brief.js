"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const known = JSON.parse(byId("knowledge").textContent);
  const panel = byId("panel"), body = byId("panel-body");
  const marks = [...document.querySelectorAll("#sources mark[data-passages]")];
  let cameFrom = null;

  const make = (tag, text, className) => {
    const element = document.createElement(tag);
    if (text) element.textContent = text;
    if (className) element.className = className;
    return element;
  };
  const passagesOf = (mark) => mark.dataset.passages.split(" ");
  const positionsOf = (mark) => passagesOf(mark).flatMap((id) => known.passages[id].positions);

  // The paragraphs in which a passage stands, copied without their anchors and links.
  const excerpt = (anchor) => {
    const box = make("div", "", "excerpt");
    const held = marks.filter((mark) => passagesOf(mark).includes(anchor));
    const paragraphs = [...new Set(held.map((mark) => mark.closest("p")))];
    for (const paragraph of paragraphs) {
      const copy = paragraph.cloneNode(true);
      copy.lang = paragraph.parentElement.lang;
      copy.querySelectorAll(".anchor, .ref").forEach((element) => element.remove());
      copy.querySelectorAll("mark").forEach((mark) => {
        if (passagesOf(mark).includes(anchor)) mark.classList.add("open");
        else mark.replaceWith(...mark.childNodes);
      });
      box.append(copy);
    }
    return box;
  };

  const describe = (position) => {
    const box = make("div");
    const title = make("h3");
    title.append(make("span", `${position.who} ${position.told}`, `act ${position.class}`), ` · ${position.title}`);
    const list = make("dl");
    const rows = [["strength", position.strength], ...position.terms, ["by account of", position.chain],
      ["voice", position.voice], ["standing", position.standing], ["reader", position.readers], ["because", position.because.join("; ")]];
    for (const [label, value] of rows) if (value) list.append(make("dt", label), make("dd", value));
    box.append(title, list);
    return box;
  };

  const open = (anchor, from) => {
    const passage = known.passages[anchor];
    if (!passage) return;
    cameFrom = from || cameFrom;
    const link = make("a", "Read on in the source");
    link.href = `#${anchor}`;
    link.addEventListener("click", () => close(false));
    body.replaceChildren(make("p", passage.source, "meta"), excerpt(anchor), ...passage.positions.map((id) => describe(known.positions[id])), link);
    marks.forEach((mark) => mark.classList.toggle("open", passagesOf(mark).includes(anchor)));
    panel.hidden = false;
    panel.scrollTop = 0;
    byId("panel-h").focus();
  };
  const close = (goBack = true) => {
    panel.hidden = true;
    if (goBack && cameFrom) cameFrom.focus();
    cameFrom = null;
  };

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-open]");
    if (opener) {
      event.preventDefault();
      open(opener.dataset.open, opener.matches("a") ? opener : opener.querySelector("a"));
      return;
    }
    const mark = event.target.closest("#sources mark[data-passages]");
    if (mark) open(passagesOf(mark).find((id) => known.passages[id].positions.length) || passagesOf(mark)[0], null);
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && !panel.hidden) close(); });
  byId("close").addEventListener("click", () => close());

  const filters = byId("filters");
  const applyFilters = () => {
    const wanted = Object.fromEntries([...new FormData(filters)].filter(([, value]) => value));
    const fits = (id) => {
      const position = known.positions[id];
      return Object.entries(wanted).every(([name, value]) => (name === "holder" ? position.holder.includes(value) : position[name] === value));
    };
    const filtering = Object.keys(wanted).length > 0;
    marks.forEach((mark) => mark.classList.toggle("off", filtering && !positionsOf(mark).some(fits)));
    document.querySelectorAll("main [data-issue]").forEach((element) => {
      const parties = element.dataset.parties;
      const otherIssue = Boolean(wanted.issue) && element.dataset.issue !== wanted.issue;
      const otherParty = Boolean(wanted.holder) && parties !== undefined && !parties.split(" ").includes(wanted.holder);
      element.hidden = otherIssue || otherParty;
    });
    const all = Object.keys(known.positions);
    byId("shown").textContent = filtering ? `${all.filter(fits).length} of ${all.length} positions` : `${all.length} positions`;
  };
  filters.hidden = false;
  filters.addEventListener("change", applyFilters);
  filters.addEventListener("reset", () => setTimeout(applyFilters));
  filters.addEventListener("submit", (event) => event.preventDefault());
  applyFilters();

  const theme = byId("theme");
  const isDark = () => (document.documentElement.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  const nameTheme = () => { theme.textContent = isDark() ? "Light" : "Dark"; };
  theme.hidden = false;
  nameTheme();
  theme.addEventListener("click", () => { document.documentElement.dataset.theme = isDark() ? "light" : "dark"; nameTheme(); });
})();
