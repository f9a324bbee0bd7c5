import { isUtf8 } from 'node:buffer';

export type Decoded =
  | { readonly text: string; readonly byteOrderMark: boolean }
  /** A clause that says what the bytes are instead. */
  | { readonly problem: string };

/** UTF-8 to text without its byte order mark. Nothing is replaced: bytes that are no UTF-8 are refused. */
export function decode(bytes: Uint8Array): Decoded {
  const [first, second, third] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff))
    return { problem: 'it is UTF-16 and not UTF-8' };
  if (!isUtf8(bytes)) return { problem: 'it is not valid UTF-8' };
  const byteOrderMark = first === 0xef && second === 0xbb && third === 0xbf;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { text: buffer.toString('utf8', byteOrderMark ? 3 : 0), byteOrderMark };
}

/** The bytes of a text, with its byte order mark where it had one. */
export function encode(text: string, options: { readonly byteOrderMark: boolean }): Buffer {
  return Buffer.from(options.byteOrderMark ? `\uFEFF${text}` : text, 'utf8');
}
