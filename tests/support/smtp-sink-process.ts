import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A sink in a process of its own. */
export interface SinkProcess {
  port: number;
  stop(): Promise<void>;
}

const child = fileURLToPath(new URL('./smtp-sink-child.ts', import.meta.url));

/** @param program - says its port and ends when its standard input does */
export async function startSinkProcess(program = child): Promise<SinkProcess> {
  const sink = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [port] = await once(sink.stdout, 'data');
  return {
    port: Number(String(port)),
    async stop() {
      const ended = once(sink, 'exit');
      sink.stdin.end();
      await ended;
    },
  };
}
