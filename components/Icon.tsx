import {
  AlarmClock,
  ArrowLeft,
  Check,
  ChevronDown,
  CircleAlert,
  CircleCheck,
  CircleQuestionMark,
  CloudOff,
  Copy,
  EllipsisVertical,
  ExternalLink,
  Flag,
  Inbox,
  Keyboard,
  LoaderCircle,
  LogOut,
  Mail,
  MessageSquareText,
  PanelRight,
  Phone,
  Play,
  RefreshCw,
  Search,
  Send,
  ShieldAlert,
  SkipForward,
  SquareCheck,
  Undo2,
  X,
} from 'lucide';
import { createElement } from 'preact';

const icons = {
  alarm: AlarmClock,
  back: ArrowLeft,
  call: Phone,
  check: Check,
  chevron: ChevronDown,
  close: X,
  copy: Copy,
  custom: SquareCheck,
  done: CircleCheck,
  email: Mail,
  exit: LogOut,
  external: ExternalLink,
  flag: Flag,
  inbox: Inbox,
  inmail: MessageSquareText,
  keyboard: Keyboard,
  menu: EllipsisVertical,
  offline: CloudOff,
  panel: PanelRight,
  play: Play,
  problem: CircleAlert,
  question: CircleQuestionMark,
  refresh: RefreshCw,
  search: Search,
  send: Send,
  shield: ShieldAlert,
  skip: SkipForward,
  undo: Undo2,
  working: LoaderCircle,
};
export type IconName = keyof typeof icons;

/** One icon of the set, in the colour of the text. Decoration: what it means is always said in words beside it. */
export function Icon({ name, size = 16 }: { name: IconName; size?: 16 | 20 }) {
  return (
    <svg
      class={`icon icon-${name}`}
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width={2}
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      {icons[name].map(([tag, attributes]) => createElement(tag, attributes))}
    </svg>
  );
}
