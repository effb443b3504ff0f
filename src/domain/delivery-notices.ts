/** What is told of messages that did not arrive where they were to. */
export type DeliveryNotice =
  /** To the agent: an escalation reached nobody. */
  | { kind: 'nobody_to_tell'; ticketNumber: number }
  /** Without `trouble` where it was written by an earlier release, which did not tell them apart. */
  | {
      kind: 'moved_to_direct_message';
      ticketNumber: number;
      channelId: string;
      trouble?: 'not_in_channel' | 'gone' | 'headless';
    }
  /** The message of a walk's step never came to be; `over` where it has since, or the walk is elsewhere. */
  | { kind: 'step_missing'; sessionId: string; position: number; over?: boolean };
