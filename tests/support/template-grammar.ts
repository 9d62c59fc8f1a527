import fc from './fast-check.ts';

/*
 * Templates drawn from Handlebars' grammar, for comparing our evaluator with the original. Few names and many forms,
 * so that they meet: the same name is a field, a helper, a block parameter, a function, a partial, or nothing. What
 * the names stand for is in `template-world.ts`.
 */

export const names = ['a', 'b', 'list', 'deep', 'fn', 'up', 'none', 'num', 'html', 'made'] as const;
const name = fc.constantFrom(...names);
const pick = (...texts: string[]): fc.Arbitrary<string> => fc.constantFrom(...texts);

/** Parts of a tag, one after the other. */
function joined(...parts: fc.Arbitrary<string>[]): fc.Arbitrary<string> {
  return fc.tuple(...parts).map((drawn) => drawn.join(''));
}
/** One of some, the first the most often. */
function mostly(first: string, ...others: string[]): fc.Arbitrary<string> {
  return fc.oneof({ weight: 6, arbitrary: fc.constant(first) }, { weight: 1, arbitrary: pick(...others) });
}

const path: fc.Arbitrary<string> = fc.oneof(
  { weight: 10, arbitrary: name },
  { weight: 2, arbitrary: joined(name, pick('.', '/'), name) },
  { weight: 1, arbitrary: fc.tuple(name, name, name).map(([x, y, z]) => `${x}.${y}/${z}`) },
  { weight: 2, arbitrary: joined(pick('../', '../', '../../', 'this.', 'this/', './'), name) },
  { weight: 1, arbitrary: name.map((x) => `[${x}]`) },
  {
    weight: 2,
    arbitrary: pick('this', '.', '..', '../this', '@index', '@key', '@first', '@last', '@root', '@root.a'),
  },
  { weight: 1, arbitrary: pick('@../index', '@../../key', '@none', '@level', '@a', '@up', '@partial-block') },
  {
    weight: 1,
    arbitrary: pick('list.[0]', 'list.length', 'list.[1].a', 'deep.list.[0]', 'a.[b c]', 'deep.[a]', '[]'),
  },
  {
    weight: 1,
    arbitrary: joined(
      name,
      pick('.own', '.inherited', '.method', '.secret', '.constructor', '.__proto__', '.size'),
    ),
  },
  {
    weight: 1,
    arbitrary: pick('constructor', '__proto__', 'toString', 'helperMissing', 'blockHelperMissing'),
  },
);

const literal = pick(
  '"text"',
  "'<b>'",
  '12',
  '-1.5',
  '0',
  'true',
  'false',
  'null',
  'undefined',
  '""',
  '"a.b"',
);
const helper = fc.oneof(
  { weight: 14, arbitrary: pick('up', 'join', 'count', 'hashes', 'raw', 'report', 'get', 'safe') },
  {
    weight: 1,
    arbitrary: pick('none', 'a', 'if', 'lookup', 'deep.fn', 'this.fn', '../fn', '@fn', 'made.method'),
  },
);

const { param, given } = fc.letrec<{ param: string; given: string; hash: string }>((tie) => ({
  param: fc.oneof(
    { maxDepth: 2, depthSize: 'small' },
    path,
    literal,
    joined(pick('('), helper, tie('given'), pick(')')),
  ),
  given: joined(
    fc
      .array(
        tie('param').map((one) => ` ${one}`),
        { maxLength: 2 },
      )
      .map((all) => all.join('')),
    tie('hash'),
  ),
  hash: fc
    .array(fc.tuple(pick('x', 'y', 'a', 'x', '[b]', '__proto__'), tie('param')), { maxLength: 2 })
    .map((pairs) => pairs.map(([key, value]) => ` ${key}=${value}`).join('')),
}));

const open = mostly('{{', '{{~');
const close = mostly('}}', '~}}');
const tag = (inner: fc.Arbitrary<string>): fc.Arbitrary<string> => joined(open, inner, close);

const text = pick(
  '',
  'x',
  ' ',
  '\n',
  '\r\n',
  '  \n  ',
  '<p>',
  '\\{{a}}',
  '\\\\{{a}}',
  '\t',
  'a b\n\nc ',
  ' }} ',
  '{ ',
);
const blockParams = mostly('', ' as |a|', ' as |a b|', ' as |index list|');
const blockName = fc.oneof(
  { weight: 8, arbitrary: pick('if', 'unless', 'each', 'with', 'block', 'raw', 'each') },
  { weight: 1, arbitrary: pick('report', 'none', 'up', 'deep.fn') },
);

