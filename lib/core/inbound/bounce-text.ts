import { type BouncedRecipient, bouncedOf, numbersIn } from './bounce.ts';
import { textOfHtml } from './html-text.ts';
import { addressIn, headerOf, headersOf, type InboundMail, senderOf } from './mail.ts';

/** Whose name stands where mail servers write. */
const DAEMON =
  /^(mailer-?daemon|postmaster|mail-?daemon|double-bounce|bounces?|mdaemon|mailerdaemon|mail\.?delivery|maildelivery(subsystem)?|smtp-?gateway|mail-?gateway|non-?delivery|delivery|deliver|uucp|mmdf|info-?mmdf|root|microsoftexchange[0-9a-f]+|exchange|noreply-?bounce|mailadmin|mail-?admin|mta|daemon|lotus_notes|notes|antispam|system)([-+._=].*)?@/;
const DAEMON_NAME =
  /mail(er)?[- ]?(delivery|daemon|system|administrator|admin|er-daemon)|delivery (sub)?system|delivery agent|postmaster|systemadministrator|system administrator|mail delivery|microsoft (outlook|exchange)|internet mail (delivery|connect)|virus|message router|non ?delivery|mta |domino/i;

const SUBJECT =
  /undeliver|undelivrable|non[- ]?deliver|not (be )?deliver|delivery[- :]+(status )?(notification|failure|failed|error|problem|report|has failed|unsuccessful|delayed|delay|status|subsystem)|deliver(y|ed)? (fail|problem|error)|failure (notice|delivery|report)|fail(ed|ure)[ :-]+(to deliver|delivery|mail|notice|message)|returned (e?-?mail|message|to sender)|return(ed)? to sender|mail (delivery|system|could not|error|failure|failed|rejected)|message (could not|delivery|undeliver|not delivered|rejected|has bounced|status|delayed|was not)|(e-?mail|message|mail) (delivery )?(error|failure|bounced|rejected|delayed)|warning: (message|could not|delayed|mail)|user unknown|unknown (user|address|recipient)|unzustellbar|nicht zustellbar|zustell(ung|bericht|fehl)|rückläufer|unable to deliver|cannot (be )?deliver|couldn't be delivered|bounced?\b|\bndn\b|\bndr\b|\bdsn\b|mail non remis|échec|non remis|olevererbar|kunde inte levereras|kunne ikke leveres|ikke leveret|ikke levert|kan niet worden|niet (worden )?afgeleverd|onbestelbaar|no se puede entregar|no se ha podido entregar|mancata consegna|impossibile (recapitare|consegnare)|não entregue|недостав|не доставлен|配信|エラー|退信|无法|系统退信|returned mail|delayed:|mailbox (full|is full|unavailable)|address(ee)? (unknown|not found|rejected)|recipient (unknown|rejected|not found)/i;

const BODY =
  /(could ?n['o]t|cannot|can ?not|can['’]t|could not|unable to|was not|were not|wasn['’]t|not be|has not been|have not been|did not|didn['’]t|not able to|unable)\W+(\w+\W+){0,6}(deliver\w*|sent|reach\w*|relay\w*|processed|accepted)|undeliver(able|ed)|non-?deliver\w+|deliver\w*\W+(\w+\W+){0,8}(fail\w*|problem|unsuccessful|error|impossible|delayed|not possible|reject\w*)|fail\w*\W+(\w+\W+){0,4}deliver|permanent (fatal )?error|fatal error|returned (to (sender|you)|message|mail|below)|return(ed|ing)? (the |your )?(message|mail)|(message|mail)\W+(\w+\W+){0,6}(bounced|returned|rejected|refused|blocked)|rejected (your|the) (message|mail)|(user|recipient|mailbox|address)\W+(\w+\W+){0,4}(unknown|not found|rejected|full|doesn|does not)|this is (the|a permanent|an? automatically generated).{0,60}(qmail|mail (system|delivery|server)|delivery status|error)|the following (address|recipient|error)|transcript of session|diagnostic|quota|delivery status notification|mail system|mail delivery|nicht zugestellt|nicht (aus|zu)geliefert|konnte nicht|n'a pas pu|no (se )?(ha )?(pudo|podido) (ser )?entrega|non (è stato|e' stato) possibile|impossibile|não (foi|pôde)|levereras|leveres|afgeleverd|niet (worden )?bezorgd|доставлен|送信できません|配信できません|届けられません|无法|退信|[45]\d\d[ -][45]\.\d\.\d|smtp error/i;

