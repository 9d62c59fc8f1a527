/** Why a mail could not be delivered. */
export type BounceReason =
  /** Nobody has that address, or not any more. */
  | 'noSuchUser'
  /** The domain does not exist or takes no mail. */
  | 'noSuchDomain'
  /** The mailbox is there and switched off or idle. */
  | 'disabled'
  | 'mailboxFull'
  | 'tooBig'
  | 'spam'
  /** Our address, domain, server or the message's signature is not liked. */
  | 'blocked'
  | 'rateLimited'
  /** A rule of the receiver that is about who may write to whom. */
  | 'policy'
  | 'unreachable'
  | 'looped'
  | 'content'
  | 'unknown';

/** `hard`: the address is dead. `soft`: this mail did not arrive, another may. `delayed`: it is still being tried. */
export type Severity = 'hard' | 'soft' | 'delayed';

/** What a receiving server has said. */
export interface Diagnosis {
  /** SMTP code such as 550; null: none was given. */
  code: number | null;
  /** Enhanced status such as `5.1.1`; null: none was given. */
  status: string | null;
  text: string;
}

/**
 * What the words say, first match first. Words come before numbers: servers give 5.1.1 for a full mailbox, and 5.7.1 for
 * an address that nobody has.
 */
const words: readonly (readonly [BounceReason, RegExp])[] = [
  // Phrases of single products, which mean something else than their words.
  [
    'noSuchUser',
    /recipient address rejected: access denied|mailbox unavailable or access denied|account \W*(550[- ])?or domain may not exist|resolver\.adr\.|requested action not taken: mailbox unavailable/,
  ],
  [
    'noSuchDomain',
    /name service error|host or domain name not found|\bhost not found|nxdomain|dns domain \S+ does not exist|infodomainnonexistent|unrouteable (mail )?domain|null ?mx|no such (host|domain)|all relevant mx records point to non-existent hosts/,
  ],
  [
    'policy',
    /resolver\.rst\.(notauth|restrict|senderauth)|(not authori[sz]ed|don't have permission|permission|not permitted|not allowed) to (send|e-?mail|write)|only accepts? (mail|messages)|restricted/,
  ],
  [
    'rateLimited',
    /rate[ -]?limit|too many (connections|messages|concurrent|recipients|emails|mails|smtp sessions)|throttl|(exceed|reach)\w*\W+(\w+\W+){0,6}(rate|messages? per|connections|hourly|daily|sending (limit|quota))|unusual(ly high)? rate|receiving mail (at too|too quickly)|try again later.{0,20}too (many|much)|tempfail.{0,40}volume|mail(s)? (per|for) (hour|day|session)/,
  ],
  [
    'blocked',
    /block ?list|black ?list|deny ?list|\b(rbl|dnsbl|spamhaus|spamcop|barracudacentral|sorbs|uceprotect|abuseat|senderbase|senderscore|proofpoint.{0,40}block|cloudmark)\b|reputation|\bspf\b|\bdkim\b|\bdmarc\b|reverse dns|\brdns\b|ptr record|(unable to|cannot|can't|could not|must) (find|resolve|have).{0,30}(ptr|hostname|reverse)|not authenticated|unauthenticated|authentication (is )?required|sender (address )?(rejected|denied|verify failed|blocked|unauthorized)|unauthorized sender|(your|client|sending|source|the) (ip|host|server|network|domain|mta)( address)?( \S+)? (is |has been |was )?(blocked|banned|listed|denied|rejected|not allowed|temporarily deferred)|(ip|host|client|domain|server)\W.{0,60}\b(blocked|banned|listed|bad sender)|blocked (by|using|for|due)|banned sender|\bblocked\b.{0,40}\b(ip|host|list)|access denied.{0,60}(ip|bad reputation)|connection refused by policy|(helo|ehlo) (command|name|host)|invalid helo|bad helo|mail from (domain|command).{0,30}(not|reject|invalid)|domain of sender|sender domain|sender.{0,30}(does not|doesn't|not) exist|dynamic (ip|pool)|dialup|greylist|gr[ea]y-?list/,
  ],
  [
    'mailboxFull',
    /(mail ?box|mail ?folder|inbox|account|user|recipient|quota|storage|disk)\w*\W+(\w+\W+){0,6}(full|over ?quota|over (its|the|their|his|disk) (quota|limit|size|storage)|exceed\w*|out of (storage|space)|overdrawn|no space|insufficient|past its)|(exceed\w*|over|out of|above|no more|not enough|insufficient|hit|reached)\W+(\w+\W+){0,6}(quota|storage|mailbox size|mail ?box (limit|space|size)|disk (quota|space)|maximum size allowed)|over ?quota|quota (is )?(exceeded|full|violation)|mail ?box (is )?(too )?full|\bfull mail ?box|no space left|disk (is )?full|maildir (is )?over|resolver\.rst\.(recipsizelimit\.mailbox|mailboxfull)|quotaexceeded|postfach (ist )?(voll|überfüllt)|boîte.{0,30}pleine|buzón (está )?lleno|casella.{0,20}piena|brevlådan.{0,20}full|容量|邮箱.{0,6}满/,
  ],
  [
    'tooBig',
    /(message|mail|attachment|size)\w*\W+(\w+\W+){0,5}(too (big|large|long)|exceeds?\W+(\w+\W+){0,5}(size|limit|maximum|length))|(too|over) ?(big|large|sized?) (a )?(message|mail)|message size|exceeds? (the )?(maximum|fixed|configured|global)?\W*(message|mail)? ?(file )?size|msgsizelimit|sizelimit/,
  ],
  [
    'spam',
    /\bspam|\bspammy|junk|unsolicited|\bvirus|malware|phish|infected|bulk mail|\buce\b|looks like|suspicious|(content|message|mail)\w*\W+(\w+\W+){0,3}(filter|rejected for policy|not accepted for policy|refused by|considered|contains? (a )?(url|link|banned|forbidden))|high probability|score|bayes|surbl|uribl|\burl\b.{0,40}(black|block)|(rejected|blocked) (by|due to|for) (the )?(content|security|filter)/,
  ],
  [
    'disabled',
    /(account|mail ?box|user|recipient|address|email|e-mail|profile)\w*\W+(\w+\W+){0,7}(disabled|inactive|deactivated|suspended|locked|expired|frozen|not active|inactivated|idle|dormant|is on hold|temporarily unavailable|turned off)|(disabled|inactive|deactivated|suspended|expired|locked|closed) (\w+ )?(account|mail ?box|user|recipient|address|due)|temporarily (disabled|suspended)|out of service|account not active/,
  ],
  [
    'noSuchUser',
    /(no|not a|unknown|invalid|bad|wrong|nonexist\w*|non-exist\w*|undefined|unrouteable|unroutable|illegal|no valid|not a valid|not a known|not an active|without)\W+(such\W+|valid\W+|known\W+|local\W+|active\W+|existing\W+|virtual\W+|mail\W+|e-?mail\W+|destination\W+|smtp\W+|final\W+|or\W+invalid\W+|or\W+nonexistent\W+|or\W+illegal\W+)*(user|mail ?box|recipient|address|account|person|alias|addressee|e-?mail|id\b|customer|employee|subscriber|login|name|destination|rcpt|local[ -]part|forward path|mailbox name)|(user|mail ?box|recipient|address|account|alias|addressee|person|e-?mail( address)?|rcpt|customer|destination|login|to\b)\w*\W+(\w+\W+){0,6}(unknown|not exist\w*|do(es)?( ?n[o']t|n't| not) (currently )?(exist|have)|dosn't exist|don't exist|did not exist|didn't exist|non-?exist\w*|invalid|not (be )?(found|known|valid|listed|recogni[sz]ed|have)|no longer (\w+ )?(valid|active|available|exists?|in use|works?|on (the|this) server|at|monitored|employed)|not local|is not (a|an) |undeliverable|unrouteable|wasn't found|couldn't be found|can(no|')t be found|could not be (found|resolved)|cannot be delivered to|was not found|discontinued|been (removed|deleted|terminated|cancell?ed|closed|abandoned)|(is )?closed|terminated|cancell?ed|mistyped|misspelled)|user ?unknown|unknown ?user|unknown (address|recipient|account|local|mailbox)|no (mailbox|user|account) (here|by|with|found)|not our customer|not listed in|unable to (find|validate|verify) (the )?(recipient|user|address)|can(not|'t) (find|verify|validate) (the |this |your )?(recipient|user|mailbox|address)|recipnotfound|recipientnotfound|badrecipient|resolver\.adr\.(ex)?(recip\w*notfound|invalid\w*)|(recipient|user|mailbox|address)_?(not_?found|unknown|invalid)|delivery to the following (recipient|address)\w* failed permanently.{0,400}no such|name is not recognized|not listed in (the )?(domino|public name)|(is )?not listed in .{0,20}(directory|address book)|no matches to nameserver query|there is no one (at|here)|nobody (here|by)|we do not (have|know)|has left|left the (company|organi[sz]ation)|no longer (with|work)|this (user|address|account|mailbox) (doesn't|does not|isn't|is not|was|has)|retry timeout exceeded.{0,40}unknown|recipient does ?n[o']t|account (has been )?(deleted|closed|removed)|invalid (user|mailbox|recipient|address)|addressee unknown|mailbox (not found|unavailable or access denied|unknown|invalid|nonexistent)|(unbekannt|existiert nicht|nicht gefunden|nicht bekannt)|n'existe pas|inconnue?|no existe|desconocido|inexistente|non esiste|sconosciuto|finns inte|findes ikke|finnes ikke|bestaat niet|onbekend|不存在|没有.{0,6}用户|存在しま|宛先.{0,10}(不明|見つかり)|見つかりません|user ?does ?not ?exist|requested mailbox/,
  ],
  [
    'noSuchDomain',
    /(host|domain|server)( name)?\w*\W+(\w+\W+){0,5}(unknown|not (be )?found|does(n't| not) (exist|resolve|accept|receive)|nonexist\w*|invalid|unresolvable|couldn't be found|wasn't found)|(host|domain) (name )?(lookup|look-up) failure|name service error|nxdomain|no such (host|domain)|unknown (host|domain|mail host)|unrouteable (mail )?domain|bad destination (host|mailbox address|system)|null ?mx|recipient domain.{0,30}(reject|not|no )|domain (not|isn't|is not) (found|hosted|exist)|no (mx|a) (record|or)|(mx|a) (record|lookup).{0,40}(not|no|none|fail)|illegal host|malformed or unexpected name server reply|couldn'?t find any host|cannot find (your|the) (domain|host)|dns (error|domain).{0,60}(not exist|nxdomain|nonexist)|all relevant mx records point to non-existent hosts|no route to domain|domain.{0,20}expired/,
  ],
  [
    'policy',
    /(not|isn't|aren't) (allowed|authori[sz]ed|permitted|accept)|permission|restrict|relay|access denied|administrative(ly)? prohibit|prohibited|policy|only accepts?|white ?list|not accepting|refus(es|ed) (mail|messages|to accept)|delivery not authorized|resolver\.rst\.(notauth\w*|restrict\w*|senderauth\w*)|sender.{0,20}not.{0,20}(list|allow)|challenge|forbidden|user reject/,
  ],
  ['looped', /loop|too many hops|hop count|routing loop|too many received|delivered-to/],
  [
    'unreachable',
    /timed? ?out|time-?out|connection (refused|reset|lost|dropped|closed|failed|was)|connect to|no route to host|network (is )?unreachable|unable to (connect|deliver)|(lost|broken) connection|did(n't| not) (respond|answer)|no answer|not respond|unreachable|server (busy|unavailable|down|too busy)|service (not |un)available|try again|temporar|local error|could(n't| not) (connect|be (contacted|reached))|retry time|in my queue too long|message expired|delivery time expired|been in (the )?queue|4\.4\.\d|tls|ssl|certificate|too (long|old)|system (not|failure)|deferred|conversation with/,
  ],
  [
    'content',
    /syntax|malformed|(invalid|bad|missing|duplicate|multiple|illegal|improper)\W+(\w+\W+){0,2}(header|mime|format|character|content|encoding|attachment)|8-?bit|bare (lf|cr)|line (is )?too long|rfc ?\d{3,4}|attachment.{0,30}(not|block|remov)|smtputf8|conversion/,
  ],
];

/** Enhanced status without words; the class in front does not matter. RFC 3463. */
const byStatus: readonly (readonly [RegExp, BounceReason])[] = [
  [/^\d\.1\.(1|6|0|3|4|5|10)$/, 'noSuchUser'],
  [/^\d\.1\.2$/, 'noSuchDomain'],
  [/^\d\.1\.(7|8|9)$/, 'blocked'],
  [/^\d\.2\.1$/, 'disabled'],
  [/^\d\.2\.2$/, 'mailboxFull'],
  [/^\d\.(2|3)\.(3|4)$/, 'tooBig'],
  [/^\d\.3\.1$/, 'mailboxFull'],
  [/^\d\.4\.4$/, 'noSuchDomain'],
  [/^\d\.4\.6$/, 'looped'],
  [/^\d\.(4|3)\./, 'unreachable'],
  [/^\d\.5\./, 'content'],
  [/^\d\.6\./, 'content'],
  [/^\d\.7\./, 'policy'],
];

/** What makes the address dead, once it is said for good. */
const dead: ReadonlySet<BounceReason> = new Set(['noSuchUser', 'noSuchDomain']);

/** Why it was, from what the server said. */
export function reasonOf({ code, status, text }: Diagnosis): BounceReason {
  const said = text
    .slice(0, 4000)
    .toLowerCase()
    .replaceAll('’', "'")
    // Addresses and names of hosts hold words, too.
    .replace(/[^\s<>()"':;]+@[^\s<>()"',;:]+/g, 'address')
    .replace(/\bhost \S+( \S+)? said:|\(?in reply to [\w ]+ command\)?/g, ' ')
    .replace(/https?:\/\/\S+/g, ' ')
    .replace(/\s+/g, ' ');
  for (const [reason, pattern] of words) if (pattern.test(said)) return reason;
  for (const [pattern, reason] of byStatus) if (status && pattern.test(status)) return reason;
  if (code === 552 || code === 452) return 'mailboxFull';
  if (code === 551 || code === 553) return 'noSuchUser';
  // "Mailbox unavailable", RFC 5321 §4.2.3, with nothing that says otherwise.
  if (code === 550 && (!status || /^5\.[05]\./.test(status)) && /\bunavailable/.test(said))
    return 'noSuchUser';
  return 'unknown';
}

/**
 * Is the address dead. A refusal that is about us, our mail or the moment says nothing about the address; nor does one
 * that its server gives for now, unless it is about the name in itself (a domain that does not exist).
 */
export function severityOf(reason: BounceReason, { code, status }: Diagnosis): 'hard' | 'soft' {
  if (!dead.has(reason)) return 'soft';
  const forNow = status ? status.startsWith('4') : code !== null && code >= 400 && code < 500;
  return forNow && reason === 'noSuchUser' ? 'soft' : 'hard';
}
