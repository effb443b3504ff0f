import { appendFileSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Workspace } from '../../src/sandbox/index.js';
import { asObject, type JsonObject } from '../../src/sandbox/json.js';
import type { TrafficEntry } from '../../src/sandbox/protocol.js';

const file = fileURLToPath(new URL('../slack/deliveries.jsonl', import.meta.url));

/** One delivery as Slack sends it. */
export interface Delivery {
  /** What makes it another kind than the others. */
  as: string;
  kind: TrafficEntry['kind'];
  /** The command, `action_id`, `callback_id` or event type. */
  name: string;
  payload: JsonObject;
}

/** One of each kind that the journeys have led to. */
export const recordedDeliveries = (): Delivery[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

/**
 * Keeps the first delivery of each kind that is not kept yet. After adding a listener:
 * `RECORD_DELIVERIES=1 npx vitest run test/journeys/<the one that leads to it>`.
 */
export function recordDeliveries(workspace: Workspace): void {
  if (!process.env.RECORD_DELIVERIES) return;
  workspace.watch('admin', (patch) => {
    if (patch.type !== 'traffic' || patch.entry.direction !== 'toApp') return;
    const { kind, name, request } = patch.entry;
    const payload = asObject(request);
    const delivery: Delivery = { as: kindOf(kind, name, payload), kind, name, payload };
    const isKept = recordedDeliveries().some((kept) => kept.as === delivery.as);
    if (!isKept) appendFileSync(file, `${JSON.stringify(delivery)}\n`);
  });
}

/** The same button in a message, in App Home and in a modal are three kinds; so are a message and its edit. */
function kindOf(kind: string, name: string, payload: JsonObject): string {
  const place = kind === 'action' ? (asObject(payload.view).type ?? 'message') : null;
  const { subtype, thread_ts, bot_id } = asObject(payload.event);
  const words = [place, subtype, thread_ts && 'thread', bot_id && 'bot'].filter(Boolean);
  return [kind, name.replace(/:\d+$/, ''), ...words].join(' ');
}
