import { seededRandom } from '../shared/random.js';
import { Agent, Stuck, type Wait } from './agent.js';
import type { Seat, Site } from './site.js';
import { wander } from './wander.js';

/** Problems as they are typed, and how their walk begins: over a flow, built step by step, or in free words. */
const problems = [
  { how: '--flow printer-offline', words: 'The printer on the second floor is offline' },
  { how: '--build', words: 'Printer prints blank pages' },
  { how: '--flow vpn-cannot-connect', words: 'VPN does not connect from home' },
  { how: '--build', words: 'VPN disconnects every few minutes' },
  { how: '--adhoc', words: 'The coffee machine shows an error' },
  { how: '--flow wifi-no-networks', words: 'No wireless networks are shown' },
];

/** Agents who walk at the same time until they are told to stop. */
export interface Crowd {
  /** Nobody begins another walk, and those who walk take one step more. @returns who did not get there, and why */
  finish(): Promise<string[]>;
  /** Everybody walks as many walks as they wanted to, to the end. @returns as `finish` */
  walkOut(): Promise<string[]>;
  walked(): number;
  /** Nobody walks any more. */
  isEmpty(): boolean;
  /** Acts that were not acknowledged, and about which nobody was told anything. */
  untold(): number;
}

export interface CrowdOptions {
  seats: readonly Seat[];
  seed: number;
  /** No more walks than this each. */
  walksEach?: number;
  patienceMs?: number;
  /** Called with when somebody began to wait and was served. */
  waited?: (wait: Wait) => void;
}

export function startCrowd(site: Site, options: CrowdOptions): Crowd {
  const { seats, seed, walksEach = Number.POSITIVE_INFINITY, patienceMs = 240_000 } = options;
  let over = false;
  let walked = 0;
  let untold = 0;
  let walking = seats.length;
  const stuck: string[] = [];
  const all = seats.map(async (seat, place) => {
    const random = seededRandom(seed * 1_000 + place);
    const manner = {
      random,
      waited: options.waited ?? (() => undefined),
      untold: () => {
        untold += 1;
      },
      over: () => over,
      patienceMs,
    };
    const agent = new Agent(site, seat, manner);
    for (let walk = 0; walk < walksEach && !over; walk += 1) {
      const problem = problems[Math.floor(random() * problems.length)];
      if (!problem) break;
      try {
        await wander(agent, manner, `${problem.words}, case ${walk}`, problem.how);
        walked += 1;
      } catch (error) {
        if (!(error instanceof Stuck)) throw error;
        stuck.push(`${seat.personId}: ${error.message}`);
        break;
      }
    }
    agent.leave();
    walking -= 1;
  });
  return {
    async finish() {
      over = true;
      await Promise.all(all);
      return stuck;
    },
    async walkOut() {
      await Promise.all(all);
      return stuck;
    },
    walked: () => walked,
    isEmpty: () => walking === 0,
    untold: () => untold,
  };
}
