import { useState } from 'preact/hooks';
import type { Result } from '../../lib/contract/result.ts';
import { useSubmit } from '../data/use-submit.ts';
import { formatNumber, t } from '../i18n.ts';
import { Form } from '../person/Form.tsx';

interface FiguresFormProps<N extends string> {
  known: Readonly<Record<N, number>>;
  /** In the order in which they stand; from one to `most`. */
  figures: readonly { name: N; label: string; most: number }[];
  save(written: Record<N, number>): Promise<Result<Record<N, number>>>;
}

/** Whole numbers as they are typed; nothing is sent until it is saved. */
export function FiguresForm<N extends string>({ known, figures, save }: FiguresFormProps<N>) {
  const [written, setWritten] = useState<Record<N, number>>(known);
  const [tried, setTried] = useState(false);
  const [isSaved, setSaved] = useState(false);
  const submit = useSubmit(
    () => save(written),
    (saved) => {
      setWritten(saved);
      setSaved(true);
    },
  );
  const isWrong = ({ name, most }: { name: N; most: number }): boolean => {
    const figure = written[name];
    return !Number.isInteger(figure) || figure < 1 || figure > most;
  };
  const submitAll = (): void => {
    setTried(true);
    if (!figures.some(isWrong)) void submit.submit();
  };
  return (
    <>
      <Form action={t('settings.save')} submit={submit} onSubmit={submitAll}>
        {figures.map((figure) => (
          <label key={figure.name} class="field">
            <span>{figure.label}</span>
            <input
              class="input"
              type="number"
              min={1}
              max={figure.most}
              value={Number.isNaN(written[figure.name]) ? '' : written[figure.name]}
              aria-invalid={tried && isWrong(figure)}
              onInput={(event) => {
                setSaved(false);
                setWritten({ ...written, [figure.name]: event.currentTarget.valueAsNumber });
              }}
            />
            {tried && isWrong(figure) && (
              <small class="danger" role="alert">
                {t('limits.figureNeeded', { most: formatNumber(figure.most) })}
              </small>
            )}
          </label>
        ))}
      </Form>
      <p class="soft" role="status">
        {isSaved && t('settings.saved')}
      </p>
    </>
  );
}
