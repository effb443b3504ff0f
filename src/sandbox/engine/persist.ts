import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { isObject, parseJson } from '../json.js';
import type { Engine } from './engine.js';
import type { State } from './state.js';

const QUIET_MS = 250;

/** The state that a former run left, without what lives only for a moment: open modals, triggers, ephemerals. */
export function loadState(path: string): State | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
  const stored = parseJson(text);
  if (!isState(stored))
    throw new Error(`${path} holds no sandbox workspace; move it away to start with a fresh one.`);
  const messages = Object.entries(stored.messages).map(([id, all]) => [
    id,
    all.filter((it) => !it.ephemeralFor),
  ]);
  return { ...stored, messages: Object.fromEntries(messages), modals: {}, triggers: {}, notices: {} };
}

const isState = (value: unknown): value is State =>
  isObject(value) && value.format === 1 && isObject(value.channels);

export type Keeper = { flush: () => void; stop: () => void };

/** Writes the state to a file a moment after changes, whole or not at all. */
export function keepState(engine: Engine, path: string): Keeper {
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(`${path}.new`, JSON.stringify(engine.state));
    renameSync(`${path}.new`, path);
  };
  const forget = engine.onChange((change) => {
    if (change.type === 'traffic' || change.type === 'app') return;
    timer ??= setTimeout(flush, QUIET_MS).unref();
  });
  return {
    flush,
    stop: () => {
      forget();
      if (timer) flush();
    },
  };
}
