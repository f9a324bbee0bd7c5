import { spawn } from 'node:child_process';

/** A language server on its standard streams, and the little of a client that a benchmark needs. */
export function startServer(command, args, options) {
  const child = spawn(command, args, { ...options, stdio: ['pipe', 'pipe', 'inherit'] });
  const waiting = new Map();
  const listeners = new Map();
  let buffer = Buffer.alloc(0);
  let count = 0;

  const send = (message) => {
    const body = Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...message }));
    child.stdin.write(`Content-Length: ${body.length}\r\n\r\n`);
    child.stdin.write(body);
  };
  const receive = (message) => {
    if (message.method === undefined) {
      const { resolve, reject } = waiting.get(message.id);
      waiting.delete(message.id);
      if (message.error === undefined) resolve(message.result);
      else reject(new Error(JSON.stringify(message.error)));
    } else {
      const answer = listeners.get(message.method)?.(message.params);
      if (message.id !== undefined) send({ id: message.id, result: answer ?? null });
    }
  };
  child.stdout.on('data', (chunk) => {
    buffer = Buffer.concat([buffer, chunk]);
    for (;;) {
      const end = buffer.indexOf('\r\n\r\n');
      if (end < 0) return;
      const length = Number(/Content-Length: (\d+)/i.exec(buffer.toString('latin1', 0, end))[1]);
      if (buffer.length < end + 4 + length) return;
      const message = JSON.parse(buffer.toString('utf8', end + 4, end + 4 + length));
      buffer = buffer.subarray(end + 4 + length);
      receive(message);
    }
  });
  return {
    pid: child.pid,
    on: (method, listener) => listeners.set(method, listener),
    notify: (method, params) => send({ method, params }),
    request: (method, params) =>
      new Promise((resolve, reject) => {
        count += 1;
        waiting.set(count, { resolve, reject });
        send({ id: count, method, params });
      }),
    closed: new Promise((resolve) => child.on('close', resolve)),
  };
}
