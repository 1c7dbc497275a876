// Zip archives: written without compression and without the time of day, so that the same files give
// the same bytes; read where a browser can inflate.

const TABLE = Uint32Array.from({ length: 256 }, (_, value) => {
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});
const NAMES_ARE_UTF8 = 0x800;
const FIRST_DAY = 0x21; // 1 January 1980
// Bytes of one part: what grows more than this is made to fill the memory of the device.
const MOST = 30_000_000;
const NO_RATIO_BELOW = 4_000_000;
const LARGEST_RATIO = 100;

function checksum(bytes) {
  let sum = ~0;
  for (const byte of bytes) sum = TABLE[(sum ^ byte) & 255] ^ (sum >>> 8);
  return ~sum >>> 0;
}

// The archive of `files`, given as [path, bytes], as bytes.
export function zip(files) {
  const entries = [];
  const index = [];
  let offset = 0;
  for (const [path, bytes] of files) {
    const name = new TextEncoder().encode(path);
    const sizes = [checksum(bytes), bytes.length, bytes.length];
    const common = [[2, 20], [2, NAMES_ARE_UTF8], [2, 0], [2, 0], [2, FIRST_DAY], ...sizes.map((size) => [4, size])];
    const entry = [packNumbers([[4, 0x04034b50], ...common, [2, name.length], [2, 0]]), name, bytes];
    index.push(packNumbers([[4, 0x02014b50], [2, 20], ...common, [2, name.length], [2, 0], [2, 0], [2, 0], [2, 0], [4, 0], [4, offset]]), name);
    entries.push(...entry);
    offset += entry.reduce((sum, part) => sum + part.length, 0);
  }
  const size = index.reduce((sum, part) => sum + part.length, 0);
  const count = [2, files.length];
  return join([...entries, ...index, packNumbers([[4, 0x06054b50], [2, 0], [2, 0], count, count, [4, size], [4, offset], [2, 0]])]);
}

function packNumbers(numbers) {
  return Uint8Array.from(numbers.flatMap(([size, value]) => Array.from({ length: size }, (_, at) => value >>> (8 * at))));
}

function join(parts) {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

// The parts of an archive: their names, and a function that gives the bytes of one. Throws where
// the bytes are no archive.
export function unzip(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end--;
  if (end < 0) throw new Error("no archive");
  const parts = new Map();
  let at = view.getUint32(end + 16, true);
  for (let count = view.getUint16(end + 10, true); count > 0; count--) {
    if (view.getUint32(at, true) !== 0x02014b50) throw new Error("no archive");
    const [nameLength, extra, comment] = [28, 30, 32].map((from) => view.getUint16(at + from, true));
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
    parts.set(name.replace(/^\//, ""), {
      method: view.getUint16(at + 10, true),
      packed: view.getUint32(at + 20, true),
      start: view.getUint32(at + 42, true),
    });
    at += 46 + nameLength + extra + comment;
  }
  const read = async (name) => {
    const { method, packed, start } = parts.get(name);
    const from = start + 30 + view.getUint16(start + 26, true) + view.getUint16(start + 28, true);
    const data = bytes.subarray(from, from + packed);
    if (method === 0) return data;
    if (method !== 8) throw new Error("packed in an unknown way");
    return inflate(data);
  };
  return { names: [...parts.keys()], has: (name) => parts.has(name), read };
}

async function inflate(data) {
  const most = Math.min(MOST, Math.max(NO_RATIO_BELOW, LARGEST_RATIO * data.length));
  const stream = new Blob([data]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  const reader = stream.getReader();
  const chunks = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return join(chunks);
    chunks.push(value);
    size += value.length;
    if (size > most) {
      await reader.cancel();
      throw new Error("too large");
    }
  }
}
