-- Groups of people are selections whose people are added one by one. Others are saved searches, or are put together of
-- two selections; what they ask for stands in their definition.
alter table person_groups rename to selections;
alter table person_group_members rename to selection_members;
alter table selection_members rename column group_id to list_id;
alter index person_groups_pkey rename to selections_pkey;
alter index person_groups_by_owner rename to selections_by_owner;
alter index person_group_members_pkey rename to selection_members_pkey;
alter index person_group_members_by_person rename to selection_members_by_person;

alter table selections
  add column kind text not null default 'static' check (kind in ('static', 'dynamic', 'combined')),
  add column definition jsonb,
  add column deleted_at timestamptz,
  add constraint selections_defined check ((kind = 'static') = (definition is null));

-- Mails are found by a selection now, and the column that names them is called so.
update mail_searches set filters = filters - 'groupId' || jsonb_build_object('selectionId', filters -> 'groupId')
  where filters ? 'groupId';
update mail_layouts set layout = jsonb_set(layout, '{columns}', (
    select jsonb_agg(case when c ->> 'name' = 'groups' then jsonb_set(c, '{name}', '"selections"') else c end order by place)
    from jsonb_array_elements(layout -> 'columns') with ordinality as t (c, place)))
  where layout -> 'columns' @> '[{"name": "groups"}]';
