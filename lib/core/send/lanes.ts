/** Kinds of messages, the most urgent first. A row keeps the place in this list. */
export const lanes = ['person', 'test', 'task', 'campaign', 'bulk'] as const;
/** `person`: somebody waits in front of the screen. */
export type Lane = (typeof lanes)[number];

/** The messages of one sender in one lane. */
export interface Queue {
  lane: Lane;
  /** How many could go now, throttles included. */
  waiting: number;
}

/** Each lane in which something waits gets this part of a batch at least, so that none stands still. */
const LEAST_SHARE = 1 / 16;

/**
 * How many messages of each queue go into a batch. Urgent lanes first, but every lane gets a little; within a lane
 * every sender gets the same, and what one does not need goes to the others.
 *
 * @param queues - those that have waited longest first: they get what cannot be divided
 * @param room - messages in the batch, a whole number
 * @returns as many numbers as queues; together `room`, or everything that waits
 * @throws {RangeError} if a number is negative or not whole
 */
export function allot(queues: readonly Queue[], room: number): number[] {
  for (const count of [room, ...queues.map(({ waiting }) => waiting)]) {
    if (!Number.isInteger(count) || count < 0) {
      throw new RangeError(`allot: expected whole numbers of 0 or more, got ${count}`);
    }
  }
  const demand = lanes.map((lane) => sum(queues.filter((queue) => queue.lane === lane)));
  const rooms = laneRooms(demand, room);
  const given = queues.map(() => 0);
  for (const [place, lane] of lanes.entries()) {
    const members = queues.flatMap((queue, index) => (queue.lane === lane ? [index] : []));
    const shares = divide(
      members.map((index) => queues[index]?.waiting ?? 0),
      rooms[place] ?? 0,
    );
    for (const [at, index] of members.entries()) given[index] = shares[at] ?? 0;
  }
  return given;
}

function sum(queues: readonly Queue[]): number {
  return queues.reduce((total, { waiting }) => total + waiting, 0);
}

function laneRooms(demand: readonly number[], room: number): number[] {
  let left = room;
  const least = Math.max(1, Math.floor(room * LEAST_SHARE));
  const rooms = demand.map((wanted) => {
    const given = Math.min(wanted, least, left);
    left -= given;
    return given;
  });
  return rooms.map((already, place) => {
    const more = Math.min((demand[place] ?? 0) - already, left);
    left -= more;
    return already + more;
  });
}

/** Max-min fair: nobody gets less than another who has more, except who wants no more. */
function divide(wanted: readonly number[], room: number): number[] {
  const given = wanted.map(() => 0);
  let left = room;
  for (;;) {
    const hungry = wanted.flatMap((want, index) => (want > (given[index] ?? 0) ? [index] : []));
    if (left === 0 || hungry.length === 0) return given;
    const each = Math.max(1, Math.floor(left / hungry.length));
    for (const index of hungry) {
      const more = Math.min(each, (wanted[index] ?? 0) - (given[index] ?? 0), left);
      given[index] = (given[index] ?? 0) + more;
      left -= more;
    }
  }
}
