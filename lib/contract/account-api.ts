import { z } from 'zod';
import { DeviceToken, Me, PairingStarted, ProfileChange } from './account.ts';
import { byId } from './endpoint.ts';

const deviceName = z.string().min(1).max(100);

/** Endpoints of pairing, of who is signed in and of paired devices, part of the table in `api.ts`. */
export const accountEndpoints = {
  'pairing.start': {
    method: 'post',
    path: '/api/v2/pairing',
    auth: 'public',
    summary: 'Ask for a device code',
    body: z.object({ deviceName }),
    response: PairingStarted,
  },
  'pairing.collect': {
    method: 'post',
    path: '/api/v2/pairing/token',
    auth: 'public',
    summary: 'Exchange an approved device code for a token',
    body: z.object({ deviceCode: z.string().min(1).max(200) }),
    response: z.object({ token: z.string() }),
  },
  'pairing.redeem': {
    method: 'post',
    path: '/api/v2/pairing/link',
    auth: 'public',
    summary: 'Exchange the one-time code of a pairing link for a token',
    body: z.object({ linkCode: z.string().min(1).max(200), deviceName }),
    response: z.object({ token: z.string() }),
  },
  'me.get': { method: 'get', path: '/api/v2/me', auth: 'device', summary: 'Who is signed in', response: Me },
  'me.update': {
    method: 'put',
    path: '/api/v2/me/profile',
    auth: 'device',
    summary: 'Change one’s own name, title, time zone, country or signature; what is absent stays',
    body: ProfileChange,
    response: Me,
  },
  'tokens.list': {
    method: 'get',
    path: '/api/v2/tokens',
    auth: 'device',
    summary: 'Own paired devices',
    response: z.object({ tokens: z.array(DeviceToken) }),
  },
  'tokens.revoke': {
    method: 'delete',
    path: '/api/v2/tokens/{id}',
    auth: 'device',
    summary: 'Revoke an own paired device',
    params: byId,
    response: z.object({}),
  },
} as const;
