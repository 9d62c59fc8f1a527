import { expect, test } from 'vitest';
import { suggestPerson } from './suggest.ts';

test.each([
  ['Ingrid Dahl', 'ingrid@fjordfreight.example', 'Ingrid', 'Dahl', 'Fjordfreight'],
  ['Dahl, Ingrid', 'ingrid@mail.fjord-freight.example', 'Ingrid', 'Dahl', 'Fjord Freight'],
  ['Ingrid Dahl (Fjord Freight AS)', 'id@gmail.com', 'Ingrid', 'Dahl', 'Fjord Freight AS'],
  ['Ingrid Dahl | Fjord', 'id@fjordfreight.example', 'Ingrid', 'Dahl', 'Fjord'],
  ['Ingrid Dahl at Fjord', 'id@fjordfreight.example', 'Ingrid', 'Dahl', 'Fjord'],
  ['"Ana María de la Cruz"', 'ana@cruz.co.uk', 'Ana', 'María de la Cruz', 'Cruz'],
  ['Madonna', 'm@hotmail.com', 'Madonna', '', ''],
  ['Pat Attwell', 'pat@outlook.co.uk', 'Pat', 'Attwell', ''],
  ['', 'ana.ito@fjord.example', '', '', 'Fjord'],
  ['ana.ito@fjord.example', 'ana.ito@fjord.example', '', '', 'Fjord'],
  ['Jean-Luc Picard - Starfleet', 'jl@proton.me', 'Jean-Luc', 'Picard', 'Starfleet'],
])('%s <%s>', (name, email, firstName, lastName, companyName) => {
  expect(suggestPerson(name, email)).toEqual({ firstName, lastName, companyName });
});

test('no field is longer than the person’s own may be', () => {
  const { firstName, companyName } = suggestPerson(`${'a'.repeat(180)} (${'b'.repeat(300)})`, 'a@b.example');
  expect([firstName.length, companyName.length]).toEqual([100, 200]);
});
