import type { PartName } from './config.ts';

type Attributes = Record<string, string | boolean | undefined>;
type Child = Node | string | null;

/** Names that stand in messages, not in the page, and stay when the page's own change. */
const IN_MESSAGES = ['elementToProof', 'Signature', 'appendonsend', 'divRplyFwdMsg'];
let renamesClasses = false;
let renamesIds = false;
let leftOutParts: PartName[] = [];
const leftOut = new WeakSet<Node>();

/** Says once, before anything is built, how this page differs from the usual one. */
export function changePage(change: { classes: boolean; ids: boolean; without: PartName[] }): void {
  renamesClasses = change.classes;
  renamesIds = change.ids;
  leftOutParts = change.without;
}

export function renamed(name: string): string {
  if (IN_MESSAGES.includes(name)) return name;
  let hash = 7;
  for (const letter of name) hash = (hash * 31 + letter.charCodeAt(0)) % 99991;
  return `x${hash.toString(36)}`;
}

export function classNames(names: string): string {
  const each = names.split(/\s+/).filter(Boolean);
  return (renamesClasses ? each.map(renamed) : each).join(' ');
}

export function h(tag: 'input', attributes?: Attributes, ...children: Child[]): HTMLInputElement;
export function h(tag: string, attributes?: Attributes, ...children: Child[]): HTMLElement;
/** One element. Built piece by piece: the page's policy may forbid HTML from text. */
export function h(tag: string, attributes: Attributes = {}, ...children: Child[]): HTMLElement {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    element.setAttribute(name, attribute(name, value === true ? '' : value));
  }
  put(element, ...children);
  return element;
}

function attribute(name: string, value: string): string {
  if (name === 'class') return classNames(value);
  return name === 'id' && renamesIds ? renamed(value) : value;
}

/** Appends what belongs to the page as it is. */
export function put(parent: ParentNode, ...children: Child[]): void {
  parent.append(...children.filter((child) => child !== null).filter((child) => !isLeftOut(child)));
}

function isLeftOut(child: Node | string): boolean {
  return typeof child !== 'string' && leftOut.has(child);
}

/** A part that a test may ask the page to do without. */
export function part<E extends HTMLElement>(name: PartName, element: E): E {
  if (leftOutParts.includes(name)) leftOut.add(element);
  return element;
}

export function has(name: PartName): boolean {
  return !leftOutParts.includes(name);
}

/** A 20 px icon from a path in a 24 × 24 grid. */
export function icon(path: string): SVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const shape = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('class', classNames('icon'));
  shape.setAttribute('d', path);
  svg.append(shape);
  return svg;
}

/** The page's icons are elements that bear their name. */
export function namedIcon(name: string, path: string): HTMLElement {
  return h('i', { 'data-icon-name': name, 'aria-hidden': 'true', class: 'namedIcon' }, icon(path));
}

export const icons = {
  apps: 'M4 4h4v4H4zm6 0h4v4h-4zm6 0h4v4h-4zM4 10h4v4H4zm6 0h4v4h-4zm6 0h4v4h-4zM4 16h4v4H4zm6 0h4v4h-4zm6 0h4v4h-4z',
  search:
    'M15.5 14h-.8l-.3-.3a6.5 6.5 0 1 0-.7.7l.3.3v.8l5 5 1.5-1.5-5-5zm-6 0a4.5 4.5 0 1 1 0-9 4.5 4.5 0 0 1 0 9z',
  mail: 'M20 5H4a2 2 0 0 0-2 2v10c0 1.1.9 2 2 2h16a2 2 0 0 0 2-2V7a2 2 0 0 0-2-2zm0 4l-8 5-8-5V7l8 5 8-5v2z',
  calendar:
    'M19 4h-1V2h-2v2H8V2H6v2H5a2 2 0 0 0-2 2v14c0 1.1.9 2 2 2h14a2 2 0 0 0 2-2V6a2 2 0 0 0-2-2zm0 16H5V9h14v11z',
  people:
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zm7 0a3 3 0 1 0 0-6 3 3 0 0 0 0 6zm-7 2c-3 0-7 1.5-7 4.5V20h14v-2.5c0-3-4-4.5-7-4.5zm7 0h-.7c1.6 1 2.7 2.5 2.7 4.5V20h4v-2.2c0-2.8-3-4.8-6-4.8z',
  tasks: 'M9 16.2l-3.5-3.5L4 14.1l5 5 11-11-1.4-1.4z',
  compose:
    'M3 17.2V21h3.8L17.8 9.9l-3.7-3.7L3 17.2zM20.7 7a1 1 0 0 0 0-1.4l-2.3-2.3a1 1 0 0 0-1.4 0l-1.8 1.8L19 8.9 20.7 7z',
  down: 'M7.4 8.6L12 13.2l4.6-4.6L18 10l-6 6-6-6z',
  right: 'M8.6 16.6L13.2 12 8.6 7.4 10 6l6 6-6 6z',
  bin: 'M16 9v10H8V9h8m-1.5-6h-5l-1 1H5v2h14V4h-3.5l-1-1zM18 7H6v12c0 1.1.9 2 2 2h8a2 2 0 0 0 2-2V7z',
  archive: 'M4 4h16v4H4zm1 5h14v10a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1V9zm4 3v2h6v-2z',
  flag: 'M6 3v18h2v-7h11l-3-4.5L19 5H8V3z',
  inbox:
    'M19 3H5a2 2 0 0 0-2 2v14c0 1.1.9 2 2 2h14a2 2 0 0 0 2-2V5a2 2 0 0 0-2-2zm0 12h-4a3 3 0 0 1-6 0H5V5h14v10z',
  file: 'M14 2H6a2 2 0 0 0-2 2v16c0 1.1.9 2 2 2h12a2 2 0 0 0 2-2V8l-6-6zM6 20V4h7v5h5v11H6z',
  send: 'M2 21l21-9L2 3v7l15 2-15 2v7z',
  clip: 'M16.5 6v11.5a4 4 0 0 1-8 0V5a2.5 2.5 0 0 1 5 0v10.5a1 1 0 0 1-2 0V6H10v9.5a2.5 2.5 0 0 0 5 0V5a4 4 0 0 0-8 0v12.5a5.5 5.5 0 0 0 11 0V6z',
  reply: 'M10 9V5l-7 7 7 7v-4.1c5 0 8.5 1.6 11 5.1-1-5-4-10-11-11z',
  replyAll: 'M7 8V5l-7 7 7 7v-3l-4-4zm6 1V5l-7 7 7 7v-4.1c5 0 8.5 1.6 11 5.1-1-5-4-10-11-11z',
  forward: 'M14 9V5l7 7-7 7v-4.1c-5 0-8.5 1.6-11 5.1 1-5 4-10 11-11z',
  window:
    'M19 19H5V5h7V3H5a2 2 0 0 0-2 2v14c0 1.1.9 2 2 2h14a2 2 0 0 0 2-2v-7h-2v7zM14 3v2h3.6l-9.8 9.8 1.4 1.4L19 6.4V10h2V3h-7z',
  close: 'M19 6.4L17.6 5 12 10.6 6.4 5 5 6.4l5.6 5.6L5 17.6 6.4 19l5.6-5.6 5.6 5.6 1.4-1.4-5.6-5.6z',
  clock:
    'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20zm0 18a8 8 0 1 1 0-16 8 8 0 0 1 0 16zm.5-13H11v6l5.2 3.2.8-1.3-4.5-2.7V7z',
} as const;

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
