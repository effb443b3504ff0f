-- Who has a word is read from an index alone, once the table was vacuumed; the key serves what a flow has.
ALTER TABLE "posting" DROP CONSTRAINT "posting_pkey";
ALTER TABLE "posting" ADD CONSTRAINT "posting_pkey" PRIMARY KEY ("account_id", "flow_id", "lexeme");
DROP INDEX "posting_account_id_flow_id_idx";
CREATE INDEX "posting_account_id_lexeme_flow_id_frequency_extent_idx" ON "posting"("account_id", "lexeme", "flow_id", "frequency", "extent");
