import { setTimeout as sleep } from 'node:timers/promises';
import type { Workspace } from '../../../sandbox/index.js';
import type { MessageView } from '../../../sandbox/protocol.js';
import { action } from '../../../slack/ids.js';
import { type OpenStep, openStepOf } from '../../chaos/steps.js';
import { seededRandom } from '../../shared/random.js';
import { type Choice, wordsOf } from '../../walks/choices.js';
import { Desk } from '../../walks/desk.js';
import { patienceMs } from './trial.js';
import { lognormal, type World, type WorldNode } from './world.js';

/** How long an agent reads a node and talks to the customer, in milliseconds. */
const readingTime = { median: 15_000, p95: 60_000 } as const;

/** Whoever reads for longer finds all that was asked for: the model never takes half of it. The bench need not wait. */
const longestReading = 30_000;

/** What one click led to. */
export interface Clicked {
  /** From the click to the next node on screen. */
  ms: number;
  /** The node was written by the model, or by the server beside one that was there. */
  by: 'model' | 'server';
  /** "Working on the next step" was on screen: the node was not there yet. */
  waited: boolean;
  /**
   * What was answered: one of a question's own answers, "Not sure" (for good, or with how to find out), the server's
   * check, or a step to do.
   */
  kind: 'choice' | 'not_sure' | 'told_how' | 'check' | 'step';
}

export interface WalkDone {
  clicks: Clicked[];
  /** Nodes of the model that this walk came to: so often a tool that asks once per click would have asked. */
  visited: string[];
}

export interface Reading {
  workspace: Workspace;
  world: World;
}

/** How answers that the world says nothing of are given. */
const usual: Record<string, number> = {
  Done: 0.95,
  "Didn't help": 0.03,
  "Can't do this": 0.02,
  Yes: 0.25,
  No: 0.7,
};
const notSure = 0.02;
const stillNotSure = 'Still not sure';
const isNotSure = (label: string): boolean => label === 'Not sure' || label === stillNotSure;

/** An agent who types a problem, reads every node for as long as people do, and answers as the world says. */
export class Reader {
  private readonly reading: Reading;
  private readonly desk: Desk;

  constructor(reading: Reading, seat: { personId: string; channelId: string }) {
    this.reading = reading;
    this.desk = new Desk(reading.workspace, seat, patienceMs);
  }

  leave(): void {
    this.desk.leave();
  }

  async walks(problem: string, seed: number): Promise<WalkDone> {
    const random = seededRandom(seed);
    const done: WalkDone = { clicks: [], visited: [] };
    const since = this.desk.turnsPage();
    await this.desk.types(`/intake --build ${problem}`);
    let { step } = await this.shown(since, 0);
    let read = -1;
    for (;;) {
      const node = this.nodeOf(step);
      if (node && step.position !== read) done.visited.push(node.text);
      read = step.position;
      const answer = choose(step, node, random);
      if (!answer) return done;
      await sleep(Math.min(lognormal(random, readingTime), longestReading));
      const begun = performance.now();
      void this.desk.presses(step.message, answer);
      if (answer.actionId === action.sessionTellHow) {
        step = await this.told(step);
        done.clicks.push({ ms: performance.now() - begun, by: 'server', waited: false, kind: 'told_how' });
        continue;
      }
      const kind = kindOf(node, answer.label);
      const next = await this.shown(since, step.position + 1);
      const ms = performance.now() - begun;
      step = next.step;
      done.clicks.push({ ms, by: this.nodeOf(step) ? 'model' : 'server', waited: next.waited, kind });
    }
  }

  private async shown(since: string, position: number): Promise<{ step: OpenStep; waited: boolean }> {
    let waited = false;
    const look = () => {
      const messages = this.desk.messagesAfter(since);
      const message = messages.find((one) => openStepOf(one)?.position === position);
      if (!message) return null;
      if (!isBeingWritten(message)) return openStepOf(message);
      waited = true;
      return null;
    };
    const step = await this.desk.until(look);
    if (!step) throw new Error(`Step ${position + 1} was never shown`);
    return { step, waited };
  }

  /** How to find out stands under the question, and the walk is where it was. */
  private async told({ message, position }: OpenStep): Promise<OpenStep> {
    const step = await this.desk.until(() => {
      const now = this.desk.messagesAfter('').find(({ ts }) => ts === message.ts);
      const open = now && openStepOf(now);
      return open?.choices.some(({ label }) => label === stillNotSure) ? open : null;
    });
    if (!step) throw new Error(`Step ${position + 1} never said how to find out`);
    return step;
  }

  private nodeOf({ message }: OpenStep): WorldNode | null {
    return this.reading.world.shownIn(wordsOf(message.blocks));
  }
}

/** The node of the step is not there yet. */
const isBeingWritten = ({ blocks }: MessageView): boolean =>
  wordsOf(blocks).includes('Working on the next step');

function kindOf(node: WorldNode | null, label: string): Clicked['kind'] {
  if (isNotSure(label)) return 'not_sure';
  if (!node) return 'check';
  return node.kind === 'instruction' ? 'step' : 'choice';
}

function choose(
  { answers, choices }: OpenStep,
  node: WorldNode | null,
  random: () => number,
): Choice | undefined {
  const tells = choices.filter(({ actionId }) => actionId === action.sessionTellHow);
  const offered = [...answers.map(({ choice }) => choice), ...tells];
  const weightOf = (label: string): number => {
    if (isNotSure(label)) return notSure;
    return node?.answers.find((one) => one.label === label)?.weight ?? usual[label] ?? 0;
  };
  const weights = offered.map(({ label }) => weightOf(label));
  let left = random() * weights.reduce((sum, one) => sum + one, 0);
  for (const [index, weight] of weights.entries()) {
    left -= weight;
    if (left < 0) return offered[index];
  }
  return offered.at(-1);
}
