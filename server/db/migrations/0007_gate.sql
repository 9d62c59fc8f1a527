-- Texts that somebody chose at a launch for fields without a value, by field: the mails of that run are printed with
-- them.
alter table enrolments add column defaults jsonb not null default '{}';
