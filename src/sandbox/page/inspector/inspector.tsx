import { useMemo, useState } from 'preact/hooks';
import type { TrafficEntry } from '../../protocol.js';
import { trafficLog, useTraffic } from '../state/traffic-log.js';
import { preciseTime } from '../text/time.js';
import { Icon } from '../ui/icon.js';
import { memo } from '../ui/memo.js';

/** Everything that went between the workspace and the app, newest first. */
export function Inspector({ onClose }: { onClose: () => void }) {
  const entries = useTraffic();
  const [query, setQuery] = useState('');
  const [chosenId, setChosenId] = useState<number | null>(null);
  const shown = useMemo(() => filtered(entries, query).reverse(), [entries, query]);
  const chosen = entries.find((entry) => entry.id === chosenId);
  return (
    <section
      class={chosen ? 'inspector has-entry' : 'inspector'}
      aria-label="Traffic"
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
    >
      <header class="inspector-head">
        <h2>Traffic</h2>
        <input
          class="field"
          type="search"
          placeholder="Filter"
          aria-label="Filter the traffic"
          value={query}
          onInput={(event) => setQuery(event.currentTarget.value)}
        />
        <button type="button" class="button" onClick={() => trafficLog.clear()}>
          Clear
        </button>
        <button type="button" class="icon-button" aria-label="Close traffic" onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      <div class="inspector-body">
        <ul class="traffic">
          {shown.length === 0 && (
            <li class="empty">{entries.length ? 'Nothing fits.' : 'Nothing was sent yet.'}</li>
          )}
          {shown.map((entry) => (
            <TrafficLine
              key={entry.id}
              entry={entry}
              isChosen={entry.id === chosenId}
              onChoose={setChosenId}
            />
          ))}
        </ul>
        {chosen ? (
          <EntryDetail entry={chosen} onBack={() => setChosenId(null)} />
        ) : (
          <p class="traffic-detail empty">Choose a line to see what was sent and what came back.</p>
        )}
      </div>
    </section>
  );
}

function filtered(entries: TrafficEntry[], query: string): TrafficEntry[] {
  const wanted = query.trim().toLowerCase();
  if (!wanted) return [...entries];
  const text = (entry: TrafficEntry) => `${entry.kind} ${entry.name} ${entry.status} ${entry.error ?? ''}`;
  return entries.filter((entry) => text(entry).toLowerCase().includes(wanted));
}

type LineProps = { entry: TrafficEntry; isChosen: boolean; onChoose: (id: number) => void };

const TrafficLine = memo(function Line({ entry, isChosen, onChoose }: LineProps) {
  const isToApp = entry.direction === 'toApp';
  return (
    <li>
      <button
        type="button"
        class={`traffic-line ${hasFailed(entry) ? 'has-failed' : ''}`}
        aria-pressed={isChosen}
        onClick={() => onChoose(entry.id)}
      >
        <span class={isToApp ? 'to-app' : 'from-app'} title={isToApp ? 'To the app' : 'From the app'}>
          {isToApp ? '→ app' : '← app'}
        </span>
        <span class="traffic-name">
          <strong>{entry.name}</strong> <small>{entry.kind}</small>
        </span>
        <span class="traffic-status">{entry.error ?? (entry.status || 'no answer')}</span>
        <span class="traffic-ms">{formatMs(entry.ms)}</span>
        <time>{preciseTime(new Date(entry.at))}</time>
      </button>
    </li>
  );
});

function hasFailed(entry: TrafficEntry): boolean {
  return Boolean(entry.error) || entry.status === 0 || entry.status >= 400;
}

function formatMs(ms: number): string {
  return ms < 10 ? `${ms.toFixed(1)} ms` : `${Math.round(ms)} ms`;
}

function EntryDetail({ entry, onBack }: { entry: TrafficEntry; onBack: () => void }) {
  return (
    <div class="traffic-detail">
      <button type="button" class="link traffic-back" onClick={onBack}>
        Back to the list
      </button>
      <p>
        <strong>{entry.name}</strong> · {entry.kind} · {entry.transport}
      </p>
      <Json title="Request" value={entry.request} />
      <Json title="Response" value={entry.response} />
    </div>
  );
}

function Json({ title, value }: { title: string; value: unknown }) {
  const text = value === undefined ? '(empty)' : JSON.stringify(value, null, 2);
  return (
    <section class="json">
      <header>
        <h3>{title}</h3>
        <button type="button" class="link" onClick={() => void navigator.clipboard.writeText(text)}>
          Copy
        </button>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reachable by keyboard. */}
      <pre tabIndex={0}>{text}</pre>
    </section>
  );
}
