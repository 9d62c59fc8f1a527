import { useEffect, useState } from 'preact/hooks';
import { attempt, type Link, type Problem, useLink } from './link.ts';

export type PairingState =
  | { step: 'address'; busy: boolean; problem: Problem | null }
  | { step: 'code'; userCode: string; verificationUrl: string; expiresAt: string; problem: Problem | null }
  | { step: 'redeeming' }
  | { step: 'linkFailed'; problem: Problem }
  | { step: 'paired' };

export interface Pairing {
  state: PairingState;
  begin(server: string): Promise<void>;
  redeem(server: string, linkCode: string): Promise<void>;
  /** Back to the address, with nothing pending at the server. */
  restart(): void;
}

const pollMs = 3_000;
const kept = 'pairing';
const start: PairingState = { step: 'address', busy: false, problem: null };

/**
 * Pairing by device code or by a one-time link; asks the server every three seconds while a code is open. The open
 * code is kept, because a popup closes as soon as the person goes to the approval page.
 */
export function usePairing(): Pairing {
  const link = useLink();
  const [state, setState] = useState<PairingState>(start);
  usePolling(link, state, setState);
  useKeptCode(link, setState);

  return {
    state,
    begin: async (server) => {
      setState({ step: 'address', busy: true, problem: null });
      const answer = await attempt(() => link.ask('pairing.begin', { server }));
      if (!answer.ok) return setState({ step: 'address', busy: false, problem: answer.problem });
      setState({ step: 'code', ...answer.value, problem: null });
      await link.writeSetting(kept, JSON.stringify(answer.value));
    },
    redeem: async (server, linkCode) => {
      setState({ step: 'redeeming' });
      const answer = await attempt(() => link.ask('pairing.redeem', { server, linkCode }));
      setState(answer.ok ? { step: 'paired' } : { step: 'linkFailed', problem: answer.problem });
    },
    restart: () => {
      void link.writeSetting(kept, '');
      void link.ask('pairing.cancel', {}).catch(() => {
        // Nobody answered, so nothing is pending here either; the code runs out on the server by itself.
      });
      setState(start);
    },
  };
}

function usePolling(link: Link, state: PairingState, setState: (next: PairingState) => void): void {
  useEffect(() => {
    if (state.step !== 'code' || isFinal(state.problem)) return undefined;
    let gone = false;
    const poll = async (): Promise<void> => {
      const answer = await attempt(() => link.ask('pairing.poll', {}));
      if (!gone) setState(afterPoll(state, answer));
    };
    const timer = setTimeout(() => void poll(), pollMs);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [link, state, setState]);
}

type CodeState = Extract<PairingState, { step: 'code' }>;
type PollAnswer = { ok: true; value: { state: 'pending' | 'paired' } } | { ok: false; problem: Problem };

function afterPoll(state: CodeState, answer: PollAnswer): PairingState {
  if (answer.ok) return answer.value.state === 'paired' ? { step: 'paired' } : { ...state, problem: null };
  return { ...state, problem: answer.problem.code === 'PAIRING_PENDING' ? null : answer.problem };
}

function useKeptCode(link: Link, setState: (update: (old: PairingState) => PairingState) => void): void {
  useEffect(() => {
    const take = async (): Promise<void> => {
      const code = parseKept(await link.readSetting(kept));
      if (!code || Date.parse(code.expiresAt) <= link.now().getTime()) return;
      setState((old) => (old === start ? { step: 'code', ...code, problem: null } : old));
    };
    void take();
  }, [link, setState]);
}

/** The kept text was written by `begin` above; anything else (an older version's) counts as none. */
function parseKept(
  text: string | null,
): { userCode: string; verificationUrl: string; expiresAt: string } | null {
  try {
    const { userCode, verificationUrl, expiresAt } = JSON.parse(text ?? '') as Record<string, unknown>;
    const all =
      typeof userCode === 'string' && typeof verificationUrl === 'string' && typeof expiresAt === 'string';
    return all ? { userCode, verificationUrl, expiresAt } : null;
  } catch {
    return null;
  }
}

/** A server that does not answer may come back; a code that is refused or too old will not. */
export function isFinal(problem: Problem | null): boolean {
  return problem ? problem.code.startsWith('PAIRING_') && problem.code !== 'PAIRING_PENDING' : false;
}
