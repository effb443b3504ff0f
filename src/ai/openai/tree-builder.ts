import type { NodeProposal, NodeRequest } from '../../domain/draft.js';
import type { LintFinding } from '../../domain/lint/finding.js';
import { lintNode, lintRisk } from '../../domain/node-lint.js';
import { createRedaction } from '../../domain/redact.js';
import { protocolNodeAfterOthers } from '../built-in/tree-builder.js';
import { ModelError } from '../model-error.js';
import { type BuilderCall, type BuiltNode, noUsage, type TreeBuilder } from '../tree-builder.js';
import type { Reply } from './ask.js';
import { type Asking, type Endpoint, type ModelConfig, openEndpoint } from './endpoint.js';
import { messagesFor, promptVersion, repairOf } from './prompt.js';
import { readReply } from './read-reply.js';
import { strictNode } from './strict-node.js';

/** A repair that cannot end in time is not asked for. */
const repairMs = 2_000;

/** What came of one answer: a node that may be shown, or what is wrong with it. */
type Judged =
  | { ok: true; proposal: NodeProposal; codes: string[] }
  | { ok: false; wrong: string[]; codes: string[]; answered: string };

/**
 * Has a model write the nodes. Nothing that it writes is handed on before the lint has passed it; after one repair
 * that is refused too the node is the protocol's. Secrets and personal data are taken out before anything is sent.
 */
export function modelTreeBuilder(
  config: ModelConfig,
  endpoint: Endpoint = openEndpoint(config),
): TreeBuilder {
  return {
    id: `model@${promptVersion}:${config.model}`,
    source: 'model',
    nextNode: (request, call) => nextNode(endpoint, config, withoutSecrets(request), call),
  };
}

async function nextNode(
  endpoint: Endpoint,
  { totalMs }: ModelConfig,
  request: NodeRequest,
  call: BuilderCall,
): Promise<BuiltNode> {
  const began = performance.now();
  const late = new AbortController();
  const timer = setTimeout(
    () => late.abort(new ModelError('timeout', 'The model has not answered in time')),
    totalMs,
  );
  const asking: Asking = {
    signal: AbortSignal.any([call.signal, late.signal]),
    until: began + totalMs,
    meter: call.meter,
    used: { ...noUsage },
  };
  try {
    const { proposal, rejected } = await written(endpoint, request, asking);
    const source = proposal === null ? 'built_in' : 'model';
    const ms = performance.now() - began;
    return {
      proposal: proposal ?? protocolNodeAfterOthers(request),
      source,
      rejected,
      usage: asking.used,
      ms,
    };
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    const { kind, message, retryAfterMs } = error;
    throw new ModelError(kind, message, { retryAfterMs, usage: asking.used, cause: error.cause });
  } finally {
    clearTimeout(timer);
  }
}

/** The model's node, after one repair at most; null where it wrote none that may be shown. */
async function written(
  endpoint: Endpoint,
  request: NodeRequest,
  asking: Asking,
): Promise<{ proposal: NodeProposal | null; rejected: string[] }> {
  const read = (reply: Reply) => judge(reply, request);
  const first = await endpoint.say((words) => messagesFor(request, words), 'first', asking, read);
  if (first.ok) return { proposal: first.proposal, rejected: first.codes };
  const second = await repaired(endpoint, { request, asking, first, read });
  if (second.ok)
    return { proposal: second.proposal, rejected: [...new Set([...first.codes, ...second.codes])] };
  return { proposal: null, rejected: [...new Set([...first.codes, ...second.codes])] };
}

interface Repair {
  request: NodeRequest;
  asking: Asking;
  first: Extract<Judged, { ok: false }>;
  read: (reply: Reply) => Judged;
}

/**
 * Asks once for a better node. Where even that is no node at all, the agent is told so rather than shown another one.
 * Where it cannot be asked for, the protocol goes on, unless nobody waits any more.
 */
async function repaired(endpoint: Endpoint, { request, asking, first, read }: Repair): Promise<Judged> {
  const unreadable = first.codes.includes('shape');
  if (asking.until - performance.now() < repairMs) {
    if (unreadable) throw new ModelError('bad_output', 'The answer is no node');
    return first;
  }
  const messages = (words: boolean) => [
    ...messagesFor(request, words),
    ...repairOf(first.answered, first.wrong),
  ];
  try {
    const second = await endpoint.say(messages, 'repair', asking, read);
    if (!second.ok && second.codes.includes('shape') && unreadable)
      throw new ModelError('bad_output', 'The answer is no node');
    return second;
  } catch (error) {
    if (unreadable || (error instanceof ModelError && error.kind === 'stopped')) throw error;
    return first;
  }
}

function judge(reply: Reply, request: NodeRequest): Judged {
  const answered = reply.content || reply.reasoning;
  const read = readReply(reply);
  if ('wrong' in read) return { ok: false, wrong: [read.wrong], codes: ['shape'], answered };
  const strict = strictNode(read.node);
  if ('wrong' in strict) return { ok: false, wrong: strict.wrong, codes: ['limits'], answered };
  const { proposal } = strict;
  const errors = errorsOf(proposal, request);
  const codes = [...new Set(errors.map(({ rule }) => rule))];
  if (errors.length === 0) return { ok: true, proposal, codes };
  // Where only how to find out is wrong, the question stands without it, and nobody waits for a better one.
  const plain = { ...proposal, howToTell: null };
  if (proposal.howToTell && errorsOf(plain, request).length === 0)
    return { ok: true, proposal: plain, codes };
  return { ok: false, wrong: errors.map(({ message }) => message), codes, answered };
}

const errorsOf = (proposal: NodeProposal, request: NodeRequest): LintFinding[] =>
  [...lintNode(proposal, request), ...lintRisk(proposal)].filter(({ level }) => level === 'error');

/** Placeholders are numbered in the order of the texts, so that the beginning of a prompt stays the same. */
function withoutSecrets(request: NodeRequest): NodeRequest {
  const { hide } = createRedaction();
  return {
    ...request,
    problem: hide(request.problem),
    path: request.path.map((entry) => ({
      ...entry,
      text: hide(entry.text),
      howToTell: entry.howToTell && hide(entry.howToTell),
      answerLabel: hide(entry.answerLabel),
    })),
    context: request.context.map(hide),
  };
}
