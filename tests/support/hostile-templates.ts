import type { TemplateContext } from '../../lib/core/template/run.ts';

/** A template that somebody means ill with, and what is said of it. */
export interface Hostile {
  name: string;
  source: string;
  reason: RegExp;
}

const list = Array.from({ length: 1_000 }, (_, index) => index);
export const hostileContext: TemplateContext = {
  first_name: 'Åsa',
  name: 'constructor',
  helper: 'upper',
  list,
  long: 'x'.repeat(400_000),
  blanks: ' '.repeat(400_000),
  blank: '\u200b'.repeat(999),
  pieces: 'e\u0301'.repeat(499),
  nearlyNumber: `1${' '.repeat(400_000)}x`,
  script: `javascript:${'x'.repeat(400_000)}`,
  fn: () => 'called',
  made: new (class Person {
    own = 'own';
    inherited() {
      return 'inherited';
    }
    get secret() {
      return 'secret';
    }
  })(),
};

/** They would go on for ever, or print more than anybody can read. */
export const endless: readonly Hostile[] = [
  {
    name: '10⁹ turns',
    source: `${'{{#each @root.list}}'.repeat(3)}x${'{{/each}}'.repeat(3)}`,
    reason: /line 1, .*loops run more/,
  },
  {
    name: 'many fields in a loop',
    source: `{{#each list}}${'{{first_name}}'.repeat(150)}{{/each}}`,
    reason: /more than 10000 steps/,
  },
  {
    name: 'as many fields as there may be in a loop',
    source: `{{#each list}}${'{{first_name}}'.repeat(198)}{{/each}}`,
    reason: /more than 10000 steps/,
  },
  {
    name: 'dates in one loop',
    source: '{{#each list}}{{date "2026-11-21" "full"}}{{/each}}',
    reason: /more than 10000 steps/,
  },
  {
    name: 'dates in a loop',
    source: '{{#each list}}{{#each ../list}}{{date "2026-11-21" "full"}}{{/each}}{{/each}}',
    reason: /more than 10000 steps/,
  },
  {
    name: '100 MB of text',
    source: `{{#each list}}${'x'.repeat(100_000)}{{/each}}`,
    reason: /text is longer/,
  },
  { name: '100 MB of values', source: '{{#each list}}{{../long}}{{/each}}', reason: /text is longer/ },
  {
    name: 'values made and thrown away',
    source: '{{#each list}}{{#if (upper ../long)}}{{/if}}{{/each}}',
    reason: /text is longer/,
  },
  {
    name: 'blanks that are asked for',
    source: '{{#each list}}{{#if ../blanks}}{{/if}}{{/each}}',
    reason: /text is longer/,
  },
  { name: 'blanks printed', source: '{{#each list}}{{../blanks}}{{/each}}', reason: /text is longer/ },
  {
    name: 'blanks with a default',
    source: '{{#each list}}{{../blanks | default: "x"}}{{/each}}',
    reason: /text is longer/,
  },
  {
    name: 'blanks of a merge field',
    source: '{{#each list}}[[blanks|x]]{{/each}}',
    reason: /text is longer/,
  },
  {
    name: 'what is nearly a number',
    source: '{{#each list}}{{lt ../nearlyNumber 3}}{{/each}}',
    reason: /text is longer/,
  },
  {
    name: 'blanks that are no long text, asked for by twenties',
    source: `{{#each list}}${`{{#if (or${' @root.blank'.repeat(20)})}}{{/if}}`.repeat(9)}{{/each}}`,
    reason: /text is longer/,
  },
  {
    name: 'letters in two pieces compared',
    source: '{{#each list}}{{#if (eq @root.pieces "x")}}{{/if}}{{/each}}',
    reason: /text is longer/,
  },
  { name: 'links that run', source: '{{#each list}}{{link ../script}}{{/each}}', reason: /text is longer/ },
  {
    name: 'blocks one after the other',
    source: `{{#each list}}${'x'.repeat(1_900)}{{/each}}`.repeat(3),
    reason: /text is longer/,
  },
];

const each = (inside: string): string => `{{#each fields}}{{#each ../fields}}${inside}{{/each}}{{/each}}`;

/** Bodies of mails to somebody with {@link hostileFields}, whose loops stay within the limits of a printing. */
export const endlessMails: readonly Hostile[] = [
  {
    name: 'links in a loop in a loop',
    source: each(
      '<p><a href="https://a.example/{{@key}}">{{this}}</a> &amp; {{@../key}}, <i>{{this}}</i></p>',
    ),
    reason: /more than 10000 steps/,
  },
  {
    name: 'line breaks in a loop in a loop',
    source: each('<br>x'.repeat(30)),
    reason: /loops run more than 2500/,
  },
  {
    name: 'tables in a loop in a loop',
    source: each('<table><tr><td>a'.repeat(9)),
    reason: /loops run more than 2500/,
  },
];
export const hostileFields: Readonly<Record<string, string>> = Object.fromEntries(
  Array.from({ length: 69 }, (_, index) => [`field ${index}`, `value ${index} <&>`]),
);

/** HTML of the length of the longest template, whose plain text takes time by its length alone. */
export const longTexts: readonly { name: string; html: string }[] = [
  { name: 'words', html: 'word '.repeat(114_000) },
  {
    name: 'paragraphs',
    html: '<p>Hello <b>you</b>, see <a href="https://a.example/">this</a> &amp; that.</p>'.repeat(7_500),
  },
  { name: 'line breaks', html: '<br>x'.repeat(114_000) },
  { name: 'items that never end', html: '<li>a'.repeat(114_000) },
  { name: 'quotations in one another', html: '<blockquote>x'.repeat(240) + '<br>x'.repeat(100_000) },
  { name: 'links in one another', html: '<a href="x">a'.repeat(44_000) },
  { name: 'entities', html: '&amp;'.repeat(114_000) },
];

/** They would take the parser, or the depth of the stack. */
export const unreadable: readonly Hostile[] = [
  {
    name: '90 blocks in one another',
    source: '{{#if a}}'.repeat(90) + '{{/if}}'.repeat(90),
    reason: /nested deeper than 40/,
  },
  { name: '150 else', source: `{{#if a}}${'{{else if b}}'.repeat(150)}{{/if}}`, reason: /more than 100/ },
  {
    name: '1,000 calls in one another',
    source: `{{upper ${'(upper '.repeat(700)}a${')'.repeat(700)}}}`,
    reason: /nested deeper|never closed/,
  },
  {
    name: '20 calls and more',
    source: `{{upper ${'(upper '.repeat(30)}a${')'.repeat(30)}}}`,
    reason: /calls are nested deeper/,
  },
  { name: '100 parts of a name', source: `{{${'a.'.repeat(100)}a}}`, reason: /more than 20 parts/ },
  {
    name: '1,000 blocks in one another',
    source: '{{#if a}}'.repeat(1_000) + '{{/if}}'.repeat(1_000),
    reason: /more than 200 fields and blocks/,
  },
  { name: '100,000 fields', source: '{{a}}'.repeat(100_000), reason: /more than 200 fields/ },
  {
    name: 'more names than a template may have, in few fields',
    source: `{{#if (or${' @root.blank'.repeat(20)})}}{{/if}}`.repeat(20),
    reason: /more than 400 names/,
  },
  { name: '80,000 fields that are text', source: '\\{{a}}'.repeat(80_000), reason: /more than 200 fields/ },
  {
    name: 'a link without an end',
    source: `<a href=${'a'.repeat(500_000)}>`,
    reason: /more than 2000 characters that may be its scheme/,
  },
  { name: '100,000 opened notes', source: '{{!--'.repeat(100_000), reason: /never closed/ },
  { name: '160,000 lines of open braces', source: '{{\n'.repeat(160_000), reason: /never closed/ },
  { name: '100,000 open braces', source: '{{a '.repeat(100_000), reason: /never closed/ },
  { name: '100,000 quotes', source: `{{a ${'" '.repeat(100_001)}}}`, reason: /missing|never closed/ },
  {
    name: 'a million calls',
    source: `{{and${' abc'.repeat(100)}}}`.repeat(60),
    reason: /hold more than 20000 characters/,
  },
  {
    name: 'a long blank before a bar',
    source: `{{a${' '.repeat(4_000)}b | c}}`,
    reason: /default: "a text"/,
  },
  {
    name: 'a partial that calls itself',
    source: '{{#*inline "a"}}{{> a}}{{/inline}}{{> a}}',
    reason: /partials/,
  },
  {
    name: 'helper names from data',
    source: '{{(lookup this "helper") first_name}}',
    reason: /cannot be read/,
  },
  {
    name: 'a constructor called',
    source: '{{constructor "return 1"}}',
    reason: /constructor: no such helper/,
  },
];

/** As long as a template may be; reading each takes no longer than its length. */
export const lengthy: readonly { name: string; source: string }[] = [
  { name: 'the name of an attribute', source: `<p ${'a'.repeat(500_000)}={{first_name}}>` },
  { name: 'the name of an element', source: `<${'a'.repeat(500_000)}>` },
  { name: 'a name in pieces', source: `<p ${`${'a'.repeat(1_300)}{{!-- --}}`.repeat(180)}>` },
  { name: 'an address without quotes', source: `<a href=/${'a'.repeat(500_000)}>` },
  { name: 'loops in one another in an address', source: loops('<a href="', 'x'.repeat(1_000), '">') },
  { name: 'comments', source: '<!---->'.repeat(70_000) },
  {
    name: 'loops in loops in a value',
    source: `<a href="${'{{#each a}}x'.repeat(40)}${'{{/each}}'.repeat(40)}">`,
  },
  { name: 'comments that never end', source: '<!--'.repeat(120_000) },
  { name: 'scripts that never end', source: `<script>${'</script'.repeat(60_000)}` },
  { name: 'what begins as merge fields', source: '[[a.b.c|'.repeat(60_000) },
  { name: 'notes that never end', source: '{{!--'.repeat(99_000) },
  { name: 'elements in one another', source: `${'<div>'.repeat(99_000)}x` },
];

function loops(before: string, inside: string, after: string): string {
  return before + '{{#each list}}'.repeat(39) + inside + '{{/each}}'.repeat(39) + after;
}

/** They print something that acts, or may; `what` is named, or why that cannot be told. */
export const acting: readonly { source: string; what: string | RegExp }[] = [
  { source: '<script>alert(1)</script>', what: '<script>' },
  { source: '<scr{{!-- x --}}ipt>alert(1)</script>', what: '<script>' },
  { source: '<scr{{!-- x --}}ipt src=x>', what: '<script>' },
  { source: '<{{!-- x --}}script>', what: '<script>' },
  { source: '{{#if a}}<scr{{!-- x --}}ipt>{{/if}}', what: /same place/ },
  { source: '{{#if a}}<if{{!-- x --}}rame></iframe>{{/if}}', what: '<iframe>' },
  { source: '<img src=x o{{!-- --}}nerror=alert(1)>', what: 'onerror' },
  { source: '<style>p{color:red}</style>', what: '<style>' },
  { source: '<!--[if mso]><![endif]--><style>p{}</style>', what: '<style>' },
  { source: '<!--[if !mso]><!--><style>p{}</style><!--<![endif]-->', what: '<style>' },
  { source: '{{#if a}}<!--[if mso]>{{/if}}<style>p{}</style>', what: '<style>' },
  { source: '<!--[if mso]><style>@import url(x)</style><![endif]-->', what: '@import' },
  { source: '<p {{!-- > --}}onclick="alert(1)">', what: 'onclick' },
  { source: '<p {{#if a}}onclick="alert(1)"{{/if}}>', what: 'onclick' },
  { source: '<p {{#if a}}x{{/if}}onclick="alert(1)">', what: /put together/ },
  { source: '<p {{#if a}}on{{/if}}click="alert(1)">', what: /put together/ },
  { source: '<p title=""{{#if a}}x {{/if}}="" onclick=x>', what: /put together/ },
  { source: '<a href="java{{!-- x --}}script:alert(1)">', what: 'javascript:' },
  { source: '<a href="{{#if a}}javascript:alert(1){{/if}}">', what: 'javascript:' },
  { source: '<a href="{{#unless a}}https://a.se{{else}}javascript:x{{/unless}}">', what: 'javascript:' },
  { source: '<a href="java{{#if a}}script:x{{/if}}">', what: 'javascript:' },
  { source: '<a href="{{#if a}}java{{/if}}script:x">', what: /followed by “:”/ },
  { source: '<a href="{{#each list}}java{{/each}}script:x">', what: /followed by “:”/ },
  { source: '<a href="&#106;avascript:{{x}}">', what: /begins with javascript:/ },
  { source: '<a href="javascript&colon;{{x}}">', what: /begins with javascript:/ },
  { source: '<a href="javascript&col{{!-- --}}on;x">', what: 'javascript:' },
  { source: '<a href="javascript&{{x}}">', what: /after “&”/ },
  { source: '<a href="java\tscript:x">', what: 'javascript:' },
  { source: '<a href="java&Tab;scr&#10;ipt:x">', what: 'javascript:' },
  { source: '<a href=" &#1; javascript:x">', what: 'javascript:' },
  {
    source: '{{#each list}}<a title="{{else}}<a title="{{/each}}><script>{{name}}</script>',
    what: /same place/,
  },
  { source: '{{#items}}<a title="{{else}}<a title="{{/items}}>', what: /same place/ },
  { source: '<!x "><script>x</script>">', what: '<script>' },
  { source: '<a\u00a0title="><script>x</script>">', what: '<script>' },
  { source: '<!-- {{#if a}}--{{/if}}><script>{{x}}</script>', what: /end of a comment/ },
  { source: '<!-- --{{x}}><img src=x>', what: /end of a comment/ },
  { source: '<!--!><b title="--><script>x</script>">', what: '<script>' },
  { source: '<!-- a <!--!><img src=x onerror=alert(1)> -->', what: 'onerror' },
  { source: '<!-- a --!> b', what: '--!>' },
  { source: '<!-- a --!{{!-- x --}}> b', what: '--!>' },
  { source: '<!-- a <!--{{!-- --}}!><img src=x onerror=alert(1)> -->', what: 'onerror' },
  { source: '<!-- a <!-{{!-- --}}-!><img src=x onerror=alert(1)> -->', what: 'onerror' },
  { source: '<!----!><img src=x onerror=alert(1)> -->', what: 'onerror' },
  { source: '<!--{{!-- --}}-><img src=x onerror=alert(1)> -->', what: 'onerror' },
  { source: '<!-{{!-- --}}-><img src=x onerror=alert(1)> -->', what: 'onerror' },
  { source: '<!--{{!-- --}}!><b title="--><script>x</script>">', what: '<script>' },
  { source: '<!---!><b title="--><script>x</script>">', what: '<script>' },
  { source: '<a href={{a}} title="{{b}}">', what: /href needs quotes around it: href="…"/ },
  { source: `<a title={{a}} "x=' " onclick=alert(1) '>`, what: /needs quotes/ },
  { source: '<p title={{#if a}}{{b}}{{/if}}>', what: /needs quotes/ },
  { source: '<p title={{#if a}}x{{/if}} id="{{b}}">', what: /same place/ },
  { source: '<title></ti{{!-- --}}tle><script>x</script>', what: '<script>' },
];
