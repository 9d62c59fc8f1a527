import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from '../Icon.tsx';

interface NoteProps {
  tone: 'info' | 'good' | 'warn' | 'bad';
  icon: IconName;
  title: string;
  text?: string;
  children?: ComponentChildren;
}

/** A line that stays until its cause is gone: what is so, and what can be done. */
export function Note({ tone, icon, title, text, children }: NoteProps) {
  return (
    <div class={`note ${tone}`}>
      <Icon name={icon} />
      <div class="grow stack tight">
        <p>
          <strong>{title}</strong>
        </p>
        {text && <p>{text}</p>}
        {children && <div class="row-of wrap">{children}</div>}
      </div>
    </div>
  );
}
