const systems: Readonly<Record<string, string>> = {
  win: 'Windows',
  mac: 'macOS',
  linux: 'Linux',
  cros: 'ChromeOS',
  android: 'Android',
  openbsd: 'OpenBSD',
};

/** How this browser is called in the list of paired devices, e.g. `Firefox on Windows`. */
export function deviceName(userAgent: string, os: string): string {
  const names = [
    [/Edg\//, 'Edge'],
    [/OPR\//, 'Opera'],
    [/Vivaldi/, 'Vivaldi'],
    [/Firefox\//, 'Firefox'],
    [/Chrome\//, 'Chrome'],
  ] as const;
  const browserName = names.find(([pattern]) => pattern.test(userAgent))?.[1] ?? 'Browser';
  return `${browserName} on ${systems[os] ?? os}`;
}
