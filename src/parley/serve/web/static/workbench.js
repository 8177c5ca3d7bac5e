// The workbench's own script. Every page reads without it; it adds the keyboard, highlighting and dropping of files.
(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.add("js");
  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const remember = (name, value) => { try { localStorage.setItem(name, value); } catch { /* not allowed: no harm */ } };
  const recall = (name) => { try { return localStorage.getItem(name); } catch { return null; } };

  // Light and dark: the system's wish, unless the button says otherwise.
  const theme = recall("parley-theme");
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  const isDark = () => root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;

  document.addEventListener("DOMContentLoaded", () => {
    const button = one("#theme");
    if (button) {
      button.hidden = false;
      button.addEventListener("click", () => {
        root.dataset.theme = isDark() ? "light" : "dark";
        remember("parley-theme", root.dataset.theme);
        button.setAttribute("aria-pressed", String(isDark()));
      });
      button.setAttribute("aria-pressed", String(isDark()));
    }
    const keys = one("#keys-button");
    if (keys) { keys.hidden = false; keys.addEventListener("click", showKeys); }
    const language = one("#language");
    if (language) language.addEventListener("change", () => language.form.requestSubmit());
    for (const place of all("[data-drop]")) acceptFiles(place);
    markOpened();
    nextItem(0, false);
  });

  const showKeys = () => { const dialog = one("#keys"); if (dialog && !dialog.open) dialog.showModal(); };

  // Positions of one point light up together, in every language on the page.
  const light = (point, from) => {
    for (const mark of all("a.pos.lit")) mark.classList.remove("lit");
    for (const column of all("[data-column-of]")) column.classList.toggle("has-lit", Boolean(point));
    const strip = one("#at-issue");
    if (strip) for (const item of all("[data-for-point]", strip)) item.hidden = item.dataset.forPoint !== point;
    if (strip) strip.hidden = !point || !one(`[data-for-point="${CSS.escape(point)}"]`, strip);
    if (!point) return;
    const own = from.closest("[data-column-of]");
    for (const column of all("[data-column-of]")) {
      const marks = all("a.pos", column).filter((mark) => (mark.dataset.points || "").split("\n").includes(point));
      for (const mark of marks) mark.classList.add("lit");
      const box = one(".text", column);
      if (column !== own && marks.length && box && !marks.some((mark) => isSeen(mark, box))) {
        box.scrollTop += marks[0].getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight / 3;
      }
    }
  };
  const isSeen = (mark, box) => {
    const a = mark.getBoundingClientRect(), b = box.getBoundingClientRect();
    return a.top >= b.top && a.bottom <= b.bottom;
  };
  const pointOf = (target) => {
    const mark = target instanceof Element ? target.closest("[data-column-of] a.pos") : null;
    return mark ? [(mark.dataset.points || "").split("\n")[0], mark] : [null, null];
  };
  for (const event of ["mouseover", "focusin"]) {
    document.addEventListener(event, ({ target }) => { const [point, mark] = pointOf(target); if (mark) light(point, mark); });
  }

  // The panel beside a source: opened by a click or Enter on marked words, filled by htmx; Escape leads back.
  let cameFrom = null;
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[data-hx-target='#panel']") : null;
    if (link) {
      cameFrom = link;
      for (const mark of all("a.pos.opened")) mark.classList.remove("opened");
      if (link.classList.contains("pos")) link.classList.add("opened");
    }
  });
  document.addEventListener("htmx:after:swap", () => {
    const panel = one("#panel");
    if (panel && panel.children.length && cameFrom) {
      panel.classList.add("filled");
      one("h2, h3", panel)?.focus();
    }
    for (const place of all("[data-drop]")) acceptFiles(place);
  });
  const closePanel = () => {
    const panel = one("#panel.filled");
    if (!panel) return false;
    panel.classList.remove("filled");
    cameFrom?.focus();
    return true;
  };
  document.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("[data-close-panel]")) closePanel();
  });

  // A permanent link opens at its words.
  const markOpened = () => {
    const target = one("[data-opened]");
    if (!target) return;
    for (const mark of all("a.pos")) {
      if ((mark.dataset.positions || "").split("\n").includes(target.dataset.opened)) mark.classList.add("opened");
    }
    one("a.pos.opened")?.scrollIntoView({ block: "center" });
  };

  // Selecting words makes a position of them: the form gets their place, counted in code points.
  const codePoints = (text) => [...text].length;
  const selectedSpan = () => {
    const selection = getSelection();
    if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    const ends = [[range.startContainer, range.startOffset], [range.endContainer, range.endOffset]].map(([node, offset]) => {
      const element = node instanceof Element ? node : node.parentElement;
      const stretch = element?.closest("[data-start]");
      if (!stretch) return null;
      const before = document.createRange();
      before.selectNodeContents(stretch);
      before.setEnd(node, offset);
      return Number(stretch.dataset.start) + codePoints(before.toString());
    });
    if (ends.includes(null) || ends[0] === ends[1]) return null;
    return { start: Math.min(...ends), end: Math.max(...ends), quote: selection.toString() };
  };
  const beginPosition = () => {
    const span = selectedSpan();
    const link = one("#add-position");
    if (!span || !link) return false;
    location.assign(`${link.getAttribute("href")}?start=${span.start}&end=${span.end}`);
    return true;
  };
  document.addEventListener("selectionchange", () => {
    const hint = one("#selection-hint");
    if (hint) hint.hidden = !selectedSpan();
  });
  document.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("#add-position") && beginPosition()) event.preventDefault();
  });

  // The review queue and the keyboard.
  let at = 0;
  const nextItem = (step, focus = true) => {
    const items = all(".queue-item");
    if (!items.length) return false;
    at = Math.max(0, Math.min(items.length - 1, at + step));
    items.forEach((item, index) => item.classList.toggle("current", index === at));
    if (focus) { const head = one("a, button", items[at]); head?.focus(); items[at].scrollIntoView({ block: "nearest" }); }
    return true;
  };
  document.addEventListener("focusin", ({ target }) => {
    const item = target instanceof Element ? target.closest(".queue-item") : null;
    if (item) { at = all(".queue-item").indexOf(item); nextItem(0, false); }
  });
  const press = (name) => {
    const scope = one(".panel.filled") || one(".queue-item.current") || document;
    const control = one(`[data-key="${name}"]`, scope) || one(`[data-key="${name}"]`);
    if (!control || control.disabled) return false;
    if (control instanceof HTMLDetailsElement) {
      control.open = true;
      one("input:not([type=hidden]), select, textarea, button", control)?.focus();
    } else if (control instanceof HTMLSelectElement) control.focus();
    else control.click();
    return true;
  };
  const stepMark = (step) => {
    const marks = all("a.pos.begins");
    if (!marks.length) return false;
    const now = marks.indexOf(document.activeElement);
    const next = marks[(now + step + marks.length) % marks.length];
    next.focus();
    next.scrollIntoView({ block: "center" });
    return true;
  };
  const keys = {
    "?": () => { showKeys(); return true; },
    "/": () => { const field = one("#q"); if (field) { field.focus(); return true; } location.assign("/search"); return true; },
    j: () => nextItem(1) || stepMark(1),
    k: () => nextItem(-1) || stepMark(-1),
    n: () => beginPosition(),
    Escape: () => closePanel(),
  };
  for (const key of ["c", "e", "x", "s", "m", "u", "h"]) keys[key] = () => press(key);
  const places = { g: "/", l: "/ledger", r: "/review", a: "/add" };
  let going = false;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const field = event.target instanceof Element && event.target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select");
    if (field || one("dialog[open]")) return;
    if (going && places[event.key]) { going = false; location.assign(places[event.key]); event.preventDefault(); return; }
    going = event.key === "g";
    const act = keys[event.key];
    if (act && act()) event.preventDefault();
  });

  // Rejecting, splitting and joining take a reason: it is asked for, and Enter in its field then does what was begun.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const reason = form instanceof HTMLFormElement ? one("input[name=reason]", form) : null;
    const weighty = form instanceof HTMLFormElement ? one("button[data-needs-reason]", form) : null;
    if (!reason || !weighty) return;
    const byEnter = document.activeElement === reason;
    if (byEnter && form.dataset.begun && event.submitter !== weighty) {
      event.preventDefault();
      // A form takes no second submission while it handles the first.
      if (reason.value.trim()) setTimeout(() => form.requestSubmit(weighty));
      return;
    }
    if (event.submitter === weighty && !reason.value.trim()) {
      event.preventDefault();
      form.dataset.begun = "yes";
      reason.setAttribute("aria-invalid", "true");
      reason.focus();
    }
  });

  // Files dropped on the page go into its file field; a plain field works as well.
  const acceptFiles = (place) => {
    if (place.dataset.ready) return;
    place.dataset.ready = "yes";
    const field = one("input[type=file]", place.closest("form"));
    for (const event of ["dragenter", "dragover"]) place.addEventListener(event, (drag) => { drag.preventDefault(); place.classList.add("over"); });
    for (const event of ["dragleave", "drop"]) place.addEventListener(event, () => place.classList.remove("over"));
    place.addEventListener("drop", (drop) => {
      drop.preventDefault();
      if (!drop.dataTransfer?.files.length) return;
      field.files = drop.dataTransfer.files;
      place.closest("form").requestSubmit();
    });
  };
})();
