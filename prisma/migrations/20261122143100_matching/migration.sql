-- A ticket goes on with a new session where the flow was the wrong one: of its sessions at most one is not abandoned.
CREATE TYPE "AbandonReason" AS ENUM ('wrong_flow');
ALTER TABLE "session" ADD COLUMN "abandoned_for" "AbandonReason";
DROP INDEX "session_account_id_ticket_id_key";
CREATE INDEX "session_account_id_ticket_id_idx" ON "session"("account_id", "ticket_id");
CREATE UNIQUE INDEX "session_one_live" ON "session"("account_id", "ticket_id") WHERE "status" <> 'abandoned';

-- What agents did with what was matched and suggested.
CREATE TYPE "FeedbackKind" AS ENUM ('used', 'used_other', 'built_anyway', 'declined', 'wrong_flow', 'resolved', 'unhelpful', 'escalated', 'not_covered');
CREATE TABLE "match_feedback" (
    "account_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "intake_id" UUID NOT NULL,
    "session_id" UUID,
    "member_id" UUID NOT NULL,
    "flow_id" UUID NOT NULL,
    "chosen_flow_id" UUID,
    "kind" "FeedbackKind" NOT NULL,
    "probability" DOUBLE PRECISION,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "match_feedback_pkey" PRIMARY KEY ("account_id", "id")
);
CREATE INDEX "match_feedback_account_id_at_idx" ON "match_feedback"("account_id", "at");
CREATE INDEX "match_feedback_account_id_flow_id_kind_idx" ON "match_feedback"("account_id", "flow_id", "kind");
CREATE INDEX "match_feedback_account_id_intake_id_idx" ON "match_feedback"("account_id", "intake_id");
ALTER TABLE "match_feedback" ADD CONSTRAINT "match_feedback_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "match_feedback" ADD CONSTRAINT "match_feedback_account_id_intake_id_fkey" FOREIGN KEY ("account_id", "intake_id") REFERENCES "intake"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "match_feedback" ADD CONSTRAINT "match_feedback_account_id_session_id_fkey" FOREIGN KEY ("account_id", "session_id") REFERENCES "session"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "match_feedback" ADD CONSTRAINT "match_feedback_account_id_member_id_fkey" FOREIGN KEY ("account_id", "member_id") REFERENCES "member"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "match_feedback" ADD CONSTRAINT "match_feedback_account_id_flow_id_fkey" FOREIGN KEY ("account_id", "flow_id") REFERENCES "flow"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- How readily an account matches, and whose vectors it searches by (null: none is complete yet).
CREATE TYPE "MatchReadiness" AS ENUM ('never', 'almost_certain', 'balanced', 'readily');
ALTER TABLE "account" ADD COLUMN "match_readiness" "MatchReadiness" NOT NULL DEFAULT 'balanced';
ALTER TABLE "account" ADD COLUMN "embedder" TEXT;
