import { expect, test } from 'vitest';
import { ReturnPaths, readPathPattern } from './return-path.ts';

const send = {
  workspaceId: '5f3c1d9e-0a1b-4c2d-8e3f-1234567890ab',
  id: '00000000-0000-4000-8000-0000000000ff',
};
const pattern = readPathPattern('bounces+*@Nordby.example') ?? { before: '', after: '' };
const paths = new ReturnPaths('a secret of at least 32 characters!', pattern);

test('a return path names its mail, holds no address, and survives servers that change its case', () => {
  const path = paths.of(send);
  expect(path).toMatch(/^bounces\+[0-9a-z]{45}@nordby\.example$/);
  expect(path.indexOf('@')).toBeLessThanOrEqual(64);
  const key = { workspacePrefix: '5f3c1d9e-0a1b-4c2d', sendId: send.id };
  expect(paths.read(path)).toEqual(key);
  expect(paths.read(path.toUpperCase())).toEqual(key);
});

test('one that was changed in any letter, or made with another secret, is none of ours', () => {
  const path = paths.of(send);
  for (let at = 'bounces+'.length; at < path.indexOf('@'); at += 1) {
    const other = path[at] === 'x' ? 'y' : 'x';
    expect(paths.read(path.slice(0, at) + other + path.slice(at + 1)), `letter ${at}`).toBeNull();
  }
  expect(new ReturnPaths('another secret of 32 characters!!!', pattern).read(path)).toBeNull();
  for (const address of [
    'bounces@nordby.example',
    'bounces+@nordby.example',
    'anna@fjord.example',
    '',
    `${path}.x`,
  ])
    expect(paths.read(address)).toBeNull();
});

test.each([
  { text: 'b+*@bounces.example.com', before: 'b+', after: '@bounces.example.com' },
  { text: '*@bounces.example.com', before: '', after: '@bounces.example.com' },
])('$text is a pattern', ({ text, before, after }) => {
  expect(readPathPattern(text)).toEqual({ before, after });
});

test.each([
  'bounces@example.com',
  '*',
  'b*c*@example.com',
  'a-very-long-name-for-it+*@example.com',
  'b+*@exa mple.com',
])('%s is none', (text) => {
  expect(readPathPattern(text)).toBeNull();
});
