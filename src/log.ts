import { pino } from 'pino';
import { redact } from './domain/redact.js';
import type { Log } from './jobs/log.js';

/** The log: lines of JSON. Whatever text gets into one by an error or a field, secrets and personal data do not. */
export function openLog(level: string, destination: NodeJS.WritableStream | number): Log {
  const stream = typeof destination === 'number' ? pino.destination(destination) : destination;
  return pino(
    {
      level,
      formatters: { log: (fields) => (isFields(fields) ? withoutSecrets(fields) : fields) },
      serializers: { err: (error: unknown) => hidden(pino.stdSerializers.err(error as Error), 0) },
    },
    stream,
  );
}

const isFields = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** Errors are left to their serializer, which reads what a copy would lose. */
function withoutSecrets(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, value instanceof Error ? value : hidden(value, 0)]),
  );
}

/** Deeper than anything that is logged on purpose. */
const deepest = 6;

function hidden(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return redact(value);
  if (depth > deepest || typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (Array.isArray(value)) return value.map((item) => hidden(item, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, hidden(inner, depth + 1)]));
}
