import { t } from '../i18n.ts';
import { TextField } from '../person/Form.tsx';

interface GroupNameProps {
  value: string;
  /** Saving was tried: a name that lacks is told. */
  tried: boolean;
  onInput(name: string): void;
}

/** What a group is called. */
export function GroupName({ value, tried, onInput }: GroupNameProps) {
  return (
    <TextField
      label={t('groups.name')}
      value={value}
      maxLength={100}
      first
      wrong={tried && !value.trim() ? t('groups.nameNeeded') : null}
      onInput={onInput}
    />
  );
}
