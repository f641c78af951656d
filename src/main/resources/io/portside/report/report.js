"use strict";
// Draws the report that lies in #data. What hosts said becomes text nodes only, never markup.
(() => {
  const report = JSON.parse(document.getElementById("data").textContent);
  const $ = (id) => document.getElementById(id);
  const make = (name, properties, ...children) => {
    const node = Object.assign(document.createElement(name), properties);
    node.append(...children);
    return node;
  };
  const seconds = (ms) => (ms / 1000).toFixed(ms < 10000 ? 2 : 1) + " s";
  const hostsOf = (count) => count + (count === 1 ? " host" : " hosts");
  const FAILURES = ["refused", "failed", "rolled_back", "rollback_failed", "unreachable", "indeterminate"];
  const isFailure = (host) => FAILURES.includes(host.outcome);
  const tone = (node, name) => {
    node.style.setProperty("--tone", "var(--" + name + ")");
    return node;
  };

  const hosts = report.hosts.map((host, index) => ({
    ...host,
    index,
    took: host.steps.reduce((sum, step) => sum + step.ms, 0),
    down: host.downtime_ms ?? -1,
    text: [host.host, host.address, host.outcome, host.reason ?? "", ...host.endpoints,
      ...host.problems.flatMap((p) => [p.code, p.where ?? "", p.what, p.hint])].join("\n").toLowerCase(),
  }));

  // ---- Summary
  const started = new Date(report.started);
  const ran = new Date(report.finished) - started;
  const failed = hosts.filter(isFailure).length;
  document.title = "Portside " + report.command + ", " + report.started;
  $("title").textContent = "portside " + report.command;
  $("when").textContent = report.started + " to " + report.finished + ", " + seconds(ran);
  $("foot").textContent = "Written by Portside " + report.portside + ".";
  const downs = hosts.filter((host) => host.down >= 0);
  const worst = downs.reduce((most, host) => (host.down > most.down ? host : most), { down: -1 });
  $("verdict").textContent =
    (failed ? failed + " of " + hostsOf(hosts.length) + " not as wanted." : hostsOf(hosts.length) + ", no failure.") +
    (downs.length
      ? " Docker was down " + seconds(downs.reduce((sum, host) => sum + host.down, 0)) + " in all, " +
        seconds(worst.down) + " at worst (" + worst.host + ")."
      : "");
  for (const [outcome, count] of Object.entries(report.summary)) {
    if (outcome === "hosts" || count > 0) {
      const value = outcome === "hosts" ? "" : outcome;
      const tile = tone(make("button", { type: "button", className: "tile" },
        make("b", { textContent: count }), outcome === "hosts" ? "hosts" : outcome), value || "accent");
      tile.dataset.outcome = value;
      tile.addEventListener("click", () => { $("outcome").value = value; filter(); });
      $("tiles").append(tile);
      if (value) $("outcome").append(make("option", { value, textContent: outcome + " (" + count + ")" }));
    }
  }

  // ---- Problems, by code and words
  const groups = new Map();
  const nameless = (text, names) => names.filter(Boolean).reduce((left, name) => left.replace(
    new RegExp("(?<![\\w.-])" + name.replace(/[^\w]/g, "\\$&") + "(?![\\w-])", "g"), "HOST"), text);
  for (const host of hosts) {
    for (const problem of host.problems) {
      const words = [problem.where ?? "", problem.what, problem.hint].map((text) => nameless(text, [host.host, host.address]));
      const key = JSON.stringify([isFailure(host), problem.code, ...words]);
      if (!groups.has(key)) groups.set(key, { problem, words, failure: isFailure(host), of: [] });
      groups.get(key).of.push(host);
    }
  }
  const sorted = [...groups.values()].sort((a, b) => b.failure - a.failure || b.of.length - a.of.length);
  for (const { problem, words, failure, of } of sorted.slice(0, 200)) {
    const [where, what, hint] = of.length === 1 ? [problem.where ?? "", problem.what, problem.hint] : words;
    const names = make("p", {});
    for (const host of of.slice(0, 12)) {
      const link = make("button", { type: "button", className: "link name", textContent: host.host });
      link.addEventListener("click", () => show(host));
      names.append(link, " ");
    }
    if (of.length > 12) {
      const more = make("button", { type: "button", className: "link", textContent: "and " + (of.length - 12) + " more" });
      more.addEventListener("click", () => { $("search").value = problem.code; $("outcome").value = ""; filter(); $("hosts").focus(); });
      names.append(more);
    }
    $("groups").append(make("div", { className: failure ? "group" : "group note" },
      make("span", { className: "code name", textContent: problem.code }),
      " · " + hostsOf(of.length) + (failure ? "" : " · a note"),
      make("p", { textContent: (where ? where + ": " : "") + what }),
      make("p", { className: "quiet", textContent: "mend: " + hint }), names));
  }
  if (sorted.length > 200) $("groups").append(make("p", { textContent: sorted.length - 200 + " more are with their hosts below." }));
  $("problems").hidden = sorted.length === 0;

  // ---- Hosts: rows are made when they come into sight
  const AT_ONCE = 200;
  let listed = hosts;
  let drawn = 0;

  function rowOf(host) {
    if (host.row) return host.row;
    host.open = make("button", { type: "button", className: "open name", textContent: host.host });
    host.open.setAttribute("aria-expanded", "false");
    host.open.addEventListener("click", () => toggle(host));
    host.row = make("tr", {},
      make("th", { scope: "row" }, host.open),
      make("td", {}, tone(make("span", { className: "word", textContent: host.outcome }), host.outcome)),
      make("td", { className: "wide", textContent: host.engine ? host.engine.version : "" }),
      make("td", { className: "wide name", textContent: host.endpoints.join(" ") }),
      make("td", { className: "number", textContent: host.down < 0 ? "" : seconds(host.down) }),
      make("td", { className: "number wide", textContent: host.steps.length ? seconds(host.took) : "" }),
      make("td", { textContent: [...new Set(host.problems.map((p) => p.code))].join(" ") || host.reason || "" }));
    return host.row;
  }

  function list() {
    drawn = 0;
    $("rows").replaceChildren();
    drawTo(AT_ONCE);
  }

  function drawTo(count) {
    const more = listed.slice(drawn, Math.max(count, drawn));
    $("rows").append(...more.flatMap((host) => (host.detail ? [rowOf(host), host.detail] : [rowOf(host)])));
    drawn += more.length;
    $("more").hidden = drawn === listed.length;
    $("more").textContent = "Show " + Math.min(AT_ONCE, listed.length - drawn) + " more";
  }

  function toggle(host) {
    const opens = host.open.getAttribute("aria-expanded") === "false";
    host.open.setAttribute("aria-expanded", String(opens));
    if (opens) {
      host.detail = make("tr", { className: "detail" }, make("td", { colSpan: 7 }, ...details(host)));
      host.row.after(host.detail);
    } else {
      host.detail.remove();
      host.detail = undefined;
    }
  }

  function show(host) {
    $("search").value = "";
    $("outcome").value = "";
    filter();
    drawTo(listed.indexOf(host) + 1);
    if (!host.detail) toggle(host);
    host.open.focus();
    host.row.scrollIntoView({ block: "center" });
  }

  function details(host) {
    const parts = [];
    const facts = [["address", host.address], ["reason", host.reason],
      ["containers", host.engine && host.engine.containers_running + " running" +
        (host.containers_kept === undefined ? "" : host.containers_kept ? ", all kept" : ", not all kept")],
      ["steps", host.steps.map((s) => s.step + " " + s.ms + " ms").join(", ")]];
    const list = make("dl", {});
    for (const [name, value] of facts) if (value) list.append(make("dt", { textContent: name }), make("dd", { textContent: value }));
    parts.push(list);
    for (const p of host.problems) {
      parts.push(make("h3", {}, make("span", { className: "name", textContent: p.code })),
        make("p", { textContent: (p.where ? p.where + ": " : "") + p.what }), make("p", { className: "quiet", textContent: "mend: " + p.hint }));
    }
    for (const change of host.changes) {
      const lines = change.diff.replace(/\n$/, "").split("\n").map((line) => make("span", { textContent: line,
        className: /^(---|\+\+\+|@@)/.test(line) ? "hunk" : line.startsWith("+") ? "add" : line.startsWith("-") ? "del" : "" }));
      const diff = make("pre", { tabIndex: 0 }, ...lines);
      diff.setAttribute("aria-label", "change of " + change.path);
      parts.push(make("h3", {}, make("span", { className: "name", textContent: change.path })), diff);
    }
    return parts;
  }

  let order = hosts;

  function filter() {
    const words = $("search").value.toLowerCase().split(/\s+/).filter(Boolean);
    const outcome = $("outcome").value;
    listed = order.filter((host) => (!outcome || host.outcome === outcome) && words.every((word) => host.text.includes(word)));
    $("count").textContent = listed.length + " of " + hostsOf(hosts.length);
    for (const tile of $("tiles").children) tile.setAttribute("aria-pressed", String(tile.dataset.outcome === outcome));
    list();
  }

  function sort(button) {
    const heading = button.parentElement;
    const up = heading.getAttribute("aria-sort") !== "ascending";
    for (const th of document.querySelectorAll("th[aria-sort]")) th.setAttribute("aria-sort", "none");
    heading.setAttribute("aria-sort", up ? "ascending" : "descending");
    const by = button.dataset.sort;
    const names = new Intl.Collator("en", { numeric: true });
    order = [...hosts].sort((a, b) => (up ? 1 : -1) * (typeof a[by] === "number" ? a[by] - b[by] : names.compare(a[by], b[by])) || a.index - b.index);
    filter();
  }

  $("more").addEventListener("click", () => drawTo(drawn + AT_ONCE));
  new IntersectionObserver((seen) => { if (seen.some((entry) => entry.isIntersecting)) drawTo(drawn + AT_ONCE); }).observe($("more"));
  $("search").addEventListener("input", filter);
  $("outcome").addEventListener("change", filter);
  for (const button of document.querySelectorAll("[data-sort]")) button.addEventListener("click", () => sort(button));
  filter();

  // ---- Timeline: a row a host, by when it began
  const PHASES = [["look", "connect, probe"], ["line", "waits for its batch"], ["change", "transaction"], ["down", "docker down"], ["verify", "verify from outside"], ["other", "waits for another run"]];
  const phase = (step) => (["connect", "probe"].includes(step) ? "look" : step.startsWith("verify") ? "verify" : step === "wait" ? "other" : "change");
  const placed = hosts.filter((host) => host.steps.some((step) => step.at_ms !== undefined))
    .map((host) => ({ host, steps: host.steps.filter((step) => step.at_ms !== undefined) }));
  const changeOf = (item) => (item.steps.find((s) => phase(s.step) === "change") ?? item.steps[0]).at_ms;
  placed.sort((a, b) => changeOf(a) - changeOf(b) || a.host.index - b.host.index);
  // From the end of the look to the second connection: others had their turn first.
  function turn(steps) {
    const change = steps.findIndex((step, i) => i > 0 && step.step === "connect");
    if (change < 0) return { from: 0, ms: 0 };
    const from = steps[change - 1].at_ms + steps[change - 1].ms;
    return { from, ms: Math.max(0, steps[change].at_ms - from) };
  }

  const chart = $("chart");
  const end = Math.max(1, ran, ...placed.map((item) => item.steps.reduce((most, s) => Math.max(most, s.at_ms + s.ms), 0)));
  let chosen = -1;
  let geometry;

  function ticks() {
    const about = end / 6;
    const power = 10 ** Math.floor(Math.log10(about));
    const step = [1, 2, 5, 10].map((n) => n * power).find((n) => n >= about);
    return Array.from({ length: Math.floor(end / step) + 1 }, (_, i) => i * step);
  }

  function draw() {
    if (!placed.length) return;
    const style = getComputedStyle(document.documentElement);
    const colour = (name) => style.getPropertyValue("--" + name).trim();
    const labelled = placed.length <= 60;
    const rowHeight = labelled ? 18 : Math.max(0.12, Math.min(10, 560 / placed.length));
    const width = Math.max(280, chart.parentElement.clientWidth);
    const left = labelled ? Math.min(170, width * 0.3) : 8;
    const top = 22;
    const height = Math.ceil(top + rowHeight * placed.length + 4);
    const ratio = window.devicePixelRatio || 1;
    chart.width = width * ratio;
    chart.height = height * ratio;
    chart.style.height = height + "px";
    const c = chart.getContext("2d");
    c.scale(ratio, ratio);
    c.font = "12px system-ui, sans-serif";
    c.textBaseline = "middle";
    const x = (ms) => left + (ms / end) * (width - left - 12);
    geometry = { top, rowHeight };
    for (const tick of ticks()) {
      c.fillStyle = colour("line");
      c.fillRect(x(tick), top - 4, 1, height);
      c.fillStyle = colour("quiet");
      c.textAlign = tick === 0 ? "left" : "center";
      c.fillText(tick / 1000 + " s", x(tick), 9);
    }
    c.textAlign = "left";
    const thick = Math.max(1, rowHeight * 0.7);
    placed.forEach(({ host, steps }, i) => {
      const y = top + i * rowHeight;
      if (i === chosen) {
        c.fillStyle = colour("mark");
        c.fillRect(0, y, width, Math.max(2, rowHeight));
      }
      if (labelled) {
        c.fillStyle = isFailure(host) ? colour(host.outcome) : colour("ink");
        c.fillText(fitted(c, host.host, left - 12), 4, y + rowHeight / 2);
      }
      const waited = turn(steps);
      c.fillStyle = colour("line");
      c.fillRect(x(waited.from), y + rowHeight / 2, x(waited.from + waited.ms) - x(waited.from), Math.min(2, rowHeight));
      const bar = (from, ms, name) => {
        c.fillStyle = colour(name);
        c.fillRect(x(from), y + (rowHeight - thick) / 2, Math.max(1, x(from + ms) - x(from)), thick);
      };
      for (const step of steps) bar(step.at_ms, step.ms, phase(step.step));
      const restart = steps.find((step) => step.step === "restart");
      if (restart && host.down > 0) bar(restart.at_ms, host.down, "down");
    });
  }

  function fitted(c, text, room) {
    let fits = text;
    while (fits.length > 1 && c.measureText(fits + (fits === text ? "" : "…")).width > room) fits = fits.slice(0, -1);
    return fits === text ? text : fits + "…";
  }

  function choose(row) {
    chosen = Math.max(0, Math.min(placed.length - 1, row));
    const { host, steps } = placed[chosen];
    const waited = turn(steps).ms;
    $("at").textContent = host.host + ": " + host.outcome + "; " +
      steps.map((s) => s.step + " at " + seconds(s.at_ms) + " for " + s.ms + " ms").join(", ") +
      (waited ? "; waited " + seconds(waited) + " for its batch" : "") +
      (host.down >= 0 ? "; docker down " + seconds(host.down) : "");
    draw();
  }

  if (placed.length) {
    $("timeline").hidden = false;
    for (const [name, words] of PHASES) $("legend").append(make("li", {}, tone(make("i", {}), name), words));
    const down = downs.length ? ", docker down at most " + seconds(worst.down) : "";
    $("told").textContent = hostsOf(placed.length) + " from the start of the run on, over " + seconds(end) + down +
      ". First " + placed[0].host.host + ", last " + placed.at(-1).host.host + ". The table below has every host's steps.";
    chart.setAttribute("aria-label", "Timeline of " + hostsOf(placed.length) + " by step");
    chart.addEventListener("mousemove", (event) => {
      const row = Math.floor((event.offsetY - geometry.top) / geometry.rowHeight);
      if (row >= 0 && row < placed.length && row !== chosen) choose(row);
    });
    chart.addEventListener("click", () => { if (chosen >= 0) show(placed[chosen].host); });
    chart.addEventListener("keydown", (event) => {
      const page = Math.max(1, Math.round(placed.length / 10));
      const moves = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -placed.length, End: placed.length };
      if (event.key in moves) {
        event.preventDefault();
        choose(chosen + moves[event.key]);
      } else if (event.key === "Enter" && chosen >= 0) {
        event.preventDefault(); // it would press what is focused then
        show(placed[chosen].host);
      }
    });
    new ResizeObserver(draw).observe(chart.parentElement);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
    draw();
  }

  // ---- Theme and print
  const themes = ["system", "light", "dark"];
  $("theme").addEventListener("click", () => {
    const now = document.documentElement.dataset.theme ?? "system";
    const next = themes[(themes.indexOf(now) + 1) % themes.length];
    if (next === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = next;
    $("theme").textContent = "Theme: " + next;
    draw();
  });
  // On paper nothing opens: what failed is shown whole.
  window.addEventListener("beforeprint", () => {
    drawTo(listed.length);
    for (const host of listed.filter(isFailure).slice(0, 500)) if (!host.detail) toggle(host);
  });
})();
