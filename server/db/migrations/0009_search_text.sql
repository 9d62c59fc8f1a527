-- What a search of templates looks at besides name and category: subjects and texts as people read them, in small
-- letters. Null until the template is written or searched for the first time.
alter table templates add column search_text text;
