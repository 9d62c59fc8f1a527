import { type DocNode, rawTypes, textTypes } from './doc.ts';
import { writeBlocks, writeInline, writeStart } from './write.ts';

/**
 * Where a place of the written HTML is in the document: the number of each node among its siblings, from outside in.
 * Empty where the document has nothing there.
 */
export function pathAt(doc: DocNode, offset: number): number[] {
  return pathIn(doc.content ?? [], offset);
}

function pathIn(nodes: readonly DocNode[], offset: number): number[] {
  let start = 0;
  for (const [index, node] of nodes.entries()) {
    // With the one before it, since that decides how it begins.
    const length =
      writeBlocks(nodes.slice(Math.max(0, index - 1), index + 1)).length - lengthBefore(nodes, index);
    if (offset < start + length || index === nodes.length - 1)
      return [index, ...pathInside(node, offset - start)];
    start += length;
  }
  return [];
}

function lengthBefore(nodes: readonly DocNode[], index: number): number {
  return index === 0 ? 0 : writeBlocks(nodes.slice(index - 1, index)).length;
}

function pathInside(node: DocNode, offset: number): number[] {
  const inside = offset - writeStart(node).length;
  if (inside < 0 || rawTypes.has(node.type) || !node.content) return [];
  return textTypes.has(node.type) ? pathInLine(node.content, inside) : pathIn(node.content, inside);
}

/** In a line that is written otherwise than we would, the nearest that can be told. */
function pathInLine(nodes: readonly DocNode[], offset: number): number[] {
  const found = nodes.findIndex((_, index) => writeInline(nodes.slice(0, index + 1)).length > offset);
  return [found < 0 ? nodes.length - 1 : found];
}
