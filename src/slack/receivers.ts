import { type App, ErrorCode, type Receiver, type ReceiverEvent } from '@slack/bolt';
import type { Log } from '../jobs/log.js';
import { UnreadablePayload } from './caller.js';
import { readable } from './readable.js';

/**
 * Wraps a receiver so that nothing is acknowledged before it is stored. Bolt acknowledges events before their
 * listeners run; here the acknowledgement waits for them, and is not sent if one fails, so that Slack delivers the
 * event again. What no listener took is acknowledged too: Slack switches apps off that leave deliveries unanswered.
 * A delivery that comes again while the first is being worked on, or right after, shares its answer.
 */
export function ackAfterListeners(receiver: Receiver, log: Log): Receiver & Idling {
  const running = new Set<Promise<void>>();
  return {
    async idle() {
      while (running.size > 0) await Promise.all(running);
    },
    init(app: App) {
      const deliver = sharedByDelivery((event) => listen(app, event, log));
      const process = async (event: ReceiverEvent) => {
        const { answer, done } = deliver(event);
        const settled: Promise<void> = done.catch(() => undefined).finally(() => running.delete(settled));
        running.add(settled);
        await event.ack(await answer);
        await done;
      };
      // Receivers call nothing of the app but processEvent.
      const waiting: App = Object.create(app, { processEvent: { value: process } });
      receiver.init(waiting);
    },
    start: (...args: unknown[]) => receiver.start(...args),
    stop: (...args: unknown[]) => receiver.stop(...args),
  };
}

export interface Idling {
  /** Resolves when no listener runs. */
  idle(): Promise<void>;
}

type Answer = Parameters<ReceiverEvent['ack']>[0];

interface Listening {
  /** What the delivery is answered with: as soon as a listener says, or when all are done. Rejects if one threw before. */
  answer: Promise<Answer>;
  /** Everything the listeners do, also after the answer. */
  done: Promise<void>;
}

function listen(app: App, event: ReceiverEvent, log: Log): Listening {
  const body = read(event, log);
  if (body === null) return { answer: Promise.resolve(undefined), done: Promise.resolve() };
  // Events are answered for Bolt's listeners by Bolt, before they run: that one does not count.
  const isEvent = 'event' in body;
  let done: Promise<void> = Promise.resolve();
  const answer = new Promise<Answer>((resolve, reject) => {
    const ack = async (response?: Answer) => {
      if (!isEvent) resolve(response);
    };
    done = app.processEvent({ ...event, body, ack }).catch((error: unknown) => {
      throw originOf(error);
    });
    done.then(() => resolve(undefined), reject);
  });
  return { answer, done };
}

/** Null for what has not Slack's shape: nothing can be done with it, and it would not be better when it came again. */
function read({ body }: ReceiverEvent, log: Log): Record<string, unknown> | null {
  try {
    return readable(body);
  } catch (error) {
    if (!(error instanceof UnreadablePayload)) throw error;
    log.warn({ err: error }, 'slack: a delivery that cannot be read');
    return null;
  }
}

/** Bolt wraps what was thrown into an error of its own, which says what it was but not where. */
function originOf(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error;
  if (error.code === ErrorCode.UnknownError && 'original' in error) return error.original;
  if (error.code === ErrorCode.MultipleListenerError && 'originals' in error)
    return new AggregateError(Array.isArray(error.originals) ? error.originals : [], error.message);
  return error;
}

const isPayload = (body: unknown): body is object => typeof body === 'object' && body !== null;

/** How long an answer is kept for a repeated delivery, in milliseconds; the database remembers longer. */
const remembered = 10_000;

function sharedByDelivery(
  listenTo: (event: ReceiverEvent) => Listening,
): (event: ReceiverEvent) => Listening {
  const heard = new Map<string, Listening>();
  return (event) => {
    const key = deliveryOf(event.body);
    const running = key ? heard.get(key) : undefined;
    if (!key || running) return running ?? listenTo(event);
    const listening = listenTo(event);
    heard.set(key, listening);
    const forget = () => void setTimeout(() => heard.delete(key), remembered).unref();
    // What failed is not remembered: the next delivery of it is another try.
    listening.answer.then(forget, () => heard.delete(key));
    return listening;
  };
}

/** A trigger is made for one interaction, an event id for one event. */
function deliveryOf(body: unknown): string | null {
  if (!isPayload(body)) return null;
  const id = 'trigger_id' in body ? body.trigger_id : 'event_id' in body ? body.event_id : null;
  return typeof id === 'string' ? id : null;
}

/** How far apart the connections are opened, so that Slack refreshes them apart, in milliseconds. */
const apart = 1_000;

/**
 * Several connections as one receiver: while Slack refreshes one of them, the others receive. Resolves with the
 * first; the others follow, and one that cannot be opened is reported, not fatal.
 */
export function severalConnections(
  receivers: readonly Receiver[],
  report: (error: unknown) => void,
): Receiver {
  const timers: NodeJS.Timeout[] = [];
  return {
    init: (app: App) => {
      for (const receiver of receivers) receiver.init(app);
    },
    start: async (...args: unknown[]) => {
      const [first, ...others] = receivers;
      const started = await first?.start(...args);
      others.forEach((receiver, index) => {
        const open = () => void Promise.resolve(receiver.start(...args)).catch(report);
        timers.push(setTimeout(open, apart * (index + 1)));
      });
      return started;
    },
    stop: async (...args: unknown[]) => {
      for (const timer of timers.splice(0)) clearTimeout(timer);
      await Promise.all(receivers.map((receiver) => receiver.stop(...args)));
    },
  };
}
