import type { Notice, TrafficEntry } from '../protocol.js';
import type { Message } from './state.js';

/** What just changed in the workspace; screens, the state file and tests listen. */
export type Change =
  | { type: 'message'; message: Message }
  | { type: 'messageRemoved'; message: Message }
  | { type: 'channel'; channel: string; newMemberId?: string; formerMemberId?: string }
  | { type: 'read'; channel: string; personId: string }
  | { type: 'person'; personId: string }
  | { type: 'modals'; personId: string }
  | { type: 'home'; personId: string }
  | { type: 'notice'; personId: string; notice: Notice }
  | { type: 'noticeRemoved'; personId: string; id: string }
  | { type: 'app' }
  | { type: 'traffic'; entry: TrafficEntry };

export type ChangeListener = (change: Change) => void;
