import type {
  AllMiddlewareArgs,
  BlockAction,
  BlockElementAction,
  RespondFn,
  SlackActionMiddlewareArgs,
} from '@slack/bolt';
import { UnreadablePayload } from '../caller.js';

/** What a listener of buttons and menus gets. */
export type ClickArgs = SlackActionMiddlewareArgs<BlockAction> & AllMiddlewareArgs;

/** What the element that was pressed carries: a button's value, or the chosen option's. */
export function chosenValue(action: BlockElementAction): string | undefined {
  if ('selected_option' in action) return action.selected_option?.value;
  return 'value' in action ? action.value : undefined;
}

/** Where the click came from, for private answers and for redrawing its message. */
export const placeOf = ({ body }: Pick<ClickArgs, 'body'>) => ({
  responseUrl: body.response_url || null,
  channelId: body.channel?.id ?? null,
  messageTs: body.message?.ts ?? null,
});

/**
 * Answers where the act came from.
 * @throws {UnreadablePayload} where the payload does not say how; Bolt promises that each does.
 */
export function answering({ respond }: { respond: RespondFn | undefined }): RespondFn {
  if (!respond) throw new UnreadablePayload('Nothing can be answered without a response URL');
  return respond;
}

/** The same, as modals carry it along. */
export function replyTo(args: Pick<ClickArgs, 'body'>): { responseUrl?: string; channelId?: string } {
  const { responseUrl, channelId } = placeOf(args);
  return { responseUrl: responseUrl ?? undefined, channelId: channelId ?? undefined };
}

/** A modal opened from a modal goes on top of it. */
export const inModal = ({ body }: Pick<ClickArgs, 'body'>): boolean => body.view?.type === 'modal';
