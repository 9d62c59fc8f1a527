import { Icon, type IconName } from '../Icon.tsx';

interface ChoiceLineProps {
  name: string;
  /** What is said of it below its name. */
  facts: readonly string[];
  /** What can be done with it, but for choosing it. */
  acts: readonly { label: string; icon: IconName; isFirst?: boolean; onPress(): void }[];
  choose: { text: string; label: string; disabled?: boolean; onPress(): void };
}

/** A line of a list to choose from, by its owner also to be changed. */
export function ChoiceLine({ name, facts, acts, choose }: ChoiceLineProps) {
  return (
    <li class="row-of">
      <span class="launch-name grow">
        <bdi class="cut" title={name}>
          {name}
        </bdi>
        <span class="soft small">{facts.join(' · ')}</span>
      </span>
      {acts.map(({ label, icon, isFirst = false, onPress }) => (
        <button
          key={label}
          type="button"
          class="icon-button"
          aria-label={label}
          title={label}
          data-first={isFirst || undefined}
          onClick={onPress}
        >
          <Icon name={icon} />
        </button>
      ))}
      <button
        type="button"
        class="button small"
        disabled={choose.disabled}
        aria-label={choose.label}
        onClick={choose.onPress}
      >
        {choose.text}
      </button>
    </li>
  );
}
