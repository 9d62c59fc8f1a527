import { expect, test } from 'vitest';
import type { SendProof } from '../../contract/task.ts';
import type { ThreadMessage } from '../../contract/thread.ts';
import { type OpenThread, repliesTo } from './reply.ts';

const proof: SendProof = {
  site: 'gmail',
  account: 'mia@nordby.example',
  sentAt: '2026-11-20T09:00:00.000Z',
  to: ['ana@fjord.example'],
  cc: [],
  bcc: [],
  subject: '',
  ids: { draft: 'msg-a:r1', message: 'msg-a:r1', thread: 'thread-a:r1' },
  evidence: 'network',
};
const ours: ThreadMessage = { id: 'msg-a:r1', own: true, from: 'mia@nordby.example' };
const theirs: ThreadMessage = { id: 'msg-f:2', own: false, from: 'ana@fjord.example' };

function opened(
  change: Partial<OpenThread> = {},
  messages = [ours, theirs],
  thread = 'thread-a:r1',
): OpenThread {
  return {
    site: 'gmail',
    account: 'mia@nordby.example',
    thread: { key: thread, ids: { thread }, participants: [], messages },
    ...change,
  };
}

test('what somebody else wrote after our message answers it', () => {
  expect(repliesTo(proof, opened())).toEqual(['msg-f:2']);
});

test('several answers come in the order of the thread; our own answers in between are none', () => {
  const messages = [
    ours,
    theirs,
    { ...ours, id: 'msg-a:r3' },
    { ...theirs, id: 'msg-f:4', from: 'bo@fjord.example' },
  ];
  expect(repliesTo(proof, opened({}, messages))).toEqual(['msg-f:2', 'msg-f:4']);
});

test.each<[string, OpenThread]>([
  ['another thread', opened({}, [ours, theirs], 'thread-a:r2')],
  ['another site', opened({ site: 'outlook' })],
  ['another mailbox', opened({ account: 'someone@nordby.example' })],
  ['a mailbox that is not known for sure', opened({ account: null })],
  ['only our message', opened({}, [ours])],
  ['our message is folded away: what is shown may stand before it', opened({}, [theirs])],
  ['they wrote before us', opened({}, [theirs, ours])],
  ['who wrote is not certain', opened({}, [ours, { ...theirs, own: null }])],
  ['no address is shown', opened({}, [ours, { ...theirs, from: null }])],
  ['it could not be delivered', opened({}, [ours, { ...theirs, from: 'mailer-daemon@googlemail.com' }])],
  ['the postmaster', opened({}, [ours, { ...theirs, from: 'Postmaster@fjord.example' }])],
])('no answer: %s', (_, thread) => {
  expect(repliesTo(proof, thread)).toEqual([]);
});

test.each([[{ message: 'msg-a:r1' }], [{ thread: 'thread-a:r1' }], [{}]])(
  'a proof with the ids %j tells nothing',
  (ids) => {
    expect(repliesTo({ ...proof, ids }, opened())).toEqual([]);
    expect(repliesTo({ ...proof, ids }, { ...opened(), thread: { ...opened().thread, ids: {} } })).toEqual(
      [],
    );
  },
);

test('addresses of mailboxes are compared without case', () => {
  expect(repliesTo(proof, opened({ account: 'Mia@Nordby.example' }))).toEqual(['msg-f:2']);
});
