/**
 * The id of a run by its person's place in a launch that goes in parts: the launch's own with the place at its end. Runs
 * are in the order of their people whichever part writes them, and both sides know them before they have heard of them.
 *
 * @param launchId - a UUID
 * @param place - from 0
 * @throws {RangeError} if `place` is none of the first 65,536
 */
export function runIdOf(launchId: string, place: number): string {
  if (!Number.isInteger(place) || place < 0 || place > 0xffff)
    throw new RangeError(`place: expected a whole number from 0 to 65535, got ${place}`);
  return launchId.slice(0, -4) + place.toString(16).padStart(4, '0');
}
