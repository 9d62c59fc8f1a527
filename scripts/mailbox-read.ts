import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { ReadableSite } from './mailbox-read/in-page.ts';
import { openPageReader, type PageReader } from './mailbox-read/pages.ts';
import type { PageReading, TrafficReading } from './mailbox-read/reading.ts';
import { isReadableSite, readableSites } from './mailbox-read/sites.ts';
import { readSample } from './mailbox-read/traffic.ts';

/**
 * `npm run -s mailbox:read -- --site gmail FILE…`: reads saved pages (HTML) and recorded requests (JSON) with the
 * adapters themselves and prints one line of JSON for each file: what was found, by which step of its ladder. Nothing
 * that people have written is printed without `--text`.
 *
 * Ends with 0 when every file was read, 1 when one could not be, 2 when the call itself is wrong.
 */
const usage = `Usage: npm run -s mailbox:read -- --site ${readableSites.join('|')} [--text] FILE…`;

type Reading = { file: string; site: ReadableSite } & (PageReading | TrafficReading | { error: string });

process.exitCode = await main();

async function main(): Promise<number> {
  const call = readCall();
  if ('wrong' in call) {
    console.error(`${call.wrong}\n${usage}`);
    return 2;
  }
  let reader: Promise<PageReader> | null = null;
  let failures = 0;
  try {
    for (const file of call.files) {
      const reading = await readFileOf(call, file, () => (reader ??= openPageReader()));
      if ('error' in reading) failures += 1;
      console.log(JSON.stringify(reading));
    }
  } finally {
    await (await (reader as Promise<PageReader> | null))?.close();
  }
  return failures > 0 ? 1 : 0;
}

interface Call {
  site: ReadableSite;
  files: string[];
  withTexts: boolean;
}

function readCall(): Call | { wrong: string } {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { site: { type: 'string' }, text: { type: 'boolean', default: false } },
    });
    const { site, text: withTexts } = values;
    if (site === undefined || !isReadableSite(site)) {
      return { wrong: `--site: expected one of ${readableSites.join(', ')}, got ${site ?? 'nothing'}` };
    }
    if (positionals.length === 0) return { wrong: 'FILE: expected at least one file' };
    return { site, files: positionals, withTexts };
  } catch (error) {
    return { wrong: error instanceof Error ? error.message : String(error) };
  }
}

async function readFileOf(
  { site, withTexts }: Call,
  file: string,
  reader: () => Promise<PageReader>,
): Promise<Reading> {
  try {
    const text = await readFile(file, 'utf8');
    if (/\.html?$/i.test(file))
      return { file, site, ...(await (await reader()).read(site, text, withTexts)) };
    if (/\.json$/i.test(file)) return { file, site, ...readSample(site, text, withTexts) };
    return { file, site, error: 'expected a saved page (.html) or a recorded request (.json)' };
  } catch (error) {
    return { file, site, error: error instanceof Error ? error.message : String(error) };
  }
}
