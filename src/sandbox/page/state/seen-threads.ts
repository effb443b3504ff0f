import { createContext } from 'preact';
import { useContext, useEffect, useReducer } from 'preact/hooks';
import type { MessageView } from '../../protocol.js';
import { recall, remember } from './remembered.js';

/** Up to which reply one person has looked into each thread. Slack keeps this on the server; here the page does. */
export class SeenThreads {
  private readonly seen: Map<string, string>;
  private readonly listeners = new Set<() => void>();
  private readonly key: string;

  constructor(personId: string) {
    this.key = `seen.${personId}`;
    this.seen = new Map(Object.entries(recall<Record<string, string>>(this.key, {})));
  }

  upTo(message: { channel: string; ts: string }): string {
    return this.seen.get(`${message.channel} ${message.ts}`) ?? '';
  }

  mark(message: { channel: string; ts: string }, upTo: string): void {
    if (this.upTo(message) >= upTo) return;
    this.seen.set(`${message.channel} ${message.ts}`, upTo);
    remember(this.key, Object.fromEntries([...this.seen].slice(-200)));
    for (const listener of this.listeners) listener();
  }

  follow(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }
}

export const SeenThreadsContext = createContext(new SeenThreads(''));

/** Whether a thread holds replies that this person has not opened. */
export function useUnseenReplies(message: MessageView): boolean {
  const threads = useContext(SeenThreadsContext);
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  useEffect(() => threads.follow(() => redraw(0)), [threads]);
  return message.latestReplyTs !== undefined && message.latestReplyTs > threads.upTo(message);
}
