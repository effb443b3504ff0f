-- The escalation desk: hand back, questions, clocks, who is on call, the brief in the card's thread.
ALTER TYPE "EscalationStatus" ADD VALUE 'returned';
ALTER TYPE "PostKind" ADD VALUE 'brief';
ALTER TYPE "PostKind" ADD VALUE 'question';

CREATE TYPE "LadderLevel" AS ENUM ('on_call', 'next_level');

ALTER TABLE "account"
  ADD COLUMN "claim_minutes" INTEGER,
  ADD COLUMN "first_action_minutes" INTEGER,
  ADD COLUMN "business_hours" JSONB,
  ADD COLUMN "on_call_group_id" TEXT,
  ADD COLUMN "next_level_group_id" TEXT;

ALTER TABLE "category"
  ADD COLUMN "on_call_group_id" TEXT,
  ADD COLUMN "next_level_group_id" TEXT;

ALTER TABLE "escalation"
  ADD COLUMN "instruction" TEXT,
  ADD COLUMN "first_action_at" TIMESTAMPTZ(3),
  ADD COLUMN "clock_at" TIMESTAMPTZ(3),
  ADD COLUMN "clock_stage" INTEGER NOT NULL DEFAULT 0;

CREATE TABLE "account_on_call" (
    "account_id" UUID NOT NULL,
    "level" "LadderLevel" NOT NULL,
    "member_id" UUID NOT NULL,

    CONSTRAINT "account_on_call_pkey" PRIMARY KEY ("account_id","level","member_id")
);

CREATE TABLE "category_on_call" (
    "account_id" UUID NOT NULL,
    "category_id" UUID NOT NULL,
    "level" "LadderLevel" NOT NULL,
    "member_id" UUID NOT NULL,

    CONSTRAINT "category_on_call_pkey" PRIMARY KEY ("account_id","category_id","level","member_id")
);

CREATE TABLE "escalation_question" (
    "account_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "escalation_id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "asked_by_id" UUID NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "answer" TEXT,
    "answered_by_id" UUID,
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "escalation_question_pkey" PRIMARY KEY ("account_id","id")
);

CREATE INDEX "escalation_question_account_id_escalation_id_asked_at_idx" ON "escalation_question"("account_id", "escalation_id", "asked_at");

ALTER TABLE "account_on_call" ADD CONSTRAINT "account_on_call_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "account_on_call" ADD CONSTRAINT "account_on_call_account_id_member_id_fkey" FOREIGN KEY ("account_id", "member_id") REFERENCES "member"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "category_on_call" ADD CONSTRAINT "category_on_call_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "category_on_call" ADD CONSTRAINT "category_on_call_account_id_category_id_fkey" FOREIGN KEY ("account_id", "category_id") REFERENCES "category"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "category_on_call" ADD CONSTRAINT "category_on_call_account_id_member_id_fkey" FOREIGN KEY ("account_id", "member_id") REFERENCES "member"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "escalation_question" ADD CONSTRAINT "escalation_question_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "escalation_question" ADD CONSTRAINT "escalation_question_account_id_escalation_id_fkey" FOREIGN KEY ("account_id", "escalation_id") REFERENCES "escalation"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "escalation_question" ADD CONSTRAINT "escalation_question_account_id_asked_by_id_fkey" FOREIGN KEY ("account_id", "asked_by_id") REFERENCES "member"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "escalation_question" ADD CONSTRAINT "escalation_question_account_id_answered_by_id_fkey" FOREIGN KEY ("account_id", "answered_by_id") REFERENCES "member"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
