import DOMPurify from 'dompurify';

/** HTML that may stand in the editor: the look of mail, no scripts, forms, frames or pictures from elsewhere. */
export function sanitise(html: string): string {
  return DOMPurify.sanitize(html, {
    USE_PROFILES: { html: true },
    FORBID_TAGS: ['style', 'form', 'input', 'button', 'textarea', 'select', 'iframe', 'video', 'audio'],
    FORBID_ATTR: ['id', 'name', 'class'],
  });
}

/** HTML as it goes out: without the marks by which the editor knows its parts. */
export function outgoing(html: string): string {
  const body = new DOMParser().parseFromString(html, 'text/html').body;
  for (const element of body.querySelectorAll('*')) {
    for (const { name } of [...element.attributes]) {
      if (name.startsWith('data-practice')) element.removeAttribute(name);
    }
  }
  return body.innerHTML;
}

/** Text for use inside HTML. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign] ?? '&quot;');
}
