/**
 * The JSON contract between the sandbox server and the browser page. Types only: the page compiles it for the browser.
 *
 * `GET  /sandbox/events?as=U…[&traffic=1]`  server-sent events; each `data:` line is one {@link Patch}, a whole view first
 * `POST /sandbox/do`      a {@link DoRequest}; answers a {@link DoReply} once the app has acknowledged (or failed to)
 * `GET  /sandbox/people`  `{ people: Person[] }`, for the switcher before any view is known
 * `GET  /sandbox/traffic` `{ entries: TrafficEntry[] }`, oldest first
 * `GET|POST /sandbox/faults`  the fault knobs as they are / to be
 */
import type { KnownBlock, Option, PlainTextElement, RichTextBlock } from '@slack/types';

/** A block as Slack stores it: `block_id` is always there, generated when the app gave none. */
export type SlackBlock = KnownBlock & { block_id: string };

export type Person = {
  id: string;
  /** Without the "@". */
  handle: string;
  name: string;
  title?: string;
  isBot: boolean;
  isGuest: boolean;
  isAdmin: boolean;
  isDeactivated: boolean;
  /** A stable colour for the initials that stand in for a picture, `#rrggbb`. */
  color: string;
};

export type ChannelView = {
  id: string;
  /** Without the "#"; in a direct message the other person's name. */
  name: string;
  topic?: string;
  isDm: boolean;
  isPrivate: boolean;
  isArchived: boolean;
  /** Whether the person looking is in it; public channels they are not in are listed too. */
  isMember: boolean;
  /** Whether the app's bot user is in it. */
  hasApp: boolean;
  memberIds: string[];
  /** In a direct message: who is at the other end. */
  withPersonId?: string;
  /** Messages this person has not seen: new ones in the channel or in its threads, not their own. */
  unread: number;
  /** Everything up to this `ts` has been read ("0" = nothing); draw the "new" line after it. */
  lastReadTs: string;
  isMuted?: boolean;
};

export type Reaction = { name: string; personIds: string[] };

export type MessageView = {
  channel: string;
  /** Unique in its channel, ascending; the id of the message. */
  ts: string;
  /** Set on thread replies: the `ts` of the parent. Absent on top-level messages. */
  threadTs?: string;
  /** A thread reply that is also shown in the channel. */
  isBroadcast?: boolean;
  personId: string;
  /** Set when an app posted it; `personId` is then the app's bot user. */
  botId?: string;
  /** A name an app posted under instead of its own. */
  username?: string;
  /** mrkdwn; the fallback when there are blocks. */
  text: string;
  blocks: SlackBlock[];
  /** Unix seconds of the last edit by a person; updates by the app do not show "(edited)". */
  editedAt?: number;
  reactions: Reaction[];
  replyCount: number;
  replyPersonIds: string[];
  latestReplyTs?: string;
  /** Only this person sees it; gone when they dismiss it. */
  isEphemeral: boolean;
  /** A join, leave or topic line rather than something said. */
  subtype?: string;
  files: FileView[];
  /** Grows with each change; send it along with a click, so that a click on an outdated card is known as one. */
  version: number;
};

export type FileView = {
  id: string;
  name: string;
  title: string;
  mimetype: string;
  size: number;
  url: string;
};

/** One input's value, in Slack's `view.state.values[block_id][action_id]` shape. */
export type StateValue = {
  type: string;
  value?: string | null;
  selected_option?: Option | null;
  selected_options?: Option[];
  selected_user?: string | null;
  selected_users?: string[];
  selected_channel?: string | null;
  selected_channels?: string[];
  selected_conversation?: string | null;
  selected_conversations?: string[];
  selected_date?: string | null;
  selected_time?: string | null;
  selected_date_time?: number | null;
  rich_text_value?: RichTextBlock | null;
};

/** `block_id` -> `action_id` -> value. */
export type StateValues = Record<string, Record<string, StateValue>>;

export type SlackView = {
  id: string;
  type: 'modal' | 'home';
  hash: string;
  callback_id: string;
  title?: PlainTextElement;
  submit?: PlainTextElement | null;
  close?: PlainTextElement | null;
  blocks: SlackBlock[];
  private_metadata: string;
  /** Initial values and whatever was sent with the last click in this view. */
  state: { values: StateValues };
  clear_on_close: boolean;
  notify_on_close: boolean;
  submit_disabled?: boolean;
  external_id?: string;
  root_view_id: string | null;
  previous_view_id: string | null;
};

export type ModalView = {
  view: SlackView;
  /** Messages to show at the inputs, by `block_id`; replaced at each submission. */
  errors: Record<string, string>;
  /** A line at the top of the modal when the app did not answer ("We had some trouble connecting. Try again?"). */
  trouble?: string;
};

export type CommandView = { name: string; description: string; usageHint: string };
export type ShortcutView = {
  callbackId: string;
  name: string;
  description: string;
  kind: 'global' | 'message';
};

/** What Slackbot would tell this one person: a failed command, an unknown one, a click that came to nothing. */
export type Notice = {
  id: string;
  kind: 'info' | 'error';
  text: string;
  at: number;
  channel?: string;
  threadTs?: string;
};

