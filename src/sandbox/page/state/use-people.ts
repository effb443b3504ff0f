import { useEffect, useState } from 'preact/hooks';
import type { Person } from '../../protocol.js';
import { fetchPeople } from './operations.js';

const pause = 1_500;

/** Who there is to be; asked for until the sandbox answers. */
export function usePeople() {
  const [people, setPeople] = useState<Person[] | null>(null);
  const [problem, setProblem] = useState('');
  useEffect(() => {
    let timer: number | undefined;
    const ask = () =>
      fetchPeople().then(setPeople, () => {
        setProblem('The sandbox does not answer. Trying again…');
        timer = window.setTimeout(ask, pause);
      });
    void ask();
    return () => window.clearTimeout(timer);
  }, []);
  return { people, problem };
}
