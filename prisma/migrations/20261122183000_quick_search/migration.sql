-- The vectors of a search's candidates are compared one by one: fetching each from the side table took longer than that.
ALTER TABLE "embedding" ALTER COLUMN "vector" SET STORAGE PLAIN;
UPDATE "embedding" SET "vector" = "vector"::real[]::vector;

-- The planner needs their number, not their values: a look at some thousand rows is enough, and quick where vectors are wide.
ALTER TABLE "embedding" ALTER COLUMN "vector" SET STATISTICS 0, ALTER COLUMN "account_id" SET STATISTICS 10,
  ALTER COLUMN "phrase_id" SET STATISTICS 10, ALTER COLUMN "embedder" SET STATISTICS 10;
ALTER TABLE "flow_vector" ALTER COLUMN "mean" SET STATISTICS 0, ALTER COLUMN "account_id" SET STATISTICS 10,
  ALTER COLUMN "flow_id" SET STATISTICS 10, ALTER COLUMN "embedder" SET STATISTICS 10;

-- The statement that stores vectors renews the means too. A function's plans are kept: made on an empty table, they read
-- all of a large one.
DROP TRIGGER "renew_flow_vectors_inserted" ON "embedding";
DROP TRIGGER "renew_flow_vectors_updated" ON "embedding";
DROP FUNCTION renew_flow_vectors();

-- Searches leave out the flows that no walk may start; most accounts have few.
CREATE INDEX "flow_not_live_idx" ON "flow"("account_id") WHERE "retired_at" IS NOT NULL OR "current_version_id" IS NULL;
CREATE INDEX "flow_account_id_category_id_idx" ON "flow"("account_id", "category_id");
