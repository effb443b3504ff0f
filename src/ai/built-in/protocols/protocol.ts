/** Where an answer leads: to the next question, to the end, or to the fixes to try, in order, by their keys. */
export type Way = 'next' | { end: End } | { fixes: readonly [string, string] };

export interface End {
  key: string;
  kind: 'resolution' | 'escalation';
  label: string;
  text: string;
}

/** A question of the triage. "Not sure" and whatever else the server adds leads where `otherwise` says. */
export interface TriageQuestion {
  key: string;
  label: string;
  text: string;
  /** Where it is easy to see. */
  howToTell?: string;
  answers: readonly { label: string; leadsTo: Way }[];
  otherwise: Way;
}

/** One harmless thing to try; afterwards the agent asks whether it helped. */
export interface Fix {
  label: string;
  text: string;
}

/**
 * What a category adds to the questions that all have: one swap that says where the fault is, and what to try.
 * Two fixes a path: with the questions before them and a check after each, a third would reach the depth cap.
 */
export interface Protocol {
  isolate: TriageQuestion;
  fixes: Readonly<Record<string, Fix>>;
}

/** The swap of a category: three answers, the last of them for those who cannot try it. */
export function swap(
  text: string,
  works: { label: string; fixes: readonly [string, string] },
  fails: { label: string; fixes: readonly [string, string] },
  untried: { label: string; fixes: readonly [string, string] },
): TriageQuestion {
  const answers = [works, fails, untried].map(({ label, fixes }) => ({ label, leadsTo: { fixes } }));
  return { key: 'isolate', label: 'One swap', text, answers, otherwise: { fixes: untried.fixes } };
}
