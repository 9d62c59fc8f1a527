import type { LinkActions, RegisteredLink } from '../../lib/contract/registered-link.ts';

type FollowUp = NonNullable<LinkActions['followUp']>;

/** A tracked link while it is written: everything in sight has a value, whether it is meant or not. */
export interface LinkDraft {
  name: string;
  kind: 'redirect' | 'page';
  url: string;
  title: string;
  html: string;
  fieldName: string;
  fieldValue: string;
  interests: LinkActions['interests'];
  selections: LinkActions['selections'];
  projects: LinkActions['projects'];
  followUp: FollowUp | null;
}

const none = { add: [], remove: [] };

/** @param link - null: a new one */
export function draftOf(link: RegisteredLink | null): LinkDraft {
  const response = link?.response;
  const actions = link?.actions;
  return {
    name: link?.name ?? '',
    kind: response?.kind ?? 'redirect',
    url: response?.kind === 'redirect' ? response.url : '',
    title: response?.kind === 'page' ? response.title : '',
    html: response?.kind === 'page' ? response.html : '',
    fieldName: actions?.field?.name ?? '',
    fieldValue: actions?.field?.value ?? '',
    interests: actions?.interests ?? none,
    selections: actions?.selections ?? none,
    projects: actions?.projects ?? none,
    followUp: actions?.followUp ?? null,
  };
}

/** What is saved of a draft. An address without a scheme is one of the web. */
export function linkOfDraft(draft: LinkDraft): Pick<RegisteredLink, 'name' | 'response' | 'actions'> {
  const { name, kind, title, html, fieldName, fieldValue, interests, selections, projects, followUp } = draft;
  const url = draft.url.trim();
  const whole = /^[a-z][a-z+.-]*:/i.test(url) ? url : `https://${url}`;
  const field = fieldName.trim() === '' ? null : { name: fieldName.trim(), value: fieldValue.trim() };
  return {
    name: name.trim(),
    response: kind === 'redirect' ? { kind, url: whole } : { kind, title: title.trim(), html },
    actions: { field, interests, selections, projects, followUp },
  };
}

/** What is still to be said. */
export function missingOf({
  name,
  kind,
  url,
  title,
  followUp,
}: LinkDraft): ('name' | 'url' | 'title' | 'task')[] {
  return [
    ...(name.trim() === '' ? (['name'] as const) : []),
    ...(kind === 'redirect' && url.trim() === '' ? (['url'] as const) : []),
    ...(kind === 'page' && title.trim() === '' ? (['title'] as const) : []),
    ...(followUp && followUp.title.trim() === '' ? (['task'] as const) : []),
  ];
}

/** The first of several is what is chosen here; others stay. */
export function withFirst(ids: readonly string[], id: string): string[] {
  const others = ids.slice(1).filter((one) => one !== id);
  return id === '' ? others : [id, ...others];
}
