import type { Notice } from '../protocol.js';
import type { Engine } from './engine.js';
import { newId } from './ids.js';

const KEPT = 20;

export type NoticePlace = { channel?: string; threadTs?: string };

/** Tells one person something, as Slackbot would. */
export function notify(
  engine: Engine,
  personId: string,
  notice: Pick<Notice, 'kind' | 'text'> & NoticePlace,
): void {
  const { state } = engine;
  const made: Notice = { id: newId(state, 'N'), at: engine.now(), ...notice };
  state.notices[personId] = [...(state.notices[personId] ?? []), made].slice(-KEPT);
  engine.changed({ type: 'notice', personId, notice: made });
}

export function dismissNotice(engine: Engine, personId: string, id: string): void {
  const { state } = engine;
  state.notices[personId] = (state.notices[personId] ?? []).filter((it) => it.id !== id);
  engine.changed({ type: 'noticeRemoved', personId, id });
}
