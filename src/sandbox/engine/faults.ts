import { z } from 'zod';

/** Which calls or deliveries a fault strikes; without any of these, all. */
const aim = {
  /** A Web API method, `chat.*` for a family, or a delivery kind (`command`, `action`, `event`, …). */
  method: z.string().optional(),
  channel: z.string().optional(),
  /** How often it strikes before it is used up; without it, always. */
  times: z.int().positive().optional(),
  /** The probability of each strike; without it, 1. */
  chance: z.number().min(0).max(1).optional(),
};

/** One thing that goes wrong. */
export const faultSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ratelimited'), retryAfter: z.int().positive(), ...aim }),
  z.strictObject({ kind: z.literal('serverError'), status: z.int().min(500).max(599), ...aim }),
  /** The call takes effect, its answer is lost. */
  z.strictObject({ kind: z.literal('dropReply'), ...aim }),
  /** The app answers a delivery, Slack never gets it: events come again, people see `operation_timeout`. */
  z.strictObject({ kind: z.literal('dropAck'), ...aim }),
  /** Slack refuses with this error code. */
  z.strictObject({ kind: z.literal('refuse'), error: z.string(), ...aim }),
  z.strictObject({ kind: z.literal('delay'), ms: z.int().nonnegative(), ...aim }),
  /** A delivery arrives this many times. */
  z.strictObject({
    kind: z.literal('duplicate'),
    copies: z.int().min(2).max(20),
    freshEventIds: z.boolean().optional(),
    ...aim,
  }),
  /** A delivery waits until the next one has gone ahead. */
  z.strictObject({ kind: z.literal('reorder'), ...aim }),
  z.strictObject({ kind: z.literal('expireTriggers'), ...aim }),
  /** About one message a second and channel, then 429. */
  z.strictObject({ kind: z.literal('rateLimiter'), perSecond: z.number().positive(), ...aim }),
]);

export type Fault = z.infer<typeof faultSchema>;
export type FaultKind = Fault['kind'];
type Armed = { fault: Fault; left: number };
export type Strike = { method: string; channel?: string };

function hits(fault: Fault, strike: Strike): boolean {
  if (fault.channel && fault.channel !== strike.channel) return false;
  if (!fault.method) return true;
  if (fault.method.endsWith('*')) return strike.method.startsWith(fault.method.slice(0, -1));
  return fault.method === strike.method;
}

/** The fault knobs: armed ones strike in the order they were armed. */
export class Faults {
  private armed: Armed[] = [];
  private readonly random: () => number;

  constructor(random: () => number) {
    this.random = random;
  }

  arm(fault: Fault): void {
    this.armed.push({ fault: faultSchema.parse(fault), left: fault.times ?? Number.POSITIVE_INFINITY });
  }

  clear(): void {
    this.armed = [];
  }

  list(): Fault[] {
    return this.armed.map(({ fault, left }) => (Number.isFinite(left) ? { ...fault, times: left } : fault));
  }

  /** The first armed fault of this kind that strikes here; striking uses one of its times up. */
  strike<K extends FaultKind>(kind: K, at: Strike): Extract<Fault, { kind: K }> | undefined {
    for (const armed of this.armed) {
      const { fault } = armed;
      if (!isKind(fault, kind) || !hits(fault, at)) continue;
      if (fault.chance !== undefined && this.random() >= fault.chance) continue;
      armed.left -= 1;
      if (armed.left <= 0) this.armed = this.armed.filter((it) => it !== armed);
      return fault;
    }
    return undefined;
  }
}

function isKind<K extends FaultKind>(fault: Fault, kind: K): fault is Extract<Fault, { kind: K }> {
  return fault.kind === kind;
}
