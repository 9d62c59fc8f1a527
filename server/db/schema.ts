import type { AbsencePlacesTable, AbsencesTable } from './tables/absences.ts';
import type {
  AccountsTable,
  AuditLogTable,
  DaysOffTable,
  DeviceTokensTable,
  ExampleFillsTable,
  LinkCodesTable,
  MailboxesTable,
  MembershipsTable,
  PairingsTable,
  RateLimitsTable,
  SessionsTable,
  UsersTable,
  VerificationsTable,
  WorkspacesTable,
} from './tables/accounts.ts';
import type {
  ActivitiesTable,
  CampaignsTable,
  CampaignVersionsTable,
  EnrolmentsTable,
  PeopleTable,
  TaskChangesTable,
  TasksTable,
} from './tables/campaigns.ts';
import type {
  ChannelsTable,
  ConnectionsTable,
  ProviderClientsTable,
  SendingStopsTable,
} from './tables/channels.ts';
import type { CompaniesTable } from './tables/companies.ts';
import type { ContentItemsTable } from './tables/content.ts';
import type { DkimKeysTable } from './tables/dkim.ts';
import type { FeedLooksTable } from './tables/feed.ts';
import type { ImagesTable } from './tables/images.ts';
import type {
  ImportBatchesTable,
  ImportMappingsTable,
  ImportPartsTable,
  ImportRowsTable,
  ImportsTable,
} from './tables/imports.ts';
import type {
  AddressHealthTable,
  InboundMailsTable,
  InboundPositionsTable,
  RunHoldsTable,
} from './tables/inbound.ts';
import type { InterestsTable, PersonInterestsTable } from './tables/interests.ts';
import type {
  TemplateAttachmentsTable,
  TemplateCategoriesTable,
  TemplateFavouritesTable,
  TemplateInsertsTable,
  TemplatesTable,
  TemplateUsesTable,
  TemplateVersionsTable,
} from './tables/library.ts';
import type { LinkClicksTable, TrackedLinksTable } from './tables/links.ts';
import type {
  AddressRefusalsTable,
  MailingEditionsTable,
  MailingEventsTable,
  MailingFiguresTable,
  MailingHoursTable,
  MailingLinksTable,
  MailingRecipientsTable,
  MailingSourceEntriesTable,
  MailingSourcesTable,
  MailingsTable,
} from './tables/mailings.ts';
import type { MailLayoutsTable, MailMarksTable, MailSearchesTable } from './tables/mails.ts';
import type { MailOpensTable, OpeningImagesTable } from './tables/opens.ts';
import type { ConsentsTable, RunEventsTable } from './tables/person-context.ts';
import type { PracticeArrivalsTable, PracticeDraftsTable, PracticeMessagesTable } from './tables/practice.ts';
import type { ProjectMembersTable, ProjectsTable } from './tables/projects.ts';
import type { LinkActsTable, RegisteredLinksTable } from './tables/registered-links.ts';
import type { SelectionMembersTable, SelectionsTable } from './tables/selections.ts';
import type { SendsTable, SendThrottlesTable } from './tables/sends.ts';
import type {
  ConsentProofsTable,
  DeclinedSubscriptionsTable,
  DistinctPeopleTable,
  SubscriptionTypesTable,
  SuppressedAddressesTable,
} from './tables/subscriptions.ts';
import type {
  ChangesTable,
  DatabaseIdentityTable,
  SyncActionsTable,
  SyncCountersTable,
} from './tables/sync.ts';
import type { TeamMembersTable, TeamsTable } from './tables/teams.ts';

/** Every table by name; each owner of a migration adds the own ones. All ids are `uuid` columns, strings here. */
export interface Schema {
  users: UsersTable;
  sessions: SessionsTable;
  accounts: AccountsTable;
  verifications: VerificationsTable;
  workspaces: WorkspacesTable;
  memberships: MembershipsTable;
  days_off: DaysOffTable;
  teams: TeamsTable;
  team_members: TeamMembersTable;
  interests: InterestsTable;
  person_interests: PersonInterestsTable;
  projects: ProjectsTable;
  project_members: ProjectMembersTable;
  selections: SelectionsTable;
  selection_members: SelectionMembersTable;
  mailboxes: MailboxesTable;
  device_tokens: DeviceTokensTable;
  pairings: PairingsTable;
  link_codes: LinkCodesTable;
  audit_log: AuditLogTable;
  rate_limits: RateLimitsTable;
  companies: CompaniesTable;
  people: PeopleTable;
  subscription_types: SubscriptionTypesTable;
  consent_proofs: ConsentProofsTable;
  distinct_people: DistinctPeopleTable;
  suppressed_addresses: SuppressedAddressesTable;
  declined_subscriptions: DeclinedSubscriptionsTable;
  campaigns: CampaignsTable;
  campaign_versions: CampaignVersionsTable;
  enrolments: EnrolmentsTable;
  tasks: TasksTable;
  task_changes: TaskChangesTable;
  activities: ActivitiesTable;
  sync_actions: SyncActionsTable;
  database_identity: DatabaseIdentityTable;
  sync_counters: SyncCountersTable;
  changes: ChangesTable;
  practice_drafts: PracticeDraftsTable;
  practice_messages: PracticeMessagesTable;
  practice_arrivals: PracticeArrivalsTable;
  example_fills: ExampleFillsTable;
  consents: ConsentsTable;
  run_events: RunEventsTable;
  templates: TemplatesTable;
  template_uses: TemplateUsesTable;
  template_categories: TemplateCategoriesTable;
  template_favourites: TemplateFavouritesTable;
  template_versions: TemplateVersionsTable;
  template_inserts: TemplateInsertsTable;
  template_attachments: TemplateAttachmentsTable;
  tracked_links: TrackedLinksTable;
  link_clicks: LinkClicksTable;
  opening_images: OpeningImagesTable;
  mail_opens: MailOpensTable;
  images: ImagesTable;
  content_items: ContentItemsTable;
  sends: SendsTable;
  address_refusals: AddressRefusalsTable;
  mailings: MailingsTable;
  mailing_sources: MailingSourcesTable;
  mailing_source_entries: MailingSourceEntriesTable;
  mailing_editions: MailingEditionsTable;
  registered_links: RegisteredLinksTable;
  link_acts: LinkActsTable;
  mailing_links: MailingLinksTable;
  mailing_recipients: MailingRecipientsTable;
  mailing_events: MailingEventsTable;
  mailing_figures: MailingFiguresTable;
  mailing_hours: MailingHoursTable;
  channels: ChannelsTable;
  dkim_keys: DkimKeysTable;
  provider_clients: ProviderClientsTable;
  connections: ConnectionsTable;
  sending_stops: SendingStopsTable;
  send_throttles: SendThrottlesTable;
  absences: AbsencesTable;
  absence_places: AbsencePlacesTable;
  run_holds: RunHoldsTable;
  address_health: AddressHealthTable;
  inbound_mails: InboundMailsTable;
  inbound_positions: InboundPositionsTable;
  mail_marks: MailMarksTable;
  mail_searches: MailSearchesTable;
  mail_layouts: MailLayoutsTable;
  feed_looks: FeedLooksTable;
  imports: ImportsTable;
  import_parts: ImportPartsTable;
  import_batches: ImportBatchesTable;
  import_rows: ImportRowsTable;
  import_mappings: ImportMappingsTable;
}
