import type { personMessages } from '../contract/person-messages.ts';
import type { Handlers } from '../messaging/handle.ts';
import { askServer } from './ask-server.ts';
import type { Deps } from './deps.ts';
import { makeLookups } from './lookup.ts';
import { addPerson, doForPerson, launchPerson, listChoices } from './person-actions.ts';
import { describePerson } from './person-pane.ts';
import { tellReplies } from './replies.ts';
import { forgetPage, noteThread } from './threads.ts';

/** Everything about the open thread and the person in it. */
export function personHandlers(deps: Deps): Pick<Handlers, keyof typeof personMessages> {
  const lookups = makeLookups(deps);
  return {
    'thread.seen': async (seen, caller) => {
      if (await noteThread(deps, caller, seen)) void deps.sync.run().then(() => tellReplies(deps));
      return {};
    },
    'host.bye': async (_, caller) => {
      await forgetPage(deps, caller);
      return {};
    },
    'person.context': (request, caller) => describePerson(deps, lookups, caller, request),
    'person.lookAgain': async ({ email }) => {
      await lookups.again(email);
      return {};
    },
    'person.add': (person) => addPerson(deps, person),
    'person.log': ({ personId, activity }) =>
      doForPerson(deps, 'people.log', { params: { id: personId }, body: activity }, () => personId),
    'person.setConsent': ({ personId, purpose, change }) =>
      doForPerson(
        deps,
        'people.setConsent',
        { params: { id: personId, purpose }, body: change },
        () => personId,
      ),
    'person.setNoMailings': ({ personId, ...body }) =>
      doForPerson(deps, 'people.setNoMailings', { params: { id: personId }, body }, () => personId),
    'person.setSubscriptions': ({ personId, ...body }) =>
      doForPerson(deps, 'people.setSubscriptions', { params: { id: personId }, body }, () => personId),
    'person.setFormer': ({ personId, ...body }) =>
      doForPerson(deps, 'people.setFormer', { params: { id: personId }, body }, () => personId),
    'person.useAddress': ({ personId, address }) =>
      doForPerson(
        deps,
        'blockedAddresses.act',
        { body: { act: 'clear', addresses: [address] } },
        () => personId,
      ),
    'tasks.create': (task) => doForPerson(deps, 'tasks.create', { body: task }, () => task.personId),
    'campaigns.choices': () => listChoices(deps),
    'campaigns.gate': ({ campaignId, personIds }) =>
      askServer(deps, 'campaigns.gate', { params: { id: campaignId }, body: { personIds } }),
    'person.launch': (request) => launchPerson(deps, request),
    ...runHandlers(deps),
  };
}

/** What is said about a run by hand. */
function runHandlers(deps: Deps): Pick<Handlers, 'enrolment.replied' | 'enrolment.stop' | 'enrolment.undo'> {
  return {
    'enrolment.replied': ({ personId, enrolmentId, id }) =>
      doForPerson(deps, 'enrolments.replied', { params: { id: enrolmentId }, body: { id } }, () => personId),
    'enrolment.stop': ({ personId, enrolmentId, id }) =>
      doForPerson(deps, 'enrolments.stop', { params: { id: enrolmentId }, body: { id } }, () => personId),
    'enrolment.undo': ({ personId, enrolmentId, undoes }) =>
      doForPerson(deps, 'enrolments.undo', { params: { id: enrolmentId }, body: { undoes } }, () => personId),
  };
}
