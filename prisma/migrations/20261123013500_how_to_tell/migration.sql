-- How the answer to a question can be seen; null where its author or builder says nothing of it.
ALTER TABLE "node" ADD COLUMN "how_to_tell" TEXT;

-- The position at which "Not sure" was answered with it. Walks that are under way have not been told.
ALTER TABLE "session" ADD COLUMN "told_how_at" INTEGER;
