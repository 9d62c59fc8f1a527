import { t } from '../i18n.ts';
import { TextField } from '../person/Form.tsx';

interface ListNameFieldProps {
  value: string;
  /** Saving was tried: a name that lacks is told. */
  tried: boolean;
  onInput(name: string): void;
}

/** What a list of people is called. */
export function ListNameField({ value, tried, onInput }: ListNameFieldProps) {
  return (
    <TextField
      label={t('selections.name')}
      value={value}
      maxLength={100}
      first
      wrong={tried && !value.trim() ? t('selections.nameNeeded') : null}
      onInput={onInput}
    />
  );
}
