import type { Me } from '../../lib/contract/account.ts';
import type { Template } from '../../lib/contract/template.ts';
import { isLocked, mayChange } from '../../lib/core/access/may-change.ts';
import type { Clock } from '../time.ts';
import { useLibrary } from './ask.ts';
import { Categories } from './Categories.tsx';
import { Copies } from './Copies.tsx';
import { DeleteTemplate } from './DeleteTemplate.tsx';
import { ImportTemplates } from './ImportTemplates.tsx';
import { EditRecommendation } from './Recommended.tsx';
import { SharingDialog } from './SharingDialog.tsx';
import { Versions } from './Versions.tsx';

/** Which dialog is open over the list, and for which template. */
export type OpenDialog =
  | { kind: 'share' | 'delete' | 'versions' | 'copies' | 'recommend'; template: Template }
  | { kind: 'import' }
  | { kind: 'categories' }
  | null;

interface DialogsProps {
  dialog: OpenDialog;
  me: Me;
  clock: Clock;
  onClose(): void;
  /** Something was changed: the template that is open then, and the one whose copies may be asked about. */
  onDone(template: Template | null, changed: Template | null): void;
  /** The dialog stays and the list is no longer what it was. */
  onMany(): void;
  /** @param said - with whom it is shared now */
  onShared(said: string): void;
}

export function Dialogs({ dialog, me, clock, onClose, onDone, onMany, onShared }: DialogsProps) {
  const ask = useLibrary();
  if (!dialog) return null;
  const mayUpdate = me.role !== 'user' && !isLocked(me, 'campaigns');
  if (dialog.kind === 'import') return <ImportTemplates onClose={onClose} onDone={onMany} />;
  if (dialog.kind === 'categories') return <Categories onClose={onClose} onDone={onMany} />;
  const { template } = dialog;
  if (dialog.kind === 'delete')
    return <DeleteTemplate template={template} onClose={onClose} onDeleted={() => onDone(null, null)} />;
  if (dialog.kind === 'share')
    return (
      <SharingDialog
        kind="templates"
        name={template.name}
        sharing={template}
        onClose={onClose}
        share={(body) => ask('templates.share', { params: { id: template.id }, body })}
        onShared={(_, said) => onShared(said)}
      />
    );
  if (dialog.kind === 'recommend')
    return (
      <EditRecommendation
        template={template}
        me={me}
        onClose={onClose}
        onSaved={(saved) => onDone(saved, null)}
      />
    );
  if (dialog.kind === 'copies') return <Copies template={template} mayUpdate={mayUpdate} onClose={onClose} />;
  return (
    <Versions
      template={template}
      mayChange={mayChange(me, 'templates', template)}
      clock={clock}
      onClose={onClose}
      onRestored={(restored) => onDone(restored, null)}
    />
  );
}
