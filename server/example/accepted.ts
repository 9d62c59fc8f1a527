/** The example's own data is right, or it is a defect. */
export function accepted<T>(
  result: { ok: true; value: T } | { ok: false; code: string; message: string },
): T {
  if (result.ok) return result.value;
  throw new Error(`example: expected it to be accepted, got ${result.code}: ${result.message}`);
}
