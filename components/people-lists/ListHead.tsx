import { Icon, type IconName } from '../Icon.tsx';
import { t } from '../i18n.ts';
import type { ListKind } from './list-kind.ts';

/** Something that can be done with a list, as a button. */
export interface ListAct {
  icon: IconName;
  text: string;
  onPress(): void;
}

/** The way back to all lists of a kind. */
export function BackToLists({ kind, onBack }: { kind: ListKind; onBack(): void }) {
  return (
    <p>
      <button type="button" class="button small" onClick={onBack}>
        <Icon name="back" />
        {t(`${kind}.title`)}
      </button>
    </p>
  );
}

interface ListHeadProps {
  name: string;
  /** What it is, in few words each. */
  facts: readonly string[];
  acts: readonly ListAct[];
}

/** What a list is called, what is known of it, and what can be done with it. */
export function ListHead({ name, facts, acts }: ListHeadProps) {
  return (
    <header class="row-of wrap">
      <div class="grow stack tight">
        <h1 class="cut">
          <bdi>{name}</bdi>
        </h1>
        <p class="soft">{facts.join(' · ')}</p>
      </div>
      {acts.length > 0 && (
        <div class="row-of wrap">
          {acts.map(({ icon, text, onPress }) => (
            <button key={text} type="button" class="button small" onClick={onPress}>
              <Icon name={icon} />
              {text}
            </button>
          ))}
        </div>
      )}
    </header>
  );
}
