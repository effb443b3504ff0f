CREATE EXTENSION IF NOT EXISTS vector;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;

-- English stemming over text without accents, for the matcher's keyword search.
CREATE TEXT SEARCH CONFIGURATION intake (COPY = english);
ALTER TEXT SEARCH CONFIGURATION intake
  ALTER MAPPING FOR asciiword, asciihword, hword_asciipart, word, hword, hword_part WITH unaccent, english_stem;

-- CreateEnum
CREATE TYPE "Role" AS ENUM ('l1', 'engineer', 'admin', 'owner');

-- CreateEnum
CREATE TYPE "Standing" AS ENUM ('full', 'guest', 'bot', 'deactivated');

-- CreateEnum
CREATE TYPE "NewcomerPolicy" AS ENUM ('ask', 'join_as_l1');

-- CreateEnum
CREATE TYPE "NodeKind" AS ENUM ('question', 'instruction', 'resolution', 'escalation');

-- CreateEnum
CREATE TYPE "NodeSource" AS ENUM ('author', 'built_in', 'model', 'server');

-- CreateEnum
CREATE TYPE "AnswerKind" AS ENUM ('choice', 'done', 'didnt_help', 'cant_do', 'not_sure', 'something_else');

-- CreateEnum
CREATE TYPE "FlowSource" AS ENUM ('starter', 'imported', 'proposal');

-- CreateEnum
CREATE TYPE "PhraseKind" AS ENUM ('title', 'description', 'keywords', 'example', 'body');

-- CreateEnum
CREATE TYPE "GenerationState" AS ENUM ('requested', 'ready', 'failed');

-- CreateEnum
CREATE TYPE "Urgency" AS ENUM ('low', 'normal', 'high', 'critical');

-- CreateEnum
CREATE TYPE "Outcome" AS ENUM ('matched', 'suggest', 'build', 'out_of_scope', 'ad_hoc');

-- CreateEnum
CREATE TYPE "Decision" AS ENUM ('use_flow', 'build', 'ad_hoc', 'escalate');

-- CreateEnum
CREATE TYPE "SessionKind" AS ENUM ('flow', 'ai_build', 'ad_hoc', 'none');

-- CreateEnum
CREATE TYPE "SessionStatus" AS ENUM ('active', 'resolved', 'escalated', 'abandoned');

-- CreateEnum
CREATE TYPE "StepKind" AS ENUM ('answer', 'back', 'ad_hoc');

-- CreateEnum
CREATE TYPE "NoteSource" AS ENUM ('modal', 'thread');

-- CreateEnum
CREATE TYPE "ReasonCategory" AS ENUM ('needs_access', 'needs_on_site', 'outage', 'not_in_the_flow', 'customer_asks', 'other');

-- CreateEnum
CREATE TYPE "EscalationStatus" AS ENUM ('open', 'claimed', 'resolved');

-- CreateEnum
CREATE TYPE "PostKind" AS ENUM ('session_card', 'walk_card', 'note', 'notice', 'escalation_card', 'access_request');

-- CreateEnum
CREATE TYPE "PostState" AS ENUM ('pending', 'posted', 'failed');

-- CreateEnum
CREATE TYPE "ProposalState" AS ENUM ('open', 'published', 'rejected');

