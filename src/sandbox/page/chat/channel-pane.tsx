import type { ComponentChildren } from 'preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { ChannelView, Notice, PersonView } from '../../protocol.js';
import type { Drafts } from '../state/drafts.js';
import { useSeat } from '../state/seat.js';
import { Avatar } from '../ui/avatar.js';
import { Icon } from '../ui/icon.js';
import { ChannelMenu } from './channel-menu.js';
import { Composer } from './composer.js';
import { MessageList } from './message-list.js';
import { Notices, sendAndTidy } from './notices.js';
import { topLevel } from './rows.js';

/** What a narrow seat needs in the head of its pane, where the sidebar is away. */
export type PaneHead = { menuButton: ComponentChildren; personChip: ComponentChildren };

type ChannelPaneProps = {
  view: PersonView;
  channel: ChannelView;
  drafts: Drafts;
  notices: Notice[];
  onDismissNotice: (id: string) => void;
  head: PaneHead;
};

export function ChannelPane(props: ChannelPaneProps) {
  const { view, channel } = props;
  return (
    <div class="pane">
      <header class="pane-head">
        {props.head.menuButton}
        <div class="pane-title">
          <h1>{channelTitle(view, channel)}</h1>
          {channel.topic && <p title={channel.topic}>{channel.topic}</p>}
        </div>
        {!channel.isDm && <ChannelMenu view={view} channel={channel} />}
        {props.head.personChip}
      </header>
      <Conversation key={channel.id} {...props} />
    </div>
  );
}

type ConversationProps = Omit<ChannelPaneProps, 'head'>;

/** The messages of a channel with the field below; also the app's Messages tab. */
export function Conversation({ view, channel, drafts, notices, onDismissNotice }: ConversationProps) {
  const all = view.messages[channel.id] ?? none;
  const messages = useMemo(() => topLevel(all), [all]);
  const newAfterTs = useNewLine(channel);
  useMarkRead(channel, all.at(-1)?.ts);
  const here = notices.filter((notice) => !notice.channel || notice.channel === channel.id);
  return (
    <>
      <MessageList
        label={`Messages in ${channelName(channel)}`}
        messages={messages}
        newAfterTs={newAfterTs}
        shortcuts={view.shortcuts}
        botUserId={view.app.botUserId}
      >
        <Beginning view={view} channel={channel} isEmpty={messages.length === 0} />
      </MessageList>
      <Notices notices={here} onDismiss={onDismissNotice} />
      <Foot view={view} channel={channel} drafts={drafts} notices={here} />
    </>
  );
}

const none: never[] = [];

function Foot({ view, channel, drafts, notices }: Omit<ConversationProps, 'onDismissNotice'>) {
  const seat = useSeat();
  if (channel.isArchived) {
    return (
      <p class="pane-foot-note">This channel is archived: it can be read, but nobody can write in it.</p>
    );
  }
  if (!channel.isMember) {
    return (
      <div class="pane-foot-note">
        You are looking at #{channel.name}.
        <button
          type="button"
          class="button button-primary"
          onClick={() => void seat.perform({ type: 'join', channel: channel.id })}
        >
          Join channel
        </button>
      </div>
    );
  }
  return (
    <Composer
      label={`Message ${channelName(channel)}`}
      text={drafts.text(channel.id)}
      onText={(text) => drafts.set(channel.id, text)}
      onSend={(text) => sendAndTidy(seat, { type: 'send', channel: channel.id, text }, notices)}
      commands={view.commands}
      shortcuts={view.shortcuts}
      focusRequest={drafts.focusRequest(channel.id)}
    />
  );
}

function channelName(channel: ChannelView): string {
  return channel.isDm ? channel.name : `#${channel.name}`;
}

function channelTitle(view: PersonView, channel: ChannelView): ComponentChildren {
  const person = view.people.find((one) => one.id === channel.withPersonId);
  const mark = channel.isDm ? (
    <Avatar person={person} size={24} />
  ) : (
    <Icon name={channel.isPrivate ? 'lock' : 'hash'} size={18} />
  );
  return (
    <>
      {mark} {channel.name}
    </>
  );
}

function Beginning({ view, channel, isEmpty }: { view: PersonView; channel: ChannelView; isEmpty: boolean }) {
  if (!isEmpty) return <p class="list-beginning">This is where {channelName(channel)} begins.</p>;
  const command = view.commands[0];
  return (
    <div class="empty">
      <h2>{channelName(channel)}</h2>
      {channel.hasApp && command && !channel.isDm ? (
        <p>
          Nothing here yet. Type <code>{command.name} help</code> to see what {view.app.name} does.
        </p>
      ) : (
        <p>Nothing here yet.</p>
      )}
    </div>
  );
}

/** The line stays where it was when the person came, although everything counts as read from then on. */
function useNewLine(channel: ChannelView): string | null {
  const first = useRef(channel.unread > 0 && channel.lastReadTs !== '0' ? channel.lastReadTs : null);
  return first.current;
}

function useMarkRead(channel: ChannelView, latestTs: string | undefined): void {
  const seat = useSeat();
  const { id, unread } = channel;
  useEffect(() => {
    if (!unread || !latestTs) return;
    const mark = () => {
      if (document.visibilityState === 'visible') {
        void seat.perform({ type: 'markRead', channel: id, ts: latestTs });
      }
    };
    mark();
    document.addEventListener('visibilitychange', mark);
    return () => document.removeEventListener('visibilitychange', mark);
  }, [seat, id, unread, latestTs]);
}
