import type { Mail, MailFolder, MailStanding } from '../../lib/contract/mail.ts';
import { MailFolder as Folders } from '../../lib/contract/mail.ts';
import { rowActions } from '../../lib/core/mail/actions.ts';
import { idOf } from './tasks.ts';

const people = [
  ['Ana Itō', 'Fjord Logistik AB', 'Head of Operations'],
  ['Bo Larsen', 'Nordby', 'CFO'],
  ['محمد العلي', 'شركة النقل', ''],
  [
    'Wilhelmina Konstantinopolitanowska-Brzęczyszczykiewicz',
    'Verkehrsbetriebe der Stadt Wanne-Eickel GmbH',
    'Procurement',
  ],
] as const;
const subjects = ['Vans for the autumn', 'A short question about your sites', 'Re: Vans for the autumn'];

/** One of many mails. */
export const aMail = (
  index: number,
  standing: MailStanding = 'sent',
  folder: MailFolder = 'delivered',
  over: Partial<Mail> = {},
): Mail => {
  const [personName, companyName, jobTitle] = people[index % people.length] ?? people[0];
  const at = new Date(Date.UTC(2026, 10, 12, 13, 0) - index * 5_400_000).toISOString();
  const isSent = standing === 'sent' || standing === 'accepted';
  const facts = {
    standing,
    archived: folder === 'archived',
    success: index % 7 === 2,
    inCampaign: index % 5 !== 3,
  };
  return {
    id: idOf('activity', index + 1),
    standing,
    folder,
    actions: rowActions(facts),
    senderId: 'user-1',
    senderName: 'Karin Holm',
    personId: idOf('person', index + 1),
    personName,
    companyName,
    jobTitle,
    email: `person${index}@fjord.example`,
    subject: subjects[index % subjects.length] ?? '',
    campaignId: facts.inCampaign ? idOf('campaign', 1) : null,
    campaignName: facts.inCampaign ? 'Autumn fleet renewal' : null,
    stepTitle: facts.inCampaign ? 'First touch' : null,
    templateId: null,
    templateName: null,
    taskId: idOf('task', index + 1),
    channel: 'smtp',
    createdAt: at,
    updatedAt: at,
    dueAt: at,
    sentAt: isSent ? at : null,
    failedAt: folder === 'failed' || folder === 'bounced' ? at : null,
    at,
    reason: folder === 'bounced' ? '550 5.1.1 No such user here' : null,
    replies: index % 4 === 1 ? 2 : 0,
    opens: isSent ? (index % 4 === 1 ? null : index % 3) : null,
    clicks: index % 3 === 0 ? null : index % 6,
    lastActivityAt: isSent ? at : null,
    success: facts.success,
    selections: index % 3 === 0 ? ['Autumn fair', 'VIP'] : [],
    ...over,
  };
};

export const someCounts = {
  ...Object.fromEntries(Folders.options.map((name) => [name, 0])),
  delivered: 1284,
  archived: 31,
  scheduled: 212,
  bounced: 9,
  unsure: 1,
};
