import { asString, type JsonObject, parseJson } from '../json.js';
import { refusalWithMessages } from '../refusal.js';

/** Arguments of a call, read alike whether they came as a form (all texts) or as JSON. */
export class Args {
  readonly raw: JsonObject;

  constructor(raw: JsonObject) {
    this.raw = raw;
  }

  has(name: string): boolean {
    return this.raw[name] !== undefined && this.raw[name] !== null;
  }

  text(name: string): string | undefined {
    const value = this.raw[name];
    return typeof value === 'number' ? String(value) : asString(value);
  }

  /** @throws Refusal invalid_arguments */
  need(name: string): string {
    const value = this.text(name);
    if (value === undefined || value === '') {
      throw refusalWithMessages('invalid_arguments', [`[ERROR] missing required field: ${name}`]);
    }
    return value;
  }

  flag(name: string): boolean {
    const value = this.raw[name];
    return value === true || value === 'true' || value === '1' || value === 1;
  }

  int(name: string, otherwise: number): number {
    const value = Number.parseInt(this.text(name) ?? '', 10);
    return Number.isNaN(value) ? otherwise : value;
  }

  /** A structured argument: in forms it comes as a JSON text. */
  json(name: string): unknown {
    const value = this.raw[name];
    return typeof value === 'string' ? parseJson(value) : value;
  }

  /** A list given as an array, as JSON or as words with commas between. */
  list(name: string): string[] {
    const value = this.raw[name];
    const parsed = typeof value === 'string' && value.startsWith('[') ? parseJson(value) : value;
    if (Array.isArray(parsed)) return parsed.map(String);
    return typeof value === 'string'
      ? value
          .split(',')
          .map((it) => it.trim())
          .filter(Boolean)
      : [];
  }
}

export type Page<T> = { items: T[]; next: string };

/** Slack's cursor paging. @throws Refusal invalid_cursor, invalid_limit */
export function paged<T>(args: Args, all: T[], defaultLimit = 100): Page<T> {
  const limit = args.int('limit', defaultLimit);
  if (limit < 0 || limit > 1000) throw refusalWithMessages('invalid_limit', []);
  const cursor = args.text('cursor');
  const start = cursor ? Number.parseInt(Buffer.from(cursor, 'base64').toString('utf8'), 10) : 0;
  if (Number.isNaN(start) || start < 0) throw refusalWithMessages('invalid_cursor', []);
  const end = start + (limit === 0 ? defaultLimit : limit);
  const next = end < all.length ? Buffer.from(String(end)).toString('base64') : '';
  return { items: all.slice(start, end), next };
}
