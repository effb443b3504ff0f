import type { ConfirmationDialog } from '@slack/types';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Chosen, StateValue } from '../../protocol.js';
import type { Choice } from '../ui/picker-choices.js';

/** What every element that can be used has in common. */
export type Usable = { type: string; action_id?: string; confirm?: ConfirmationDialog };

/** A message, modal or Home with blocks in it: keeps what its inputs hold and sends what is clicked. */
export type BlockSurface = {
  value: (blockId: string, element: Usable) => StateValue;
  set: (blockId: string, element: Usable, value: Omit<StateValue, 'type'>) => void;
  act: (blockId: string, element: Usable, sent: { chosen?: Chosen; label?: string }) => void;
  isBusy: (blockId: string, element: Usable) => boolean;
  /** Just after a click: its buttons take no other one, without looking different. */
  isResting: boolean;
  loadOptions: (blockId: string, element: Usable, query: string) => Promise<Choice[]>;
  errors: Record<string, string>;
  /** Where "the current conversation" is. */
  channelId: string | undefined;
};

/** Where an element stands and whether a change is sent at once (`actions`, accessories) or kept (`input`). */
export type ElementPlace = { blockId: string; isSentAtOnce: boolean; label: string; inputId?: string };

export const SurfaceContext = createContext<BlockSurface | null>(null);

export function useSurface(): BlockSurface {
  const surface = useContext(SurfaceContext);
  if (!surface) throw new Error('Blocks are drawn outside of a surface');
  return surface;
}

/** Keeps a change and, where Slack does, sends it. */
export function changeOf(surface: BlockSurface, place: ElementPlace, element: Usable) {
  return (value: Chosen, label?: string) => {
    surface.set(place.blockId, element, value);
    if (place.isSentAtOnce)
      surface.act(place.blockId, element, { chosen: value, label: label ?? place.label });
  };
}
