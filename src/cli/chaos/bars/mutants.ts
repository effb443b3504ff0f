import { randomUUID } from 'node:crypto';
import { isObject, type JsonObject } from '../../../sandbox/json.js';
import type { TrafficEntry } from '../../../sandbox/protocol.js';

/** The body of a request. */
export interface Body {
  content: Buffer;
  type: string;
}

const form = 'application/x-www-form-urlencoded';
const json = 'application/json';

/** Values that stand where something else should. */
export const strange: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1e308,
  '',
  '\u0000',
  '😀'.repeat(2_000),
  "'; drop table session; --",
  [],
  [[[]]],
  {},
  { id: null },
];

/** A payload of Slack's with something wrong in it; now and then not even that. */
export function mutantsOf(samples: readonly TrafficEntry[], random: () => number): Body {
  const sample = samples[Math.floor(random() * samples.length)];
  if (!sample || random() < 0.1) return noise(random);
  const payload = renewed(Object(sample.request));
  const changes = 1 + Math.floor(random() * 3);
  for (let change = 0; change < changes; change += 1) mutate(payload, random);
  // The wire form of another kind: what Slack would never do.
  const kind = random() < 0.05 ? 'event' : sample.kind;
  const body = written(kind, payload);
  return random() < 0.05 ? cut(body, random) : body;
}

/** A payload's wire form. */
export function written(kind: TrafficEntry['kind'], payload: JsonObject): Body {
  if (kind === 'event') return { content: Buffer.from(JSON.stringify(payload)), type: json };
  const fields = new URLSearchParams();
  if (kind === 'command') {
    for (const [name, value] of Object.entries(payload))
      fields.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  } else fields.set('payload', JSON.stringify(payload));
  return { content: Buffer.from(fields.toString()), type: form };
}

/**
 * The same as a new act: what is delivered twice shares the answer of the first, and is not read again. Triggers are
 * made up, so nothing opens by them.
 */
export function renewed(payload: JsonObject): JsonObject {
  const copy = structuredClone(payload);
  if ('trigger_id' in copy) copy.trigger_id = randomUUID();
  if ('event_id' in copy) copy.event_id = randomUUID();
  if (isObject(copy.event) && 'ts' in copy.event) copy.event.ts = randomUUID();
  if (copy.type === 'view_submission' && isObject(copy.view)) copy.view.id = randomUUID();
  return copy;
}

type Path = readonly string[];

/** Where something stands in a payload, at every depth. */
export function* pathsIn(value: unknown, to: Path = []): Generator<Path> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    yield [...to, key];
    yield* pathsIn(inner, [...to, key]);
  }
}

/** Takes out what stands there, or puts the value in its place. */
export function change(payload: JsonObject, path: Path, ...[value]: [unknown?]): void {
  const place = path.slice(0, -1).reduce((at, key) => Object(at)[key], payload as unknown);
  const key = path.at(-1) ?? '';
  if (value === undefined) Reflect.deleteProperty(Object(place), key);
  else Reflect.set(Object(place), key, structuredClone(value));
}

const cut = ({ content, type }: Body, random: () => number): Body => ({
  content: content.subarray(0, Math.floor(random() * content.length)),
  type,
});

function noise(random: () => number): Body {
  const texts = [
    'null',
    'true',
    '[]',
    '""',
    '{',
    '{}',
    '',
    'payload=',
    'payload=null',
    'payload=%7B',
    'payload=1',
  ];
  const text = texts[Math.floor(random() * texts.length)] ?? '';
  if (random() < 0.5) return { content: Buffer.from(text), type: random() < 0.5 ? json : form };
  const bytes = Array.from({ length: Math.floor(random() * 200) }, () => Math.floor(random() * 256));
  return { content: Buffer.from(bytes), type: random() < 0.5 ? json : form };
}

/** Takes something out, or puts something strange in its place, anywhere in the payload. */
function mutate(payload: JsonObject, random: () => number): void {
  let place: Record<string, unknown> = payload;
  for (let depth = 0; depth < 8; depth += 1) {
    const keys = Object.keys(place);
    const key = keys[Math.floor(random() * keys.length)];
    if (key === undefined) return;
    const inner = place[key];
    if ((isObject(inner) || Array.isArray(inner)) && random() < 0.7) {
      place = inner as Record<string, unknown>;
      continue;
    }
    if (random() < 0.4) delete place[key];
    else place[key] = structuredClone(strange[Math.floor(random() * strange.length)]);
    return;
  }
}
