/**
 * Names and sizes of what a zip file holds, read from its directory at the end.
 * @param {Buffer} bytes
 * @returns {readonly { readonly name: string, readonly packed: number, readonly size: number }[]}
 */
export function zipEntries(bytes) {
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0) throw new Error('This is no zip file.');
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  return Array.from({ length: count }, () => {
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) => bytes.readUInt16LE(at + field));
    const name = bytes.toString('utf8', at + 46, at + 46 + (nameLength ?? 0));
    const entry = { name, packed: bytes.readUInt32LE(at + 20), size: bytes.readUInt32LE(at + 24) };
    at += 46 + (nameLength ?? 0) + (extraLength ?? 0) + (commentLength ?? 0);
    return entry;
  });
}
