import type { App, Receiver, ReceiverEvent } from '@slack/bolt';

/**
 * Wraps a receiver so that nothing is acknowledged before it is stored. Bolt acknowledges events before their
 * listeners run; here the acknowledgement waits for them, and is not sent if one fails, so that Slack delivers the
 * event again. What no listener took is acknowledged too: Slack switches apps off that leave deliveries unanswered.
 */
export function ackAfterListeners(receiver: Receiver): Receiver {
  return {
    init(app: App) {
      // Receivers call nothing of the app but processEvent.
      const waiting: App = Object.create(app, {
        processEvent: { value: (event: ReceiverEvent) => processAndAck(app, event) },
      });
      receiver.init(waiting);
    },
    start: (...args: unknown[]) => receiver.start(...args),
    stop: (...args: unknown[]) => receiver.stop(...args),
  };
}

async function processAndAck(app: App, event: ReceiverEvent): Promise<void> {
  if (!isPayload(event.body)) return event.ack();
  const isEvent = event.body.type === 'event_callback';
  let acked = false;
  const ack: ReceiverEvent['ack'] = async (response) => {
    if (isEvent || acked) return;
    acked = true;
    await event.ack(response);
  };
  await app.processEvent({ ...event, ack });
  if (!acked) await event.ack();
}

const isPayload = (body: unknown): boolean => typeof body === 'object' && body !== null;
