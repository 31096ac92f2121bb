/* Search worker: speaks the messages of Material's own (0 set up, 1 ready, 2 query, 3 result),
   but looks for what was typed as it is written. Chinese has no spaces, so an index of words
   must guess where words end and misses 环境 in 生态环境 or 〔2026〕12号; a plain scan cannot.
   A page is found when all parts of the query stand in it; if none is, the nearest are shown. */
"use strict";

var SET_UP = 0, READY = 1, QUERY = 2, RESULT = 3;
var TITLE_WEIGHT = 20, TAG_WEIGHT = 30, WHOLE_TITLE_WEIGHT = 200;
var BEFORE = 24, AFTER = 76;
var pages = [];

/* One form for what people type in several ways; every character keeps its place. */
function fold(text) {
  return text.toLowerCase()
    .replace(/[\uff01-\uff5e]/g, function (c) {
      return String.fromCharCode(c.charCodeAt(0) - 0xfee0);
    })
    .toLowerCase()
    .replace(/[\[〔【〖{]/g, "(")
    .replace(/[\]〕】〗}]/g, ")")
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/[\u201c\u201d]/g, '"');
}

/* The words of an index entry without tags and the marks of a segmenter. */
function words(html) {
  return html
    .replace(/<\/(?:p|li|pre)>/g, " ")
    .replace(/<[^>]*>|\u200b/g, "")
    .replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"').replace(/&amp;/g, "&")
    .replace(/\s+/g, " ").trim();
}

function escape(text) {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

/* Entries come page by page, the page itself first, then its sections. */
function setUp(docs) {
  var byPath = new Map();
  docs.forEach(function (doc) {
    var path = doc.location.split("#")[0];
    if (!byPath.has(path)) byPath.set(path, []);
    var title = words(doc.title), text = words(doc.text), tags = doc.tags || [];
    byPath.get(path).push({
      location: doc.location, title: title, text: text, tags: tags, boost: doc.boost || 1,
      foldedTitle: fold(title), foldedText: fold(text), foldedTags: fold(tags.join("\n"))
    });
  });
  pages = Array.from(byPath.values());
}

function count(text, part) {
  var found = 0;
  for (var at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length)) found++;
  return found;
}

function weigh(entry, part) {
  return (count(entry.foldedText, part) +
    TITLE_WEIGHT * count(entry.foldedTitle, part) +
    TAG_WEIGHT * count(entry.foldedTags, part) +
    (entry.foldedTitle === part ? WHOLE_TITLE_WEIGHT : 0)) * entry.boost;
}

/* The text with every part marked; overlapping parts become one mark. */
function mark(text, folded, parts) {
  var hit = new Array(text.length).fill(false);
  parts.forEach(function (part) {
    for (var at = folded.indexOf(part); at >= 0; at = folded.indexOf(part, at + 1)) {
      hit.fill(true, at, at + part.length);
    }
  });
  var out = "", open = false;
  for (var i = 0; i < text.length; i++) {
    if (hit[i] !== open) { out += hit[i] ? "<mark>" : "</mark>"; open = hit[i]; }
    out += escape(text[i]);
  }
  return out + (open ? "</mark>" : "");
}

function teaser(entry, parts) {
  var first = parts.map(function (part) { return entry.foldedText.indexOf(part); })
    .filter(function (at) { return at >= 0; });
  var from = first.length ? Math.max(0, Math.min.apply(null, first) - BEFORE) : 0;
  var to = Math.min(entry.text.length, from + BEFORE + AFTER);
  return "<p>" + (from ? "…" : "") +
    mark(entry.text.slice(from, to), entry.foldedText.slice(from, to), parts) +
    (to < entry.text.length ? "…" : "") + "</p>";
}

/* Material colours words on the page it opens: give it the letters, not the brackets. */
function terms(parts, present) {
  var told = {};
  parts.forEach(function (part) {
    part.split(/[\s()'",.;:!?，。；：！？、《》]+/).filter(Boolean).forEach(function (word) {
      told[word] = present.has(part);
    });
  });
  return told;
}

function item(entry, parts, present, score) {
  var result = {
    location: entry.location, score: score, terms: terms(parts, present),
    title: mark(entry.title, entry.foldedTitle, parts), text: teaser(entry, parts)
  };
  if (entry.tags.length) result.tags = entry.tags.map(escape);
  return result;
}

function lookAt(page, parts) {
  var present = new Set(), best = 0;
  var scores = page.map(function (entry) {
    var score = 0;
    parts.forEach(function (part) {
      var weight = weigh(entry, part);
      if (weight) present.add(part);
      score += weight;
    });
    best = Math.max(best, score);
    return score;
  });
  return { page: page, scores: scores, present: present, best: best };
}

function found(parts, least) {
  return pages.map(function (page) { return lookAt(page, parts); })
    .filter(function (look) { return look.present.size >= least; })
    .sort(function (a, b) { return b.present.size - a.present.size || b.best - a.best; });
}

/* Pairs of neighbouring characters: what is left to try when the words as typed are nowhere. */
function pairs(parts) {
  var all = new Set();
  parts.forEach(function (part) {
    if (part.length < 3) all.add(part);
    for (var i = 0; part.length > 2 && i < part.length - 1; i++) all.add(part.slice(i, i + 2));
  });
  return Array.from(all);
}

function search(query) {
  var parts = Array.from(new Set((fold(query.replace(/\u200b/g, ""))
    .match(/"[^"]+"|\S+/g) || [])
    .map(function (part) { return part.replace(/^"+|"+$/g, ""); }).filter(Boolean)));
  if (!parts.length) return { items: [] };
  var looks = found(parts, parts.length);
  if (!looks.length && parts.length > 1) looks = found(parts, 1);
  if (!looks.length) {
    parts = pairs(parts);
    looks = found(parts, Math.max(2, Math.ceil(parts.length / 2)));
  }
  return { items: looks.map(function (look) {
    var items = [];
    look.page.forEach(function (entry, place) {
      if (!place || look.scores[place]) {
        items.push(item(entry, parts, look.present, look.scores[place]));
      }
    });
    return items.sort(function (a, b) { return b.score - a.score; });
  }) };
}

addEventListener("message", function (event) {
  var message = event.data;
  if (message.type === SET_UP) {
    setUp(message.data.docs);
    postMessage({ type: READY });
  } else if (message.type === QUERY) {
    postMessage({ type: RESULT, data: search(message.data) });
  }
});
