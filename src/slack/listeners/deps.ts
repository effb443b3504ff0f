import type { Log } from '../../jobs/log.js';
import type { UseCases } from '../../usecases/index.js';
import type { Links } from '../blocks/text.js';

/** What listeners are given. */
export interface ListenerDeps {
  useCases: UseCases;
  links: Links;
  log: Log;
}
