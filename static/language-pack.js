// Decodes the language file. The page already contains half of its text in the article, and the first part has
// brought another part, so only a delta against both is fetched. src/content/delta.rs writes the delta and describes its format.

/**
 * Makes the language file from a delta, the text of the article, and the language file of the first part.
 *
 * @param {Uint8Array} delta
 * @param {string} text the text of the article
 * @param {Uint8Array} first the language file of the first part
 * @returns {Uint8Array | undefined} undefined if the delta was made for another text
 */
export function applied(delta, text, first) {
  const from = new Uint8Array([...new TextEncoder().encode(text), ...first]);
  const head = new DataView(delta.buffer, delta.byteOffset);
  const words = new Uint8Array(head.getUint32(0, true));
  const steps = 12 + head.getUint32(8, true);
  let [at, own, filled, end] = [12, steps, 0, 0];
  const copy = (bytes, start, length) => {
    words.set(bytes.subarray(start, start + length), filled);
    filled += length;
  };
  const number = () => {
    let [value, shift] = [0, 0];
    for (;;) {
      const byte = delta[at++];
      value |= (byte & 127) << shift;
      shift += 7;
      if (byte < 128) return value;
    }
  };
  while (at < steps) {
    const [length, jump, copied] = [number(), number(), number()];
    copy(delta, own, length);
    own += length;
    end += (jump >> 1) ^ -(jump & 1);
    copy(from, end, copied);
    end += copied;
  }
  const sum = words.reduce((sum, byte) => Math.imul(sum ^ byte, 0x01000193), 0x811c9dc5);
  return sum >>> 0 === head.getUint32(4, true) ? words : undefined;
}
