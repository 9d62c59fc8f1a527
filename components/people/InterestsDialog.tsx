import { useState } from 'preact/hooks';
import { mostPeopleAtOnce } from '../../lib/contract/people-list.ts';
import { ok, type Result } from '../../lib/contract/result.ts';
import { useSubmit } from '../data/use-submit.ts';
import { Asked } from '../feedback/Asked.tsx';
import { Modal } from '../feedback/Modal.tsx';
import { t } from '../i18n.ts';
import { type AskLibrary, useAsked, useLibrary } from '../library/ask.ts';
import { Choices, Form } from '../person/Form.tsx';

const deeds = ['give', 'takeAway'] as const;
type Deed = (typeof deeds)[number];

interface InterestsDialogProps {
  /** Who is chosen now. */
  personIds: readonly string[];
  onClose(): void;
  /** @param people - how many have others than before */
  onChanged(people: number): void;
}

/** Gives many people interests, or takes some away. */
export function InterestsDialog({ personIds, onClose, onChanged }: InterestsDialogProps) {
  const ask = useLibrary();
  const list = useAsked('interests', () => ask('interests.list', {}));
  const [deed, setDeed] = useState<Deed>('give');
  const [ids, setIds] = useState<readonly string[]>([]);
  const [tried, setTried] = useState(false);
  const submit = useSubmit(() => changeAll(ask, personIds, deed, [...ids]), onChanged);
  return (
    <Modal name="interests" title={t('interests.bulkTitle', { count: personIds.length })} onClose={onClose}>
      <Asked live={list} label={t('queue.loading')}>
        {({ interests }) =>
          interests.length === 0 ? (
            <p class="soft">
              {t('interests.none')} {t('interests.ask')}
            </p>
          ) : (
            <Form
              action={t('settings.save')}
              submit={submit}
              onSubmit={() => {
                setTried(true);
                if (ids.length > 0) void submit.submit();
              }}
            >
              <Choices
                label={t('interests.deed')}
                options={deeds.map((value) => ({ value, label: t(`interests.${value}`) }))}
                value={deed}
                onChange={setDeed}
              />
              <fieldset class="choices">
                <legend class="legend">{t('interests.title')}</legend>
                {interests.map(({ id, name }) => (
                  <label key={id} class="choice">
                    <input
                      type="checkbox"
                      checked={ids.includes(id)}
                      onChange={(event) =>
                        setIds(event.currentTarget.checked ? [...ids, id] : ids.filter((one) => one !== id))
                      }
                    />
                    <span>
                      <bdi>{name}</bdi>
                    </span>
                  </label>
                ))}
              </fieldset>
              {tried && ids.length === 0 && (
                <small class="danger" role="alert">
                  {t('interests.chooseSome')}
                </small>
              )}
            </Form>
          )
        }
      </Asked>
    </Modal>
  );
}

/** As many at a time as the server takes; said again after a failure, it changes nothing twice. */
async function changeAll(
  ask: AskLibrary,
  personIds: readonly string[],
  deed: Deed,
  ids: string[],
): Promise<Result<number>> {
  let people = 0;
  for (let start = 0; start < personIds.length; start += mostPeopleAtOnce) {
    const some = personIds.slice(start, start + mostPeopleAtOnce);
    const body = { personIds: some, ...(deed === 'give' ? { add: ids } : { remove: ids }) };
    const answer = await ask('people.changeInterests', { body });
    if (!answer.ok) return answer;
    people += answer.value.people;
  }
  return ok(people);
}
