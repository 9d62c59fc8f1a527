import { type FrameLook, framed } from './framed.ts';

interface HtmlFrameProps {
  html: string;
  title: string;
  /** Left to the style sheet when absent. */
  heightPx?: number;
  look?: FrameLook;
}

/**
 * HTML of a mail, to be looked at. The text is a template's, filled with other people's data: the frame has no script,
 * no origin, no network but for pictures where they are asked for, and its links lead nowhere.
 */
export function HtmlFrame({ html, title, heightPx, look = {} }: HtmlFrameProps) {
  const page = framed(html, look);
  return (
    // A frame of its own for each: one that is given another page while it loads the first may keep the first.
    <iframe
      key={page}
      class="preview-frame"
      style={heightPx === undefined ? {} : { blockSize: `${heightPx}px` }}
      title={title}
      sandbox=""
      srcdoc={page}
    />
  );
}

/** A frame without script cannot tell its height; the text's lines, at this width, say it nearly enough. */
export function heightOf(text: string): number {
  const lines = text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / 40)), 0);
  return Math.min(360, Math.max(120, 48 + lines * 20));
}
