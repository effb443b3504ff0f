import { action, field } from '../../slack/ids.js';
import type { Agent, Manner } from './agent.js';
import { choiceOf, type OpenStep } from './steps.js';

/**
 * Types the problem and walks it as chance has it, to its end or, once it is over, one step more.
 * @throws {Stuck}
 */
export async function wander(agent: Agent, manner: Manner, problem: string, how: string): Promise<void> {
  let step = await agent.begins(problem, how);
  for (let last = false; !last; ) {
    last = manner.over();
    if (await isOver(agent, manner, step)) return;
    step = await agent.seesNext(step);
  }
}

/** Does something at this step. @returns true when the walk has ended */
async function isOver(agent: Agent, manner: Manner, step: OpenStep): Promise<boolean> {
  const { random } = manner;
  if (random() < 0.15) await agent.typesNote(step);
  // An ad hoc step has no button for it.
  const keeps = random() < 0.05 && choiceOf(step.choices, action.sessionNote);
  if (keeps) await agent.keepsNote(step);
  const back = choiceOf(step.choices, action.sessionBack);
  if (back && random() < 0.1) {
    await agent.presses(step, back, { kind: 'back', sessionId: step.sessionId, position: step.position });
    return false;
  }
  const answer = random() < 0.06 ? undefined : step.answers[Math.floor(random() * step.answers.length)];
  if (answer) {
    await agent.pressesAnswer(step, answer);
    return false;
  }
  return endsOrWaits(agent, manner, step);
}

async function endsOrWaits(agent: Agent, manner: Manner, step: OpenStep): Promise<boolean> {
  const { sessionId, choices, position } = step;
  const has = (id: string) => choiceOf(choices, id);
  if (has(action.sessionAddStep) && manner.random() < 0.7) {
    const text = agent.newText('Tried');
    const tried = { [field.tried]: { value: text } };
    await agent.fills(step, action.sessionAddStep, { kind: 'step', text }, tried);
    return false;
  }
  if (has(action.sessionResolve)) {
    await agent.fills(step, action.sessionResolve, { kind: 'resolve', sessionId }, {});
    return true;
  }
  if (has(action.sessionWalkAdHoc) || has(action.sessionRetry)) {
    // The next step is being written: the same message shows it when it is there.
    const written = await agent.sees(() => {
      const now = agent.openStep({ sessionId, from: position });
      return now && !choiceOf(now.choices, action.sessionWalkAdHoc) ? now : undefined;
    }, 'the step that is being written');
    return isOver(agent, manner, written);
  }
  const reason = { value: 'Nothing helped' };
  await agent.fills(
    step,
    action.sessionEscalate,
    { kind: 'escalate', sessionId },
    { [field.reason]: reason },
  );
  return true;
}
