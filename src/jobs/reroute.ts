import { isPersonId, type Post } from '../domain/post.js';
import type { Tx } from '../store/store.js';
import { DeliveryError } from './messenger.js';
import type { NotTaken } from './other-places.js';
import { escalationElsewhere } from './reroute-escalation.js';
import { proposalElsewhere } from './reroute-proposal.js';
import type { Sending } from './sync-post.js';

/**
 * A card for engineering did not arrive. From a category's channel it goes on to the account's default one, from there to
 * people by direct message; what Slack says of a person who cannot be reached is remembered.
 */
export async function reroute(sending: Sending, post: Post, error: DeliveryError): Promise<void> {
  if (post.kind !== 'escalation_card' && post.kind !== 'proposal_card') return;
  const { accountId } = post;
  const left = isPersonId(post.channelId) && error.fault === 'unreachable' ? post.channelId : null;
  if (left) await noteStanding(sending, accountId, left);
  await sending.store.transaction((tx) => tellElsewhere(tx, sending.now(), { post, fault: error.fault }));
}

/** Sends a card that engineering did not get to whom it was not sent yet; of other messages nothing. */
export async function tellElsewhere(tx: Tx, now: Date, notTaken: NotTaken): Promise<void> {
  if (notTaken.post.kind === 'escalation_card') await escalationElsewhere(tx, now, notTaken);
  if (notTaken.post.kind === 'proposal_card') await proposalElsewhere(tx, now, notTaken);
}

/** Remembers what Slack says this person is now; whom Slack does not know any more has left. */
async function noteStanding(sending: Sending, accountId: string, slackUserId: string): Promise<void> {
  const standing = await sending.messenger.standing(accountId, slackUserId).catch((error: unknown) => {
    if (error instanceof DeliveryError && error.fault === 'unreachable') return 'deactivated' as const;
    throw error;
  });
  await sending.store.transaction(async (tx) => {
    await tx.accounts.lock(accountId);
    const before = await tx.members.findBySlackUser(accountId, slackUserId);
    if (!before || before.standing === standing) return;
    await tx.members.setStanding(accountId, before.memberId, standing);
    await tx.audit.record(accountId, sending.now(), {
      memberId: null,
      action: 'member.changed',
      subject: 'member',
      subjectId: before.memberId,
      before: { standing: before.standing },
      after: { standing },
      surface: 'job',
    });
  });
}