/** How a letter of a mail server begins, whoever seems to have written it. */
const OPENING =
  /^\W*((hi|hello)[.,! ]+)?(this is the (qmail-send program|mail (system|delivery agent|server|transport)|postfix|mail delivery)|this message was created automatically by|a message that you sent (could|has)|your message( \S+){0,12} (could ?n['o]t|couldn['’]t|was not|has not|did not|wasn['’]t|was undeliverable|cannot) be? ?(deliver|reach)?|your (mail )?message (to|was)|delivery (has failed|to the following|is delayed)|delivery status notification|the following (message|address|recipient|mail)|the original message was received|the attached (message|file)|unable to deliver|sorry,? (your|we|i) (message|were|was|could)|i(['’]m| am) (sorry|afraid)[^.\n]{0,80}(deliver|inform you)|\**\s*(warning|this is a warning|address not found|message (not delivered|blocked)|delivery incomplete)|failed to deliver|reporting[- ]mta|.{0,60}rejected your message|error (processing|sending)|undeliverable|message from (the )?\S+|we (were unable|couldn|could not|have not been able)|your message$|there was a (problem|temporary problem))/i;

/** Where what is given back begins in a text without parts. */
const RETURNED =
  /^[ \t>]*(-{2,} ?(below|this is|original|returned|start of|begin|the (header|body|unsent|original)|unsent|message (header|text|follows)|forwarded|undelivered|included|here is)|={3,} ?(original|returned)|-{3,}$|\|-{3,}|(the )?(original|returned|undelivered|unsent|failed|rejected) (message|mail|headers?)( (headers?|text|follows?|is|was|below|content)\b.{0,60})?:?\s*-*$|your (original |unsent )?(message|mail) (headers?|was|is|follows|begins)\b.{0,40}:?$|(message|header) (text|headers?|follows?)( follows?)?:?\s*-*$|received: (from|by) |return-path: <|content-type: message\/rfc822|retained message|reporting-mta:)/im;

export interface BounceText {
  recipients: BouncedRecipient[];
}

/**
 * Is it a report of a mail server in its own words, and of what. Somebody's mail about such a report is none: who writes
 * must be a mail server, by address, name or the empty return path.
 *
 * @returns null where it is none
 */
export function readBounceText(mail: InboundMail): BounceText | null {
  const letter = letterOf(mail);
  if (!isReport(mail, letter)) return null;
  const delayed = isDelay(headerOf(mail.headers, 'subject'), letter);
  const found = recipientsIn(mail, letter);
  const text = answerIn(letter, found[0] ?? null);
  return {
    recipients: (found.length > 0 ? found : [null]).map((address) => {
      const own = address ? answerIn(letter, address) : text;
      return bouncedOf(address, { ...numbersIn(own), text: own }, delayed);
    }),
  };
}

/** What the server has written, without what it gives back. */
export function letterOf({ parts }: InboundMail): string {
  const texts = parts.filter(({ type, text }) => type === 'text/plain' && text.trim() !== '');
  const html = parts.find(({ type }) => type === 'text/html');
  const notes = parts.find(({ type }) => type === 'multipart/report' || type === 'message/notification');
  const text = texts[0]?.text ?? (html ? textOfHtml(html.text) : (notes?.text ?? ''));
  const start = text.slice(0, 60_000);
  const end = RETURNED.exec(start.slice(20));
  return end && end.index > 60 ? start.slice(0, end.index + 20) : start;
}

