import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { openDevtoolsPipe } from './devtools-pipe.ts';

function twoPipes() {
  const toBrowser = new PassThrough();
  const fromBrowser = new PassThrough();
  return { toBrowser, fromBrowser, pipe: openDevtoolsPipe(toBrowser, fromBrowser) };
}

test('an answer finds its question, whatever the order and however the bytes are cut', async () => {
  const { toBrowser, fromBrowser, pipe } = twoPipes();
  const first = pipe.call('Browser.getVersion');
  const second = pipe.call('Target.createTarget', { url: 'about:blank' });
  expect(toBrowser.read().toString()).toBe(
    '{"id":1,"method":"Browser.getVersion","params":{}}\0{"id":2,"method":"Target.createTarget","params":{"url":"about:blank"}}\0',
  );
  const bytes = Buffer.from(
    '{"id":2,"result":{"targetId":"é"}}\0{"method":"Target.targetCreated"}\0{"id":1,"result":{"product":"x"}}\0',
  );
  const insideLetter = bytes.indexOf(0xc3) + 1;
  for (const part of [bytes.subarray(0, insideLetter), bytes.subarray(insideLetter)]) fromBrowser.write(part);
  expect(await second).toEqual({ targetId: 'é' });
  expect(await first).toEqual({ product: 'x' });
});

test('a refusal names the call', async () => {
  const { fromBrowser, pipe } = twoPipes();
  const asked = pipe.call('Extensions.loadUnpacked', { path: '/nowhere' });
  fromBrowser.write('{"id":1,"error":{"code":-32000,"message":"Manifest file is missing"}}\0');
  await expect(asked).rejects.toThrow('Extensions.loadUnpacked: Manifest file is missing');
});

test('when the browser goes, every open question fails instead of waiting for ever', async () => {
  const { fromBrowser, pipe } = twoPipes();
  const asked = pipe.call('Browser.getVersion');
  fromBrowser.end();
  fromBrowser.resume();
  await expect(asked).rejects.toThrow('the browser has closed');
  await pipe.closed;
  await expect(pipe.call('Browser.getVersion')).rejects.toThrow('the browser has closed');
});