-- CreateTable
CREATE TABLE "account" (
    "id" UUID NOT NULL,
    "slack_team_id" TEXT NOT NULL,
    "slack_enterprise_id" TEXT,
    "name" TEXT NOT NULL,
    "slack_bot_user_id" TEXT,
    "default_channel_id" TEXT,
    "newcomers" "NewcomerPolicy" NOT NULL DEFAULT 'ask',
    "last_ticket_number" INTEGER NOT NULL DEFAULT 0,
    "last_audit_sequence" BIGINT NOT NULL DEFAULT 0,
    "last_audit_hash" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "uninstalled_at" TIMESTAMPTZ(3),

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "member" (
    "account_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "slack_user_id" TEXT NOT NULL,
    "display_name" TEXT NOT NULL,
    "role" "Role",
    "covers_l1" BOOLEAN NOT NULL DEFAULT false,
    "standing" "Standing" NOT NULL DEFAULT 'full',
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "member_pkey" PRIMARY KEY ("account_id","id")
);

-- CreateTable
CREATE TABLE "account_recipient" (
    "account_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,

    CONSTRAINT "account_recipient_pkey" PRIMARY KEY ("account_id","member_id")
);

-- CreateTable
CREATE TABLE "category" (
    "account_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "name_key" TEXT NOT NULL,
    "keywords" TEXT[],
    "protocol" TEXT NOT NULL,
    "build_enabled" BOOLEAN NOT NULL DEFAULT false,
    "identity_gate" BOOLEAN NOT NULL DEFAULT false,
    "engineering_channel_id" TEXT,
    "claim_minutes" INTEGER,
    "first_action_minutes" INTEGER,
    "business_hours" JSONB,
    "archived_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "category_pkey" PRIMARY KEY ("account_id","id")
);

-- CreateTable
CREATE TABLE "category_recipient" (
    "account_id" UUID NOT NULL,
    "category_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,

    CONSTRAINT "category_recipient_pkey" PRIMARY KEY ("account_id","category_id","member_id")
);

-- CreateTable
CREATE TABLE "flow" (
    "account_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "keywords" TEXT[],
    "examples" TEXT[],
    "category_id" UUID,
    "source" "FlowSource" NOT NULL,
    "current_version_id" UUID,
    "retired_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "flow_pkey" PRIMARY KEY ("account_id","id")
);

-- CreateTable
CREATE TABLE "flow_version" (
    "account_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "flow_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "tree_id" UUID NOT NULL,
    "content_hash" TEXT NOT NULL,
    "published_by_id" UUID,
    "published_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "flow_version_pkey" PRIMARY KEY ("account_id","id")
);

-- CreateTable
CREATE TABLE "tree" (
    "account_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "root_node_id" UUID,
    "frozen_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "tree_pkey" PRIMARY KEY ("account_id","id")
);

-- CreateTable
CREATE TABLE "node" (
    "account_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "tree_id" UUID NOT NULL,
    "key" TEXT,
    "kind" "NodeKind" NOT NULL,
    "text" TEXT NOT NULL,
    "label" TEXT,
    "source" "NodeSource" NOT NULL,
    "depth" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "node_pkey" PRIMARY KEY ("account_id","id")
);

-- CreateTable
CREATE TABLE "answer" (
    "account_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "node_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "label" TEXT NOT NULL,
    "kind" "AnswerKind" NOT NULL,

    CONSTRAINT "answer_pkey" PRIMARY KEY ("account_id","id")
);

-- CreateTable
CREATE TABLE "edge" (
    "account_id" UUID NOT NULL,
    "answer_id" UUID NOT NULL,
    "node_id" UUID NOT NULL,

    CONSTRAINT "edge_pkey" PRIMARY KEY ("account_id","answer_id")
);

-- CreateTable
CREATE TABLE "draft" (
    "account_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "tree_id" UUID NOT NULL,
    "category_id" UUID NOT NULL,
    "builder" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "problem" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "draft_pkey" PRIMARY KEY ("account_id","id")
);

-- CreateTable
CREATE TABLE "generation" (
    "account_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "draft_id" UUID NOT NULL,
    "parent_node_id" UUID,
    "answer_id" UUID,
    "slot" TEXT NOT NULL,
    "state" "GenerationState" NOT NULL,
    "lease_until" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "node_id" UUID,
    "error" TEXT,
    "prompt_tokens" INTEGER NOT NULL DEFAULT 0,
    "completion_tokens" INTEGER NOT NULL DEFAULT 0,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "generation_pkey" PRIMARY KEY ("account_id","id")
);

-- CreateTable
CREATE TABLE "phrase" (
    "account_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "flow_id" UUID,
    "category_id" UUID,
    "kind" "PhraseKind" NOT NULL,
    "text" TEXT NOT NULL,
    "document" tsvector,

    CONSTRAINT "phrase_pkey" PRIMARY KEY ("account_id","id")
);

-- CreateTable
CREATE TABLE "embedding" (
    "account_id" UUID NOT NULL,
    "phrase_id" UUID NOT NULL,
    "embedder" TEXT NOT NULL,
    "vector" vector(512) NOT NULL,

    CONSTRAINT "embedding_pkey" PRIMARY KEY ("account_id","phrase_id","embedder")
);

-- CreateTable
CREATE TABLE "intake" (
    "account_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "problem" TEXT NOT NULL,
    "customer_name" TEXT,
    "customer_contact" TEXT,
    "device" TEXT,
    "urgency" "Urgency" NOT NULL DEFAULT 'normal',
    "private" BOOLEAN NOT NULL DEFAULT false,
    "outcome" "Outcome" NOT NULL,
    "reason" TEXT NOT NULL,
    "category_id" UUID,
    "candidates" JSONB NOT NULL,
    "decision" "Decision",
    "chosen_flow_id" UUID,
    "channel_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "intake_pkey" PRIMARY KEY ("account_id","id")
);

-- CreateTable
CREATE TABLE "ticket" (
    "account_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "intake_id" UUID NOT NULL,
    "category_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ticket_pkey" PRIMARY KEY ("account_id","id")
);

-- CreateTable
CREATE TABLE "session" (
    "account_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "ticket_id" UUID NOT NULL,
    "kind" "SessionKind" NOT NULL,
    "status" "SessionStatus" NOT NULL,
    "tree_id" UUID,
    "current_node_id" UUID,
    "pending_answer_id" UUID,
    "step_count" INTEGER NOT NULL DEFAULT 0,
    "started_by_id" UUID NOT NULL,
    "carried_by_id" UUID NOT NULL,
    "stopped_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "helpful" BOOLEAN,
    "resolution_notes" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("account_id","id")
);

-- CreateTable
CREATE TABLE "step" (
    "account_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "session_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "kind" "StepKind" NOT NULL,
    "node_id" UUID,
    "answer_id" UUID,
    "text" TEXT,
    "member_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "step_pkey" PRIMARY KEY ("account_id","id")
);

-- CreateTable
CREATE TABLE "note" (
    "account_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "session_id" UUID NOT NULL,
    "node_id" UUID,
    "after_step" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "source" "NoteSource" NOT NULL,
    "member_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "note_pkey" PRIMARY KEY ("account_id","id")
);

-- CreateTable
CREATE TABLE "escalation" (
    "account_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "session_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "category" "ReasonCategory" NOT NULL,
    "status" "EscalationStatus" NOT NULL,
    "escalated_by_id" UUID NOT NULL,
    "claimed_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "escalation_pkey" PRIMARY KEY ("account_id","id")
);

-- CreateTable
CREATE TABLE "claim" (
    "account_id" UUID NOT NULL,
    "escalation_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "member_id" UUID NOT NULL,
    "claimed_at" TIMESTAMPTZ(3) NOT NULL,
    "released_at" TIMESTAMPTZ(3),

    CONSTRAINT "claim_pkey" PRIMARY KEY ("account_id","escalation_id","number")
);

-- CreateTable
CREATE TABLE "post" (
    "account_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "kind" "PostKind" NOT NULL,
    "session_id" UUID,
    "escalation_id" UUID,
    "position" INTEGER NOT NULL DEFAULT 0,
    "detail" JSONB,
    "channel_id" TEXT NOT NULL,
    "thread_post_id" UUID,
    "ts" TEXT,
    "state" "PostState" NOT NULL DEFAULT 'pending',
    "error" TEXT,
    "fingerprint" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "post_pkey" PRIMARY KEY ("account_id","id")
);

-- CreateTable
CREATE TABLE "proposal" (
    "account_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "draft_id" UUID NOT NULL,
    "state" "ProposalState" NOT NULL,
    "title" TEXT NOT NULL,
    "category_id" UUID NOT NULL,
    "evidence" JSONB NOT NULL,
    "reason" TEXT,
    "reviewed_by_id" UUID,
    "published_version_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "proposal_pkey" PRIMARY KEY ("account_id","id")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "account_id" UUID NOT NULL,
    "sequence" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "member_id" UUID,
    "action" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "surface" TEXT NOT NULL,
    "previous_hash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("account_id","sequence")
);

-- CreateTable
CREATE TABLE "delivery" (
    "account_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("account_id","key")
);

-- CreateTable
CREATE TABLE "job" (
    "account_id" UUID NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "lane" TEXT,
    "dedupe_key" TEXT,
    "run_at" TIMESTAMPTZ(3) NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "max_attempts" INTEGER NOT NULL DEFAULT 20,
    "version" INTEGER NOT NULL DEFAULT 0,
    "locked_by" UUID,
    "locked_until" TIMESTAMPTZ(3),
    "last_error" TEXT,
    "dead_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "job_pkey" PRIMARY KEY ("account_id","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "account_slack_team_id_key" ON "account"("slack_team_id");

-- CreateIndex
CREATE UNIQUE INDEX "member_account_id_slack_user_id_key" ON "member"("account_id", "slack_user_id");

-- CreateIndex
CREATE UNIQUE INDEX "category_account_id_name_key_key" ON "category"("account_id", "name_key");

-- CreateIndex
CREATE UNIQUE INDEX "flow_account_id_slug_key" ON "flow"("account_id", "slug");

-- CreateIndex
CREATE UNIQUE INDEX "flow_account_id_current_version_id_key" ON "flow"("account_id", "current_version_id");

-- CreateIndex
CREATE UNIQUE INDEX "flow_version_account_id_flow_id_number_key" ON "flow_version"("account_id", "flow_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "flow_version_account_id_tree_id_key" ON "flow_version"("account_id", "tree_id");

-- CreateIndex
CREATE UNIQUE INDEX "tree_account_id_root_node_id_key" ON "tree"("account_id", "root_node_id");

-- CreateIndex
CREATE INDEX "node_account_id_tree_id_idx" ON "node"("account_id", "tree_id");

-- CreateIndex
CREATE UNIQUE INDEX "answer_account_id_node_id_position_key" ON "answer"("account_id", "node_id", "position");

-- CreateIndex
CREATE INDEX "edge_account_id_node_id_idx" ON "edge"("account_id", "node_id");

-- CreateIndex
CREATE UNIQUE INDEX "draft_account_id_tree_id_key" ON "draft"("account_id", "tree_id");

-- CreateIndex
CREATE UNIQUE INDEX "draft_account_id_category_id_builder_fingerprint_key" ON "draft"("account_id", "category_id", "builder", "fingerprint");

-- CreateIndex
CREATE UNIQUE INDEX "generation_account_id_draft_id_slot_key" ON "generation"("account_id", "draft_id", "slot");

-- CreateIndex
CREATE UNIQUE INDEX "generation_account_id_node_id_key" ON "generation"("account_id", "node_id");

-- CreateIndex
CREATE INDEX "phrase_account_id_flow_id_idx" ON "phrase"("account_id", "flow_id");

-- CreateIndex
CREATE INDEX "phrase_account_id_category_id_idx" ON "phrase"("account_id", "category_id");

-- CreateIndex
CREATE INDEX "intake_account_id_member_id_created_at_idx" ON "intake"("account_id", "member_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "ticket_account_id_number_key" ON "ticket"("account_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "ticket_account_id_intake_id_key" ON "ticket"("account_id", "intake_id");

-- CreateIndex
CREATE INDEX "session_account_id_status_updated_at_idx" ON "session"("account_id", "status", "updated_at");

-- CreateIndex
CREATE INDEX "session_account_id_carried_by_id_status_idx" ON "session"("account_id", "carried_by_id", "status");

-- CreateIndex
CREATE INDEX "session_account_id_tree_id_idx" ON "session"("account_id", "tree_id");

-- CreateIndex
CREATE UNIQUE INDEX "session_account_id_ticket_id_key" ON "session"("account_id", "ticket_id");

-- CreateIndex
CREATE UNIQUE INDEX "step_account_id_session_id_number_key" ON "step"("account_id", "session_id", "number");

-- CreateIndex
CREATE INDEX "note_account_id_session_id_at_idx" ON "note"("account_id", "session_id", "at");

-- CreateIndex
CREATE INDEX "escalation_account_id_session_id_idx" ON "escalation"("account_id", "session_id");

-- CreateIndex
CREATE INDEX "escalation_account_id_status_created_at_idx" ON "escalation"("account_id", "status", "created_at");

-- CreateIndex
CREATE INDEX "post_account_id_channel_id_ts_idx" ON "post"("account_id", "channel_id", "ts");

-- CreateIndex
CREATE INDEX "post_account_id_session_id_idx" ON "post"("account_id", "session_id");

-- CreateIndex
CREATE INDEX "post_account_id_escalation_id_idx" ON "post"("account_id", "escalation_id");

-- CreateIndex
CREATE UNIQUE INDEX "post_account_id_key_key" ON "post"("account_id", "key");

-- CreateIndex
CREATE UNIQUE INDEX "proposal_account_id_draft_id_key" ON "proposal"("account_id", "draft_id");

-- CreateIndex
CREATE UNIQUE INDEX "proposal_account_id_published_version_id_key" ON "proposal"("account_id", "published_version_id");

-- CreateIndex
CREATE INDEX "audit_entry_account_id_subject_id_idx" ON "audit_entry"("account_id", "subject_id");

-- CreateIndex
CREATE INDEX "delivery_received_at_idx" ON "delivery"("received_at");

-- CreateIndex
CREATE INDEX "job_run_at_id_idx" ON "job"("run_at", "id");

-- CreateIndex
CREATE INDEX "job_account_id_lane_id_idx" ON "job"("account_id", "lane", "id");

-- CreateIndex
CREATE UNIQUE INDEX "job_account_id_dedupe_key_key" ON "job"("account_id", "dedupe_key");

-- AddForeignKey
ALTER TABLE "member" ADD CONSTRAINT "member_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account_recipient" ADD CONSTRAINT "account_recipient_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account_recipient" ADD CONSTRAINT "account_recipient_account_id_member_id_fkey" FOREIGN KEY ("account_id", "member_id") REFERENCES "member"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "category" ADD CONSTRAINT "category_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "category_recipient" ADD CONSTRAINT "category_recipient_account_id_category_id_fkey" FOREIGN KEY ("account_id", "category_id") REFERENCES "category"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "category_recipient" ADD CONSTRAINT "category_recipient_account_id_member_id_fkey" FOREIGN KEY ("account_id", "member_id") REFERENCES "member"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "flow" ADD CONSTRAINT "flow_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "flow" ADD CONSTRAINT "flow_account_id_category_id_fkey" FOREIGN KEY ("account_id", "category_id") REFERENCES "category"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "flow" ADD CONSTRAINT "flow_account_id_current_version_id_fkey" FOREIGN KEY ("account_id", "current_version_id") REFERENCES "flow_version"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "flow_version" ADD CONSTRAINT "flow_version_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "flow_version" ADD CONSTRAINT "flow_version_account_id_flow_id_fkey" FOREIGN KEY ("account_id", "flow_id") REFERENCES "flow"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "flow_version" ADD CONSTRAINT "flow_version_account_id_tree_id_fkey" FOREIGN KEY ("account_id", "tree_id") REFERENCES "tree"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "flow_version" ADD CONSTRAINT "flow_version_account_id_published_by_id_fkey" FOREIGN KEY ("account_id", "published_by_id") REFERENCES "member"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tree" ADD CONSTRAINT "tree_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tree" ADD CONSTRAINT "tree_account_id_root_node_id_fkey" FOREIGN KEY ("account_id", "root_node_id") REFERENCES "node"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "node" ADD CONSTRAINT "node_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "node" ADD CONSTRAINT "node_account_id_tree_id_fkey" FOREIGN KEY ("account_id", "tree_id") REFERENCES "tree"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "answer" ADD CONSTRAINT "answer_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "answer" ADD CONSTRAINT "answer_account_id_node_id_fkey" FOREIGN KEY ("account_id", "node_id") REFERENCES "node"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "edge" ADD CONSTRAINT "edge_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "edge" ADD CONSTRAINT "edge_account_id_answer_id_fkey" FOREIGN KEY ("account_id", "answer_id") REFERENCES "answer"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "edge" ADD CONSTRAINT "edge_account_id_node_id_fkey" FOREIGN KEY ("account_id", "node_id") REFERENCES "node"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "draft" ADD CONSTRAINT "draft_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "draft" ADD CONSTRAINT "draft_account_id_tree_id_fkey" FOREIGN KEY ("account_id", "tree_id") REFERENCES "tree"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "draft" ADD CONSTRAINT "draft_account_id_category_id_fkey" FOREIGN KEY ("account_id", "category_id") REFERENCES "category"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "generation" ADD CONSTRAINT "generation_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "generation" ADD CONSTRAINT "generation_account_id_draft_id_fkey" FOREIGN KEY ("account_id", "draft_id") REFERENCES "draft"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "generation" ADD CONSTRAINT "generation_account_id_parent_node_id_fkey" FOREIGN KEY ("account_id", "parent_node_id") REFERENCES "node"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "generation" ADD CONSTRAINT "generation_account_id_answer_id_fkey" FOREIGN KEY ("account_id", "answer_id") REFERENCES "answer"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "generation" ADD CONSTRAINT "generation_account_id_node_id_fkey" FOREIGN KEY ("account_id", "node_id") REFERENCES "node"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "phrase" ADD CONSTRAINT "phrase_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "phrase" ADD CONSTRAINT "phrase_account_id_flow_id_fkey" FOREIGN KEY ("account_id", "flow_id") REFERENCES "flow"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "phrase" ADD CONSTRAINT "phrase_account_id_category_id_fkey" FOREIGN KEY ("account_id", "category_id") REFERENCES "category"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "embedding" ADD CONSTRAINT "embedding_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "embedding" ADD CONSTRAINT "embedding_account_id_phrase_id_fkey" FOREIGN KEY ("account_id", "phrase_id") REFERENCES "phrase"("account_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "intake" ADD CONSTRAINT "intake_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "intake" ADD CONSTRAINT "intake_account_id_member_id_fkey" FOREIGN KEY ("account_id", "member_id") REFERENCES "member"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "intake" ADD CONSTRAINT "intake_account_id_category_id_fkey" FOREIGN KEY ("account_id", "category_id") REFERENCES "category"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "intake" ADD CONSTRAINT "intake_account_id_chosen_flow_id_fkey" FOREIGN KEY ("account_id", "chosen_flow_id") REFERENCES "flow"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket" ADD CONSTRAINT "ticket_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket" ADD CONSTRAINT "ticket_account_id_intake_id_fkey" FOREIGN KEY ("account_id", "intake_id") REFERENCES "intake"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket" ADD CONSTRAINT "ticket_account_id_category_id_fkey" FOREIGN KEY ("account_id", "category_id") REFERENCES "category"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_account_id_ticket_id_fkey" FOREIGN KEY ("account_id", "ticket_id") REFERENCES "ticket"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_account_id_tree_id_fkey" FOREIGN KEY ("account_id", "tree_id") REFERENCES "tree"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_account_id_current_node_id_fkey" FOREIGN KEY ("account_id", "current_node_id") REFERENCES "node"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_account_id_pending_answer_id_fkey" FOREIGN KEY ("account_id", "pending_answer_id") REFERENCES "answer"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_account_id_started_by_id_fkey" FOREIGN KEY ("account_id", "started_by_id") REFERENCES "member"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_account_id_carried_by_id_fkey" FOREIGN KEY ("account_id", "carried_by_id") REFERENCES "member"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "step" ADD CONSTRAINT "step_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "step" ADD CONSTRAINT "step_account_id_session_id_fkey" FOREIGN KEY ("account_id", "session_id") REFERENCES "session"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "step" ADD CONSTRAINT "step_account_id_node_id_fkey" FOREIGN KEY ("account_id", "node_id") REFERENCES "node"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "step" ADD CONSTRAINT "step_account_id_answer_id_fkey" FOREIGN KEY ("account_id", "answer_id") REFERENCES "answer"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "step" ADD CONSTRAINT "step_account_id_member_id_fkey" FOREIGN KEY ("account_id", "member_id") REFERENCES "member"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "note" ADD CONSTRAINT "note_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "note" ADD CONSTRAINT "note_account_id_session_id_fkey" FOREIGN KEY ("account_id", "session_id") REFERENCES "session"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "note" ADD CONSTRAINT "note_account_id_node_id_fkey" FOREIGN KEY ("account_id", "node_id") REFERENCES "node"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "note" ADD CONSTRAINT "note_account_id_member_id_fkey" FOREIGN KEY ("account_id", "member_id") REFERENCES "member"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "escalation" ADD CONSTRAINT "escalation_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "escalation" ADD CONSTRAINT "escalation_account_id_session_id_fkey" FOREIGN KEY ("account_id", "session_id") REFERENCES "session"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "escalation" ADD CONSTRAINT "escalation_account_id_escalated_by_id_fkey" FOREIGN KEY ("account_id", "escalated_by_id") REFERENCES "member"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "escalation" ADD CONSTRAINT "escalation_account_id_claimed_by_id_fkey" FOREIGN KEY ("account_id", "claimed_by_id") REFERENCES "member"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "claim" ADD CONSTRAINT "claim_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "claim" ADD CONSTRAINT "claim_account_id_escalation_id_fkey" FOREIGN KEY ("account_id", "escalation_id") REFERENCES "escalation"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "claim" ADD CONSTRAINT "claim_account_id_member_id_fkey" FOREIGN KEY ("account_id", "member_id") REFERENCES "member"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "post" ADD CONSTRAINT "post_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "post" ADD CONSTRAINT "post_account_id_session_id_fkey" FOREIGN KEY ("account_id", "session_id") REFERENCES "session"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "post" ADD CONSTRAINT "post_account_id_escalation_id_fkey" FOREIGN KEY ("account_id", "escalation_id") REFERENCES "escalation"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "post" ADD CONSTRAINT "post_account_id_thread_post_id_fkey" FOREIGN KEY ("account_id", "thread_post_id") REFERENCES "post"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "proposal" ADD CONSTRAINT "proposal_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "proposal" ADD CONSTRAINT "proposal_account_id_draft_id_fkey" FOREIGN KEY ("account_id", "draft_id") REFERENCES "draft"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "proposal" ADD CONSTRAINT "proposal_account_id_category_id_fkey" FOREIGN KEY ("account_id", "category_id") REFERENCES "category"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "proposal" ADD CONSTRAINT "proposal_account_id_reviewed_by_id_fkey" FOREIGN KEY ("account_id", "reviewed_by_id") REFERENCES "member"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "proposal" ADD CONSTRAINT "proposal_account_id_published_version_id_fkey" FOREIGN KEY ("account_id", "published_version_id") REFERENCES "flow_version"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_entry" ADD CONSTRAINT "audit_entry_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_entry" ADD CONSTRAINT "audit_entry_account_id_member_id_fkey" FOREIGN KEY ("account_id", "member_id") REFERENCES "member"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "job" ADD CONSTRAINT "job_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


-- A phrase belongs to a flow or to a category.
ALTER TABLE "phrase" ADD CONSTRAINT "phrase_one_owner" CHECK (num_nonnulls("flow_id", "category_id") = 1);

CREATE FUNCTION phrase_document() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.document := to_tsvector('intake', NEW.text);
  RETURN NEW;
END $$;
CREATE TRIGGER phrase_document BEFORE INSERT OR UPDATE OF text ON "phrase"
  FOR EACH ROW EXECUTE FUNCTION phrase_document();

-- Rows that record what happened, and what was published, are never rewritten.
CREATE FUNCTION refuse_rewrite() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are never rewritten', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER step_is_final BEFORE UPDATE ON "step" FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();
CREATE TRIGGER note_is_final BEFORE UPDATE ON "note" FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();
CREATE TRIGGER audit_entry_is_final BEFORE UPDATE ON "audit_entry" FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();
CREATE TRIGGER flow_version_is_final BEFORE UPDATE ON "flow_version" FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();
CREATE TRIGGER node_is_final BEFORE UPDATE ON "node" FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();
CREATE TRIGGER answer_is_final BEFORE UPDATE ON "answer" FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();
CREATE TRIGGER edge_is_final BEFORE UPDATE ON "edge" FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();

-- The tree of a published version is frozen: nothing is added to it either.
CREATE FUNCTION refuse_growth() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  grown uuid;
BEGIN
  IF TG_TABLE_NAME = 'node' THEN
    grown := NEW.tree_id;
  ELSIF TG_TABLE_NAME = 'answer' THEN
    SELECT tree_id INTO grown FROM "node" WHERE account_id = NEW.account_id AND id = NEW.node_id;
  ELSE
    SELECT n.tree_id INTO grown FROM "answer" a
      JOIN "node" n ON n.account_id = a.account_id AND n.id = a.node_id
      WHERE a.account_id = NEW.account_id AND a.id = NEW.answer_id;
  END IF;
  IF EXISTS (SELECT 1 FROM "tree" t WHERE t.account_id = NEW.account_id AND t.id = grown AND t.frozen_at IS NOT NULL) THEN
    RAISE EXCEPTION 'tree % is published and takes no more rows', grown USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER node_grows_drafts BEFORE INSERT ON "node" FOR EACH ROW EXECUTE FUNCTION refuse_growth();
CREATE TRIGGER answer_grows_drafts BEFORE INSERT ON "answer" FOR EACH ROW EXECUTE FUNCTION refuse_growth();
CREATE TRIGGER edge_grows_drafts BEFORE INSERT ON "edge" FOR EACH ROW EXECUTE FUNCTION refuse_growth();
