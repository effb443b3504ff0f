import { useEffect, useRef, useState } from 'preact/hooks';
import type { Patch, PersonView } from '../../protocol.js';
import { applyPatch } from './apply-patch.js';
import { type Connection, type ConnectionStatus, connect } from './connection.js';
import { trafficLog } from './traffic-log.js';

/** Changes that arrive within this time are drawn together. */
const gathered = 12;

type Followed = { view: PersonView | null; status: ConnectionStatus; retryNow: () => void };

/** What one person sees, kept up to date. */
export function usePersonView(personId: string): Followed {
  const [view, setView] = useState<PersonView | null>(null);
  const [status, setStatus] = useState<ConnectionStatus>('connecting');
  const connection = useRef<Connection | null>(null);

  useEffect(() => {
    setView(null);
    setStatus('connecting');
    let waiting: Patch[] = [];
    let timer: number | undefined;
    const draw = () => {
      timer = undefined;
      const patches = waiting;
      waiting = [];
      setView((before) => patches.reduce(applyPatch, before));
    };
    const onPatch = (patch: Patch) => {
      if (patch.type === 'traffic') return trafficLog.add([patch.entry]);
      waiting.push(patch);
      timer ??= window.setTimeout(draw, gathered);
    };
    connection.current = connect(personId, { onPatch, onStatus: setStatus });
    return () => {
      window.clearTimeout(timer);
      connection.current?.close();
    };
  }, [personId]);

  // A view of the person before the switch must not show for a moment under the new name.
  const current = view?.me.id === personId ? view : null;
  return { view: current, status, retryNow: () => connection.current?.retryNow() };
}
