/** What a member may do follows from the role; see policy.ts. */
export type Role = 'l1' | 'engineer' | 'admin' | 'owner';

/** What Slack says a person is. Only `full` people can do anything. */
export type Standing = 'full' | 'guest' | 'bot' | 'deactivated';

/** What happens when somebody of the workspace uses Intake for the first time. */
export type NewcomerPolicy = 'ask' | 'join_as_l1';

/** Who somebody is, as far as others need to know to name them. */
export interface Person {
  memberId: string;
  slackUserId: string;
  displayName: string;
}

/** A person of an account. Without a role they can do nothing. */
export interface Member extends Person {
  accountId: string;
  role: Role | null;
  /** An engineer, admin or owner who also walks problems as L1 does. */
  coversL1: boolean;
  standing: Standing;
}

/** Where an act came from, as the audit records it. */
export type Surface =
  | 'command'
  | 'button'
  | 'modal'
  | 'message'
  | 'shortcut'
  | 'home'
  | 'job'
  | 'cli'
  | 'setup';

/** A member in the middle of an act. */
export interface Actor extends Member {
  surface: Surface;
}

/** Of a member or actor, only what names them: the rest stays out of cards and payloads. */
export const personOf = ({ memberId, slackUserId, displayName }: Person): Person => ({
  memberId,
  slackUserId,
  displayName,
});

/** A deactivated person, a guest or a bot is never written to and never counted on. */
export const isReachable = (member: Pick<Member, 'standing'>): boolean => member.standing === 'full';

/** Stands for the program itself where no person acts: the nil UUID. */
export const systemMemberId = '00000000-0000-0000-0000-000000000000';

/** The program itself: set-up, timers and commands on the server's own console. It may do what an owner may. */
export const systemActor = (accountId: string, surface: 'cli' | 'setup' | 'job'): Actor => ({
  accountId,
  memberId: systemMemberId,
  slackUserId: '',
  displayName: 'Intake',
  role: 'owner',
  coversL1: true,
  standing: 'full',
  surface,
});
