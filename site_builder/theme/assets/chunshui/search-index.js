/* Part of the search worker: reads the files below search/ that `site_builder/search` writes.
   Folding and grams are the same here and there; a test holds one against the other. */
"use strict";

const GROUPS = 4096, DIGEST = 5, TITLED = 8;
const FACETS = ["units", "kinds", "publications", "tracks"];
const GAP = /[\s,。;:、"'!?《》…—]+/, CODE = /[0-9a-z.%-]/;
const KEPT = 300;

/* Files have their digest in their names: one that is gone means that the site was built anew. */
class Gone extends Error {}

/* One form for what people type in several ways; every character keeps its place. */
function fold(text) {
  const same = text
    .replace(/[\uff01-\uff5e]/g, c => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .replace(/[[〔【〖{]/g, "(").replace(/[\]〕】〗}]/g, ")")
    .replace(/[‘’]/g, "'").replace(/[“”]/g, '"');
  let lower = same.toLowerCase();
  if (lower.length !== same.length) {
    lower = Array.from(same, c => (c.toLowerCase().length === c.length ? c.toLowerCase() : c))
      .join("");
  }
  return lower.replace(/ς/g, "σ");
}

/* The grams that every text with this part holds: threes round figures and letters, else pairs. */
function gramsOf(part) {
  const found = [];
  part.split(GAP).forEach(piece => {
    const run = Array.from(piece);
    const codes = run.map(c => CODE.test(c));
    const three = at => at >= 0 && at + 2 < run.length && codes[at + 1];
    for (let at = 0; at + 1 < run.length; at++) {
      if (three(at)) found.push(run.slice(at, at + 3).join(""));
      else if (!three(at - 1)) found.push(run[at] + run[at + 1]);
    }
  });
  if (found.length) return Array.from(new Set(found));
  return Array.from(new Set(part.replace(/\s/g, "")));
}

/* Some of a part's grams: the telling ones, spread over the whole part. */
function choose(grams, common, most) {
  let left = grams.filter(gram => !common.has(gram));
  if (!left.length) left = grams;
  if (left.length <= most) return left;
  const step = (left.length - 1) / (most - 1);
  return Array.from({ length: most }, (_, n) => left[Math.round(n * step)]);
}

const CRC = Array.from({ length: 256 }, (_, n) => {
  for (let bit = 0; bit < 8; bit++) n = n & 1 ? (n >>> 1) ^ 0xedb88320 : n >>> 1;
  return n;
});

/* CRC-32 of a gram's UTF-16LE, modulo the number of groups. */
function group(gram) {
  let crc = -1;
  for (let at = 0; at < gram.length; at++) {
    const unit = gram.charCodeAt(at);
    crc = (crc >>> 8) ^ CRC[(crc ^ unit) & 255];
    crc = (crc >>> 8) ^ CRC[(crc ^ (unit >> 8)) & 255];
  }
  return ((crc ^ -1) >>> 0) % GROUPS;
}

/* Bytes read from front to back. */
class Reader {
  constructor(bytes, at = 0) { this.bytes = bytes; this.at = at; }
  byte() { return this.bytes[this.at++]; }
  number() {
    let value = 0, shift = 1, byte;
    do { byte = this.byte(); value += (byte & 127) * shift; shift *= 128; } while (byte > 127);
    return value;
  }
  hex(length) {
    let text = "";
    while (length--) text += this.byte().toString(16).padStart(2, "0");
    return text;
  }
  /* Calls `tell` with each number of a list; without it the list is passed over. */
  list(tell) {
    const form = this.number(), end = this.at + (form >> 1);
    if (!tell) { this.at = end; return; }
    if (form & 1) {
      for (let first = 0; this.at < end; first += 8) {
        for (let bits = this.byte(), n = 0; bits; bits >>= 1, n++) if (bits & 1) tell(first + n);
      }
    } else {
      for (let last = -1; this.at < end;) tell(last += this.number() + 1);
    }
  }
}

/* Keeps what was fetched; the oldest goes first. */
class Shelf {
  constructor(base) { this.base = base; this.held = new Map(); }
  fetch(path, read) {
    if (!this.held.has(path)) {
      if (this.held.size >= KEPT) this.held.delete(this.held.keys().next().value);
      const made = fetch(new URL(path, this.base)).then(response => {
        if (!response.ok) throw new Gone(path);
        return response.arrayBuffer();
      }).then(buffer => read(new Uint8Array(buffer)));
      made.catch(() => this.held.delete(path));
      this.held.set(path, made);
    }
    return this.held.get(path);
  }
}

/* A JSON head behind its length, and a reader of what follows. */
function headed(bytes) {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const head = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)));
  return [head, new Reader(bytes, 4 + length)];
}

