import type { Brief } from '../domain/brief.js';
import type { IntakeCard, MessageRef, Notice, PostContent } from '../domain/cards.js';
import type { Standing } from '../domain/member.js';

/**
 * Why a message did not arrive, in terms of what can be done about it.
 * - `not_in_channel`: the bot is not there; somewhere else will do.
 * - `gone`: the channel, the message or the user group is archived or deleted, or cannot be read.
 * - `headless`: the head of its thread was given up.
 * - `unreachable`: that person cannot be written to.
 * - `rejected`: Slack does not take this content; sending it again would not help.
 * - `expired`: the response URL is used up.
 */
export type DeliveryFault = 'not_in_channel' | 'gone' | 'headless' | 'unreachable' | 'rejected' | 'expired';

export class DeliveryError extends Error {
  override readonly name = 'DeliveryError';
  readonly fault: DeliveryFault;

  constructor(fault: DeliveryFault, slackError: string) {
    super(`${fault}: ${slackError}`);
    this.fault = fault;
  }
}

/**
 * Sends to one account's Slack. Throws {@link DeliveryError} where repeating is of no use, `Later` while Slack
 * asks for a pause, and anything else where another attempt may work.
 */
export interface Messenger {
  post(
    accountId: string,
    place: { channelId: string; threadTs: string | null },
    content: PostContent,
  ): Promise<MessageRef>;
  update(accountId: string, message: MessageRef, content: PostContent): Promise<void>;
  /** Shows the intake's card in place of whatever the response URL's message shows, to its one reader. */
  respond(
    responseUrl: string,
    content: { kind: 'intake'; card: IntakeCard } | { kind: 'notice'; notice: Notice; thread: null },
  ): Promise<void>;
  /** Redraws the message whose button was pressed; not rate limited as `update` is. */
  replace(responseUrl: string, content: PostContent): Promise<void>;
  /** Sends the intake's card by direct message. */
  postIntake(accountId: string, channelId: string, card: IntakeCard): Promise<void>;
  react(accountId: string, message: MessageRef, emoji: string): Promise<void>;
  openDirect(accountId: string, slackUserId: string): Promise<string>;
  /** The members of a Slack user group, by their user ids. */
  groupMembers(accountId: string, groupId: string): Promise<string[]>;
  /** How many messages the steps of a brief take. */
  briefPages(brief: Brief): number;
  /** Who Slack says this person is. */
  profile(accountId: string, slackUserId: string): Promise<{ displayName: string; standing: Standing }>;
  /** What Slack says this person is now. */
  standing(accountId: string, slackUserId: string): Promise<Standing>;
}
