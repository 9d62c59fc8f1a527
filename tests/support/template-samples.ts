import { compile } from '../../lib/core/template/compile.ts';
import { sanitisedHtml } from '../../lib/core/template/safe-html.ts';

const source = `<h1>{{upper first_name}}, {{date renews_at "full"}} {{date renews_at "time"}}</h1>
{{#each offers as |offer|}}<p style="color:{{../colour}}">{{capitalise offer.name}}: {{number offer.price currency="SEK"}}
({{number offer.share percent=true}}) <a href="{{../site}}?to={{offer.name}}&by=[[urlEncode(customer.email)]]">{{@index}}</a></p>{{/each}}
{{list towns}}, {{list towns or=true}} {{plan | default: "ingen"}} {{company}} {{! something kind }} {{{signature}}}`;

const person = {
  first_name: 'istván ĳsbrand',
  email: 'a+b@fjord.example',
  renews_at: '2026-10-25T00:30:00Z',
  colour: '#c00',
  site: 'https://nordby.example/å',
  offers: [
    { name: 'ärlig & <b>', price: 1234567.891, share: 0.256 },
    { name: 'ßtraße', price: '-12.5', share: '1' },
  ],
  towns: ['Lund', 'Ærø', 'Ø'],
  signature: sanitisedHtml('<b>Mia</b>', 'Mia'),
};

/** One template and one person in every language and kind, with all that depends on neither machine nor place. */
export function printSamples(): string[] {
  return ['en', 'en-US', 'sv', 'da', 'nb', 'nl', 'de'].flatMap((locale) =>
    (['html', 'text', 'subject'] as const).map(
      (kind) => compile(source, { kind, locale, timeZone: 'Europe/Stockholm' })(person).output,
    ),
  );
}

if (import.meta.main) process.stdout.write(JSON.stringify(printSamples()));
