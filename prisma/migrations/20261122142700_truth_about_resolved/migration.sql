-- CreateEnum
CREATE TYPE "FixCheck" AS ENUM ('awaiting', 'confirmed', 'unanswered', 'reopened');

-- AlterEnum
ALTER TYPE "PostKind" ADD VALUE 'check_card';

-- AlterTable
ALTER TABLE "session" ADD COLUMN "nudged_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "fix" (
    "account_id" UUID NOT NULL,
    "session_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "by_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "helpful" BOOLEAN,
    "notes" TEXT,
    "minutes" INTEGER,
    "check" "FixCheck" NOT NULL,
    "checked_by_id" UUID,
    "checked_at" TIMESTAMPTZ(3),
    "reason" TEXT,

    CONSTRAINT "fix_pkey" PRIMARY KEY ("account_id","session_id","number")
);

-- CreateIndex
CREATE INDEX "fix_account_id_check_at_idx" ON "fix"("account_id", "check", "at");

-- AddForeignKey
ALTER TABLE "fix" ADD CONSTRAINT "fix_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "fix" ADD CONSTRAINT "fix_account_id_session_id_fkey" FOREIGN KEY ("account_id", "session_id") REFERENCES "session"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "fix" ADD CONSTRAINT "fix_account_id_by_id_fkey" FOREIGN KEY ("account_id", "by_id") REFERENCES "member"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "fix" ADD CONSTRAINT "fix_account_id_checked_by_id_fkey" FOREIGN KEY ("account_id", "checked_by_id") REFERENCES "member"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Walks that were solved before fixes were kept: whoever carried them said so, and was asked nothing.
INSERT INTO "fix" ("account_id", "session_id", "number", "by_id", "at", "helpful", "notes", "check")
SELECT "account_id", "id", 1, "carried_by_id", "ended_at", "helpful", "resolution_notes", 'confirmed'::"FixCheck"
FROM "session" WHERE "status" = 'resolved' AND "ended_at" IS NOT NULL;

-- Walks that are open are looked after from now on, as those that start later are.
INSERT INTO "job" ("account_id", "kind", "payload", "dedupe_key", "run_at", "max_attempts", "created_at")
SELECT "account_id", 'session.stale', jsonb_build_object('sessionId', "id"), 'stale:' || "id", "updated_at" + interval '24 hours', 100, now()
FROM "session" WHERE "status" = 'active';
