import type { MailingOptions, MailingPane, MailingType, SourceKind } from '../../contract/mailing.ts';

/** What a type of mailing can do. */
export interface Capabilities {
  /** What a recipient must have; `none`: whoever has sent the form gets it. */
  reach: 'email' | 'mobile' | 'post' | 'none';
  panes: readonly MailingPane[];
  subject: boolean;
  subscriptionType: boolean;
  links: boolean;
  images: boolean;
  sendTest: boolean;
  preview: boolean;
  sources: readonly SourceKind[];
  options: readonly (keyof MailingOptions)[];
}

const listed = ['setup', 'template', 'content', 'recipients', 'confirm'] as const;

/** By type, what its wizard and its results offer. */
export const capabilities: Readonly<Record<MailingType, Capabilities>> = {
  email: {
    reach: 'email',
    panes: listed,
    subject: true,
    subscriptionType: true,
    links: true,
    images: true,
    sendTest: true,
    preview: true,
    sources: ['selection', 'project', 'contacts', 'import', 'addresses'],
    options: ['override', 'onePerAddress', 'updateWhenSending', 'includeCompanies', 'preferCompany'],
  },
  form_response: {
    reach: 'none',
    panes: ['setup', 'template', 'content'],
    subject: true,
    subscriptionType: false,
    links: true,
    images: true,
    sendTest: true,
    preview: false,
    sources: [],
    options: [],
  },
  sms: {
    reach: 'mobile',
    panes: listed,
    subject: false,
    subscriptionType: false,
    links: false,
    images: false,
    sendTest: false,
    preview: false,
    sources: ['selection', 'project', 'contacts', 'import', 'addresses'],
    options: ['override', 'onePerAddress', 'updateWhenSending'],
  },
  document: {
    reach: 'post',
    panes: listed,
    subject: false,
    subscriptionType: false,
    links: false,
    images: true,
    sendTest: false,
    preview: false,
    sources: ['selection', 'project', 'contacts'],
    options: ['override', 'includeCompanies', 'preferCompany'],
  },
};
