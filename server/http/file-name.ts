/** Parameters by which a `Content-Disposition` names a file: in ASCII for old programs, and as it is. */
export function fileNameOf(name: string): string {
  const plain = name.replaceAll(/[^\w .()-]/g, '_');
  return `filename="${plain}"; filename*=UTF-8''${encoded(name)}`;
}

/** RFC 8187; `encodeURIComponent` leaves characters alone that must not stand there. */
function encoded(name: string): string {
  return encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
