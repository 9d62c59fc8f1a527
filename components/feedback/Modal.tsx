import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';

interface ModalProps {
  /** Made part of the heading's id, so that the dialog is named by it. */
  name: string;
  title: string;
  onClose(): void;
  children: ComponentChildren;
}

/** A dialog over the page: heading, a button that closes it, and Esc. The first `data-first` inside gets the focus. */
export function Modal({ name, title, onClose, children }: ModalProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  // Before the next key: one that is typed at once belongs into it.
  useLayoutEffect(() => {
    dialog.current?.showModal();
    // `autofocus` does nothing in a frame of another site, which the sidebar is in a mail page.
    dialog.current?.querySelector<HTMLElement>('[data-first]')?.focus();
  }, []);
  return (
    <dialog ref={dialog} aria-labelledby={`${name}-title`} onClose={onClose}>
      <div class="row-of">
        <h2 id={`${name}-title`} class="grow">
          {title}
        </h2>
        <button
          type="button"
          class="icon-button"
          aria-label={t('common.close')}
          onClick={() => dialog.current?.close()}
        >
          <Icon name="close" />
        </button>
      </div>
      {children}
    </dialog>
  );
}
