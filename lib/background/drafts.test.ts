import { beforeEach, expect, test } from 'vitest';
import { anId, makeWorld, startWorker, type Worker, type World } from '../../tests/support/background.ts';

let world: World;
let worker: Worker;
const form = {
  name: '',
  category: '',
  shared: false,
  subject: 'Hi',
  html: '<p>{{#if',
  text: null,
  preheader: '',
  language: null,
  variants: [],
  recommendation: null,
  nonCommercial: false,
};
const draft = { id: anId(1), baseVersion: 2, basePlace: { category: '', shared: false }, form };

beforeEach(() => {
  world = makeWorld(async () => {
    throw new Error('no tab is asked here');
  });
  worker = startWorker(world);
});

test('unsaved work is there again after the worker was stopped, however wrong it is', async () => {
  await worker.ask('drafts.keep', draft);
  const next = startWorker(world);
  expect(await next.ask('drafts.get', { id: draft.id })).toMatchObject({ draft });
  expect(await next.ask('drafts.list', {})).toMatchObject({
    drafts: [{ id: draft.id, name: '', baseVersion: 2 }],
  });
});

test('of one template there is one, the last; dropped, it is gone', async () => {
  await worker.ask('drafts.keep', draft);
  await worker.ask('drafts.keep', { ...draft, form: { ...form, name: 'Offer' } });
  expect(await worker.ask('drafts.list', {})).toMatchObject({ drafts: [{ name: 'Offer' }] });
  await worker.ask('drafts.drop', { id: draft.id });
  expect(await worker.ask('drafts.get', { id: draft.id })).toEqual({ draft: null });
});
