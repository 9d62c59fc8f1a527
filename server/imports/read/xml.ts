import { SaxesParser } from 'saxes';
import { UnreadableFileError } from './source.ts';

/** Without a tag or a text in so many bytes, nothing of a workbook is being read. */
const LONGEST_SILENCE = 8_000_000;

/** What is told while XML is read; names come without their prefix. */
export interface XmlReader {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  close(name: string): void;
  text(text: string): void;
}

/**
 * Reads XML piece by piece, and yields after each.
 * @throws {UnreadableFileError} it is not well-formed
 */
export async function* readXml(pieces: AsyncIterable<Uint8Array>, reader: XmlReader): AsyncGenerator<void> {
  const parser = new SaxesParser({ xmlns: false });
  let silence = 0;
  parser.on('opentag', ({ name, attributes }) => {
    silence = 0;
    reader.open(localName(name), attributes);
  });
  parser.on('closetag', ({ name }) => {
    silence = 0;
    reader.close(localName(name));
  });
  parser.on('text', (text) => reader.text(text));
  parser.on('cdata', (text) => reader.text(text));
  parser.on('error', (cause) => {
    throw new UnreadableFileError('damaged', `a part of the workbook is damaged: ${cause.message}`, {
      cause,
    });
  });
  const decoder = new TextDecoder();
  for await (const piece of pieces) {
    silence += piece.length;
    if (silence > LONGEST_SILENCE)
      throw new UnreadableFileError('damaged', 'a part of the workbook holds no table');
    parser.write(decoder.decode(piece, { stream: true }));
    yield;
  }
  parser.write(decoder.decode()).close();
}

/** The same at once, for the small parts of a workbook. */
export async function readWholeXml(pieces: AsyncIterable<Uint8Array>, reader: XmlReader): Promise<void> {
  for await (const _ of readXml(pieces, reader));
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon === -1 ? name : name.slice(colon + 1);
}
