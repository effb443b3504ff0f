import type { JsonObject } from '../json.js';
import type { FileView, Notice, Person, Reaction, SlackBlock, SlackView } from '../protocol.js';

export type User = Person & {
  email: string;
  isOwner: boolean;
  /** Set on bot users. */
  botId?: string;
  appId?: string;
};

export type ChannelKind = 'public' | 'private' | 'im' | 'mpim';

export type Channel = {
  id: string;
  /** Empty for direct messages. */
  name: string;
  kind: ChannelKind;
  topic: string;
  isArchived: boolean;
  creatorId: string;
  created: number;
  memberIds: string[];
};

export type Message = {
  channel: string;
  ts: string;
  threadTs?: string;
  isBroadcast?: boolean;
  userId: string;
  botId?: string;
  username?: string;
  text: string;
  blocks: SlackBlock[];
  attachments: JsonObject[];
  metadata?: JsonObject;
  editedAt?: number;
  editedBy?: string;
  reactions: Reaction[];
  subtype?: string;
  files: FileView[];
  replyCount: number;
  replyUserIds: string[];
  latestReplyTs?: string;
  /** The one person who sees it. */
  ephemeralFor?: string;
  version: number;
  /** Blocks of earlier versions, newest first: a click may still come from a screen that shows them. */
  earlier: { version: number; blocks: SlackBlock[] }[];
};

/** One view of a person's modal stack. */
export type Modal = {
  view: SlackView;
  errors: Record<string, string>;
  trouble?: string;
};

export type Trigger = {
  id: string;
  userId: string;
  at: number;
  isUsed: boolean;
  viewId?: string;
  channel?: string;
};

export type ResponseUrl = {
  id: string;
  channel: string;
  userId: string;
  /** The message that was clicked, for `replace_original` and `delete_original`. */
  messageTs?: string;
  uses: number;
  at: number;
};

export type UserGroup = {
  id: string;
  handle: string;
  name: string;
  description: string;
  userIds: string[];
  isDisabled: boolean;
};

type ScheduledMessage = { id: string; channel: string; postAt: number; args: JsonObject };

export type StoredFile = FileView & {
  ownerId: string;
  created: number;
  content: string;
  isComplete: boolean;
};

/** Everything the workspace knows, as plain JSON. */
export type State = {
  format: 1;
  team: { id: string; name: string; domain: string };
  users: Record<string, User>;
  channels: Record<string, Channel>;
  /** By channel, ascending by `ts`; thread replies and ephemerals among them. */
  messages: Record<string, Message[]>;
  /** By person, bottom to top. */
  modals: Record<string, Modal[]>;
  homes: Record<string, SlackView>;
  triggers: Record<string, Trigger>;
  responseUrls: Record<string, ResponseUrl>;
  userGroups: Record<string, UserGroup>;
  scheduled: ScheduledMessage[];
  files: Record<string, StoredFile>;
  /** person -> channel -> last read `ts`. */
  reads: Record<string, Record<string, string>>;
  notices: Record<string, Notice[]>;
  oauthCodes: Record<string, { userId: string; isUsed: boolean }>;
  isAppRevoked: boolean;
  counter: number;
  /** Microseconds of the last `ts` given out. */
  lastTs: number;
};
