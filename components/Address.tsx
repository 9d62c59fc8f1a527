/** An address that breaks where a reader would break it, and only in need inside a word. */
export function Address({ text }: { text: string }) {
  const parts = text.split(/(?<=[@.\-_+])/);
  return (
    <bdi dir="ltr" class="address">
      {parts.map((part, index) => (
        // Places in one address never change order.
        <span key={`${index} ${part}`}>
          {index > 0 && <wbr />}
          {part}
        </span>
      ))}
    </bdi>
  );
}
