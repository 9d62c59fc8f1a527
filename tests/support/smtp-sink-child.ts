import { startTestSink } from './smtp-sink.ts';

// A sink in a process of its own, so that it does not take time from who sends. It says its port, and ends when its
// standard input does.

const sink = await startTestSink();
process.stdout.write(`${sink.port}\n`);
process.stdin.resume();
process.stdin.on('end', () => void sink.stop());
