/* What the site's search adds to Material's box: how many, narrowing by facet, further results.
   The worker (search.js) tells it by a channel of this window's own; what is chosen here is
   written into the query as words (单位:太原市局), which can be typed as well. */
(function () {
  "use strict";
  const config = JSON.parse(document.getElementById("__config").textContent);
  const query = document.querySelector("[data-md-component=search-query]");
  const results = document.querySelector("[data-md-component=search-result]");
  const id = new URL(config.search, location).hash;
  if (!query || !results || !id || !self.BroadcastChannel) return;

  const FACETS = [["units", "单位", "全部单位"], ["years", "年", "全部年份"],
    ["kinds", "体裁", "全部体裁"], ["publications", "刊物", "全部刊物"],
    ["tracks", "案例", "全部案例"]];
  const list = results.querySelector(".md-search-result__list");
  const channel = new BroadcastChannel("chunshui" + id);
  let latest = null, asked = false, opened = document.activeElement === query;

  function make(tag, properties, ...children) {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  }

  const selects = FACETS.map(([, key, all]) => {
    const select = make("select", { name: key }, make("option", { value: "", textContent: all }));
    select.setAttribute("aria-label", key);
    select.addEventListener("change", () => choose(key, select.value));
    return select;
  });
  const form = make("form", { className: "cs-search", hidden: true }, ...selects);
  form.setAttribute("aria-label", "缩小范围");
  const status = make("p", { className: "cs-search-count", hidden: true });
  status.setAttribute("role", "status");
  const more = make("button", { type: "button", className: "cs-search-more", hidden: true });
  more.textContent = "再看一些";
  results.before(form, status);
  results.after(more);

  /* The words of the query that narrow by a facet, and the others. */
  function words() {
    return query.value.match(/[^\s"：:]+[:：]"[^"]*"|"[^"]*"|\S+/g) || [];
  }

  function narrows(word, key) {
    return word.startsWith(key + ":") || word.startsWith(key + "：") ||
      key === "年" && /^年份[:：]/.test(word);
  }

  function chosen(key) {
    const word = words().find(each => narrows(each, key));
    const value = word ? word.replace(/^[^:：]+[:：]/, "").replace(/"/g, "") : "";
    return key === "年" ? value.replace(/年$/, "") : value;
  }

  function choose(key, value) {
    const left = words().filter(word => !narrows(word, key));
    if (value) left.push(key + ":" + (/\s/.test(value) ? `"${value}"` : value));
    query.value = left.join(" ");
    query.dispatchEvent(new KeyboardEvent("keyup")); // what Material listens to
  }

  function label(facet, word, number) {
    const name = facet !== "years" ? word : word === "其他" ? "其他页面" : word + "年";
    return number === null || !latest.asked ? name : `${name}（${number}）`;
  }

  function offer(select, [facet, key, all]) {
    const value = chosen(key), offered = latest.facets[facet].slice();
    if (value && !offered.some(([word]) => word === value)) offered.push([value, null]);
    const options = [["", all], ...offered.map(([word, n]) => [word, label(facet, word, n)])];
    const before = Array.from(select.options, option => option.value + "\n" + option.text);
    if (before.join("\n") !== options.map(each => each.join("\n")).join("\n")) {
      select.replaceChildren(...options.map(
        ([word, text]) => make("option", { value: word, textContent: text })));
    }
    select.value = value;
    select.hidden = options.length < 2;
    select.classList.toggle("cs-search-on", value !== "");
  }

  function counted() {
    if (latest.nearest) return "没有完全符合的，下面是最接近的";
    const number = (latest.exact ? "共 " : "约 ") + latest.total.toLocaleString("zh-CN") + " 条";
    const left = latest.left.map(year => year + "年").join("、");
    return left ? `${number}；${left}还没有查，看到末尾会接着查` : number;
  }

  function show() {
    const found = latest.asked && latest.total > 0;
    if (latest.facets) FACETS.forEach((facet, n) => offer(selects[n], facet));
    form.hidden = !latest.facets;
    status.hidden = !found && !latest.trouble;
    status.textContent = latest.trouble ? "搜索索引没有取到，请刷新页面再试" : found ? counted() : "";
    results.classList.toggle("cs-search-on", found);
    more.hidden = !found || !latest.more;
  }

  /* Further results look as Material's own do. */
  function row(item) {
    const address = new URL(item.location, new URL(config.base, location));
    const told = Object.keys(item.terms).filter(term => item.terms[term]).join(" ");
    if (config.features.includes("search.highlight") && told) address.searchParams.set("h", told);
    const article = make("article", { className: "md-search-result__article md-typeset" },
      make("div", { className: "md-search-result__icon md-icon" }));
    article.dataset.mdScore = item.score.toFixed(2);
    article.insertAdjacentHTML("beforeend", `<h1>${item.title}</h1>${item.text}`);
    const link = make("a", { href: address, className: "md-search-result__link", tabIndex: -1 });
    link.append(article);
    return make("li", { className: "md-search-result__item" }, link);
  }

  function further() {
    if (asked || more.hidden || list.children.length < latest.shown) return;
    asked = true;
    channel.postMessage({ further: latest.ticket });
  }

  channel.onmessage = event => {
    const told = event.data;
    if (told.listening) { tellOpened(); return; }
    if (told.further || latest && told.ticket < latest.ticket) return;
    if (told.items && told.ticket !== latest.ticket) return;
    if (told.items) list.append(...told.items.map(row));
    if (!latest || told.items || told.ticket !== latest.ticket) asked = false;
    const shown = told.items ? latest.shown + told.items.length : told.shown;
    latest = { facets: latest && latest.facets, ...told, shown: Math.max(shown || 0,
      latest && latest.ticket === told.ticket ? latest.shown : 0) };
    show();
    if (told.items) { watch.unobserve(more); watch.observe(more); } // it may still be in sight
  };

  const watch = new IntersectionObserver(seen => {
    if (seen.some(each => each.isIntersecting)) further();
  }, { root: results.parentElement, rootMargin: "200px" });
  watch.observe(more);
  more.addEventListener("click", further);
  form.addEventListener("submit", event => event.preventDefault());

  /* The worker may listen later than somebody opens the box: it says when, and is told again. */
  function tellOpened() {
    if (opened) channel.postMessage({ opened });
  }
  query.addEventListener("focus", () => { opened = true; tellOpened(); });

  /* Material closes its box on Tab and takes every other key for the query: not from here. */
  const shown = () => selects.filter(select => !select.hidden);
  query.addEventListener("keydown", event => {
    if (event.key !== "Tab" || event.shiftKey || form.hidden || !shown().length) return;
    event.stopPropagation();
    event.preventDefault();
    shown()[0].focus();
  });
  form.addEventListener("keydown", event => {
    if (event.key === "Escape") { query.focus(); return; }
    event.stopPropagation();
    if (event.key !== "Tab") return;
    const all = shown(), next = all.indexOf(event.target) + (event.shiftKey ? -1 : 1);
    const target = next < 0 ? query : all[next] || list.querySelector("[href]") || query;
    event.preventDefault();
    target.focus();
  });
  more.addEventListener("keydown", event => {
    if (event.key === "Enter" || event.key === " ") event.stopPropagation();
  });
})();
