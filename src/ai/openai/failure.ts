import { APIConnectionError, APIError, APIUserAbortError } from 'openai';
import { ModelError, type ModelFailure } from '../model-error.js';

/** The endpoint understood the request and does not take it as it is: another dialect may do. */
export class RequestNotTaken extends Error {
  override readonly name = 'RequestNotTaken';
  /** What the endpoint said, to find the field that it means; never shown. */
  readonly said: string;

  constructor(error: APIError) {
    super(`The endpoint does not take the request (${error.status})`);
    this.said = `${error.param ?? ''} ${error.code ?? ''} ${error.message}`.toLowerCase();
  }
}

/** What went wrong with a request, as one of the failures that people are told about. */
export function failureOf(error: unknown): ModelError | RequestNotTaken {
  if (error instanceof ModelError || error instanceof RequestNotTaken) return error;
  if (error instanceof APIUserAbortError) return new ModelError('stopped', 'The request was stopped');
  if (error instanceof APIConnectionError)
    return new ModelError('unreachable', `Nothing answers at the endpoint${codeOf(error)}`, {
      cause: error.cause,
    });
  if (error instanceof APIError) return fromStatus(error);
  // The connection broke while the answer was being read.
  return new ModelError('cut', 'The answer ended in the middle');
}

function fromStatus(error: APIError): ModelError | RequestNotTaken {
  const { status } = error;
  const say = (kind: ModelFailure, words: string) =>
    new ModelError(kind, `${words} (${status ?? 'in the stream'})`, { retryAfterMs: retryAfterOf(error) });
  if (status === 401 || status === 403) return say('unauthorised', 'The endpoint refuses the key');
  if (status === 402 || status === 429) return say('rate_limited', 'The endpoint takes no more requests now');
  if (status !== undefined && status >= 300 && status < 400)
    return say('not_an_endpoint', 'The address leads elsewhere');
  if (status === 404 || status === 405)
    return namesTheModel(error)
      ? say('unknown_model', 'The endpoint has no such model')
      : say('not_an_endpoint', 'There is no chat endpoint at this address');
  if (status === 400 || status === 415 || status === 422 || status === 501)
    return fromRefusedRequest(error, say);
  return say('unreachable', 'The endpoint answers that it is broken');
}

function fromRefusedRequest(
  error: APIError,
  say: (kind: ModelFailure, words: string) => ModelError,
): ModelError | RequestNotTaken {
  if (/content_filter|content_policy|responsible_ai/.test(`${error.code} ${error.message}`))
    return say('refused', 'The endpoint’s filter stopped the request');
  if (/model_not_found|unknown_model/.test(`${error.code} ${error.type}`) || saysNoSuchModel(error))
    return say('unknown_model', 'The endpoint has no such model');
  return new RequestNotTaken(error);
}

const saysNoSuchModel = ({ message }: APIError): boolean =>
  /\bmodel\b.{0,80}\b(not found|does ?n[o']t exist|not exist|unknown|no such|not available|not loaded)\b|\b(unknown|invalid|no such|no) model\b/i.test(
    message,
  );

/** An HTML page or an empty body has no error object: that is no endpoint. */
const namesTheModel = (error: APIError): boolean =>
  error.error !== undefined &&
  (error.code === 'model_not_found' || /\bmodel\b|deployment/i.test(error.message));

/** `Retry-After` in seconds or as a date. */
function retryAfterOf({ headers }: APIError): number | null {
  const said = headers?.get('retry-after');
  if (!said) return null;
  const seconds = Number(said);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1_000);
  const at = Date.parse(said);
  return Number.isNaN(at) ? null : Math.max(0, at - Date.now());
}

function codeOf(error: APIConnectionError): string {
  for (let at: unknown = error; at instanceof Error; at = at.cause)
    if ('code' in at && typeof at.code === 'string') return ` (${at.code})`;
  return '';
}
