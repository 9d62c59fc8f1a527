import type { FrameLook } from '../tasks/framed.ts';
import { HtmlFrame } from '../tasks/HtmlFrame.tsx';
import { useFit } from './use-fit.ts';

/** Pane of a mail program on a desk, and a common telephone. */
const widths = { desk: 680, phone: 375 } as const;

interface PreviewFrameProps {
  html: string;
  title: string;
  width: keyof typeof widths;
  look: FrameLook;
}

/** The mail at the width it will have, made smaller where there is less room: nothing in it moves for our page's sake. */
export function PreviewFrame({ html, title, width, look }: PreviewFrameProps) {
  const widthPx = widths[width];
  const { place, scale } = useFit(widthPx);
  return (
    <div class="preview-ground">
      <div
        ref={place}
        class="preview-glass"
        dir="ltr"
        style={{ '--frame-width': `${widthPx}px`, '--frame-scale': String(scale) }}
      >
        <HtmlFrame html={html} title={title} look={look} />
      </div>
    </div>
  );
}
