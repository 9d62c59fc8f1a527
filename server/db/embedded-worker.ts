import { parentPort, workerData } from 'node:worker_threads';
import { type Engine, openEngine } from './pglite.ts';
import type { ErrorFields, FromWorker, ToWorker } from './worker-engine.ts';

// Body of the worker that holds the embedded database, so that a long query never stalls the server's event loop.

const port = parentPort;
if (!port) throw new Error('embedded-worker.ts runs as a worker only');
const tell = (message: FromWorker) => port.postMessage(message);

/** Structured clone keeps an error's message but drops `code` and `constraint`. */
function fieldsOf(error: unknown): ErrorFields {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) };
  const plain = Object.entries(error).filter(
    ([, value]) => typeof value === 'string' || typeof value === 'number',
  );
  return { ...Object.fromEntries(plain), name: error.name, message: error.message };
}

/** Answers every message, with a result or an error; never rejects. */
async function answer(engine: Engine, message: ToWorker): Promise<void> {
  try {
    if (message.kind === 'run') {
      return tell({
        kind: 'done',
        id: message.id,
        result: await engine.run(message.sql, message.parameters),
      });
    }
    await engine.close();
    tell({ kind: 'done', id: message.id, result: { rows: [], affectedRows: 0 } });
    port?.close();
  } catch (error) {
    tell({ kind: 'failed', id: message.id, error: fieldsOf(error) });
  }
}

try {
  const engine = await openEngine(workerData.location);
  engine.onNotification((channel, payload) => tell({ kind: 'notification', channel, payload }));
  port.on('message', (message: ToWorker) => void answer(engine, message));
  tell({ kind: 'ready' });
} catch (error) {
  tell({ kind: 'broken', error: fieldsOf(error) });
}
