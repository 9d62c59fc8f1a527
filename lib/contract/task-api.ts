import { z } from 'zod';
import { byId, device, page } from './endpoint.ts';
import { Id } from './primitives.ts';
import { NewTask, Task } from './task.ts';
import {
  FoundTask,
  MemberChoice,
  mostChanged,
  mostForetold,
  OpenTaskCounts,
  TaskChangeReport,
  TaskConsequences,
  TaskDeed,
  TaskEdit,
  TaskSearch,
} from './task-changes.ts';

/** Endpoints of tasks, part of the table in `api.ts`. */
export const taskEndpoints = {
  'tasks.list': {
    ...device,
    method: 'get',
    path: '/api/v2/tasks',
    summary: 'Own tasks, soonest first',
    query: z.object({ ...page, status: z.enum(['open', 'done', 'skipped', 'cancelled']).optional() }),
    response: z.object({ tasks: z.array(Task), total: z.int() }),
  },
  'tasks.search': {
    ...device,
    method: 'get',
    path: '/api/v2/open-tasks',
    summary: 'Open tasks that a search finds, soonest first, with how many there are in each group',
    query: TaskSearch.extend({
      limit: z.coerce.number().int().min(1).max(500).default(200),
      offset: z.coerce.number().int().min(0).default(0),
    }),
    response: z.object({
      tasks: z.array(FoundTask),
      counts: OpenTaskCounts,
      /** Those of whoever’s tasks are looked at, by name; for choosing one. */
      campaigns: z.array(z.object({ id: Id, name: z.string() })),
    }),
  },
  'tasks.get': {
    ...device,
    method: 'get',
    path: '/api/v2/tasks/{id}',
    summary: 'One own task; for managers and admins also of others',
    params: byId,
    response: Task,
  },
  'tasks.create': {
    ...device,
    method: 'post',
    path: '/api/v2/tasks',
    summary: 'Create a task outside campaigns; repeated with the same id it adds nothing',
    body: NewTask,
    response: Task,
  },
  'tasks.update': {
    ...device,
    method: 'put',
    path: '/api/v2/tasks/{id}',
    summary: 'Change an open task outside campaigns; what is absent stays',
    params: byId,
    body: TaskEdit,
    response: Task,
  },
  'tasks.release': {
    ...device,
    method: 'post',
    path: '/api/v2/tasks/{id}/release',
    summary: 'Let an own mail go that was held as too late; repeated it changes nothing',
    params: byId,
    response: Task,
  },
  'tasks.consequences': {
    ...device,
    method: 'post',
    path: '/api/v2/task-changes/preview',
    summary: 'What would become of runs and mails if this were done to tasks',
    body: z.object({ taskIds: z.array(Id).min(1).max(mostForetold), deed: TaskDeed }),
    response: TaskConsequences,
  },
  'tasks.change': {
    ...device,
    method: 'post',
    path: '/api/v2/task-changes',
    summary: 'Do something to several tasks, each for itself; repeated with the same id it changes nothing',
    body: z.object({ id: Id, taskIds: z.array(Id).min(1).max(mostChanged), deed: TaskDeed }),
    response: TaskChangeReport,
  },
  'tasks.takeBack': {
    ...device,
    method: 'post',
    path: '/api/v2/task-changes/{id}/take-back',
    summary: 'Take an own change back, task by task; repeated it changes nothing',
    params: byId,
    response: TaskChangeReport,
  },
  'members.list': {
    ...device,
    method: 'get',
    path: '/api/v2/members',
    summary: 'Users of the workspace, by name',
    response: z.object({ members: z.array(MemberChoice) }),
  },
} as const;
