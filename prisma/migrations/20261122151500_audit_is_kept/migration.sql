-- What the audit says stays: a missing row would break its chain. Steps and notes may go with a ticket whose data must go.
CREATE FUNCTION refuse_removal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are never removed', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER audit_entry_is_kept BEFORE DELETE ON "audit_entry" FOR EACH ROW EXECUTE FUNCTION refuse_removal();
