-- A session may be written before its ticket, in the same transaction: the ticket's number is taken last, because it
-- holds the account's row until the commit.
ALTER TABLE "session" ALTER CONSTRAINT "session_account_id_ticket_id_fkey" DEFERRABLE INITIALLY DEFERRED;
