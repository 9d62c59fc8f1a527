import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { PageRequest } from '../traffic.ts';
import { readTraffic } from './traffic.ts';

const ana = { Name: 'Ana Ito', EmailAddress: 'ana@example.com' };
const item = {
  ToRecipients: [ana],
  CcRecipients: [],
  BccRecipients: [],
  Subject: 'Hello',
  Body: { Value: '<p>x</p>' },
};
const change = (...parts: object[]) => [
  { ItemId: { Id: 'AAk/1+2==' }, Updates: parts.map((part) => ({ Path: { FieldURI: 'x' }, Item: part })) },
];

function aRequest(action: string, body: object, name = '', more: Partial<PageRequest> = {}): PageRequest {
  return {
    url: `https://outlook.cloud.microsoft/owa/service.svc?action=${action}&app=Mail&n=4`,
    body: JSON.stringify({ __type: 'x', Header: {}, Body: body }),
    headers: { action, ...(name && { 'x-owa-actionname': name }) },
    ...more,
  };
}
const send = { MessageDisposition: 'SendAndSaveCopy', ComposeOperation: 'newMail' };
const save = { MessageDisposition: 'SaveOnly', ComposeOperation: 'newMail' };
const later = {
  ExtendedProperty: [{ ExtendedFieldURI: { PropertyTag: '0x3fef' }, Value: '2026-11-22T08:00:00Z' }],
};

test.each([
  ['send', aRequest('CreateItem', { ...send, Items: [item] }, 'CreateMessageForComposeSend')],
  ['send', aRequest('UpdateItem', { ...send, ItemChanges: change(item) }, 'UpdateMessageForComposeSend')],
  ['send', aRequest('UpdateItem', { ...send, ComposeOperation: 'reply', ItemChanges: change(item) })],
  ['send', aRequest('createitem', { ...send, MessageDisposition: 'SendOnly', Items: [item] })],
  ['send', aRequest('CreateItem', { Items: [item] }, 'CreateResponseSend')],
  ['draft', aRequest('CreateItem', { ...save, Items: [item] }, 'CreateMessageForCompose')],
  ['draft', aRequest('UpdateItem', { ...save, ItemChanges: change(item) }, 'UpdateMessageForCompose')],
  ['undo', aRequest('UpdateItem', { ...save, ItemChanges: change(item) }, 'UpdateMessageForUndoSend')],
  ['schedule', aRequest('CreateItem', { ...send, Items: [{ ...item, ...later }] })],
  ['schedule', aRequest('UpdateItem', { ...send, ItemChanges: change(item, { DeferredSendTime: 'x' }) })],
  ['discard', aRequest('DeleteItem', { ItemIds: [{ Id: 'AAk1' }] })],
  ['other', aRequest('CreateItem', { Items: [{ Start: 'x' }] })],
  ['other', aRequest('MoveItem', { ItemIds: [{ Id: 'AAk1' }] })],
])('R11 outlook: a request to %s', (kind, request) => {
  expect(readTraffic(request).map((one) => one.kind)).toEqual([kind]);
});

test('a message that is made says all but its id; one that is changed, its id and what has changed', () => {
  const [made] = readTraffic(aRequest('CreateItem', { ...send, Items: [item] }));
  expect(made).toMatchObject({
    ids: { message: '' },
    to: ['ana@example.com'],
    cc: [],
    bcc: [],
    subject: 'Hello',
  });
  const [changed] = readTraffic(
    aRequest('UpdateItem', { ...send, ItemChanges: change({ Subject: 'Only' }) }),
  );
  expect(changed).toMatchObject({
    ids: { message: 'AAk-1_2==' },
    to: null,
    cc: null,
    bcc: null,
    subject: 'Only',
  });
});

test('somebody without an address leaves the list unknown, not shorter', () => {
  const request = { ...send, Items: [{ ...item, ToRecipients: [ana, { Name: 'Bo' }] }] };
  expect(readTraffic(aRequest('CreateItem', request))[0]?.to).toBeNull();
});

test('a small request travels in a header, with an empty body', () => {
  const { body } = aRequest('UpdateItem', { ...send, ItemChanges: change(item) });
  const headers = { action: 'UpdateItem', 'x-owa-urlpostdata': encodeURIComponent(body) };
  expect(readTraffic(aRequest('UpdateItem', {}, '', { body: '', headers }))).toMatchObject([
    { kind: 'send', ids: { message: 'AAk-1_2==' }, subject: 'Hello' },
  ]);
});

test('a send whose text cannot be read is still a send, of nobody knows what', () => {
  const headers = { action: 'UpdateItem', 'x-owa-actionname': 'UpdateMessageForComposeSend' };
  expect(readTraffic(aRequest('UpdateItem', {}, '', { body: '\u0000', headers }))).toMatchObject([
    { kind: 'send', ids: { message: '' }, to: null, subject: null },
  ]);
});

test.each([
  ['another host', 'https://outlook.office.com.example.org/owa/service.svc?action=CreateItem'],
  ['another path', 'https://outlook.office.com/owa/startup.ashx?action=CreateItem'],
  ['another action', 'https://outlook.office.com/owa/service.svc?action=FindConversation'],
  ['no address at all', 'nothing'],
])('%s is none of ours', (_name, url) => {
  expect(readTraffic(aRequest('CreateItem', { ...send, Items: [item] }, '', { url, headers: {} }))).toEqual(
    [],
  );
});

test.each([
  'https://outlook.live.com/owa/0/service.svc?action=CreateItem',
  'https://outlook.office365.com/owa/service.svc',
])('%s is one of ours', (url) => {
  const request = aRequest('CreateItem', { ...send, Items: [item] }, '', {
    url,
    headers: { action: 'CreateItem' },
  });
  expect(readTraffic(request)).toHaveLength(1);
});

test.each([
  '',
  '[]',
  'null',
  '"x"',
  '{"Body":null}',
  '{"Body":{"Items":"x","ItemChanges":[null,1,{"ItemId":7}]}}',
  '{"Body":{"MessageDisposition":{"a":1},"ToRecipients":[null]}}',
])('nothing throws: %s', (body) => {
  for (const headers of [{}, { 'x-owa-urlpostdata': '%E0%A4%A' }])
    expect(Array.isArray(readTraffic(aRequest('UpdateItem', {}, '', { body, headers })))).toBe(true);
});

test('a request nested beyond reason is left at that', () => {
  const body = `${'{"a":'.repeat(500)}1${'}'.repeat(500)}`;
  expect(readTraffic(aRequest('UpdateItem', {}, '', { body }))).toMatchObject([{ kind: 'other' }]);
});

// Present only on the machines where the samples are; the shapes above come from them.
const samples = process.env.MAIL_SAMPLES;
if (samples && existsSync(samples)) {
  const folder = join(samples, 'outlook', 'network');
  describe('recorded requests', () => {
    test.each(readdirSync(folder).filter((name) => name.includes('_request')))('%s', (name) => {
      const { url, headers, body } = JSON.parse(readFileSync(join(folder, name), 'utf8'));
      const found = readTraffic({ url, headers, body: body === null ? '' : JSON.stringify(body) });
      expect(found.map(({ kind }) => kind)).toEqual([name.startsWith('send') ? 'send' : 'draft']);
      expect(found[0]?.subject).toContain('Quick question');
    });
  });
}
