-- How a library looks at the vectors of one embedder.
CREATE TABLE "lens" (
    "account_id" UUID NOT NULL,
    "embedder" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "learned_from" INTEGER NOT NULL,
    "numbers" BYTEA NOT NULL,

    CONSTRAINT "lens_pkey" PRIMARY KEY ("account_id","embedder")
);
ALTER TABLE "lens" ADD CONSTRAINT "lens_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- How long each vector is through it. The job that learns the lens fills it in; until then every length counts as usual.
ALTER TABLE "embedding" ADD COLUMN "length" REAL;
