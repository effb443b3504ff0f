-- Rows that record what happened stay: a missing one would break the audit's chain, and a history without it would lie.
CREATE FUNCTION refuse_removal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are never removed', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER audit_entry_is_kept BEFORE DELETE ON "audit_entry" FOR EACH ROW EXECUTE FUNCTION refuse_removal();
CREATE TRIGGER step_is_kept BEFORE DELETE ON "step" FOR EACH ROW EXECUTE FUNCTION refuse_removal();
CREATE TRIGGER note_is_kept BEFORE DELETE ON "note" FOR EACH ROW EXECUTE FUNCTION refuse_removal();
