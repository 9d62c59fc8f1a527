/** Where Outlook on the web lives: work accounts, two older addresses of theirs, private accounts. */
export const outlookHosts = [
  'outlook.cloud.microsoft',
  'outlook.office.com',
  'outlook.office365.com',
  'outlook.live.com',
] as const;

/** Mail clients whose pages the extension works in. It asks permission for no other host. */
export const mailHosts = ['mail.google.com', ...outlookHosts] as const;

/** Everything on these hosts, as a match pattern. */
export function pagesOf(hosts: readonly string[]): string[] {
  return hosts.map((host) => `https://${host}/*`);
}
