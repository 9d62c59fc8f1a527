const systems: Readonly<Record<string, string>> = {
  win: 'Windows',
  mac: 'macOS',
  linux: 'Linux',
  cros: 'ChromeOS',
  android: 'Android',
  openbsd: 'OpenBSD',
};

/** Browsers that call themselves Chrome as well come first. */
const names = [
  [/Edg\/(\d+)/, 'Edge'],
  [/OPR\/(\d+)/, 'Opera'],
  [/Vivaldi\/(\d+)/, 'Vivaldi'],
  [/Firefox\/(\d+)/, 'Firefox'],
  [/Chrome\/(\d+)/, 'Chrome'],
] as const;

/** How this browser is called in the list of paired devices, e.g. `Firefox on Windows`. */
export function deviceName(userAgent: string, os: string): string {
  const name = names.find(([pattern]) => pattern.test(userAgent))?.[1] ?? 'Browser';
  return `${name} on ${systems[os] ?? os}`;
}

/** Name and main version, e.g. `Firefox 153`. */
export function browserName(userAgent: string): string {
  for (const [pattern, name] of names) {
    const version = pattern.exec(userAgent)?.[1];
    if (version) return `${name} ${version}`;
  }
  return 'Browser';
}
