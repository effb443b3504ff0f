export type PostKind =
  | 'session_card'
  | 'walk_card'
  | 'note'
  | 'notice'
  | 'escalation_card'
  | 'check_card'
  | 'access_request'
  | 'brief'
  | 'question'
  | 'proposal_card';

/** A message that Intake keeps in line with what it shows. */
export interface Post {
  accountId: string;
  id: string;
  /** What it shows, see `postKey`: there is one post for each. */
  key: string;
  kind: PostKind;
  sessionId: string | null;
  escalationId: string | null;
  position: number;
  /**
   * What cannot be drawn from other rows: a notice, which note or proposal it shows, whose access request it is; of a
   * walk's card the response URL of the command that started it.
   */
  detail: object | null;
  /** A channel, or a person's Slack user id until the direct message with them is open. */
  channelId: string;
  /** The head of the thread it belongs to. */
  threadPostId: string | null;
  /** Slack's id of the message; null until it is posted. */
  ts: string | null;
  state: 'pending' | 'posted' | 'failed';
  error: string | null;
  /** SHA-256 of what was last sent; the same content is not sent again. */
  fingerprint: string | null;
  createdAt: Date;
}

/** One post for each of these, whoever asks for it and how often. */
export const postKey = {
  sessionCard: (sessionId: string) => `session:${sessionId}`,
  walkCard: (sessionId: string, position: number) => `walk:${sessionId}:${position}`,
  missingStep: (sessionId: string, position: number) => `missing:${sessionId}:${position}`,
  note: (noteId: string) => `note:${noteId}`,
  notice: (noticeId: string) => `notice:${noticeId}`,
  escalationCard: (escalationId: string, place: string) => `escalation:${escalationId}:${place}`,
  checkCard: (sessionId: string, number: number, asked: number) => `check:${sessionId}:${number}:${asked}`,
  brief: (escalationId: string, place: string, part: string | number) =>
    `brief:${escalationId}:${place}:${part}`,
  question: (questionId: string, place: string) => `question:${questionId}:${place}`,
  /** What says that a walk was put aside: one of each walk, the newest time. */
  stopped: (sessionId: string) => `stopped:${sessionId}`,
  accessRequest: (memberId: string, place: string) => `access:${memberId}:${place}`,
  proposalCard: (proposalId: string, place: string) => `proposal:${proposalId}:${place}`,
} as const;

/** Slack's ids of people start with U or W; those of channels and direct messages with C, G or D. */
export const isPersonId = (channelId: string): boolean => /^[UW]/.test(channelId);

/** A direct message, also one that is not open yet. */
export const isDirectMessage = (channelId: string): boolean =>
  isPersonId(channelId) || channelId.startsWith('D');

/** True of a request for access until an admin said "not now" to it, or gave a role. */
export const isOpenRequest = ({ detail }: Pick<Post, 'detail'>): boolean =>
  detail !== null && !('declined' in detail) && !('granted' in detail);

/** The positions of a brief's messages: its steps' pages count from 1. */
export const briefPosition = { summary: 0, ending: -1 } as const;
