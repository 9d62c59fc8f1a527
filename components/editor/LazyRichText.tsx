import { useEffect, useState } from 'preact/hooks';
import { Bones } from '../feedback/Empty.tsx';
import { Note } from '../feedback/Note.tsx';
import { t } from '../i18n.ts';
import type { RichTextProps } from './rich/RichText.tsx';

type Loaded = typeof import('./rich/RichText.tsx').default;

/** The editor library comes with the first text that is opened, and with no other page. */
export function LazyRichText(props: RichTextProps) {
  const [loaded, setLoaded] = useState<{ RichText: Loaded } | 'failed' | null>(null);
  useEffect(() => {
    import('./rich/RichText.tsx').then(
      (module) => setLoaded({ RichText: module.default }),
      () => setLoaded('failed'),
    );
  }, []);
  if (loaded === null) return <Bones label={t('queue.loading')} />;
  if (loaded === 'failed')
    return <Note tone="bad" icon="problem" title={t('editor.notLoaded')} text={t('editor.notLoadedText')} />;
  return <loaded.RichText {...props} />;
}
