// Pictures of what the tables beside them say: commitments over time, and positions round by round.
(() => {
  "use strict";
  const style = { background: "transparent", color: "currentColor", fontSize: "12px" };
  const tone = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const width = (figure) => Math.max(300, Math.min(figure.clientWidth, 1160));

  const stateTone = (state) => ({
    "in force": "--binding", agreed: "--opening", declared: "--opening", conditional: "--pressing",
    suspended: "--pressing", disputed: "--pressing", lapsed: "--refusing", ended: "--refusing",
  })[state] || "--telling";

  const shorten = (words, most) => (words.length > most ? `${words.slice(0, most - 14)}…${words.slice(-13)}` : words);

  const drawLedger = (figure, told) => {
    const on = new Date(told.on);
    const rows = told.commitments.flatMap((one) => one.readings.map((reading) => {
      const start = reading.in_force_from || reading.declared_on || one.first_on;
      const end = reading.until || told.on;
      return { label: `${one.title} · ${reading.party}`, start: new Date(start), end: new Date(end < start ? start : end),
        open: !reading.until, ...reading };
    }));
    if (!rows.length) return null;
    const shown = rows.slice(0, 24).map((one, at) => ({ ...one, at }));
    const day = 24 * 3600 * 1000, margin = Math.min(230, width(figure) * 0.45);
    const from = Math.min(...shown.map((one) => +one.start)), to = Math.max(+on, ...shown.map((one) => +one.end));
    const pad = Math.max(10 * day, (to - from) * 0.04);
    for (const one of shown) if (one.open) one.end = new Date(Math.max(+one.end, +on, +one.start + day));
    return Plot.plot({
      className: "chart-plot", style, width: width(figure), marginLeft: margin,
      height: 62 + shown.length * 22, x: { type: "utc", grid: true, label: null, domain: [new Date(from - pad), new Date(to + pad)] }, y: { label: null, tickSize: 0, domain: shown.map((one) => one.at), type: "band", tickFormat: (at) => shorten(shown[at].label, Math.floor(margin / 6.7)) },
      marginBottom: 36,
      marks: [
        Plot.ruleX([on], { stroke: tone("--ink"), strokeDasharray: "2 3" }),
        Plot.ruleY(shown.filter((one) => one.open), { y: "at", x1: "end", x2: () => new Date(to + pad), strokeDasharray: "1 4", stroke: tone("--soft") }),
        Plot.ruleY(shown, { y: "at", x1: "start", x2: "end", strokeWidth: 7, strokeOpacity: 0.85, stroke: (d) => tone(stateTone(d.state)) }),
        Plot.dot(shown, { y: "at", x: "start", r: 4.5, fill: (d) => tone(stateTone(d.state)), symbol: (d) => (d.reported ? "triangle" : "circle") }),
        Plot.text(shown, { y: "at", x: "end", text: "state_word", dx: 8, textAnchor: "start", fill: tone("--ink"), fontSize: 11 }),
      ],
      marginRight: 90,
    });
  };

  const drawMoves = (figure, told) => {
    const points = told.rows.flatMap((row) => row.cells.flatMap((cell, at) =>
      cell && cell.value !== null ? [{ issue: row.issue, party: row.party, day: told.labels[at], at, strength: cell.value }] : []));
    if (!points.length || told.labels.length < 2) return null;
    const rounds = (issue) => new Set(points.filter((one) => one.issue === issue).map((one) => one.at)).size;
    const issues = [...new Set(points.map((one) => one.issue))].filter((issue) => rounds(issue) > 1).slice(0, 10);
    if (!issues.length) return null;
    const shown = points.filter((one) => issues.includes(one.issue));
    const parties = [...new Set(shown.map((one) => one.party))];
    const tones = ["--opening", "--refusing", "--binding", "--pressing", "--telling"].map(tone);
    const colour = (party) => tones[parties.indexOf(party) % tones.length];
    return Plot.plot({
      className: "chart-plot", style, width: width(figure), height: 60 + issues.length * 80, marginLeft: 60, marginRight: 130,
      fy: { label: null, domain: issues, axis: null }, x: { type: "point", domain: told.labels, label: null },
      y: { domain: [-8, 9], ticks: [-8, 0, 7], label: null, grid: true },
      marks: [
        Plot.text(issues, { fy: (d) => d, text: (d) => d, frameAnchor: "right", dx: 125, textAnchor: "end", lineWidth: 10, fill: tone("--ink") }),
        Plot.line(shown, { fy: "issue", x: "day", y: "strength", z: "party", stroke: (d) => colour(d.party) }),
        Plot.dot(shown, { fy: "issue", x: "day", y: "strength", fill: (d) => colour(d.party), r: 4 }),
        Plot.text(shown, { fy: "issue", x: "day", y: "strength", text: "party", dy: -9, fill: (d) => colour(d.party), fontSize: 10 }),
      ],
    });
  };

  const draw = async (figure) => {
    const answer = await fetch(figure.dataset.from, { headers: { accept: "application/json" } });
    if (!answer.ok) { figure.hidden = true; return; }
    const told = await answer.json();
    const picture = figure.dataset.chart === "ledger" ? drawLedger(figure, told) : drawMoves(figure, told);
    if (!picture) { figure.hidden = true; return; }
    for (const group of picture.querySelectorAll("[aria-label]")) group.removeAttribute("aria-label");
    picture.setAttribute("role", "img");
    picture.setAttribute("aria-label", figure.getAttribute("aria-label") || "");
    figure.replaceChildren(picture);
  };
  const drawAll = () => { for (const figure of document.querySelectorAll("[data-chart]")) draw(figure).catch(() => { figure.hidden = true; }); };
  document.addEventListener("DOMContentLoaded", drawAll);
  new MutationObserver(drawAll).observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
})();
