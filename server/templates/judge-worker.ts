import { parentPort, workerData } from 'node:worker_threads';
import { judgeImport } from './judge-import.ts';

// Body of the thread that judges one import.

if (!parentPort) throw new Error('judge-worker.ts runs as a worker only');
parentPort.postMessage(judgeImport(workerData));
