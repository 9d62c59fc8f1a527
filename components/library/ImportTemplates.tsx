import { useState } from 'preact/hooks';
import { fail, ok, type Result } from '../../lib/contract/errors.ts';
import type { TemplateImportReport } from '../../lib/contract/template-file.ts';
import { useSubmit } from '../data/use-submit.ts';
import { Modal } from '../feedback/Modal.tsx';
import { formatList, t } from '../i18n.ts';
import { Form } from '../person/Form.tsx';
import { type AskLibrary, useLibrary } from './ask.ts';

interface ImportTemplatesProps {
  onClose(): void;
  /** Something was added. */
  onDone(): void;
}

/** Takes in templates from a file: those that Utskick has exported, or a page of HTML. */
export function ImportTemplates({ onClose, onDone }: ImportTemplatesProps) {
  const ask = useLibrary();
  const [file, setFile] = useState<File | null>(null);
  // Made for each file once, so that a second press after an answer that was lost adds nothing.
  const [id, setId] = useState('');
  const [report, setReport] = useState<TemplateImportReport | null>(null);
  const form = useSubmit(
    async () => (file ? read(ask, file, id) : fail('INVALID_INPUT', t('library.chooseFile'))),
    (value) => {
      setReport(value);
      onDone();
    },
  );
  return (
    <Modal name="import-templates" title={t('library.import')} onClose={onClose}>
      <Form action={t('library.import')} submit={form} onSubmit={() => void form.submit()}>
        <label class="field">
          <span>{t('library.file')}</span>
          <input
            class="input"
            type="file"
            accept=".json,.html,.htm"
            data-first
            onChange={(event) => {
              setFile(event.currentTarget.files?.[0] ?? null);
              setId(crypto.randomUUID());
              setReport(null);
            }}
          />
        </label>
        <p class="soft small">{t('library.importHint')}</p>
        {report && <Report report={report} />}
      </Form>
    </Modal>
  );
}

async function read(ask: AskLibrary, file: File, id: string): Promise<Result<TemplateImportReport>> {
  const source = await file.text();
  if (/\.html?$/i.test(file.name)) return readPage(ask, file.name, source, id);
  let parsed: unknown;
  try {
    parsed = JSON.parse(source);
  } catch (error) {
    return fail('INVALID_INPUT', `${file.name}: ${String(error)}`);
  }
  // The server says what is wrong with it, template by template.
  return ask('templates.import', { body: { id, file: parsed as never } });
}

async function readPage(
  ask: AskLibrary,
  fileName: string,
  source: string,
  id: string,
): Promise<Result<TemplateImportReport>> {
  const name = fileName.replace(/\.html?$/i, '').slice(0, 200) || fileName;
  const made = await ask('templates.importHtml', { body: { id, name, source } });
  if (!made.ok) return made;
  const { template, removed } = made.value;
  return ok({ added: [{ index: 0, id: template.id, name: template.name, removed }], refused: [] });
}

function Report({ report: { added, refused } }: { report: TemplateImportReport }) {
  return (
    <div class="stack" role="status">
      <p>
        <strong>{t('library.imported', { count: added.length })}</strong>
      </p>
      <ul class="library-steps">
        {added
          .filter(({ removed }) => removed.length > 0)
          .map(({ index, name, removed }) => (
            <li key={index}>{t('library.takenOut', { name, what: formatList(removed) })}</li>
          ))}
        {refused.map(({ index, name, message }) => (
          <li key={index} class="danger">
            {t('library.notImported', { name: name || String(index + 1), message })}
          </li>
        ))}
      </ul>
    </div>
  );
}
