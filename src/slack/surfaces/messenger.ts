import { ErrorCode, type WebClient } from '@slack/web-api';
import type { MessageRef, PostContent } from '../../domain/cards.js';
import { DeliveryError, type DeliveryFault, type Messenger } from '../../jobs/messenger.js';
import type { Pacer } from '../../jobs/pacer.js';
import { Later } from '../../jobs/worker.js';
import { briefMessages } from '../blocks/brief-messages.js';
import type { Message } from '../blocks/elements.js';
import { intakeCard } from '../blocks/intake-card.js';
import { noticeMessage } from '../blocks/notices.js';
import { post as drawPost } from '../blocks/post.js';
import type { Links } from '../blocks/text.js';
import { profileOf } from '../middleware/identify.js';

export interface MessengerParts {
  /** A client of its own for jobs: no retries, so that pacing and backoff are the queue's. */
  client: WebClient;
  fetch: typeof globalThis.fetch;
  /** Where response URLs may point besides Slack's own: the origin of a Slack-compatible server. */
  apiUrl: string;
  slackTeamId: string;
  links: Links;
  pacer: Pacer;
}

/** What belongs to every message: nothing in it unfurls or turns into a link by itself. */
const calm = { unfurl_links: false, unfurl_media: false } as const;

/** Sends to Slack by the Web API and by response URLs. */
export function createMessenger(parts: MessengerParts): Messenger {
  const { client, pacer, links } = parts;
  const draw = (content: PostContent): Message => drawPost(content, links);
  const call = <Result>(key: string, run: () => Promise<Result>) => paced(pacer, key, run);
  const profile = async (user: string) =>
    profileOf((await call('users', () => client.users.info({ user }))).user, parts.slackTeamId);
  const reply = (responseUrl: string, body: object) => respondTo(parts, responseUrl, body);
  return {
    async post(_accountId, { channelId, threadTs }, content) {
      const message = { channel: channelId, ...draw(content), ...calm };
      const sent = await call(`post:${channelId}`, () =>
        client.chat.postMessage(threadTs ? { ...message, thread_ts: threadTs } : message),
      );
      return refOf(sent, channelId);
    },
    async update(_accountId, { channelId, ts }, content) {
      await call('update', () => client.chat.update({ channel: channelId, ts, ...draw(content) }));
    },
    async respond(responseUrl, content) {
      const message =
        content.kind === 'intake' ? intakeCard(content.card, links) : noticeMessage(content.notice);
      const replace = content.kind === 'intake' && content.card.decision !== null;
      await reply(responseUrl, { ...message, response_type: 'ephemeral', replace_original: replace });
    },
    async replace(responseUrl, content) {
      await reply(responseUrl, { ...draw(content), replace_original: true });
    },
    async postIntake(_accountId, channelId, card) {
      await call(`post:${channelId}`, () =>
        client.chat.postMessage({ channel: channelId, ...intakeCard(card, links), ...calm }),
      );
    },
    async react(_accountId, { channelId, ts }, emoji) {
      await call('react', () => client.reactions.add({ channel: channelId, timestamp: ts, name: emoji }));
    },
    async openDirect(_accountId, slackUserId) {
      const { channel } = await call('open', () => client.conversations.open({ users: slackUserId }));
      if (!channel?.id) throw new DeliveryError('unreachable', 'no channel');
      return channel.id;
    },
    async groupMembers(_accountId, groupId) {
      const { users } = await call('groups', () => client.usergroups.users.list({ usergroup: groupId }));
      return users ?? [];
    },
    briefPages: (brief) => briefMessages(brief, links).steps.length,
    profile: (_accountId, slackUserId) => profile(slackUserId),
    async standing(_accountId, slackUserId) {
      return (await profile(slackUserId)).standing;
    },
  };
}

function refOf(sent: { channel?: string; ts?: string }, channelId: string): MessageRef {
  if (!sent.ts) throw new Error('Slack returned no timestamp');
  return { channelId: sent.channel ?? channelId, ts: sent.ts };
}

