/**
 * Runs what the page or a listener may make fail, without letting the failure out into the page or to other listeners.
 * What failed is shown in the console; it never holds text of a message.
 */
export function contain(run: () => void): void {
  try {
    run();
  } catch (error) {
    console.error('Utskick:', error);
  }
}
