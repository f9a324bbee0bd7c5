import { readSync } from 'node:fs';
import { errorCode } from './open-file.js';

const CHUNK = 64 * 1024;
const RETRY_MS = 10;

/** All of standard input. Waits until whoever writes it is done. */
export function readStandardInput(): Uint8Array {
  const chunks: Buffer[] = [];
  const sleeper = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  for (;;) {
    const chunk = Buffer.allocUnsafe(CHUNK);
    try {
      const length = readSync(0, chunk);
      if (length === 0) return Buffer.concat(chunks);
      chunks.push(chunk.subarray(0, length));
    } catch (error) {
      const code = errorCode(error);
      // Windows ends a pipe with an error.
      if (code === 'EOF') return Buffer.concat(chunks);
      // A pipe that its other side made non-blocking has nothing yet.
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(sleeper, 0, 0, RETRY_MS);
    }
  }
}
