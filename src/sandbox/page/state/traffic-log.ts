import { useEffect, useState } from 'preact/hooks';
import type { TrafficEntry } from '../../protocol.js';
import { fetchTraffic } from './operations.js';

const kept = 500;

/** Lives outside the view, so that a request on the wire does not draw the chat again. */
class TrafficLog {
  private entries: TrafficEntry[] = [];
  private readonly listeners = new Set<() => void>();
  private clearedUpTo = -1;

  add(added: TrafficEntry[]): void {
    const byId = new Map(this.entries.map((entry) => [entry.id, entry]));
    for (const entry of added) if (entry.id > this.clearedUpTo) byId.set(entry.id, entry);
    this.entries = [...byId.values()].sort((a, b) => a.id - b.id).slice(-kept);
    for (const listener of this.listeners) listener();
  }

  clear(): void {
    this.clearedUpTo = this.entries.at(-1)?.id ?? this.clearedUpTo;
    this.entries = [];
    for (const listener of this.listeners) listener();
  }

  current(): TrafficEntry[] {
    return this.entries;
  }

  follow(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }
}

export const trafficLog = new TrafficLog();

export function useTraffic(): TrafficEntry[] {
  const [entries, setEntries] = useState(trafficLog.current());
  useEffect(() => {
    const stop = trafficLog.follow(() => setEntries(trafficLog.current()));
    fetchTraffic()
      .then((earlier) => trafficLog.add(earlier))
      .catch(() => undefined);
    return stop;
  }, []);
  return entries;
}
