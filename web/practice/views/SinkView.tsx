import { useState } from 'preact/hooks';
import type { PracticeArrival, PracticeArrivalRow } from '../../../lib/contract/practice.ts';
import { api } from '../api.ts';
import { useLoad } from '../load.ts';
import { follow, go } from '../route.ts';
import { fileSize, longTime, shortTime, t } from '../text.ts';
import { useViewKeys } from '../use-keys.ts';
import { Empty, Failed, Loading } from './states.tsx';
import { usePages } from './use-pages.ts';
import { useRowKeys } from './use-row-keys.ts';

/** Every message that the built-in mail server has taken, to be read as each recipient would. */
export function SinkView({ id, search }: { id: string | null; search: string }) {
  const { value, error, reload, more } = usePages(`sink?${search}`, (offset) => api.arrivals(search, offset));
  const list = useRowKeys({});
  useViewKeys({ Escape: () => id && go({ view: 'sink', id: null, search }) });
  if (!value) return error ? <Failed error={error} onRetry={reload} /> : <Loading />;
  if (value.rows.length === 0 && !id) {
    return search ? (
      <Empty icon="search" title={t('empty.search', { search })} hint={t('empty.search.hint')} />
    ) : (
      <Empty icon="arrived" title={t('empty.sink')} hint={t('empty.sink.hint')} />
    );
  }
  return (
    <div class={id ? 'sink sink-open' : 'sink'} data-practice-view="sink">
      <div class="sink-list">
        <h2 class="pane-title">{t('sink')}</h2>
        <ul class="rows" ref={list}>
          {value.rows.map((row) => (
            <ArrivalRow key={row.id} row={row} search={search} open={row.id === id} />
          ))}
        </ul>
        {value.rows.length < value.total && (
          <button type="button" class="small more" onClick={more}>
            {t('more')}
          </button>
        )}
      </div>
      <div class="sink-mail">
        {id ? <Arrival key={id} id={id} /> : <Empty icon="arrived" title={t('sink')} hint={t('sink.pick')} />}
      </div>
    </div>
  );
}

function ArrivalRow({ row, search, open }: { row: PracticeArrivalRow; search: string; open: boolean }) {
  return (
    <li class="row">
      <a
        class="row-link row-tall"
        href={`/practice/sink/${row.id}`}
        aria-current={open ? 'true' : undefined}
        data-practice-row={row.id}
        onClick={follow({ view: 'sink', id: row.id, search })}
      >
        <span class="row-who" dir="auto">
          {row.recipient}
        </span>
        <time class="row-time" dateTime={row.at} title={longTime(row.at)}>
          {shortTime(row.at, new Date())}
        </time>
        <span class="row-text">
          <span class="row-subject" dir="auto">
            {row.subject || t('noSubject')}
          </span>
          <span class="row-snippet" dir="auto">
            {row.snippet}
          </span>
        </span>
      </a>
    </li>
  );
}

function Arrival({ id }: { id: string }) {
  const { value, error, reload } = useLoad(`sink/${id}`, () => api.arrival(id));
  if (!value && error?.status === 404) {
    return <Empty icon="arrived" title={t('sink.gone')} hint={t('sink.pick')} />;
  }
  if (!value) return error ? <Failed error={error} onRetry={reload} /> : <Loading />;
  return <ArrivedMail mail={value} />;
}

const parts = ['html', 'text', 'headers', 'source'] as const;
type Part = (typeof parts)[number];

function ArrivedMail({ mail }: { mail: PracticeArrival }) {
  const [part, setPart] = useState<Part>(mail.hasHtml ? 'html' : 'text');
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    const next = parts[(parts.indexOf(part) + by + parts.length) % parts.length] ?? 'html';
    setPart(next);
    document.getElementById(`tab-${next}`)?.focus();
  };
  return (
    <article class="arrived" data-practice-arrival={mail.id}>
      <header class="arrived-head">
        <h3 dir="auto">{mail.subject || t('noSubject')}</h3>
        <dl class="facts">
          <div>
            <dt>{t('from')}</dt>
            <dd dir="auto">{mail.from}</dd>
          </div>
          <div>
            <dt>{t('to')}</dt>
            <dd dir="auto">{mail.shownTo || t('noRecipients')}</dd>
          </div>
          <div>
            <dt>{t('date')}</dt>
            <dd>{longTime(mail.at)}</dd>
          </div>
        </dl>
        <p class="quiet-text">
          {t('sink.envelope', { from: mail.envelopeFrom, to: mail.recipient })}{' '}
          {!mail.shownTo.toLowerCase().includes(mail.recipient.toLowerCase()) && t('sink.bcc')}
        </p>
        {mail.attachments.length > 0 && (
          <p class="quiet-text">
            {t('sink.attachments')}:{' '}
            {mail.attachments.map(({ name, bytes }) => `${name} (${fileSize(bytes)})`).join(', ')}
          </p>
        )}
      </header>
      <div class="tabs">
        <div role="tablist" aria-label={t('sink.parts')}>
          {parts.map((one) => (
            <button
              key={one}
              id={`tab-${one}`}
              type="button"
              role="tab"
              aria-selected={part === one}
              aria-controls="sink-part"
              tabIndex={part === one ? 0 : -1}
              onClick={() => setPart(one)}
              onKeyDown={onKeyDown}
            >
              {t(`sink.${one}`)}
            </button>
          ))}
        </div>
        <a class="small quiet tabs-end" href={`/practice/source/${mail.id}`} download={`${mail.id}.eml`}>
          {t('sink.download')} ({fileSize(mail.bytes)})
        </a>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a panel that scrolls must be reachable by key */}
      <div id="sink-part" class="arrived-part" role="tabpanel" aria-labelledby={`tab-${part}`} tabIndex={0}>
        <ArrivedPart mail={mail} part={part} />
      </div>
    </article>
  );
}

function ArrivedPart({ mail, part }: { mail: PracticeArrival; part: Part }) {
  switch (part) {
    case 'html':
      return mail.hasHtml ? (
        <iframe
          class="arrived-frame"
          title={t('sink.frame')}
          src={`/practice/frame/arrival/${mail.id}`}
          sandbox="allow-popups allow-popups-to-escape-sandbox"
        />
      ) : (
        <p class="quiet-text arrived-note">{t('sink.noHtml')}</p>
      );
    case 'text':
      return <pre class="mail-text">{mail.text}</pre>;
    case 'source':
      return <pre class="mail-source">{mail.source}</pre>;
    case 'headers':
      return (
        <dl class="headers">
          {mail.headers.map(({ name, value }, index) => (
            <div key={`${index}:${name}`}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      );
  }
}
