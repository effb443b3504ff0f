import type { ConfirmationDialog } from '@slack/types';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { DoReply, Operation } from '../../protocol.js';

/** Where a person looks. */
export type Place = { kind: 'channel'; channel: string } | { kind: 'home'; tab: 'home' | 'messages' };

/** What happened, with the words on the control: the guide ticks its steps off by them. */
export type Deed = { op: Operation; reply: DoReply; label: string };

/** One person's chair at the page: what everything inside it can ask for. */
export type Seat = {
  perform: (op: Operation, label?: string) => Promise<DoReply>;
  confirm: (dialog: ConfirmationDialog) => Promise<boolean>;
  go: (place: Place) => void;
  openThread: (channel: string, ts: string) => void;
};

const nowhere: Seat = {
  perform: async () => ({ ok: false, error: 'no_seat' }),
  confirm: async () => false,
  go: () => undefined,
  openThread: () => undefined,
};

export const SeatContext = createContext<Seat>(nowhere);

export function useSeat(): Seat {
  return useContext(SeatContext);
}
