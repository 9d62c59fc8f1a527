/** What kind of program asked for an address, as far as it says so itself. */
export type AgentKind = 'desktop' | 'mobile' | 'machine' | 'unknown';

/** Programs that follow addresses for other reasons than that a person has pressed them. */
const machine =
  /bot\b|bot[/;_-]|crawl|spider|scan|preview|fetch|monitor|check|probe|validator|headless|facebookexternalhit|whatsapp|skypeuripreview|slack|discord|telegram|embedly|curl\/|wget|python|java\/|okhttp|go-http|libwww|perl|ruby|axios|node|undici|postman|httpclient|barracuda|mimecast|proofpoint|safelinks|symantec|trend ?micro|zscaler|fortiguard|sophos|bitdefender|google-?(read|safety|image|http)|outlook-?ios-?android|microsoft office|ms-office|bingpreview|yahoo! slurp|applebot/i;
const mobile = /mobile|iphone|ipad|ipod|android|windows phone|opera mini/i;
const desktop = /mozilla\/|opera\//i;

/**
 * Tells people's browsers from machines by the `User-Agent` header. A machine that pretends to be a browser is taken
 * for one; what else gives it away is not looked at here.
 *
 * @param userAgent - the header, or undefined where it was not sent
 */
export function agentKind(userAgent: string | undefined): AgentKind {
  const text = userAgent?.trim() ?? '';
  if (text === '') return 'unknown';
  if (machine.test(text)) return 'machine';
  if (mobile.test(text)) return 'mobile';
  return desktop.test(text) ? 'desktop' : 'unknown';
}
