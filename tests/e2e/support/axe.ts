import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/**
 * What axe finds wrong with a page, one line for each rule; our own pages have no frames but those that show a mail, which
 * may run no script and so none of axe's. In its legacy mode, because the other opens a blank page to put the whole
 * together in, which a browser with its own profile does not always open.
 *
 * @param part - a selector; the whole page where absent
 */
export async function faultsOf(page: Page, part?: string): Promise<string[]> {
  const builder = new AxeBuilder({ page }).setLegacyMode(true).exclude('iframe');
  const { violations } = await (part === undefined ? builder : builder.include(part)).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}
