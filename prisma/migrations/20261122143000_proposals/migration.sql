-- A published or rejected draft takes no new walks.
ALTER TABLE "draft" ADD COLUMN "closed_at" TIMESTAMPTZ(3);

ALTER TYPE "PostKind" ADD VALUE 'proposal_card';
ALTER TYPE "ProposalState" ADD VALUE 'withdrawn' BEFORE 'published';

CREATE TYPE "WalkOutcome" AS ENUM ('solved', 'not_helped', 'unsaid', 'escalated', 'left');

-- No foreign keys to session and member: what a walk showed outlives their deletion.
CREATE TABLE "walk_evidence" (
    "account_id" UUID NOT NULL,
    "draft_id" UUID NOT NULL,
    "session_id" UUID NOT NULL,
    "agent_id" UUID NOT NULL,
    "outcome" "WalkOutcome" NOT NULL,
    "answer_ids" UUID[],
    "end_node_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "walk_evidence_pkey" PRIMARY KEY ("account_id","draft_id","session_id")
);
ALTER TABLE "walk_evidence" ADD CONSTRAINT "walk_evidence_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "walk_evidence" ADD CONSTRAINT "walk_evidence_account_id_draft_id_fkey" FOREIGN KEY ("account_id", "draft_id") REFERENCES "draft"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- No release has written a proposal before this one, so there is nothing to keep.
ALTER TABLE "proposal" DROP COLUMN "evidence",
    ADD COLUMN "examples" TEXT[],
    ADD COLUMN "edits" JSONB NOT NULL,
    ADD COLUMN "revision" INTEGER NOT NULL DEFAULT 0,
    ADD COLUMN "taken_out_node_id" UUID,
    ADD COLUMN "similar_flow_id" UUID;
ALTER TABLE "proposal" ADD CONSTRAINT "proposal_account_id_similar_flow_id_fkey" FOREIGN KEY ("account_id", "similar_flow_id") REFERENCES "flow"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE INDEX "proposal_account_id_state_updated_at_idx" ON "proposal"("account_id", "state", "updated_at");

CREATE TABLE "taken_out" (
    "account_id" UUID NOT NULL,
    "answer_id" UUID NOT NULL,
    "node_id" UUID NOT NULL,

    CONSTRAINT "taken_out_pkey" PRIMARY KEY ("account_id","answer_id")
);
ALTER TABLE "taken_out" ADD CONSTRAINT "taken_out_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "taken_out" ADD CONSTRAINT "taken_out_account_id_answer_id_fkey" FOREIGN KEY ("account_id", "answer_id") REFERENCES "answer"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "taken_out" ADD CONSTRAINT "taken_out_account_id_node_id_fkey" FOREIGN KEY ("account_id", "node_id") REFERENCES "node"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
