import { parseArgs } from 'node:util';
import type { Figure } from './figure.ts';

/** A benchmark prints nothing itself; what it needs (browser, server) it starts and ends. */
type Benchmark = () => Promise<Figure[]>;

const benchmarks: Record<string, () => Promise<Benchmark>> = {
  size: async () => (await import('./size.ts')).size,
  load: async () => (await import('./load.ts')).load,
  sidebar: async () => (await import('./sidebar.ts')).sidebar,
  compose: async () => (await import('./compose.ts')).compose,
  thread: async () => (await import('./thread.ts')).thread,
  'mailbox-burst': async () => (await import('./mailbox-burst.ts')).mailboxBurst,
  'mailbox-heap': async () => (await import('./mailbox-heap.ts')).mailboxHeap,
  inboxsdk: async () => (await import('./inboxsdk.ts')).inboxsdk,
  template: async () => (await import('./template.ts')).template,
  'template-diff': async () => (await import('./template-diff.ts')).templateDiff,
  planner: async () => (await import('./planner.ts')).planner,
  push: async () => (await import('./push.ts')).push,
  sync: async () => (await import('./sync.ts')).sync,
  send: async () => (await import('./send.ts')).send,
  recipients: async () => (await import('./recipients.ts')).recipients,
  steps: async () => (await import('./steps.ts')).steps,
  import: async () => (await import('./import.ts')).importFiles,
  launch: async () => (await import('./launch.ts')).launch,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false } },
});
const unknown = positionals.filter((name) => !(name in benchmarks));
if (unknown.length > 0) {
  console.error(
    `No benchmark named ${unknown.join(', ')}. There are: ${Object.keys(benchmarks).join(', ')}.`,
  );
  process.exit(2);
}

const missed: string[] = [];
for (const name of positionals.length > 0 ? positionals : Object.keys(benchmarks)) {
  if (!values.json) console.error(`${name} …`);
  const benchmark = await benchmarks[name]?.();
  for (const { target, ...line } of (await benchmark?.()) ?? []) {
    console.log(JSON.stringify(line));
    const reached = target?.at === 'ratio' ? line.ratio : line.value;
    if (target && reached !== null && reached > target.most) {
      missed.push(`${line.name}: ${target.at} ${reached} is over the target of ${target.most}`);
    }
  }
}
for (const line of missed) console.error(line);