/* A year's items, or all other pages: documents are numbered from the oldest on. */
class Volume {
  constructor(shelf, name, bytes) {
    const [head, reader] = headed(bytes);
    this.shelf = shelf;
    this.name = name;
    this.head = head;
    this.common = new Set(head.common);
    this.shards = Array.from({ length: 1 << head.bits }, () => reader.hex(DIGEST));
    this.segments = head.segments.map(([, count]) => count);
    this.count = this.segments.reduce((sum, count) => sum + count, 0);
  }

  /* The words of each facet with their documents. */
  facets() {
    return this.shelf.fetch(`${this.name}/facets-${this.head.facets}.bin`, bytes => {
      const [words, reader] = headed(bytes), facets = {};
      FACETS.forEach(facet => {
        facets[facet] = new Map(words[facet].map(word => {
          const documents = [];
          reader.list(document => documents.push(document));
          return [word, documents];
        }));
      });
      return facets;
    });
  }

  /* Where each block of texts begins, and the digests of the blocks. */
  texts() {
    return this.shelf.fetch(`${this.name}/texts-${this.head.texts}.bin`, bytes => {
      const reader = new Reader(bytes);
      const length = this.head.segments.reduce((sum, [, , count]) => sum + count, 0);
      let first = 0;
      const starts = Array.from({ length }, () => {
        const start = first;
        first += reader.byte();
        return start;
      });
      return { starts, blocks: starts.map(() => reader.hex(DIGEST)) };
    });
  }

  /* Which documents hold a gram: 1 in the text, 3 in the title too. */
  async holding(gram) {
    const which = Math.floor(group(gram) / (GROUPS / this.shards.length));
    const name = which.toString(16).padStart(3, "0");
    const bytes = await this.shelf.fetch(
      `${this.name}/${name}-${this.shards[which]}.bin`, bytes => bytes);
    const reader = new Reader(bytes), found = new Uint8Array(this.count);
    let first = 0;
    for (const count of this.segments) {
      const end = reader.number() + reader.at, base = first;
      while (reader.at < end) {
        const length = reader.byte();
        const same = this.isGram(reader, gram, length & (TITLED - 1));
        reader.list(same && (document => { found[base + document] = 1; }));
        if (length & TITLED) reader.list(same && (document => { found[base + document] = 3; }));
      }
      first += count;
    }
    return found;
  }

  isGram(reader, gram, length) {
    let same = length === gram.length;
    for (let at = 0; at < length; at++) {
      const unit = reader.byte() | reader.byte() << 8;
      same = same && unit === gram.charCodeAt(at);
    }
    return same;
  }

  /* A document's words, folded too. */
  async read(document) {
    const { starts, blocks } = await this.texts();
    let which = 0;
    for (let high = starts.length; high - which > 1;) {
      const middle = (which + high) >> 1;
      if (starts[middle] <= document) which = middle; else high = middle;
    }
    const texts = await this.shelf.fetch(
      `${this.name}/text/${which}-${blocks[which]}.bin`,
      bytes => new TextDecoder("utf-16le", { ignoreBOM: true }).decode(bytes).split("\x1e"));
    const [address, title, date, text] = texts[document - starts[which]].split("\x1f");
    return { address, title, date, text, foldedTitle: fold(title), foldedText: fold(text) };
  }
}

/* The volumes of the site, newest first. */
class Library {
  constructor(base) { this.base = base; this.opened = null; }

  /* The list of volumes; `anew` after one of their files was gone. */
  volumes(anew = false) {
    if (anew || !this.opened) {
      this.shelf = new Shelf(this.base);
      this.opened = fetch(new URL("directory.json", this.base), { cache: "no-cache" })
        .then(response => {
          if (!response.ok) throw new Error("search/directory.json: " + response.status);
          return response.json();
        });
      this.opened.catch(() => { this.opened = null; });
    }
    return this.opened;
  }

  open(entry) {
    return this.shelf.fetch(entry.file, bytes => new Volume(this.shelf, entry.name, bytes));
  }
}