const expression = fc.oneof(
  { weight: 4, arbitrary: tag(path) },
  { weight: 1, arbitrary: joined(pick('{{{', '{{~{'), path, pick('}}}', '}~}}')) },
  { weight: 1, arbitrary: joined(pick('{{&', '{{~&'), path, close) },
  { weight: 3, arbitrary: tag(joined(helper, given)) },
  { weight: 1, arbitrary: joined(pick('{{{'), helper, given, pick('}}}')) },
  { weight: 1, arbitrary: tag(literal) },
  {
    weight: 1,
    arbitrary: pick(
      '{{! note }}',
      '{{!-- a }} note --}}',
      '{{~! note ~}}',
      '  {{! alone }}\n',
      '\n{{!--}}\n',
    ),
  },
  {
    weight: 1,
    arbitrary: joined(
      pick('{{{{raw', '{{{{block', '{{{{a'),
      given,
      pick('}}}} {{a}} {{{{b}}}} {{{{/b}}}} '),
    ).chain((opened) =>
      joined(fc.constant(opened), fc.constant(`{{{{/${/^\{\{\{\{(\w+)/.exec(opened)?.[1]}}}}}`)),
    ),
  },
);

/** Seldom with calls: of a helper they fail. */
const decoratorGiven = fc.oneof(
  { weight: 3, arbitrary: fc.constant('') },
  { weight: 3, arbitrary: joined(pick(' '), path, pick('', ' x=1', ' a=../b')) },
  { weight: 1, arbitrary: given },
);

const partialName = mostly(
  'card',
  'line',
  'nothing',
  'layout',
  'missing',
  'twice',
  '"card"',
  '[line]',
  '12',
  'dir/page',
  'made',
);
const dynamic = pick(
  '(lookup deep "b")',
  '(join "card")',
  '(join "li" "ne")',
  '(get . "a")',
  '(up a)',
  '(fnPartial)',
);
const context = fc.oneof(
  { weight: 4, arbitrary: fc.constant('') },
  { weight: 2, arbitrary: path.map((one) => ` ${one}`) },
  { weight: 1, arbitrary: pick(' "text"', ' null', ' (get . "deep")', ' a b') },
);
const hash = fc.oneof(
  fc.constant(''),
  fc.tuple(pick('x', 'y', 'a'), param).map(([key, value]) => ` ${key}=${value}`),
);

/** A whole template. */
export const template: fc.Arbitrary<string> = fc.letrec<{
  template: string;
  statement: string;
  block: string;
  otherwise: string;
}>((tie) => ({
  template: fc
    .array(tie('statement'), { minLength: 1, maxLength: 4 })
    .map((statements) => statements.join('')),
  statement: fc.oneof({ maxDepth: 3, depthSize: 'medium' }, text, expression, tie('block')),
  otherwise: fc.oneof(
    { maxDepth: 3, depthSize: 'medium' },
    fc.constant(''),
    joined(tag(pick('else', '^')), tie('template')),
    joined(
      tag(joined(pick('else if ', 'else each ', 'else with '), path, blockParams)),
      tie('template'),
      tie('otherwise'),
    ),
    joined(tag(joined(pick('else '), name)), tie('template')),
  ),
  block: fc.oneof(
    {
      weight: 6,
      arbitrary: fc
        .tuple(
          blockName,
          joined(pick(' '), path, hash, blockParams),
          tie('template'),
          tie('otherwise'),
          open,
          close,
        )
        .map(
          ([call, rest, main, other, start, end]) =>
            `${start}#${call}${rest}${end}${main}${other}${start}/${call}${end}`,
        ),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(path, blockParams, tie('template'), tie('otherwise'))
        .map(([field, as, main, other]) => `{{#${field}${as}}}${main}${other}{{/${field}}}`),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(path, tie('template'), pick('', '{{else}}-', '{{^}}{{b}}'))
        .map(([field, main, other]) => `{{^${field}}}${main}${other}{{/${field}}}`),
    },
    // Alone on their lines.
    {
      weight: 2,
      arbitrary: fc
        .tuple(pick('', '  ', '\t'), blockName, path, tie('template'), pick('\n', '\r\n', ' \n'))
        .map(
          ([indent, call, field, main, end]) =>
            `${indent}{{#${call} ${field}}}${end}${main}${end}${indent}{{/${call}}}${end}`,
        ),
    },
    {
      weight: 3,
      arbitrary: joined(
        pick('', '  ', '\n  ', 'x '),
        tag(joined(pick('> ', '>'), fc.oneof({ weight: 4, arbitrary: partialName }, dynamic), context, hash)),
        pick('\n', '', ' x'),
      ),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(pick('layout', 'missing', 'card', 'twice', '@partial-block'), context, hash, tie('template'))
        .map(([partial, own, h, main]) => `{{#> ${partial}${own}${h}}}${main}{{/${partial}}}`),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(
          pick('"card"', '"own"', "'layout'", 'a', '"line"'),
          tie('template'),
          pick('card', 'own', 'layout', 'line'),
          tie('template'),
        )
        .map(
          ([quoted, inner, used, main]) => `{{#*inline ${quoted}}}${inner}{{/inline}}{{> ${used}}}${main}`,
        ),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(pick('mark', 'mark', 'props', 'given', 'given', 'none'), decoratorGiven, tie('template'))
        .map(([decorator, own, main]) => `{{#block}}{{*${decorator}${own}}}${main}{{/block}}`),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(pick('mark', 'given'), decoratorGiven, tie('template'), tie('template'))
        .map(([decorator, own, inner, main]) => `{{#*${decorator}${own}}}${inner}{{/${decorator}}}${main}`),
    },
  ),
})).template;
