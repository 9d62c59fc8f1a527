/**
 * Features that Playwright turns off. Of two switches that turn features off Chromium hears the last alone, so they
 * stand here with ours.
 */
const offByDriver = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
];

/** The address bar's list is a page of its own, which each window loads at once: as much work as the extension's start. */
const addressBar = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup'];

/**
 * How each Chromium of the tests is started. Nothing leaves the machine, whatever a test or the product tries.
 *
 * @param reachable - hosts of this machine that answer all the same
 */
export function chromiumArgs(reachable: readonly string[] = []): string[] {
  const rules = ['MAP * ~NOTFOUND', ...reachable.map((host) => `EXCLUDE ${host}`)];
  return [
    `--disable-features=${[...offByDriver, ...addressBar].join(',')}`,
    `--host-resolver-rules=${rules.join(', ')}`,
  ];
}
