/* Search worker: speaks the messages of Material's own (0 set up, 1 ready, 2 query, 3 result),
   but looks for what was typed as it is written, in the files that search-index.js reads.
   A page is found when all parts of the query stand in it; if none is, the nearest are shown.
   Words such as 单位:太原市局 or 年:2026 narrow the search. What Material's result has no room
   for (counts, what can be narrowed to, further results) goes to search-box.js by a channel. */
"use strict";
importScripts("search-index.js");

const SET_UP = 0, READY = 1, QUERY = 2, RESULT = 3;
const FIRST = 10, NEXT = 20, NEAREST = 30, ALL = 40, TOP_PAGES = 5;
const GRAMS = 8, LEAST = 2, FEW = 4, COUNTED = 3, WAIT = 60;
const BEFORE = 24, AFTER = 76;
const OTHERS = "pages";
const KEYS = new Map([
  ["单位", "units"], ["体裁", "kinds"], ["刊物", "publications"], ["案例", "tracks"],
  ["年", "years"], ["年份", "years"]
]);

const library = new Library(new URL("../../search/", location));
const channel = location.hash && self.BroadcastChannel
  ? new BroadcastChannel("chunshui" + location.hash) : null;
let current = null, tickets = 0, opened = false;

function escape(text) {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

/* The text with every part marked; overlapping parts become one mark. */
function mark(text, folded, parts) {
  const hit = new Array(text.length).fill(false);
  parts.forEach(part => {
    for (let at = folded.indexOf(part); at >= 0; at = folded.indexOf(part, at + 1)) {
      hit.fill(true, at, at + part.length);
    }
  });
  let out = "", open = false;
  for (let at = 0; at < text.length; at++) {
    if (hit[at] !== open) { out += hit[at] ? "<mark>" : "</mark>"; open = hit[at]; }
    out += escape(text[at]);
  }
  return out + (open ? "</mark>" : "");
}

function teaser(page, parts) {
  const first = parts.map(part => page.foldedText.indexOf(part)).filter(at => at >= 0);
  const from = first.length ? Math.max(0, Math.min(...first) - BEFORE) : 0;
  const to = Math.min(page.text.length, from + BEFORE + AFTER);
  return "<p>" + (page.date ? `<span class="cs-search-date">${page.date}</span> ` : "") +
    (from ? "…" : "") + mark(page.text.slice(from, to), page.foldedText.slice(from, to), parts) +
    (to < page.text.length ? "…" : "") + "</p>";
}

/* Material colours words on the page it opens: give it the letters, not the brackets. */
function terms(parts, present) {
  const told = {};
  parts.forEach(part => {
    part.split(/[\s()'",.;:!?，。；：！？、《》]+/).filter(Boolean)
      .forEach(word => { told[word] = present.has(part); });
  });
  return told;
}

function item(page, parts, present, score) {
  return {
    location: page.address.split("/").map(encodeURIComponent).join("/"), score,
    terms: terms(parts, present), title: mark(page.title, page.foldedTitle, parts),
    text: teaser(page, parts)
  };
}

function presentIn(page, parts) {
  return new Set(parts.filter(
    part => page.foldedTitle.includes(part) || page.foldedText.includes(part)));
}

/* What was typed: parts to find, and for each facet the words that narrow it. */
function parse(query) {
  const parts = new Set(), wanted = {};
  const typed = fold(query.replace(/\u200b/g, "")).match(/[^\s":]+:"[^"]*"|"[^"]+"|\S+/g) || [];
  typed.forEach(word => {
    const [, key, value] = /^([^:]+):(.*)$/s.exec(word) || [];
    const facet = KEYS.get(key);
    if (facet) {
      const plain = value.replace(/"/g, "").replace(key.startsWith("年") ? /年$/ : "", "");
      if (plain) (wanted[facet] = wanted[facet] || []).push(plain);
    } else {
      const part = word.replace(/^"+|"+$/g, "").trim();
      if (part) parts.add(part);
    }
  });
  return { parts: Array.from(parts), wanted };
}

/* Pairs of neighbouring characters: what is left to try when the words as typed are nowhere. */
function pairs(parts) {
  const all = new Set();
  parts.forEach(part => {
    if (part.length < 3) all.add(part);
    for (let at = 0; part.length > 2 && at < part.length - 1; at++) {
      if (!GAP.test(part.slice(at, at + 2))) all.add(part.slice(at, at + 2));
    }
  });
  return Array.from(all);
}

/* One query on its way through the volumes. */
class Search {
  constructor(query, anew) {
    Object.assign(this, { query, anew }, parse(query));
    this.asked = this.parts.length > 0 || Object.keys(this.wanted).length > 0;
    this.ticket = ++tickets;
    this.looks = new Map();
    this.weights = new Map();
    this.seen = [];
    this.waiting = [];
    this.reading = Promise.resolve();
    this.refuted = this.yielded = 0;
    this.done = this.nearest = false;
  }

  /* Which volumes are asked; only items can be narrowed by a facet. */
  async start() {
    const volumes = await library.volumes(this.anew);
    const asked = this.wanted.years, narrowed = FACETS.some(facet => this.wanted[facet]);
    this.years = volumes.filter(entry => entry.name !== OTHERS);
    this.route = this.years.filter(entry => !asked || asked.includes(entry.name));
    this.others = volumes.find(entry => entry.name === OTHERS);
    this.pages = narrowed || asked && !asked.some(word => "其他页面".startsWith(word))
      ? null : this.others;
    this.results = this.walk();
  }

  look(entry) {
    if (!this.looks.has(entry.name)) this.looks.set(entry.name, this.lookInto(entry));
    return this.looks.get(entry.name);
  }

  /* Where all parts stand in a volume, as far as grams can tell. */
  async lookInto(entry) {
    const [newest] = this.route, further = entry !== this.pages && entry !== newest;
    const volume = await library.open(entry);
    const facets = FACETS.some(facet => this.wanted[facet]) ? await volume.facets() : null;
    if (further) await this.look(newest);
    const grams = further ? this.rarest : this.telling(volume);
    const held = await this.holding(volume, grams, further ? LEAST : GRAMS);
    if (entry === newest) {
      const weight = gram => this.weights.get(entry.name + gram);
      this.rarest = grams.map(some => some.slice().sort((a, b) => weight(a) - weight(b)));
    }
    const filters = this.filters(volume, facets), words = both(volume, held);
    const look = { entry, volume, facets, held, filters, words, left: narrow(words, filters) };
    look.found = count(look.left);
    look.exact = grams.every((some, n) => some.length === 1 && some[0] === this.parts[n]);
    this.seen.push(look);
    return look;
  }

  /* The grams of each part by which it is looked for. */
  telling(volume) {
    const most = Math.max(LEAST, Math.floor(GRAMS / Math.max(1, this.parts.length)));
    return this.parts.map(part => choose(gramsOf(part), volume.common, most));
  }

  /* For each part which documents hold its grams: so many grams at a time, until few are left. */
  async holding(volume, grams, step) {
    const held = grams.map(() => new Uint8Array(volume.count).fill(3));
    for (let n = 0; grams.some(some => n < some.length); n += step) {
      if (n && count(both(volume, held)) <= FEW) break;
      await Promise.all(grams.map(async (some, part) => {
        const next = some.slice(n, n + step);
        const lists = await Promise.all(next.map(gram => volume.holding(gram)));
        held[part] = both(volume, [held[part], ...lists]);
        next.forEach((gram, at) => this.weights.set(volume.name + gram, count(lists[at])));
      }));
    }
    return held;
  }

  /* For each facet that is narrowed, which documents are left. */
  filters(volume, facets) {
    const made = {};
    FACETS.filter(facet => this.wanted[facet]).forEach(facet => {
      const words = Array.from(facets[facet].keys());
      const left = made[facet] = new Uint8Array(volume.count);
      this.wanted[facet].forEach(wanted => {
        const whole = words.some(word => fold(word) === wanted) || this.isWhole(facet, wanted);
        words.filter(word => whole ? fold(word) === wanted : fold(word).includes(wanted))
          .forEach(word => facets[facet].get(word).forEach(n => { left[n] = 1; }));
      });
    });
    return made;
  }

  /* Whether a word is somebody's whole name in a volume seen before: then it means nobody else. */
  isWhole(facet, wanted) {
    return this.seen.some(({ facets }) =>
      facets && Array.from(facets[facet].keys()).some(word => fold(word) === wanted));
  }

  /* Yields results one by one: pages named so, then year by year items, by title and by text. */
  async *walk() {
    if (!this.asked) return;
    if (this.route.length) this.look(this.route[0]).catch(() => null); // side by side with pages
    const pages = this.pages ? await this.look(this.pages) : null;
    const named = this.checked(pages, pages && this.parts.length ? where(pages.left, 3) : []);
    const mentioned = this.checked(pages, pages
      ? where(pages.left, 1).concat(this.parts.length ? [] : where(pages.left, 3)) : []);
    for (let n = 0, next; n < TOP_PAGES && !(next = await named.next()).done; n++) yield next.value;
    for (const [n, entry] of this.route.entries()) {
      const look = await this.look(entry);
      this.hurry(n + 1);
      yield* this.checked(look, where(look.left, 3).reverse());
      yield* this.checked(look, where(look.left, 1).reverse());
      if (entry === this.route[0]) { yield* named; yield* mentioned; }
    }
    yield* named;
    yield* mentioned;
    if (!this.yielded && this.parts.length) yield* await this.near();
  }

  /* Where the years seen so far hold few, as many more are looked into at once as will be needed. */
  hurry(next) {
    const found = this.seen.reduce((sum, look) => sum + look.found, 0);
    const years = found ? Math.ceil(FIRST * next / found) - next : this.route.length;
    this.route.slice(next, next + Math.max(0, years))
      .forEach(entry => this.look(entry).catch(() => null));
  }

  /* Reads some documents at a time, more and more while none of them holds the words. */
  async *checked(look, documents) {
    for (let first = 0, size = FIRST; first < documents.length;) {
      const part = documents.slice(first, first + size);
      first += size;
      const pages = await Promise.all(part.map(n => look.volume.read(n)));
      const found = pages.filter(page => presentIn(page, this.parts).size === this.parts.length);
      this.refuted += part.length - found.length;
      size = found.length ? FIRST : Math.min(size * 2, 80);
      for (const page of found) {
        this.yielded++;
        yield this.item(page);
      }
    }
  }

  item(page) {
    return item(page, this.parts, presentIn(page, this.parts), 1000 / (1 + this.yielded));
  }

  /* Nowhere do all parts stand: what holds most of them, or of their pairs of characters. */
  async near() {
    const looks = await Promise.all(
      this.route.concat(this.pages || []).map(entry => this.look(entry)));
    let found = this.parts.length > 1 ? await this.most(looks, look => look.held, 1) : [];
    if (!found.length) {
      this.parts = pairs(this.parts).slice(0, NEAREST);
      const held = look => Promise.all(this.parts.map(pair => look.volume.holding(pair)));
      const few = looks.filter(({ entry }) => !this.route.slice(LEAST).includes(entry));
      found = await this.most(few, held, Math.max(LEAST, Math.ceil(this.parts.length / 2)));
    }
    this.nearest = found.length > 0;
    return found.map(page => { this.yielded++; return this.item(page); });
  }

  /* The pages in which at least so many parts stand, most first. */
  async most(looks, listsOf, least) {
    const all = [];
    for (const look of looks) {
      const held = new Uint8Array(look.volume.count);
      (await listsOf(look)).forEach(list => list.forEach((hit, n) => { held[n] += hit > 0; }));
      const left = narrow(held, look.filters);
      for (let n = left.length; n--;) if (left[n] >= least) all.push({ look, n, parts: left[n] });
    }
    all.sort((a, b) => b.parts - a.parts);
    const pages = await Promise.all(
      all.slice(0, NEAREST).map(({ look, n }) => look.volume.read(n)));
    return pages.map(page => ({ page, parts: presentIn(page, this.parts).size }))
      .filter(({ parts }) => parts >= least)
      .sort((a, b) => b.parts - a.parts).map(({ page }) => page);
  }

  /* Reads ahead until so many results wait; one caller after the other. */
  ahead(most) {
    const read = async () => {
      while (this.waiting.length < most && !this.done) {
        const next = await this.results.next();
        if (next.done) this.done = true; else this.waiting.push(next.value);
      }
    };
    this.reading = this.reading.then(read);
    return this.reading;
  }

  async take(most) {
    await this.ahead(most);
    return this.waiting.splice(0, most);
  }

  /* What the search box tells besides the results. */
  async state() {
    const bare = () => this.seen.filter(look => !look.facets && look.words.some(hit => hit));
    for (let looks; (looks = bare()).length;) { // others may be seen in the meantime
      await Promise.all(looks.map(async look => { look.facets = await look.volume.facets(); }));
    }
    const looks = this.seen, held = looks.filter(look => look.facets);
    const total = this.nearest ? this.yielded
      : looks.reduce((sum, look) => sum + look.found, 0) - this.refuted;
    const facets = {};
    FACETS.forEach(facet => {
      const words = new Map();
      held.forEach(({ facets: known, words: hits, filters }) => {
        const left = narrow(hits, filters, facet);
        known[facet].forEach((documents, word) => {
          const found = documents.reduce((sum, n) => sum + (left[n] > 0), 0);
          if (found) words.set(word, (words.get(word) || 0) + found);
        });
      });
      facets[facet] = Array.from(words).sort((a, b) => b[1] - a[1]);
    });
    const known = name => this.seen.find(({ entry }) => entry.name === name);
    const years = this.years.concat(this.others || []).map(
      ({ name }) => [name === OTHERS ? "其他" : name, known(name) ? known(name).found : null]);
    return {
      ticket: this.ticket, total, nearest: this.nearest, more: !this.done || this.waiting.length > 0,
      exact: this.done || looks.every(look => look.exact), facets: { years, ...facets },
      asked: this.asked,
      left: this.done ? [] : this.route.filter(({ name }) => !known(name)).map(({ name }) => name)
    };
  }
}

/* Of lists of hits, those that stand in all; 3 where all say 3. */
function both(volume, lists) {
  const left = new Uint8Array(volume.count).fill(3);
  lists.forEach(list => list.forEach((hit, n) => { left[n] &= hit; }));
  return left;
}

function narrow(hits, filters, but) {
  const left = hits.slice();
  Object.keys(filters).filter(facet => facet !== but).forEach(facet => {
    filters[facet].forEach((kept, n) => { if (!kept) left[n] = 0; });
  });
  return left;
}

function where(hits, wanted) {
  const found = [];
  hits.forEach((hit, n) => { if (hit === wanted) found.push(n); });
  return found;
}

function count(hits) {
  return hits.reduce((sum, hit) => sum + (hit > 0), 0);
}

function tell(message) {
  if (channel) channel.postMessage(message);
}

async function tellState(search, more) {
  const state = await search.state();
  if (current === search) tell({ ...state, ...more });
}

/* Answers a query with the first results, then goes on to count. */
async function answer(query, anew) {
  const search = current = new Search(query, anew);
  const live = () => current === search;
  await new Promise(resolve => setTimeout(resolve, WAIT)); // more letters may follow
  if (!live()) return;
  if (!search.asked && !opened) { // every page begins so: nothing is fetched for it
    postMessage({ type: RESULT, data: { items: [] } });
    return;
  }
  try {
    await search.start();
    const items = await search.take(channel ? FIRST : ALL); // without it these are all one sees
    if (!live()) return;
    postMessage({ type: RESULT, data: { items: items.map(item => [item]) } });
    await tellState(search, { shown: items.length });
    const counted = search.asked ? COUNTED : 1; // to offer what can be narrowed to, one will do
    for (const entry of search.route.slice(0, counted)) if (live()) await search.look(entry);
    const { exact, total } = await search.state();
    if (live() && !exact && total <= ALL) await search.ahead(ALL);
    await tellState(search, { shown: items.length });
  } catch (trouble) {
    if (!live()) return;
    await afresh(search, trouble);
  }
}

/* A file that is gone: the site was built anew, so the query is asked anew, once. */
async function afresh(search, trouble) {
  if (trouble instanceof Gone && !search.anew) return answer(search.query, true);
  postMessage({ type: RESULT, data: { items: [] } });
  tell({ ticket: search.ticket, trouble: true });
}

/* Further results, when the reader comes to the end of those shown. */
async function further(ticket) {
  const search = current;
  if (!search || search.ticket !== ticket) return;
  try {
    const items = await search.take(NEXT);
    await tellState(search, { items });
  } catch (trouble) {
    if (current === search) await afresh(search, trouble);
  }
}

if (channel) {
  channel.onmessage = event => {
    if (event.data.further) further(event.data.further);
    if (!event.data.opened || opened) return;
    opened = true;
    if (current && !current.asked) answer(current.query, false);
  };
  tell({ listening: true });
}

addEventListener("message", event => {
  const message = event.data;
  if (message.type === SET_UP) {
    postMessage({ type: READY });
  } else if (message.type === QUERY) answer(message.data, false);
});
