/**
 * The thread that a private answer to a click belongs into: that of a reply. A card that heads a thread stands in its
 * channel, where people press it, and where they would not see an answer inside the thread.
 */
export function replyThread(message: object | undefined): { thread_ts?: string } {
  const { ts, thread_ts }: { ts?: unknown; thread_ts?: unknown } = message ?? {};
  return typeof thread_ts === 'string' && thread_ts !== ts ? { thread_ts } : {};
}
