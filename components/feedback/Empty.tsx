import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from '../Icon.tsx';

interface EmptyProps {
  icon: IconName;
  title: string;
  text?: string;
  children?: ComponentChildren;
}

/** A list with nothing in it: why, and one thing to do. */
export function Empty({ icon, title, text, children }: EmptyProps) {
  return (
    <div class="empty">
      <span class="empty-mark">
        <Icon name={icon} size={20} />
      </span>
      <h2>{title}</h2>
      {text && <p class="soft">{text}</p>}
      {children}
    </div>
  );
}

/** Rows to come, until the first answer is there. */
export function Bones({ label }: { label: string }) {
  return (
    <div class="bones" aria-busy="true">
      <p class="soft">{label}</p>
      {['a', 'b', 'c', 'd', 'e'].map((key) => (
        <span key={key} class="bone" />
      ))}
    </div>
  );
}
