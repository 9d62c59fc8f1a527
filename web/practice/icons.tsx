import {
  Archive,
  ArrowLeft,
  Bold,
  ChevronDown,
  Forward,
  Inbox,
  Italic,
  Keyboard,
  Link,
  List,
  ListOrdered,
  MailOpen,
  MailPlus,
  Maximize2,
  Minus,
  Moon,
  Pencil,
  Reply,
  ReplyAll,
  Search,
  Send,
  Sun,
  Trash2,
  X,
} from 'lucide';
import { createElement, type VNode } from 'preact';

const icons = {
  archive: Archive,
  back: ArrowLeft,
  bold: Bold,
  down: ChevronDown,
  forward: Forward,
  inbox: Inbox,
  italic: Italic,
  keys: Keyboard,
  link: Link,
  list: List,
  numbers: ListOrdered,
  arrived: MailOpen,
  unread: MailPlus,
  expand: Maximize2,
  minimise: Minus,
  dark: Moon,
  draft: Pencil,
  reply: Reply,
  replyAll: ReplyAll,
  search: Search,
  sent: Send,
  light: Sun,
  trash: Trash2,
  close: X,
};
export type IconName = keyof typeof icons;

/** A drawing beside or instead of a word; hidden from screen readers, which get the control's name. */
export function Icon({ name, size = 18 }: { name: IconName; size?: 16 | 18 | 20 }): VNode {
  const parts = icons[name].map(([tag, attributes]) => createElement(tag, attributes));
  const frame = { viewBox: '0 0 24 24', width: size, height: size, fill: 'none', stroke: 'currentColor' };
  const line = { 'stroke-width': 2, 'stroke-linecap': 'round', 'stroke-linejoin': 'round' } as const;
  return (
    <svg class="icon" aria-hidden="true" {...frame} {...line}>
      {parts}
    </svg>
  );
}
