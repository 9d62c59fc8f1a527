import { useId, useState } from 'preact/hooks';
import type { Me } from '../../lib/contract/account.ts';
import { Criterion, type Recommendation, type Template } from '../../lib/contract/template.ts';
import { placeOf } from '../../lib/core/library/place.ts';
import { templateContext } from '../../lib/core/template/fields.ts';
import { useSubmit } from '../data/use-submit.ts';
import { Modal } from '../feedback/Modal.tsx';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';
import { Choices, Form, SelectField, TextField } from '../person/Form.tsx';
import { useLibrary } from './ask.ts';

const mostCriteria = 3;
const empty: Criterion = { field: '', operator: 'equals', value: '' };

/** For whom a template is recommended, in one line for each criterion. */
export function RecommendedFor({ recommendation }: { recommendation: Recommendation }) {
  const { match, criteria } = recommendation;
  return (
    <>
      {criteria.length > 1 && <p class="soft small">{t(`library.match.${match}`)}</p>}
      <ul class="library-steps">
        {criteria.map(({ field, operator, value }, index) => (
          // Criteria have nothing but their order.
          <li key={index}>
            <code>{field}</code> {t(`library.operator.${operator}`)} <bdi>“{value}”</bdi>
          </li>
        ))}
      </ul>
    </>
  );
}

interface EditRecommendationProps {
  template: Template;
  me: Me;
  onClose(): void;
  onSaved(template: Template): void;
}

/** The rule by which a template is recommended: up to three criteria, of which all or any must hold. */
export function EditRecommendation({ template, me, onClose, onSaved }: EditRecommendationProps) {
  const ask = useLibrary();
  const { id } = template;
  const base = { baseVersion: template.version, basePlace: placeOf(template) };
  const [match, setMatch] = useState<Recommendation['match']>(template.recommendation?.match ?? 'all');
  const [criteria, setCriteria] = useState<readonly Criterion[]>(
    template.recommendation?.criteria ?? [empty],
  );
  const change = (at: number, to: Partial<Criterion>): void =>
    setCriteria(criteria.map((one, index) => (index === at ? { ...one, ...to } : one)));
  const form = useSubmit(() => {
    // A line without a field says nothing.
    const said = criteria.filter(({ field }) => field.trim() !== '');
    const recommendation = said.length > 0 ? { match, criteria: said } : null;
    return ask('templates.update', { params: { id }, body: { ...template, recommendation, ...base } });
  }, onSaved);
  return (
    <Modal
      name="recommendation"
      title={t('library.recommendTitle', { name: template.name })}
      onClose={onClose}
    >
      <Form action={t('library.save')} submit={form} onSubmit={() => void form.submit()}>
        <p class="soft small">{t('library.recommendHint')}</p>
        {criteria.length > 1 && (
          <Choices
            label={t('library.match.label')}
            value={match}
            options={(['all', 'any'] as const).map((value) => ({
              value,
              label: t(`library.match.${value}`),
            }))}
            onChange={setMatch}
          />
        )}
        {criteria.map((criterion, at) => (
          <CriterionFields
            key={at}
            criterion={criterion}
            at={at}
            me={me}
            onChange={(to) => change(at, to)}
            onRemove={() => setCriteria(criteria.filter((_, index) => index !== at))}
          />
        ))}
        {criteria.length < mostCriteria && (
          <button type="button" class="button" onClick={() => setCriteria([...criteria, empty])}>
            <Icon name="add" />
            {t('library.addCriterion')}
          </button>
        )}
      </Form>
    </Modal>
  );
}

interface CriterionFieldsProps {
  criterion: Criterion;
  at: number;
  me: Me;
  onChange(to: Partial<Criterion>): void;
  onRemove(): void;
}

function CriterionFields({ criterion, at, me, onChange, onRemove }: CriterionFieldsProps) {
  const { field, operator, value } = criterion;
  const named = t('library.criterion', { number: at + 1 });
  return (
    <fieldset class="library-criterion">
      <legend class="legend">{named}</legend>
      <FieldName value={field} me={me} onInput={(to) => onChange({ field: to })} />
      <SelectField
        label={t('library.operator.label')}
        value={operator}
        options={Criterion.shape.operator.options.map((one) => ({
          value: one,
          label: t(`library.operator.${one}`),
        }))}
        onChange={(to) => onChange({ operator: to })}
      />
      <TextField
        label={t('library.value')}
        value={value}
        maxLength={200}
        onInput={(to) => onChange({ value: to })}
      />
      <button
        type="button"
        class="icon-button"
        aria-label={t('library.removeCriterion', { number: at + 1 })}
        onClick={onRemove}
      >
        <Icon name="delete" />
      </button>
    </fieldset>
  );
}

interface FieldNameProps {
  value: string;
  me: Me;
  onInput(value: string): void;
}

/** A field as templates write it. One that nobody can have would make a rule that never holds, so that is said. */
function FieldName({ value, me, onInput }: FieldNameProps) {
  const known = Object.keys(templateContext(null, me)).filter((name) => name !== 'fields');
  const isKnown = value === '' || known.includes(value) || /^(custom_field_|fields\.)./.test(value);
  const id = useId();
  return (
    <div class="field">
      <label class="field">
        <span>{t('library.field')}</span>
        <input
          class="input"
          list={id}
          dir="ltr"
          spellcheck={false}
          maxLength={100}
          value={value}
          aria-invalid={!isKnown}
          onInput={(event) => onInput(event.currentTarget.value)}
        />
      </label>
      <datalist id={id}>
        {known.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      {!isKnown && (
        <small class="danger" role="alert">
          {t('library.unknownField')}
        </small>
      )}
    </div>
  );
}
