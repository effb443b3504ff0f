import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Person } from '../protocol.js';
import { type SeatHandle, SeatPane } from './chat/seat-pane.js';
import { Guide } from './guide/guide.js';
import { isEngineer, useGuide } from './guide/use-guide.js';
import { Inspector } from './inspector/inspector.js';
import { useRemembered } from './state/remembered.js';
import { usePeople } from './state/use-people.js';
import { useWideWindow } from './state/use-wide-window.js';
import { type Theme, TopBar } from './top-bar.js';
import { Skeleton } from './ui/skeleton.js';

export function App() {
  const { people, problem } = usePeople();
  if (people?.length) return <Page people={people} />;
  return (
    <div class="page is-starting">{problem ? <p class="empty">{problem}</p> : <Skeleton lines={8} />}</div>
  );
}

function Page({ people }: { people: Person[] }) {
  const [mainId, setMainId] = useRemembered('main', '');
  const [besideId, setBesideId] = useRemembered('beside', '');
  const [wantsBeside, setWantsBeside] = useRemembered('isBeside', false);
  const [isInspecting, setInspecting] = useState(false);
  const [theme, setTheme] = useTheme();
  const isBeside = useWideWindow() && wantsBeside;
  const main = seated(people, mainId) ?? firstPerson(people);
  const beside = seated(people, besideId) ?? besidePerson(people, main);
  const handle = useRef<SeatHandle | undefined>(undefined);
  const guide = useGuide({ people, handle: () => handle.current, switchTo: (id) => switchMain(id) });
  const switchMain = (id: string) => {
    setMainId(id);
    guide.sawSwitch();
  };
  const onHandle = useCallback((next: SeatHandle) => {
    handle.current = next;
  }, []);

  return (
    <div class="page">
      <TopBar
        theme={theme}
        onTheme={setTheme}
        isBeside={isBeside}
        onBeside={() => {
          setWantsBeside(!wantsBeside);
          guide.sawSwitch();
        }}
        isInspecting={isInspecting}
        onInspect={() => setInspecting(!isInspecting)}
        isGuided={!guide.isClosed}
        onGuide={guide.isClosed ? guide.open : guide.close}
      />
      {!guide.isClosed && (
        <Guide done={guide.done} onHelp={guide.help} onClose={guide.close} onRestart={guide.restart} />
      )}
      <div class={isBeside ? 'seats is-beside' : 'seats'}>
        <SeatPane
          personId={main.id}
          people={people}
          onSwitch={switchMain}
          onDeed={guide.sawDeed}
          onHandle={onHandle}
        />
        {isBeside && (
          <SeatPane
            personId={beside.id}
            people={people}
            onSwitch={setBesideId}
            onDeed={guide.sawDeed}
            onHandle={ignore}
          />
        )}
      </div>
      {isInspecting && <Inspector onClose={() => setInspecting(false)} />}
    </div>
  );
}

const ignore = () => undefined;

const canSit = (person: Person) => !person.isBot && !person.isDeactivated;

function seated(people: Person[], id: string): Person | undefined {
  return people.find((person) => person.id === id && canSit(person));
}

/** Someone of the help desk: the guide begins there. */
function firstPerson(people: Person[]): Person {
  const sitting = people.filter((person) => canSit(person) && !person.isGuest);
  const agent = sitting.find((person) => /support|agent|help|l1/i.test(person.title ?? ''));
  return (agent ?? sitting[0] ?? people[0]) as Person;
}

function besidePerson(people: Person[], main: Person): Person {
  const others = people.filter((person) => canSit(person) && person.id !== main.id);
  return others.find(isEngineer) ?? others[0] ?? main;
}

function useTheme(): [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useRemembered<Theme>('theme', 'auto');
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
  return [theme, setTheme];
}