function isReport(mail: InboundMail, letter: string): boolean {
  const { headers } = mail;
  const subject = headerOf(headers, 'subject');
  if (/^\s*(re|fw|fwd|sv|vs|wg|aw|antw|doorst)\s*:/i.test(subject)) return false;
  if (headersOf(headers, 'x-failed-recipients').length > 0) return true;
  const address = senderOf(mail);
  const byDaemon = DAEMON.test(address) || DAEMON_NAME.test(headerOf(headers, 'from'));
  const nullPath = /^<\s*>$|^<?(mailer-daemon|postmaster)@?[^>]*>?$/i.test(
    headerOf(headers, 'return-path').trim(),
  );
  const inSubject = SUBJECT.test(subject);
  const inBody = BODY.test(letter.slice(0, 5000));
  if (byDaemon) return inSubject || inBody;
  const opens = OPENING.test(letter.trimStart().slice(0, 300));
  if (nullPath || address === '') return (inSubject && inBody) || (opens && inBody);
  // Some servers write in the name of whom they could not reach.
  return opens && inSubject && inBody && !headerOf(headers, 'user-agent');
}

function isDelay(subject: string, letter: string): boolean {
  const start = letter.slice(0, 3000);
  const failed =
    /(fail(ed|ure)? permanent|permanent(ly)? (fail|error)|fatal|gave up|giving up|no further|will not be (retried|tried)|could not be delivered (within|for)|retry time(out)? exceeded)/i;
  if (/(delayed|delay\)|\bdelay\b|warning)/i.test(subject) && !failed.test(start)) return true;
  return (
    /(this is a warning message only|you do not need to resend|delivery (is |has been )?delayed|not yet been delivered|will (continue|keep) (to )?(try|retry|be retried|trying|attempting)|still (being )?(trying|queued)|has been delayed|delivery incomplete|will be retried|will retry)/i.test(
      start,
    ) && !failed.test(start)
  );
}

const MOST_RECIPIENTS = 20;

/** Whom the report is about: as it says in headers, in its list, or the first address behind its words. */
function recipientsIn(mail: InboundMail, letter: string): string[] {
  const { headers } = mail;
  const named = headersOf(headers, 'x-failed-recipients').flatMap((value) => value.split(/[,\s]+/));
  if (named.length > 0) return addresses(named);
  const ours = new Set(
    ['to', 'delivered-to', 'x-original-to'].map((name) => addressIn(headerOf(headers, name))),
  );
  ours.add(senderOf(mail));
  const others = (lines: readonly string[]) =>
    addresses(lines).filter((address) => !ours.has(address) && !DAEMON.test(address));
  const listed = letter.match(
    /^[ \t*>•-]{0,8}(?:(?:to|rcpt to|recipient|for|address|final-recipient|user)\b[ :;]{1,3}(?:rfc822;)?)?[<"'(]{0,2}[^\s<>@"'()]+@[^\s<>"'()]+.{0,200}$/gim,
  );
  const inList = others(listed ?? []);
  if (inList.length > 0) return inList;
  return others(letter.slice(0, 5000).match(/[^\s<>()"']+@[^\s<>()"',;:]+/g) ?? []).slice(0, 1);
}

function addresses(texts: readonly string[]): string[] {
  const found = texts.flatMap((text) => addressIn(text) ?? []);
  return [...new Set(found)].slice(0, MOST_RECIPIENTS);
}

/** What the receiving server has said, as far as the letter says: behind the address, else the line with a code. */
function answerIn(letter: string, address: string | null): string {
  const paragraphs = letter.split(/\n[ \t]*\n/).map((one) => one.replace(/\s+/g, ' ').trim());
  const index = address ? paragraphs.findIndex((one) => one.toLowerCase().includes(address)) : -1;
  const about = paragraphs.slice(Math.max(index, 0)).join(' ');
  const hasCode = (one: string) => numbersIn(one).code !== null || numbersIn(one).status !== null;
  const behind = index < 0 ? -1 : paragraphs.findIndex((one, at) => at >= index && hasCode(one));
  const coded = behind >= 0 ? behind : paragraphs.findIndex(hasCode);
  if (coded >= 0) {
    const one = paragraphs[coded] ?? '';
    return coded === index || index < 0 ? one : `${paragraphs[index]} ${one}`;
  }
  // The list of addresses is often the end, and the reason stands in front of it.
  const own = index >= 0 ? (paragraphs[index] ?? '') : '';
  const words = own
    .toLowerCase()
    .replace(address ?? '', '')
    .replace(/\W+/g, '');
  return words.length > 12 ? about.slice(0, 1500) : letter.replace(/\s+/g, ' ').slice(0, 3000);
}
