-- How likely a builder thought an answer, for asking ahead.
ALTER TABLE "answer" ADD COLUMN "likelihood" DOUBLE PRECISION;

-- Joining drafts: what a problem is about, and where in meaning it lies. A fork belongs to one walk and is joined by nobody.
ALTER TABLE "draft" ADD COLUMN "facts" TEXT NOT NULL DEFAULT '',
ADD COLUMN "embedder" TEXT,
ADD COLUMN "vector" vector(512),
ADD COLUMN "forked_answer_id" UUID,
ADD COLUMN "context" TEXT[];

ALTER TABLE "draft" ADD CONSTRAINT "draft_account_id_forked_answer_id_fkey" FOREIGN KEY ("account_id", "forked_answer_id") REFERENCES "answer"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Who is waited for, and why a node could not be written.
ALTER TABLE "generation" ADD COLUMN "ahead" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN "failure" TEXT,
ADD COLUMN "member_id" UUID;

ALTER TABLE "generation" ADD CONSTRAINT "generation_account_id_member_id_fkey" FOREIGN KEY ("account_id", "member_id") REFERENCES "member"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- The budgets that admins set; where there is none the domain's defaults hold.
ALTER TABLE "account" ADD COLUMN "ai_calls_per_day" INTEGER,
ADD COLUMN "ai_calls_per_member" INTEGER,
ADD COLUMN "ai_cents_per_day" INTEGER;

-- CreateEnum
CREATE TYPE "ModelCallKind" AS ENUM ('foreground', 'ahead', 'repair');

-- CreateEnum
CREATE TYPE "ClickFound" AS ENUM ('hit', 'joined', 'missed');

-- CreateTable
CREATE TABLE "model_call" (
    "account_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "generation_id" UUID,
    "member_id" UUID,
    "kind" "ModelCallKind" NOT NULL,
    "resend" BOOLEAN NOT NULL DEFAULT false,
    "day" DATE NOT NULL,
    "prompt_tokens" INTEGER,
    "completion_tokens" INTEGER,
    "cost_micros" BIGINT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "model_call_pkey" PRIMARY KEY ("account_id","id")
);

-- CreateTable
CREATE TABLE "spend" (
    "account_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "member_id" UUID NOT NULL,
    "calls" INTEGER NOT NULL,
    "cost_micros" BIGINT NOT NULL,

    CONSTRAINT "spend_pkey" PRIMARY KEY ("account_id","day","member_id")
);

-- CreateTable
CREATE TABLE "click" (
    "account_id" UUID NOT NULL,
    "session_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "generation_id" UUID NOT NULL,
    "found" "ClickFound" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "click_pkey" PRIMARY KEY ("account_id","session_id","position")
);

-- CreateIndex
CREATE INDEX "model_call_account_id_day_idx" ON "model_call"("account_id", "day");

-- CreateIndex
CREATE INDEX "model_call_account_id_generation_id_idx" ON "model_call"("account_id", "generation_id");

-- CreateIndex
CREATE INDEX "click_account_id_at_idx" ON "click"("account_id", "at");

-- How often an answer was given.
CREATE INDEX "step_account_id_answer_id_idx" ON "step"("account_id", "answer_id");

-- AddForeignKey
ALTER TABLE "model_call" ADD CONSTRAINT "model_call_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "model_call" ADD CONSTRAINT "model_call_account_id_generation_id_fkey" FOREIGN KEY ("account_id", "generation_id") REFERENCES "generation"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "model_call" ADD CONSTRAINT "model_call_account_id_member_id_fkey" FOREIGN KEY ("account_id", "member_id") REFERENCES "member"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "spend" ADD CONSTRAINT "spend_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "click" ADD CONSTRAINT "click_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "click" ADD CONSTRAINT "click_account_id_session_id_fkey" FOREIGN KEY ("account_id", "session_id") REFERENCES "session"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "click" ADD CONSTRAINT "click_account_id_generation_id_fkey" FOREIGN KEY ("account_id", "generation_id") REFERENCES "generation"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
