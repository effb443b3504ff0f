import { useCallback, useState } from 'preact/hooks';
import type { PersonView } from '../../protocol.js';
import { recall, remember } from './remembered.js';
import type { Place } from './seat.js';

export type ThreadPlace = { channel: string; ts: string };
type Whereabouts = { place: Place | null; thread: ThreadPlace | null };

const nowhere: Whereabouts = { place: null, thread: null };

/** Where each person was last; everybody comes back to their own place. */
export function usePlaces(personId: string) {
  const [places, setPlaces] = useState<Record<string, Whereabouts>>({});
  const stored = (all: Record<string, Whereabouts>) => all[personId] ?? recall(`place.${personId}`, nowhere);
  const update = useCallback(
    (change: (before: Whereabouts) => Whereabouts) =>
      setPlaces((before) => {
        const after = change(before[personId] ?? recall(`place.${personId}`, nowhere));
        remember(`place.${personId}`, after);
        return { ...before, [personId]: after };
      }),
    [personId],
  );
  const go = useCallback((place: Place) => update(() => ({ place, thread: null })), [update]);
  const openThread = useCallback(
    (channel: string, ts: string) =>
      update((before) => {
        const stays = before.place?.kind === 'home' || before.place?.channel === channel;
        return { place: stays ? before.place : { kind: 'channel', channel }, thread: { channel, ts } };
      }),
    [update],
  );
  const closeThread = useCallback(() => update((before) => ({ ...before, thread: null })), [update]);
  return { ...stored(places), go, openThread, closeThread };
}

/** The remembered place if it is still there, else the help desk's channel, else the first one of the person. */
export function placeIn(view: PersonView, wanted: Place | null): Place {
  if (wanted?.kind === 'home') return wanted;
  const known = view.channels.find((channel) => channel.id === wanted?.channel);
  const mine = view.channels.filter((channel) => channel.isMember && !channel.isDm && !channel.isArchived);
  const first = known ?? mine.find((channel) => /help/.test(channel.name)) ?? mine[0] ?? view.channels[0];
  return first ? { kind: 'channel', channel: first.id } : { kind: 'home', tab: 'home' };
}
