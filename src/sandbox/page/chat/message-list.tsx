import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { MessageView, ShortcutView } from '../../protocol.js';
import { dayName } from '../text/time.js';
import { Icon } from '../ui/icon.js';
import { MessageRow } from './message-row.js';
import { type Row, rowsOf } from './rows.js';

type MessageListProps = {
  label: string;
  messages: MessageView[];
  newAfterTs?: string | null;
  shortcuts: ShortcutView[];
  botUserId: string;
  isThread?: boolean;
  /** What stands above the first message. */
  children?: ComponentChildren;
};

/** Older messages are drawn a page at a time, when the reader comes to them. */
const page = 80;
const nearBottom = 80;

export function MessageList(props: MessageListProps) {
  const { messages, newAfterTs = null } = props;
  const list = useRef<HTMLDivElement>(null);
  const [shownPages, setShownPages] = useState(1);
  const shown = messages.slice(-page * shownPages);
  const hidden = messages.length - shown.length;
  // `shown` is made of these.
  const rows = useMemo(() => rowsOf(shown, newAfterTs), [messages, shownPages, newAfterTs]);
  const { isAtBottom, toBottom, onScroll } = useStayAtBottom(list, messages, () => setShownPages(1));
  const keepPlace = useKeepPlace(list, shownPages);

  const showEarlier = () => {
    keepPlace();
    setShownPages(shownPages + 1);
  };

  return (
    <div class="message-list-frame">
      <div
        ref={list}
        class="message-list"
        role="log"
        aria-label={props.label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls has to be reachable by keyboard.
        tabIndex={0}
        onScroll={onScroll}
      >
        <div class="message-rows">
          {hidden > 0 ? <Earlier count={hidden} onShow={showEarlier} /> : props.children}
          {rows.map((row) => (
            <ListRow key={row.key} row={row} list={props} />
          ))}
        </div>
      </div>
      {!isAtBottom && (
        <button
          type="button"
          class="to-bottom"
          aria-label="Newest messages"
          title="Newest messages"
          onClick={toBottom}
        >
          <Icon name="down" />
        </button>
      )}
    </div>
  );
}

function ListRow({ row, list }: { row: Row; list: MessageListProps }) {
  if (row.kind === 'day') {
    return (
      <div class="day-divider">
        <span>{dayName(row.date)}</span>
      </div>
    );
  }
  if (row.kind === 'new') {
    return (
      <div class="new-divider">
        <span>New</span>
      </div>
    );
  }
  return (
    <MessageRow
      message={row.message}
      isGrouped={row.isGrouped}
      isThread={list.isThread ?? false}
      isFromApp={row.message.personId === list.botUserId}
      shortcuts={list.shortcuts}
    />
  );
}

/** Loads the page before as soon as it comes into sight; the button serves those who do not scroll. */
function Earlier({ count, onShow }: { count: number; onShow: () => void }) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!button.current) return;
    const watcher = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && onShow(),
    );
    watcher.observe(button.current);
    return () => watcher.disconnect();
  });
  return (
    <button ref={button} type="button" class="button earlier" onClick={onShow}>
      Show {count} earlier {count === 1 ? 'message' : 'messages'}
    </button>
  );
}

/** Keeps the newest message in sight for whoever is reading there, and nobody else. */
function useStayAtBottom(
  list: { current: HTMLDivElement | null },
  messages: MessageView[],
  onArrive: () => void,
) {
  const [isAtBottom, setAtBottom] = useState(true);
  const stays = useRef(true);
  const lastTop = useRef(0);
  const toBottom = () => {
    const element = list.current;
    if (element) element.scrollTop = element.scrollHeight;
  };
  const onScroll = () => {
    const element = list.current;
    if (!element) return;
    const isNear = element.scrollHeight - element.scrollTop - element.clientHeight < nearBottom;
    // Only going up is leaving the end: what grows or becomes narrower moves the end away by itself.
    if (isNear) stays.current = true;
    else if (element.scrollTop < lastTop.current) stays.current = false;
    lastTop.current = element.scrollTop;
    setAtBottom(isNear || stays.current);
    // Whoever is back at the end needs no older pages; without them the list stays quick.
    if (isNear) onArrive();
  };

  // Runs whenever there are other messages.
  useLayoutEffect(() => {
    if (stays.current) toBottom();
  }, [messages]);
  // Cards grow after they are drawn (pictures, opened parts, a narrower window).
  // The list element stays the same.
  useEffect(() => {
    const watcher = new ResizeObserver(() => stays.current && toBottom());
    const element = list.current;
    for (const one of [element, element?.firstElementChild]) if (one) watcher.observe(one);
    return () => watcher.disconnect();
  }, [list]);

  return { isAtBottom, toBottom, onScroll };
}

/** What the reader looks at stays where it is when a page is put in above it. */
function useKeepPlace(list: { current: HTMLDivElement | null }, shownPages: number) {
  const fromBottom = useRef<number | null>(null);
  // Runs when a page was put in.
  useLayoutEffect(() => {
    const element = list.current;
    if (element && fromBottom.current !== null) element.scrollTop = element.scrollHeight - fromBottom.current;
    fromBottom.current = null;
  }, [shownPages]);
  return () => {
    const element = list.current;
    if (element) fromBottom.current = element.scrollHeight - element.scrollTop;
  };
}
