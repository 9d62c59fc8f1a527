import { useState } from 'preact/hooks';
import { t } from '../text.ts';
import type { NewCompose } from './content.ts';
import { RecipientField, type RecipientKind } from './RecipientField.tsx';
import type { ComposeModel } from './use-compose.ts';

const copies = ['cc', 'bcc'] as const;

/** To, and Cc and Bcc once they are asked for. */
export function Recipients({ start, model }: { start: NewCompose; model: ComposeModel }) {
  const [shown, setShown] = useState({ cc: start.cc.length > 0, bcc: start.bcc.length > 0 });
  const field = (kind: RecipientKind) => (
    <RecipientField
      key={kind}
      kind={kind}
      id={`${kind}-${start.id}`}
      chips={model.content.chips[kind]}
      onChange={(next) => {
        model.content.changeChips(kind, next);
        model.edited();
      }}
    />
  );
  const hidden = copies.filter((kind) => !shown[kind]);
  return (
    <>
      <div class="field-row">
        {field('to')}
        <div class="more-fields">
          {hidden.map((kind) => (
            <button
              key={kind}
              type="button"
              class="small quiet"
              aria-label={t(kind === 'cc' ? 'addCc' : 'addBcc')}
              data-practice-action={`show-${kind}`}
              onClick={() => setShown((before) => ({ ...before, [kind]: true }))}
            >
              {t(kind)}
            </button>
          ))}
        </div>
      </div>
      {copies.filter((kind) => shown[kind]).map(field)}
    </>
  );
}
