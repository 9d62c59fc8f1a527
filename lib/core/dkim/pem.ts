/** What a text is that is given as a private key, as far as its frame says it. */
export type PemKind = 'private' | 'encrypted' | 'public' | 'certificate' | 'ssh' | 'none';

/** Looks at the frame alone: whether a key stands inside, only its reader can tell. */
export function pemKindOf(text: string): PemKind {
  const [, label] = /-----BEGIN ([A-Z0-9 ]+)-----/.exec(text) ?? [];
  if (label === undefined) return 'none';
  if (label === 'OPENSSH PRIVATE KEY') return 'ssh';
  if (label === 'ENCRYPTED PRIVATE KEY' || /^Proc-Type: 4,ENCRYPTED/m.test(text)) return 'encrypted';
  if (label.endsWith('PRIVATE KEY')) return 'private';
  if (label.endsWith('PUBLIC KEY')) return 'public';
  return label.includes('CERTIFICATE') ? 'certificate' : 'none';
}
