import { textOfHtml } from './html-text.ts';
import type { InboundMail } from './mail.ts';

/** A line below which stands what the writer answers. */
const QUOTED =
  /^(>|[ \t]*-{2,} ?(original|ursprüngliche|ursprungligt|oprindelig|opprinnelig|oorspronkelijk|forwarded|message d'origine|mensaje original|messaggio originale|mensagem original|weitergeleitete|vidarebefordrat|videresendt|doorgestuurd)|[ \t]*_{8,}[ \t]*$|(on|den|op|am|le|el|il|em|på|dne|w dniu|a) .{4,200}(wrote|skrev|schreef|schrieb|a écrit|escribió|ha scritto|escreveu|het volgende geschreven|napsal|napisał|írta)\b.{0,40}:?\s*$|[ \t]*(from|från|fra|van|von|de|da|od) ?: .{2,300}\n[ \t]*(sent|skickat|sendt|verzonden|gesendet|envoyé|enviado|inviato|date|datum|dato|to|till|til|aan|an|à) ?:)/im;

/** What the writer of a mail has written, without what they quote. */
export function ownWords({ parts }: InboundMail): string {
  const plain = parts.find(
    ({ type, attached, text }) => type === 'text/plain' && !attached && text.trim() !== '',
  );
  const html = parts.find(({ type, attached }) => type === 'text/html' && !attached);
  const text = (plain?.text ?? (html ? textOfHtml(html.text) : '')).slice(0, 100_000);
  const quoted = QUOTED.exec(text);
  return (quoted ? text.slice(0, quoted.index) : text).trim();
}
