-- When fixes are asked about and walks that lie still are swept, as an admin sets it; null where the default holds.
ALTER TABLE "account"
  ADD COLUMN "ask_hours" INTEGER,
  ADD COLUMN "remind_hours" INTEGER,
  ADD COLUMN "give_up_hours" INTEGER,
  ADD COLUMN "reopen_days" INTEGER,
  ADD COLUMN "stale_hours" INTEGER,
  ADD COLUMN "sweep_days" INTEGER;

-- Walks that were asked about before go by the time since their question, as they did.
ALTER TABLE "session" ADD COLUMN "sweep_at" TIMESTAMPTZ(3);