/** Waits its turn by being put off, never by blocking a worker; a 429 holds up this key alone. */
async function paced<Result>(pacer: Pacer, key: string, run: () => Promise<Result>): Promise<Result> {
  const wait = pacer.take(key);
  if (wait > 0) throw new Later(wait);
  try {
    return await run();
  } catch (error) {
    throw translated(pacer, key, error);
  }
}

function translated(pacer: Pacer, key: string, error: unknown): unknown {
  if (!isCoded(error)) return error;
  if (error.code === ErrorCode.RateLimitedError) {
    const ms = (error.retryAfter ?? 1) * 1_000;
    pacer.hold(key, ms);
    return new Later(ms);
  }
  if (error.code !== ErrorCode.PlatformError || !error.data?.error) return error;
  const fault = faults[error.data.error];
  return fault ? new DeliveryError(fault, error.data.error) : error;
}

interface CodedError {
  code: string;
  retryAfter?: number;
  data?: { error?: string };
}

const isCoded = (error: unknown): error is CodedError =>
  error instanceof Error && 'code' in error && typeof error.code === 'string';

/** Slack's error codes that another attempt would not change, by what can be done about them. */
const faults: Record<string, DeliveryFault> = {
  not_in_channel: 'not_in_channel',
  channel_not_found: 'not_in_channel',
  restricted_action: 'not_in_channel',
  restricted_action_read_only_channel: 'not_in_channel',
  restricted_action_thread_only_channel: 'not_in_channel',
  is_archived: 'gone',
  message_not_found: 'gone',
  cant_update_message: 'gone',
  edit_window_closed: 'gone',
  thread_not_found: 'gone',
  no_such_subteam: 'gone',
  subteam_not_found: 'gone',
  missing_scope: 'gone',
  user_not_found: 'unreachable',
  users_not_found: 'unreachable',
  user_disabled: 'unreachable',
  user_not_visible: 'unreachable',
  cannot_dm_bot: 'unreachable',
  already_reacted: 'rejected',
  no_reaction: 'rejected',
  invalid_name: 'rejected',
  invalid_blocks: 'rejected',
  invalid_blocks_format: 'rejected',
  msg_too_long: 'rejected',
  msg_blocks_too_long: 'rejected',
  no_text: 'rejected',
  invalid_arguments: 'rejected',
};

/** @throws {DeliveryError} `expired` when the URL is used up, and for a URL that is not Slack's. */
async function respondTo(
  { fetch, apiUrl, pacer }: MessengerParts,
  responseUrl: string,
  body: object,
): Promise<void> {
  if (!isSlacks(responseUrl, apiUrl)) throw new DeliveryError('expired', 'not a response URL of Slack');
  const wait = pacer.take('respond');
  if (wait > 0) throw new Later(wait);
  const response = await fetch(responseUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    redirect: 'error',
    signal: AbortSignal.timeout(5_000),
  });
  if (response.ok) return;
  if (response.status === 429) {
    const ms = (Number(response.headers.get('retry-after')) || 1) * 1_000;
    pacer.hold('respond', ms);
    throw new Later(ms);
  }
  if (response.status >= 500) throw new Error(`The response URL answered ${response.status}`);
  throw new DeliveryError('expired', `the response URL answered ${response.status}`);
}

/** Payloads name the URL; only Slack's host, or the Slack-compatible server that is configured, is written to. */
function isSlacks(responseUrl: string, apiUrl: string): boolean {
  if (!URL.canParse(responseUrl)) return false;
  const { protocol, hostname } = new URL(responseUrl);
  const api = new URL(apiUrl);
  if (hostname === 'hooks.slack.com') return protocol === 'https:';
  if (api.hostname.endsWith('slack.com')) return false;
  return hostname === api.hostname || (isLoopback(hostname) && isLoopback(api.hostname));
}

const isLoopback = (hostname: string): boolean => ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
