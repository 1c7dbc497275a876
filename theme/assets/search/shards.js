// Posting lists out of the bytes of a shard; bulletin/search/shards.py writes and describes them.

const KEY_BITS = 28;
export const MARKS = 5;
const MARK_VALUES = {
  "\u0300": 2,
  "\u0309": 1,
  "\u0303": 1,
  "\u0301": 4,
  "\u0323": 3,
  "\u0306": 2,
  "\u0302": 3,
  "\u031b": 3,
  "đ": 2,
};
const MIX = 0x9e3779b1;
const TABLE = Int32Array.from({ length: 256 }, (_, byte) => {
  for (let bit = 0; bit < 8; bit++) byte = byte & 1 ? (byte >>> 1) ^ 0xedb88320 : byte >>> 1;
  return byte;
});
const UTF8 = new TextEncoder();

export function crc32(bytes) {
  let sum = -1;
  for (const byte of bytes) sum = TABLE[(sum ^ byte) & 255] ^ (sum >>> 8);
  return ~sum >>> 0;
}

// The term that a word is: its key, the class of its marks, and whether it bears any.
export function termOf({ folded, exact }) {
  const hash = crc32(UTF8.encode(folded));
  return { hash, key: hash >>> (32 - KEY_BITS), marks: marksOf(exact), marked: exact !== folded };
}

export function marksOf(exact) {
  let sum = 0;
  for (const letter of exact.normalize("NFD")) sum += MARK_VALUES[letter] || 0;
  return sum % MARKS;
}

export function pairOf(left, right) {
  return {
    key: ((Math.imul(left.hash, MIX) + right.hash) >>> 0) >>> (32 - KEY_BITS),
    marks: (left.marks + 2 * right.marks) % MARKS,
    marked: left.marked && right.marked,
  };
}

export function placeOf(key, bits) {
  return key >>> (KEY_BITS - bits);
}

// What a file that came in pieces, or is something else altogether, throws.
export class Damaged extends Error {}

// The lists of a shard by the fingerprints of their terms, still as bytes.
export function read(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 6 || view.getUint32(0, true) !== crc32(bytes.subarray(4))) throw new Damaged();
  const lists = new Map();
  const count = view.getUint16(4, true);
  const at = { bytes, place: 6 + 2 * count };
  const lengths = Array.from({ length: count }, () => varint(at));
  let start = at.place;
  lengths.forEach((length, position) => {
    const end = start + (length >>> 1);
    lists.set(view.getUint16(6 + 2 * position, true), { bytes, start, end, cut: length & 1 });
    start = end;
  });
  return lists;
}

// The list of a term as {items, numbers, notes}; nothing when no item has the term.
export function listOf(lists, key, bits) {
  const rest = KEY_BITS - bits;
  const list = lists.get((key >>> Math.max(rest - 16, 0)) & ((1 << Math.min(rest, 16)) - 1));
  if (!list) return { items: 0, numbers: [], notes: [] };
  const at = { bytes: list.bytes, place: list.start };
  const items = list.cut ? varint(at) : 0;
  const numbers = [];
  const notes = [];
  for (let number = 0; at.place < list.end; ) {
    number += varint(at);
    numbers.push(number);
    notes.push(at.bytes[at.place++]);
  }
  return { items: items || numbers.length, numbers, notes };
}

function varint(at) {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = at.bytes[at.place++];
    value |= (byte & 127) << shift;
    if (byte < 128 || byte === undefined) return value;
  }
}
