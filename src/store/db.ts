import type { Prisma } from './generated/client.js';

/** A Prisma client or a transaction on one: what every store is made over. */
export type Db = Prisma.TransactionClient;

/** A JSON value for a Json column; undefined members are left out as JSON leaves them out. */
export const json = (value: object): Prisma.InputJsonValue => JSON.parse(JSON.stringify(value));
