/*
 * Numbers as text: six bits a character, low bits first, five of them the number's and one that says whether more
 * follow. Facts are mostly small numbers, and so take a third of what JSON makes of them.
 */

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const VALUES = new Uint8Array(128);
for (let i = 0; i < ALPHABET.length; i++) VALUES[ALPHABET.charCodeAt(i)] = i;

const CHUNK = 4096;

export function encodeNumbers(values: Int32Array): string {
  const parts: string[] = [];
  let part = '';
  for (const value of values) {
    // Zigzag: small negative numbers stay small.
    let rest = ((value << 1) ^ (value >> 31)) >>> 0;
    while (rest >= 32) {
      part += ALPHABET[(rest & 31) | 32] ?? '';
      rest >>>= 5;
    }
    part += ALPHABET[rest] ?? '';
    if (part.length > CHUNK) {
      parts.push(part);
      part = '';
    }
  }
  parts.push(part);
  return parts.join('');
}

export function decodeNumbers(text: string, count: number): Int32Array {
  const values = new Int32Array(count);
  let at = 0;
  for (let i = 0; i < count; i++) {
    let rest = 0;
    let shift = 0;
    let digit = VALUES[text.charCodeAt(at++)] ?? 0;
    while (digit >= 32) {
      rest |= (digit & 31) << shift;
      shift += 5;
      digit = VALUES[text.charCodeAt(at++)] ?? 0;
    }
    rest |= digit << shift;
    values[i] = (rest >>> 1) ^ -(rest & 1);
  }
  return values;
}
