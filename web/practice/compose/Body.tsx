import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Icon, type IconName } from '../icons.tsx';
import { sanitise } from '../sanitise.ts';
import { type TextKey, t } from '../text.ts';

interface BodyProps {
  /** What stands in it at first; later it is the person's alone. */
  initialHtml: string;
  bodyRef: (element: HTMLElement | null) => void;
  onChange: () => void;
}

/**
 * The message itself. The browser edits it and we read it: nothing here writes it again, so that cursor and undo stay.
 * What is pasted is cleaned first.
 */
export function Body({ initialHtml, bodyRef, onChange }: BodyProps) {
  const element = useRef<HTMLDivElement>(null);
  // Before anybody can see the window: what is written into it later must not be lost to this.
  useLayoutEffect(() => {
    const body = element.current;
    if (!body) return;
    body.innerHTML = initialHtml;
    bodyRef(body);
    return () => bodyRef(null);
  }, []);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a textarea holds no formatting
    <div
      ref={element}
      class="body"
      role="textbox"
      tabIndex={0}
      contentEditable
      aria-multiline="true"
      aria-label={t('messageBody')}
      data-practice-body=""
      onInput={onChange}
      onPaste={pasteClean}
    />
  );
}

function pasteClean(event: ClipboardEvent): void {
  const html = event.clipboardData?.getData('text/html');
  if (!html) return;
  event.preventDefault();
  document.execCommand('insertHTML', false, sanitise(html));
}

const commands = [
  { command: 'bold', icon: 'bold', text: 'bold', key: 'b' },
  { command: 'italic', icon: 'italic', text: 'italic', key: 'i' },
  { command: 'insertUnorderedList', icon: 'list', text: 'list', key: null },
  { command: 'insertOrderedList', icon: 'numbers', text: 'numbers', key: null },
] as const satisfies { command: string; icon: IconName; text: TextKey; key: string | null }[];

/** Bold, italic, lists and links for what is selected. `body` is where the selection must lie. */
export function FormatBar({ body }: { body: () => HTMLElement | null }) {
  const [linking, setLinking] = useState<Range | null>(null);
  const pressed = usePressed(body);
  const run = (command: string) => {
    body()?.focus();
    document.execCommand(command);
  };
  return (
    <div class="format" role="toolbar" aria-label={t('format')}>
      {commands.map(({ command, icon, text, key }) => (
        <button
          key={command}
          type="button"
          class="icon-button"
          title={key ? `${t(text)} (Ctrl+${key.toUpperCase()})` : t(text)}
          aria-label={t(text)}
          aria-pressed={pressed.has(command)}
          // Pressing must not take the selection out of the text.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => run(command)}
        >
          <Icon name={icon} />
        </button>
      ))}
      <button
        type="button"
        class="icon-button"
        title={t('link')}
        aria-label={t('link')}
        aria-expanded={linking !== null}
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => setLinking(linking ? null : selectionIn(body()))}
      >
        <Icon name="link" />
      </button>
      {linking && <LinkForm range={linking} onClose={() => setLinking(null)} />}
    </div>
  );
}

function LinkForm({ range, onClose }: { range: Range; onClose: () => void }) {
  const present = anchorOf(range)?.getAttribute('href') ?? '';
  const [address, setAddress] = useState(present);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const restore = () => {
    const selection = getSelection();
    selection?.removeAllRanges();
    selection?.addRange(range);
    onClose();
  };
  const set = () => {
    restore();
    const href = withScheme(address.trim());
    if (href === '') document.execCommand('unlink');
    else if (range.collapsed && !anchorOf(range)) {
      document.execCommand('insertText', false, address.trim());
      selectBack(address.trim().length);
      document.execCommand('createLink', false, href);
    } else document.execCommand('createLink', false, href);
    getSelection()?.collapseToEnd();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Enter') set();
    else restore();
  };
  return (
    <div class="link-form">
      <input
        ref={input}
        type="url"
        aria-label={t('linkAddress')}
        placeholder="https://"
        value={address}
        onInput={(event) => setAddress(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <button type="button" class="small" onClick={set}>
        {present && !address.trim() ? t('linkRemove') : t('linkSet')}
      </button>
      <button type="button" class="small quiet" onClick={restore}>
        {t('cancel')}
      </button>
    </div>
  );
}

function selectBack(length: number): void {
  const selection = getSelection();
  for (let i = 0; i < length; i += 1) selection?.modify('extend', 'backward', 'character');
}

/** `example.com` is meant as a web address; anything that could run is none. */
function withScheme(address: string): string {
  if (address === '' || /^(https?:|mailto:|tel:)/i.test(address)) return address;
  return /^[a-z][a-z\d+.-]*:/i.test(address) ? '' : `https://${address}`;
}

function selectionIn(body: HTMLElement | null): Range | null {
  body?.focus();
  const selection = getSelection();
  return selection && selection.rangeCount > 0 && body?.contains(selection.anchorNode)
    ? selection.getRangeAt(0).cloneRange()
    : null;
}

function anchorOf(range: Range): HTMLAnchorElement | null {
  const node = range.startContainer;
  const element = node instanceof Element ? node : node.parentElement;
  return element?.closest('a') ?? null;
}

/** Which of the toggles hold where the cursor stands. */
function usePressed(body: () => HTMLElement | null): Set<string> {
  const [pressed, setPressed] = useState(new Set<string>());
  useEffect(() => {
    const look = () => {
      if (!body()?.contains(getSelection()?.anchorNode ?? null)) return;
      setPressed(
        new Set(commands.map(({ command }) => command).filter((c) => document.queryCommandState(c))),
      );
    };
    document.addEventListener('selectionchange', look);
    return () => document.removeEventListener('selectionchange', look);
  }, []);
  return pressed;
}
