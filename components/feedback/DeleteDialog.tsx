import type { ComponentChildren } from 'preact';
import type { Result } from '../../lib/contract/errors.ts';
import type { Live } from '../data/use-live.ts';
import { useSubmit } from '../data/use-submit.ts';
import { t } from '../i18n.ts';
import { Bones } from './Empty.tsx';
import { Modal } from './Modal.tsx';
import { ProblemNote } from './ProblemNote.tsx';

interface DeleteDialogProps<T, R> {
  name: string;
  title: string;
  /** What is written on the button. */
  action: string;
  /** What goes with it, as the server tells it: before that nothing can be deleted. */
  told: Pick<Live<T>, 'value' | 'problem'>;
  remove(): Promise<Result<R>>;
  onClose(): void;
  onDeleted(removed: R): void;
  /** What stands in place of the button where it cannot be deleted, if anything; undefined where it can. */
  instead?(told: T): ComponentChildren;
  children(told: T): ComponentChildren;
}

/** Asks before something is deleted, with its consequence first. */
export function DeleteDialog<T, R>(props: DeleteDialogProps<T, R>) {
  const { name, title, action, told, remove, onClose, onDeleted, instead, children } = props;
  const { submit, busy, problem } = useSubmit(remove, onDeleted);
  const { value } = told;
  const failed = problem ?? told.problem;
  const other = value !== null && instead ? instead(value) : undefined;
  return (
    <Modal name={name} title={title} onClose={onClose}>
      <div class="stack form">
        {value === null && !failed && <Bones label={t('queue.loading')} />}
        {value !== null && children(value)}
        {failed && <ProblemNote problem={failed} />}
        <div class="row-of wrap">
          {other === undefined ? (
            <button
              type="button"
              class="button main"
              disabled={value === null || busy}
              onClick={() => void submit()}
            >
              {action}
            </button>
          ) : (
            other
          )}
          <button type="button" class="button" data-first onClick={onClose}>
            {t('common.cancel')}
          </button>
        </div>
      </div>
    </Modal>
  );
}
