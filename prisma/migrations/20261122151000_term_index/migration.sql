-- Which words a flow's texts have. A word's text sorts by bytes, so that a range of first letters is one.
CREATE TABLE "posting" (
    "account_id" UUID NOT NULL,
    "lexeme" TEXT COLLATE "C" NOT NULL,
    "flow_id" UUID NOT NULL,
    "frequency" REAL NOT NULL,
    "extent" REAL NOT NULL,

    CONSTRAINT "posting_pkey" PRIMARY KEY ("account_id", "lexeme", "flow_id")
);
CREATE INDEX "posting_account_id_flow_id_idx" ON "posting"("account_id", "flow_id");
ALTER TABLE "posting" ADD CONSTRAINT "posting_account_id_flow_id_fkey" FOREIGN KEY ("account_id", "flow_id") REFERENCES "flow"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- In how many flows of the account a word is.
CREATE TABLE "vocabulary" (
    "account_id" UUID NOT NULL,
    "lexeme" TEXT COLLATE "C" NOT NULL,
    "flows" INTEGER NOT NULL,

    CONSTRAINT "vocabulary_pkey" PRIMARY KEY ("account_id", "lexeme")
);
ALTER TABLE "vocabulary" ADD CONSTRAINT "vocabulary_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- How long a flow's texts are, in weighted words.
CREATE TABLE "flow_extent" (
    "account_id" UUID NOT NULL,
    "flow_id" UUID NOT NULL,
    "extent" REAL NOT NULL,

    CONSTRAINT "flow_extent_pkey" PRIMARY KEY ("account_id", "flow_id")
);
ALTER TABLE "flow_extent" ADD CONSTRAINT "flow_extent_account_id_flow_id_fkey" FOREIGN KEY ("account_id", "flow_id") REFERENCES "flow"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Flows that are published already are found by the words of their full text, which are stemmed nearly alike; the next
-- version of each is indexed as new ones are.
INSERT INTO "posting"
  SELECT account_id, lexeme, flow_id, sum(weight), max(extent)
  FROM (
    SELECT p.account_id, p.flow_id, t.lexeme, w.weight, sum(w.weight) OVER (PARTITION BY p.account_id, p.flow_id) AS extent
    FROM phrase p CROSS JOIN LATERAL unnest(p.document) AS t
    CROSS JOIN LATERAL (SELECT CASE p.kind WHEN 'title' THEN 2 WHEN 'body' THEN 0.25 ELSE 1 END AS weight) AS w
    WHERE p.flow_id IS NOT NULL
  ) word
  GROUP BY account_id, flow_id, lexeme;
INSERT INTO "flow_extent"
  SELECT account_id, flow_id, max(extent) FROM "posting" GROUP BY account_id, flow_id;
INSERT INTO "vocabulary"
  SELECT account_id, lexeme, count(*) FROM "posting" GROUP BY account_id, lexeme;

-- One vector that stands for a flow: the mean of its phrases' vectors. Kept in the row: it is read for all flows of an
-- account at once, and fetching each from the side table would take longer than comparing it.
CREATE TABLE "flow_vector" (
    "account_id" UUID NOT NULL,
    "flow_id" UUID NOT NULL,
    "embedder" TEXT NOT NULL,
    "mean" vector(512) NOT NULL,

    CONSTRAINT "flow_vector_pkey" PRIMARY KEY ("account_id", "embedder", "flow_id")
);
ALTER TABLE "flow_vector" ALTER COLUMN "mean" SET STORAGE PLAIN;
ALTER TABLE "flow_vector" ADD CONSTRAINT "flow_vector_account_id_flow_id_fkey" FOREIGN KEY ("account_id", "flow_id") REFERENCES "flow"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
INSERT INTO "flow_vector"
  SELECT e.account_id, p.flow_id, e.embedder, avg(e.vector)
  FROM embedding e JOIN phrase p ON p.account_id = e.account_id AND p.id = e.phrase_id
  WHERE p.flow_id IS NOT NULL AND p.kind <> 'body'
  GROUP BY e.account_id, p.flow_id, e.embedder;

CREATE FUNCTION renew_flow_vectors() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO flow_vector
    SELECT e.account_id, p.flow_id, e.embedder, avg(e.vector)
    FROM (
      SELECT DISTINCT p.account_id, p.flow_id, c.embedder
      FROM changed c JOIN phrase p ON p.account_id = c.account_id AND p.id = c.phrase_id
      WHERE p.flow_id IS NOT NULL
    ) flow
    JOIN phrase p ON p.account_id = flow.account_id AND p.flow_id = flow.flow_id AND p.kind <> 'body'
    JOIN embedding e ON e.account_id = p.account_id AND e.phrase_id = p.id AND e.embedder = flow.embedder
    GROUP BY e.account_id, p.flow_id, e.embedder
    ORDER BY e.account_id, p.flow_id
  ON CONFLICT (account_id, embedder, flow_id) DO UPDATE SET mean = excluded.mean;
  RETURN NULL;
END $$;
CREATE TRIGGER renew_flow_vectors_inserted AFTER INSERT ON "embedding"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION renew_flow_vectors();
CREATE TRIGGER renew_flow_vectors_updated AFTER UPDATE ON "embedding"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION renew_flow_vectors();
