-- What a user ends mails with: sanitised HTML, printed where a template says so.

alter table users add column signature text;