export type AppView = {
  id: string;
  name: string;
  botUserId: string;
  hasHomeTab: boolean;
  hasMessagesTab: boolean;
  /** Whether anything answers at the moment: a socket, a request URL or an app in process. */
  isConnected: boolean;
};

/** Everything one person sees. Modals are a stack: the last one is on top. */
export type PersonView = {
  me: Person;
  workspace: { id: string; name: string; domain: string };
  app: AppView;
  people: Person[];
  /** Groups of people that can be mentioned, by handle. */
  userGroups: { id: string; handle: string }[];
  channels: ChannelView[];
  /** By channel id: ascending by `ts`, thread replies and own ephemerals among them. */
  messages: Record<string, MessageView[]>;
  modals: ModalView[];
  home: SlackView | null;
  commands: CommandView[];
  shortcuts: ShortcutView[];
  notices: Notice[];
};

/** A change of the view. `message`, `channel` and `person` put in place by id or add; order channels by name, messages by `ts`. */
export type Patch =
  | { type: 'view'; view: PersonView }
  | { type: 'message'; message: MessageView }
  | { type: 'messageRemoved'; channel: string; ts: string }
  | { type: 'channel'; channel: ChannelView }
  | { type: 'channelRemoved'; channel: string }
  | { type: 'person'; person: Person }
  | { type: 'modals'; modals: ModalView[] }
  | { type: 'home'; home: SlackView | null }
  | { type: 'app'; app: AppView }
  | { type: 'notice'; notice: Notice }
  | { type: 'noticeRemoved'; id: string }
  | { type: 'traffic'; entry: TrafficEntry };

/** Where an interactive element is. */
export type Surface =
  | { kind: 'message'; channel: string; ts: string; version?: number }
  | { kind: 'view'; viewId: string }
  | { kind: 'home' };

/** What was chosen: nothing for a button; the option, date, person … otherwise. */
export type Chosen = Omit<StateValue, 'type'>;

/** What a person can do. Elements with `confirm` are confirmed in the page before they are sent. */
export type Operation =
  /** Text with a leading "/" runs a slash command; in a thread Slack does not run it, and the reply says so. */
  | { type: 'send'; channel: string; text: string; threadTs?: string; alsoToChannel?: boolean }
  /** `state`: the values of the surface's other inputs, as they stand. */
  | { type: 'click'; on: Surface; blockId: string; actionId: string; chosen?: Chosen; state?: StateValues }
  | { type: 'submit'; viewId: string; state: StateValues }
  /** The top view, or the whole stack (the X of a pushed view with `clear`). */
  | { type: 'closeView'; viewId: string; clear?: boolean }
  | { type: 'shortcut'; callbackId: string; message?: { channel: string; ts: string } }
  /** Asks the app for the options of an external select; answered in `DoReply.options` or `.optionGroups`. */
  | { type: 'options'; on: Surface; blockId: string; actionId: string; query: string }
  | { type: 'openHome'; tab?: 'home' | 'messages' }
  | { type: 'markRead'; channel: string; ts: string }
  | { type: 'react'; channel: string; ts: string; name: string; remove?: boolean }
  | { type: 'edit'; channel: string; ts: string; text: string }
  | { type: 'delete'; channel: string; ts: string }
  | { type: 'dismiss'; channel: string; ts: string }
  | { type: 'dismissNotice'; id: string }
  | { type: 'openDm'; personId: string }
  | { type: 'createChannel'; name: string; isPrivate?: boolean }
  | { type: 'join'; channel: string }
  | { type: 'leave'; channel: string }
  /** Anyone, the app's bot user included. */
  | { type: 'invite'; channel: string; personId: string }
  | { type: 'kick'; channel: string; personId: string }
  | { type: 'archive'; channel: string; undo?: boolean };

export type DoRequest = { as: string; op: Operation };

/** `error` is a code (`operation_timeout`, `channel_not_found`, …); `notice` is the sentence the person reads. */
export type DoReply = {
  ok: boolean;
  error?: string;
  notice?: string;
  options?: Option[];
  optionGroups?: { label: PlainTextElement; options: Option[] }[];
  /** The direct message or channel that was opened or made. */
  channel?: string;
  /** The message that was sent. */
  ts?: string;
};

export type TrafficEntry = {
  id: number;
  /** Unix milliseconds. */
  at: number;
  direction: 'toApp' | 'fromApp';
  kind:
    | 'command'
    | 'action'
    | 'submission'
    | 'closed'
    | 'shortcut'
    | 'options'
    | 'event'
    | 'webApi'
    | 'responseUrl';
  /** The method (`chat.postMessage`), command, `action_id`, `callback_id` or event type. */
  name: string;
  transport: 'inProcess' | 'http' | 'socket' | 'none';
  /** HTTP-like: 200, 429, 500; 0 = no answer. */
  status: number;
  /** Slack's error code when the answer was not ok. */
  error?: string;
  ms: number;
  request: unknown;
  response: unknown;
};
