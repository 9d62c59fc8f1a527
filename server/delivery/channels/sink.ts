import type { Sink } from '../../practice/sink.ts';
import type { Channel } from './channel.ts';
import { createSmtpChannel } from './smtp.ts';

/** The built-in practice sink: each workspace's mail goes to that workspace's page, and to nobody else. */
export function createSinkChannel(sink: Pick<Sink, 'host' | 'port' | 'credentials'>): Channel {
  return createSmtpChannel({
    name: 'sink',
    connections: 4,
    serverOf(workspaceId) {
      const { user, pass } = sink.credentials(workspaceId);
      return { host: sink.host, port: sink.port, security: 'none', signIn: { user, password: pass } };
    },
  });
}
