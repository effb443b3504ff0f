import type { Person } from './member.js';

export type SessionKind = 'flow' | 'ai_build' | 'ad_hoc' | 'none';
export type SessionStatus = 'active' | 'resolved' | 'escalated' | 'abandoned';

/** Why a walk was given up. After the wrong flow the ticket goes on with another session, in the same thread. */
export type AbandonReason = 'wrong_flow';

/** One walk for one ticket. It belongs to the account; `carriedById` is who has the customer now. */
export interface Session {
  accountId: string;
  id: string;
  ticketId: string;
  kind: SessionKind;
  status: SessionStatus;
  treeId: string | null;
  /** The node that waits for an answer; null while it is being written, and where there is no tree. */
  currentNodeId: string | null;
  /** The answer whose next node is still being written. */
  pendingAnswerId: string | null;
  /** Steps taken so far. Every button names the count it was drawn at, so the second click on it is seen. */
  stepCount: number;
  /** The position at which "Not sure" was answered with how to find out. Says nothing once the walk has moved on. */
  toldHowAt: number | null;
  startedById: string;
  carriedById: string;
  stoppedAt: Date | null;
  /** When whoever carries it was last asked whether it goes on. */
  nudgedAt: Date | null;
  /** When it is swept if nothing happens, as that question says. */
  sweepAt: Date | null;
  endedAt: Date | null;
  abandonedFor: AbandonReason | null;
  helpful: boolean | null;
  resolutionNotes: string | null;
  createdAt: Date;
  updatedAt: Date;
}

export type StepKind = 'answer' | 'back' | 'ad_hoc';

/** One answered node, never edited. `back` left its node without an answer; `ad_hoc` is free text without a tree. */
export interface Step {
  number: number;
  kind: StepKind;
  nodeId: string | null;
  answerId: string | null;
  text: string | null;
  memberId: string;
  at: Date;
}

export interface Note {
  id: string;
  text: string;
  source: 'modal' | 'thread';
  afterStep: number;
  by: Person;
  at: Date;
}
