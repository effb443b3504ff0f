import type { ComponentChildren } from 'preact';
import { useContext, useEffect, useMemo, useState } from 'preact/hooks';
import type { Notice, PersonView } from '../../protocol.js';
import type { Drafts } from '../state/drafts.js';
import { useSeat } from '../state/seat.js';
import { SeenThreadsContext } from '../state/seen-threads.js';
import type { ThreadPlace } from '../state/use-places.js';
import { Icon } from '../ui/icon.js';
import { Composer } from './composer.js';
import { MessageList } from './message-list.js';
import { Notices, sendAndTidy } from './notices.js';
import { repliesTo } from './rows.js';

type ThreadPaneProps = {
  view: PersonView;
  thread: ThreadPlace;
  drafts: Drafts;
  notices: Notice[];
  personChip: ComponentChildren;
  onClose: () => void;
  onDismissNotice: (id: string) => void;
};

/** A message and what was answered to it, beside the channel. */
export function ThreadPane(props: ThreadPaneProps) {
  const { view, thread, drafts, notices, personChip, onClose, onDismissNotice } = props;
  const seen = useContext(SeenThreadsContext);
  const all = view.messages[thread.channel];
  const channel = view.channels.find((one) => one.id === thread.channel);
  const parent = all?.find((message) => message.ts === thread.ts);
  const messages = useMemo(
    () => [...(parent ? [parent] : []), ...repliesTo(all ?? [], thread.ts)],
    [all, parent, thread.ts],
  );
  useEffect(() => {
    if (parent?.latestReplyTs) seen.mark(parent, parent.latestReplyTs);
  }, [seen, parent]);
  const key = `${thread.channel} ${thread.ts}`;
  return (
    // Esc closes the pane from wherever the focus is in it.
    <section
      class="thread-pane"
      aria-label="Thread"
      onKeyDown={(event) => event.key === 'Escape' && !event.defaultPrevented && onClose()}
    >
      <header class="pane-head">
        <button
          type="button"
          class="icon-button thread-back"
          aria-label="Back to the channel"
          onClick={onClose}
        >
          <Icon name="back" />
        </button>
        <div class="pane-title">
          <h1>Thread</h1>
          {channel && <p>{channel.isDm ? channel.name : `#${channel.name}`}</p>}
        </div>
        {personChip}
        <button type="button" class="icon-button thread-close" aria-label="Close thread" onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      {messages.length ? (
        <MessageList
          key={key}
          label="Messages in thread"
          messages={messages}
          shortcuts={view.shortcuts}
          botUserId={view.app.botUserId}
          isThread
        />
      ) : (
        <p class="empty">This message is gone, or you cannot see its channel.</p>
      )}
      <Notices notices={notices} onDismiss={onDismissNotice} />
      <ReplyField
        view={view}
        thread={thread}
        drafts={drafts}
        notices={notices}
        isOpen={!channel?.isArchived && Boolean(channel?.isMember)}
      />
    </section>
  );
}

type ReplyFieldProps = Pick<ThreadPaneProps, 'view' | 'thread' | 'drafts' | 'notices'> & { isOpen: boolean };

function ReplyField({ view, thread, drafts, notices, isOpen }: ReplyFieldProps) {
  const seat = useSeat();
  const [alsoToChannel, setAlso] = useState(false);
  const key = `${thread.channel} ${thread.ts}`;
  const send = (text: string) => {
    setAlso(false);
    const { channel, ts } = thread;
    return sendAndTidy(seat, { type: 'send', channel, text, threadTs: ts, alsoToChannel }, notices);
  };
  if (!isOpen) return <p class="pane-foot-note">Only members of the channel can reply here.</p>;
  return (
    <div class="reply-field">
      <Composer
        label="Reply in thread"
        text={drafts.text(key)}
        onText={(text) => drafts.set(key, text)}
        onSend={send}
        commands={view.commands}
        shortcuts={[]}
        focusRequest={drafts.focusRequest(key)}
      />
      <label class="option also-option">
        <input
          type="checkbox"
          checked={alsoToChannel}
          onChange={(event) => setAlso(event.currentTarget.checked)}
        />
        Also send to the channel
      </label>
    </div>
  );
}
