import type { Notice, PersonView } from '../../protocol.js';
import type { Drafts } from '../state/drafts.js';
import type { Place } from '../state/seat.js';
import { ChannelPane, type PaneHead } from './channel-pane.js';
import { HomePane } from './home-pane.js';

type MainProps = {
  view: PersonView;
  place: Place;
  drafts: Drafts;
  notices: Notice[];
  onDismissNotice: (id: string) => void;
  head: PaneHead;
};

/** A channel or the app. */
export function Main({ place, ...props }: MainProps) {
  if (place.kind === 'home') return <HomePane {...props} tab={place.tab} />;
  const channel = props.view.channels.find((one) => one.id === place.channel);
  if (channel) return <ChannelPane {...props} channel={channel} />;
  return (
    <div class="pane">
      <header class="pane-head">{props.head.menuButton}</header>
      <p class="empty">There is no channel to show.</p>
    </div>
  );
}
