import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';

type Handler = Parameters<typeof createAdaptorServer>[0]['fetch'];

/** A server on loopback that is spoken to in bytes, as a client would that shares no code with it. */
export async function startRawServer(fetch: Handler) {
  const server = createAdaptorServer({ fetch });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // it listens on a port
  return {
    /** All that the server says until it closes. */
    async say(request: string): Promise<string> {
      const socket = connect(port, '127.0.0.1');
      await once(socket, 'connect');
      socket.write(request, 'latin1');
      const chunks: Buffer[] = [];
      for await (const chunk of socket) chunks.push(chunk);
      return Buffer.concat(chunks).toString('latin1');
    },
    stop: () => server.close(),
  };
}

/** A request as it goes over the wire, with nothing that a client would add of itself. */
export function rawRequest(
  method: string,
  target: string,
  { type = '', body = '' }: { type?: string; body?: string } = {},
): string {
  const head = [`${method} ${target} HTTP/1.1`, 'Host: 127.0.0.1', 'Connection: close'];
  if (type !== '') head.push(`Content-Type: ${type}`);
  const length = method === 'POST' ? [`Content-Length: ${Buffer.byteLength(body, 'latin1')}`] : [];
  return `${[...head, ...length].join('\r\n')}\r\n\r\n${body}`;
}
