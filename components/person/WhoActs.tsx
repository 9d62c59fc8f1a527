import { Icon, type IconName } from '../Icon.tsx';
import { t } from '../i18n.ts';
import { calledOf, type Someone, type SomeoneActs } from './use-someone.ts';

interface WhoActsProps<S extends Someone> {
  someone: S;
  acts: SomeoneActs;
  /** Shows what there is of this person alone; null where it does already. */
  onOnly: ((someone: S) => void) | null;
}

/** What can be done next for the person of a line. */
export function WhoActs<S extends Someone>({ someone, acts, onOnly }: WhoActsProps<S>) {
  if (someone.personId === null) return null;
  const name = calledOf(someone);
  return (
    <span class="who-acts">
      <Act icon="email" label={t('feed.email', { name })} onClick={() => void acts.email(someone)} />
      <Act icon="custom" label={t('feed.addTask', { name })} onClick={() => void acts.addTask(someone)} />
      <Act
        icon="add"
        label={t('feed.addToCampaign', { name })}
        onClick={() => void acts.addToCampaign(someone)}
      />
      {onOnly && <Act icon="person" label={t('feed.only', { name })} onClick={() => onOnly(someone)} />}
    </span>
  );
}

function Act({ icon, label, onClick }: { icon: IconName; label: string; onClick(): void }) {
  return (
    <button type="button" class="icon-button" aria-label={label} title={label} onClick={onClick}>
      <Icon name={icon} />
    </button>
  );
}

interface WhoProps {
  someone: Someone;
  acts: SomeoneActs;
  /** It is what the arrow keys go to. */
  isRow?: boolean;
}

/** The name of the person of a line, which opens what is known of them. */
export function Who({ someone, acts, isRow }: WhoProps) {
  return (
    <button
      type="button"
      class="who cut"
      title={calledOf(someone)}
      data-row={isRow}
      disabled={someone.personId === null}
      onClick={() => acts.open(someone)}
    >
      <bdi>{calledOf(someone)}</bdi>
    </button>
  );
}
