-- Since when somebody works at their company no longer: nothing goes to them that goes to many.
alter table people add column former_at timestamptz;
