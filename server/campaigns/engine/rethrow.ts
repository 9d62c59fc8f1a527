/** Where nobody listens to faults, they end the work. */
export function rethrow(error: unknown): never {
  throw error;
}
