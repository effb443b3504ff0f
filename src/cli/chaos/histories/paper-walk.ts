/** An agent, an engineer who covers L1, and an owner. */
export type By = 0 | 1 | 2;

export type Act =
  | { kind: 'answer'; by: By; answer: number }
  /** The button of the step before this one. */
  | { kind: 'stale_answer'; by: By }
  | { kind: 'back' | 'note' | 'stop' | 'resume' | 'resolve' | 'escalate' | 'claim' | 'release'; by: By }
  | { kind: 'hand_over'; by: By; to: By };

/** What comes of an act: it is done, it cannot be tried here, or it is refused for this reason. */
export type Outcome =
  | 'done'
  | 'nothing'
  | 'stale'
  | 'ended'
  | 'escalated'
  | 'not_current'
  | 'claimed'
  | 'escalation_ended'
  | 'not_claimed'
  | 'denied';

/** The walk as a person would keep it on paper: a stack of nodes and a few words. */
export class PaperWalk {
  node = 0;
  path: number[] = [];
  steps = 0;
  notes = 0;
  status: 'active' | 'escalated' | 'resolved' = 'active';
  stopped = false;
  carriedBy: By = 0;
  escalatedBy: By | null = null;
  claimedBy: By | null = null;
  private readonly tree: readonly (readonly number[])[];

  constructor(tree: readonly (readonly number[])[]) {
    this.tree = tree;
  }

  /** How many answers the current node has. */
  get answers(): number {
    return this.tree[this.node]?.length ?? 0;
  }

  does(act: Act): Outcome {
    switch (act.kind) {
      case 'answer':
        return this.answer(act.by, act.answer);
      case 'stale_answer':
        if (this.steps === 0) return 'nothing';
        return this.status === 'active' ? 'stale' : this.over();
      case 'back':
        return this.back(act.by);
      case 'note':
        this.notes += 1;
        return 'done';
      case 'stop':
        return this.whileActive(() => {
          this.stopped = true;
        });
      case 'resume':
        return this.whileActive(() => {
          this.stopped = false;
          this.carriedBy = act.by;
        });
      case 'hand_over':
        return this.whileActive(() => {
          this.carriedBy = act.to;
        });
      case 'escalate':
        return this.whileActive(() => {
          this.status = 'escalated';
          this.stopped = false;
          this.escalatedBy = act.by;
        });
      case 'resolve':
        return this.resolve(act.by);
      case 'claim':
        return this.claim(act.by);
      case 'release':
        return this.release(act.by);
    }
  }

  private over(): Outcome {
    return this.status === 'escalated' ? 'escalated' : 'ended';
  }

  private whileActive(change: () => void): Outcome {
    if (this.status !== 'active') return this.over();
    change();
    return 'done';
  }

  private moved(by: By, node: number): void {
    this.node = node;
    this.steps += 1;
    if (this.stopped) this.carriedBy = by;
    this.stopped = false;
  }

  private answer(by: By, choice: number): Outcome {
    const next = this.tree[this.node]?.[choice % Math.max(this.answers, 1)];
    if (next === undefined) return 'nothing';
    return this.whileActive(() => {
      this.path.push(this.node);
      this.moved(by, next);
    });
  }

  private back(by: By): Outcome {
    if (this.status !== 'active') return this.over();
    const previous = this.path.pop();
    if (previous === undefined) return 'not_current';
    this.moved(by, previous);
    return 'done';
  }

  private resolve(by: By): Outcome {
    if (this.status === 'resolved') return 'ended';
    if (this.status === 'escalated' && this.claimedBy !== null && this.claimedBy !== by && by !== 2)
      return 'claimed';
    this.status = 'resolved';
    this.stopped = false;
    return 'done';
  }

  private claim(by: By): Outcome {
    if (this.escalatedBy === null) return 'nothing';
    if (by === 0) return 'denied';
    if (this.status === 'resolved') return 'escalation_ended';
    if (this.claimedBy !== null) return 'claimed';
    if (this.escalatedBy === by) return 'denied';
    this.claimedBy = by;
    return 'done';
  }

  private release(by: By): Outcome {
    if (this.escalatedBy === null) return 'nothing';
    if (by === 0) return 'denied';
    const isTheirs = this.claimedBy === null || this.claimedBy === by || by === 2;
    if (!isTheirs) return 'claimed';
    if (this.status === 'resolved') return 'escalation_ended';
    if (this.claimedBy === null) return 'not_claimed';
    this.claimedBy = null;
    return 'done';
  }
}
