import { groupBy } from '../../../domain/group-by.js';
import type { Act, Acts } from '../acts.js';
import { countBy, type Finding, type Query } from './finding.js';

/** What was acknowledged is stored, and everything is stored once. */
export async function checkActs(query: Query, acts: Acts): Promise<Finding[]> {
  const texts = await storedTexts(query);
  return [
    ...once(acts.of('command'), texts.problems, ({ by, problem }) => `${by}: ${problem}`),
    ...once(acts.of('note'), texts.notes, ({ text }) => text),
    ...once(acts.of('step'), texts.steps, ({ text }) => text),
    ...(await checkSteps(query, acts)),
    ...(await checkEnds(query, acts)),
  ];
}

async function storedTexts(query: Query) {
  const problems = await query<{ key: string }>(
    `select m.slack_user_id || ': ' || i.problem as key
     from intake i join member m on m.account_id = i.account_id and m.id = i.member_id`,
  );
  const notes = await query<{ key: string }>('select text as key from note');
  const steps = await query<{ key: string }>(
    "select split_part(text, E'\\n', 1) as key from step where kind = 'ad_hoc'",
  );
  const counted = (rows: { key: string }[]) => countBy(rows, ({ key }) => key);
  return { problems: counted(problems), notes: counted(notes), steps: counted(steps) };
}

/** Two acts of one key are one wish that was repeated. */
function once<Kind extends Act>(
  acts: readonly Kind[],
  stored: Map<string, number>,
  keyOf: (act: Kind) => string,
): Finding[] {
  const findings: Finding[] = [];
  for (const key of new Set(acts.map(keyOf))) {
    const count = stored.get(key) ?? 0;
    const acknowledged = acts.some((act) => act.acknowledged && keyOf(act) === key);
    if (acknowledged && count === 0) findings.push({ rule: 'lost', what: key });
    if (count > 1) findings.push({ rule: 'doubled', what: `${count} times: ${key}` });
  }
  return findings;
}

interface StepRow {
  session_id: string;
  number: number;
  kind: 'answer' | 'back';
  answer_id: string | null;
  by: string;
}

/** At each position one step was taken, and it is one that somebody wanted. */
async function checkSteps(query: Query, acts: Acts): Promise<Finding[]> {
  const rows = await query<StepRow>(
    `select s.session_id, s.number, s.kind, s.answer_id, m.slack_user_id as by
     from step s join member m on m.account_id = s.account_id and m.id = s.member_id
     where s.kind in ('answer', 'back')`,
  );
  const walks = await query<{ id: string; status: string; step_count: number }>(
    'select id, status, step_count from session',
  );
  const stands = new Map(walks.map(({ id, status, step_count }) => [id, `${status} at ${step_count}`]));
  const wanted = groupBy(
    [...acts.of('answer'), ...acts.of('back')],
    (act) => `${act.sessionId} ${act.position}`,
  );
  const taken = new Map(rows.map((row) => [`${row.session_id} ${row.number - 1}`, row]));
  const findings: Finding[] = [];
  for (const [place, wishes] of wanted) {
    if (!taken.has(place) && wishes.some(({ acknowledged }) => acknowledged))
      findings.push({
        rule: 'lost',
        what: `the step at ${place}; the walk is ${stands.get(place.split(' ')[0] ?? '')}`,
      });
  }
  for (const [place, row] of taken) {
    const isWanted = wanted.get(place)?.some((act) => act.by === row.by && fits(act, row));
    if (!isWanted) findings.push({ rule: 'doubled', what: `a step that nobody took, at ${place}` });
  }
  return findings;
}

const fits = (act: Act, row: StepRow): boolean =>
  act.kind === row.kind && (act.kind !== 'answer' || act.answerId === row.answer_id);

/** Walks end as somebody ended them. */
async function checkEnds(query: Query, acts: Acts): Promise<Finding[]> {
  const rows = await query<{ id: string; status: string; escalations: number }>(
    `select s.id, s.status, (select count(*)::int from escalation e where e.session_id = s.id) as escalations from session s`,
  );
  const sessions = new Map(rows.map((row) => [row.id, row]));
  const findings: Finding[] = [];
  for (const act of acts.of('resolve')) {
    if (act.acknowledged && sessions.get(act.sessionId)?.status !== 'resolved')
      findings.push({ rule: 'lost', what: `the resolution of ${act.sessionId}` });
  }
  for (const act of acts.of('escalate')) {
    if (act.acknowledged && sessions.get(act.sessionId)?.escalations === 0)
      findings.push({ rule: 'lost', what: `the escalation of ${act.sessionId}` });
  }
  const escalated = new Set(acts.of('escalate').map(({ sessionId }) => sessionId));
  for (const { id, escalations } of rows) {
    if (escalations > 1 && escalated.has(id))
      findings.push({ rule: 'doubled', what: `${escalations} escalations of ${id}` });
  }
  return findings;
}
